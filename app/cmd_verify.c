/* `warroom verify`: proves by its chain of hashes that a journal is what was written. */
#include "app/command.h"
#include "app/proof.h"
#include "base/lang.h"

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
		char *path = proof_journal(&o);

		code = path ? proof_of(path, path) : 1;
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
