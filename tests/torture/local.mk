# Allocations that fail, one after the other: a sample in "make check", each in "make check-torture". The sanitizers have an
# allocator of their own, which does not fail.
if !SANITIZE
UNIT_TESTS += tests/torture/test_memory
check_PROGRAMS += tests/torture/fail_alloc.so
endif
EXTRA_PROGRAMS += tests/torture/test_memory tests/torture/fail_alloc.so
tests_torture_test_memory_SOURCES = \
	tests/torture/test_memory.c tests/torture/fail_alloc.h tests/unit/http_fixture.c tests/unit/http_fixture.h
tests_torture_test_memory_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
tests_torture_test_memory_LDADD = $(LIBS_STORE) $(CMOCKA_ALL) -lutil
tests_torture_fail_alloc_so_SOURCES = tests/torture/fail_alloc.c tests/torture/fail_alloc.h
tests_torture_fail_alloc_so_CFLAGS = $(AM_CFLAGS) -fPIC
tests_torture_fail_alloc_so_LDFLAGS = -shared
tests_torture_fail_alloc_so_LDADD = -ldl

.PHONY: check-torture
check-torture: warroom$(EXEEXT) tests/torture/test_memory$(EXEEXT) tests/torture/fail_alloc.so tests/unit/test_store_io$(EXEEXT)
	WARROOM_TORTURE=all tests/unit/test_store_io
	WARROOM_TORTURE=all tests/torture/test_memory
