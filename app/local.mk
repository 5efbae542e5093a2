noinst_LIBRARIES += libapp.a
libapp_a_SOURCES = \
	app/config.h
libapp_a_CFLAGS = $(AM_CFLAGS) $(CONFIG_CFLAGS) $(JSON_CFLAGS)

bin_PROGRAMS += warroom
warroom_SOURCES = app/main.c
warroom_LDADD = $(LIBS_APP)

libapp_a_SOURCES += \
	app/act.c app/session.c app/session.h app/options.c app/options.h \
	app/view.c app/view.h app/header.c app/overlay.c \
	app/console.c app/console.h app/console_command.c app/console_intent.c app/console_keys.c \
	app/cmd_console.c app/cmd_print.c app/cmd_sim.c
