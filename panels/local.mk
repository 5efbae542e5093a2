noinst_LIBRARIES += libpanels.a
libpanels_a_SOURCES = \
	panels/panels.c panels/panels.h \
	panels/ack_words.c panels/words.c panels/words.h \
	panels/rows.c panels/rows.h \
	panels/alerts.c panels/alerts.h panels/alert_details.c panels/alert_filter.c panels/alert_rows.c \
	panels/budget.c panels/budget.h panels/budget_figures.c \
	panels/countdown.c panels/countdown.h panels/countdown_phases.c \
	panels/log.c \
	panels/metrics.c \
	panels/risks.c panels/risks.h panels/risk_rows.c \
	panels/sources.c \
	panels/teams.c
