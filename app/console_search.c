/* Search and filter: from the prompt to the pane, and on while a pane is not through. */
#include "app/console.h"

#include "base/lang.h"

#include <string.h>

static struct pane_state *
focused(struct console *c, struct panel_context *ctx)
{
	*ctx = view_context(c->view, session_now_us(c->session));
	return view_focused(c->view);
}

static void
say_not_found(struct console *c)
{
	view_say(c->view, ROLE_WARN, _("'%s' is not found"), c->search);
}

void
console_search(struct console *c, const char *text)
{
	struct panel_context ctx;
	struct pane_state *p = focused(c, &ctx);

	g_free(c->search);
	c->search = *text ? g_strdup(text) : NULL;
	if (!c->search)
		return;
	if (!p || !p->ops->find)
		view_say(c->view, ROLE_MESSAGE, _("this pane cannot be searched"));
	else if (!p->ops->find(p->state, &ctx, text, false))
		say_not_found(c);
}

void
console_search_again(struct console *c)
{
	struct panel_context ctx;
	struct pane_state *p = focused(c, &ctx);

	if (!c->search || !p || !p->ops->find)
		view_say(c->view, ROLE_MESSAGE, _("nothing to search for: / starts a search"));
	else if (!p->ops->find(p->state, &ctx, c->search, true))
		say_not_found(c);
}

void
console_filter(struct console *c, const char *text)
{
	struct panel_context ctx;
	struct pane_state *p = focused(c, &ctx);

	if (p && p->ops->set_filter && p->ops->filter && strcmp(p->ops->filter(p->state), text))
		p->ops->set_filter(p->state, text);
}

void
console_ask_filter(struct console *c)
{
	struct panel_context ctx;
	struct pane_state *p = focused(c, &ctx);

	if (!p || !p->ops->set_filter) {
		view_say(c->view, ROLE_MESSAGE, _("this pane has no filter"));
		return;
	}
	g_free(c->filter);
	c->filter = g_strdup(p->ops->filter(p->state));
	console_ask(c, QUESTION_FILTER, _("filter (words, unseen, team:ID, tier:ID ...): "),
	            c->filter);
}

void
console_typed(struct console *c)
{
	if (c->question == QUESTION_FILTER && c->view->prompt)
		console_filter(c, prompt_text(c->view->prompt));
}

void
console_withdraw_filter(struct console *c)
{
	if (c->question == QUESTION_FILTER && c->filter)
		console_filter(c, c->filter);
}

bool
console_work(struct console *c)
{
	struct panel_context ctx = view_context(c->view, session_now_us(c->session));
	bool has_more = false;

	for (guint i = 0; i < c->view->shown->len; i++) {
		struct pane_state *p =
		    view_pane(c->view, g_array_index(c->view->shown, struct pane, i).panel);
		enum work work = p->ops->work ? p->ops->work(p->state, &ctx) : WORK_NONE;

		has_more |= work != WORK_NONE;
		if (work == WORK_NOT_FOUND && c->search)
			say_not_found(c);
	}
	return has_more;
}
