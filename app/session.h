/* The session: one room with its sources, its journal and the person at the keyboard. */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include "app/clock_guard.h"
#include "app/config.h"
#include "app/options.h"
#include "base/mailbox.h"
#include "room/room.h"
#include "store/site.h"
#include "store/store.h"
#include "tui/panel.h"

/* Who wants to know what enters the room once the past was read: actions at once, then what became
 * of them, and observations. */
struct session_listener {
	void (*heard)(void *data, const struct event *event);
	/* session_act() did nothing to this subject, and why; NULL: nobody wants to know. */
	void (*left_out)(void *data, const char *subject, const char *why);
	void *data;
};

/* UI thread only. `room` may be read by everybody on that thread; only the session applies events
 * to it. */
struct session {
	struct config *config;
	struct room *room;
	struct notify *notify;
	struct net *net;         /* NULL before session_go() */
	struct store *store;     /* only reads when is_read_only; NULL for print */
	struct sim *sim;         /* NULL unless demo or drill */
	struct drill_run *drill; /* NULL unless drill (app/drill.h) */
	struct player *player;   /* of a replay: owns the room; NULL = this is the present */
	int64_t passed_us;       /* of a replay: up to when time has passed; monotonic */
	struct mailbox *mailbox;
	struct clock_pace clock; /* the room's; session_now_us() alone reads it */
	struct clock_guard clock_guard;
	char *person; /* who is at the keyboard: an id, or a name that the room does not know */
	char *terminal_user;     /* the OS user */
	const char *proof;       /* how the person is known, as in struct event; static */
	bool is_locked;          /* nobody is at the keyboard: person is "" */
	char *claimant;          /* says to be this person and still owes the PIN; NULL */
	unsigned wrong_pins;     /* in a row */
	int64_t barred_until_us; /* monotonic: nobody may say who they are before; 0 */
	struct journal_state journal;
	struct site *link;      /* NULL: the room is not shared, or not yet */
	struct site_state site; /* name "": not known, or not shared */
	int64_t told_seq;       /* up to which event of the journal the room has been told */
	uint32_t repeated; /* the journal is handed what is shown: alerts from this slot on; */
	bool repeats;      /* while this is so */
	unsigned long waiting; /* of the room's version: changes that the next second's frame shows */
	int64_t checkpoint_seq; /* up to where the last checkpoint goes */
	unsigned unanswered;    /* appends without MESSAGE_STORED so far */
	int64_t
	    expired_second; /* of the room's clock, in which time was last let pass in the room */
	bool is_read_only;
	bool is_demo;
	bool is_once;     /* sources are polled once */
	bool connects;    /* and what is never polled is connected to: for `warroom doctor` */
	const char *mode; /* lent: what the other consoles read about this one; NULL = "console" */
	bool leaves_deliveries; /* what is due to leave the room is left to other consoles */
	const struct session_listener *listener; /* lent; NULL = nobody */
};

/*
 * Reads the configuration (or starts the simulator) and makes the room from it. Prints what is
 * wrong with a configuration to stderr as `warroom check` does. NULL with the reason in e (text ""
 * when it was printed). Starts no thread but the simulator's.
 */
struct session *session_new(const struct options *options, struct err *e) MUST_USE;
/* Reads what people did so far from the journal file into the room, read-only; for a session
 * that is read-only or goes on with `once`. */
bool session_remember(struct session *session, struct err *e) MUST_USE;
/* The journal's file by the configuration, whether it is there or not; NULL: in memory. g_free. */
char *session_journal_path(const struct session *session);
/* The same before there is a session: by --journal, or as the configuration says. NULL with the reason
 * in e (text "" when it was printed). g_free. */
char *session_find_journal(const struct options *options, struct err *e) MUST_USE;
/* Starts the journal (unless read-only or `once`) and the net thread. */
bool session_go(struct session *session, bool once, struct err *e) MUST_USE;
/* Stops what was started; sets *session to NULL. */
void session_free(struct session **session);

/* The room's present instant. */
int64_t session_now_us(const struct session *session);
/* How long a second of the room lasts. */
int64_t session_second_us(const struct session *session);

/*
 * Takes waiting messages, as many as fit into some milliseconds, and, once a second, lets time
 * pass in the room. True when something that is shown changed and should not wait for the next
 * second's frame. Never blocks; when messages are left, the mailbox's descriptor is readable.
 */
bool session_pump(struct session *session);

/* Lets in what the rules derive at this instant, and keeps it in the journal where there is one.
 * session_pump() does it once a second; a screen that is drawn once needs it before. */
void session_derive(struct session *session);

/* Lets events in: the room first, then who listens. The batch stays the caller's. */
void session_enter(struct session *session, const struct event_batch *batch);

/* The same, but for who listens: of what is past, only the room and who remembers what was told. */
void session_let_in(struct session *session, const struct event_batch *batch);

/* Hands actions or outcomes to the journal, see store_append(); takes both. Without a journal, or
 * read-only, they are not kept. */
void session_keep(struct session *session, struct event_batch *batch, GPtrArray *deliveries);

/* Has every source answered or failed at least once? */
bool session_heard_all(const struct session *session);

/*
 * Carries out an action on subjects (its row is in app/deeds.c). `text` is the comment,
 * `length_us` of a silence (0: the tier's expiry). Shows as pending at once;
 * durable when the journal says so. `said` (160 bytes or more) becomes the sentence for the
 * message line. False: nothing was done, and `said` tells why.
 */
bool session_act(struct session *session, const struct intent *intent, const char *text,
                 int64_t length_us, char *said, size_t size);

/* May the person at the keyboard act, and can it be kept? False: `said` tells which permission is
 * missing, or what is wrong. */
bool session_may_act(const struct session *session, char *said, size_t size);

/* Does text begin with `start`, whatever the case? */
bool session_text_begins(const char *text, const char *start);

/* May the person do this to at least one of its subjects? False: `said` tells why, as above. */
bool session_may_intend(const struct session *session, const struct intent *intent, char *said,
                        size_t size);

/* Tells the other consoles on this journal who is here. */
void session_present(struct session *session);

#endif
