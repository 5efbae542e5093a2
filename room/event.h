/* Events: everything that happens to the room is one of these, and the room is their fold. */
#ifndef ROOM_EVENT_H
#define ROOM_EVENT_H

#include "base/clock.h"
#include "room/define.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum event_kind {
	EVENT_NONE,

	/* Definitions: from the configuration at start, or from a team's endpoint at any time. What
	 * is unsaid in the structure leaves what the room already knows. */
	EVENT_DEFINE_ROOM,
	EVENT_DEFINE_TEAM,
	EVENT_DEFINE_PERSON,
	EVENT_DEFINE_TIER,
	EVENT_DEFINE_PHASE,
	EVENT_DEFINE_GATE,
	EVENT_DEFINE_RISK,
	EVENT_DEFINE_LINE,
	EVENT_DEFINE_METRIC,
	EVENT_DEFINE_SOURCE,
	EVENT_DEFINE_OBJECTIVE,
	EVENT_DEFINE_SUPPLIER,
	EVENT_DEFINE_PLAN,

	/* Observations: from a source. Only what changed. */
	EVENT_ALERT,      /* alert: it is new or it changed; subject = its key */
	EVENT_ALERT_GONE, /* subject: the source no longer lists it */
	EVENT_SAMPLE,     /* subject = metric id; value measured at sample_us */
	/* subject = metric id; points. target = "": the recent ones, replaces the history before the
	 * first sample; HISTORY_EVENT, HISTORY_BASELINE: replaces that course of the metric */
	EVENT_HISTORY,
	/* derived: subject = metric id; number = enum metric_verdict that is in force now, sample_us =
	 * since when. The journal keeps it for replay alone */
	EVENT_METRIC_STATE,
	EVENT_SOURCE,   /* source_report: what became of a poll; subject = source name */
	EVENT_ROSTER,   /* subject = source, number = part: roster replaces that part of it */
	EVENT_CONSOLES, /* from the journal: peers replaces who is connected */
	EVENT_LINK,     /* from the link to other sites: text = how this site stands to them */
	EVENT_CLOCK,    /* of this console: text = what became of its clock */

	/* Actions: of a person (or of a rule, then person is ""); durable before they count. */
	EVENT_ACK,     /* subject = alert key; text = comment; until_us = when it ends */
	EVENT_SILENCE, /* as EVENT_ACK, but nobody says that they have it */
	/* subject = alert key; cause: the acknowledgement or silence that it takes back, "" = what stands on it; with
	 * target = DEED_DONE the EVENT_DONE that was said too early */
	EVENT_UNACK,
	/* subject = alert key; text = what was done (feedback). With a cause: that decision was carried
	 * out; its subject */
	EVENT_DONE,
	EVENT_NOTE, /* subject = alert key, or "" for the room; text */
	EVENT_GATE, /* subject = gate id; accepted or refused; text = why */
	EVENT_PHASE, /* subject = phase id; accepted: it started at at_us; else it ended then; text */
	EVENT_HOLD,   /* subject = phase id; its time stands still from at_us on; text = why */
	EVENT_RESUME, /* subject = phase id; ends the hold; text */
	/* answer to the roll call: subject = phase id; target = team; accepted: go, else no-go; text */
	EVENT_ROLL,
	/* Move money: subject = the line that gives, target = the line that takes, number = minor
	 * units; until_us = when it lapses; text = why. Person "" when sales left their pace. */
	EVENT_PROPOSE,
	EVENT_APPROVE, /* subject = cause = proposal id; accepted or refused; text = why */
	/* Who must know next: subject = alert key; number = the step reached, 1...; target = a person
	 * or team; text = why. Of a rule: person is "", and until_us = the limit that was missed
	 * (UNSAID: none was, it is a notice) */
	EVENT_ESCALATE,

	/* Who shall take care of it: subject = alert key; target = person; text */
	EVENT_ASSIGN,
	/* What was decided, and why: subject = alert key, risk id, or "" for the room; text */
	EVENT_DECIDE,
	/* Other words for what was said: cause = id of a decision, note or correction, which stays
	 * beside it; subject = its subject; text */
	EVENT_CORRECT,
	/* subject = person: signs in (accepted) or out; wins over the shift until its next boundary */
	EVENT_DUTY,
	/* The watch of team `subject` goes to person `target`, who signs in with it; text = the digest */
	EVENT_HANDOVER,
	/* A notice was seen: cause = its id; subject = as there; text. Of a rule: target = who of the team
	 * acknowledged the alert */
	EVENT_ANSWER,

	/* What rules derive: person is "". */
	/* A team must know at once: subject = alert key or risk id; target = team; until_us = when its
	 * word is asked back; text = what */
	EVENT_NOTICE,
	/* Feedback was asked back and did not come: cause = id of the first missed limit, or of the
	 * notice; subject = as there; target = who owes it; at_us = when it was due */
	EVENT_FEEDBACK_LATE,
	/* time ended it: cause = id of an acknowledgement, silence or done; subject = alert key;
	 * target = whose it was; text = "acknowledgement", "silence" or "handled"; at_us = its end */
	EVENT_EXPIRE,
	/* the gate `subject` was not accepted at number, when it was due; target = owner, else team */
	EVENT_GATE_LATE,
	/* the phase `subject` was entered at number although gates were open; text = which */
	EVENT_PHASE_RED,
	/* the last approval came: subject = cause = the proposal's id; target = the line that takes,
	 * number = minor units; at_us = when it was decided */
	EVENT_MOVED,
	EVENT_LAPSE, /* a proposal's time is over: subject = cause = its id; at_us = its end */

	/* A risk's trigger held: subject = risk id; number = when the condition began; text = what
	 * held. The id is made from the risk and the clearing before it (the first time: from when the
	 * condition began), so that consoles that measure at other instants still derive one event. */
	EVENT_TRIGGER,
	/* It holds no longer: subject = risk id; cause = id of the EVENT_TRIGGER; text = what is now */
	EVENT_CLEAR,

	/* Plans: subject = plan id; cause of all after the start = id of the EVENT_PLAN_START. By the
	 * rule: offered because of text; late: number = step, 0 = the recovery time. */
	EVENT_PLAN_OFFER,
	EVENT_PLAN_LATE,
	EVENT_PLAN_START, /* also by the rule; text = why */
	EVENT_PLAN_STEP,  /* number = step, from 1; text */
	EVENT_PLAN_ABORT, /* also of an offer (cause = its id): not now; text = why */
	EVENT_PLAN_CLOSE, /* text = feedback */

	/* What became of an action: cause = the action's id. */
	EVENT_KEPT, /* it is in the journal (not itself journaled) */
	/* the journal refused it; text = why. The action is undone (not journaled) */
	EVENT_LOST,
	EVENT_SENT, /* its target took it; remote_id = what the target calls it */
	/* delivery failed for now; text = why; until_us = next try (not journaled) */
	EVENT_RETRY,
	EVENT_REFUSED, /* its target will never take it; text = why */

	EVENT_KINDS
};

