/* `warroom print`: one frame to standard output, without a terminal. */
#include "app/command.h"
#include "app/frame.h"
#include "app/headless.h"
#include "app/out.h"
#include "base/lang.h"

enum { DEFAULT_WAIT_MS = 3000 };

static bool
print(const struct options *o, struct err *e)
{
	struct session *s = session_new(o, e);
	struct frame frame;
	bool ok;

	if (!s)
		return false;
	ok = frame_open(&frame, s, o, e) && session_remember(s, e) && session_go(s, true, e);
	if (ok) {
		headless_wait(s, -1, (o->wait_ms > 0 ? o->wait_ms : DEFAULT_WAIT_MS) * MSEC_US,
		              headless_heard_all, s);
		session_derive(s);
		frame_print(&frame);
	}
	frame_close(&frame);
	session_free(&s);
	return ok;
}

static int
run(int argc, char **argv)
{
	struct options o = { 0 };
	struct err e = { "" };
	int code = options_parse(
	    &o, OPTIONS_ROOM | OPTIONS_LOOK | OPTIONS_PRINT,
	    N_("Prints one frame of the console; asks every source once. Needs no terminal."),
	    &argc, argv);

	if (code < 0) {
		code = print(&o, &e) ? 0 : 1;
		if (code && *e.text)
			out_error("%s", e.text);
	}
	options_fini(&o);
	return code;
}

const struct command cmd_print = {
	.name = "print",
	.run = run,
	.synopsis = "[--size COLSxROWS] [--layout NAME] [--format text|ansi|svg|html|json]",
	.help = N_("one frame to standard output, no terminal needed"),
};
