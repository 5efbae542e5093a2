/* Alerts and acknowledgements: the tiered feed. */
#ifndef ROOM_ALERT_H
#define ROOM_ALERT_H

#include "room/risk.h"
#include "room/room.h"

struct tier_state {
	struct tier is;
	GPtrArray *compiled; /* one compiled matcher list a rule */
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
	bool deliverable; /* its source takes acknowledgements; otherwise kept is all */
	char *taken_back_by; /* id of the EVENT_UNACK under way; "" */
};

struct alert {
	char *key; /* "source/fingerprint": the id of an alert everywhere */
	const char *source, *fingerprint, *title, *summary, *team, *runbook, *link;
	const struct label *labels;
	size_t n_labels;
	const char *const *silenced_by;
	size_t n_silenced_by;
	const char *held_by, *held_comment; /* someone holds it at the source, not through this room */
	int64_t held_until_us;
	int64_t starts_us;
	int64_t observed_us;   /* first seen by this room in this firing */
	int64_t recovered_us;  /* UNSAID while it fires */
	bool inhibited, hidden_text;
	struct tier_state *tier;    /* NULL only if the room has no tiers */
	struct risk_state *risk;    /* NULL: matches no risk */
	struct ack *ack;            /* what stands on it; NULL = nobody has it */
	char *done_by, *done_text;  /* handled, with feedback; "" */
	int64_t done_us;            /* UNSAID */
	char *reopened;             /* why it asks again: "fired again", "expired", ...; "" */
	void *block;                /* the memory behind the lent texts */
};

struct alert *room_alert(const struct room *room, const char *key);
struct ack *room_ack(const struct room *room, const char *id);
struct tier_state *room_tier(const struct room *room, const char *id);

/* Value of a label, NULL if absent. */
const char *alert_label(const struct alert *alert, const char *name);

/* A person of this room has it (kept or better), or someone holds it at its source. */
bool alert_is_seen(const struct alert *alert);
bool alert_is_silenced(const struct alert *alert);

/* Time left of the tier's limit: negative = overdue. It stands still once the alert is seen (then it is
 * what was left at that moment). UNSAID without a tier. */
int64_t alert_remaining_us(const struct alert *alert, int64_t now_us);

/* Who answers: the persons behind R and A of the matching risk, or of the alert's team. NULL = nobody. */
struct answerable {
	const struct person *responsible, *accountable;
	const char *responsible_team, *accountable_team; /* ids, "" */
	bool accountable_off_duty;
};
struct answerable alert_answerable(const struct room *room, const struct alert *alert, int64_t now_us);

/* Which alerts, in which order. NULL or "" in a field: no restriction. */
struct feed_filter {
	const char *text;   /* words (all must occur) in title, summary, labels, team, people */
	const char *tier, *team, *risk, *source;
	const char *person; /* R or A or acknowledged by */
	bool unseen_only;
	bool with_silenced; /* show silenced and inhibited ones too */
};
/*
 * The feed, most pressing first: unseen before seen before silenced, then tier, then time left, then key.
 * Recovered alerts that were urgent and unseen stay. Elements are struct alert * (lent); the array is
 * the caller's: g_ptr_array_unref.
 */
GPtrArray *room_feed(const struct room *room, const struct feed_filter *filter, int64_t now_us);

struct alert_counts {
	unsigned firing, unseen, overdue, refused, silenced;
	unsigned by_rank[8]; /* firing alerts by tier rank (1..7); 0 = no tier */
	unsigned unseen_by_rank[8];
};
struct alert_counts room_alert_counts(const struct room *room, int64_t now_us);

/* Ends what time ended (expiry). Appends EVENT-free changes to the room and the log; call it once a
 * second. True if anything changed. */
bool room_expire(struct room *room, int64_t now_us);

/* The next instant after now at which a limit or an expiry passes; UNSAID if none. */
int64_t room_next_alert_deadline(const struct room *room, int64_t now_us);

#endif
