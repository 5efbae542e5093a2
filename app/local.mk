noinst_LIBRARIES += libapp.a
libapp_a_SOURCES = \
	app/cmd_check.c app/command.h app/notify.c app/notify.h \
	app/config.c app/config.h \
	app/config_budget.c \
	app/config_console.c \
	app/config_default.c \
	app/config_field.c \
	app/config_filter.c \
	app/config_metric.c app/config_objective.c \
	app/config_notify.c \
	app/config_plan.c \
	app/config_icinga.c app/config_nagios.c \
	app/config_query.c \
	app/config_reader.c app/config_reader.h \
	app/config_reference.c \
	app/config_request.c app/config_template.c app/config_template.h \
	app/config_risk.c \
	app/config_scenario.c app/config_scenario.h app/config_scenario_rows.c \
	app/config_scan.c app/config_scan.h \
	app/config_site.c \
	app/config_source.c app/config_url.c \
	app/config_team.c \
	app/config_phase.c \
	app/config_time.c \
	app/config_trigger.c \
	app/config_zabbix.c \
	app/example.h \
	app/suggest.c app/suggest.h
nodist_libapp_a_SOURCES = app/example_double11.c app/template_builtin.c
libapp_a_CFLAGS = $(AM_CFLAGS) $(CONFIG_CFLAGS) $(JSON_CFLAGS)

bin_PROGRAMS += warroom
warroom_SOURCES = app/main.c app/memory.c
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
# A manual page a command, made from the tables by the build: they are never older than the program.
noinst_PROGRAMS += app/pages
app_pages_SOURCES = app/pages.c
app_pages_LDADD = $(LIBS_APP)
PAGES = doc/man/made
all-local: $(PAGES)
$(PAGES): app/pages$(EXEEXT)
	$(AM_V_GEN)rm -rf doc/man && $(MKDIR_P) doc/man && app/pages$(EXEEXT) doc/man && touch $@
.PHONY: clean-pages
clean-pages:
	rm -rf doc/man
clean-local: clean-pages
install-data-local: $(PAGES)
	$(MKDIR_P) "$(DESTDIR)$(man1dir)"
	$(INSTALL_DATA) doc/man/warroom-*.1 "$(DESTDIR)$(man1dir)"
uninstall-local:
	for page in doc/man/warroom-*.1; do rm -f "$(DESTDIR)$(man1dir)/$${page##*/}"; done

bashcompdir = $(datadir)/bash-completion/completions
dist_zshcomp_DATA = completion/_warroom
zshcompdir = $(datadir)/zsh/site-functions
dist_fishcomp_DATA = completion/warroom.fish
fishcompdir = $(datadir)/fish/vendor_completions.d
EXTRA_DIST += completion/warroom.bash
# bash looks for a file that is named as the command
install-data-hook:
	$(MKDIR_P) "$(DESTDIR)$(bashcompdir)"
	$(INSTALL_DATA) $(srcdir)/completion/warroom.bash "$(DESTDIR)$(bashcompdir)/warroom"
uninstall-hook:
	rm -f "$(DESTDIR)$(bashcompdir)/warroom"

# Templates' names work without installation: the files are compiled in, and installed to be copied from.
TEMPLATE_FILES = \
	examples/templates/alerta.cfg examples/templates/dingtalk.cfg examples/templates/feishu.cfg \
	examples/templates/goalert.cfg examples/templates/grafana-oncall.cfg examples/templates/jsm.cfg \
	examples/templates/keep.cfg examples/templates/opsgenie.cfg examples/templates/pagerduty.cfg \
	examples/templates/pagerduty-events.cfg examples/templates/slack.cfg \
	examples/templates/slack-webhook.cfg examples/templates/wecom.cfg
app/template_builtin.c: $(TEMPLATE_FILES) examples/templates/builtin.awk
	$(AM_V_GEN)$(MKDIR_P) app && cd $(srcdir) && \
	$(AWK) -f examples/templates/builtin.awk $(TEMPLATE_FILES) >$(abs_builddir)/app/template_builtin.tmp && \
	mv $(abs_builddir)/app/template_builtin.tmp $(abs_builddir)/$@
