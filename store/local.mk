noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	store/codec.c store/codec.h \
	store/sqlite.c store/sqlite.h \
	store/sqlite_admin.c store/admin.h \
	store/sqlite_outbox.c \
	store/store.c store/store.h
libstore_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS) $(JSON_CFLAGS)

UNIT_TESTS += tests/unit/test_store
tests_unit_test_store_SOURCES = tests/unit/test_store.c
tests_unit_test_store_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_store_admin
tests_unit_test_store_admin_SOURCES = tests/unit/test_store_admin.c
tests_unit_test_store_admin_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)
