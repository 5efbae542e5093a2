/* The sources panel: where the data comes from and how each source is. */
#include "base/lang.h"
#include "panels/panels.h"
#include "panels/rows.h"
#include "panels/words.h"

struct sources_state {
	struct list_view view;
};

enum { STATE, NAME, KIND, SHOWS, AGE, TOOK, ROWS, BROKEN, NEXT, REASON, COLUMNS };

static const char *
source_name(const void *of, int i)
{
	return ((const struct source_state *)g_ptr_array_index((const GPtrArray *)of, i))->is.name;
}

static struct rows
source_rows(const struct panel_context *ctx)
{
	return (struct rows){ .n = (int)ctx->room->sources->len,
		              .id = source_name,
		              .of = ctx->room->sources };
}

static const struct source_state *
selected_source(struct sources_state *s, const struct panel_context *ctx)
{
	struct rows rows = source_rows(ctx);
	int at = rows_selected(&s->view, &rows);

	return at < 0 ? NULL : g_ptr_array_index(ctx->room->sources, at);
}

/* Sign and word of a source's state; the role says how bad it is. */
static enum role
state_words(const struct panel_context *ctx, const struct canvas *c,
            const struct source_state *source, char *buf, size_t size)
{
	const char *word = _("live");
	enum sign sign = SIGN_GOOD;
	enum role role = ROLE_GOOD;

	if (source->health == SOURCE_WAITING) {
		word = _("waiting");
		sign = SIGN_OPEN;
		role = ROLE_DIM;
	} else if (source->health == SOURCE_FAILING) {
		word = _("FAILS");
		sign = SIGN_BAD;
		role = ROLE_STALE;
	} else if (source_is_stale(source, ctx->now_us)) {
		word = _("STALE");
		sign = SIGN_UNKNOWN;
		role = ROLE_STALE;
	}
	words_print(buf, size, "%s %s", words_sign(c, sign), word);
	return role;
}

static enum role
clock_role(const struct source_state *source)
{
	return source_clock(source) == CLOCK_WRONG ? ROLE_CRIT : ROLE_WARN;
}

static void
draw_row(const struct panel_context *ctx, const struct canvas *c, const struct column *cols, int y,
         const struct source_state *source, bool is_selected)
{
	struct row row = row_begin(c, y, is_selected);
	char text[64];
	enum role role = state_words(ctx, c, source, text, sizeof(text));

	row_put(&row, &cols[STATE], role, text);
	row_put(&row, &cols[NAME], role == ROLE_GOOD ? ROLE_TEXT : role, source->is.name);
	row_put(&row, &cols[KIND], ROLE_DIM, source->is.kind);
	row_put(&row, &cols[SHOWS], ROLE_DIM, source->is.shows);
	row_put(&row, &cols[AGE], role == ROLE_GOOD ? ROLE_TEXT : role,
	        source->last_ok_us == UNSAID
	            ? _("never")
	            : duration_coarse(ctx->now_us - source->last_ok_us, text, sizeof(text)));
	words_print(text, sizeof(text), "%lld ms", (long long)source->took_ms);
	row_put(&row, &cols[TOOK], ROLE_TEXT, source->last_ok_us == UNSAID ? "-" : text);
	words_print(text, sizeof(text), "%zu", source->rows);
	row_put(&row, &cols[ROWS], ROLE_TEXT, text);
	words_print(text, sizeof(text), "%zu!", source->broken);
	row_put(&row, &cols[BROKEN], source->broken ? ROLE_WARN : ROLE_DIM,
	        source->broken ? text : "0 ");
	words_ago(source->next_try_us, ctx->now_us, text, sizeof(text));
	row_put(&row, &cols[NEXT], ROLE_DIM,
	        source->next_try_us == UNSAID || source->next_try_us <= ctx->now_us ? _("now")
	                                                                            : text);
	if (*source->reason)
		row_put(&row, &cols[REASON], role == ROLE_GOOD ? ROLE_DIM : role, source->reason);
	else
		row_put(&row, &cols[REASON], clock_role(source),
		        source_clock_text(source, text, sizeof(text)));
}

