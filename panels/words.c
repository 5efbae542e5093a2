/* Words and signs that several panels share. */
#include "panels/words.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "base/text.h"
#include "room/team.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const signs[SIGN_COUNT][2] = {
	[SIGN_GOOD] = { "✓", "+" }, [SIGN_BAD] = { "✗", "x" },      [SIGN_NEAR] = { "~", "~" },
	[SIGN_WARN] = { "!", "!" }, [SIGN_UNKNOWN] = { "?", "?" },  [SIGN_CURSOR] = { "▶", ">" },
	[SIGN_MARK] = { "*", "*" }, [SIGN_UP] = { "▲", "^" },       [SIGN_DOWN] = { "▼", "v" },
	[SIGN_DOT] = { "·", "." },  [SIGN_FULL_DOT] = { "●", "o" }, [SIGN_OPEN] = { "○", "o" },
	[SIGN_GE] = { "≥", ">=" },  [SIGN_LE] = { "≤", "<=" },      [SIGN_MORE] = { "›", ">" },
	[SIGN_NOW] = { "┃", "|" },  [SIGN_FULL] = { "█", "#" },     [SIGN_REST] = { "░", "-" },
	[SIGN_DASH] = { "–", "-" },
};

const char *
words_sign(const struct canvas *c, enum sign sign)
{
	return signs[sign][c->glyphs == GLYPHS_ASCII || c->ambiguous_wide];
}

void
words_vprint(char *buf, size_t size, const char *fmt, va_list ap)
{
	const char *end;

	g_vsnprintf(buf, size, fmt, ap);
	if (!g_utf8_validate(buf, -1, &end))
		buf[end - buf] = '\0';
}

char *
words_print(char *buf, size_t size, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	words_vprint(buf, size, fmt, ap);
	va_end(ap);
	return buf;
}

static bool
is_same_day(const struct room *room, int64_t a_us, int64_t b_us)
{
	char a[16], b[16];

	instant_format(a_us, room->zone, "%Y%m%d", a, sizeof(a));
	instant_format(b_us, room->zone, "%Y%m%d", b, sizeof(b));
	return strcmp(a, b) == 0;
}

char *
words_when(const struct room *room, int64_t at_us, int64_t now_us, char *buf, size_t size)
{
	if (at_us == UNSAID || is_same_day(room, at_us, now_us))
		return words_when_column(room, at_us, now_us, buf, size);
	return instant_day(at_us, room->zone, DAY_MINUTE, buf, size);
}

char *
words_when_column(const struct room *room, int64_t at_us, int64_t now_us, char *buf, size_t size)
{
	if (at_us == UNSAID)
		g_strlcpy(buf, "-", size);
	else
		instant_format(at_us, room->zone,
		               is_same_day(room, at_us, now_us) ? "%H:%M" : "%m-%d %H:%M", buf,
		               size);
	return buf;
}

char *
words_instant(const struct room *room, int64_t at_us, char *buf, size_t size)
{
	if (at_us == UNSAID)
		g_strlcpy(buf, "-", size);
	else
		instant_format(at_us, room->zone, "%Y-%m-%d %H:%M:%S %Z", buf, size);
	return buf;
}

char *
words_ago(int64_t at_us, int64_t now_us, char *buf, size_t size)
{
	char span[16];

	if (at_us == UNSAID)
		g_strlcpy(buf, _("never"), size);
	else if (at_us > now_us)
		g_snprintf(buf, size, _("in %s"),
		           duration_coarse(at_us - now_us, span, sizeof(span)));
	else
		g_snprintf(buf, size, _("%s ago"),
		           duration_coarse(now_us - at_us, span, sizeof(span)));
	return buf;
}

char *
words_money(const struct room *room, int64_t minor, char *buf, size_t size)
{
	char amount[32];

	if (minor == UNSAID)
		g_strlcpy(buf, "-", size);
	else
		g_snprintf(buf, size, "%s%s", room->is.currency ? room->is.currency : "",
		           money_short(minor, amount, sizeof(amount)));
	return buf;
}

char *
words_percent(double share, char *buf, size_t size)
{
	if (!isfinite(share))
		g_strlcpy(buf, "-", size);
	else
		g_snprintf(buf, size, "%.1f%%", share * 100);
	return buf;
}

const char *
words_person(const struct room *room, const char *id)
{
	const struct person *person;

	if (!id || !*id)
		return "-";
	person = room_person(room, id);
	return person && *person->name ? person->name : id;
}

const char *
words_team(const struct room *room, const char *id)
{
	const struct team *team;

	if (!id || !*id)
		return "";
	team = room_team(room, id);
	return team && *team->brief ? team->brief : id;
}

