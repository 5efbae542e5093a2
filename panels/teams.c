/* The teams panel: who is on duty, in which team and role, with how much, and until when. */
#include "base/lang.h"
#include "base/text.h"
#include "panels/panels.h"
#include "panels/teams.h"
#include "panels/words.h"
#include "room/roster.h"
#include "room/rota.h"
#include "room/sideways.h"
#include "room/team.h"

#include <string.h>

struct teams_state {
	struct list_view view;
};

enum { TEAM, DUTY, NAME, ROLE_NAME, LOAD, UNTIL, NEXT, CONTACT, COLUMNS };

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

		row.turn =
		    person_turn_in(ctx->room, person, team ? team->id : person->team, ctx->now_us);
		if (team ? strcmp(person->team, team->id) != 0 && !row.turn
		         : room_team(ctx->room, person->team) != NULL)
			continue;
		row.duty = person_duty(ctx->room, person, ctx->now_us);
		if (duty_order(row.duty) == order &&
		    person_is_shown(ctx->room, person, ctx->now_us))
			g_array_append_val(to, row);
	}
}

/* Who is called first stands first; who has no turn of a roster comes last. */
static gint
compare_levels(gconstpointer a, gconstpointer b)
{
	const struct duty_turn *x = ((const struct team_row *)a)->turn;
	const struct duty_turn *y = ((const struct team_row *)b)->turn;
	int64_t level = x ? x->is.level : INT64_MAX, other = y ? y->is.level : INT64_MAX;

	return level < other ? -1 : level > other;
}

/* Those on duty. */
static void
add_present(GArray *to, const struct panel_context *ctx, const struct team *team)
{
	GArray *on = g_array_new(FALSE, TRUE, sizeof(struct team_row));

	add_people(on, ctx, team, 0);
	g_array_sort(on, compare_levels);
	g_array_append_vals(to, on->data, on->len);
	g_array_unref(on);
}

static void
add_team(GArray *to, const struct panel_context *ctx, const struct team *team)
{
	guint before = to->len;
	struct team_row empty = { .team = team, .duty = DUTY_OFF };

	add_present(to, ctx, team);
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

	if (row->turn && row->team && strcmp(row->person->team, row->team->id) != 0)
		return row->turn->key; /* the person stands in the own team, too */
	return row->person ? row->person->id : row->team->id;
}

static struct rows
rows_over(const GArray *rows)
{
	return (struct rows){ .n = (int)rows->len, .id = row_id, .of = rows };
}

static enum role
duty_words(const struct panel_context *ctx, const struct canvas *c, const struct team_row *row,
           char *buf, size_t size)
{
	enum duty duty = row->duty;
	enum sign sign = duty == DUTY_ON        ? SIGN_FULL_DOT
	                 : duty == DUTY_STANDBY ? SIGN_OPEN
	                                        : SIGN_DOT;

	words_print(buf, size, "%s %s", words_sign(c, sign), teams_duty_word(ctx, row));
	return duty == DUTY_ON ? ROLE_GOOD : ROLE_DIM;
}

/* Who takes over from this one. Once a team: it asks for the duty of all its people. */
static void
put_next(const struct panel_context *ctx, const struct row *row, const struct column *col,
         const struct person *person)
{
	const struct person *next = person_relief(ctx->room, person, ctx->now_us);

	row_put(row, col, next ? ROLE_TEXT : ROLE_WARN, next ? next->name : _("! nobody"));
}

static void
draw_person(const struct panel_context *ctx, const struct row *row, const struct column *cols,
            const struct team_row *of)
{
	const struct person *person = of->person;
	enum role text = of->duty == DUTY_ON ? ROLE_TEXT : ROLE_DIM;
	int64_t end_us = person_shift_end_us(ctx->room, person, ctx->now_us);
	unsigned load = person_load(ctx->room, person);
	char buf[96];

	row_put(row, &cols[DUTY], duty_words(ctx, row->c, of, buf, sizeof(buf)), buf);
	words_print(buf, sizeof(buf), "%s%s", person->is_guest ? "?" : "", person->name);
	row_put(row, &cols[NAME], of->duty == DUTY_ON ? ROLE_STRONG : ROLE_DIM, buf);
	row_put(row, &cols[ROLE_NAME], text, teams_role(of, buf, sizeof(buf)));
	words_print(buf, sizeof(buf), "%u", load);
	row_put(row, &cols[LOAD], load > 0 ? ROLE_SEEN : ROLE_DIM,
	        load > 0 ? buf : words_sign(row->c, SIGN_DOT));
	if (end_us != UNSAID && of->duty == DUTY_ON) {
		bool is_soon = end_us - ctx->now_us < 30 * MIN_US;
		char span[16];

		words_print(buf, sizeof(buf), "%s%s", is_soon ? "!" : "",
		            duration_coarse(end_us - ctx->now_us, span, sizeof(span)));
		row_put(row, &cols[UNTIL], is_soon ? ROLE_WARN : ROLE_TEXT, buf);
		if (of->is_first)
			put_next(ctx, row, &cols[NEXT], person);
	}
	row_put(row, &cols[CONTACT], ROLE_DIM, person->contact);
}

