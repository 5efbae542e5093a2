/* The command line: every action by its name, and the commands that take words. */
#include "app/console.h"

#include "app/drill.h"

#include "base/lang.h"
#include "net/net.h"
#include "panels/panels.h"
#include "room/course.h"

#include <string.h>

static void
list_layouts(struct console *c)
{
	GString *names = g_string_new(_("layouts:"));

	for (guint i = 0; i < c->view->layouts->len; i++)
		g_string_append_printf(
		    names, " %s", g_array_index(c->view->layouts, struct named_layout, i).name);
	view_say(c->view, ROLE_TEXT, "%s", names->str);
	g_string_free(names, TRUE);
}

static void
command_layout(struct console *c, const char *words)
{
	struct err e;

	if (!*words)
		list_layouts(c);
	else if (!view_set_layout(c->view, words, &e))
		view_say(c->view, ROLE_ERROR, "%s", e.text);
}

static void
command_theme(struct console *c, const char *words)
{
	struct err e;

	if (!console_set_theme(c, words, &e))
		view_say(c->view, ROLE_ERROR, "%s", e.text);
}

static void
command_focus(struct console *c, const char *words)
{
	const struct panel_ops *ops = panel_by_name(words);

	if (!ops) {
		view_say(c->view, ROLE_ERROR, _("there is no panel '%.40s'"), words);
		return;
	}
	c->view->focus = ops;
	c->view->is_zoomed = true;
}

static void
command_as(struct console *c, const char *words)
{
	c->question = QUESTION_IDENTIFY;
	console_answer(c, words);
}

/* On this subject (NULL: the room); the words, if there are any, answer what it asks. */
static void
intend(struct console *c, enum intent_kind kind, const char *subject, const char *words)
{
	struct intent intent;

	intent_init(&intent);
	intent.kind = kind;
	if (subject)
		intent_add(&intent, subject);
	console_intent(c, &intent);
	intent_fini(&intent);
	if (!*words || (!c->view->prompt && !c->view->choice))
		return;
	/* typed out with its words, it is asked about no more */
	prompt_free(&c->view->prompt);
	choice_free(&c->view->choice);
	c->question = QUESTION_COMMENT;
	console_answer(c, words);
}

static void
command_note(struct console *c, const char *words)
{
	intend(c, INTENT_NOTE, NULL, words);
}

static void
command_hold(struct console *c, const char *words)
{
	const struct room *room = c->session->room;
	const struct phase *phase = room_phase_to_hold(room, session_now_us(c->session));

	if (phase)
		intend(c, INTENT_HOLD, phase->id, words);
	else
		view_say(c->view, ROLE_ERROR, _("no phase runs or lies ahead that could be held"));
}

static void
command_resume(struct console *c, const char *words)
{
	const struct hold *hold = room_hold(c->session->room);

	if (hold)
		intend(c, INTENT_RESUME, hold->phase, words);
	else
		view_say(c->view, ROLE_ERROR, _("no phase is held"));
}

/* "peak and why": the first word is the phase. */
static void
command_phase(struct console *c, enum intent_kind kind, const char *words)
{
	size_t len = strcspn(words, " ");
	char *id = g_strndup(words, len);

	if (room_phase(c->session->room, id))
		intend(c, kind, id, words + len + strspn(words + len, " "));
	else
		view_say(c->view, ROLE_ERROR, _("which phase? there is no '%.40s'"), id);
	g_free(id);
}

static void
command_start(struct console *c, const char *words)
{
	command_phase(c, INTENT_START_PHASE, words);
}

static void
command_end(struct console *c, const char *words)
{
	command_phase(c, INTENT_END_PHASE, words);
}

static void
command_decide(struct console *c, const char *words)
{
	intend(c, INTENT_DECIDE, NULL, words);
}

static void
command_poll(struct console *c, const char *words)
{
	if (!c->session->net) {
		view_say(c->view, ROLE_ERROR, _("nothing is asked in a replay"));
		return;
	}
	net_poll_now(c->session->net, *words ? words : NULL);
	if (*words)
		view_say(c->view, ROLE_MESSAGE, _("asking %s now"), words);
	else
		view_say(c->view, ROLE_MESSAGE, _("asking every source now"));
}

static void
command_score(struct console *c, const char *words)
{
	char *text;

	(void)words;
	if (!c->session->drill) {
		view_say(c->view, ROLE_ERROR, _("this is no drill: there is no score"));
		return;
	}
	text = drill_text(c->session);
	overlay_open(c->view, OVERLAY_DETAILS, _("Score"), text);
	g_free(text);
}

/* What the words of a command may be, for completion. OPTIONAL: without them it is the command too,
 * though there is an action of that name. */
enum words {
	WORDS_NONE,
	WORDS_OPTIONAL,
	WORDS_LAYOUT,
	WORDS_THEME,
	WORDS_PANEL,
	WORDS_PHASE,
	WORDS_FILTER,
	WORDS_MOUSE
};

