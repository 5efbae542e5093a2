/* The linear mode's rate: a storm is said in part, what presses first, and the rest is summed up. */
#include "app/plain.h"
#include "tests/unit/panel_fixture.h"

#include <locale.h>
#include <string.h>

struct world {
	struct session session;
	struct plain plain;
};

static int
set_up(void **state)
{
	struct world *w = g_new0(struct world, 1);

	w->session.room = panel_empty_room();
	w->session.clock = (struct clock_pace){ clock_real_us(), clock_real_us(), 1 };
	w->plain.c.session = &w->session;
	w->plain.out = g_string_new(NULL);
	plain_news_init(&w->plain);
	plain_news_begin(&w->plain);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	plain_news_fini(&w->plain);
	g_string_free(w->plain.out, TRUE);
	room_free(&w->session.room);
	g_free(w);
	return 0;
}

static struct view no_view;

/* So many lines of a kind happen at once; how many of them are said. */
static unsigned
said(struct world *w, unsigned n, bool presses, const char *kind, const char *text)
{
	unsigned count = 0;

	w->plain.c.view = &no_view;
	for (unsigned i = 0; i < n; i++)
		plain_news_add(&w->plain, session_now_us(&w->session), presses, kind, "%s", text);
	plain_news_look(&w->plain);
	for (const char *at = w->plain.out->str; (at = strstr(at, text)); at++)
		count++;
	return count;
}

static void
test_a_few_lines_are_all_said(void **state)
{
	struct world *w = *state;

	assert_int_equal(said(w, 10, false, "new GEN alerts", "New general"), 10);
	assert_null(strstr(w->plain.out->str, " more: "));
}

static void
test_a_storm_is_summed_up(void **state)
{
	struct world *w = *state;
	unsigned n = said(w, 500, false, "new GEN alerts", "New general");
	char *sum;

	assert_in_range(n, 10, 20);
	/* what presses is said all the same, within its own measure */
	assert_in_range(said(w, 5, true, "new URG alerts", "New urgent"), 5, 5);
	assert_in_range(said(w, 500, true, "new URG alerts", "more urgent"), 10, 30);
	assert_null(strstr(w->plain.out->str, " more: "));
	/* ten seconds later */
	w->plain.news.summed_up_us -= 11 * SEC_US;
	plain_news_look(&w->plain);
	sum = strstr(w->plain.out->str, " more: ");
	assert_non_null(sum);
	assert_non_null(strstr(sum, "new GEN alerts"));
	assert_non_null(strstr(sum, "new URG alerts"));
	/* once */
	g_string_truncate(w->plain.out, 0);
	plain_news_look(&w->plain);
	assert_null(strstr(w->plain.out->str, " more: "));
}

static void
test_the_room_waits_while_a_question_is_open(void **state)
{
	struct world *w = *state;
	struct view view = { .prompt = prompt_new("sure? ", "", NULL, NULL) };

	w->plain.c.view = &view;
	w->plain.asked_us = clock_monotonic_us();
	plain_news_add(&w->plain, session_now_us(&w->session), true, "clock", "In 5m");
	plain_news_look(&w->plain);
	assert_int_equal(w->plain.out->len, 0);
	prompt_free(&view.prompt);
	plain_news_look(&w->plain);
	assert_non_null(strstr(w->plain.out->str, "In 5m"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_few_lines_are_all_said, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_storm_is_summed_up, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_the_room_waits_while_a_question_is_open,
		                                set_up, tear_down),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
