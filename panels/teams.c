/* The teams panel: who is on duty, in which team and role, with how much, and until when. */
#include "panels/panels.h"
#include "panels/rows.h"
#include "panels/words.h"
#include "room/team.h"

#include <string.h>

struct teams_state {
	struct list_view view;
};

/* A person, or a team in which nobody is on duty (person NULL). */
struct team_row {
	const struct team *team; /* NULL: the person's team is not known */
	const struct person *person;
	enum duty duty;
	bool is_first; /* of its team */
};

enum { TEAM, DUTY, NAME, ROLE_NAME, LOAD, UNTIL, CONTACT, COLUMNS };

static int
duty_order(enum duty duty)
{
	return duty == DUTY_ON ? 0 : duty == DUTY_STANDBY ? 1 : duty == DUTY_AWAY ? 2 : 3;
}

/* Appends the people of a team that have this place in the order of duties. */
static void
add_people(GArray *to, const struct panel_context *ctx, const struct team *team, int order)
{
	for (guint i = 0; i < ctx->room->people->len; i++) {
		const struct person *person = g_ptr_array_index(ctx->room->people, i);
		struct team_row row = { .team = team, .person = person };

		if (team ? strcmp(person->team, team->id) != 0
		         : room_team(ctx->room, person->team) != NULL)
			continue;
		row.duty = person_duty(ctx->room, person, ctx->now_us);
		if (duty_order(row.duty) == order)
			g_array_append_val(to, row);
	}
}

static void
add_team(GArray *to, const struct panel_context *ctx, const struct team *team)
{
	guint before = to->len;
	struct team_row empty = { .team = team, .duty = DUTY_OFF };

	add_people(to, ctx, team, 0);
	if (team && to->len == before)
		g_array_append_val(to, empty);
	for (int order = 1; order <= 3; order++)
		add_people(to, ctx, team, order);
	if (to->len > before)
		g_array_index(to, struct team_row, before).is_first = true;
}

/* By team, those on duty first; the caller's. */
static GArray *
team_rows(const struct panel_context *ctx)
{
	GArray *to = g_array_new(FALSE, TRUE, sizeof(struct team_row));

	for (guint i = 0; i < ctx->room->teams->len; i++)
		add_team(to, ctx, g_ptr_array_index(ctx->room->teams, i));
	add_team(to, ctx, NULL);
	return to;
}

static const char *
row_id(const void *of, int i)
{
	const struct team_row *row = &g_array_index((const GArray *)of, struct team_row, i);

	return row->person ? row->person->id : row->team->id;
}

static struct rows
rows_over(const GArray *rows)
{
	return (struct rows){ .n = (int)rows->len, .id = row_id, .of = rows };
}

static const char *
duty_word(enum duty duty)
{
	static const char *const words[] = { "on", "on", "standby", "off", "away" };

	return words[duty];
}

static enum role
duty_words(const struct canvas *c, enum duty duty, char *buf, size_t size)
{
	enum sign sign = duty == DUTY_ON        ? SIGN_FULL_DOT
	                 : duty == DUTY_STANDBY ? SIGN_OPEN
	                                        : SIGN_DOT;

	words_print(buf, size, "%s %s", words_sign(c, sign), duty_word(duty));
	return duty == DUTY_ON ? ROLE_GOOD : ROLE_DIM;
}

static void
draw_person(const struct panel_context *ctx, const struct row *row, const struct column *cols,
            const struct team_row *of)
{
	const struct person *person = of->person;
	enum role text = of->duty == DUTY_ON ? ROLE_TEXT : ROLE_DIM;
	int64_t end_us = person_shift_end_us(ctx->room, person, ctx->now_us);
	unsigned load = person_load(ctx->room, person);
	char buf[64];

	row_put(row, &cols[DUTY], duty_words(row->c, of->duty, buf, sizeof(buf)), buf);
	row_put(row, &cols[NAME], of->duty == DUTY_ON ? ROLE_STRONG : ROLE_DIM, person->name);
	row_put(row, &cols[ROLE_NAME], text, person->role);
	words_print(buf, sizeof(buf), "%u", load);
	row_put(row, &cols[LOAD], load > 0 ? ROLE_SEEN : ROLE_DIM,
	        load > 0 ? buf : words_sign(row->c, SIGN_DOT));
	if (end_us != UNSAID && of->duty == DUTY_ON) {
		bool is_soon = end_us - ctx->now_us < 30 * MIN_US;
		char span[16];

		words_print(buf, sizeof(buf), "%s%s", is_soon ? "!" : "",
		            duration_coarse(end_us - ctx->now_us, span, sizeof(span)));
		row_put(row, &cols[UNTIL], is_soon ? ROLE_WARN : ROLE_TEXT, buf);
	}
	row_put(row, &cols[CONTACT], ROLE_DIM, person->contact);
}

