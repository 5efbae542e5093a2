/* `warroom done`: the console's action for scripts. */
#include "app/command.h"
#include "app/script.h"
#include "base/lang.h"

static int
run(int argc, char **argv)
{
	return script_command(
	    INTENT_DONE, 0, 1, N_("say what was done: -m TEXT"),
	    N_("Says that alerts are handled, and what was done.\n"
	       "KEY is an alert's key as 'warroom alerts' prints it, or the start of the\n"
	       "fingerprint or title of one alert alone."),
	    argc, argv);
}

const struct command cmd_done = {
	.name = "done",
	.run = run,
	.synopsis = "KEY... -m TEXT [--json]",
	.help = N_("say that alerts are handled, and how"),
};
