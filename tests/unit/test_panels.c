/* Panels: what they show of a whole room, at several sizes, and what their keys give back. */
#include "tests/unit/panel_fixture.h"

#include "panels/panels.h"

#include <locale.h>
#include <stdlib.h>

static void press(struct panel *panel, enum action action);

static const int sizes[][2] = { { 80, 24 }, { 120, 40 }, { 200, 50 }, { 40, 10 }, { 20, 5 } };

static void
test_golden(void **state)
{
	struct room *room = panel_room();

	(void)state;
	for (const struct panel_ops *const *ops = panels; *ops; ops++)
		for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
			struct panel panel = panel_open((*ops)->name, room);
			char *screen = panel_draw(&panel, sizes[i][0], sizes[i][1]);
			char *name =
			    g_strdup_printf("%s-%dx%d", (*ops)->name, sizes[i][0], sizes[i][1]);

			assert_golden(name, screen);
			g_free(name);
			g_free(screen);
			panel_close(&panel);
		}
	room_free(&room);
}

/* GMV with last year, its pace and indicators; conversion with an hour that nobody measured. */
static struct room *
room_with_courses(void)
{
	struct room *room = panel_room();
	struct metric gmv = unsaid_metric("gmv"), success = unsaid_metric("order_success");
	struct point *points = g_new(struct point, 400);
	struct event history = { .kind = EVENT_HISTORY, .points = points, .at_us = panel_now() };

	gmv.weight = 3;
	gmv.baseline = 160e6;
	gmv.benchmark = 180e6;
	success.weight = 1;
	success.baseline = 99.2;
	success.group = "experience";
	say_metric(room, &gmv);
	say_metric(room, &success);
	for (int i = 0; i < 39; i++)
		points[i] = (struct point){ at("2026-09-15") + i * DAY_US, i * 3e6 };
	history.subject = "gmv";
	history.target = HISTORY_EVENT;
	history.n_points = 39;
	apply_one(room, &history);
	for (int i = 0; i < 240; i++)
		points[i] =
		    (struct point){ panel_now() - (360 - i) * MIN_US, 3.1 + 0.1 * (i % 60 < 30) };
	history.subject = "conversion";
	history.target = "";
	history.n_points = 240;
	apply_one(room, &history);
	g_free(points);
	return room;
}

static void
press(struct panel *panel, enum action action)
{
	struct intent intent;

	assert_int_equal(panel_press(panel, action, &intent), REACTION_DRAW);
	intent_fini(&intent);
}

/* Selects the first row that contains text. */
static void
select_row(struct panel *panel, const char *text)
{
	assert_true(panel->ops->find(panel->state, &panel->ctx, text, &(struct seek){ 0 }));
}

/* One view of the metrics at each size, and in ASCII. */
static void
assert_metrics_golden(struct panel *panel, const char *view)
{
	static const int views[][2] = { { 80, 24 }, { 200, 50 } };

	for (int i = 0; i < 3; i++) {
		const int *size = views[i % 2];
		char *name = g_strdup_printf("metrics-%s-%dx%d%s", view, size[0], size[1],
		                             i == 2 ? "-ascii" : ""),
		     *screen;

		panel->glyphs = i == 2 ? GLYPHS_ASCII : GLYPHS_UTF8;
		screen = panel_draw(panel, size[0], size[1]);
		assert_golden(name, screen);
		g_free(screen);
		g_free(name);
	}
	panel->glyphs = GLYPHS_UTF8;
}

static void
test_golden_metric_chart(void **state)
{
	struct room *room = room_with_courses();
	struct panel panel = panel_open("metrics", room);

	(void)state;
	assert_metrics_golden(&panel, "list");
	select_row(&panel, "conversion");
	press(&panel, ACTION_DETAILS);
	assert_metrics_golden(&panel, "chart");
	select_row(&panel, "GMV");
	for (int i = 0; i < 3; i++)
		press(&panel, ACTION_SPAN_LONGER);
	g_free(panel_draw(&panel, 80, 24));
	for (int i = 0; i < 12; i++)
		press(&panel, ACTION_LEFT);
	assert_metrics_golden(&panel, "event");
	press(&panel, ACTION_EVALUATE);
	assert_metrics_golden(&panel, "scheme");
	panel_close(&panel);
	room_free(&room);
}