/* Below the list, as far as there is room: what is wrong with each that fails, in full. */
static void
draw_reasons(const struct panel_context *ctx, const struct canvas *c, int y)
{
	for (guint i = 0; i < ctx->room->sources->len && y < c->height; i++) {
		const struct source_state *source = g_ptr_array_index(ctx->room->sources, i);
		char text[96];
		const char *why = *source->reason ? source->reason
		                                  : source_clock_text(source, text, sizeof(text));
		int used;

		if (!*why)
			continue;
		used = canvas_field(c, 2, y, c->width - 2, ROLE_STALE, source->is.name);
		canvas_field(c, 4 + used, y, c->width - 4 - used, ROLE_TEXT, why);
		y++;
	}
}

/* In the last line, where it is free; the header has only a word of it. */
static void
draw_journal(const struct panel_context *ctx, const struct canvas *c, int used)
{
	if (ctx->journal && *ctx->journal && used < c->height)
		canvas_field(c, 0, c->height - 1, c->width, ROLE_WARN, ctx->journal);
}

static void
sources_draw(void *state, const struct panel_context *ctx, const struct canvas *c)
{
	struct sources_state *s = state;
	struct column cols[COLUMNS] = {
		[STATE] = { .head = _("STATE"), .least = 9 },
		[NAME] = { .head = _("SOURCE"), .least = 12, .most = 20 },
		[KIND] = { .head = _("KIND"), .least = 12, .drop = 7 },
		[SHOWS] = { .head = _("SHOWS"), .least = 10, .most = 24, .drop = 4 },
		[AGE] = { .head = _("AGE"), .least = 6, .right = true, .drop = 2 },
		[TOOK] = { .head = _("TOOK"), .least = 8, .right = true, .drop = 6 },
		[ROWS] = { .head = _("ROWS"), .least = 7, .right = true, .drop = 3 },
		[BROKEN] = { .head = _("BROKEN"), .least = 6, .right = true, .drop = 5 },
		[NEXT] = { .head = _("NEXT"), .least = 7, .drop = 8 },
		[REASON] = { .head = _("REASON"), .least = 26, .most = -1, .drop = 1 },
	};
	struct rows rows = source_rows(ctx);
	int head = c->height > 2 ? 1 : 0, height = c->height - head;
	int selected = rows_sync(&s->view, &rows, height);

	if (rows.n == 0) {
		words_calm(
		    c, ROLE_DIM,
		    _("no sources are configured: add sources = (...), or run 'warroom demo'"));
		return;
	}
	columns_fit(cols, COLUMNS, 2, c->width - 2);
	if (head)
		columns_head(c, 0, cols, COLUMNS);
	for (int i = s->view.top; i < rows.n && i - s->view.top < height; i++)
		draw_row(ctx, c, cols, head + i - s->view.top,
		         g_ptr_array_index(ctx->room->sources, i), i == selected);
	draw_reasons(ctx, c, head + rows.n + 1);
	draw_journal(ctx, c, head + rows.n);
}

static void
sources_head(void *state, const struct panel_context *ctx, char *title, size_t size)
{
	struct source_counts n = room_source_counts(ctx->room, ctx->now_us);
	GString *head = g_string_new(_("Sources"));

	(void)state;
	if (n.live > 0)
		g_string_append_printf(head, _("  live %u"), n.live);
	if (n.stale > 0)
		g_string_append_printf(head, _("  STALE %u"), n.stale);
	if (n.failing > 0)
		g_string_append_printf(head, _("  FAIL %u"), n.failing);
	if (n.waiting > 0)
		g_string_append_printf(head, _("  waiting %u"), n.waiting);
	g_strlcpy(title, head->str, size);
	g_string_free(head, TRUE);
}

static char *
sources_details(void *state, const struct panel_context *ctx)
{
	const struct source_state *source = selected_source(state, ctx);
	const struct canvas plain = { .glyphs = GLYPHS_UTF8 };
	GString *to;
	char text[64], at[64];

	if (!source)
		return NULL;
	to = g_string_new(NULL);
	state_words(ctx, &plain, source, text, sizeof(text));
	words_detail(to, _("source"), "%s", source->is.name);
	words_detail(to, _("state"), "%s", text);
	words_detail(to, _("reason"), "%s", source->reason);
	words_detail(to, _("kind"), "%s", source->is.kind);
	words_detail(to, _("shows"), "%s", source->is.shows);
	words_detail(to, _("asked every"), "%s",
	             duration_coarse(source->is.period_us, text, sizeof(text)));
	words_detail(to, _("last answer"), "%s, %s",
	             words_instant(ctx->room, source->last_ok_us, at, sizeof(at)),
	             words_ago(source->last_ok_us, ctx->now_us, text, sizeof(text)));
	words_detail(to, _("last try"), "%s",
	             words_instant(ctx->room, source->last_try_us, at, sizeof(at)));
	words_detail(to, _("next try"), "%s",
	             words_instant(ctx->room, source->next_try_us, at, sizeof(at)));
	words_detail(to, _("took"), "%lld ms", (long long)source->took_ms);
	words_detail(to, _("rows"), _("%zu taken, %zu left out"), source->rows, source->broken);
	if (source_clock(source) != CLOCK_RIGHT)
		words_detail(to, _("clock"), _("%s: set the one that is wrong"),
		             source_clock_text(source, text, sizeof(text)));
	words_detail(to, _("acknowledgements"), "%s",
	             source->is.can_ack ? _("are delivered to it") : _("stay in this room"));
	return g_string_free(to, FALSE);
}

