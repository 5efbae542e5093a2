/* What the shell may put for the word at the cursor: from the tables of commands and options, and the
 * configuration. */
#include "app/complete.h"

#include "app/config.h"
#include "app/example.h"
#include "app/usage.h"
#include "base/lang.h"
#include "themes/theme.h"

#include <stdbool.h>
#include <string.h>

struct completion {
	const char *const *words; /* all of them */
	const char *last;         /* what is there of the one at the cursor */
	GPtrArray *lines;
};

static void
offer(struct completion *c, const char *word, const char *what)
{
	if (!g_str_has_prefix(word, c->last) || strchr(word, ' '))
		return;
	g_ptr_array_add(c->lines, what ? g_strconcat(word, " ", what, NULL) : g_strdup(word));
}

static void
offer_files(struct completion *c)
{
	g_ptr_array_add(c->lines, g_strdup(":files"));
}

/* What the words say of the configuration: its file, "" for the demo, NULL for nothing. */
static const char *
named_config(const struct completion *c)
{
	for (size_t i = 0; c->words[i]; i++) {
		const char *word = c->words[i];

		if (!strcmp(word, "--demo") || (i == 0 && !strcmp(word, "demo")))
			return "";
		if (g_str_has_prefix(word, "--config="))
			return word + strlen("--config=");
		if ((!strcmp(word, "-c") || !strcmp(word, "--config")) && c->words[i + 1])
			return c->words[i + 1];
	}
	return NULL;
}

/* NULL when there is none that can be read. */
static struct config *
load_config(const struct completion *c)
{
	const char *named = named_config(c);
	char *usual = g_build_filename(g_get_user_config_dir(), "warroom", "warroom.cfg", NULL);
	GPtrArray *problems = NULL;
	struct config *config = config_load(named && *named ? named : usual,
	                                    named && !*named ? example_double11 : NULL, &problems);

	g_ptr_array_unref(problems);
	g_free(usual);
	return config;
}

/* The id that a definition gives to something of this kind; NULL. */
static const char *
id_of(const struct event *event, enum event_kind kind)
{
	if (event->kind != kind)
		return NULL;
	switch (kind) {
	case EVENT_DEFINE_TEAM:
		return event->team->id;
	case EVENT_DEFINE_PERSON:
		return event->define_person->id;
	case EVENT_DEFINE_PHASE:
		return event->phase->id;
	case EVENT_DEFINE_GATE:
		return event->gate->id;
	case EVENT_DEFINE_PLAN:
		return event->plan->id;
	case EVENT_DEFINE_LINE:
		return event->line->id;
	default:
		return NULL;
	}
}

static void
offer_ids(struct completion *c, enum event_kind kind)
{
	struct config *config = load_config(c);

	for (guint i = 0; config && i < config->definitions->events->len; i++) {
		const char *id = id_of(g_ptr_array_index(config->definitions->events, i), kind);

		if (id)
			offer(c, id, NULL);
	}
	config_free(&config);
}

static void
offer_layouts(struct completion *c)
{
	struct config *config = load_config(c);
	GPtrArray *problems = NULL;

	if (!config) {
		config = config_load("nothing", "", &problems);
		g_ptr_array_unref(problems);
	}
	for (guint i = 0; config && i < config->layouts->len; i++)
		offer(c, ((const struct layout_conf *)config->layouts->pdata[i])->name, NULL);
	config_free(&config);
}

static void
offer_themes(struct completion *c)
{
	for (const char *const *name = theme_names(); *name; name++)
		offer(c, *name, NULL);
	offer_files(c);
}

static void
offer_commands(struct completion *c)
{
	for (size_t i = 0; commands[i]; i++)
		offer(c, commands[i]->name, _(commands[i]->help));
}

/* "go|no-go": each of them. */
static void
offer_choices(struct completion *c, const char *choices)
{
	char **each = g_strsplit(choices, "|", -1);

	for (guint i = 0; each[i]; i++)
		offer(c, each[i], NULL);
	g_strfreev(each);
}

/* What a word in a synopsis stands for. */
static void
offer_meant(struct completion *c, const struct command *command, const char *meant)
{
	static const struct {
		const char *meant, *command; /* NULL: of any */
		enum event_kind kind;
	} kinds[] = {
		{ "ID", "gate", EVENT_DEFINE_GATE },   { "ID", "phase", EVENT_DEFINE_PHASE },
		{ "ID", "plan", EVENT_DEFINE_PLAN },   { "PERSON", NULL, EVENT_DEFINE_PERSON },
		{ "WHO", NULL, EVENT_DEFINE_PERSON },  { "WHO", NULL, EVENT_DEFINE_TEAM },
		{ "TEAM", NULL, EVENT_DEFINE_TEAM },   { "FROM", "budget", EVENT_DEFINE_LINE },
		{ "TO", "budget", EVENT_DEFINE_LINE },
	};

	if (!strcmp(meant, "FILE") || !strcmp(meant, "SCENARIO"))
		offer_files(c);
	else if (strchr(meant, '|'))
		offer_choices(c, meant);
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (!strcmp(kinds[i].meant, meant) &&
		    (!kinds[i].command || !strcmp(kinds[i].command, command->name)))
			offer_ids(c, kinds[i].kind);
}

