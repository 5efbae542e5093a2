/* The configuration: one libconfig file, read once at start. */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include "base/err.h"
#include "net/net.h"
#include "room/event.h"
#include "store/site.h"

struct layout_conf {
	char *name, *panes; /* text for layout_parse */
};
/* A filter that has a name. */
struct filter_conf {
	char *name, *filter;
	unsigned line;
};
/* How a terminal is told of a new urgent alert, beside what the screen shows. */
enum notify_terminal { NOTIFY_BEL, NOTIFY_OSC9, NOTIFY_OSC777, NOTIFY_NONE };
struct key_conf {
	char *key, *action;
	unsigned line;
};

/* Unless the file says another one. */
#define JOURNAL_LIMIT_BYTES INT64_C(1000000000)

struct config {
	char *file;
	char *basis; /* a text that is another one when the file says anything else */
	struct event_batch *definitions; /* EVENT_DEFINE_*: room first; all at instant 0 */
	GPtrArray *sources;              /* struct source_conf * */
	GPtrArray *notify;               /* struct notify_conf * (app/notify.h) */
	GPtrArray *layouts; /* struct layout_conf *; the built-in ones where the file has none */
	GPtrArray *keys;    /* struct key_conf * */
	GPtrArray *filters; /* struct filter_conf * */
	char *theme;        /* "default" */
	char *language;     /* "zh_CN"; NULL: that of the environment */
	char *graphs;       /* "block", "braille", "ascii" */
	unsigned ambiguous_width;          /* 1 or 2 */
	char *journal;                     /* path; NULL = $XDG_STATE_HOME/warroom/ROOM.db */
	int64_t journal_limit_bytes;       /* what the journal may grow to; 0 = anything */
	int64_t grace_us;                  /* between the key press and the delivery; default 3 s */
	bool bell;                         /* on a new urgent alert */
	unsigned notify_terminal;          /* enum notify_terminal: what "bell" is */
	bool mouse, hyperlinks, clipboard; /* what the terminal is used for beside text */
	int64_t idle_us;                   /* without a key, then the console locks; 0 = never */
	int64_t wall_turn_us;              /* each layout in wall mode; default 20 s */
	struct site_conf site;             /* name NULL: the room is not shared */
};

/* One thing that is wrong in a file. */
struct config_problem {
	char *file;
	unsigned line;   /* 0: the file as a whole */
	char *message;   /* what is wrong and what was expected */
	bool is_warning; /* worth a look, but the room can run with it */
};
void config_problem_free(void *problem); /* for GPtrArray */

/*
 * Reads a file (at most 256 KiB, regular). NULL when anything is wrong. *problems (GPtrArray of
 * struct config_problem *, never NULL, the caller's: g_ptr_array_unref) has all errors and
 * warnings, in the order of lines. text not NULL: read from it instead, `file` is only the name in
 * messages (demo).
 */
struct config *config_load(const char *file, const char *text, GPtrArray **problems) MUST_USE;
/* Sets *config to NULL. */
void config_free(struct config **config);

/* "file:line: message" of one problem ("file: message" without a line); g_free. */
char *config_problem_text(const struct config_problem *problem);

/* All of them on stderr, a line each. */
void config_print_problems(const GPtrArray *problems);
/* The journal's file, whether it is there or not, of a room of this name; g_free. */
char *config_journal_path(const struct config *config, const char *room);

/* Hands the sources over, to net_start(). */
GPtrArray *config_take_sources(struct config *config);

#endif