static const struct console_command {
	const char *name;
	void (*run)(struct console *c, const char *words);
	enum words words;
	const char *help;
} commands[] = {
	{ "layout", command_layout, WORDS_LAYOUT,
	  N_("what stands where: the layout of this name") },
	{ "theme", command_theme, WORDS_THEME, N_("the colours of this name") },
	{ "show", command_focus, WORDS_PANEL, N_("this panel alone") },
	{ "filter", console_command_filter, WORDS_FILTER,
	  N_("show only what matches; save NAME, drop NAME, or a saved NAME") },
	{ "as", command_as, WORDS_NONE, N_("say who is at the keyboard") },
	{ "say", command_note, WORDS_NONE, N_("write a line into the log") },
	{ "poll", command_poll, WORDS_NONE, N_("ask this source now, or all") },
	{ "decide", command_decide, WORDS_NONE, N_("write down a decision and its reason") },
	{ "hold", command_hold, WORDS_OPTIONAL, N_("hold the phase that runs, and why") },
	{ "resume", command_resume, WORDS_OPTIONAL, N_("resume the phase that is held") },
	{ "start", command_start, WORDS_PHASE, N_("start this phase now") },
	{ "end", command_end, WORDS_PHASE, N_("end this phase now") },
	{ "goto", console_goto, WORDS_NONE, N_("in a replay: to the next event of a kind") },
	{ "at", console_at, WORDS_NONE, N_("in a replay: to a time") },
	{ "score", command_score, WORDS_NONE, N_("in a drill: the score so far") },
	{ "mouse", console_command_mouse, WORDS_MOUSE, N_("on or off") },
};

const char *
console_help_on(const char *candidate)
{
	size_t len = strcspn(candidate, " ");
	char *name = g_strndup(candidate, len);
	enum action action = candidate[len] ? ACTION_NONE : action_by_name(name);
	const char *help = action != ACTION_NONE ? action_info(action)->help : "";

	for (size_t i = 0; action == ACTION_NONE && i < G_N_ELEMENTS(commands); i++)
		if (!strcmp(commands[i].name, name))
			help = commands[i].help;
	g_free(name);
	return help;
}

bool
console_is_command(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		if (!strcmp(commands[i].name, name))
			return true;
	return action_by_name(name) != ACTION_NONE;
}

void
console_command(struct console *c, const char *line)
{
	size_t len = strcspn(line, " ");
	char *name = g_strndup(line, len);
	const char *words = line + len + strspn(line + len, " ");
	enum action action = action_by_name(name);
	bool is_known = action != ACTION_NONE || !*name;

	/* with words it is the command, without them mostly the action of that name */
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		if (!strcmp(commands[i].name, name) &&
		    (*words || commands[i].words == WORDS_OPTIONAL || action == ACTION_NONE)) {
			commands[i].run(c, words);
			g_free(name);
			return;
		}
	if (action != ACTION_NONE)
		console_action(c, action);
	else if (!is_known)
		view_say(c->view, ROLE_ERROR, _("there is no command '%.40s'; Tab lists them"),
		         name);
	g_free(name);
}

static void
offer(GPtrArray *found, const char *line, const char *before, const char *word)
{
	char *whole = g_strconcat(before, word, NULL);

	/* a command that waits for its words is complete as far as it goes */
	if (g_str_has_prefix(whole, line) &&
	    !(*line && g_str_has_suffix(line, " ") && !strcmp(whole, line)))
		g_ptr_array_add(found, whole);
	else
		g_free(whole);
}

static void
offer_filters(const struct console *c, GPtrArray *found, const char *line, const char *before)
{
	char **words = console_filter_words(c);

	for (char **word = words; *word; word++)
		offer(found, line, before, *word);
	g_strfreev(words);
}

static void
offer_words(const struct console *c, GPtrArray *found, const char *line,
            const struct console_command *command)
{
	static const char *const on_off[] = { "on", "off", NULL };
	char *before = g_strconcat(command->name, " ", NULL);

	if (!g_str_has_prefix(line, before)) { /* first the commands themselves */
		g_free(before);
		return;
	}
	for (guint i = 0; command->words == WORDS_LAYOUT && i < c->view->layouts->len; i++)
		offer(found, line, before,
		      g_array_index(c->view->layouts, struct named_layout, i).name);
	for (const char *const *t = theme_names(); command->words == WORDS_THEME && *t; t++)
		offer(found, line, before, *t);
	for (size_t i = 0; command->words == WORDS_PANEL && panels[i]; i++)
		offer(found, line, before, panels[i]->name);
	for (guint i = 0; command->words == WORDS_PHASE && i < c->session->room->phases->len; i++)
		offer(found, line, before,
		      ((const struct phase *)g_ptr_array_index(c->session->room->phases, i))->id);
	for (const char *const *word = on_off; command->words == WORDS_MOUSE && *word; word++)
		offer(found, line, before, *word);
	if (command->words == WORDS_FILTER)
		offer_filters(c, found, line, before);
	g_free(before);
}

/* Has a command this name that is offered without words? */
static bool
is_whole_command(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		if (commands[i].words <= WORDS_OPTIONAL && !strcmp(commands[i].name, name))
			return true;
	return false;
}

char **
console_complete(const char *line, void *console)
{
	GPtrArray *found = g_ptr_array_new();

	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		offer(found, line, commands[i].name,
		      commands[i].words <= WORDS_OPTIONAL ? "" : " ");
		offer_words(console, found, line, &commands[i]);
	}
	for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
		if (!is_whole_command(action_info((enum action)a)->name))
			offer(found, line, "", action_info((enum action)a)->name);
	g_ptr_array_add(found, NULL);
	return (char **)g_ptr_array_free(found, FALSE);
}