static void
draw_row(const struct panel_context *ctx, const struct canvas *c, const struct column *cols, int y,
         const struct team_row *of, bool is_selected)
{
	struct row row = row_begin(c, y, is_selected);

	if (of->is_first)
		row_put(&row, &cols[TEAM], ROLE_STRONG, of->team ? of->team->title : "no team");
	if (of->person) {
		draw_person(ctx, &row, cols, of);
		return;
	}
	row_put(&row, &cols[DUTY], ROLE_WARN, "! nobody");
	row_put(&row, &cols[NAME], ROLE_WARN, "on duty");
}

/* The last row, where there is one to spare: who is connected to the journal. Gives how many
 * rows it took. */
static int
draw_consoles(const struct panel_context *ctx, const struct canvas *c)
{
	const GPtrArray *consoles = ctx->room->consoles;
	struct pen pen = { .c = c, .x = 2, .y = c->height - 1 };

	if (consoles->len == 0 || c->height < 8)
		return 0;
	pen_write(&pen, ROLE_DIM, "consoles:");
	for (guint i = 0; i < consoles->len; i++) {
		const struct peer *peer = g_ptr_array_index(consoles, i);

		pen_write(&pen, peer->is_self ? ROLE_DIM : ROLE_TEXT, " %s%s%s%s%s%s", peer->person,
		          *peer->site || *peer->terminal ? "@" : "", peer->site,
		          *peer->site && *peer->terminal ? " " : "", peer->terminal,
		          i + 1 < consoles->len ? "," : "");
	}
	return 1;
}

static void
teams_draw(void *state, const struct panel_context *ctx, const struct canvas *c)
{
	struct teams_state *s = state;
	struct column cols[COLUMNS] = {
		[TEAM] = { .head = "TEAM", .least = 11, .most = 20 },
		[DUTY] = { .head = "DUTY", .least = 9 },
		[NAME] = { .head = "WHO", .least = 8, .most = 14 },
		[ROLE_NAME] = { .head = "ROLE", .least = 13, .most = 28, .drop = 3 },
		[LOAD] = { .head = "HAS", .least = 3, .right = true, .drop = 1 },
		[UNTIL] = { .head = "HAND-OVER", .least = 9, .right = true, .drop = 2 },
		[CONTACT] = { .head = "CONTACT", .least = 16, .most = 30, .drop = 4 },
	};
	GArray *list = team_rows(ctx);
	struct rows rows = rows_over(list);
	int head = c->height > 2 ? 1 : 0;
	int height = c->height - head - draw_consoles(ctx, c);
	int selected = rows_sync(&s->view, &rows, height);
	struct canvas part = canvas_part(c, 0, head, c->width, height);

	columns_fit(cols, COLUMNS, 2, c->width - 3);
	if (rows.n == 0)
		words_empty(ctx, c, "teams",
		            "no teams are configured: add teams = (...) and people = (...)");
	else if (head)
		columns_head(c, 0, cols, COLUMNS);
	for (int i = s->view.top; i < rows.n && i - s->view.top < height; i++)
		draw_row(ctx, &part, cols, i - s->view.top,
		         &g_array_index(list, struct team_row, i), i == selected);
	if (rows.n > height)
		widget_scroll(&part, s->view.top, height, rows.n);
	g_array_unref(list);
}