static void
test_the_way_into_a_chart_and_back(void **state)
{
	struct room *room = room_with_courses();
	struct panel panel = panel_open("metrics", room);
	struct intent intent;
	char *screen;

	(void)state;
	select_row(&panel, "conversion");
	press(&panel, ACTION_DETAILS);
	/* In the chart the console shows the details. */
	assert_int_equal(panel_press(&panel, ACTION_DETAILS, &intent), REACTION_PASS);
	intent_fini(&intent);
	g_free(panel_draw(&panel, 100, 30));
	press(&panel, ACTION_LEFT);
	screen = panel_draw(&panel, 100, 30);
	assert_non_null(strstr(screen, "10-24 07:53:58  3.18 %")); /* the newest point */
	g_free(screen);
	/* 06:00 lies in the gap: half an hour of 6 hours is 8 of 94 columns. */
	for (int i = 0; i < 22; i++)
		press(&panel, ACTION_LEFT);
	screen = panel_draw(&panel, 100, 30);
	assert_non_null(strstr(screen, "nothing was measured"));
	g_free(screen);
	press(&panel, ACTION_BACK); /* the cursor, then the chart */
	press(&panel, ACTION_BACK);
	assert_int_equal(panel_press(&panel, ACTION_BACK, &intent), REACTION_PASS);
	intent_fini(&intent);
	panel_close(&panel);
	room_free(&room);
}

/* The further views of the risks panel, one risk triggered and one about to be. */
static void
test_golden_views_of_risks(void **state)
{
	static const char *const names[] = { "matrix", "costs", "map", "checks" };
	struct room *room = panel_room();
	GString *all = g_string_new(NULL);

	(void)state;
	panel_trigger_risks(room);
	for (int ascii = 0; ascii < 2; ascii++)
		for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
			struct panel panel = panel_open("risks", room);

			g_string_truncate(all, 0);
			panel.glyphs = ascii ? GLYPHS_ASCII : GLYPHS_UTF8;
			for (size_t view = 0; view < G_N_ELEMENTS(names); view++) {
				char *screen =
				    panel_draw(&panel, sizes[i][0], MIN(sizes[i][1], 24));

				g_string_append(all, screen);
				g_free(screen);
				press(&panel, ACTION_VIEW);
			}
			if (!ascii || i == 0) {
				char *name = g_strdup_printf("risks-views-%d%s", sizes[i][0],
				                             ascii ? "-ascii" : "");

				assert_golden(name, all->str);
				g_free(name);
			}
			panel_close(&panel);
		}
	g_string_free(all, TRUE);
	room_free(&room);
}

static void
test_golden_without_data(void **state)
{
	struct room *room = panel_empty_room();
	GString *all = g_string_new(NULL);

	(void)state;
	for (const struct panel_ops *const *ops = panels; *ops; ops++) {
		struct panel panel = panel_open((*ops)->name, room);
		char *screen = panel_draw(&panel, 60, 7);

		g_string_append(all, screen);
		g_free(screen);
		panel_close(&panel);
	}
	assert_golden("empty-60x7", all->str);
	g_string_free(all, TRUE);
	room_free(&room);
}

static void
say_of_phase(struct room *room, enum event_kind kind, const char *id, const char *phase,
             int64_t at_us)
{
	apply_one(room, &(struct event){ .kind = kind,
	                                 .id = id,
	                                 .subject = phase,
	                                 .person = "zhou",
	                                 .text = "payment is down",
	                                 .at_us = at_us,
	                                 .accepted = true });
	apply_one(room, &(struct event){ .kind = EVENT_KEPT, .cause = id, .at_us = at_us });
}