const char *
words_level(enum risk_level level)
{
	switch (level) {
	case RISK_GENERAL:
		return lang_in("level", "general");
	case RISK_KEY:
		return lang_in("level", "key");
	case RISK_URGENT:
		return lang_in("level", "urgent");
	default:
		return "-";
	}
}

bool
words_answerable(const struct room *room, const struct alert *alert, int64_t now_us, char *buf,
                 size_t size)
{
	struct answerable who = alert_answerable(room, alert, now_us);

	words_print(buf, size, "%s%s / %s", who.accountable ? who.accountable->id : "-",
	            who.accountable_off_duty ? "!" : "",
	            who.responsible ? who.responsible->id : "-");
	return !who.accountable || !who.responsible || who.accountable_off_duty;
}

enum role
words_sources(const struct panel_context *ctx, const char *what, char *buf, size_t size)
{
	const GPtrArray *sources = ctx->room->sources;
	const struct source_state *bad = NULL;
	int64_t newest_us = UNSAID;
	unsigned n = 0;
	char ago[32];

	for (guint i = 0; i < sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(sources, i);

		if (!source_shows(source, what))
			continue;
		n++;
		newest_us = MAX(newest_us, source->last_ok_us);
		if (source->health == SOURCE_FAILING || source_is_stale(source, ctx->now_us))
			bad = source;
	}
	if (n == 0)
		words_print(buf, size,
		            _("no source of %s is configured: add one to sources = (...)"),
		            _(what));
	else if (bad)
		words_print(buf, size, _("%s %s; last answer %s"), bad->is.name,
		            *bad->reason ? bad->reason : _("is silent"),
		            words_ago(bad->last_ok_us, ctx->now_us, ago, sizeof(ago)));
	else if (newest_us == UNSAID)
		words_print(buf, size, _("no source of %s has answered yet"), _(what));
	else
		g_snprintf(buf, size, _("last answer %s"),
		           words_ago(newest_us, ctx->now_us, ago, sizeof(ago)));
	return bad ? ROLE_STALE : n == 0 || newest_us == UNSAID ? ROLE_DIM : ROLE_GOOD;
}

bool
words_all_stale(const struct panel_context *ctx, const char *what)
{
	bool any = false;

	for (guint i = 0; i < ctx->room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(ctx->room->sources, i);

		if (!source_shows(source, what))
			continue;
		if (source->health != SOURCE_FAILING && !source_is_stale(source, ctx->now_us))
			return false;
		any = true;
	}
	return any;
}

static bool
any_shows(const struct room *room, const char *what)
{
	for (guint i = 0; i < room->sources->len; i++)
		if (source_shows(g_ptr_array_index(room->sources, i), what))
			return true;
	return false;
}

/* Bytes of text that fit into `cells`, cut at a space or beside a wide letter where there is one. */
static size_t
wrap_at(const char *text, int cells)
{
	size_t fits = text_fit(text, cells, NULL), best = 0;
	const char *at = text;

	if (text[fits] == '\0' || text[fits] == ' ')
		return fits;
	while (at < text + fits)
		if (text_row_may_end(&at) || *at == ' ')
			best = (size_t)(at - text);
	return best ? best : fits;
}

void
words_calm(const struct canvas *c, enum role role, const char *text)
{
	int cells = c->width > 4 ? c->width - 4 : c->width;
	int y = c->height > 4 ? c->height / 3 : 0;

	for (; *text && y < c->height; y++) {
		size_t n = wrap_at(text, cells);
		char *row;
		int width;

		if (n == 0)
			return;
		row = g_strndup(text, n);
		width = text_width(row);
		canvas_text(c, (c->width - width) / 2, y, role, row);
		g_free(row);
		text += n;
		text += strspn(text, " ");
	}
}

void
words_empty(const struct panel_context *ctx, const struct canvas *c, const char *what,
            const char *configure)
{
	char sources[256], text[320];
	enum role role = words_sources(ctx, what, sources, sizeof(sources));

	if (!any_shows(ctx->room, what)) {
		words_calm(c, ROLE_DIM, configure);
		return;
	}
	words_print(text, sizeof(text), _("no %s yet: %s"), _(what), sources);
	words_calm(c, role == ROLE_GOOD ? ROLE_DIM : role, text);
}

void
words_detail(GString *to, const char *name, const char *fmt, ...)
{
	va_list ap;
	char *value;

	va_start(ap, fmt);
	value = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	if (*value)
		g_string_append_printf(to, "%s: %s\n", name, value);
	g_free(value);
}

bool
words_contain(const char *text, const char *word)
{
	char *low_text, *low_word;
	bool found;

	if (!text)
		return false;
	low_text = g_utf8_strdown(text, -1);
	low_word = g_utf8_strdown(word, -1);
	found = strstr(low_text, low_word) != NULL;
	g_free(low_text);
	g_free(low_word);
	return found;
}
