/* `warroom replay`: the console on the past. */
#include "app/command.h"
#include "app/console.h"
#include "app/frame.h"
#include "app/replay.h"
#include "app/out.h"
#include "base/lang.h"

#include <stdio.h>

static int
print(const struct options *o)
{
	struct err e = { "" };
	struct session *s = replay_new(o, &e);
	struct frame frame = { .view = NULL };
	bool ok = s && frame_open(&frame, s, o, &e);

	if (ok)
		frame_print(&frame);
	else if (*e.text)
		out_error("%s", e.text);
	frame_close(&frame);
	session_free(&s);
	return ok ? 0 : 1;
}

static int
run(int argc, char **argv)
{
	struct options o = { .is_replay = true };
	int code = options_parse(
	    &o, OPTIONS_ROOM | OPTIONS_LOOK | OPTIONS_PLAIN | OPTIONS_PRINT | OPTIONS_REPLAY,
	    N_("The console on the past: the room as it stood at any moment of its journal, read-only.\n"
	       "Stands at --at (a time, \"08:05\" of the journal's last day, \"-10m\" from its end), else"
	       " at the end.\n"
	       "Its keys: '?' there tells them, and REPLAY in warroom(1)."),
	    &argc, argv);

	if (code < 0)
		code = o.is_print ? print(&o) : console_run(&o);
	options_fini(&o);
	return code;
}

const struct command cmd_replay = {
	.name = "replay",
	.run = run,
	.synopsis = "[-c FILE] [--journal FILE] [--at TIME] [--print]",
	.help = N_("the console on the past, read-only: step, play, jump"),
};
