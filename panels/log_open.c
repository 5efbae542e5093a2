/* What is open, in the log panel: chains from signal to done action, and the supervision list. */
#include "panels/log.h"

#include "base/lang.h"
#include "panels/words.h"
#include "room/decision.h"
#include "room/escalate.h"

#include <string.h>

enum { SINCE, STATE, WHO, TITLE, TEXT, COLUMNS };

/* One open thing. Texts are lent. */
struct open_row {
	const char *id, *subject, *title, *state, *who, *text;
	const char *decision; /* id; NULL: none */
	int64_t since_us;
	int64_t due_us; /* UNSAID */
	bool is_late;
};

static void
add_chains(GArray *to, const struct room *room)
{
	GPtrArray *chains = room_chains(room);

	for (guint i = 0; i < chains->len; i++) {
		const struct chain *chain = g_ptr_array_index(chains, i);
		const struct decision *d = chain->decision;
		struct open_row row = { .id = d ? d->id : chain->subject,
			                .subject = chain->subject,
			                .title = chain->title,
			                .state = d ? _("not done") : _("no decision"),
			                .who = d ? d->person : "",
			                .text = d ? decision_words(room, d) : "",
			                .decision = d ? d->id : NULL,
			                .since_us = chain->since_us,
			                .due_us = UNSAID,
			                .is_late = !d };

		g_array_append_val(to, row);
	}
	g_ptr_array_unref(chains);
}

static void
add_supervised(GArray *to, const struct room *room)
{
	GPtrArray *items = room_supervised(room);

	for (guint i = 0; i < items->len; i++) {
		const struct supervised *item = g_ptr_array_index(items, i);
		struct open_row row = { .id = item->key,
			                .subject = item->key,
			                .title = item->title,
			                .state = item->is_feedback_late    ? _("OVERDUE")
			                         : item->seen_us != UNSAID ? _("seen")
			                                                   : _("unseen"),
			                .who = item->owes,
			                .text = item->alert ? "" : _("no source shows it any more"),
			                .since_us = item->since_us,
			                .due_us = item->feedback_due_us,
			                .is_late = item->is_feedback_late };

		g_array_append_val(to, row);
	}
	g_ptr_array_unref(items);
}

static const char *
row_id(const void *of, int i)
{
	return g_array_index((const GArray *)of, struct open_row, i).id;
}

/* The list, and its rows; the caller's: g_array_unref. */
static GArray *
list_of(enum log_shows shows, const struct room *room, struct rows *rows)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct open_row));

	if (shows == LOG_CHAINS)
		add_chains(list, room);
	else
		add_supervised(list, room);
	*rows = (struct rows){ .n = (int)list->len, .id = row_id, .of = list };
	return list;
}

static void
draw_row(const struct panel_context *ctx, const struct canvas *c, const struct column *cols, int y,
         const struct open_row *of, bool is_selected)
{
	struct row row = row_begin(c, y, is_selected);
	char text[200], when[32];

	row_put(&row, &cols[SINCE], ROLE_DIM,
	        words_when_column(ctx->room, of->since_us, ctx->now_us, when, sizeof(when)));
	row_put(&row, &cols[STATE], of->is_late ? ROLE_WARN : ROLE_TEXT, of->state);
	row_put(&row, &cols[WHO], ROLE_STRONG,
	        *of->who ? words_person(ctx->room, of->who) : words_sign(c, SIGN_DOT));
	row_put(&row, &cols[TITLE], ROLE_STRONG, of->title);
	if (of->due_us != UNSAID)
		words_print(text, sizeof(text), _("feedback due %s%s%s"),
		            words_when(ctx->room, of->due_us, ctx->now_us, when, sizeof(when)),
		            *of->text ? ", " : "", of->text);
	else
		words_print(text, sizeof(text), "%s", of->text);
	row_put(&row, &cols[TEXT], ROLE_TEXT, text);
}

void
log_open_draw(struct list_view *view, enum log_shows shows, const struct panel_context *ctx,
              const struct canvas *c)
{
	struct column cols[COLUMNS] = {
		[SINCE] = { .head = _("SINCE"), .least = 11, .drop = 1 },
		[STATE] = { .head = _("STATE"), .least = 11 },
		[WHO] = { .head = shows == LOG_CHAINS ? _("WHO") : _("OWES"),
		          .least = 8,
		          .most = 14,
		          .drop = 3 },
		[TITLE] = { .head = _("ABOUT"), .least = 16, .most = 40 },
		[TEXT] = { .head = shows == LOG_CHAINS ? _("DECISION") : _("FEEDBACK"),
		           .least = 20,
		           .most = -1,
		           .drop = 2 },
	};
	struct rows rows;
	GArray *list = list_of(shows, ctx->room, &rows);
	int head = c->height > 2 ? 1 : 0, height = c->height - head;
	int selected = rows_sync(view, &rows, height);
	struct canvas part = canvas_part(c, 0, head, c->width, height);

	if (rows.n == 0)
		words_calm(c, ROLE_DIM,
		           shows == LOG_CHAINS
		               ? _("every signal has its decision, and every decision is done")
		               : _("no missed limit waits for feedback (督办)"));
	columns_fit(cols, COLUMNS, 2, c->width - 3);
	if (head && rows.n > 0)
		columns_head(c, 0, cols, COLUMNS);
	for (int i = view->top; i < rows.n && i - view->top < height; i++)
		draw_row(ctx, &part, cols, i - view->top,
		         &g_array_index(list, struct open_row, (guint)i), i == selected);
	if (rows.n > height)
		widget_scroll(&part, view->top, height, rows.n);
	g_array_unref(list);
}