/* Held for ten minutes before the boundary, then entered although a gate is open. */
static void
test_golden_of_a_hold_and_a_red_entry(void **state)
{
	static const int held[][2] = { { 40, 10 }, { 80, 24 }, { 120, 40 } };
	struct room *room = panel_room();
	GString *all = g_string_new(NULL);

	(void)state;
	say_of_phase(room, EVENT_HOLD, "h", "conversion", panel_now());
	for (size_t i = 0; i < 2 * G_N_ELEMENTS(held); i++) {
		struct panel panel = panel_open("countdown", room);
		char *screen;

		panel.glyphs = i % 2 ? GLYPHS_ASCII : GLYPHS_UTF8;
		panel.ctx.now_us += 10 * MIN_US;
		screen = panel_draw(&panel, held[i / 2][0], held[i / 2][1]);
		g_string_append(all, screen);
		g_free(screen);
		panel_close(&panel);
	}
	assert_golden("countdown-held", all->str);
	g_string_truncate(all, 0);
	say_of_phase(room, EVENT_RESUME, "r", "conversion", panel_now() + 10 * MIN_US);
	say_of_phase(room, EVENT_PHASE, "s", "clearance", panel_now() + 17 * MIN_US);
	for (size_t i = 0; i < G_N_ELEMENTS(held); i++) {
		struct panel panel = panel_open("countdown", room);
		char *screen;

		panel.ctx.now_us += 30 * MIN_US;
		screen = panel_draw(&panel, held[i][0], held[i][1]);
		g_string_append(all, screen);
		g_free(screen);
		panel_close(&panel);
	}
	assert_golden("countdown-red", all->str);
	g_string_free(all, TRUE);
	room_free(&room);
}

static void
test_ascii_has_no_other_signs_of_its_own(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("metrics", room);
	char *screen;

	(void)state;
	panel.glyphs = GLYPHS_ASCII;
	screen = panel_draw(&panel, 80, 12);
	assert_non_null(strstr(screen, ">=200"));
	assert_null(strstr(screen, "≥"));
	assert_null(strstr(screen, "✓"));
	g_free(screen);
	panel_close(&panel);
	room_free(&room);
}

static void
draw_everything_at(const struct room *room, int width, int height)
{
	for (const struct panel_ops *const *ops = panels; *ops; ops++) {
		struct panel panel = panel_open((*ops)->name, room);

		for (int key = 1; key < ACTION_COUNT; key++) {
			struct intent intent;

			panel_press(&panel, (enum action)key, &intent);
			intent_fini(&intent);
		}
		g_free(panel_draw(&panel, width, height));
		panel_close(&panel);
	}
}

static void
test_any_size_and_key(void **state)
{
	struct room *full = panel_room(), *empty = panel_empty_room(), *bare = room_new();

	(void)state;
	for (int width = 1; width <= 70; width += width < 8 ? 1 : 9)
		for (int height = 1; height <= 26; height += height < 8 ? 1 : 6) {
			draw_everything_at(full, width, height);
			draw_everything_at(empty, width, height);
			draw_everything_at(bare, width, height);
		}
	room_free(&full);
	room_free(&empty);
	room_free(&bare);
}

static void
look(struct panel *panel)
{
	g_free(panel_draw(panel, 100, 20));
}

/* The only subject of the intent that a key gives. */
static void
assert_acts_on(struct panel *panel, enum action action, enum intent_kind kind, const char *subject)
{
	struct intent intent;

	assert_int_equal(panel_press(panel, action, &intent), REACTION_INTENT);
	assert_int_equal(intent.kind, kind);
	assert_int_equal(intent.subjects->len, 1);
	assert_string_equal(g_ptr_array_index(intent.subjects, 0), subject);
	assert_false(intent.ask);
	intent_fini(&intent);
}

static void
test_selection_stays_on_its_alert(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("alerts", room);

	(void)state;
	look(&panel);
	assert_acts_on(&panel, ACTION_ACK, INTENT_ACK, "am/f1");
	select_row(&panel, "StockOut");
	assert_acts_on(&panel, ACTION_ACK, INTENT_ACK, "am/f3");
	/* A more pressing one comes in above, and the key still means the row that it was on. */
	panel_alert(room, "f9", "CrawlerAttack", "3 sites", "critical", "tech",
	            panel_now() - 10 * MIN_US);
	assert_acts_on(&panel, ACTION_SILENCE, INTENT_SILENCE, "am/f3");
	look(&panel);
	assert_acts_on(&panel, ACTION_DONE, INTENT_DONE, "am/f3");
	panel_close(&panel);
	room_free(&room);
}