templatesdir = $(pkgdatadir)/templates
dist_templates_DATA = $(TEMPLATE_FILES)
EXTRA_DIST += examples/templates/builtin.awk
CLEANFILES += app/template_builtin.c

examplesdir = $(docdir)/examples
dist_examples_DATA = examples/double11.cfg examples/icinga2.cfg examples/minimal.cfg examples/nagios.cfg examples/warroom-watch.service examples/zabbix.cfg
drillsdir = $(examplesdir)/drills
dist_drills_DATA = examples/drills/live-flood.scenario examples/drills/carrier-outage.scenario examples/drills/third-party.scenario
dist_man_MANS += doc/warroom.1 doc/warroom.cfg.5

libapp_a_SOURCES += \
	app/act.c app/act.h app/act_alert.c app/act_budget.c app/act_decision.c app/act_gate.c app/act_people.c app/act_phase.c app/act_plan.c app/deed.h app/deeds.c \
	app/budget_out.c app/budget_out.h app/clock_guard.c app/clock_guard.h app/commands.c app/player.c app/player.h app/replay.c app/replay.h app/frame.c app/frame.h app/cmd_replay.c app/console_replay.c app/console_search.c app/console_theme.c app/console_confirm.c app/console_mouse.c app/console_terminal.c app/palette.c app/undo.c app/undo.h app/console_filter.c app/saved_filter.c app/saved_filter.h \
	app/identity.c app/identity.h app/permission.c app/permission.h app/console_guard.c \
	app/usage.c app/usage.h app/complete.c app/complete.h app/cmd_complete.c app/man.c app/man.h \
	app/plain.c app/plain.h app/plain_line.c app/plain_look.c app/plain_news.c app/plain_tell.c \
	app/demo.c app/demo.h app/drill.c app/drill.h app/drill_out.c app/cmd_drill.c app/session.c app/session.h app/session_message.c app/session_message.h app/session_open.c app/options.c app/options.h \
	app/view.c app/view.h app/header.c app/overlay.c app/search_line.c \
	app/console.c app/console.h app/console_command.c app/console_follow.c app/console_intent.c app/console_keys.c \
	app/cmd_console.c app/cmd_print.c app/cmd_sim.c \
	app/headless.c app/headless.h app/locale.c app/locale.h app/proof.c app/proof.h app/json_out.c app/json_out.h app/out.c app/out.h app/alert_out.c app/alert_out.h \
	app/script.c app/script.h app/script_command.c app/script_target.c app/script_target.h app/verbs.c app/verbs.h \
	app/handover.c app/handover.h \
	app/cmd_report.c app/report.h app/report_doc.c app/report_doc.h app/report_html.c app/report_incidents.c app/report_json.c \
	app/report_md.c app/report_money.c app/report_sections.c app/report_svg.c \
	app/cmd_ack.c app/cmd_alerts.c app/cmd_budget.c app/cmd_assign.c app/cmd_decide.c app/cmd_done.c app/cmd_duty.c app/cmd_escalate.c app/cmd_gate.c app/cmd_handover.c app/cmd_note.c \
	app/cmd_doctor.c app/doctor.c app/doctor.h app/doctor_room.c app/doctor_net.c app/cmd_init.c app/init_text.c app/init.h \
	app/cmd_backup.c app/cmd_outbox.c app/cmd_phase.c app/cmd_plan.c app/cmd_silence.c app/cmd_status.c app/cmd_unack.c app/cmd_verify.c app/cmd_watch.c

UNIT_TESTS += tests/unit/test_config
tests_unit_test_config_SOURCES = tests/unit/test_config.c
tests_unit_test_config_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_config_bad
tests_unit_test_config_bad_SOURCES = tests/unit/test_config_bad.c
tests_unit_test_config_bad_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_calendar
tests_unit_test_calendar_SOURCES = tests/unit/test_calendar.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_calendar_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_config_man
tests_unit_test_config_man_SOURCES = tests/unit/test_config_man.c tests/unit/man_page.c tests/unit/man_page.h
tests_unit_test_config_man_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_config_man_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

EXTRA_DIST += tests/config

