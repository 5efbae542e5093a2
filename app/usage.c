/* What a command says of itself: its --help, and the same as a table. */
#include "app/usage.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { USAGE_CELLS = 79, OPTION_CELLS = 24 };

/* Who asks. A command's options stand where it parses them, so it is run up to there. */
static struct usage *asking;

void
usage_ask(const struct command *command, struct usage *usage)
{
	char name[32], *argv[] = { name, NULL };

	g_strlcpy(name, command->name, sizeof name);
	usage->summary = g_strdup("");
	usage->options = g_array_new(FALSE, FALSE, sizeof(GOptionEntry));
	asking = usage;
	command->run(1, argv);
	asking = NULL;
}

void
usage_clear(struct usage *usage)
{
	g_free(usage->summary);
	g_array_unref(usage->options);
}

bool
usage_take(const char *summary, const GOptionEntry *options, guint n)
{
	if (!asking)
		return false;
	g_free(asking->summary);
	asking->summary = g_strdup(summary);
	g_array_append_vals(asking->options, options, n);
	for (guint i = 0; i < n; i++)
		g_array_index(asking->options, GOptionEntry, i).arg_data = NULL;
	return true;
}

/* The words of text from column `at` on, in lines that begin at `indent`; a line's end in text is a
 * space. */
static void
print_words(const char *text, int at, int indent)
{
	char **words = g_strsplit_set(text, " \n", -1);

	for (guint i = 0; words[i]; i++) {
		int cells = text_width(words[i]);

		if (!cells)
			continue;
		if (at > indent && at + 1 + cells > USAGE_CELLS) {
			printf("\n%*s", indent, "");
			at = indent;
		} else if (at > indent) {
			putchar(' ');
			at++;
		}
		fputs(words[i], stdout);
		at += cells;
	}
	putchar('\n');
	g_strfreev(words);
}

char *
usage_option(const GOptionEntry *option)
{
	char letter[8] = "";

	if (option->short_name)
		g_snprintf(letter, sizeof letter, "-%c, ", option->short_name);
	return g_strconcat(letter, "--", option->long_name, option->arg_description ? "=" : "",
	                   option->arg_description, NULL);
}

static void
print_option(const GOptionEntry *option)
{
	char *name = usage_option(option);
	int cells = 2 + text_width(name);

	printf("  %s", name);
	if (cells >= OPTION_CELLS)
		printf("\n%*s", OPTION_CELLS, "");
	else
		printf("%*s", OPTION_CELLS - cells, "");
	print_words(option->description, OPTION_CELLS, OPTION_CELLS);
	g_free(name);
}

const struct command *
command_find(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

void
usage_print(const char *summary, const GOptionEntry *options, guint n)
{
	const char *program = g_get_prgname(), *name = strchr(program, ' ');
	const struct command *command = command_find(name ? name + 1 : commands[0]->name);

	printf("usage: %s", program);
	print_words(command ? command->synopsis : "", 7 + (int)strlen(program), 9);
	putchar('\n');
	print_words(summary, 0, 0);
	for (guint i = 0; i < n; i++) {
		if (i == 0)
			putchar('\n');
		print_option(&options[i]);
	}
}
