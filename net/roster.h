/* Inside net/: the forms of rosters, one file each, and what their readers share. */
#ifndef NET_ROSTER_H
#define NET_ROSTER_H

#include "net/source.h"

/* Most turns of one schedule that are taken, and who says which time is asked for. */
enum { ROSTER_MAX_TURNS = 1000 };

/* One answer while it is read. */
struct roster_reading {
	struct reading *r;
	int64_t from_us, to_us; /* the time that the answer speaks of */
	GTimeZone *zone;        /* the room's: of days, and of times without a zone */
	GArray *turns;          /* struct roster_turn, texts in the batch */
	bool is_full;
};

/* A turn with what is configured for its schedule filled in. Texts are lent and not clean yet; NULL: unsaid.
 * One outside of the time that is looked at is left out. */
struct raw_turn {
	const char *person, *name, *email, *team, *role;
	int64_t level, start_us, end_us; /* UNSAID: unsaid, open */
};
void roster_add(struct roster_reading *x, const struct raw_turn *said);

/* Lent text of a member, NULL: there is none. */
const char *roster_text(json_object *object, const char *name);
/* An instant of a member, UNSAID if there is none; false when it is no instant: then the answer's element
 * `index` counts as broken. */
bool roster_instant(struct roster_reading *x, json_object *object, const char *name, size_t index,
                    int64_t *us) MUST_USE;

/* One form: a file and a row in source_roster.c. */
struct roster_form {
	const char *name;
	bool needs_schedule; /* it cannot be asked without the id of one */
	/* What is appended to the source's URL for a schedule (id NULL: none) and this time (g_free). */
	char *(*path)(const char *id, int64_t from_us, int64_t to_us);
	/* The body with which it is asked by POST (g_free); the function itself NULL: by GET. */
	char *(*post)(const char *id, int64_t from_us, int64_t to_us);
	/* Adds the turns of an answer that is JSON; NULL: it is a text of another kind, which read_text reads. */
	bool (*read)(struct roster_reading *x, json_object *root, struct err *e);
	bool (*read_text)(struct roster_reading *x, const char *bytes, size_t len, struct err *e);
};

extern const struct roster_form roster_native, roster_pagerduty, roster_goalert, roster_grafana,
    roster_ical;

/* The form of that name; NULL. */
const struct roster_form *roster_form(const char *name);

/* "2026-11-22T00:00:00Z", or with day_only "2026-11-22" (g_free). */
char *roster_time(int64_t at_us, bool day_only);

#endif