UNIT_TESTS += tests/unit/test_man
tests_unit_test_man_SOURCES = tests/unit/test_man.c tests/unit/man_page.c tests/unit/man_page.h
tests_unit_test_man_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_session
tests_unit_test_session_SOURCES = tests/unit/test_session.c tests/unit/folder.c tests/unit/folder.h
tests_unit_test_session_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

TEMPLATE_DESK = tests/unit/template_desk.c tests/unit/template_desk.h tests/unit/http_fixture.c tests/unit/http_fixture.h
UNIT_TESTS += tests/unit/test_templates
tests_unit_test_templates_SOURCES = tests/unit/test_templates.c $(TEMPLATE_DESK)
tests_unit_test_templates_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_templates_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_template_deliver
tests_unit_test_template_deliver_SOURCES = tests/unit/test_template_deliver.c $(TEMPLATE_DESK)
tests_unit_test_template_deliver_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_template_deliver_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_template_list
tests_unit_test_template_list_SOURCES = tests/unit/test_template_list.c $(TEMPLATE_DESK)
tests_unit_test_template_list_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_template_list_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_template_robot
tests_unit_test_template_robot_SOURCES = tests/unit/test_template_robot.c $(TEMPLATE_DESK)
tests_unit_test_template_robot_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_template_robot_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_notify
tests_unit_test_notify_SOURCES = tests/unit/test_notify.c tests/unit/http_fixture.c tests/unit/http_fixture.h
tests_unit_test_notify_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_report
tests_unit_test_report_SOURCES = tests/unit/test_report.c
tests_unit_test_report_LDADD = $(LIBS_APP) $(CMOCKA_ALL)
EXTRA_DIST += tests/golden/report.md tests/golden/report.json tests/golden/report.html

UNIT_TESTS += tests/unit/test_player
tests_unit_test_player_SOURCES = tests/unit/test_player.c tests/unit/store_fixture.c tests/unit/store_fixture.h
tests_unit_test_player_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_scenario
tests_unit_test_scenario_SOURCES = tests/unit/test_scenario.c
tests_unit_test_scenario_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_drill_room
tests_unit_test_drill_room_SOURCES = tests/unit/test_drill_room.c tests/unit/folder.c tests/unit/folder.h
tests_unit_test_drill_room_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_complete
tests_unit_test_complete_SOURCES = tests/unit/test_complete.c
tests_unit_test_complete_LDADD = $(LIBS_APP) $(CMOCKA_ALL)
UNIT_TESTS += tests/unit/test_clock_guard
tests_unit_test_clock_guard_SOURCES = tests/unit/test_clock_guard.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_clock_guard_LDADD = $(LIBS_APP) $(CMOCKA_ALL)
UNIT_TESTS += tests/unit/test_plain
tests_unit_test_plain_SOURCES = tests/unit/test_plain.c tests/unit/panel_fixture.c tests/unit/panel_fixture.h \
	tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_plain_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_init
tests_unit_test_init_SOURCES = tests/unit/test_init.c
tests_unit_test_init_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

CONSOLE_FIXTURE = tests/unit/console_fixture.c tests/unit/console_fixture.h
UNIT_TESTS += tests/unit/test_console_search
tests_unit_test_console_search_SOURCES = tests/unit/test_console_search.c $(CONSOLE_FIXTURE)
tests_unit_test_console_search_LDADD = $(LIBS_APP) $(CMOCKA_ALL)
UNIT_TESTS += tests/unit/test_console_filter
tests_unit_test_console_filter_SOURCES = tests/unit/test_console_filter.c $(CONSOLE_FIXTURE)
tests_unit_test_console_filter_LDADD = $(LIBS_APP) $(CMOCKA_ALL)
UNIT_TESTS += tests/unit/test_console_acts
tests_unit_test_console_acts_SOURCES = tests/unit/test_console_acts.c $(CONSOLE_FIXTURE)
tests_unit_test_console_acts_LDADD = $(LIBS_APP) $(CMOCKA_ALL)
UNIT_TESTS += tests/unit/test_console_mouse
tests_unit_test_console_mouse_SOURCES = tests/unit/test_console_mouse.c $(CONSOLE_FIXTURE)
tests_unit_test_console_mouse_LDADD = $(LIBS_APP) $(CMOCKA_ALL)
