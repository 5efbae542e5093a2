/* `warroom ack`: the console's action for scripts. */
#include "app/command.h"
#include "app/script.h"
#include "base/lang.h"

static int
run(int argc, char **argv)
{
	return script_command(
	    INTENT_ACK, OPTIONS_WAIT, 1, NULL,
	    N_("Acknowledges alerts: somebody has them.\n"
	       "KEY is an alert's key as 'warroom alerts' prints it, or the start of the\n"
	       "fingerprint or title of one alert alone."),
	    argc, argv);
}

const struct command cmd_ack = {
	.name = "ack",
	.run = run,
	.synopsis = "KEY... [-m COMMENT] [--wait SECONDS] [--json]",
	.help = N_("acknowledge alerts"),
};
