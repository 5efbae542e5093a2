/* `warroom decide`: the console's action for scripts. */
#include "app/command.h"
#include "app/script.h"
#include "base/lang.h"

static int
run(int argc, char **argv)
{
	return script_command(
	    INTENT_DECIDE, 0, 0, N_("a decision needs its words: -m TEXT"),
	    N_("Writes down a decision with its reason, on an alert or a risk, or without KEY on the room.\n"
	       "KEY is a risk's id, an alert's key as 'warroom alerts' prints it, or the start of\n"
	       "the fingerprint or title of one alert alone."),
	    argc, argv);
}

const struct command cmd_decide = {
	.name = "decide",
	.run = run,
	.synopsis = "[KEY...] -m TEXT [--json]",
	.help = N_("write down a decision and its reason"),
};
