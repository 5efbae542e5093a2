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
	GString *key;           /* of the alert that is being looked up */
	struct order *order;    /* the same in the order in which they press (room/order.h) */
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
	GPtrArray *notices;      /* struct notice * by (at_us, id) */
	unsigned long logged;    /* how many lines were ever written to the log */

	bool must_match_again; /* tiers, risks or teams changed: alert_settle() has work */
	unsigned long version; /* grows when anything that is shown changed */
	/* Grows when the feed or its counts may have changed: alerts, what stands on them, tiers,
	 * risks, teams, people. Not for the report of a source: that comes with each poll. */
	unsigned long alerts_version;
	/* Grows when people, teams or who is on duty may have changed, but for time passing. */
	unsigned long people_version;
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

/* One line of the timeline. Text is owned; who and which team are interned, since there are ten thousand. */
struct entry {
	int64_t at_us;
	enum event_kind kind;
	const char *person;                /* "" */
	const char *team;                  /* "" */
	char *subject;                     /* the alert's key, the gate's id, ...; "" */
	char *text;                        /* the sentence to show */
	char *id;                          /* of the event; "" */
	const char *terminal_user, *proof; /* as the event's */
	unsigned long number; /* how many lines were written before it, in the order of arrival */
};

/* How far a source's clock is from this machine's: by more than 5 s, by more than 30 s. A source that does
 * not answer has none. */
enum source_clock { CLOCK_RIGHT, CLOCK_DIFFERS, CLOCK_WRONG };
#define SOURCE_CLOCK_DIFFERS_US (5 * SEC_US)
#define SOURCE_CLOCK_WRONG_US (30 * SEC_US)

/* A source of data and how it is. */
struct source_state {
	struct define_source is;
	enum source_health health;
	char *reason;           /* owned; "" when live */
	int64_t last_ok_us;     /* UNSAID: never */
	int64_t last_try_us;    /* UNSAID: never */
	int64_t asked_since_us; /* of its first report; UNSAID */
	int64_t next_try_us, took_ms, skew_us;
	size_t rows, broken;
	/* what the log said last: is it failing, when that was last said, and how often it failed since */
	bool is_told_failing;
	int64_t told_failing_us; /* UNSAID */
	unsigned untold;
	enum source_clock told_clock;
	/* what is shown of it is the last known: it has not answered since the room began, and
	 * last_ok_us is of before */
	bool is_remembered;
	GHashTable *watchdogs;       /* char *: keys of those alerts that fire now */
	int64_t watchdog_missing_us; /* since when none does; UNSAID: one does, or it has not answered */
};

struct source_state *room_source(const struct room *room, const char *name);

enum source_clock source_clock(const struct source_state *source);
/* "its clock is 45s ahead of this machine's"; "" where it is right. Gives buf back. */
char *source_clock_text(const struct source_state *source, char *buf, size_t size);
/* The source with the clock that is furthest off, if one is wrong; NULL. */
const struct source_state *room_wrong_clock(const struct room *room);
/* Is the event a report that leaves the source in the health, and with the reason, that it has? */
bool source_goes_on(const struct room *room, const struct event *event);
/* Live, but its last good answer is older than two periods; or failing. */
bool source_is_stale(const struct source_state *source, int64_t now_us);

/* Does it bring what is called so ("alerts"), or the whole room? */
bool source_shows(const struct source_state *source, const char *what);

struct source_counts {
	unsigned live, stale, failing, waiting;
};
struct source_counts room_source_counts(const struct room *room, int64_t now_us);

#endif
