/* Inside the alerts panel: its view state, and what its files do for each other. */
#ifndef PANELS_ALERTS_H
#define PANELS_ALERTS_H

#include "panels/rows.h"
#include "room/alert.h"

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

struct alerts_state {
	struct list_view view;
	GHashTable *marks; /* owned key -> owned stamp: how the alert stood when it was marked; NULL
	                      = none yet */
	struct alert_filter filter;
	int64_t replaced_us; /* when another row took the place of the selected one that went */

	/* The feed as it was last asked for, and for which state of the room. */
	const struct room *fed_room;
	unsigned long fed_version;
	int64_t fed_minute;
	GPtrArray *feed;
	struct alert_counts counts;
	const struct room *counted_room;
	unsigned long counted_version;
	int64_t counted_second;
};

/* The shown alerts, asked for again only when they may have changed. Lent. */
GPtrArray *alerts_feed(struct alerts_state *s, const struct panel_context *ctx);
const struct alert_counts *alerts_counts(struct alerts_state *s, const struct panel_context *ctx);
struct rows alerts_rows(const GPtrArray *feed);
/* NULL when nothing is shown. */
const struct alert *alerts_selected(struct alerts_state *s, const struct panel_context *ctx);
bool alerts_is_marked(const struct alerts_state *s, const char *key);

/* The next alerts_feed() asks again. */
void alerts_forget(struct alerts_state *s);

void alerts_tell(void *state, const struct panel_context *ctx, struct tell *t);
bool alerts_select(void *state, const struct panel_context *ctx, const char *id);
void alerts_draw(void *state, const struct panel_context *ctx, const struct canvas *c);
char *alerts_details(void *state, const struct panel_context *ctx);

#endif
