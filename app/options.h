/* Command-line options that several commands share. */
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include "base/err.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct options {
	char *config_file; /* -c; NULL = $XDG_CONFIG_HOME/warroom/warroom.cfg */
	char *as;          /* --as: who is at the keyboard; NULL = the OS user */
	char *journal;     /* --journal: another file than the configuration's; NULL */
	char *scenario;    /* of a drill; NULL = no drill */
	char *theme, *layout, *size, *format, *at;    /* NULL = not given */
	char *filter, *comment, *length, *since, *to; /* NULL = not given; bytes as they came */
	char *user, *password_file, *token_file, *ca_file; /* of what is asked; NULL = not given */
	char *name, *zone;           /* of a first configuration; NULL = not given */
	char *from, *until, *output; /* of a report: --from --to -o; NULL = not given */
	gboolean is_no_input, demo, is_read_only, is_ascii, is_json, is_wall, is_plain, is_print, is_score_only;
	bool is_replay; /* of the command, not of an option */
	int wait_ms, wait_s, port, seed, speed;
};

enum {
	OPTIONS_ROOM = 1,     /* --demo --as --read-only --at, and those of OPTIONS_JOURNAL */
	OPTIONS_LOOK = 2,     /* --theme --layout --ascii */
	OPTIONS_PRINT = 4,    /* --size --format --wait */
	OPTIONS_SIM = 8,      /* --port --seed --at */
	OPTIONS_JSON = 16,    /* --json */
	OPTIONS_COMMENT = 32, /* -m */
	OPTIONS_FOR = 64,     /* --for */
	OPTIONS_FILTER = 128, /* --filter */
	OPTIONS_SINCE = 256,  /* --since */
	OPTIONS_WAIT = 512,   /* --wait, in seconds */
	OPTIONS_WORDS =
	    1024, /* what is no option stays behind argv[0]; otherwise it is wrong usage */
	OPTIONS_JOURNAL = 2048, /* -c --journal */
	OPTIONS_WALL = 4096,    /* --wall */
	OPTIONS_REPORT = 1 << 22, /* --from --to --format -o */
	OPTIONS_REPLAY = 1 << 21, /* --print */
	OPTIONS_SPEED = 8192,   /* --speed of a room that is simulated */
	OPTIONS_INIT = 1 << 23, /* -c --name --zone --from --to --no-input */
	OPTIONS_DRILL = 16384,  /* -c --journal --as --score-only --for */
	OPTIONS_PLAIN = 1 << 19, /* --plain */
	OPTIONS_TO = 1 << 20    /* --to */
};

/*
 * Parses argv (argv[0] is the command) for the given sets; `summary` heads the --help text. What is
 * wrong is said on stderr. Returns -1 to go on, otherwise the exit code (0 after --help, 2 on wrong
 * usage).
 */
int options_parse(struct options *o, unsigned sets, const char *summary, int *argc, char **argv);
void options_fini(struct options *o);

/* How fast a simulated room's clock may run: so fast that its sources can still be asked as often as
 * they should be. */
enum { SPEED_MOST = 120 };
/* False with a sentence when --speed was given and is out of range. */
bool options_check_speed(const struct options *o, struct err *e) MUST_USE;

/* "200x50" to cells, 1 to 1000 each. */
bool size_parse(const char *text, int *width, int *height, struct err *e) MUST_USE;

#endif
