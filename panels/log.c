/* The log panel: the one timeline, newest at the bottom, followed until somebody scrolls. */
#include "base/lang.h"
#include "panels/log.h"
#include "panels/panels.h"
#include "panels/seeker.h"
#include "panels/words.h"
#include "room/decision.h"
#include "room/escalate.h"

#include <string.h>

struct log_state {
	enum log_shows shows;
	struct list_view open; /* the rows of the views that are not the timeline */

	char *filter; /* NULL or "" = everything */

	/* The selected line while it is not the newest: its instant and which one of those of that
	 * instant. */
	bool is_held;
	int64_t held_us;
	unsigned held_nth;
	int top;

	/* What passes the filter, and for which state of the room. */
	const struct room *shown_room;
	unsigned long shown_version;
	GPtrArray *shown; /* struct entry *, lent */

	/* How many chains are open, in which state of the room. */
	const struct room *chains_room;
	unsigned long chains_version;
	unsigned chains;
};

enum { WHEN, KIND, WHO, TEAM, TEXT, COLUMNS };

/* More than the widest screen shows of a line. */
enum { TEXT_ROW = 2048 };

static void
forget_shown(struct log_state *s)
{
	if (s->shown)
		g_ptr_array_unref(s->shown);
	s->shown = NULL;
}

static const GPtrArray *
shown_entries(struct log_state *s, const struct panel_context *ctx)
{
	char **words;

	if (!s->filter || !*s->filter)
		return ctx->room->log;
	if (s->shown && s->shown_room == ctx->room && s->shown_version == ctx->room->version)
		return s->shown;
	forget_shown(s);
	s->shown = g_ptr_array_new();
	s->shown_room = ctx->room;
	s->shown_version = ctx->room->version;
	words = g_strsplit(s->filter, " ", -1);
	for (guint i = 0; i < ctx->room->log->len; i++)
		if (log_entry_passes(ctx->room, g_ptr_array_index(ctx->room->log, i), words))
			g_ptr_array_add(s->shown, g_ptr_array_index(ctx->room->log, i));
	g_strfreev(words);
	return s->shown;
}

static const struct entry *
entry_at(const GPtrArray *entries, int i)
{
	return g_ptr_array_index(entries, (guint)i);
}

/* Where the selected line is now; when the log has dropped it, the oldest; the newest when none is
 * held; -1 without lines. */
static int
find_held(const struct log_state *s, const GPtrArray *entries)
{
	int n = (int)entries->len;
	unsigned nth = 0;

	if (!s->is_held)
		return n - 1;
	for (int i = 0; i < n; i++)
		if (entry_at(entries, i)->at_us == s->held_us && nth++ == s->held_nth)
			return i;
	return n > 0 ? 0 : -1;
}

/* Holds line i, or follows again when it is the newest. */
static void
hold(struct log_state *s, const GPtrArray *entries, int i)
{
	s->is_held = i >= 0 && i < (int)entries->len - 1;
	if (!s->is_held)
		return;
	s->held_us = entry_at(entries, i)->at_us;
	s->held_nth = 0;
	for (int k = 0; k < i; k++)
		s->held_nth += entry_at(entries, k)->at_us == s->held_us;
}

/* "plan" of "plan-offer": the sentence says the rest. */
static const char *
kind_word(enum event_kind kind, char *buf, size_t size)
{
	const char *name = _(event_kind_name(kind));

	return words_print(buf, size, "%.*s", (int)strcspn(name, "-"), name);
}

static enum role
kind_role(enum event_kind kind)
{
	switch (kind) {
	case EVENT_REFUSED:
	case EVENT_LOST:
		return ROLE_CRIT;
	case EVENT_ALERT:
		return ROLE_WARN;
	case EVENT_RETRY:
	case EVENT_SOURCE:
		return ROLE_STALE;
	case EVENT_ACK:
	case EVENT_SILENCE:
	case EVENT_SENT:
		return ROLE_SEEN;
	case EVENT_GATE:
		return ROLE_STRONG;
	case EVENT_DONE:
	case EVENT_ALERT_GONE:
		return ROLE_GOOD;
	default:
		return ROLE_DIM;
	}
}

