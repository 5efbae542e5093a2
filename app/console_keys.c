/* Keys and actions: first the prompt, then what lies on top, then the pane that has the keys, then
 * the console itself. */
#include "app/console.h"

#include "app/identity.h"
#include "base/lang.h"
#include "panels/panels.h"
#include "room/alert.h"
#include "tui/help.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

void
console_ask(struct console *c, enum question question, const char *label, const char *preset)
{
	prompt_free(&c->view->prompt);
	c->question = question;
	c->view->prompt =
	    prompt_new(label, preset, question == QUESTION_COMMAND ? console_complete : NULL, c);
}

void
console_paste(struct console *c, const char *text)
{
	if (c->view->prompt) {
		prompt_paste(c->view->prompt, text);
		console_typed(c);
	} else if (!c->view->is_wall) {
		view_say(c->view, ROLE_MESSAGE,
		         _("%zu bytes of pasted text are no keys: nothing is done"), strlen(text));
	}
}

static void
prompt_take_key(struct console *c, const char *key)
{
	enum prompt_result result = prompt_key(c->view->prompt, key);
	struct prompt *answered = c->view->prompt;

	if (result == PROMPT_EDITING) {
		console_typed(c);
		return;
	}
	/* the answer may open another prompt, so this one is put aside first */
	c->view->prompt = NULL;
	if (result == PROMPT_ACCEPTED) {
		console_answer(c, prompt_text(answered));
	} else {
		console_withdraw_filter(c);
		c->question = QUESTION_NONE;
		identity_withdraw(c->session);
	}
	prompt_free(&answered);
}

static bool
overlay_take(struct console *c, enum action action)
{
	struct view *v = c->view;

	switch (action) {
	case ACTION_DOWN:
		v->overlay_top++;
		return true;
	case ACTION_UP:
		v->overlay_top--;
		return true;
	case ACTION_PAGE_DOWN:
		v->overlay_top += 10;
		return true;
	case ACTION_PAGE_UP:
		v->overlay_top -= 10;
		return true;
	case ACTION_TOP:
		v->overlay_top = 0;
		return true;
	case ACTION_BOTTOM:
		v->overlay_top = INT_MAX / 2;
		return true;
	case ACTION_BACK:
	case ACTION_DETAILS:
	case ACTION_HELP:
		if (action == ACTION_BACK && search_line_is_on(v))
			search_line_end(v);
		else
			overlay_close(v);
		return true;
	default:
		return false;
	}
}

/* The help lies over the rows: nothing is done to what is not seen. */
static bool
is_for_help(enum action action)
{
	return action_is_everywhere(action) || action == ACTION_SEARCH ||
	       action == ACTION_SEARCH_NEXT || action == ACTION_SEARCH_PREVIOUS ||
	       action == ACTION_FILTER;
}

void
console_show_details(struct console *c)
{
	struct pane_state *p = view_focused(c->view);
	struct panel_context ctx = view_context(c->view, session_now_us(c->session));
	char *text = p && p->ops->details ? p->ops->details(p->state, &ctx) : NULL;

	if (text)
		overlay_open(c->view, OVERLAY_DETAILS, _(p->ops->title), text);
	else
		view_say(c->view, ROLE_MESSAGE, _("nothing is selected here"));
	g_free(text);
}

/* Another row is selected and its details take the place of those that are open. */
static void
step_details(struct console *c, enum action move)
{
	struct pane_state *p = view_focused(c->view);
	struct panel_context ctx = view_context(c->view, session_now_us(c->session));
	char *before = g_strdup(c->view->overlay_text);
	struct intent intent;

	if (c->view->overlay != OVERLAY_DETAILS || !p || !p->ops->act) {
		view_say(c->view, ROLE_MESSAGE, _("%s opens the details first"),
		         keymap_key(c->view->keymap, ACTION_DETAILS));
		g_free(before);
		return;
	}
	intent_init(&intent);
	p->ops->act(p->state, &ctx, move, p->rows, &intent);
	intent_fini(&intent);
	console_show_details(c);
	if (!g_strcmp0(before, c->view->overlay_text))
		view_say(c->view, ROLE_MESSAGE, "%s",
		         move == ACTION_DOWN ? _("this is the last row")
		                             : _("this is the first row"));
	g_free(before);
}

void
console_show_help(struct console *c, const char *word)
{
	char *text = help_text(c->view->focus, c->view->keymap, word), *kept = g_strdup(word);

	overlay_open(c->view, OVERLAY_HELP, _("Help"), text);
	c->view->overlay_word = kept;
	g_free(text);
}

/* Closes the innermost thing: the search's filter, then the zoom. */
static void
go_back(struct console *c)
{
	struct pane_state *p = view_focused(c->view);

	if (search_line_is_on(c->view)) {
		search_line_end(c->view);
	} else if (p && p->ops->filter && *p->ops->filter(p->state)) {
		p->ops->set_filter(p->state, "");
		view_say(c->view, ROLE_MESSAGE, _("filter cleared"));
	} else if (c->view->is_zoomed) {
		c->view->is_zoomed = false;
	} else {
		view_say(c->view, ROLE_MESSAGE, _("%s leaves"),
		         keymap_key(c->view->keymap, ACTION_QUIT));
	}
}

static void
zoom(struct console *c)
{
	if (!c->view->focus) /* the screen is too small for any pane */
		return;
	c->view->is_zoomed = !c->view->is_zoomed;
	if (c->view->is_zoomed)
		view_say(c->view, ROLE_MESSAGE, _("%s alone; %s shows the others again"),
		         _(c->view->focus->title), keymap_key(c->view->keymap, ACTION_ZOOM));
}

