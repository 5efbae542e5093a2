/* `warroom unack`: the console's action for scripts. */
#include "app/command.h"
#include "app/script.h"
#include "base/lang.h"

static int
run(int argc, char **argv)
{
	return script_command(
	    INTENT_UNACK, OPTIONS_WAIT, 1, NULL,
	    N_("Takes back what stands on alerts.\n"
	       "KEY is an alert's key as 'warroom alerts' prints it, or the start of the\n"
	       "fingerprint or title of one alert alone."),
	    argc, argv);
}

const struct command cmd_unack = {
	.name = "unack",
	.run = run,
	.synopsis = "KEY... [--wait SECONDS] [--json]",
	.help = N_("take acknowledgements or silences back"),
};
