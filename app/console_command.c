/* The command line: every action by its name, and the commands that take words. */
#include "app/console.h"

#include "net/net.h"
#include "panels/panels.h"

#include <string.h>

static void
command_layout(struct console *c, const char *words)
{
	struct err e;

	if (!view_set_layout(c->view, words, &e))
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
		view_say(c->view, ROLE_ERROR, "there is no panel '%.40s'", words);
		return;
	}
	c->view->focus = ops;
	c->view->is_zoomed = true;
}

static void
command_filter(struct console *c, const char *words)
{
	c->question = QUESTION_FILTER;
	console_answer(c, words);
}

static void
command_as(struct console *c, const char *words)
{
	c->question = QUESTION_IDENTIFY;
	console_answer(c, words);
}

static void
command_note(struct console *c, const char *words)
{
	struct intent intent;

	intent_init(&intent);
	intent.kind = INTENT_NOTE; /* about the room: no subject */
	console_intent(c, &intent);
	intent_fini(&intent);
	if (!*words)
		return;
	prompt_free(&c->view->prompt);
	console_answer(c, words);
}

static void
command_poll(struct console *c, const char *words)
{
	net_poll_now(c->session->net, *words ? words : NULL);
	view_say(c->view, ROLE_MESSAGE, "asking %s now", *words ? words : "every source");
}

/* What the words of a command may be, for completion. */
enum words { WORDS_NONE, WORDS_LAYOUT, WORDS_THEME, WORDS_PANEL };

static const struct console_command {
	const char *name;
	void (*run)(struct console *c, const char *words);
	enum words words;
} commands[] = {
	{ "layout", command_layout, WORDS_LAYOUT }, { "theme", command_theme, WORDS_THEME },
	{ "show", command_focus, WORDS_PANEL },     { "filter", command_filter, WORDS_NONE },
	{ "as", command_as, WORDS_NONE },           { "say", command_note, WORDS_NONE },
	{ "poll", command_poll, WORDS_NONE },
};

void
console_command(struct console *c, const char *line)
{
	size_t len = strcspn(line, " ");
	char *name = g_strndup(line, len);
	const char *words = line + len + strspn(line + len, " ");
	enum action action = action_by_name(name);
	bool is_known = action != ACTION_NONE || !*name;

	/* with words it is the command, without them the action of that name */
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		if (!strcmp(commands[i].name, name) && (*words || action == ACTION_NONE)) {
			commands[i].run(c, words);
			g_free(name);
			return;
		}
	if (action != ACTION_NONE)
		console_action(c, action);
	else if (!is_known)
		view_say(c->view, ROLE_ERROR, "there is no command '%.40s'; Tab lists them", name);
	g_free(name);
}

static void
offer(GPtrArray *found, const char *line, const char *before, const char *word)
{
	char *whole = g_strconcat(before, word, NULL);

	if (g_str_has_prefix(whole, line))
		g_ptr_array_add(found, whole);
	else
		g_free(whole);
}

static void
offer_words(const struct console *c, GPtrArray *found, const char *line,
            const struct console_command *command)
{
	char *before = g_strconcat(command->name, " ", NULL);

	for (guint i = 0; command->words == WORDS_LAYOUT && i < c->view->layouts->len; i++)
		offer(found, line, before,
		      g_array_index(c->view->layouts, struct named_layout, i).name);
	for (const char *const *t = theme_names(); command->words == WORDS_THEME && *t; t++)
		offer(found, line, before, *t);
	for (size_t i = 0; command->words == WORDS_PANEL && panels[i]; i++)
		offer(found, line, before, panels[i]->name);
	g_free(before);
}

char **
console_complete(const char *line, void *console)
{
	GPtrArray *found = g_ptr_array_new();

	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		offer(found, line, commands[i].name, commands[i].words == WORDS_NONE ? "" : " ");
		offer_words(console, found, line, &commands[i]);
	}
	for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
		offer(found, line, "", action_info((enum action)a)->name);
	g_ptr_array_add(found, NULL);
	return (char **)g_ptr_array_free(found, FALSE);
}
