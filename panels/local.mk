noinst_LIBRARIES += libpanels.a
libpanels_a_SOURCES = \
	panels/panels.c panels/panels.h \
	panels/ack_words.c panels/words.c panels/words.h \
	panels/rows.c panels/rows.h panels/seeker.c panels/seeker.h \
	panels/alerts.c panels/alerts.h panels/alert_copy.c panels/alert_details.c panels/alert_feed.c panels/alert_filter.c panels/alert_marks.c panels/alert_rows.c panels/alert_tell.c \
	panels/budget.c panels/budget.h panels/budget_chart.c panels/budget_figures.c panels/budget_lines.c panels/budget_objectives.c \
	panels/budget_proposals.c panels/budget_tell.c \
	panels/countdown.c panels/countdown.h panels/countdown_clock.c panels/countdown_fever.c panels/countdown_phases.c panels/countdown_rows.c panels/countdown_tell.c \
	panels/log.c panels/log.h panels/log_entry.c panels/log_open.c \
	panels/plans.c panels/plans.h panels/plan_tell.c \
	panels/metrics.c panels/metrics.h panels/metrics_chart.c panels/metrics_scheme.c panels/metric_tell.c \
	panels/risks.c panels/risks.h panels/risk_checks.c panels/risk_details.c panels/risk_list.c panels/risk_map.c \
	panels/risk_rows.c panels/risk_tell.c panels/risk_words.c \
	panels/sources.c \
	panels/team_row.c panels/team_tell.c panels/teams.c panels/teams.h

UNIT_TESTS += tests/unit/test_feed_storm
tests_unit_test_feed_storm_SOURCES = tests/unit/test_feed_storm.c tests/unit/panel_fixture.c tests/unit/panel_fixture.h \
	tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_feed_storm_LDADD = $(LIBS_PANELS) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_panels
tests_unit_test_panels_SOURCES = tests/unit/test_panels.c tests/unit/panel_fixture.c tests/unit/panel_fixture.h \
	tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_panels_LDADD = $(LIBS_PANELS) $(CMOCKA_ALL)

# The screens that tests/unit/test_panels.c compares with; WARROOM_UPDATE_GOLDEN=1 writes them anew.
EXTRA_DIST += tests/golden/empty-60x7.txt \
	tests/golden/countdown-80x24.txt tests/golden/countdown-120x40.txt tests/golden/countdown-200x50.txt \
	tests/golden/countdown-held.txt tests/golden/countdown-red.txt tests/golden/countdown-40x10.txt tests/golden/countdown-20x5.txt \
	tests/golden/alerts-80x24.txt tests/golden/alerts-120x40.txt tests/golden/alerts-200x50.txt \
	tests/golden/alerts-40x10.txt tests/golden/alerts-20x5.txt \
	tests/golden/risks-80x24.txt tests/golden/risks-120x40.txt tests/golden/risks-200x50.txt \
	tests/golden/risks-40x10.txt tests/golden/risks-20x5.txt \
	tests/golden/plans-80x24.txt tests/golden/plans-120x40.txt tests/golden/plans-200x50.txt \
	tests/golden/plans-40x10.txt tests/golden/plans-20x5.txt \
	tests/golden/risks-views-80.txt tests/golden/risks-views-80-ascii.txt tests/golden/risks-views-120.txt \
	tests/golden/risks-views-200.txt tests/golden/risks-views-40.txt tests/golden/risks-views-20.txt \
	tests/golden/budget-80x24.txt tests/golden/budget-120x40.txt tests/golden/budget-200x50.txt \
	tests/golden/budget-40x10.txt tests/golden/budget-20x5.txt \
	tests/golden/metrics-80x24.txt tests/golden/metrics-120x40.txt tests/golden/metrics-200x50.txt \
	tests/golden/metrics-list-80x24.txt tests/golden/metrics-list-80x24-ascii.txt tests/golden/metrics-list-200x50.txt \
	tests/golden/metrics-chart-80x24.txt tests/golden/metrics-chart-80x24-ascii.txt tests/golden/metrics-chart-200x50.txt \
	tests/golden/metrics-event-80x24.txt tests/golden/metrics-event-80x24-ascii.txt tests/golden/metrics-event-200x50.txt \
	tests/golden/metrics-scheme-80x24.txt tests/golden/metrics-scheme-80x24-ascii.txt tests/golden/metrics-scheme-200x50.txt \
	tests/golden/metrics-40x10.txt tests/golden/metrics-20x5.txt \
	tests/golden/teams-80x24.txt tests/golden/teams-120x40.txt tests/golden/teams-200x50.txt \
	tests/golden/teams-40x10.txt tests/golden/teams-20x5.txt \
	tests/golden/log-80x24.txt tests/golden/log-120x40.txt tests/golden/log-200x50.txt \
	tests/golden/log-40x10.txt tests/golden/log-20x5.txt \
	tests/golden/sources-80x24.txt tests/golden/sources-120x40.txt tests/golden/sources-200x50.txt \
	tests/golden/sources-40x10.txt tests/golden/sources-20x5.txt

UNIT_TESTS += tests/unit/test_panel_people
tests_unit_test_panel_people_SOURCES = tests/unit/test_panel_people.c tests/unit/panel_fixture.c tests/unit/panel_fixture.h \
	tests/unit/fixture.c tests/unit/fixture.h tests/unit/screen.c tests/unit/screen.h
tests_unit_test_panel_people_LDADD = $(LIBS_PANELS) $(CMOCKA_ALL)
EXTRA_DIST += tests/golden/people-teams.txt tests/golden/people-log.txt

UNIT_TESTS += tests/unit/test_panel_budget
tests_unit_test_panel_budget_SOURCES = tests/unit/test_panel_budget.c tests/unit/panel_fixture.c tests/unit/panel_fixture.h \
	tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_panel_budget_LDADD = $(LIBS_PANELS) $(CMOCKA_ALL)
EXTRA_DIST += tests/golden/budget-moves-200x50.txt tests/golden/budget-moves-132x40.txt tests/golden/budget-moves-80x24.txt \
	tests/golden/budget-moves-56x9.txt tests/golden/budget-moves-30x5.txt tests/golden/budget-teams-ascii-100x30.txt

UNIT_TESTS += tests/unit/test_panel_plain
tests_unit_test_panel_plain_SOURCES = tests/unit/test_panel_plain.c tests/unit/panel_fixture.c tests/unit/panel_fixture.h \
	tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_panel_plain_LDADD = $(LIBS_PANELS) $(CMOCKA_ALL)
EXTRA_DIST += tests/golden/tell.txt

# The same screens in Chinese.
EXTRA_DIST += tests/golden/zh_CN
