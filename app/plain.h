/* The linear mode: the console for screen readers and for terminals that cannot place a cursor. What changes is said
 * in lines as it happens, and what is typed is a line. */
#ifndef APP_PLAIN_H
#define APP_PLAIN_H

#include "app/console.h"
#include "room/alert.h"

/* Is it asked for (--plain, ACCESSIBLE), or can this terminal do nothing else? */
bool plain_is_wanted(const struct options *options);

/* Runs it until the person leaves, the input ends or a signal says so. Gives the exit code; what went
 * wrong is on stderr. */
int plain_run(const struct options *options);

/* A row that was told of, by the number that it keeps. */
struct plain_row {
	const struct panel_ops *ops;
	char *id; /* owned */
};

/* An alert as it was last told of. */
struct plain_alert {
	int64_t rank;
	char *ack; /* id, owned; "" */
	enum ack_state state;
	bool is_hidden, is_gone, is_overdue;
};

/* A line that may be said. */
struct news_line {
	int64_t at_us;
	bool presses;
	char *kind, *text; /* owned */
};

/* What was told, so that only what changed is. */
struct plain_news {
	GHashTable *alerts;      /* key -> struct plain_alert * */
	const struct room *room; /* of which all this is */
	unsigned long logged;    /* lines of the room's log */
	int64_t at_us, second;   /* when it was last looked */
	GHashTable *phases;      /* ids (lent) of those that run */
	bool spends_too_much, loses_too_much, runs_out;
	char journal[256];
	GHashTable *own;                 /* id of an action of this console -> what it was; owned */
	double lines;                    /* that may be said now */
	int64_t filled_us, summed_up_us; /* monotonic */
	GHashTable *held_back;           /* kind of line (owned) -> how many were not said */
	GPtrArray *found;                /* struct news_line * of the present look */
};

/* UI thread only; lives on the stack of plain_run(). */
struct plain {
	struct console c; /* without a terminal: its questions and messages are lines */
	struct plain_news news;
	struct session_listener listener;
	GHashTable *numbers; /* "PANEL ID" (owned) -> number */
	GPtrArray *rows;     /* struct plain_row *, by number - 1 */
	GString *in, *out;   /* not yet taken; not yet written */
	char **rest;         /* lines for 'more'; NULL */
	guint rest_at;
	bool is_ascii, is_ready, is_input_over, is_acting, is_silent /* echo is off */;
	int64_t opened_us, asked_us; /* monotonic */
	int64_t heard_us;            /* since when everything was heard, monotonic; 0 */
};

/* plain.c: a line of its own, or several; as the terminal can show it. */
void plain_say(struct plain *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The same with the time of the room in front. */
void plain_say_at(struct plain *p, int64_t at_us, const char *text);
/* The number of a panel's row, a new one at first. */
unsigned plain_number(struct plain *p, const struct panel_ops *ops, const char *id);

/* plain_tell.c: what a panel says, its rows with their numbers; g_free. */
char *plain_tell(struct plain *p, const struct panel_ops *ops);
/* Says lines, as many as can be listened to; 'more' goes on. */
void plain_say_page(struct plain *p, const char *text);
void plain_say_more(struct plain *p, bool all);
/* How the room stands: the first line of each panel, and what presses. */
void plain_say_status(struct plain *p);
/* The lines of all panels that contain the word. */
void plain_find(struct plain *p, const char *word);
void plain_say_help(struct plain *p, const char *about);

/* plain_line.c: a typed line. */
void plain_take_line(struct plain *p, const char *line);

/* plain_news.c */
void plain_news_init(struct plain *p);
void plain_news_fini(struct plain *p);
/* What there is now is no news. */
void plain_news_begin(struct plain *p);
/* Says what changed since. */
void plain_news_look(struct plain *p);
/* Actions of this console that the journal has not answered. */
unsigned plain_news_open(const struct plain *p);
/* For the session's listener. */
void plain_news_hear(struct plain *p, const struct event *event);

/* A line for plain_news_look(); `kind` in the plural, for the sum of what is held back. */
void plain_news_add(struct plain *p, int64_t at_us, bool presses, const char *kind, const char *fmt,
                    ...) __attribute__((format(printf, 5, 6)));

/* plain_look.c: each compares a part of the room with what was last told, and adds what is news. */
void plain_look_at_alerts(struct plain *p, bool is_news, int64_t now_us);
void plain_look_at_log(struct plain *p);
void plain_look_at_phases(struct plain *p, bool is_news, int64_t now_us);
void plain_look_at_clock(struct plain *p, int64_t before_us, int64_t now_us);
void plain_look_at_budget(struct plain *p, bool is_news, int64_t now_us);
void plain_look_at_journal(struct plain *p, int64_t now_us);
/* What a line of the log has of a deed, whose id it does not always tell; g_free. */
char *plain_deed_name(enum event_kind kind, int64_t at_us, const char *subject);

#endif
