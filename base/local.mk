noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	base/clock.c base/clock.h \
	base/err.c base/err.h \
	base/mailbox.c base/mailbox.h \
	base/needle.c base/needle.h \
	base/quantity.c base/quantity.h \
	base/secret.c base/secret.h \
	base/text.c base/text.h

UNIT_TESTS += tests/unit/test_base
tests_unit_test_base_SOURCES = tests/unit/test_base.c
tests_unit_test_base_LDADD = $(LIBS_BASE) $(CMOCKA_ALL)