static void
draw_entry(const struct panel_context *ctx, const struct canvas *c, const struct column *cols,
           int y, const struct entry *entry, bool is_selected)
{
	struct row row = row_begin(c, y, is_selected);
	char when[32], now[16], kind[16], mark[80], text[TEXT_ROW];

	instant_format(entry->at_us, ctx->room->zone, "%m-%d", when, sizeof(when));
	instant_format(ctx->now_us, ctx->room->zone, "%m-%d", now, sizeof(now));
	instant_format(entry->at_us, ctx->room->zone,
	               strcmp(when, now) == 0 ? "%H:%M:%S" : "%m-%d %H:%M", when, sizeof(when));
	row_put(&row, &cols[WHEN], ROLE_DIM, when);
	row_put(&row, &cols[KIND], kind_role(entry->kind),
	        kind_word(entry->kind, kind, sizeof kind));
	row_put(&row, &cols[WHO], ROLE_STRONG,
	        *entry->person ? words_person(ctx->room, entry->person) : "");
	row_put(&row, &cols[TEAM], ROLE_TEXT, words_team(ctx->room, entry->team));
	words_print(text, sizeof(text), "%s%s", log_correction(ctx, entry, mark, sizeof(mark)),
	            entry->text);
	row_put(&row, &cols[TEXT], *mark ? ROLE_DIM : ROLE_TEXT, text);
}

static void
scroll_to(struct log_state *s, int selected, int n, int height)
{
	if (!s->is_held)
		s->top = n - height;
	if (selected < s->top)
		s->top = selected;
	if (selected >= s->top + height)
		s->top = selected - height + 1;
	s->top = CLAMP(s->top, 0, MAX(n - height, 0));
}

static void
log_draw(void *state, const struct panel_context *ctx, const struct canvas *c)
{
	struct log_state *s = state;
	struct column cols[COLUMNS] = {
		[WHEN] = { .least = 11, .drop = 1 },           [KIND] = { .least = 8, .drop = 3 },
		[WHO] = { .least = 7, .most = 10, .drop = 2 }, [TEAM] = { .least = 5, .drop = 4 },
		[TEXT] = { .least = 20, .most = -1 },
	};
	const GPtrArray *entries = shown_entries(s, ctx);
	int n = (int)entries->len, selected = find_held(s, entries);
	char text[256];

	if (s->shows != LOG_LINES) {
		log_open_draw(&s->open, s->shows, ctx, c);
		return;
	}
	if (n == 0) {
		if (s->filter && *s->filter)
			words_print(text, sizeof(text),
			            _("nothing in the log matches '%.100s' (q clears the filter)"),
			            s->filter);
		else
			words_print(text, sizeof(text), _("nothing has happened yet"));
		words_calm(c, ROLE_DIM, text);
		return;
	}
	scroll_to(s, selected, n, c->height);
	columns_fit(cols, COLUMNS, 2, c->width - 3);
	for (int i = s->top; i < n && i - s->top < c->height; i++)
		draw_entry(ctx, c, cols, i - s->top, entry_at(entries, i), i == selected);
	if (n > c->height)
		widget_scroll(c, s->top, c->height, n);
}

/* A key changes nothing of it. */
static void
count_chains(struct log_state *s, const struct room *room)
{
	GPtrArray *chains;

	if (s->chains_room == room && s->chains_version == room->version)
		return;
	chains = room_chains(room);
	s->chains = chains->len;
	s->chains_room = room;
	s->chains_version = room->version;
	g_ptr_array_unref(chains);
}

