/* The linear mode: what a typed line means. */
#include "app/plain.h"

#include "app/deed.h"
#include "app/identity.h"
#include "base/lang.h"
#include "panels/panels.h"

#include <stdlib.h>
#include <string.h>

/* Other words for what a panel says. */
static const struct {
	const char *word, *panel;
} aliases[] = {
	{ "phases", "countdown" }, { "gates", "countdown" }, { "clock", "countdown" },
	{ "alert", "alerts" },     { "a", "alerts" },        { "people", "teams" },
	{ "timeline", "log" },     { "money", "budget" },
};

static const struct panel_ops *
panel_of(const char *word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(aliases); i++)
		if (!strcmp(aliases[i].word, word))
			return panel_by_name(aliases[i].panel);
	return panel_by_name(word);
}

static void
say_panel(struct plain *p, const struct panel_ops *ops)
{
	char *text;

	p->c.view->focus = ops;
	text = plain_tell(p, ops);
	plain_say_page(p, text);
	g_free(text);
}

/* Without words all is told: a filter of an hour ago is easily forgotten. */
static void
say_some(struct plain *p, const struct panel_ops *ops, const char *words)
{
	if (ops->set_filter)
		ops->set_filter(view_pane(p->c.view, ops->name)->state, words);
	else if (*words)
		plain_say(p, _("The %s take no words: here is all."), ops->name);
	say_panel(p, ops);
}

/* The row of a number, selected in its panel; NULL when it is gone, which was said. */
static struct pane_state *
select_number(struct plain *p, const char *text)
{
	guint64 number = g_ascii_strtoull(text, NULL, 10);
	struct panel_context ctx = view_context(p->c.view, session_now_us(p->c.session));
	const struct plain_row *row;
	struct pane_state *pane;

	if (number < 1 || number > p->rows->len) {
		plain_say(p,
		          _("Error: nothing has the number %s: name a panel to hear its numbers."),
		          text);
		return NULL;
	}
	row = g_ptr_array_index(p->rows, number - 1);
	pane = view_pane(p->c.view, row->ops->name);
	if (row->ops->select && row->ops->select(pane->state, &ctx, row->id)) {
		p->c.view->focus = row->ops;
		return pane;
	}
	plain_say(p, _("Error: number %s of the %s is gone."), text, row->ops->name);
	return NULL;
}

static void
show_number(struct plain *p, const char *text)
{
	struct panel_context ctx = view_context(p->c.view, session_now_us(p->c.session));
	struct pane_state *pane = select_number(p, text);
	char *details = pane && pane->ops->details ? pane->ops->details(pane->state, &ctx) : NULL;

	if (details)
		plain_say_page(p, details);
	g_free(details);
}

/* What is done to a row needs its number, or it would be done to whichever comes first. */
static bool
needs_number(enum action action)
{
	static const enum action rows[] = {
		ACTION_ACK,       ACTION_UNACK,   ACTION_SILENCE,   ACTION_ESCALATE, ACTION_ASSIGN,
		ACTION_CORRECT,   ACTION_DUTY,    ACTION_HAND_OVER, ACTION_NOTE,     ACTION_DONE,
		ACTION_PLAN,      ACTION_SIGN,    ACTION_REFUSE,    ACTION_MOVE,     ACTION_RUNBOOK,
		ACTION_ALERTS_OF, ACTION_DETAILS, ACTION_DECIDE,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i] == action)
			return true;
	return false;
}

static bool
understands(const struct panel_ops *ops, enum action action)
{
	for (const enum action *a = ops->actions; *a != ACTION_NONE; a++)
		if (*a == action)
			return true;
	return false;
}

static void
say_cannot(struct plain *p, const struct panel_ops *ops, enum action action)
{
	GString *can = g_string_new(NULL);

	for (const enum action *a = ops->actions; *a != ACTION_NONE; a++)
		if (needs_number(*a))
			g_string_append_printf(can, " %s", action_info(*a)->name);
	plain_say(p, _("Error: %s cannot be done in the %s; there is:%s."),
	          action_info(action)->name, ops->name, can->str);
	g_string_free(can, TRUE);
}

/* What the action comes to for one number, into `all`; false, which was said. */
static bool
add_number(struct plain *p, const char *number, enum action action, struct intent *all)
{
	struct panel_context ctx = view_context(p->c.view, session_now_us(p->c.session));
	struct pane_state *pane = select_number(p, number);
	struct intent one;
	enum reaction reaction;
	bool is_same;

	if (!pane)
		return false;
	intent_init(&one);
	reaction = understands(pane->ops, action)
	               ? pane->ops->act(pane->state, &ctx, action, 0, &one)
	               : REACTION_PASS;
	is_same = reaction == REACTION_INTENT &&
	          (all->kind == INTENT_NONE ||
	           (all->kind == one.kind && !g_strcmp0(all->target, one.target)));
	if (reaction == REACTION_PASS)
		say_cannot(p, pane->ops, action);
	else if (reaction == REACTION_INTENT && !is_same)
		plain_say(p, _("Error: these are not all of one kind: name them one by one."));
	if (is_same && all->kind == INTENT_NONE) {
		struct intent none = *all;

		*all = one;
		one = none;
	} else if (is_same) {
		for (guint i = 0; i < one.subjects->len; i++)
			intent_add(all, g_ptr_array_index(one.subjects, i));
		all->ask = true;
	}
	intent_fini(&one);
	return is_same;
}

