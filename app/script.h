/* Acting from a script: the console's actions, with a result for each target. */
#ifndef APP_SCRIPT_H
#define APP_SCRIPT_H

#include "app/session.h"

/* What a command asks for. All lent. */
struct script {
	enum intent_kind kind;
	const char *name;        /* of the action in JSON: "ack", ... */
	const char *const *keys; /* alerts or gates as a person wrote them, NULL-terminated */
	const char *target;      /* the intent's; NULL */
	int64_t length_us;       /* of a silence; 0 */
	char
	    *words; /* what the console would be told, for the deed to take apart; NULL: -m is it */
};

/*
 * Opens a session, finds the targets, acts as the console would, and waits until each is kept, or
 * with options->wait_s until its target confirmed it or that time is over. Prints a line (or JSON)
 * for each. The exit code: 0 all done, 1 anything refused or not known in time.
 */
int script_run(const struct script *script, const struct options *options);

/* The alert that a person means: its key, or the start of the fingerprint or title of one alert
 * alone. NULL with a sentence that names the candidates. */
const struct alert *script_find_alert(const struct room *room, const char *text,
                                      struct err *e) MUST_USE;

/*
 * The whole of a command on alerts: parses options (`sets` beside those of the room), asks for at
 * least `least` KEYs and, if `needs_text` is not NULL, for -m (that sentence is said otherwise),
 * then runs.
 */
int script_command(enum intent_kind kind, unsigned sets, int least, const char *needs_text,
                   const char *summary, int argc, char **argv);

#endif