static void
log_head(void *state, const struct panel_context *ctx, char *title, size_t size)
{
	struct log_state *s = state;
	const GPtrArray *entries = shown_entries(s, ctx);
	int newer = s->is_held ? (int)entries->len - 1 - find_held(s, entries) : 0;
	unsigned supervised = room_supervised_count(ctx->room);
	static const char *const names[] = { N_("Log"), N_("Log: open chains"),
		                             N_("Log: supervision 督办") };
	GString *head = g_string_new(_(names[s->shows]));

	count_chains(s, ctx->room);
	if (s->chains > 0)
		g_string_append_printf(head, _("  open %u"), s->chains);
	if (supervised > 0)
		g_string_append_printf(head, _("  supervised %u"), supervised);
	if (newer > 0 && s->shows == LOG_LINES)
		g_string_append_printf(head, _("  %d newer below (G follows)"), newer);
	if (s->filter && *s->filter && s->shows == LOG_LINES)
		g_string_append_printf(head, _("  filter: %s"), s->filter);
	words_print(title, size, "%s", head->str);
	g_string_free(head, TRUE);
}

static char *
log_details(void *state, const struct panel_context *ctx)
{
	struct log_state *s = state;
	const GPtrArray *entries = shown_entries(s, ctx);
	int at = find_held(s, entries);

	if (s->shows != LOG_LINES)
		return log_open_details(&s->open, s->shows, ctx);
	return at < 0 ? NULL : log_entry_details(ctx, entry_at(entries, at));
}

/* The index that a moving action leads to, -1 when it is none. */
static int
moved(enum action action, int at, int n, int height)
{
	int half = MAX(height / 2, 1), to;

	switch (action) {
	case ACTION_DOWN:
		to = at + 1;
		break;
	case ACTION_UP:
		to = at - 1;
		break;
	case ACTION_TOP:
		to = 0;
		break;
	case ACTION_BOTTOM:
		to = n - 1;
		break;
	case ACTION_PAGE_DOWN:
		to = at + half;
		break;
	case ACTION_PAGE_UP:
		to = at - half;
		break;
	default:
		return -1;
	}
	return CLAMP(to, 0, MAX(n - 1, 0));
}

static void
set_filter(struct log_state *s, const char *text)
{
	g_free(s->filter);
	s->filter = text && *text ? g_strdup(text) : NULL;
	forget_shown(s);
}

static enum reaction
log_act(void *state, const struct panel_context *ctx, enum action action, int height,
        struct intent *intent)
{
	struct log_state *s = state;
	const GPtrArray *entries = shown_entries(s, ctx);
	int at = find_held(s, entries), to = moved(action, at, (int)entries->len, height);

	if (action == ACTION_VIEW) {
		s->shows = (s->shows + 1) % LOG_VIEWS;
		return REACTION_DRAW;
	}
	if (action == ACTION_BACK && s->shows != LOG_LINES) {
		s->shows = LOG_LINES;
		return REACTION_DRAW;
	}
	if (s->shows != LOG_LINES && action != ACTION_NOTE)
		return log_open_act(&s->open, s->shows, ctx, action, height, intent);
	if (to >= 0) {
		hold(s, entries, to);
		return REACTION_DRAW;
	}
	return log_entry_act(ctx, at < 0 ? NULL : entry_at(entries, at), action, intent);
}

static void
log_set_filter(void *state, const char *text)
{
	set_filter(state, text);
}

static const char *
log_filter(const void *state)
{
	const struct log_state *s = state;

	return s->filter ? s->filter : "";
}

/* From the newest line on: what was searched lies in the past. */
static bool
log_find(void *state, const struct panel_context *ctx, const char *text, struct seek *seek)
{
	struct log_state *s = state;
	const GPtrArray *entries = shown_entries(s, ctx);
	int newest = (int)entries->len - 1, to;
	struct seeker seeker = seeker_from(newest - find_held(s, entries), seek->step);
	struct needle *needle = needle_new(text);

	if (s->shows != LOG_LINES) {
		needle_free(&needle);
		return log_open_find(&s->open, s->shows, ctx, text, seek);
	}
	for (int i = 0; i <= newest; i++)
		if (log_entry_matches(ctx->room, entry_at(entries, newest - i), needle))
			seeker_meet(&seeker, i);
	needle_free(&needle);
	to = seeker_choose(&seeker, seek);
	if (to >= 0)
		hold(s, entries, newest - to);
	return to >= 0;
}

