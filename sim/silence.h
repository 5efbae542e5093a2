/* Silences that clients posted: the only state of the simulator that comes from outside. */
#ifndef SIM_SILENCE_H
#define SIM_SILENCE_H

#include "base/err.h"
#include "room/match.h"

#include <glib.h>
#include <stdint.h>

enum silence_limit { SILENCE_MAX = 1000, SILENCE_ID_SIZE = 37 };

enum silence_state { SILENCE_ACTIVE, SILENCE_PENDING, SILENCE_EXPIRED };

struct silence {
	char id[SILENCE_ID_SIZE];
	GArray *matchers;       /* struct matcher; texts live in strings */
	struct match *compiled; /* of all of them */
	int64_t starts_us, ends_us, updated_us;
	const char *created_by, *comment;
	GStringChunk *strings; /* owns the texts */
};

/* An empty silence without id; free it or put it into a list. */
struct silence *silence_new(void);
void silence_free(struct silence **silence);

enum silence_state silence_state(const struct silence *silence, int64_t now_us);

/* In the order of the posts; one thread. */
struct silence_list;
struct silence_list *sim_silences_new(void);
void sim_silences_free(struct silence_list **list);

/* NULL when there is none; lent. */
struct silence *sim_silences_find(const struct silence_list *list, const char *id);

/*
 * Takes a new silence that is compiled and in order. One with the id of a living silence, its
 * matchers and (when active) its start to the second replaces that one; with other matchers it
 * gets a new id and the old one expires, as at Alertmanager. Returns the silence in the list,
 * lent; NULL when SILENCE_MAX of them are alive.
 */
const struct silence *sim_silences_put(struct silence_list *list, struct silence *silence,
                                       int64_t now_us);

/* Ends it now; nothing when it has ended. */
void silence_expire(struct silence *silence, int64_t now_us);

/* Active by end, pending by start, expired by end, latest first. Rows struct silence *, lent; the
 * array is the caller's. */
GPtrArray *sim_silences_sorted(const struct silence_list *list, int64_t now_us);

#endif
