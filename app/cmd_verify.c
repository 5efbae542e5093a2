/* `warroom verify`: proves by its chain of hashes that a journal is what was written. */
#include "app/command.h"
#include "app/session.h"
#include "app/out.h"
#include "base/lang.h"
#include "store/verify.h"

#include <stdio.h>

static int
verify(const char *path)
{
	struct verification v;
	struct err e = { "" };
	char *text;

	if (!store_verify(path, &v, &e)) {
		out_error("%s: %s", path, e.text);
		return 1;
	}
	text = verification_text(&v);
	out_say("%s: %s\n", path, text);
	g_free(text);
	return v.verdict == VERDICT_OK ? 0 : 1;
}

static int
run(int argc, char **argv)
{
	struct options o = { .demo = false };
	int code = options_parse(
	    &o, OPTIONS_JOURNAL,
	    N_("Proves by its chain of hashes that a journal is what was written, also while"
	       " consoles use it.\n"
	       "Says ok, or the first thing that is wrong (exit code 1): changed, missing,"
	       " reordered, added,\n"
	       "tail cut, replaced. The journal's head is also in the system's log: compare it."),
	    &argc, argv);

	if (code < 0) {
		struct err e = { "" };
		char *path = session_find_journal(&o, &e);

		if (!path && *e.text)
			out_error("%s", e.text);
		code = path ? verify(path) : 1;
		g_free(path);
	}
	options_fini(&o);
	return code;
}

const struct command cmd_verify = {
	.name = "verify",
	.run = run,
	.synopsis = "[-c FILE | --journal FILE]",
	.help = N_("prove by its hashes that nobody changed the journal"),
};
