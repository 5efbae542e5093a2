/* Commands that list something of the room and act on it: "gate list", "gate sign ID". */
#ifndef APP_VERBS_H
#define APP_VERBS_H

#include "app/options.h"
#include "app/session.h"

struct verb {
	const char *usage; /* "sign ID": its first word is the verb */
	const char *name;  /* of the action in what is printed: "gate sign" */
	enum intent_kind kind;
	const char *needs_words; /* this is said when -m is missing; NULL: it may be */
	/* Acts instead of the session on IDs: n words after the verb, then NULL. Gives the exit code.
	 * NULL: as said. */
	int (*run)(const struct options *o, int n, char **words);
};

struct verbs {
	const char *command; /* "gate" */
	const char *summary; /* for --help */
	const char *which;   /* is said when the ID is missing */
	/* What "list" prints, once every source was heard. */
	void (*print_json)(const struct session *s);
	void (*print_text)(const struct session *s);
	const struct verb *verbs; /* ends with one without usage */
};

/* Parses the options and does what the verb says; without one, it lists. The exit code. */
int verbs_run(const struct verbs *verbs, int argc, char **argv);

/* Says on stderr what is wrong with the words. Returns the exit code 2. */
int verbs_wrong(const char *sentence);

/* Is there a comment (-m)? */
bool verbs_has_words(const struct options *o);

#endif
