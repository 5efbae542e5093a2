noinst_LIBRARIES += libroom.a
libroom_a_SOURCES = \
	room/ack.c room/ack.h \
	room/alert.c room/alert.h \
	room/apply.h \
	room/deed.c \
	room/define.h \
	room/delivery.c room/delivery.h \
	room/event.c room/event.h \
	room/expire.c \
	room/feed.c \
	room/mark.c \
	room/match.c room/match.h \
	room/message.h \
	room/pack.c \
	room/raci.c \
	room/risk.c room/risk.h \
	room/room.c room/room.h \
	room/source.c \
	room/team.c room/team.h \
	room/tier.c