/* More lines of the timeline than this are for the filter to choose from. */
enum { TOLD_LINES = 40 };

/* What can be corrected or done has a number. */
static void
tell_entry(const struct panel_context *ctx, const struct entry *entry, struct tell *t)
{
	char when[32], mark[80], id[32];

	instant_day(entry->at_us, ctx->room->zone, DAY_SECOND, when, sizeof when);
	words_print(id, sizeof id, "%lu", entry->number);
	if (entry->kind == EVENT_DECIDE || entry->kind == EVENT_NOTE ||
	    entry->kind == EVENT_CORRECT)
		tell_row(t, id, "%s", when);
	else
		tell_say(t, "%s", when);
	tell_also(t, _("%s%s: %s%s"), *entry->person ? " " : "",
	          *entry->person ? words_person(ctx->room, entry->person) : "",
	          log_correction(ctx, entry, mark, sizeof mark), entry->text);
}

static void
log_tell(void *state, const struct panel_context *ctx, struct tell *t)
{
	struct log_state *s = state;
	const GPtrArray *entries = shown_entries(s, ctx);
	guint first = entries->len > TOLD_LINES ? entries->len - TOLD_LINES : 0;

	if (s->shows != LOG_LINES) {
		log_open_tell(s->shows, ctx, t);
		return;
	}
	if (s->filter)
		tell_say(t, _("Log: %u lines match \"%s\"; the last %u, newest last."),
		         entries->len, s->filter, entries->len - first);
	else
		tell_say(t, _("Log: %u lines; the last %u, newest last."), entries->len,
		         entries->len - first);
	for (guint i = first; i < entries->len; i++)
		tell_entry(ctx, entry_at(entries, (int)i), t);
}

static bool
log_select(void *state, const struct panel_context *ctx, const char *id)
{
	struct log_state *s = state;
	const GPtrArray *entries = shown_entries(s, ctx);
	char number[32];

	if (s->shows != LOG_LINES)
		return log_open_select(&s->open, s->shows, ctx, id);
	for (int i = (int)entries->len - 1; i >= 0; i--) {
		words_print(number, sizeof number, "%lu", entry_at(entries, i)->number);
		if (strcmp(number, id) == 0) {
			hold(s, entries, i);
			return true;
		}
	}
	return false;
}

static void
log_fini(void *state)
{
	set_filter(state, "");
	list_view_fini(&((struct log_state *)state)->open);
}

static const enum action actions[] = {
	ACTION_NOTE,      ACTION_DECIDE,      ACTION_CORRECT,
	ACTION_DONE,      ACTION_VIEW,        ACTION_DETAILS,
	ACTION_SEARCH,    ACTION_SEARCH_NEXT, ACTION_SEARCH_PREVIOUS,
	ACTION_FILTER,    ACTION_BACK,        ACTION_DOWN,
	ACTION_UP,        ACTION_TOP,         ACTION_BOTTOM,
	ACTION_PAGE_DOWN, ACTION_PAGE_UP,     ACTION_NONE,
};

const struct panel_ops panel_log = {
	.name = "log",
	.title = N_("Log"),
	.what = N_(
	    "Everything that happened, newest at the bottom; it follows the end until you "
	    "scroll, and again at the bottom. V shows the chains that are open (a signal without "
	    "its decision, a decision that is not done) and the supervision list; the filter "
	    "takes words, kind:, team:, person: and on: (an alert or risk)."),
	.min_width = 24,
	.min_height = 2,
	.state_size = sizeof(struct log_state),
	.actions = actions,
	.draw = log_draw,
	.head = log_head,
	.act = log_act,
	.set_filter = log_set_filter,
	.find = log_find,
	.filter = log_filter,
	.details = log_details,
	.tell = log_tell,
	.select = log_select,
	.fini = log_fini,
};