static void
test_key_does_not_hit_the_row_that_took_the_place(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("alerts", room);
	struct intent intent;

	(void)state;
	look(&panel);
	select_row(&panel, "StockOut");
	look(&panel);
	apply_one(room, &(struct event){ .kind = EVENT_ALERT_GONE,
	                                 .source = "am",
	                                 .subject = "am/f3",
	                                 .at_us = panel_now() });
	assert_int_equal(panel_press(&panel, ACTION_ACK, &intent), REACTION_INTENT);
	assert_int_equal(intent.kind, INTENT_MESSAGE);
	intent_fini(&intent);
	look(&panel);
	assert_int_equal(panel_press(&panel, ACTION_ACK, &intent), REACTION_INTENT);
	assert_int_equal(intent.kind, INTENT_MESSAGE);
	intent_fini(&intent);
	panel.ctx.now_us += SEC_US;
	assert_acts_on(&panel, ACTION_ACK, INTENT_ACK, "am/f4");
	panel_close(&panel);
	room_free(&room);
}

static void
test_marks_are_acted_on_and_end_with_the_action(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("alerts", room);
	struct intent intent;

	(void)state;
	look(&panel);
	press(&panel, ACTION_MARK); /* f1 */
	select_row(&panel, "StockOut");
	press(&panel, ACTION_MARK);
	assert_int_equal(panel_press(&panel, ACTION_ACK, &intent), REACTION_INTENT);
	assert_int_equal(intent.kind, INTENT_ACK);
	assert_int_equal(intent.subjects->len, 2);
	assert_string_equal(g_ptr_array_index(intent.subjects, 0), "am/f1");
	assert_string_equal(g_ptr_array_index(intent.subjects, 1), "am/f3");
	assert_true(intent.ask);
	intent_fini(&intent);
	/* f1 is acknowledged: its mark ends, the other stays, and it is not under the cursor. */
	panel_ack(room, "b1", "f1", "lin", panel_now());
	look(&panel);
	assert_int_equal(panel_press(&panel, ACTION_ACK, &intent), REACTION_INTENT);
	assert_int_equal(intent.subjects->len, 1);
	assert_string_equal(g_ptr_array_index(intent.subjects, 0), "am/f3");
	assert_true(intent.ask);
	intent_fini(&intent);
	press(&panel, ACTION_BACK);
	assert_int_equal(panel_press(&panel, ACTION_BACK, &intent), REACTION_PASS);
	intent_fini(&intent);
	panel_close(&panel);
	room_free(&room);
}

static void
test_ack_all_takes_what_nobody_has(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("alerts", room);
	struct intent intent;

	(void)state;
	panel.ops->set_filter(panel.state, "unseen tier:general");
	assert_int_equal(panel_press(&panel, ACTION_ACK_ALL, &intent), REACTION_INTENT);
	assert_int_equal(intent.kind, INTENT_ACK);
	assert_int_equal(intent.subjects->len, 2);
	assert_true(intent.ask);
	intent_fini(&intent);
	panel_close(&panel);
	room_free(&room);
}

/* How many alerts a filter leaves, counted by their tiers' names on the screen. */
static unsigned
rows_with(struct panel *panel, const char *filter)
{
	unsigned n = 0;
	char *screen, **lines;

	panel->ops->set_filter(panel->state, filter);
	screen = panel_draw(panel, 120, 30);
	lines = g_strsplit(screen, "\n", -1);
	for (char **line = lines + 1; *line; line++)
		n += strstr(*line, " URG ") || strstr(*line, " KEY ") || strstr(*line, " GEN ");
	g_strfreev(lines);
	g_free(screen);
	return n;
}

