/* The budget panel: moves to approve with their clocks, groups, error budgets, and its keys. */
#include "tests/unit/panel_fixture.h"

#include <locale.h>
#include <stdlib.h>

static void
act(struct room *room, const struct event *said)
{
	apply_one(room, said);
	apply_one(room,
	          &(struct event){ .kind = EVENT_KEPT, .at_us = said->at_us, .cause = said->id });
}

static void
propose(struct room *room, const char *id, const char *person, const char *from, const char *to,
        int64_t ago_us)
{
	act(room, &(struct event){ .kind = EVENT_PROPOSE,
	                           .at_us = panel_now() - ago_us,
	                           .id = id,
	                           .person = person,
	                           .subject = from,
	                           .target = to,
	                           .number = 20000000,
	                           .until_us = panel_now() - ago_us + DAY_US,
	                           .text = "live rooms sell" });
}

static void
answer(struct room *room, const char *id, const char *proposal, const char *person, bool accepted)
{
	act(room, &(struct event){ .kind = EVENT_APPROVE,
	                           .at_us = panel_now() - HOUR_US,
	                           .id = id,
	                           .person = person,
	                           .cause = proposal,
	                           .accepted = accepted });
}

/* An order path that burns its budget fast since half an hour. */
static void
add_objective(struct room *room)
{
	struct metric ok = unsaid_metric("orders_ok");
	struct objective o = {
		.id = "orders", .title = "order path 下单", .target = 0.999, .ratio = "orders_ok"
	};

	say_metric(room, &ok);
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_OBJECTIVE, .objective = &o });
	for (int64_t min = 240; min >= 0; min--)
		sample(room, "orders_ok", panel_now() - min * MIN_US, min < 90 ? 97 : 99.95);
}

/* One that waits for two teams, one of the rule that nobody answered and that is nearly over, and one
 * that was refused. */
static struct room *
room_with_moves(void)
{
	struct room *room = panel_room();

	propose(room, "p1", "wu", "gifts", "promo", 2 * HOUR_US);
	answer(room, "a1", "p1", "zheng", true);
	propose(room, "p2", "", "brand", "ads", 23 * HOUR_US);
	propose(room, "p3", "lin", "kol", "stock", 5 * HOUR_US);
	answer(room, "a3", "p3", "chen", false);
	add_objective(room);
	return room;
}

static void
test_golden(void **state)
{
	static const int sizes[][2] = {
		{ 200, 50 }, { 132, 40 }, { 80, 24 }, { 56, 9 }, { 30, 5 }
	};
	struct room *room = room_with_moves();

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct panel panel = panel_open("budget", room);
		char *screen = panel_draw(&panel, sizes[i][0], sizes[i][1]);
		char *name = g_strdup_printf("budget-moves-%dx%d", sizes[i][0], sizes[i][1]);

		assert_golden(name, screen);
		g_free(name);
		g_free(screen);
		panel_close(&panel);
	}
	room_free(&room);
}

static void
press(struct panel *panel, enum action action)
{
	struct intent intent;

	assert_int_equal(panel_press(panel, action, &intent), REACTION_DRAW);
	intent_fini(&intent);
}

static void
test_golden_ascii_by_team(void **state)
{
	struct room *room = room_with_moves();
	struct panel panel = panel_open("budget", room);
	char *screen;

	(void)state;
	panel.glyphs = GLYPHS_ASCII;
	press(&panel, ACTION_SORT);
	screen = panel_draw(&panel, 100, 30);
	assert_non_null(strstr(screen, "by teams"));
	assert_golden("budget-teams-ascii-100x30", screen);
	g_free(screen);
	panel_close(&panel);
	room_free(&room);
}

static void
assert_acts_on(struct panel *panel, enum action action, enum intent_kind kind, const char *subject)
{
	struct intent intent;

	assert_int_equal(panel_press(panel, action, &intent), REACTION_INTENT);
	assert_int_equal(intent.kind, kind);
	if (subject)
		assert_string_equal(intent.subjects->pdata[0], subject);
	intent_fini(&intent);
}

static void
test_keys_act_on_the_selected_row(void **state)
{
	struct room *room = room_with_moves();
	struct panel panel = panel_open("budget", room);

	(void)state;
	g_free(panel_draw(&panel, 132, 40));
	assert_acts_on(&panel, ACTION_SIGN, INTENT_APPROVE, "p1");
	assert_acts_on(&panel, ACTION_MOVE, INTENT_MESSAGE, NULL); /* it is no line */
	assert_true(panel.ops->find(panel.state, &panel.ctx, "brand", &(struct seek){ 0 }));
	assert_acts_on(&panel, ACTION_REFUSE, INTENT_OPPOSE, "p2");
	assert_true(panel.ops->find(panel.state, &panel.ctx, "logistics", &(struct seek){ 0 }));
	assert_acts_on(&panel, ACTION_MOVE, INTENT_PROPOSE, "logistics");
	assert_acts_on(&panel, ACTION_SIGN, INTENT_MESSAGE, NULL);
	press(&panel, ACTION_SORT); /* a team has no money of its own to move */
	g_free(panel_draw(&panel, 132, 40));
	assert_acts_on(&panel, ACTION_MOVE, INTENT_MESSAGE, NULL);
	panel_close(&panel);
	room_free(&room);
}

/* In a pane too small for the lines the keys are the proposals'. */
static void
test_small_pane_still_approves(void **state)
{
	struct room *room = room_with_moves();
	struct panel panel = panel_open("budget", room);
	char *screen = panel_draw(&panel, 56, 9);

	(void)state;
	assert_non_null(strstr(screen, "move ¥200k gifts > promotion"));
	assert_acts_on(&panel, ACTION_SIGN, INTENT_APPROVE, "p1");
	press(&panel, ACTION_BOTTOM);
	assert_acts_on(&panel, ACTION_SIGN, INTENT_APPROVE, "p3");
	g_free(screen);
	panel_close(&panel);
	room_free(&room);
}

static void
test_details_tell_who_answered(void **state)
{
	struct room *room = room_with_moves();
	struct panel panel = panel_open("budget", room);
	char *text;

	(void)state;
	g_free(panel_draw(&panel, 132, 40));
	text = panel.ops->details(panel.state, &panel.ctx);
	assert_non_null(strstr(text, "200,000.00"));
	assert_non_null(strstr(text, "approved by zheng"));
	assert_non_null(strstr(text, "has not answered"));
	g_free(text);
	panel_close(&panel);
	room_free(&room);
}

/* A line that was reported more than 24 hours ago says so by a sign. */
static void
test_stale_actual_is_marked(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("budget", room);
	char *screen;

	(void)state;
	panel.ctx.now_us = panel_now() + 2 * DAY_US;
	screen = panel_draw(&panel, 200, 50);
	assert_non_null(strstr(screen, "as of 10-24 07:30!"));
	assert_non_null(strstr(screen, "10-24 07:30! "));
	g_free(screen);
	panel_close(&panel);
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_golden_ascii_by_team),
		cmocka_unit_test(test_keys_act_on_the_selected_row),
		cmocka_unit_test(test_small_pane_still_approves),
		cmocka_unit_test(test_details_tell_who_answered),
		cmocka_unit_test(test_stale_actual_is_marked),
		CHINESE(test_golden),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
