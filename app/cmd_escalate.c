/* `warroom escalate`: the console's action for scripts. */
#include "app/command.h"
#include "app/script.h"
#include "base/lang.h"

static int
run(int argc, char **argv)
{
	return script_command(
	    INTENT_ESCALATE, OPTIONS_TO, 1, N_("say why: -m TEXT"),
	    N_("Tells the next one who must know about alerts: the next step of their tier, or --to WHO.\n"
	       "KEY is an alert's key as 'warroom alerts' prints it, or the start of the\n"
	       "fingerprint or title of one alert alone."),
	    argc, argv);
}

const struct command cmd_escalate = {
	.name = "escalate",
	.run = run,
	.synopsis = "KEY... [--to WHO] -m TEXT [--json]",
	.help = N_("send alerts one step up, or to somebody"),
};