static void
test_filter_words(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("alerts", room);

	(void)state;
	assert_int_equal(rows_with(&panel, ""), 8);
	assert_int_equal(rows_with(&panel, "tier:urgent"), 2);
	assert_int_equal(rows_with(&panel, "team:tech"), 3);
	assert_int_equal(rows_with(&panel, "team:tech tier:key"), 1);
	assert_int_equal(rows_with(&panel, "risk:payment"), 1);
	assert_int_equal(rows_with(&panel, "person:xu"), 1);
	assert_int_equal(rows_with(&panel, "source:am 直播间"), 1);
	assert_int_equal(rows_with(&panel, "no such words"), 0);
	assert_string_equal(panel.ops->filter(panel.state), "no such words");
	panel_close(&panel);
	room_free(&room);
}

static void
test_gate_keys_mean_the_selected_gate(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("countdown", room);

	(void)state;
	look(&panel);
	assert_acts_on(&panel, ACTION_SIGN, INTENT_SIGN, "load");
	press(&panel, ACTION_DOWN);
	look(&panel);
	/* It moves among the signed ones when it is signed, and the selection with it. */
	apply_one(room, &(struct event){ .kind = EVENT_GATE,
	                                 .id = "g1",
	                                 .subject = "courier",
	                                 .person = "sun",
	                                 .accepted = true,
	                                 .at_us = panel_now() });
	look(&panel);
	assert_acts_on(&panel, ACTION_REFUSE, INTENT_REFUSE, "courier");
	panel_close(&panel);
	room_free(&room);
}

static void
test_phase_keys(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("countdown", room);
	struct intent intent;
	struct person sun = unsaid_person("sun", "logis");

	(void)state;
	look(&panel);
	assert_acts_on(&panel, ACTION_HOLD, INTENT_HOLD, "conversion");
	panel_press(&panel, ACTION_RESUME, &intent);
	assert_string_equal(intent.text, "no phase is held");
	intent_fini(&intent);
	say_of_phase(room, EVENT_HOLD, "h", "peak", panel_now());
	assert_acts_on(&panel, ACTION_RESUME, INTENT_RESUME, "peak");
	select_row(&panel, "roll call clearance suppl");
	panel.ctx.person = "sun"; /* of another team, and no lead */
	say_person(room, &sun);
	assert_int_equal(panel_press(&panel, ACTION_SIGN, &intent), REACTION_INTENT);
	assert_int_equal(intent.kind, INTENT_MESSAGE);
	intent_fini(&intent);
	panel.ctx.person = "he";
	assert_int_equal(panel_press(&panel, ACTION_SIGN, &intent), REACTION_INTENT);
	assert_int_equal(intent.kind, INTENT_GO);
	assert_string_equal(intent.target, "supply");
	assert_string_equal(g_ptr_array_index(intent.subjects, 0), "clearance");
	intent_fini(&intent);
	assert_acts_on(&panel, ACTION_REFUSE, INTENT_NO_GO, "clearance");
	panel_close(&panel);
	room_free(&room);
}

/* Words that were typed and taken back cost nobody the place in the list. */
static void
test_a_filter_gives_the_selection_back(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("alerts", room);
	struct intent intent;
	char *before, *after;

	(void)state;
	rows_with(&panel, "");
	panel_press(&panel, ACTION_DOWN, &intent);
	intent_fini(&intent);
	before = panel.ops->details(panel.state, &panel.ctx);
	rows_with(&panel, "tier:general");
	rows_with(&panel, "no such words");
	rows_with(&panel, "");
	after = panel.ops->details(panel.state, &panel.ctx);
	assert_string_equal(after, before);
	g_free(before);
	g_free(after);
	panel_close(&panel);
	room_free(&room);
}

static void
test_risk_filters_the_alerts(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("risks", room);
	struct intent intent;

	(void)state;
	select_row(&panel, "支付");
	assert_int_equal(panel_press(&panel, ACTION_ALERTS_OF, &intent), REACTION_INTENT);
	assert_int_equal(intent.kind, INTENT_FILTER);
	assert_string_equal(intent.panel, "alerts");
	assert_string_equal(intent.text, "risk:payment");
	intent_fini(&intent);
	panel_close(&panel);
	room_free(&room);
}

