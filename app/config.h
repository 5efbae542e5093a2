/* The configuration: one libconfig file, read once at start. */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include "base/err.h"
#include "net/net.h"
#include "room/event.h"

struct layout_conf {
	char *name, *panes; /* text for layout_parse */
};
struct key_conf {
	char *key, *action;
	unsigned line;
};

struct config {
	char *file;
	struct event_batch *definitions; /* EVENT_DEFINE_*: room first */
	GPtrArray *sources; /* struct source_conf * */
	GPtrArray *layouts; /* struct layout_conf *; the built-in ones where the file has none */
	GPtrArray *keys;    /* struct key_conf * */
	char *theme;        /* "default" */
	char *graphs;       /* "block", "braille", "ascii" */
	int ambiguous_width;
	char *journal;      /* path; NULL = $XDG_STATE_HOME/warroom/ROOM.db */
	int64_t grace_us;   /* between the key press and the delivery; default 3 s */
	bool bell;          /* on a new urgent alert */
};

/* One thing that is wrong in a file. */
struct config_problem {
	char *file;
	unsigned line;
	char *message; /* what is wrong and what was expected */
};

/*
 * Reads a file (at most 256 KiB, regular). NULL when anything is wrong: then *problems (GPtrArray of struct config_problem *, the caller's:
 * g_ptr_array_unref) has all of it, in the order of lines. text not NULL: read from it instead, `file` is only the name in messages (demo).
 */
struct config *config_load(const char *file, const char *text, GPtrArray **problems) MUST_USE;
/* Sets *config to NULL. */
void config_free(struct config **config);

/* Hands the sources over, to net_start(). */
GPtrArray *config_take_sources(struct config *config);

#endif
