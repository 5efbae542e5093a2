/* `warroom` and `warroom demo`: the console. */
#include "app/command.h"
#include "app/console.h"
#include "base/lang.h"

static int
run_with(bool is_demo, int argc, char **argv)
{
	struct options o = { .demo = is_demo };
	int code = options_parse(
	    &o,
	    OPTIONS_ROOM | OPTIONS_LOOK | OPTIONS_PLAIN | OPTIONS_WALL |
		(is_demo ? OPTIONS_SPEED : 0),
	    is_demo
		? N_("The console on the built-in simulated Double 11: nothing to configure or start.")
		: N_("The console: one screen for a big sales event.\n"
	             "'warroom help' lists the other commands."),
	    &argc, argv);

	if (code < 0)
		code = console_run(&o);
	options_fini(&o);
	return code;
}

static int
run_console(int argc, char **argv)
{
	return run_with(false, argc, argv);
}

static int
run_demo(int argc, char **argv)
{
	return run_with(true, argc, argv);
}

const struct command cmd_console = {
	.name = "console",
	.run = run_console,
	.synopsis = "[-c FILE]",
	.help = N_("the console (the default)"),
};

const struct command cmd_demo = {
	.name = "demo",
	.run = run_demo,
	.synopsis = "[--speed N]",
	.help = N_("the console on the built-in simulated Double 11"),
};
