/* The feed while alerts storm: a key means the row that was seen, and no urgent alert is lost. */
#include "tests/unit/panel_fixture.h"

#include "room/feed.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { REORDERS = 1000, ALERTS = 60, WIDTH = 120, HEIGHT = 24 };

static const char *const severities[] = { "critical", "warning", "info" };

static void
show(struct room *room, unsigned id, const char *severity, int64_t at_us)
{
	char fingerprint[16], summary[32];

	snprintf(fingerprint, sizeof fingerprint, "%u", id);
	snprintf(summary, sizeof summary, "row=%u.", id);
	panel_alert(room, fingerprint, "OrderSuccessLow", summary, severity, "tech", at_us);
}

static void
hide(struct room *room, unsigned id, int64_t at_us)
{
	char key[24];

	snprintf(key, sizeof key, "am/%u", id);
	apply_one(room,
	          &(struct event){ .kind = EVENT_ALERT_GONE, .at_us = at_us, .subject = key });
}

/* The key of the alert on the row with the cursor; "" when there is none. */
static void
seen_at_cursor(const char *screen, char key[24])
{
	const char *cursor = strstr(screen, "▶"), *row = cursor ? strstr(cursor, "row=") : NULL;

	*key = '\0';
	if (row && row < strchr(cursor, '\n'))
		snprintf(key, 24, "am/%d", atoi(row + strlen("row=")));
}

static void
look(struct panel *panel, char key[24])
{
	char *screen = panel_draw(panel, WIDTH, HEIGHT);

	seen_at_cursor(screen, key);
	g_free(screen);
}

/* Others act, and the source shows something else: rows come, go and change their places. */
static void
reorder(struct room *room, GRand *rand, int64_t now_us)
{
	for (int n = g_rand_int_range(rand, 1, 12); n > 0; n--) {
		unsigned id = (unsigned)g_rand_int_range(rand, 0, ALERTS);
		int64_t at_us = now_us - g_rand_int_range(rand, 0, 30) * MIN_US;

		if (g_rand_int_range(rand, 0, 4) == 0)
			hide(room, id, now_us);
		else
			show(room, id, severities[g_rand_int_range(rand, 0, 3)], at_us);
	}
}

static void
move(struct panel *panel, GRand *rand)
{
	static const enum action moves[] = { ACTION_DOWN,      ACTION_DOWN, ACTION_UP,
		                             ACTION_PAGE_DOWN, ACTION_TOP,  ACTION_BOTTOM };
	struct intent intent;

	panel_press(panel, moves[g_rand_int_range(rand, 0, G_N_ELEMENTS(moves))], &intent);
	intent_fini(&intent);
}

/* The key that means one row: it acts on the one that was seen, or it says why it does not. */
static void
acknowledge(struct panel *panel, const char *seen, bool must_act)
{
	struct intent intent;

	panel_press(panel, ACTION_ACK, &intent);
	if (intent.kind == INTENT_ACK) {
		assert_int_equal(intent.subjects->len, 1);
		assert_string_equal(intent.subjects->pdata[0], seen);
	} else {
		assert_int_equal(intent.kind, INTENT_MESSAGE);
		assert_false(must_act);
	}
	intent_fini(&intent);
}

/* The key that asks first: what was captured at the first key is what the second one confirms. */
static void
acknowledge_marked(struct panel *panel, struct room *room, GRand *rand, const char *seen)
{
	struct intent mark, intent;

	panel_press(panel, ACTION_MARK, &mark);
	panel_press(panel, ACTION_ACK, &intent);
	assert_int_equal(intent.kind, INTENT_ACK);
	reorder(room, rand, panel->ctx.now_us);
	assert_int_equal(intent.subjects->len, 1);
	assert_string_equal(intent.subjects->pdata[0], seen);
	intent_fini(&intent);
	intent_fini(&mark);
	panel_press(panel, ACTION_BACK, &intent);
	intent_fini(&intent);
}

static void
reordering_never_moves_an_acknowledgement(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("alerts", room);
	GRand *rand = g_rand_new_with_seed(39);
	int acted = 0;

	(void)state;
	for (unsigned id = 0; id < ALERTS; id++)
		show(room, id, severities[id % 3], panel.ctx.now_us - id * SEC_US);
	for (int i = 0; i < REORDERS; i++) {
		char seen[24], later[24];

		panel.ctx.now_us += SEC_US;
		look(&panel, later);
		move(&panel, rand);
		look(&panel, seen);
		panel.ctx.now_us += SEC_US;
		if (*seen && i % 4 == 0) {
			acknowledge_marked(&panel, room, rand, seen);
			acted++;
			continue;
		}
		reorder(room, rand, panel.ctx.now_us);
		/* a frame may come between, too late to be read before the key is pressed */
		if (i % 3 == 0) {
			look(&panel, later);
			panel.ctx.now_us += 50 * MSEC_US;
		}
		if (!*seen)
			continue;
		acted += room_alert(room, seen) != NULL;
		acknowledge(&panel, seen, room_alert(room, seen) != NULL);
	}
	assert_true(acted > REORDERS / 2);
	panel_close(&panel);
	g_rand_free(rand);
	room_free(&room);
}

