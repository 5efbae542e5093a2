/* What a person can do to the room: one row each in deeds.c. */
#ifndef APP_DEED_H
#define APP_DEED_H

#include "app/session.h"

struct act;

/* What deeds are done to: alerts, gates, ... All functions are pure. */
struct deed_object {
	const char *one, *many; /* "alert", "alerts" */
	/* What people call the one with this id (lent by the room); NULL = there is none. */
	const char *(*title)(const struct room *room, const char *id);
	/* The id (lent by the room) of the one that somebody means by this word in a script. NULL
	 * with a sentence. */
	const char *(*find)(const struct room *room, const char *word, struct err *e);
	/* May this person, who is a responder at least, do that to it ("": the room)? False: `why`
	 * (200 bytes or more) names what is missing and who has it. */
	bool (*allows)(const struct room *room, const char *person, enum intent_kind kind,
	               const char *id, char *why, size_t size);
};

extern const struct deed_object deed_alert, deed_gate, deed_plan, deed_phase, deed_line, deed_proposal;
extern const struct deed_object deed_incident, deed_decision, deed_entry, deed_notice, deed_person,
    deed_team;

enum deed_asks {
	DEED_ASKS_IF_MANY, /* acts at once, unless it covers more than was under the cursor */
	DEED_ASKS,         /* for a few words, which may be none */
	DEED_NEEDS_WORDS
};

struct deed_row {
	enum intent_kind kind;
	const struct deed_object *object;
	enum deed_asks asks;
	/* The question is VERB OBJECT HINT: and the sentence afterwards DONE OBJECT. */
	const char *verb, *hint, *done;
	/* Takes what was typed apart: moves *text to the comment in it, and gives the length, the
	 * intent's target or number. NULL: all of it is the comment. False with a sentence. */
	bool (*read)(const struct session *s, struct intent *intent, const char **text,
	             int64_t *length_us, struct err *e);
	/* Adds the events and deliveries for one subject, or act_skip()s it. */
	void (*act)(struct act *act, const char *subject);
	/* What was done cannot be taken back, or reaches people and systems at once: where lines are
	 * typed it needs a yes. */
	bool is_final;
	bool of_room; /* without a subject it is done to the room: act() is called with "" */
};

/* The row of an intent; NULL: it is no action (a filter, a message). */
const struct deed_row *deed_row(enum intent_kind kind);

/* In act_alert.c, for whoever acts on alerts with a length: "30m why". */
bool deed_read_length(const struct session *s, struct intent *intent, const char **text,
                      int64_t *length_us, struct err *e) MUST_USE;

/* "wang: why", or only "why": a person or team of the room before the colon is the intent's target. */
bool deed_read_to(const struct session *s, struct intent *intent, const char **text,
                  int64_t *length_us, struct err *e) MUST_USE;

/* In act_budget.c: "LINE AMOUNT why". */
bool deed_read_move(const struct session *s, struct intent *intent, const char **text,
                    int64_t *length_us, struct err *e) MUST_USE;

/* "lin: why", or only "lin": a person of the room is the intent's target. */
bool deed_read_person(const struct session *s, struct intent *intent, const char **text,
                      int64_t *length_us, struct err *e) MUST_USE;

/* In act_*.c. */
void act_escalate(struct act *act, const char *key);
void act_ack(struct act *act, const char *key);
void act_silence(struct act *act, const char *key);
void act_unack(struct act *act, const char *key);
void act_reopen(struct act *act, const char *key);
void act_note(struct act *act, const char *key);
void act_done(struct act *act, const char *key);
void act_sign(struct act *act, const char *id);
void act_refuse(struct act *act, const char *id);
void act_plan_start(struct act *act, const char *id);
void act_plan_step(struct act *act, const char *id);
void act_plan_abort(struct act *act, const char *id);
void act_plan_close(struct act *act, const char *id);
void act_start_phase(struct act *act, const char *id);
void act_end_phase(struct act *act, const char *id);
void act_hold(struct act *act, const char *id);
void act_resume(struct act *act, const char *id);
void act_go(struct act *act, const char *id); /* the intent's target: the team */
void act_no_go(struct act *act, const char *id);
void act_propose(struct act *act, const char *line);
void act_approve(struct act *act, const char *proposal);
void act_oppose(struct act *act, const char *proposal);
void act_assign(struct act *act, const char *key); /* the intent's target: the person */
void act_decide(struct act *act, const char *subject);
void act_correct(struct act *act, const char *entry);
void act_close(struct act *act, const char *decision);
void act_answer(struct act *act, const char *notice);
void act_sign_in(struct act *act, const char *person);
void act_sign_out(struct act *act, const char *person);
void act_hand_over(struct act *act, const char *team); /* the intent's target: the person */

#endif
