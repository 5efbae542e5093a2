/* The teams and log panels when people act: signs, hand-overs, notices, decisions, what is open. */
#include "tests/unit/panel_fixture.h"
#include "tests/unit/screen.h"

#include "panels/words.h"
#include "room/sideways.h"

#include <locale.h>

static const int sizes[][2] = { { 20, 5 }, { 40, 10 }, { 80, 24 }, { 132, 24 }, { 200, 24 } };

static void
deed(struct room *room, const struct event *said, int64_t ago_us)
{
	struct event event = *said;

	event.at_us = panel_now() - ago_us;
	apply_one(room, &event);
	apply_one(room,
	          &(struct event){ .kind = EVENT_KEPT, .at_us = event.at_us, .cause = said->id });
}

/* Somebody decides, corrects it, and signs out; a limit was missed long ago, and a team is silent. */
static struct room *
room_at_work(void)
{
	struct room *room = panel_room();
	struct risk risk = unsaid_risk("payment");

	deed(room,
	     &(struct event){ .kind = EVENT_DECIDE,
	                      .id = "d1",
	                      .person = "wang",
	                      .proof = "pin",
	                      .terminal_user = "shared",
	                      .subject = "",
	                      .text = "degrade search: the order path needs its capacity" },
	     10 * MIN_US);
	deed(room,
	     &(struct event){ .kind = EVENT_CORRECT,
	                      .id = "c1",
	                      .cause = "d1",
	                      .person = "lin",
	                      .subject = "",
	                      .text = "degrade search and reviews" },
	     9 * MIN_US);
	deed(room,
	     &(struct event){ .kind = EVENT_DUTY, .id = "s1", .person = "lin", .subject = "zhao" },
	     8 * MIN_US);
	deed(room,
	     &(struct event){ .kind = EVENT_HANDOVER,
	                      .id = "h1",
	                      .person = "wang",
	                      .subject = "tech",
	                      .target = "lin",
	                      .text = "unseen 2, seen and firing 3" },
	     7 * MIN_US);
	apply_one(room, &(struct event){ .kind = EVENT_ESCALATE,
	                                 .id = "e1",
	                                 .at_us = panel_now() - 3 * HOUR_US,
	                                 .person = "",
	                                 .subject = "am/gone",
	                                 .target = "sun",
	                                 .text = "nobody has it after 15m",
	                                 .number = 1,
	                                 .until_us = panel_now() - 3 * HOUR_US });
	risk.notify_teams = "fin";
	say_risk(room, &risk);
	apply_one(room, &(struct event){ .kind = EVENT_NOTICE,
	                                 .id = "n1",
	                                 .at_us = panel_now() - 20 * MIN_US,
	                                 .person = "",
	                                 .subject = "payment",
	                                 .target = "fin",
	                                 .text = "payment",
	                                 .until_us = panel_now() - 15 * MIN_US });
	fixture_derive(room, panel_now());
	return room;
}

static void
draw(struct panel *panel, GString *to)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		char *screen = panel_draw(panel, sizes[i][0], sizes[i][1]);

		g_string_append(to, screen);
		g_free(screen);
	}
}

static void
press(struct panel *panel, enum action action)
{
	struct intent intent;

	panel_press(panel, action, &intent);
	intent_fini(&intent);
}

/* Presses a key, and says what it intends on which one subject. */
static void
assert_intends(struct panel *panel, enum action action, enum intent_kind kind, const char *subject)
{
	struct intent intent;

	assert_int_equal(panel_press(panel, action, &intent), REACTION_INTENT);
	assert_int_equal(intent.kind, kind);
	assert_int_equal(intent.subjects->len, subject ? 1 : 0);
	if (subject)
		assert_string_equal(g_ptr_array_index(intent.subjects, 0), subject);
	intent_fini(&intent);
}

static void
test_teams(void **state)
{
	struct room *room = room_at_work();
	struct panel panel = panel_open("teams", room);
	GString *all = g_string_new(NULL);
	char *text;

	(void)state;
	draw(&panel, all);
	panel.ops->find(panel.state, &panel.ctx, "zhao", &(struct seek){ 0 });
	draw(&panel, all);
	text = panel.ops->details(panel.state, &panel.ctx);
	g_string_append(all, text);
	g_free(text);
	panel.glyphs = GLYPHS_ASCII;
	draw(&panel, all);
	assert_golden("people-teams", all->str);
	assert_intends(&panel, ACTION_DUTY, INTENT_SIGN_IN, "zhao");
	assert_intends(&panel, ACTION_HAND_OVER, INTENT_HAND_OVER, "tech");
	panel.ops->find(panel.state, &panel.ctx, "zheng", &(struct seek){ 0 });
	assert_intends(&panel, ACTION_ACK, INTENT_ANSWER, "n1");
	g_string_free(all, TRUE);
	panel_close(&panel);
	room_free(&room);
}

static void
test_log_and_what_is_open(void **state)
{
	struct room *room = room_at_work();
	struct panel panel = panel_open("log", room);
	GString *all = g_string_new(NULL);
	char *text;

	(void)state;
	panel.ops->find(panel.state, &panel.ctx, "degrade search:", &(struct seek){ 0 });
	draw(&panel, all);
	text = panel.ops->details(panel.state, &panel.ctx);
	g_string_append(all, text);
	g_free(text);
	assert_intends(&panel, ACTION_CORRECT, INTENT_CORRECT, "d1");
	assert_intends(&panel, ACTION_DONE, INTENT_CLOSE, "d1");
	assert_intends(&panel, ACTION_DECIDE, INTENT_DECIDE, NULL);
	press(&panel, ACTION_VIEW);
	draw(&panel, all);
	panel.ops->find(panel.state, &panel.ctx, "nothing", &(struct seek){ 0 });
	press(&panel, ACTION_VIEW);
	draw(&panel, all);
	assert_intends(&panel, ACTION_DONE, INTENT_DONE, "am/gone");
	press(&panel, ACTION_BACK);
	panel.ops->set_filter(panel.state, "kind:decide person:wang");
	draw(&panel, all);
	panel.ops->set_filter(panel.state, "on:payment team:fin");
	draw(&panel, all);
	assert_golden("people-log", all->str);
	g_string_free(all, TRUE);
	panel_close(&panel);
	room_free(&room);
}

/* Without blanks a row ends beside a letter, and none begins with what closes a sentence. */
static void
test_chinese_is_wrapped(void **state)
{
	struct grid *grid = grid_new(14, 6);
	struct canvas c = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);

	(void)state;
	words_calm(&c, ROLE_DIM, "还没有告警：请看日志，再试");
	assert_screen(grid, "\n\n"
	                    "   还没有告\n"
	                    "  警：请看日\n"
	                    "   志，再试\n"
	                    "\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_teams),
		cmocka_unit_test(test_log_and_what_is_open),
		cmocka_unit_test(test_chinese_is_wrapped),
		CHINESE(test_teams),
		CHINESE(test_log_and_what_is_open),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
