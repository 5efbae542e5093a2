/* Alerts and acknowledgements: the tiered feed. */
#ifndef ROOM_ALERT_H
#define ROOM_ALERT_H

#include "room/risk.h"
#include "room/room.h"

struct tier_state {
	/* rules is NULL: they are in `compiled`; n_rules says how many were stated */
	struct tier is;
	GPtrArray *compiled;           /* struct match *, one a rule */
	struct escalation_step *steps; /* what is.escalate points to; owned */
};

enum ack_kind { ACK_SEEN, ACK_SILENCE };

/* Where an acknowledgement stands, in order. */
enum ack_state {
	ACK_PENDING,   /* key pressed, not durable yet */
	ACK_KEPT,      /* in the journal; the response clock stopped */
	ACK_SENT,      /* the target took it */
	ACK_CONFIRMED, /* the target's next answer shows it */
	ACK_REFUSED,   /* the target will not take it (reason says why); stays until dealt with */
	ACK_LOST,      /* the journal could not keep it: it does not count */
	ACK_ENDED      /* taken back, expired, fired again, severity rose, removed at the target */
};

struct ack {
	char *id;
	enum ack_kind kind;
	enum ack_state state;
	char *alert_key, *person, *comment;
	int64_t at_us, until_us;
	int64_t kept_us; /* UNSAID until durable */
	char *remote_id; /* "" until sent */
	char *reason;    /* why refused, lost, ended, or last retry; "" */
	unsigned retries;
	/* its source takes acknowledgements and the alert fires; otherwise kept is all */
	bool deliverable;
	char *taken_back_by; /* id of the EVENT_UNACK under way; "" */
	bool is_durable;
	/* What ended it, each UNSAID or false while it did not. The state is worked out from these and
	 * from what stands beside it (room/dossier.h). */
	bool is_expired;          /* time, by an EVENT_EXPIRE */
	int64_t taken_back_us;    /* a person: the first EVENT_UNACK */
	char *taken_back_id;      /* its id; "" */
	int64_t dropped_us;       /* what the source showed */
	enum ack_state delivered; /* ACK_KEPT to ACK_REFUSED, also after its end */
	const char *first;        /* who was first, as the log says; interned, "" */
	/* since when this person has it: at_us, or that of the one that it extends */
	int64_t since_us;
	/* What also stands on the alert and takes its place when it ends: a later one of another
	 * person (first wins), or, until this one is durable, the one that it replaces. NULL =
	 * nothing. */
	struct ack *next;
};

/*
 * Life of an alert that its source no longer lists: it leaves room->alerts, except that it stays
 * with recovered_us set
 *  - while it is urgent (rank 1) and nobody has seen it, unless a person silenced it or another
 *    alert inhibits it;
 *  - while an acknowledgement of it is under way (pending; kept and not yet taken by its target;
 *    being taken back), so that the outcome has a row to show on;
 *  - while an acknowledgement of it is refused, until it is taken back, made again, or done.
 * What stands on an alert that left is remembered by its key: if the alert comes back as the same
 * firing (starts_us not later), it is seen still. A later starts_us is a new firing, also without a
 * gap (more than a second later, since some sources compute it).
 *
 * The limit's clock runs from asks_since_us. It starts again when an acknowledgement expired, the
 * alert fired again, its severity rose, or its source dropped the acknowledgement; one that was
 * taken back or lost does not buy time.
 */
struct alert {
	const char *source, *fingerprint, *title, *summary, *team, *runbook, *link;
	const char *said_team; /* as the source says it; `team` is the room's conclusion */
	/* n_labels of them; the lent texts of the alert are in the same block of memory */
	const struct label *labels;
	uint32_t n_labels;
	bool inhibited, hidden_text;
	bool is_remembered; /* last known: its source has not answered since the room began */
	bool counted_unseen;
	int64_t starts_us;
	int64_t observed_us;   /* first seen by this room in this firing */
	int64_t recovered_us;  /* UNSAID while it fires */
	int64_t asks_since_us; /* where the limit's clock starts: never later than the room's now */
	int64_t asks_base_us;  /* the same, by what its source shows alone */
	struct tier_state *tier; /* NULL only if the room has no tiers */
	struct risk_state *risk; /* NULL: matches no risk */
	const struct escalation
	    *escalated;                /* the step reached since it asks (room/escalate.h); NULL */
	struct ack *ack;               /* what stands on it; NULL = nobody has it */
	const struct alert_more *more; /* never NULL: those that have nothing more share one */
	struct risk_state *counted_in; /* the risk that counts it now */
	uint64_t conditions; /* of risks' triggers that it is of: bits by their place in the room */
	uint64_t counted_conditions; /* those that count it now */
	uint64_t number;             /* in the order of their appearance in this room */
	uint32_t slot;               /* where room/order.h keeps it; 0 = not there yet */
	char key[];                  /* "source/fingerprint": the id of an alert everywhere */
};

