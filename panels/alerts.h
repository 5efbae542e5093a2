/* Inside the alerts panel: its view state, and what its files do for each other. */
#ifndef PANELS_ALERTS_H
#define PANELS_ALERTS_H

#include "base/needle.h"
#include "panels/rows.h"
#include "room/feed.h"

/* A filter line, cut into what room_feed() asks. */
struct alert_filter {
	char *line;                                 /* as typed; NULL or "" = everything */
	char *words;                                /* what is not a key:value, owned */
	char *tier, *team, *risk, *source, *person; /* owned; NULL */
	bool unseen_only, with_silenced;
};
/* "tier:urgent team:tech payment": replaces the filter. NULL or "" clears it. */
void alert_filter_parse(struct alert_filter *filter, const char *line);
void alert_filter_clear(struct alert_filter *filter);

/* A search under way. */
struct alert_search {
	struct needle *needle; /* NULL: none */
	struct seek seek;      /* what it has come to so far */
	int from, at, left;    /* where it began, the next row, and how many are left */
	int target;            /* the row it found; -1: none yet */
	/* the list that it goes through */
	unsigned long version;
	int rows;
};

struct alerts_state {
	struct list_view view;
	GHashTable *marks; /* owned key -> owned stamp: how the alert stood when it was marked; NULL
	                      = none yet */
	char *marked_last; /* the key of the row that was marked last; NULL */
	struct alert_filter filter;
	/* the row that was selected when filters began to come; NULL = it was moved since */
	char *before;
	int64_t replaced_us; /* when another row took the place of the selected one that went */

	const struct room *room; /* of the last look: for what follows at once */
	struct feed_view *feed;  /* NULL before the first look */
	struct alert_search search;
};

/* The shown alerts; of a filter that is not through, those found so far. Lent. */
const GPtrArray *alerts_feed(struct alerts_state *s, const struct panel_context *ctx);
/* All of them, however long it takes. */
const GPtrArray *alerts_whole_feed(struct alerts_state *s, const struct panel_context *ctx);
/* Has the filter looked at all alerts? */
bool alerts_is_through(const struct alerts_state *s);
/* The filter changed. */
void alerts_ask(struct alerts_state *s);
struct rows alerts_rows(struct alerts_state *s, const struct panel_context *ctx);
/* NULL when nothing is shown. */
const struct alert *alerts_selected(struct alerts_state *s, const struct panel_context *ctx);
bool alerts_is_marked(const struct alerts_state *s, const char *key);
/* MARK and its kin. */
enum reaction alerts_mark(struct alerts_state *s, const struct panel_context *ctx,
                          enum action action, int height, struct intent *intent);
/* What a mark remembers of an alert (g_free). */
char *alerts_stamp(const struct alert *alert);

bool alerts_find(void *state, const struct panel_context *ctx, const char *text, struct seek *seek);
void alerts_forget_search(struct alerts_state *s);
enum work alerts_work(void *state, const struct panel_context *ctx, struct seek *found);
void alerts_tell(void *state, const struct panel_context *ctx, struct tell *t);
bool alerts_select(void *state, const struct panel_context *ctx, const char *id);
void alerts_draw(void *state, const struct panel_context *ctx, const struct canvas *c);
char *alerts_copy(void *state, const struct panel_context *ctx);
char *alerts_details(void *state, const struct panel_context *ctx);

#endif
