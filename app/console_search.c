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
	search_line_end(c->view);
	view_say(c->view, ROLE_WARN, _("'%s' is not found"), c->search);
}

/* In the box on top, if there is one, else in the pane that has the keys. */
static void
seek(struct console *c, int step)
{
	struct view *v = c->view;
	struct panel_context ctx;
	struct pane_state *p = focused(c, &ctx);
	struct seek seek = { .step = step };
	bool is_box = v->overlay != OVERLAY_NONE, found;

	if (!is_box && (!p || !p->ops->find)) {
		view_say(v, ROLE_MESSAGE, _("this pane cannot be searched"));
		return;
	}
	found = is_box ? overlay_find(v, c->search, &seek)
	               : p->ops->find(p->state, &ctx, c->search, &seek);
	if (!found) {
		say_not_found(c);
		return;
	}
	g_free(v->search.text);
	v->search = (struct search_line){ g_strdup(c->search), is_box ? NULL : p->ops, seek };
}

void
console_search(struct console *c, const char *text)
{
	g_free(c->search);
	c->search = *text ? g_strdup(text) : NULL;
	search_line_end(c->view);
	if (c->search)
		seek(c, 0);
}

void
console_search_again(struct console *c, int step)
{
	if (c->search)
		seek(c, step);
	else
		view_say(c->view, ROLE_MESSAGE, _("nothing to search for: %s starts a search"),
		         keymap_key(c->view->keymap, ACTION_SEARCH));
}

void
console_filter(struct console *c, const char *text)
{
	struct panel_context ctx;
	struct pane_state *p = focused(c, &ctx);

	if (c->view->overlay == OVERLAY_HELP) {
		console_show_help(c, text);
		return;
	}
	if (p && p->ops->set_filter && p->ops->filter && strcmp(p->ops->filter(p->state), text))
		p->ops->set_filter(p->state, text);
}

void
console_ask_filter(struct console *c)
{
	struct panel_context ctx;
	struct pane_state *p = focused(c, &ctx);

	if (c->view->overlay == OVERLAY_HELP) {
		g_free(c->filter);
		c->filter = g_strdup(c->view->overlay_word ? c->view->overlay_word : "");
		console_ask(c, QUESTION_FILTER, _("help on (a key, a name or a word): "),
		            c->filter);
		return;
	}
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
		struct seek found = { 0 };
		enum work work = p->ops->work ? p->ops->work(p->state, &ctx, &found) : WORK_NONE;

		has_more |= work != WORK_NONE;
		if (work != WORK_SOUGHT || !c->search)
			continue;
		if (found.of == 0)
			say_not_found(c);
		else if (c->view->search.ops == p->ops)
			c->view->search.seek = found;
	}
	return has_more;
}
