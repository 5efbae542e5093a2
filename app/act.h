/* Inside app/: what the files act_*.c put together for one key press. */
#ifndef APP_ACT_H
#define APP_ACT_H

#include "app/deed.h"
#include "room/delivery.h"

struct act {
	struct session *s;
	const struct deed_row *row;
	const struct intent *intent;
	const char *text, *batch_id;
	int64_t length_us; /* 0: unsaid */
	int64_t now_us;
	struct event_batch *batch;
	GPtrArray *deliveries; /* struct delivery * */
	unsigned skipped;
	char why[240]; /* of the last one skipped */
};

/* An action of the person at the keyboard, with a new id, the text, and the intent's target and
 * number. */
struct event *act_event(struct act *a, enum event_kind kind, const char *subject);

/* Leaves a subject out: "WHAT IS". */
void act_skip(struct act *a, const char *what, const char *is);

#endif
