noinst_LIBRARIES += libroom.a
libroom_a_SOURCES = \
	room/ack.c room/ack.h \
	room/alert.c room/alert.h \
	room/apply.h \
	room/budget.c room/budget.h \
	room/curve.c \
	room/deed.c \
	room/define.h \
	room/delivery.c room/delivery.h \
	room/earned.c \
	room/event.c room/event.h \
	room/expire.c \
	room/feed.c \
	room/gate.c \
	room/history.c \
	room/line.c \
	room/mark.c \
	room/match.c room/match.h \
	room/message.h \
	room/metric.c room/metric.h \
	room/pack.c \
	room/phase.c room/phase.h \
	room/raci.c \
	room/risk.c room/risk.h \
	room/room.c room/room.h \
	room/source.c \
	room/team.c room/team.h \
	room/tier.c

UNIT_TESTS += tests/unit/test_phase
tests_unit_test_phase_SOURCES = tests/unit/test_phase.c tests/unit/room_fixture.h
tests_unit_test_phase_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_gate
tests_unit_test_gate_SOURCES = tests/unit/test_gate.c tests/unit/room_fixture.h
tests_unit_test_gate_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_curve
tests_unit_test_curve_SOURCES = tests/unit/test_curve.c tests/unit/room_fixture.h
tests_unit_test_curve_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_budget
tests_unit_test_budget_SOURCES = tests/unit/test_budget.c tests/unit/room_fixture.h
tests_unit_test_budget_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_earned
tests_unit_test_earned_SOURCES = tests/unit/test_earned.c tests/unit/room_fixture.h
tests_unit_test_earned_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_metric
tests_unit_test_metric_SOURCES = tests/unit/test_metric.c tests/unit/room_fixture.h
tests_unit_test_metric_LDADD = $(LIBS_ROOM) $(CMOCKA_ALL)
