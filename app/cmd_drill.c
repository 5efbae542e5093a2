/* `warroom drill`: a room on a simulator that a scenario drives, and the score of the answers. */
#include "app/command.h"
#include "app/console.h"
#include "app/drill.h"
#include "app/headless.h"
#include "app/out.h"
#include "base/lang.h"

#include <stdio.h>

struct only_score {
	struct session *session;
	int64_t end_us;
};

static bool
is_over(void *data)
{
	const struct only_score *only = data;

	return session_now_us(only->session) >= only->end_us;
}

/* Without people: the scenario gives its answers itself. */
static int
score_only(const struct options *o)
{
	struct err e = { "" };
	int64_t length_us = INT64_MAX;
	struct only_score only;

	if (o->length && !duration_parse(o->length, &length_us, &e)) {
		err_in(&e, "--for");
		return headless_fail(&e);
	}
	only.session = headless_open(o, HEADLESS_DELIVER, &e);
	if (!only.session)
		return headless_fail(&e);
	only.end_us =
	    only.session->drill->start_us + MIN(length_us, only.session->drill->file->lasts_us);
	headless_wait(only.session, -1, -1, is_over, &only);
	drill_say(only.session, o->is_json);
	session_free(&only.session);
	return 0;
}

static int
run(int argc, char **argv)
{
	struct options o = { 0 };
	int code = options_parse(
	    &o,
	    OPTIONS_DRILL | OPTIONS_SPEED | OPTIONS_LOOK | OPTIONS_PLAIN | OPTIONS_JSON |
		OPTIONS_WORDS,
	    N_("The console on a room (the built-in Double 11, or that of -c FILE) whose sources are a\n"
	       "simulator that does what the scenario says. Nothing leaves it. On leaving, the answers\n"
	       "are scored by expectation, team and person."),
	    &argc, argv);

	if (code < 0 && argc != 2) {
		out_error(_("which scenario? give one file; see '%s --help'"), g_get_prgname());
		code = 2;
	}
	if (code < 0) {
		o.scenario = g_strdup(argv[1]);
		code = o.is_score_only ? score_only(&o) : console_run(&o);
	}
	options_fini(&o);
	return code;
}

const struct command cmd_drill = {
	.name = "drill",
	.run = run,
	.synopsis = "SCENARIO [-c FILE] [--speed N]",
	.help = N_(
	    "runs a scenario against the room, from which nothing leaves, and scores the answers"),
};
