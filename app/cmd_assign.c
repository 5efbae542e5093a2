/* `warroom assign`: the console's action for scripts. */
#include "app/command.h"
#include "app/script.h"
#include "base/lang.h"

static int
run(int argc, char **argv)
{
	return script_command(
	    INTENT_ASSIGN, OPTIONS_TO, 1, NULL,
	    N_("Gives alerts to a person, whose load they count in until somebody has them.\n"
	       "KEY is an alert's key as 'warroom alerts' prints it, or the start of the\n"
	       "fingerprint or title of one alert alone."),
	    argc, argv);
}

const struct command cmd_assign = {
	.name = "assign",
	.run = run,
	.synopsis = "KEY... --to PERSON [-m TEXT] [--json]",
	.help = N_("give alerts to a person"),
};
