/* Panels for those who have no line drawing, no colour, or no eyes for a screen. */
#include "tests/unit/panel_fixture.h"

#include "panels/panels.h"

#include <ctype.h>
#include <locale.h>
#include <string.h>

static const int sizes[][2] = { { 200, 50 }, { 120, 40 }, { 80, 24 },
	                        { 40, 10 },  { 20, 5 },   { 5, 3 } };

static struct room *
rich_room(void)
{
	struct room *room = panel_room();

	panel_trigger_risks(room);
	return room;
}

/* Each view of a panel: calls `look` with it drawn by each. */
static void
each_view(const struct room *room, enum glyphs glyphs, void (*look)(struct panel *panel))
{
	static const enum action views[] = { ACTION_VIEW, ACTION_VIEW,     ACTION_VIEW,
		                             ACTION_SORT, ACTION_EVALUATE, ACTION_DETAILS,
		                             ACTION_BACK };

	for (const struct panel_ops *const *ops = panels; *ops; ops++) {
		struct panel panel = panel_open((*ops)->name, room);
		struct intent intent;

		panel.glyphs = glyphs;
		look(&panel);
		for (size_t i = 0; i < G_N_ELEMENTS(views); i++) {
			panel_press(&panel, views[i], &intent);
			intent_fini(&intent);
			look(&panel);
		}
		panel_close(&panel);
	}
}

static void
is_ascii(struct panel *panel)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		char *screen = panel_draw(panel, sizes[i][0], sizes[i][1]);

		if (!g_str_is_ascii(screen))
			fail_msg("%s at %dx%d is not ASCII:\n%s", panel->ops->name, sizes[i][0],
			         sizes[i][1], screen);
		g_free(screen);
	}
}

static void
test_ascii_is_complete(void **state)
{
	struct room *room = rich_room(), *empty = panel_empty_room();

	(void)state;
	each_view(room, GLYPHS_ASCII, is_ascii);
	each_view(empty, GLYPHS_ASCII, is_ascii);
	room_free(&room);
	room_free(&empty);
}

static bool
is_alarm(enum role role)
{
	/* that something is stale stands on the frame, which the console writes */
	return role == ROLE_WARN || role == ROLE_CRIT || role == ROLE_URGENT || role == ROLE_ERROR;
}

/* Says this row without colour that something is wrong: a sign, a clock or amount below zero, a word in
 * capitals, or one of the words for it? */
static bool
speaks(const char *row)
{
	static const char *const words[] = { "late", "nobody", "unseen", "old ", "hold", "over",
		                             "runs", "retry", "misses", "refused", "not ", "no ",
		                             "lapsed", "ahead", "trig", "defect", "yellow",
		                             /* a risk's state in one cell */
		                             " T ", " h ", " e " };
	unsigned capitals = 0, letters = 0;

	if (strpbrk(row, "!?^~"))
		return true;
	for (const char *at = row; *at; at++) {
		capitals = g_ascii_isupper(*at) ? capitals + 1 : 0;
		letters += g_ascii_isalpha(*at) != 0;
		if (capitals >= 3 || (*at == '-' && g_ascii_isdigit(at[1])) ||
		    (*at == 'x' && at[1] == ' '))
			return true;
	}
	/* a graph has its own characters, and names its marks */
	if (letters < 4 || strstr(row, "----------------"))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcasestr(row, words[i]))
			return true;
	return false;
}

/* Each row in which a colour warns also says so in its text (inside of the frame). */
static void
is_told_without_colour(struct panel *panel)
{
	for (size_t i = 0; i < 3; i++) {
		struct grid *grid = grid_new(sizes[i][0], sizes[i][1]);
		struct canvas c = canvas_of(grid, GLYPHS_ASCII, GRAPHS_ASCII);

		panel->ops->draw(panel->state, &panel->ctx, &c);
		for (int y = 0; y < grid->height; y++) {
			GString *row = g_string_new(NULL);
			bool alarms = false;

			for (int x = 0; x < grid->width; x++) {
				const struct cell *cell = grid_at(grid, x, y);

				g_string_append(row, cell->text);
				alarms |=
				    is_alarm((enum role)cell->role) && strcmp(cell->text, " ") != 0;
			}
			if (alarms && !speaks(row->str))
				fail_msg("%s: only its colour warns: %s", panel->ops->name,
				         row->str);
			g_string_free(row, TRUE);
		}
		grid_free(&grid);
	}
}

static void
test_no_colour_is_needed(void **state)
{
	struct room *room = rich_room();

	(void)state;
	each_view(room, GLYPHS_ASCII, is_told_without_colour);
	room_free(&room);
}

static unsigned
remember(void *data, const char *id)
{
	GPtrArray *ids = data;

	g_ptr_array_add(ids, g_strdup(id));
	return ids->len;
}

/* What is told of by a number can be selected, and then it is that which the details are about. */
static void
test_every_panel_tells(void **state)
{
	struct room *rooms[] = { rich_room(), panel_empty_room() };
	GString *all = g_string_new(NULL);

	(void)state;
	for (size_t r = 0; r < G_N_ELEMENTS(rooms); r++)
		for (const struct panel_ops *const *ops = panels; *ops; ops++) {
			struct panel panel = panel_open((*ops)->name, rooms[r]);
			GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
			struct tell t = { all, remember, ids };

			g_string_append_printf(all, "== %s\n", (*ops)->name);
			(*ops)->tell(panel.state, &panel.ctx, &t);
			for (guint i = 0; i < ids->len; i++) {
				char *details;

				assert_true((*ops)->select(panel.state, &panel.ctx,
				                           g_ptr_array_index(ids, i)));
				details = (*ops)->details(panel.state, &panel.ctx);
				assert_non_null(details);
				g_free(details);
			}
			if ((*ops)->select)
				assert_false(
				    (*ops)->select(panel.state, &panel.ctx, "no such thing"));
			g_ptr_array_unref(ids);
			panel_close(&panel);
		}
	assert_golden("tell", all->str);
	g_string_free(all, TRUE);
	for (size_t r = 0; r < G_N_ELEMENTS(rooms); r++)
		room_free(&rooms[r]);
}

/* A number was told while everything was shown: it holds when a filter hides the row since. */
static void
test_an_alert_is_selected_behind_a_filter(void **state)
{
	struct room *room = panel_room();
	struct panel panel = panel_open("alerts", room);
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
	struct tell t = { g_string_new(NULL), remember, ids };
	struct intent intent;

	(void)state;
	panel.ops->tell(panel.state, &panel.ctx, &t);
	panel.ops->set_filter(panel.state, "nothing has this word");
	assert_true(panel.ops->select(panel.state, &panel.ctx, g_ptr_array_index(ids, 1)));
	assert_int_equal(panel_press(&panel, ACTION_NOTE, &intent), REACTION_INTENT);
	assert_string_equal(g_ptr_array_index(intent.subjects, 0), g_ptr_array_index(ids, 1));
	intent_fini(&intent);
	g_string_free(t.to, TRUE);
	g_ptr_array_unref(ids);
	panel_close(&panel);
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ascii_is_complete),
		cmocka_unit_test(test_no_colour_is_needed),
		cmocka_unit_test(test_every_panel_tells),
		cmocka_unit_test(test_an_alert_is_selected_behind_a_filter),
		CHINESE(test_every_panel_tells),
	};

	setlocale(LC_ALL, "C.UTF-8");
	setlocale(LC_NUMERIC, "C");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