/* What would be asked for is said already. */
static void
carry_out(struct plain *p, struct intent *intent, const char *words)
{
	const struct deed_row *row = deed_row(intent->kind);
	/* one alert is acknowledged without a question, with words as well */
	bool is_light = row && row->asks == DEED_ASKS_IF_MANY && !intent->ask;
	char *answer = is_light ? g_strconcat("yes ", words, NULL) : g_strdup(words);

	intent->ask |= *words != '\0';
	console_intent(&p->c, intent);
	if (*words && p->c.view->prompt) {
		prompt_free(&p->c.view->prompt);
		console_answer(&p->c, answer);
	}
	g_free(answer);
}

/* "ack 3,5 words": what is asked is answered by the words, if there are any. */
static void
act_on(struct plain *p, enum action action, const char *numbers, const char *words)
{
	char **each = g_strsplit(numbers, ",", -1);
	struct intent all;
	bool ok = true;

	intent_init(&all);
	for (guint i = 0; each[i] && ok; i++)
		ok = !*each[i] || add_number(p, each[i], action, &all);
	if (ok && all.kind != INTENT_NONE)
		carry_out(p, &all, words);
	intent_fini(&all);
	g_strfreev(each);
}

/* What only moves things on a screen. */
static bool
is_of_screen(enum action action)
{
	return (action >= ACTION_LAYOUT_1 && action <= ACTION_SPAN_LONGER) ||
	       (action >= ACTION_MARK && action <= ACTION_MARK_INVERT) || action == ACTION_THEME ||
	       action == ACTION_COMMAND || action == ACTION_WALL || action == ACTION_REDRAW ||
	       action == ACTION_BACK || action == ACTION_SEARCH_NEXT ||
	       action == ACTION_SEARCH_PREVIOUS || action == ACTION_COPY ||
	       action == ACTION_DETAILS_NEXT || action == ACTION_DETAILS_PREVIOUS;
}

/* Another view or order is told at once; what is done to all is done to the alerts. */
static void
run_action(struct plain *p, enum action action)
{
	if (action == ACTION_ACK_ALL)
		p->c.view->focus = panel_by_name("alerts");
	if (action == ACTION_HOLD || action == ACTION_RESUME)
		p->c.view->focus = panel_by_name("countdown");
	if (action == ACTION_EVALUATE)
		p->c.view->focus = panel_by_name("metrics");
	console_action(&p->c, action);
	if ((action == ACTION_VIEW || action == ACTION_SORT || action == ACTION_EVALUATE) &&
	    p->c.view->focus)
		say_panel(p, p->c.view->focus);
}

static bool
is_number(const char *word)
{
	return *word && strspn(word, "0123456789,") == strlen(word) && *word != ',';
}

/* The action without a number. */
static void
take_action(struct plain *p, enum action action, const char *name, const char *words,
            const char *line)
{
	if (action == ACTION_ACK && !strcmp(words, "all"))
		run_action(p, ACTION_ACK_ALL);
	else if (is_of_screen(action))
		plain_say(p, _("'%s' is for a screen; here name a panel, or 'help'."), name);
	else if (*words && action != ACTION_HELP)
		console_command(&p->c, line); /* "hold why", "decide words" */
	else if (needs_number(action))
		plain_say(p,
		          _("Error: %s what? Give its number, as in '%s 3'; the panels tell them."),
		          name, name);
	else
		run_action(p, action);
}

static bool
take_own_word(struct plain *p, const char *word, const char *rest)
{
	const struct panel_ops *ops = panel_of(strcmp(word, "show") == 0 ? rest : word);

	if (is_number(word) && !*rest)
		show_number(p, word);
	else if (!strcmp(word, "show") && is_number(rest))
		show_number(p, rest);
	else if (ops && !strcmp(word, "show"))
		say_some(p, ops, "");
	else if (ops)
		say_some(p, ops, rest);
	else if (!strcmp(word, "more"))
		plain_say_more(p, !strcmp(rest, "all"));
	else if (!strcmp(word, "status"))
		plain_say_status(p);
	else if (!strcmp(word, "find") && *rest)
		plain_find(p, rest);
	else if (!strcmp(word, "help"))
		plain_say_help(p, rest);
	else if (!strcmp(word, "exit") || !strcmp(word, "q"))
		p->c.is_over = true;
	else
		return false;
	return true;
}

static void
answer(struct plain *p, const char *line)
{
	prompt_free(&p->c.view->prompt);
	if (!*line && p->c.question == QUESTION_PIN) {
		p->c.question = QUESTION_NONE;
		identity_withdraw(p->c.session);
		plain_say(p, _("Nobody is at the keyboard."));
	} else {
		console_answer(&p->c, line);
	}
}

static void
take_words(struct plain *p, const char *word, const char *rest, const char *line)
{
	enum action action = action_by_name(word);
	size_t len = strcspn(rest, " ");
	char *first = g_strndup(rest, len);

	if (take_own_word(p, word, rest))
		;
	else if (action != ACTION_NONE && is_number(first))
		act_on(p, action, first, rest + len + strspn(rest + len, " "));
	else if (action != ACTION_NONE)
		take_action(p, action, word, rest, line);
	else if (!strcmp(word, "theme") || !strcmp(word, "layout"))
		plain_say(p, _("'%s' is for a screen; here name a panel, or 'help'."), word);
	else if (console_is_command(word))
		console_command(&p->c, line);
	else
		plain_say(p, _("Error: '%.40s' means nothing here; 'help' lists what can be said."),
		          word);
	g_free(first);
}

void
plain_take_line(struct plain *p, const char *line)
{
	size_t len;
	char *word;

	if (p->c.view->prompt) {
		answer(p, line);
		return;
	}
	if (*line && console_replay_key(&p->c, line))
		return;
	line += *line == ':';
	len = strcspn(line, " ");
	word = g_ascii_strdown(line, (gssize)len);
	if (*word)
		take_words(p, word, line + len + strspn(line + len, " "), line);
	g_free(word);
}