static void
teams_head(void *state, const struct panel_context *ctx, char *title, size_t size)
{
	unsigned on = 0;

	(void)state;
	for (guint i = 0; i < ctx->room->people->len; i++)
		on += person_duty(ctx->room, g_ptr_array_index(ctx->room->people, i),
		                  ctx->now_us) == DUTY_ON;
	words_print(title, size, "Teams  on duty %u/%u", on, ctx->room->people->len);
}

/* What a person has: the firing alerts that stand acknowledged by them. */
static void
add_load(GString *to, const struct panel_context *ctx, const struct person *person)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, ctx->room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct alert *alert = value;

		if (alert->ack && alert->ack->kind == ACK_SEEN && alert->recovered_us == UNSAID &&
		    strcmp(alert->ack->person, person->id) == 0)
			words_detail(to, "has", "%s %s", alert->title,
			             words_ack(alert, ctx->now_us).text);
	}
}

static char *
teams_details(void *state, const struct panel_context *ctx)
{
	struct teams_state *s = state;
	GArray *list = team_rows(ctx);
	struct rows rows = rows_over(list);
	int at = rows_selected(&s->view, &rows);
	GString *to = g_string_new(NULL);
	char text[64];

	if (at >= 0) {
		const struct team_row *row = &g_array_index(list, struct team_row, at);

		words_detail(to, "team", "%s", row->team ? row->team->title : "none");
		words_detail(to, "group", "%s", row->team ? row->team->group : "");
		words_detail(to, "duty", "%s",
		             row->person ? duty_word(row->duty) : "nobody is on duty");
		if (row->person) {
			int64_t end_us = person_shift_end_us(ctx->room, row->person, ctx->now_us);

			words_detail(to, "who", "%s (%s)", row->person->name, row->person->id);
			words_detail(to, "role", "%s", row->person->role);
			words_detail(to, "contact", "%s", row->person->contact);
			if (end_us != UNSAID)
				words_detail(to, "shift ends", "%s",
				             words_instant(ctx->room, end_us, text, sizeof(text)));
			add_load(to, ctx, row->person);
		}
	}
	g_array_unref(list);
	return g_string_free(to, at < 0);
}

static enum reaction
teams_act(void *state, const struct panel_context *ctx, enum action action, int height,
          struct intent *intent)
{
	struct teams_state *s = state;
	GArray *list = team_rows(ctx);
	struct rows rows = rows_over(list);
	bool moved = rows_act(&s->view, &rows, action, height);

	(void)intent;
	g_array_unref(list);
	return moved ? REACTION_DRAW : REACTION_PASS;
}

static void
words_of(const void *of, int i, const struct panel_context *ctx, GString *to)
{
	const struct team_row *row = &g_array_index((const GArray *)of, struct team_row, i);

	(void)ctx;
	g_string_append_printf(to, "%s %s", row->team ? row->team->title : "",
	                       duty_word(row->duty));
	if (row->person)
		g_string_append_printf(to, " %s %s %s", row->person->id, row->person->name,
		                       row->person->role);
}

static bool
teams_find(void *state, const struct panel_context *ctx, const char *text, bool again)
{
	GArray *list = team_rows(ctx);
	struct rows rows = rows_over(list);
	bool found =
	    rows_find(&((struct teams_state *)state)->view, &rows, ctx, text, again, words_of);

	g_array_unref(list);
	return found;
}

static void
teams_fini(void *state)
{
	list_view_fini(&((struct teams_state *)state)->view);
}

static const enum action actions[] = {
	ACTION_DETAILS, ACTION_SEARCH, ACTION_SEARCH_NEXT, ACTION_DOWN,    ACTION_UP,
	ACTION_TOP,     ACTION_BOTTOM, ACTION_PAGE_DOWN,   ACTION_PAGE_UP, ACTION_NONE,
};

const struct panel_ops panel_teams = {
	.name = "teams",
	.title = "Teams",
	.what = "Who is on duty in each team, how many alerts each person has, and how long until "
		"hand-over.",
	.min_width = 28,
	.min_height = 4,
	.state_size = sizeof(struct teams_state),
	.actions = actions,
	.shows = "people",
	.draw = teams_draw,
	.head = teams_head,
	.act = teams_act,
	.find = teams_find,
	.details = teams_details,
	.fini = teams_fini,
};
