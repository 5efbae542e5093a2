/* `warroom complete`: what the shells ask while somebody types. */
#include "app/command.h"
#include "app/complete.h"
#include "app/options.h"
#include "app/out.h"
#include "base/lang.h"

#include <string.h>

static int
run(int argc, char **argv)
{
	struct options o = { 0 };
	bool is_marked = argc > 1 && !strcmp(argv[1], "--");
	int code =
	    is_marked
		? -1
		: options_parse(&o, OPTIONS_WORDS,
	                        N_("Prints what may stand for the last WORD of a command line "
	                           "of warroom, a line each; the shells' completion asks it."),
	                        &argc, argv);

	if (code < 0 && argc < 2 + is_marked) {
		out_error(_("write 'warroom complete -- WORD...'"));
		code = 2;
	} else if (code < 0) {
		GPtrArray *lines = complete((const char *const *)argv + 1 + is_marked);

		for (guint i = 0; i < lines->len; i++)
			out_say("%s\n", (const char *)lines->pdata[i]);
		g_ptr_array_unref(lines);
		code = 0;
	}
	options_fini(&o);
	return code;
}

const struct command cmd_complete = {
	.name = "complete",
	.run = run,
	.synopsis = "-- WORD...",
	.help = N_("what a shell may put for the last word of a command line"),
};
