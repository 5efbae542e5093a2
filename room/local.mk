noinst_LIBRARIES += libroom.a
libroom_a_SOURCES = \
	room/alert.h room/apply.h room/budget.h room/define.h room/match.h room/message.h room/metric.h \
	room/phase.h room/risk.h room/team.h \
	room/delivery.c room/delivery.h \
	room/event.c room/event.h \
	room/room.c room/room.h \
	room/source.c
