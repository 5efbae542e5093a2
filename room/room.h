/* The war room: the state that the events add up to, and the questions that panels and rules
 * ask. */
#ifndef ROOM_ROOM_H
#define ROOM_ROOM_H

#include "room/event.h"

/*
 * Pure: no I/O, no threads, no clock (now is a parameter), no terminal. One thread owns a room.
 * What the functions here and in the files beside give back is lent and lives until the next
 * room_apply(), unless they say otherwise. Nothing in a room is ever freed before the room, except
 * alerts that are gone and handled.
 */
struct room {
	GStringChunk *strings; /* interned: ids and definition texts */
	struct define_room is; /* every field said (defaults filled in) */
	GTimeZone *zone;
	int64_t now_us;   /* the latest instant that any event brought */
	int64_t acted_us; /* the latest of an action: the next one has a later one */

	GPtrArray *teams;       /* struct team * */
	GPtrArray *people;      /* struct person * */
	GPtrArray *tiers;       /* struct tier_state *, most urgent first */
	GPtrArray *phases;      /* struct phase *, by start, parents before children */
	GPtrArray *gates;       /* struct gate_state *, by due */
	GPtrArray *risks;       /* struct risk_state *, in the order stated */
	GPtrArray *suppliers;   /* struct supplier_state * */
	GPtrArray *conditions;  /* struct condition *: those on alerts, at most CONDITIONS_MAX */
	GPtrArray *plans;       /* struct plan_state *, in the order stated */
	GPtrArray *lines;       /* struct line_state * */
	GPtrArray *proposals;   /* struct proposal_state *: to move money, in the order of asking */
	GPtrArray *objectives;  /* struct objective *, in the order stated */
	GPtrArray *metrics;     /* struct metric_state * */
	GPtrArray *sources;     /* struct source_state * */
	GPtrArray *consoles;    /* struct peer *: who is connected to the journal, by person */
	GHashTable *courses;    /* phase id -> struct course *: what people said about it */
	GHashTable *alerts;     /* key -> struct alert * */
	GHashTable *acks;       /* id -> struct ack *: every acknowledgement and silence ever */
	GHashTable *remote_ids; /* what a source calls it -> struct ack * (lent) */
	GHashTable *dossiers; /* alert key -> struct dossier *: what the durable events say of it */
	/* alert key -> struct mark *: what stands on alerts that are not shown now */
	GHashTable *marks;
	GHashTable *label_names; /* the names that most alerts share, stored once */
	GHashTable *links; /* the same for their runbooks and links: those of a rule are equal */
	/* id -> struct deed *: un-acknowledgements; done and notes not durable yet */
	GHashTable *deeds;
	GHashTable *loads; /* person id (interned) -> how many firing alerts that person has */
	GPtrArray *log;    /* struct entry *, by (at_us, text, person), the last ROOM_LOG_MAX */
	GPtrArray
	    *decisions; /* struct decision * by (at_us, id): the open ones and the last others */
	GHashTable *corrections; /* id of what was said -> struct correction * */
	GHashTable *signs;       /* person id -> struct duty_sign *: the last one */
	GHashTable *watches;     /* team id -> struct watch *: the last hand-over */
	GPtrArray *rotas;        /* struct rota *: what rosters of other systems say */
	GHashTable *turns_of;    /* person id -> GPtrArray of struct duty_turn * (lent) */
	GHashTable *turns_in;    /* team id -> the same, by level and start */
	GPtrArray *notices;      /* struct notice * by (at_us, id) */
	unsigned long logged;    /* how many lines were ever written to the log */

	bool must_match_again; /* tiers, risks or teams changed: alert_settle() has work */
	bool must_lay_turns;   /* rosters or people changed: rota_settle() has work */
	unsigned long version; /* grows when anything that is shown changed */
	/* Grows when the feed or its counts may have changed: alerts, what stands on them, tiers,
	 * risks, teams, people. Not for the report of a source: that comes with each poll. */
	unsigned long alerts_version;
	unsigned alerts_remembered; /* how many alerts are only remembered */
	uint64_t alerts_seen;       /* numbers the alerts as they appear */
};

enum { ROOM_LOG_MAX = 10000 };

struct room *room_new(void);
/* Sets *room to NULL. */
void room_free(struct room **room);

/* The fold. Unknown subjects are kept where that makes sense (an acknowledgement of an alert that
 * no source has shown yet), otherwise ignored. Never fails. */
void room_apply(struct room *room, const struct event *event);
void room_apply_batch(struct room *room, const struct event_batch *batch);

/* One line of the timeline. Text is owned. */
struct entry {
	int64_t at_us;
	enum event_kind kind;
	char *person;                /* "" */
	char *team;                  /* "" */
	char *subject;               /* the alert's key, the gate's id, ...; "" */
	char *text;                  /* the sentence to show */
	char *id;                    /* of the event; "" */
	char *terminal_user, *proof; /* as the event's */
	unsigned long number; /* how many lines were written before it, in the order of arrival */
};

/* A source of data and how it is. */
struct source_state {
	struct define_source is;
	enum source_health health;
	char *reason;        /* owned; "" when live */
	int64_t last_ok_us;  /* UNSAID: never */
	int64_t last_try_us; /* UNSAID: never */
	int64_t asked_since_us; /* of its first report; UNSAID */
	int64_t next_try_us, took_ms, skew_us;
	size_t rows, broken;
	/* what is shown of it is the last known: it has not answered since the room began, and
	 * last_ok_us is of before */
	bool is_remembered;
};

struct source_state *room_source(const struct room *room, const char *name);
/* Live, but its last good answer is older than two periods; or failing. */
bool source_is_stale(const struct source_state *source, int64_t now_us);

/* Does it bring what is called so ("alerts"), or the whole room? */
bool source_shows(const struct source_state *source, const char *what);

struct source_counts {
	unsigned live, stale, failing, waiting;
};
struct source_counts room_source_counts(const struct room *room, int64_t now_us);

#endif
