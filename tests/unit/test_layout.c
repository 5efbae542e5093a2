/* Layouts: errors that point at the place, and panes that adapt, as one string. */
#include "tui/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const char war[] = "(countdown:2 / risks:3):4 | (alerts:4 / (budget | metrics):3):8";

static void
least(const char *panel, int *width, int *height, void *data)
{
	static const struct {
		const char *panel;
		int width, height;
	} sizes[] = { { "countdown", 42, 8 },
		      { "risks", 42, 9 },
		      { "alerts", 60, 8 },
		      { "budget", 40, 8 },
		      { "metrics", 40, 6 } };

	(void)data;
	*width = 10;
	*height = 3;
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
		if (strcmp(panel, sizes[i].panel) == 0) {
			*width = sizes[i].width;
			*height = sizes[i].height;
		}
}

static bool
known(const char *panel)
{
	return strcmp(panel, "alerts") == 0 || strcmp(panel, "risks") == 0;
}

/* "panel WxH+X+Y" for each pane. */
static void
assert_panes(const char *text, int width, int height, const char *expected)
{
	struct err e = { "" };
	struct layout *layout = layout_parse(text, NULL, &e);
	GString *got = g_string_new(NULL);
	GArray *panes;

	if (!layout)
		fail_msg("%s", e.text);
	panes = layout_panes(layout, (struct rect){ 0, 1, width, height }, least, NULL);
	for (guint i = 0; i < panes->len; i++) {
		const struct pane *pane = &g_array_index(panes, struct pane, i);

		g_string_append_printf(got, "%s%s %dx%d+%d+%d", i ? ", " : "", pane->panel,
		                       pane->at.width, pane->at.height, pane->at.x, pane->at.y);
	}
	assert_string_equal(got->str, expected);
	g_string_free(got, TRUE);
	g_array_unref(panes);
	layout_free(&layout);
}

static void
weights_share_the_screen(void **state)
{
	(void)state;
	assert_panes("a", 30, 9, "a 30x9+0+1");
	assert_panes("a | b", 80, 24, "a 40x24+0+1, b 40x24+40+1");
	assert_panes("a:1 | b:3", 80, 24, "a 20x24+0+1, b 60x24+20+1");
	assert_panes("a / b:2", 80, 24, "a 80x8+0+1, b 80x16+0+9");
	assert_panes("a / b | c", 80, 24, "a 80x12+0+1, b 40x12+0+13, c 40x12+40+13");
	assert_panes("(a / b) | c", 80, 24, "a 40x12+0+1, b 40x12+0+13, c 40x24+40+1");
	assert_panes("a|b|c", 80, 24, "a 26x24+0+1, b 27x24+26+1, c 27x24+53+1");
}

static void
nobody_gets_less_than_the_least(void **state)
{
	(void)state;
	assert_panes("a:1 | b:9", 80, 24, "a 10x24+0+1, b 70x24+10+1");
	assert_panes("alerts:1 / a:9", 80, 24, "alerts 80x8+0+1, a 80x16+0+9");
}

static void
large_screen_has_everything(void **state)
{
	(void)state;
	assert_panes(war, 200, 48,
	             "countdown 66x19+0+1, risks 66x29+0+20, alerts 134x27+66+1, "
	             "budget 67x21+66+28, metrics 67x21+133+28");
	assert_panes(war, 132, 28,
	             "countdown 44x11+0+1, risks 44x17+0+12, alerts 88x16+44+1, "
	             "budget 44x12+44+17, metrics 44x12+88+17");
}

/* Too narrow for two columns: they stack. Too low for all: countdown and alerts stay, what fits
 * beside comes back. */
static void
small_screen_keeps_what_matters(void **state)
{
	(void)state;
	assert_panes(war, 80, 22, "risks 80x9+0+1, alerts 80x13+0+10");
	assert_panes(war, 80, 40,
	             "countdown 80x8+0+1, risks 80x9+0+9, alerts 80x13+0+18, budget 40x10+0+31, "
	             "metrics 40x10+40+31");
	assert_panes(war, 61, 17, "risks 61x9+0+1, alerts 61x8+0+10");
	assert_panes(war, 50, 17, "alerts 50x17+0+1");
}

static void
panel_with_the_largest_share_always_stays(void **state)
{
	(void)state;
	assert_panes(war, 20, 5, "alerts 20x5+0+1");
	assert_panes(war, 1, 1, "alerts 1x1+0+1");
}

static void
only_the_inner_group_stacks(void **state)
{
	(void)state;
	assert_panes("countdown | (budget | metrics)", 100, 24,
	             "countdown 50x24+0+1, budget 50x12+50+1, metrics 50x12+50+13");
}

static void
error_points_at_the_place(void **state)
{
	static const char *const bad[][2] = {
		{ "", "layout: a panel is missing, at column 1:  <here> " },
		{ "alerts |", "layout: a panel is missing, at column 9: alerts | <here> " },
		{ "alerts | / risks", "layout: expected the name of a panel or '(', at column 10: "
		                      "alerts |  <here> / risks" },
		{ "alerts risks",
		  "layout: expected '|', '/' or the end, at column 8: alerts  <here> risks" },
		{ "(alerts | risks",
		  "layout: a ')' is missing, at column 16: (alerts | risks <here> " },
		{ "alerts)", "layout: a ')' without its '(', at column 7: alerts <here> )" },
		{ "alerts:x",
		  "layout: a weight is a number from 1 to 1000, at column 8: alerts: <here> x" },
		{ "alerts:0",
		  "layout: a weight is a number from 1 to 1000, at column 8: alerts: <here> 0" },
		{ "alerts:99999999999999999999",
		  "layout: a weight is a number from 1 to 1000, at column 8: "
		  "alerts: <here> 99999999999999999999" },
		{ "alerts | rsks",
		  "layout: there is no such panel, at column 10: alerts |  <here> rsks" },
		{ "预热",
		  "layout: expected the name of a panel or '(', at column 1:  <here> 预热" },
		{ "(((((((((alerts)))))))))", "layout: brackets are nested too deep, at column 9: "
		                              "(((((((( <here> (alerts)))))))))" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct err e = { "" };

		assert_null(layout_parse(bad[i][0], known, &e));
		assert_string_equal(e.text, bad[i][1]);
	}
}

static void
too_many_panels_are_refused(void **state)
{
	GString *text = g_string_new("alerts");
	struct err e = { "" };
	struct layout *layout;

	(void)state;
	for (int i = 1; i < 32; i++)
		g_string_append(text, "|alerts");
	layout = layout_parse(text->str, known, &e);
	assert_non_null(layout);
	layout_free(&layout);
	assert_null(layout);
	g_string_append(text, "|alerts");
	assert_null(layout_parse(text->str, known, &e));
	assert_non_null(strstr(e.text, "too many panels"));
	g_string_free(text, TRUE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weights_share_the_screen),
		cmocka_unit_test(nobody_gets_less_than_the_least),
		cmocka_unit_test(large_screen_has_everything),
		cmocka_unit_test(small_screen_keeps_what_matters),
		cmocka_unit_test(panel_with_the_largest_share_always_stays),
		cmocka_unit_test(only_the_inner_group_stacks),
		cmocka_unit_test(error_points_at_the_place),
		cmocka_unit_test(too_many_panels_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