static enum reaction
sources_act(void *state, const struct panel_context *ctx, enum action action, int height,
            struct intent *intent)
{
	struct sources_state *s = state;
	struct rows rows = source_rows(ctx);

	(void)intent;
	return rows_act(&s->view, &rows, action, height) ? REACTION_DRAW : REACTION_PASS;
}

static void
words_of(const void *of, int i, const struct panel_context *ctx, GString *to)
{
	const struct source_state *source = g_ptr_array_index((const GPtrArray *)of, i);

	(void)ctx;
	g_string_append_printf(to, "%s %s %s %s", source->is.name, source->is.kind,
	                       source->is.shows, source->reason);
}

static bool
sources_find(void *state, const struct panel_context *ctx, const char *text, struct seek *seek)
{
	struct rows rows = source_rows(ctx);

	return rows_find(&((struct sources_state *)state)->view, &rows, ctx, text, seek, words_of);
}

static void
sources_tell(void *state, const struct panel_context *ctx, struct tell *t)
{
	const GPtrArray *sources = ctx->room->sources;
	struct source_counts n = room_source_counts(ctx->room, ctx->now_us);
	char ago[32];

	(void)state;
	tell_say(t, _("Sources: %u live, %u stale, %u failing, %u waiting."), n.live, n.stale,
	         n.failing, n.waiting);
	for (guint i = 0; i < sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(sources, i);

		tell_row(t, source->is.name, _("%s: %s%s%s; kind %s, last answer %s, %zu rows"),
		         source->is.name,
		         source->health == SOURCE_WAITING       ? _("waiting")
		         : source->health == SOURCE_FAILING     ? _("FAILS")
		         : source_is_stale(source, ctx->now_us) ? _("STALE")
		                                                : _("live"),
		         *source->reason ? ": " : "", source->reason, source->is.kind,
		         words_ago(source->last_ok_us, ctx->now_us, ago, sizeof ago), source->rows);
		if (source->broken > 0)
			tell_also(t, _(", %zu of them BROKEN and left out"), source->broken);
		tell_also(t, _("."));
	}
	if (sources->len == 0)
		tell_say(
		    t, _("No sources are configured: add sources = (...), or run 'warroom demo'."));
	if (ctx->journal && *ctx->journal)
		tell_say(t, _("Journal: %s."), ctx->journal);
}

static bool
sources_select(void *state, const struct panel_context *ctx, const char *id)
{
	struct rows rows = source_rows(ctx);

	return rows_select(&((struct sources_state *)state)->view, &rows, id);
}

static void
sources_fini(void *state)
{
	list_view_fini(&((struct sources_state *)state)->view);
}

static const enum action actions[] = {
	ACTION_DETAILS,   ACTION_SEARCH,  ACTION_SEARCH_NEXT, ACTION_SEARCH_PREVIOUS,
	ACTION_DOWN,      ACTION_UP,      ACTION_TOP,         ACTION_BOTTOM,
	ACTION_PAGE_DOWN, ACTION_PAGE_UP, ACTION_NONE,
};

const struct panel_ops panel_sources = {
	.name = "sources",
	.title = N_("Sources"),
	.what =
	    N_("Where the data comes from: what answers, how old it is, and why a source fails."),
	.min_width = 26,
	.min_height = 3,
	.state_size = sizeof(struct sources_state),
	.actions = actions,
	.draw = sources_draw,
	.head = sources_head,
	.act = sources_act,
	.find = sources_find,
	.details = sources_details,
	.tell = sources_tell,
	.select = sources_select,
	.fini = sources_fini,
};
