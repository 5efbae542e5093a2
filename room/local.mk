noinst_LIBRARIES += libroom.a
libroom_a_SOURCES = \
	room/ack.c room/ack.h room/ack_line.c \
	room/alert.c room/alert.h room/alert_again.c room/alert_match.c \
	room/answer.c room/answer.h \
	room/apply.h \
	room/budget.c room/budget.h \
	room/course.c room/course.h \
	room/curve.c \
	room/deed.c \
	room/define.h \
	room/chain.c room/decision.c room/decision.h \
	room/delivery.c room/delivery.h \
	room/derive.c room/derive.h \
	room/dossier.c room/dossier.h \
	room/drill.c room/drill.h \
	room/earned.c \
	room/escalate.c room/escalate.h \
	room/evaluate.c room/evaluate.h \
	room/elastic.c \
	room/episode.c \
	room/event.c room/event.h \
	room/expire.c \
	room/feed.c room/feed.h \
	room/fever.c room/fever.h \
	room/gate.c \
	room/history.c \
	room/hold.c \
	room/line.c \
	room/log.c \
	room/mark.c \
	room/match.c room/match.h \
	room/message.h \
	room/metric.c room/metric.h \
	room/metric_derive.c \
	room/metric_judge.c \
	room/objective.c room/objective.h \
	room/outlook.c \
	room/needs.c room/notice.c room/needs.h \
	room/order.c room/order.h \
	room/own_alert.c room/own_alert.h \
	room/pack.c \
	room/peer.c \
	room/phase.c room/phase.h \
	room/proposal.c room/proposal.h room/proposal_state.c \
	room/raci.c \
	room/raci_derive.c \
	room/red.c \
	room/review.c room/review.h \
	room/review_incident.c room/review_items.c room/review_plan.c room/review_times.c \
	room/risk.c room/risk.h \
	room/roll.c \
	room/room.c room/room.h \
	room/roster.c room/roster.h \
	room/rota.c room/rota.h room/rota_person.c \
	room/shift.c room/shift.h \
	room/sieve.c room/sieve.h \
	room/sideways.c room/sideways.h \
	room/source.c \
	room/plan.c room/plan.h room/plan_rule.c \
	room/supervise.c \
	room/source_derive.c room/watchdog.c room/watchdog.h \
	room/spend.c \
	room/supplier.c room/supplier.h \
	room/team.c room/team.h \
	room/threshold.c room/threshold.h \
	room/tier.c \
	room/trigger.c room/trigger.h

UNIT_TESTS += tests/unit/test_phase
tests_unit_test_phase_SOURCES = tests/unit/test_phase.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_phase_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_gate
tests_unit_test_gate_SOURCES = tests/unit/test_gate.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_gate_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_course
tests_unit_test_course_SOURCES = tests/unit/test_course.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_course_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_curve
tests_unit_test_curve_SOURCES = tests/unit/test_curve.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_curve_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_budget
tests_unit_test_budget_SOURCES = tests/unit/test_budget.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_budget_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_earned
tests_unit_test_earned_SOURCES = tests/unit/test_earned.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_earned_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_metric
tests_unit_test_metric_SOURCES = tests/unit/test_metric.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_metric_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_ack
tests_unit_test_ack_SOURCES = tests/unit/test_ack.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_ack_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_alert
tests_unit_test_alert_SOURCES = tests/unit/test_alert.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_alert_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_event
tests_unit_test_event_SOURCES = tests/unit/test_event.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_event_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_feed
tests_unit_test_feed_SOURCES = tests/unit/test_feed.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_feed_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_match
tests_unit_test_match_SOURCES = tests/unit/test_match.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_match_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_own_alert
tests_unit_test_own_alert_SOURCES = tests/unit/test_own_alert.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_own_alert_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_silence
tests_unit_test_silence_SOURCES = tests/unit/test_silence.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_silence_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_threshold
tests_unit_test_threshold_SOURCES = tests/unit/test_threshold.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_threshold_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_evaluate
tests_unit_test_evaluate_SOURCES = tests/unit/test_evaluate.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_evaluate_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_hold
tests_unit_test_hold_SOURCES = tests/unit/test_hold.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_hold_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_raci
tests_unit_test_raci_SOURCES = tests/unit/test_raci.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_raci_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_risk
tests_unit_test_risk_SOURCES = tests/unit/test_risk.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_risk_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_source
tests_unit_test_source_SOURCES = tests/unit/test_source.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_source_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_team
tests_unit_test_team_SOURCES = tests/unit/test_team.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_team_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_escalate
tests_unit_test_escalate_SOURCES = tests/unit/test_escalate.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_escalate_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_decision
tests_unit_test_decision_SOURCES = tests/unit/test_decision.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_decision_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_roster
tests_unit_test_roster_SOURCES = tests/unit/test_roster.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_roster_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_order
tests_unit_test_order_SOURCES = tests/unit/test_order.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_order_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_sideways
tests_unit_test_sideways_SOURCES = tests/unit/test_sideways.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_sideways_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_fold_order
tests_unit_test_fold_order_SOURCES = tests/unit/test_fold_order.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_fold_order_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)
UNIT_TESTS += tests/unit/test_proposal
tests_unit_test_proposal_SOURCES = tests/unit/test_proposal.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_proposal_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_objective
tests_unit_test_objective_SOURCES = tests/unit/test_objective.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_objective_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_trigger
tests_unit_test_trigger_SOURCES = tests/unit/test_trigger.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_trigger_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_plan
tests_unit_test_plan_SOURCES = tests/unit/test_plan.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_plan_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_review
tests_unit_test_review_SOURCES = tests/unit/test_review.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_review_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_drill
tests_unit_test_drill_SOURCES = tests/unit/test_drill.c
tests_unit_test_drill_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_rota
tests_unit_test_rota_SOURCES = tests/unit/test_rota.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_rota_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_watchdog
tests_unit_test_watchdog_SOURCES = tests/unit/test_watchdog.c tests/unit/fixture.c tests/unit/fixture.h
tests_unit_test_watchdog_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)