/* The first row's risk, in each order. */
static void
test_risk_orders(void **state)
{
	static const char *const first[] = { "order_path", "payment", "order_path", "order_path" };
	struct room *room = panel_room();
	struct panel panel = panel_open("risks", room);
	struct intent intent;

	(void)state;
	panel_trigger_risks(room);
	for (size_t i = 0; i < G_N_ELEMENTS(first); i++) {
		char *expected = g_strdup_printf("risk:%s", first[i]);

		press(&panel, ACTION_TOP);
		assert_int_equal(panel_press(&panel, ACTION_ALERTS_OF, &intent), REACTION_INTENT);
		assert_string_equal(intent.text, expected);
		intent_fini(&intent);
		press(&panel, ACTION_SORT);
		g_free(expected);
	}
	panel_close(&panel);
	room_free(&room);
}

static void
test_risk_details_follow_the_chain(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("risks", room);
	char *text;

	(void)state;
	panel_trigger_risks(room);
	select_row(&panel, "支付");
	text = panel.ops->details(panel.state, &panel.ctx);
	assert_non_null(strstr(text, "TRIGGERED 07:24, began 07:19: payment p99 8.20s > 4.00s"));
	assert_non_null(strstr(text, "clock: 01:30:00 left at the low cost"));
	assert_non_null(strstr(text, "1 firing"));
	assert_non_null(strstr(text, "who answers now:"));
	g_free(text);
	panel_close(&panel);
	room_free(&room);
}

static void
test_log_follows_until_scrolled(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("log", room);
	char title[160], *details, *after;

	(void)state;
	look(&panel);
	press(&panel, ACTION_UP);
	details = panel.ops->details(panel.state, &panel.ctx);
	panel_alert(room, "f9", "CrawlerAttack", "3 sites", "critical", "tech", panel_now());
	look(&panel);
	after = panel.ops->details(panel.state, &panel.ctx);
	assert_string_equal(details, after);
	g_free(after);
	g_free(details);
	panel.ops->head(panel.state, &panel.ctx, title, sizeof(title));
	assert_non_null(strstr(title, "2 newer"));
	press(&panel, ACTION_BOTTOM);
	details = panel.ops->details(panel.state, &panel.ctx);
	assert_non_null(strstr(details, "CrawlerAttack"));
	g_free(details);
	panel_close(&panel);
	room_free(&room);
}

static void
test_details_tell_everything(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("alerts", room);
	char *text;

	(void)state;
	select_row(&panel, "CourierLate");
	text = panel.ops->details(panel.state, &panel.ctx);
	assert_non_null(strstr(text, "403 the token may not create silences"));
	assert_non_null(strstr(text, "instance = web-07"));
	assert_non_null(strstr(text, "risk: courier"));
	assert_non_null(strstr(text, "2026-10-24 07:37:20 CST"));
	g_free(text);
	panel_close(&panel);
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_golden_metric_chart),
		cmocka_unit_test(test_the_way_into_a_chart_and_back),
		cmocka_unit_test(test_golden_views_of_risks),
		cmocka_unit_test(test_risk_orders),
		cmocka_unit_test(test_risk_details_follow_the_chain),
		cmocka_unit_test(test_golden_without_data),
		cmocka_unit_test(test_golden_of_a_hold_and_a_red_entry),
		cmocka_unit_test(test_ascii_has_no_other_signs_of_its_own),
		cmocka_unit_test(test_any_size_and_key),
		cmocka_unit_test(test_selection_stays_on_its_alert),
		cmocka_unit_test(test_key_does_not_hit_the_row_that_took_the_place),
		cmocka_unit_test(test_marks_are_acted_on_and_end_with_the_action),
		cmocka_unit_test(test_ack_all_takes_what_nobody_has),
		cmocka_unit_test(test_filter_words),
		cmocka_unit_test(test_gate_keys_mean_the_selected_gate),
		cmocka_unit_test(test_phase_keys),
		cmocka_unit_test(test_a_filter_gives_the_selection_back),
		cmocka_unit_test(test_risk_filters_the_alerts),
		cmocka_unit_test(test_log_follows_until_scrolled),
		cmocka_unit_test(test_details_tell_everything),
		CHINESE(test_golden),
		CHINESE(test_golden_metric_chart),
		CHINESE(test_golden_views_of_risks),
		CHINESE(test_golden_without_data),
		CHINESE(test_golden_of_a_hold_and_a_red_entry),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