struct label {
	const char *name, *value;
};

/* An alert as its source shows it. */
struct alert_data {
	const char *source;      /* name of the source */
	const char *fingerprint; /* unique within the source */
	const char *title;       /* alertname, or whatever names it in one line */
	const char *summary;     /* a sentence; "" when there is none */
	const char *team;        /* team id if the source says so; "" */
	const char *runbook;     /* URL, "" */
	const char *link;        /* URL of the alert at its source, "" */
	const struct label *labels;
	size_t n_labels;
	int64_t starts_us;              /* may lie in the future: the sender's clock */
	bool inhibited;                 /* muted by another alert, not by a person */
	const char *const *silenced_by; /* ids at the source, n_silenced_by of them */
	size_t n_silenced_by;
	/* Who holds it at the source, if the source says so ("" and 0 otherwise). */
	const char *held_by, *held_comment;
	int64_t held_until_us;
	bool hidden_text; /* the sanitiser replaced something invisible */
};

/* Target of an EVENT_UNACK that takes an EVENT_DONE back. */
#define DEED_DONE "done"

/* Which course of a metric a history is: coarse, over the whole event; or what it is compared
 * with, moved to this event's time. */
#define HISTORY_EVENT "event"
#define HISTORY_BASELINE "baseline"

struct point {
	int64_t at_us;
	double value;
};

enum source_health {
	SOURCE_WAITING, /* no answer yet */
	SOURCE_LIVE,
	SOURCE_FAILING
};

/* What became of one round of polls of a source. */
struct source_report {
	enum source_health health;
	const char *reason; /* class and sentence when failing: "network: connection refused"; "" */
	int64_t next_try_us;
	int64_t took_ms;     /* of the last answer */
	int64_t skew_us;     /* server clock minus ours by its Date header; UNSAID */
	size_t rows, broken; /* elements taken, elements left out because they were broken */
};