static enum reaction
act_on(const struct room *room, const struct open_row *row, enum action action,
       struct intent *intent)
{
	if (action == ACTION_DECIDE) {
		intent->kind = INTENT_DECIDE;
		if (*row->subject)
			intent_add(intent, row->subject);
		return REACTION_INTENT;
	}
	if (action == ACTION_CORRECT && row->decision) {
		intent->kind = INTENT_CORRECT;
		intent_add(intent, row->decision);
		return REACTION_INTENT;
	}
	if (action != ACTION_DONE)
		return REACTION_PASS;
	if (!row->decision && room_risk(room, row->subject))
		return rows_say(intent, _("a risk waits for its decision: c writes it down"));
	intent->kind = row->decision ? INTENT_CLOSE : INTENT_DONE;
	intent_add(intent, row->id);
	return REACTION_INTENT;
}

enum reaction
log_open_act(struct list_view *view, enum log_shows shows, const struct panel_context *ctx,
             enum action action, int height, struct intent *intent)
{
	struct rows rows;
	GArray *list = list_of(shows, ctx->room, &rows);
	enum reaction reaction = REACTION_PASS;
	int at;

	if (rows_act(view, &rows, action, height))
		reaction = REACTION_DRAW;
	else if ((at = rows_selected(view, &rows)) >= 0)
		reaction = act_on(ctx->room, &g_array_index(list, struct open_row, (guint)at),
		                  action, intent);
	g_array_unref(list);
	return reaction;
}

char *
log_open_details(struct list_view *view, enum log_shows shows, const struct panel_context *ctx)
{
	struct rows rows;
	GArray *list = list_of(shows, ctx->room, &rows);
	int at = rows_selected(view, &rows);
	GString *to = g_string_new(NULL);
	char when[64];

	if (at >= 0) {
		const struct open_row *row = &g_array_index(list, struct open_row, (guint)at);

		words_detail(to, _("about"), "%s", row->title);
		words_detail(to, _("state"), "%s", row->state);
		words_detail(to, _("since"), "%s",
		             words_instant(ctx->room, row->since_us, when, sizeof(when)));
		words_detail(to, _("who"), "%s",
		             *row->who ? words_person(ctx->room, row->who) : "");
		words_detail(to, _("text"), "%s", row->text);
		if (row->due_us != UNSAID)
			words_detail(to, _("feedback due"), "%s",
			             words_instant(ctx->room, row->due_us, when, sizeof(when)));
		words_detail(to, _("subject"), "%s", row->subject);
	}
	g_array_unref(list);
	return g_string_free(to, at < 0);
}

void
log_open_tell(enum log_shows shows, const struct panel_context *ctx, struct tell *t)
{
	struct rows rows;
	GArray *list = list_of(shows, ctx->room, &rows);
	char when[64];

	tell_say(t,
	         shows == LOG_CHAINS ? _("Open chains, from a signal to a done action: %d.")
	                             : _("Supervision list, missed limits without feedback: %d."),
	         rows.n);
	for (int i = 0; i < rows.n; i++) {
		const struct open_row *row = &g_array_index(list, struct open_row, (guint)i);

		tell_row(t, row->id, _("%s: %s since %s%s%s"), row->title, row->state,
		         words_when(ctx->room, row->since_us, ctx->now_us, when, sizeof when),
		         *row->who ? _(", by ") : "",
		         *row->who ? words_person(ctx->room, row->who) : "");
		if (row->due_us != UNSAID)
			tell_also(
			    t, _(", feedback due %s"),
			    words_when(ctx->room, row->due_us, ctx->now_us, when, sizeof when));
		tell_also(t, _("%s%s."), *row->text ? _(": ") : "", row->text);
	}
	g_array_unref(list);
}

bool
log_open_select(struct list_view *view, enum log_shows shows, const struct panel_context *ctx,
                const char *id)
{
	struct rows rows;
	GArray *list = list_of(shows, ctx->room, &rows);
	bool found = rows_select(view, &rows, id);

	g_array_unref(list);
	return found;
}

static void
words_of(const void *of, int i, const struct panel_context *ctx, GString *to)
{
	const struct open_row *row = &g_array_index((const GArray *)of, struct open_row, (guint)i);

	g_string_append_printf(to, "%s %s %s %s", row->title, row->state,
	                       words_person(ctx->room, row->who), row->text);
}

bool
log_open_find(struct list_view *view, enum log_shows shows, const struct panel_context *ctx,
              const char *text, struct seek *seek)
{
	struct rows rows;
	GArray *list = list_of(shows, ctx->room, &rows);
	bool found = rows_find(view, &rows, ctx, text, seek, words_of);

	g_array_unref(list);
	return found;
}
