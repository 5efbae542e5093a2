/* `warroom silence`: the console's action for scripts. */
#include "app/command.h"
#include "app/script.h"
#include "base/lang.h"

static int
run(int argc, char **argv)
{
	return script_command(
	    INTENT_SILENCE, OPTIONS_FOR | OPTIONS_WAIT, 1, NULL,
	    N_("Silences alerts for a time; nobody says that they have them.\n"
	       "KEY is an alert's key as 'warroom alerts' prints it, or the start of the\n"
	       "fingerprint or title of one alert alone."),
	    argc, argv);
}

const struct command cmd_silence = {
	.name = "silence",
	.run = run,
	.synopsis = "KEY... --for TIME [-m COMMENT] [--wait SECONDS] [--json]",
	.help = N_("silence alerts for a time"),
};
