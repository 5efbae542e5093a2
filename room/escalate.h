/* Escalation: who must know next when nobody answers, and what stays on the supervision list. */
#ifndef ROOM_ESCALATE_H
#define ROOM_ESCALATE_H

#include "room/alert.h"

/* One step that was taken. Texts are owned. */
struct escalation {
	char *id;
	int64_t at_us;
	int64_t step; /* 1 is the first */
	/* interned: a flood repeats them */
	const char *to;     /* a person or a team; "" = there is nobody */
	const char *person; /* who decided it; "" = a limit was missed */
	const char *why;
	bool is_missed;        /* the tier's limit was missed, not only a notice */
	bool is_feedback_late; /* what was done was asked back for it, and did not come */
};
void escalation_free(void *escalation);

/* At one look rules derive the steps of no more alerts than fit into this number of events, the most
 * urgent first: of a flood the rest come at the next looks, each with its own instant all the same. */
enum { ESCALATE_MOST = 250 };
/* The same of those who owe feedback: the longest late come first. */
enum { FEEDBACK_MOST = 250 };

/*
 * The steps of an alert's tier. What the tier does not say: at its limit to who answers for it (A of the
 * matching risk, else the team's lead), at twice the limit to the commander (the first lead of team "ops",
 * else the first lead). 0 without a limit.
 */
size_t escalation_steps(const struct alert *alert);

/* Why it went up, in the reader's language: what the rule keeps is English, a person's words are as they
 * are. In buf, lent, or a constant. */
const char *escalation_words(const char *why, char *buf, size_t size);

/* Whom step 1... of this alert goes to now: a person's id, else a team's; "" = there is nobody or no such
 * step. Lent. */
const char *escalation_to(const struct room *room, const struct alert *alert, size_t step,
                          int64_t now_us);

/* An alert whose limit was missed, until somebody says what was done about it: that it recovered is no
 * answer. */
struct supervised {
	const char *key;
	const char *title;   /* as the room last saw it; the key if it never did */
	struct alert *alert; /* NULL: no source shows it */
	int64_t since_us;    /* the first limit that was missed */
	int64_t step;        /* reached */
	const char *to;      /* by that step; "" */
	int64_t seen_us;     /* of who has it since; UNSAID: nobody */
	/* when feedback is asked back: the tier's feedback_within after it was seen, or missed */
	int64_t feedback_due_us;
	const char *first_id;  /* of the first limit that was missed */
	const char *owes;      /* who has it since, else to whom it went; "" */
	bool is_feedback_late; /* the log says so */
};

/* Oldest first; struct supervised * (owned by the array, texts lent). The array is the caller's. */
GPtrArray *room_supervised(const struct room *room);
/* How many they are: kept as they change. */
unsigned room_supervised_count(const struct room *room);

/* Title of the alert with this key, if it is on the list; NULL: it is not. Lent. */
const char *room_supervised_title(const struct room *room, const char *key);

#endif