/* The word after "--NAME " in the synopsis: the values of an option, "" when it tells none; g_free. */
static char *
stated_values(const struct command *command, const char *name)
{
	char *option = g_strdup_printf("--%s ", name);
	const char *found = strstr(command->synopsis, option);
	char *values = NULL;

	if (found)
		values = g_strndup(found + strlen(option), strcspn(found + strlen(option), " ]"));
	g_free(option);
	return values ? values : g_strdup("");
}

static void
offer_value(struct completion *c, const struct command *command, const GOptionEntry *option)
{
	char *values = stated_values(command, option->long_name);

	if (!strcmp(option->long_name, "theme"))
		offer_themes(c);
	else if (!strcmp(option->long_name, "layout"))
		offer_layouts(c);
	else if (!strcmp(option->long_name, "as"))
		offer_meant(c, command, "PERSON");
	else
		offer_meant(c, command, strchr(values, '|') ? values : option->arg_description);
	g_free(values);
}

/* The option of `usage` that this word is ("--theme", "-c"); NULL. */
static const GOptionEntry *
find_option(const struct usage *usage, const char *word, size_t len)
{
	for (guint i = 0; i < usage->options->len; i++) {
		const GOptionEntry *option = &g_array_index(usage->options, GOptionEntry, i);
		bool is_letter = len == 2 && word[1] == option->short_name;

		if (is_letter || (len == 2 + strlen(option->long_name) && word[1] == '-' &&
		                  !strncmp(word + 2, option->long_name, len - 2)))
			return option;
	}
	return NULL;
}

static const GOptionEntry *
option_with_value(const struct usage *usage, const char *word)
{
	const GOptionEntry *option = word[0] == '-' ? find_option(usage, word, strlen(word)) : NULL;

	return option && option->arg_description ? option : NULL;
}

static void
offer_options(struct completion *c, const struct usage *usage)
{
	for (guint i = 0; i < usage->options->len; i++) {
		const GOptionEntry *option = &g_array_index(usage->options, GOptionEntry, i);
		char *name = g_strconcat("--", option->long_name, NULL);

		offer(c, name, _(option->description));
		g_free(name);
	}
}

/* Word n (from 0) behind the command: `plain` are those so far that are neither options nor values. */
static void
offer_plain(struct completion *c, const struct command *command, const GPtrArray *plain)
{
	bool has_verbs = g_str_has_prefix(command->synopsis, "list | ");
	char **ways = g_strsplit(command->synopsis, has_verbs ? " | " : "\n", -1);

	for (guint i = 0; ways[i]; i++) {
		char **meant = g_strsplit(ways[i], " ", -1);
		guint at = plain->len;

		if (has_verbs && at == 0)
			offer(c, meant[0], NULL);
		else if (has_verbs && !strcmp(meant[0], plain->pdata[0]) &&
		         at < g_strv_length(meant) && meant[at][0] != '-') {
			g_strdelimit(meant[at], "[]", ' ');
			offer_meant(c, command, g_strstrip(meant[at]));
		} else if (!has_verbs && at == 0 && meant[0][0] != '[' && meant[0][0] != '-')
			offer_meant(c, command, meant[0]);
		g_strfreev(meant);
	}
	g_strfreev(ways);
}

static void
complete_command(struct completion *c, const struct command *command, const char *const *words)
{
	GPtrArray *plain = g_ptr_array_new();
	const GOptionEntry *waiting = NULL;
	struct usage usage;
	const char *equals = strchr(c->last, '=');

	usage_ask(command, &usage);
	for (size_t i = 0; words[i] && words[i + 1]; i++) {
		bool is_value = waiting != NULL;

		waiting = is_value ? NULL : option_with_value(&usage, words[i]);
		if (!is_value && words[i][0] != '-')
			g_ptr_array_add(plain, (void *)words[i]);
	}
	if (waiting) {
		offer_value(c, command, waiting);
	} else if (c->last[0] == '-' && equals) {
		waiting = find_option(&usage, c->last, (size_t)(equals - c->last));
		c->last = equals + 1;
		if (waiting)
			offer_value(c, command, waiting);
	} else if (c->last[0] == '-') {
		offer_options(c, &usage);
	} else {
		offer_plain(c, command, plain);
	}
	usage_clear(&usage);
	g_ptr_array_unref(plain);
}

GPtrArray *
complete(const char *const *words)
{
	struct completion c = { words, "", g_ptr_array_new_with_free_func(g_free) };
	const struct command *command = NULL;
	guint n = g_strv_length((char **)words);

	if (n == 0)
		return c.lines;
	c.last = words[n - 1];
	command = command_find(words[0]);
	if (n == 1 && c.last[0] != '-') {
		offer_commands(&c);
		offer(&c, "help", _("what a command does, and its options"));
	} else if (n == 1 || words[0][0] == '-') {
		if (n == 1)
			offer(&c, "--version", _("which version this is"));
		complete_command(&c, commands[0], words);
	} else if (n == 2 && !strcmp(words[0], "help")) {
		offer_commands(&c);
	} else if (command) {
		complete_command(&c, command, words + 1);
	}
	return c.lines;
}