/* What few of a hundred thousand alerts have. */
struct alert_more {
	const char *const *silenced_by;
	size_t n_silenced_by;
	/* someone holds it at the source, not through this room; "" */
	const char *held_by, *held_comment;
	int64_t held_until_us;
	/* since when someone holds it at its source; UNSAID = nobody but this room */
	int64_t held_since_us;
	char *done_by, *done_text; /* handled, with feedback; "" */
	int64_t done_us;           /* UNSAID */
	char *done_id;             /* of the EVENT_DONE; "" */
	char *reopened;            /* why it asks again: "fired again", "expired", ...; "" */
	int64_t reopened_us;       /* since when `reopened` is so; UNSAID */
	const char *counted_for;   /* the person (interned) whose load it counts in; NULL */
};

/* Of all sources together: what comes beyond is left out, and its source says so. So many fit into
 * some 200 MB. What recovered and nobody saw stays only while the room is less than half full. */
enum { ROOM_ALERTS_MAX = 200 * 1000 };

struct alert *room_alert(const struct room *room, const char *key);
struct ack *room_ack(const struct room *room, const char *id);
struct tier_state *room_tier(const struct room *room, const char *id);

/*
 * A source has answered (`report`, an EVENT_SOURCE that the room has been told): appends an
 * EVENT_ALERT_GONE for each of its alerts that is only remembered, since it no longer lists them.
 * Nothing when it fails, or when it lists what cannot be read. To be applied and kept like those
 * that the source gives.
 */
void alert_unlisted(const struct room *room, const struct event *report, struct event_batch *gone);

/*
 * Appends an EVENT_ALERT for each alert that a source shows now and whose slot lies in [from, to):
 * what it would say if it were asked anew, copied. For a journal that had to give some up. False:
 * there are none from `to` on.
 */
bool alert_tell_again(const struct room *room, uint32_t from, uint32_t to, int64_t now_us,
                      struct event_batch *batch);

/* Is it one of these alerts (struct match *)? */
bool alert_matches(const struct alert *alert, const GPtrArray *compiled);

/* Value of a label, NULL if absent. */
const char *alert_label(const struct alert *alert, const char *name);

/* A person of this room has it (kept or better; also when its target refused) or handled it, or
 * someone holds it at its source. */
bool alert_is_seen(const struct alert *alert);
/* A silence of this room stands on it. */
bool alert_is_silenced(const struct alert *alert);
/* Nobody has it and nothing mutes it: it asks. Recovered ones ask too. */
bool alert_is_unseen(const struct alert *alert);

/* When its clock stopped: seen, silenced or recovered. UNSAID while it runs. */
int64_t alert_stopped_us(const struct alert *alert);
/* Time left of the tier's limit: negative = overdue. It stands still once the alert is seen,
 * silenced or recovered (then it is what was left at that moment). UNSAID without a limit. */
int64_t alert_remaining_us(const struct alert *alert, int64_t now_us);

/* Who answers: the persons behind R and A of the matching risk; where that has no row in the
 * matrix, who is on duty in the alert's team, and its lead. NULL = nobody. */
struct answerable {
	const struct person *responsible, *accountable;
	const char *responsible_team, *accountable_team; /* ids, "" */
	bool accountable_off_duty;
};
struct answerable alert_answerable(const struct room *room, const struct alert *alert,
                                   int64_t now_us);

/* Which alerts, in which order. NULL or "" in a field: no restriction. */
struct feed_filter {
	const char *text; /* words (all must occur) in title, summary, labels, team, people */
	const char *tier, *team, *risk, *source;
	const char *person; /* R or A or acknowledged by */
	bool unseen_only;
	bool with_silenced; /* show silenced and inhibited ones too */
};
/*
 * The feed, most pressing first: tier, then unseen before seen, then time left, then the one that
 * appeared first; silenced ones last. Recovered alerts that were urgent and unseen stay. Elements
 * are struct alert * (lent); the array is the caller's: g_ptr_array_unref. Refused ones are always
 * shown. It walks all alerts: who asks again and again has a view (room/feed.h).
 */
GPtrArray *room_feed(const struct room *room, const struct feed_filter *filter, int64_t now_us);

/* firing: listed by their sources; unseen: ask (recovered ones too); overdue: of the unseen;
 * silenced: by a person or inhibited. Kept as they change: it may be asked for each frame. */
struct alert_counts {
	unsigned firing, unseen, overdue, refused, silenced;
	unsigned by_rank[8]; /* firing and not silenced, by tier rank (1..7); 0 = no tier */
	unsigned unseen_by_rank[8];
};
struct alert_counts room_alert_counts(const struct room *room, int64_t now_us);

/* The next instant after now at which a limit or an expiry passes; UNSAID if none. */
int64_t room_next_alert_deadline(const struct room *room, int64_t now_us);

#endif
