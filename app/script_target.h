/* One target of a script's action, from the word on the command line to what became of it. */
#ifndef APP_SCRIPT_TARGET_H
#define APP_SCRIPT_TARGET_H

#include "app/session.h"

struct script_target {
	char *asked;   /* as on the command line */
	char *subject; /* alert key or gate id; NULL: not found */
	char *title;
	char *id; /* of the action; NULL until it is made */
	enum event_kind kind;
	char *remote_id; /* EVENT_UNACK: what its source must no longer show; "" */
	char *took;      /* the same: "the silence of lin", translated; "" */
	char *took_id;   /* the same: id of the action; NULL */
	bool must_leave; /* EVENT_UNACK: its source has to be told */
	bool is_kept, is_sent;
	char *refused; /* why it was not done; NULL */
};

struct script_target *script_target_new(const char *asked);
void script_target_free(void *target);
void script_target_refuse(struct script_target *target, const char *why);

/* Takes in what an event says about it. */
void script_target_hear(struct script_target *target, const struct room *room,
                        const struct event *event);

/* "pending", "kept", "sent", "confirmed" or "refused". */
const char *script_target_state(struct script_target *target, const struct session *session);

/* Is nothing more to be expected? With `to_the_end`: from the alert's source either. */
bool script_target_is_over(struct script_target *target, const struct session *session,
                           bool to_the_end);

/* Kept, but its source still has to be told or to show it. */
bool script_target_is_open(struct script_target *target, const struct session *session);

#endif