static void
choose_layout(struct console *c, guint index)
{
	if (index >= c->view->layouts->len) {
		view_say(c->view, ROLE_MESSAGE, _("there are %u layouts"), c->view->layouts->len);
		return;
	}
	c->view->layout = index;
	c->view->is_zoomed = false;
	c->view->focus = NULL;
	view_say(c->view, ROLE_MESSAGE, _("layout %s"),
	         g_array_index(c->view->layouts, struct named_layout, index).name);
}

static void
console_own_action(struct console *c, enum action action)
{
	if (action >= ACTION_LAYOUT_1 && action <= ACTION_LAYOUT_9) {
		choose_layout(c, (guint)(action - ACTION_LAYOUT_1));
		return;
	}
	switch (action) {
	case ACTION_NEXT_PANE:
		view_focus_step(c->view, 1);
		break;
	case ACTION_PREVIOUS_PANE:
		view_focus_step(c->view, -1);
		break;
	case ACTION_PANE_LEFT:
		view_focus_toward(c->view, -1, 0);
		break;
	case ACTION_PANE_RIGHT:
		view_focus_toward(c->view, 1, 0);
		break;
	case ACTION_PANE_UP:
		view_focus_toward(c->view, 0, -1);
		break;
	case ACTION_PANE_DOWN:
		view_focus_toward(c->view, 0, 1);
		break;
	case ACTION_ZOOM:
		zoom(c);
		break;
	case ACTION_DETAILS:
		console_show_details(c);
		break;
	case ACTION_DETAILS_NEXT:
		step_details(c, ACTION_DOWN);
		break;
	case ACTION_DETAILS_PREVIOUS:
		step_details(c, ACTION_UP);
		break;
	case ACTION_BACK:
		go_back(c);
		break;
	case ACTION_SEARCH:
		console_ask(c, QUESTION_SEARCH, "/", "");
		break;
	case ACTION_SEARCH_NEXT:
		console_search_again(c, 1);
		break;
	case ACTION_SEARCH_PREVIOUS:
		console_search_again(c, -1);
		break;
	case ACTION_FILTER:
		console_ask_filter(c);
		break;
	case ACTION_THEME:
		console_choose_theme(c);
		break;
	case ACTION_COMMAND:
		console_ask(c, QUESTION_COMMAND, ":", "");
		break;
	case ACTION_HELP:
		console_show_help(c, "");
		break;
	case ACTION_IDENTIFY:
		console_ask(c, QUESTION_IDENTIFY, _("who is at the keyboard: "), "");
		break;
	case ACTION_LOCK:
		console_lock(c);
		break;
	case ACTION_COPY:
	case ACTION_SIGN: /* where there is nothing to sign */
		console_copy(c);
		break;
	case ACTION_UNDO:
	case ACTION_UNACK:
		console_undo(c);
		break;
	case ACTION_WALL:
		console_wall(c, true);
		break;
	case ACTION_REDRAW:
		c->must_draw_anew = true;
		break;
	case ACTION_QUIT:
		c->is_over = true;
		break;
	default:
		view_say(c->view, ROLE_MESSAGE, _("%s does nothing in this pane"),
		         action_info(action)->name);
	}
}

void
console_action(struct console *c, enum action action)
{
	struct pane_state *p = view_focused(c->view);
	struct panel_context ctx = view_context(c->view, session_now_us(c->session));
	struct intent intent;
	enum reaction reaction = REACTION_PASS;

	if (c->view->overlay == OVERLAY_THEMES && console_theme_action(c, action))
		return;
	if (c->view->overlay != OVERLAY_NONE && overlay_take(c, action))
		return;
	if (c->view->overlay == OVERLAY_HELP && !is_for_help(action)) {
		view_say(c->view, ROLE_MESSAGE, _("%s closes the help first"),
		         keymap_key(c->view->keymap, ACTION_BACK));
		return;
	}
	intent_init(&intent);
	if (p && p->ops->act)
		reaction = p->ops->act(p->state, &ctx, action, p->rows, &intent);
	if (reaction == REACTION_INTENT)
		console_intent(c, &intent);
	else if (reaction == REACTION_PASS)
		console_own_action(c, action);
	intent_fini(&intent);
}

/* While a search is on, n is its next match, and a note again when it has ended. */
static bool
goes_on_searching(const struct console *c, const char *key)
{
	return search_line_is_on(c->view) && strcmp(key, "n") == 0;
}

void
console_key(struct console *c, const char *key)
{
	enum action action;

	if (c->view->choice) {
		console_choice_key(c, key);
		return;
	}
	if (c->view->prompt) {
		prompt_take_key(c, key);
		return;
	}
	c->view->message_until_us = 0;
	if (c->view->is_wall) {
		console_wall(c, false);
		return;
	}
	if (c->view->overlay == OVERLAY_NONE && !goes_on_searching(c, key) &&
	    console_replay_key(c, key))
		return;
	action =
	    goes_on_searching(c, key) ? ACTION_SEARCH_NEXT : keymap_action(c->view->keymap, key);
	if (action == ACTION_NONE)
		view_say(c->view, ROLE_MESSAGE, _("%s has no meaning here; %s lists the keys"), key,
		         keymap_key(c->view->keymap, ACTION_HELP));
	else
		console_action(c, action);
}
