noinst_LIBRARIES += libapp.a
libapp_a_SOURCES = \
	app/config.h
libapp_a_CFLAGS = $(AM_CFLAGS) $(CONFIG_CFLAGS) $(JSON_CFLAGS)

bin_PROGRAMS += warroom
warroom_SOURCES = app/main.c
warroom_LDADD = $(LIBS_APP)
