noinst_LIBRARIES += libapp.a
libapp_a_SOURCES = \
	app/cmd_check.c app/command.h \
	app/config.c app/config.h \
	app/config_budget.c \
	app/config_console.c \
	app/config_default.c \
	app/config_field.c \
	app/config_metric.c \
	app/config_reader.c app/config_reader.h \
	app/config_risk.c \
	app/config_scan.c app/config_scan.h \
	app/config_source.c \
	app/config_team.c \
	app/config_time.c \
	app/example.h \
	app/suggest.c app/suggest.h
nodist_libapp_a_SOURCES = app/example_double11.c
libapp_a_CFLAGS = $(AM_CFLAGS) $(CONFIG_CFLAGS) $(JSON_CFLAGS)

bin_PROGRAMS += warroom
warroom_SOURCES = app/main.c
warroom_LDADD = $(LIBS_APP)

# The example room as a C string, so that the demo needs no file.
CLEANFILES += app/example_double11.c
app/example_double11.c: $(srcdir)/examples/double11.cfg $(srcdir)/app/local.mk
	$(AM_V_GEN)$(MKDIR_P) app && { \
	echo '/* Made from examples/double11.cfg; do not edit. */'; \
	echo '#include "app/example.h"'; \
	echo 'const char example_double11[] ='; \
	$(SED) -e 's/[\\"]/\\&/g' -e 's/^/"/' -e 's/$$/\\n"/' $(srcdir)/examples/double11.cfg; \
	echo ';'; } >$@.tmp && mv $@.tmp $@
EXTRA_DIST += examples/double11.cfg examples/minimal.cfg
dist_man_MANS += doc/warroom.cfg.5

libapp_a_SOURCES += \
	app/act.c app/session.c app/session.h app/options.c app/options.h \
	app/view.c app/view.h app/header.c app/overlay.c \
	app/console.c app/console.h app/console_command.c app/console_intent.c app/console_keys.c \
	app/cmd_console.c app/cmd_print.c app/cmd_sim.c
