/* The console over a line of 9,600 bit/s with a round trip of 300 ms, as a phone in a train has it: what each action costs
 * in bytes, and that keys which are held down don't leave a queue of frames behind them. */
#include "tests/terminal/console_run.h"

#include <glib.h>
#include <locale.h>
#include <signal.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { HELD_KEYS = 50, KEY_REPEAT_MS = 33, HELD_BYTES_MAX = 5000 };

struct action {
	const char *what, *keys, *shows;
	size_t bytes_max;
};

static const struct action actions[] = {
	{ "the first key: no greeting", "k", NULL, 400 },
	{ "the next alert", "j", NULL, 400 },
	{ "the last alert", "G", NULL, 2000 },
	{ "the first alert", "g", NULL, 2000 },
	{ "details of an alert", "\r", "order", 2500 },
	{ "details closed", "q", NULL, 4500 },
	{ "an acknowledgement", "a", "seen lin", 1000 },
	{ "a filter by three letters", "fpay", NULL, 2500 },
	{ "no filter", "\033", NULL, 2500 },
	{ "another layout", "4", NULL, 4500 },
	{ "the layout before", "2", NULL, 4500 },
	{ "help", "?", NULL, 2500 },
	{ "help closed", "q", NULL, 4500 },
};

/* Until nothing but the clock changes. */
static void
settle(struct console_run *r)
{
	console_run_until_still(r, 400);
}

static struct console_run *
opened(void)
{
	const char *const words[] = { "demo", "--as", "lin", "--layout", "oncall",
		                      "--at", "2026-10-24 07:54", NULL };

	return console_run_new(words, 80, 24, RUN_SLOW_LINE);
}

static void
leave(struct console_run **r)
{
	console_run_keys(*r, "Q");
	assert_true(console_run_has_ended(*r, RUN_PATIENCE_S, true));
	console_run_free(r);
}

static void
test_actions(void **state)
{
	struct console_run *r = opened();
	gint64 start = g_get_monotonic_time();

	(void)state;
	assert_true(console_run_until(r, "order success"));
	printf("%-28s %6zu bytes %6.1f s\n", "the first screen", r->bytes,
	       (double)(g_get_monotonic_time() - start) / 1e6);
	assert_in_range(r->bytes, 1, 6000);
	settle(r);
	for (size_t i = 0; i < G_N_ELEMENTS(actions); i++) {
		const struct action *a = &actions[i];

		r->bytes = 0;
		start = g_get_monotonic_time();
		console_run_keys(r, a->keys);
		if (a->shows)
			assert_true(console_run_until(r, a->shows));
		settle(r);
		printf("%-28s %6zu bytes %6.1f s\n", a->what, r->bytes,
		       (double)(g_get_monotonic_time() - start) / 1e6);
		assert_in_range(r->bytes, 1, a->bytes_max);
	}
	leave(&r);
}

/* j and k held down for some 2 s: what is painted is what the line carries meanwhile, not each of the steps. */
static void
test_held_key(void **state)
{
	struct console_run *r = opened();

	(void)state;
	assert_true(console_run_until(r, "order success"));
	settle(r);
	r->bytes = 0;
	r->delay_ms = 0;
	for (int i = 0; i < HELD_KEYS; i++) {
		console_run_keys(r, i % 20 < 10 ? "j" : "k");
		console_run_for(r, KEY_REPEAT_MS);
	}
	settle(r);
	printf("%-28s %6zu bytes\n", "a key held down", r->bytes);
	assert_in_range(r->bytes, 1, HELD_BYTES_MAX);
	leave(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_actions),
		cmocka_unit_test(test_held_key),
	};
	char *folder = g_dir_make_tmp("warroom-XXXXXX", NULL);

	setlocale(LC_ALL, "C.UTF-8");
	g_setenv("LC_ALL", "C.UTF-8", TRUE);
	g_setenv("TERM", "xterm-256color", TRUE);
	g_setenv("XDG_STATE_HOME", folder, TRUE);
	g_unsetenv("NO_COLOR");
	signal(SIGPIPE, SIG_IGN);
	g_free(folder);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
