noinst_LIBRARIES += libroom.a
libroom_a_SOURCES = \
	room/alert.h room/apply.h room/budget.h room/define.h room/delivery.h room/event.h room/match.h room/message.h room/metric.h room/phase.h room/risk.h room/room.h room/team.h
