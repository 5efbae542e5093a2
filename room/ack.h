/* Inside room/: what alert.c, ack.c and expire.c share about what stands on an alert. */
#ifndef ROOM_ACK_H
#define ROOM_ACK_H

#include "room/alert.h"

struct dossier;

/* What stands on an alert that no source shows now: it left, or the journal was read before the
 * first poll. */
struct mark {
	char *key;
	struct ack *ack;
	int64_t starts_us; /* of the firing that it stands on; UNSAID: never shown */
	int64_t rank;      /* of the tier then; UNSAID: never shown */
	char *done_by, *done_text, *done_id;
	int64_t done_us;
};

/* An action that is not an acknowledgement. */
struct deed {
	char *id;
	enum event_kind kind; /* an action that is no acknowledgement */
	char *key, *person, *text, *target, *cause, *terminal_user, *proof;
	int64_t at_us, number;
	bool accepted;
	struct ack *ack; /* EVENT_UNACK: what it takes back */
};

/* What the source shows ended it, at this instant, with a reason for people; the next takes its
 * place. */
void ack_drop(struct ack **chain, struct ack *ack, int64_t at_us, const char *reason);

/* Takes those that are not durable yet out of the chain, oldest key press first; and puts one in
 * where it would stand. The array is the caller's. */
GPtrArray *ack_take_pending(struct ack **chain);
void ack_place_pending(struct ack **chain, struct ack *ack);

/* How far the delivery of a durable one got. */
void ack_deliver(struct ack *ack, enum ack_state state);

/* A durable event of a person took it back. Wakes what stood behind it. */
void ack_take_back(struct room *room, struct ack *ack, const struct deed *deed, const char *reason);

/* Logs that it is durable; and words the lines of those after `than` anew: something before them became
 * known, and who was first may be another one. */
void ack_log_kept(struct room *room, struct ack *ack);
void ack_reword_later(struct room *room, const struct dossier *d, const struct ack *than);

/* Time ended it. */
void ack_expire(struct room *room, struct ack *ack);

/* The limit's clock starts at `since_us`, or later if the durable events say so. */
void alert_asks_since(const struct room *room, struct alert *alert, int64_t since_us);

/* Why the alert asks, when it asks: the last of these reasons counts. */
void ack_reopened(struct alert *alert, int64_t at_us, const char *reason);

/* The first in the chain of this kind that counts (durable, and nothing undid it); NULL = none. */
const struct ack *ack_standing(const struct ack *chain, enum ack_kind kind);

/* Is something still to come for it: under way to the journal or to its target, or refused? */
bool ack_is_open(const struct ack *chain);

/* Does the source show this acknowledgement on the alert? */
bool ack_is_shown(const struct room *room, const struct alert *alert, const struct ack *ack);

/* Compares what stands with what the source now shows: confirms, or ends what was removed there. */
void ack_compare(struct room *room, struct alert *alert, const struct event *event);

/* Something that stood has ended: if the alert asks now, it says why, and in the log. The limit's
 * clock starts at since_us; UNSAID leaves it running. */
void ack_asks_again(struct room *room, struct alert *alert, const struct event *event,
                    int64_t since_us, const char *reason);

/* Ends everything that stands on the alert, also that it was handled; then as ack_asks_again(), if
 * anything stood or someone holds it. */
void ack_reopen(struct room *room, struct alert *alert, const struct event *event, int64_t since_us,
                const char *reason);

/* The chain of an alert, shown or not; makes a mark for one that is not. */
struct ack **ack_chain(struct room *room, const char *key);

/* Is a start that moved a new firing? Not when it moved by less than a second: some sources compute
 * it. */
bool ack_is_new_firing(int64_t before_us, int64_t starts_us);

/* That it was handled is no longer so: of an alert or a mark. */
void ack_forget_done(char **by, char **text, char **id, int64_t *at_us);

/* Hands what stands between an alert and the mark of its key. ack_unpark() ends what belongs to an
 * earlier firing. */
void ack_park(struct room *room, struct alert *alert);
void ack_unpark(struct room *room, struct alert *alert, const struct event *event);

/* The mark of a key; made if there is none. */
struct mark *mark_get(struct room *room, const char *key);
void mark_free(struct mark *mark);

/* The actions beside acknowledgements, by kind; ack_apply() hands them on. Each is false for an id
 * that is not its own. */
void deed_begin(struct room *room, const struct event *event);
bool deed_kept(struct room *room, const struct event *event);
bool deed_lost(struct room *room, const struct event *event);
bool deed_refused(struct room *room, const struct event *event);
/* What has become durable: an escalation of a person or a rule, and the actions of these names. */
void escalate_enter(struct room *room, const struct event *event);
void assign_enter(struct room *room, const struct event *event);
void decision_enter(struct room *room, const struct event *event);
void correction_enter(struct room *room, const struct event *event);
/* EVENT_DONE of a decision */
void decision_enter_done(struct room *room, const struct event *event);
/* DUTY, HANDOVER */
void roster_enter(struct room *room, const struct event *event);
/* ANSWER */
void notice_enter_answer(struct room *room, const struct event *event);
void deed_fini(struct room *room);

/* What people read about an alert by its key: its title, or the key while it is not shown. */
const char *ack_title(const struct room *room, const char *key);

/* An owned text that is mostly empty: empty ones (ack_no_text) take no memory. ack_text() sets it,
 * and with "" frees it. */
extern char ack_no_text[];
void ack_text(char **dst, const char *text);

/* The alert's own struct alert_more, to be written; until there is one it is alert_nothing_more. */
struct alert_more *alert_more(struct alert *alert);
extern const struct alert_more alert_nothing_more;

/* Finds its tier, risk, team and conditions anew. */
void alert_match(const struct room *room, struct alert *alert);

/* After any change of an alert: counts it again, and lets it go if it recovered and nothing keeps
 * it. The alert may be freed. */
void alert_changed(struct room *room, struct alert *alert);

/* Works out who holds the alert at its source beside this room. */
void alert_hold(const struct room *room, struct alert *alert, int64_t at_us);

/* Takes the texts of an observation into the alert's own block (fields that the source states). */
void alert_pack(struct room *room, struct alert *alert, const struct alert_data *data);
/* Frees what hangs on an alert. */
void alert_unpack(struct alert *alert);

#endif
