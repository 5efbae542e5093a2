/* `warroom note`: the console's action for scripts. */
#include "app/command.h"
#include "app/script.h"
#include "base/lang.h"

static int
run(int argc, char **argv)
{
	return script_command(
	    INTENT_NOTE, 0, 0, N_("a note needs its text: -m TEXT"),
	    N_("Writes a note on alerts, or without a KEY on the room.\n"
	       "KEY is an alert's key as 'warroom alerts' prints it, or the start of the\n"
	       "fingerprint or title of one alert alone."),
	    argc, argv);
}

const struct command cmd_note = {
	.name = "note",
	.run = run,
	.synopsis = "[KEY...] -m TEXT [--json]",
	.help = N_("write a note on alerts, or on the room"),
};
