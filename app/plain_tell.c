/* The linear mode: what the panels say, a page at a time. */
#include "app/plain.h"

#include "base/lang.h"
#include "base/text.h"
#include "panels/panels.h"
#include "panels/words.h"

#include <string.h>

enum { PAGE = 25, PRESSING = 5 };

struct numbering {
	struct plain *p;
	const struct panel_ops *ops;
};

static unsigned
number_of(void *data, const char *id)
{
	const struct numbering *n = data;

	return plain_number(n->p, n->ops, id);
}

/* Who hears one line of a panel needs no numbers. */
static unsigned
no_number(void *data, const char *id)
{
	(void)data;
	(void)id;
	return 0;
}

static char *
tell(struct plain *p, const struct panel_ops *ops, bool has_numbers)
{
	struct panel_context ctx = view_context(p->c.view, session_now_us(p->c.session));
	struct numbering numbering = { p, ops };
	struct tell t = { g_string_new(NULL), has_numbers ? number_of : no_number, &numbering };
	char sources[256];

	ops->tell(view_pane(p->c.view, ops->name)->state, &ctx, &t);
	/* how old it is belongs to what is said */
	if (ops->shows) {
		enum role role = words_sources(&ctx, ops->shows, sources, sizeof sources);

		tell_say(&t, role == ROLE_STALE ? _("STALE: %s.") : _("Data: %s."), sources);
	}
	return g_string_free(t.to, FALSE);
}

char *
plain_tell(struct plain *p, const struct panel_ops *ops)
{
	return tell(p, ops, true);
}

void
plain_say_more(struct plain *p, bool all)
{
	guint n = p->rest ? g_strv_length(p->rest) : 0;
	guint end = all ? n : MIN(n, p->rest_at + PAGE);

	if (p->rest_at >= n) {
		plain_say(p, _("There is no more."));
		return;
	}
	/* two more are sooner said than announced */
	if (n - end <= 2)
		end = n;
	for (; p->rest_at < end; p->rest_at++)
		plain_say(p, "%s", p->rest[p->rest_at]);
	if (end < n)
		plain_say(p, _("%u more lines: 'more' goes on, 'more all' says them all."),
		          n - end);
}

void
plain_say_page(struct plain *p, const char *text)
{
	char *lines = g_strchomp(g_strdup(text));

	g_strfreev(p->rest);
	p->rest = g_strsplit(lines, "\n", -1);
	p->rest_at = 0;
	g_free(lines);
	plain_say_more(p, false);
}

void
plain_say_status(struct plain *p)
{
	for (size_t i = 0; panels[i]; i++) {
		bool is_feed = panels[i] == panel_by_name("alerts");
		char *text = tell(p, panels[i], is_feed), **lines = g_strsplit(text, "\n", -1);
		guint shown = 0;

		plain_say(p, "%s", lines[0]);
		for (guint k = 1; is_feed && lines[k] && shown < PRESSING; k++)
			if (g_ascii_isdigit(lines[k][0])) {
				plain_say(p, "%s", lines[k]);
				shown++;
			}
		g_strfreev(lines);
		g_free(text);
	}
}

void
plain_find(struct plain *p, const char *word)
{
	GString *found = g_string_new(NULL);

	for (size_t i = 0; panels[i]; i++) {
		char *text = plain_tell(p, panels[i]), **lines = g_strsplit(text, "\n", -1);

		for (guint k = 0; lines[k]; k++)
			if (words_contain(lines[k], word))
				g_string_append_printf(found, "%s: %s\n", _(panels[i]->title),
				                       lines[k]);
		g_strfreev(lines);
		g_free(text);
	}
	if (found->len > 0)
		plain_say_page(p, found->str);
	else
		plain_say(p, _("'%s' is not found."), word);
	g_string_free(found, TRUE);
}

/* The actions of a panel that do something to a row. */
static void
help_panel(GString *to, const struct panel_ops *ops)
{
	g_string_append_printf(to, "%s: %s\n", ops->name, _(ops->what));
	for (const enum action *a = ops->actions; ops->select && *a != ACTION_NONE; a++)
		if (*action_info(*a)->label)
			g_string_append_printf(to, "  %s: %s\n", action_info(*a)->name,
			                       _(action_info(*a)->help));
}

void
plain_say_help(struct plain *p, const char *about)
{
	const struct panel_ops *ops = panel_by_name(about);
	GString *to = g_string_new(NULL), *names = g_string_new(NULL);

	for (size_t i = 0; panels[i]; i++)
		g_string_append_printf(names, "%s%s", i ? ", " : "", panels[i]->name);
	if (ops)
		help_panel(to, ops);
	else
		g_string_append_printf(
		    to,
		    _("Name a panel to hear it: %s.\n"
		      "Words after it choose: 'alerts unseen', 'alerts team:tech payment', 'log kind:ack'.\n"
		      "What is told has a number, which stays the same until you leave. With it:\n"
		      "  show 3: everything about number 3; the number alone does the same\n"
		      "  ack 3, unack 3, silence 3 30m why, done 3 what was done, escalate 3 why, note 3 words,\n"
		      "  assign 3 lin, decide 3 what and why, plan 3, sign 12, refuse 12 why, duty 20\n"
		      "  ack 3,5,9: several at once. ack all: all that the last 'alerts' listed\n"
		      "What covers several, or cannot be taken back, asks; then type yes.\n"
		      "  status: how the room stands. find WORD: wherever it is said. more: the rest of a long answer\n"
		      "  hold why, resume, start PHASE, end PHASE, say words, decide words: for the whole room\n"
		      "  as NAME: who you are. lock. poll: ask the sources now. view, sort, evaluate: another view\n"
		      "  help PANEL: what can be done there. quit leaves\n"),
		    names->str);
	plain_say_page(p, to->str);
	g_string_free(names, TRUE);
	g_string_free(to, TRUE);
}
