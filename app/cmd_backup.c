/* `warroom backup`: copies the journal, also while consoles use it. */
#include "app/command.h"
#include "app/out.h"
#include "app/proof.h"
#include "base/lang.h"
#include "store/admin.h"

/* The copy is proved at once: a backup that cannot be read is none. */
static int
back_up(const char *path, const char *copy)
{
	struct err e = { "" };

	if (!admin_backup(path, copy, &e)) {
		out_error("%s: %s", path, e.text);
		return 1;
	}
	return proof_of(copy, path);
}

static int
run(int argc, char **argv)
{
	struct options o = { .demo = false };
	int code = options_parse(
	    &o, OPTIONS_JOURNAL | OPTIONS_WORDS,
	    N_("Copies the journal as it is at this moment into FILE, which must not be there yet, and"
	       " proves the\n"
	       "copy; consoles may go on meanwhile. The copy is a journal: --journal FILE opens it."),
	    &argc, argv);

	if (code < 0 && argc != 2) {
		out_error(_("name the file to copy the journal into: 'warroom backup FILE'"));
		code = 2;
	} else if (code < 0) {
		char *path = proof_journal(&o);

		code = path ? back_up(path, argv[1]) : 1;
		g_free(path);
	}
	options_fini(&o);
	return code;
}

const struct command cmd_backup = {
	.name = "backup",
	.run = run,
	.synopsis = "[-c FILE | --journal FILE] FILE",
	.help = N_("copy the journal into a file, while it is in use"),
};