static void
draw_row(const struct panel_context *ctx, const struct canvas *c, const struct column *cols, int y,
         const struct team_row *of, bool is_selected)
{
	struct row row = row_begin(c, y, is_selected);

	if (of->is_first)
		row_put(&row, &cols[TEAM], ROLE_STRONG, of->team ? of->team->title : _("no team"));
	if (of->person) {
		draw_person(ctx, &row, cols, of);
		return;
	}
	row_put(&row, &cols[DUTY], ROLE_WARN, _("! nobody"));
	row_put(&row, &cols[NAME], ROLE_WARN, _("on duty"));
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
	pen_write(&pen, ROLE_DIM, _("consoles:"));
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
		[TEAM] = { .head = _("TEAM"), .least = 11, .most = 20 },
		[DUTY] = { .head = _("DUTY"), .least = 9 },
		[NAME] = { .head = _("WHO"), .least = c->width < 60 ? 8 : 13, .most = 14 },
		[ROLE_NAME] = { .head = _("ROLE"), .least = 13, .most = 28, .drop = 3 },
		[LOAD] = { .head = _("HAS"),
		           .least = MAX(text_width(_("HAS")), 3),
		           .right = true,
		           .drop = 1 },
		[UNTIL] = { .head = _("HAND-OVER"), .least = 9, .right = true, .drop = 2 },
		[NEXT] = { .head = lang_in("shift", "NEXT"), .least = 12, .most = 14, .drop = 4 },
		[CONTACT] = { .head = _("CONTACT"), .least = 16, .most = 30, .drop = 5 },
	};
	GArray *list = team_rows(ctx);
	struct rows rows = rows_over(list);
	int head = c->height > 2 ? 1 : 0;
	int bottom = c->height - draw_consoles(ctx, c);
	int height;
	int selected;
	struct canvas part;

	bottom -= teams_draw_rosters(ctx, c, bottom);
	height = bottom - head - teams_draw_notices(ctx, c, bottom);
	selected = rows_sync(&s->view, &rows, height);
	part = canvas_part(c, 0, head, c->width, height);

	columns_fit(cols, COLUMNS, 2, c->width - 3);
	if (rows.n == 0)
		words_empty(ctx, c, N_("teams"),
		            _("no teams are configured: add teams = (...) and people = (...)"));
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
	unsigned on = 0, all = 0;
	GPtrArray *open;

	(void)state;
	for (guint i = 0; i < ctx->room->people->len; i++) {
		const struct person *person = g_ptr_array_index(ctx->room->people, i);

		on += person_duty(ctx->room, person, ctx->now_us) == DUTY_ON;
		all += person_is_shown(ctx->room, person, ctx->now_us);
	}
	words_print(title, size, _("Teams  on duty %u/%u"), on, all);
	open = room_open_notices(ctx->room, NULL);
	if (open->len > 0) {
		size_t used = strlen(title);

		words_print(title + used, size - used, _("   unanswered %u"), open->len);
	}
	g_ptr_array_unref(open);
}

static char *
teams_details(void *state, const struct panel_context *ctx)
{
	struct teams_state *s = state;
	GArray *list = team_rows(ctx);
	struct rows rows = rows_over(list);
	int at = rows_selected(&s->view, &rows);
	char *text = NULL;

	if (at >= 0)
		text = teams_row_details(ctx, &g_array_index(list, struct team_row, at));
	g_array_unref(list);
	return text;
}

static enum reaction
teams_act(void *state, const struct panel_context *ctx, enum action action, int height,
          struct intent *intent)
{
	struct teams_state *s = state;
	GArray *list = team_rows(ctx);
	struct rows rows = rows_over(list);
	enum reaction reaction = REACTION_PASS;
	int at;

	if (rows_act(&s->view, &rows, action, height))
		reaction = REACTION_DRAW;
	else if ((at = rows_selected(&s->view, &rows)) >= 0)
		reaction =
		    teams_row_act(ctx, &g_array_index(list, struct team_row, at), action, intent);
	g_array_unref(list);
	return reaction;
}

static void
words_of(const void *of, int i, const struct panel_context *ctx, GString *to)
{
	const struct team_row *row = &g_array_index((const GArray *)of, struct team_row, i);

	g_string_append_printf(to, "%s %s", row->team ? row->team->title : "",
	                       teams_duty_word(ctx, row));
	if (row->person)
		g_string_append_printf(to, " %s %s %s", row->person->id, row->person->name,
		                       row->person->role);
}

static bool
teams_find(void *state, const struct panel_context *ctx, const char *text, struct seek *seek)
{
	GArray *list = team_rows(ctx);
	struct rows rows = rows_over(list);
	bool found =
	    rows_find(&((struct teams_state *)state)->view, &rows, ctx, text, seek, words_of);

	g_array_unref(list);
	return found;
}

static void
tell(void *state, const struct panel_context *ctx, struct tell *t)
{
	GArray *list = team_rows(ctx);

	(void)state;
	teams_tell(ctx, list, t);
	g_array_unref(list);
}

static bool
select_row(void *state, const struct panel_context *ctx, const char *id)
{
	GArray *list = team_rows(ctx);
	struct rows rows = rows_over(list);
	bool found = rows_select(&((struct teams_state *)state)->view, &rows, id);

	g_array_unref(list);
	return found;
}

static void
teams_fini(void *state)
{
	list_view_fini(&((struct teams_state *)state)->view);
}

static const enum action actions[] = {
	ACTION_DUTY,        ACTION_HAND_OVER,       ACTION_ACK,     ACTION_DETAILS, ACTION_SEARCH,
	ACTION_SEARCH_NEXT, ACTION_SEARCH_PREVIOUS, ACTION_DOWN,    ACTION_UP,      ACTION_TOP,
	ACTION_BOTTOM,      ACTION_PAGE_DOWN,       ACTION_PAGE_UP, ACTION_NONE,
};

const struct panel_ops panel_teams = {
	.name = "teams",
	.title = N_("Teams"),
	.what = N_("Who is on duty in each team, how many alerts each person has, how long until "
	           "hand-over and who is next; notices that a team has not answered."),
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
	.tell = tell,
	.select = select_row,
	.fini = teams_fini,
};
