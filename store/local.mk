noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	store/store.h
libstore_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS) $(JSON_CFLAGS)
