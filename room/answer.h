/* What people said about one thing (a gate, a phase), in the order of time. */
#ifndef ROOM_ANSWER_H
#define ROOM_ANSWER_H

#include "room/event.h"

struct answer {
	enum event_kind kind;
	bool accepted;
	bool kept; /* durable: only then it counts */
	int64_t at_us;
	char *id, *by, *target, *why; /* owned; "" */
};

/* By (at_us, id), whatever order they came in. The array and its struct answer * are the caller's:
 * g_ptr_array_unref. */
GPtrArray *answers_new(void);

/* False: it is there already (an action comes from this keyboard, and again from the journal). An
 * action without an id is waited for by nobody: it counts at once. */
bool answers_add(GPtrArray *answers, const struct event *event);

/* NULL: none has this id. */
const struct answer *answers_find(const GPtrArray *answers, const char *id);

/* What EVENT_KEPT and EVENT_LOST say of the action `cause`: it counts from now on, or it is taken
 * out. False: none that waits for it is here. */
bool answers_settle(GPtrArray *answers, const struct event *event);

/* NULL: there is none. */
const struct answer *answers_last(const GPtrArray *answers);

#endif