/* Ten thousand alerts, and for ten minutes a hundred new ones a second while as many go: every
 * tenth is urgent, and some of these go within the second in which they came. */
static void
no_urgent_alert_is_dropped_in_a_storm(void **state)
{
	enum {
		FIRST = 10000,
		SECONDS = 600,
		A_SECOND = 100,
		URGENT_OF = 10,
		MEMORY_KB = 128 * 1024
	};
	struct room *room = panel_room();
	struct panel panel = panel_open("alerts", room);
	unsigned came = 0, went = 0, urgent = 0, before;
	struct alert_counts counts;
	const struct feed_filter urgent_only = { .tier = "urgent", .text = "row=" };
	struct rusage use;
	GPtrArray *feed;

	(void)state;
	before = room_alert_counts(room, panel.ctx.now_us).unseen_by_rank[1];
	for (; came < FIRST; came++)
		show(room, came, severities[1 + came % 2], panel.ctx.now_us);
	for (int second = 0; second < SECONDS; second++) {
		char seen[24];

		panel.ctx.now_us += SEC_US;
		for (int i = 0; i < A_SECOND; i++, came++) {
			bool is_urgent = came % URGENT_OF == 0;

			show(room, came, severities[is_urgent ? 0 : 1 + came % 2],
			     panel.ctx.now_us);
			urgent += is_urgent;
			if (came % (3 * URGENT_OF) == 0)
				hide(room, came, panel.ctx.now_us);
		}
		for (int i = 0; i < A_SECOND; i++)
			hide(room, went++, panel.ctx.now_us);
		fixture_derive(room, panel.ctx.now_us);
		look(&panel, seen);
	}
	counts = room_alert_counts(room, panel.ctx.now_us);
	/* the room itself may have found something, too */
	assert_true(counts.unseen_by_rank[1] >= before + urgent);
	feed = room_feed(room, &urgent_only, panel.ctx.now_us);
	assert_int_equal(feed->len, urgent);
	g_ptr_array_unref(feed);
	getrusage(RUSAGE_SELF, &use);
	print_message("%u alerts came, %u of them urgent; at most %ld KiB\n", came, urgent,
	              use.ru_maxrss);
#if !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
	assert_true(use.ru_maxrss <= MEMORY_KB);
#endif
	panel_close(&panel);
	room_free(&room);
}

/* What the last search came to. */
static struct seek found;

/* The console's loop: goes on until nothing is left. */
static enum work
work_off(struct panel *panel)
{
	enum work work;

	while ((work = panel->ops->work(panel->state, &panel->ctx, &found)) == WORK_MORE)
		;
	return work;
}

/* However little fits into one slice, the same is found; the selection stays where the filter lets it. */
static void
long_lists_are_filtered_and_searched_to_the_end(void **state)
{
	enum { MANY = 20000 };
	struct room *room = panel_room();
	struct panel panel = panel_open("alerts", room);
	char seen[24], *screen;

	(void)state;
	for (unsigned id = 1; id <= MANY; id++)
		show(room, id, "info", panel.ctx.now_us - MIN_US);
	look(&panel, seen);
	assert_true(panel.ops->find(panel.state, &panel.ctx, "ROW=19999.", &(struct seek){ 0 }));
	assert_int_equal(work_off(&panel), WORK_SOUGHT);
	assert_int_equal(found.of, 1);
	look(&panel, seen);
	assert_string_equal(seen, "am/19999");
	/* backwards from there: the nearest before it, among all that are counted */
	assert_true(
	    panel.ops->find(panel.state, &panel.ctx, "ROW=1999", &(struct seek){ .step = -1 }));
	work_off(&panel);
	look(&panel, seen);
	assert_string_equal(seen, "am/19998");
	assert_int_equal(found.of, 11); /* row=1999. and row=19990. to row=19999. */
	assert_int_equal(found.at, 10);
	assert_false(found.has_wrapped || found.is_rough);

	panel.ops->set_filter(panel.state, "row=1");
	panel.ops->set_filter(panel.state, "row=19");
	look(&panel, seen);
	assert_string_equal(seen, "am/19998");
	assert_int_equal(work_off(&panel), WORK_NONE);
	panel.ops->set_filter(panel.state, "row=199 lin");
	panel.ops->set_filter(panel.state, "row=2000");
	work_off(&panel);
	screen = panel_draw(&panel, WIDTH, HEIGHT);
	assert_non_null(strstr(screen, "row=2000."));
	assert_non_null(strstr(screen, "row=20000."));
	assert_null(strstr(screen, "row=199"));
	assert_null(strstr(screen, "..."));
	g_free(screen);

	/* in vain: only the end can tell */
	panel.ops->set_filter(panel.state, "");
	assert_true(
	    !panel.ops->find(panel.state, &panel.ctx, "nowhere", &(struct seek){ .step = 1 }) ||
	    (work_off(&panel) == WORK_SOUGHT && found.of == 0));
	assert_int_equal(work_off(&panel), WORK_NONE);
	panel_close(&panel);
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reordering_never_moves_an_acknowledgement),
		cmocka_unit_test(long_lists_are_filtered_and_searched_to_the_end),
		cmocka_unit_test(no_urgent_alert_is_dropped_in_a_storm),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