/* A console that is connected to the journal of this room. */
struct peer {
	const char *id;
	const char *person, *terminal_user;
	const char *terminal; /* "pts/3"; "" */
	const char *mode;     /* "console", ... */
	const char *site;     /* another site's; "" = of this one */
	bool is_self;
};

/* All pointers are lent: they live as long as the batch that the event is in. */
struct event {
	enum event_kind kind;
	int64_t at_us;             /* when it happened */
	const char *id;            /* UUID of an action, "" for the rest */
	const char *cause;         /* id of the action that this follows from, "" */
	const char *batch;         /* id shared by the actions of one key press, "" */
	const char *person;        /* who acted, "" for rules and sources */
	const char *terminal_user; /* the OS user at that terminal, "" */
	/* How the person is known: "session" (the OS user), "claimed" (said so at the keyboard or
	 * by --as), "pin" (and gave the PIN); "" for rules, sources and old journals. */
	const char *proof;
	const char *source;  /* for observations: which source */
	const char *subject; /* what it is about, see the kinds */
	const char *target;  /* the other thing that it is about, see the kinds; "" */
	const char *text;    /* comment, reason, feedback; "" */
	const char *remote_id;
	int64_t until_us; /* UNSAID if it has no end */
	int64_t sample_us;
	double value;
	int64_t number; /* a step, an amount in minor units, ..., see the kinds; UNSAID */
	bool accepted;
	/* An observation that the journal kept, not one that its source makes now: it counts only where
	 * its source has not answered yet. */
	bool is_remembered;

	/* One of these, by kind; NULL otherwise. */
	const struct define_room *define_room;
	const struct team *team;
	const struct person *define_person;
	const struct tier *tier;
	const struct phase *phase;
	const struct gate *gate;
	const struct risk *risk;
	const struct line *line;
	const struct metric *metric;
	const struct define_source *define_source;
	const struct objective *objective;
	const struct supplier *supplier;
	const struct plan *plan;
	const struct alert_data *alert;
	const struct source_report *report;
	const struct roster *roster;
	const struct point *points;
	size_t n_points;
	const struct peer *peers;
	size_t n_peers;
};

/* A list of events that owns everything they point to. Made on one thread, then handed over. */
struct event_batch {
	GPtrArray *events; /* struct event *, in order */
	GPtrArray
	    *pieces; /* of memory, g_free'd with the batch: few, since another thread frees them */
	char *next;  /* what is left of the last piece: zeros */
	size_t left, piece_size;
	int64_t seq; /* from the journal: the place of its last event there; else UNSAID */
};

struct event_batch *event_batch_new(void);
/* Sets *batch to NULL. NULL inside is fine. */
void event_batch_free(struct event_batch **batch);
/* The same for mailbox_post. */
void event_batch_free_payload(void *batch);

/* Appends an event of this kind at this instant with every string "" and every number unsaid (value
 * NAN). The batch owns it. */
struct event *event_batch_add(struct event_batch *batch, enum event_kind kind, int64_t at_us);

/* A copy of text (NULL: "") that lives with the batch. */
const char *event_batch_str(struct event_batch *batch, const char *text);

/* A copy of these bytes (NULL: room for so many) with a NUL behind them, that lives with the batch. */
char *event_batch_bytes(struct event_batch *batch, const char *bytes, size_t len);

/* Zeroed memory that lives with the batch. */
void *event_batch_alloc(struct event_batch *batch, size_t size);

/* A new random UUID, owned by the batch. */
const char *event_batch_uuid(struct event_batch *batch);

/* The id of what a rule derives, owned by the batch: made from the kind and its cause (any text that
 * names it, such as the id of an acknowledgement), in the form of a UUID, so that every console that
 * derives the same event gives it the same id, and the journal keeps it once. */
const char *event_batch_derived_id(struct event_batch *batch, enum event_kind kind,
                                   const char *cause);

/* "ack", "gate", ...: the stable name of a kind in the journal and the log; and back (EVENT_NONE
 * when unknown). */
const char *event_kind_name(enum event_kind kind);
enum event_kind event_kind_by_name(const char *name);

/* Is it an action or an outcome that the journal keeps? */
bool event_is_durable(enum event_kind kind);
/* Does an EVENT_KEPT follow it once it is durable? An outcome needs none. */
bool event_is_kept_apart(enum event_kind kind);

#endif
