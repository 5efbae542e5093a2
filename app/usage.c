/* What a command says of itself: its --help, and the same as a table. */
#include "app/usage.h"

#include "app/out.h"
#include "base/lang.h"
#include "base/text.h"

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

/* How much of a word stays together: all of it, or a wide character, between two of which lines may
 * break, with the signs that may not begin a line. */
static size_t
unbroken(const char *word)
{
	const char *next = word;
	size_t n = 0;
	bool was_wide = false;
	int cells;

	for (size_t len; (len = text_cluster(&next, &cells)) > 0; n += len) {
		const char *at = next - len;

		if (n > 0 && (was_wide || cells > 1) &&
		    !g_utf8_strchr("，。、：；？！）”", -1, g_utf8_get_char(at)))
			break;
		was_wide = cells > 1;
	}
	return n;
}

/* Appends the words of text from column `at` on, in lines that begin at `indent`; a line's end in text is
 * a space. */
static void
put_words(GString *page, const char *text, int at, int indent)
{
	char **words = g_strsplit_set(text, " \n", -1);

	for (guint i = 0; words[i]; i++) {
		int gap = at > indent;

		for (const char *part = words[i]; *part;) {
			char *unit = g_strndup(part, unbroken(part));
			int cells = text_width(unit);

			if (at > indent && at + gap + cells > USAGE_CELLS) {
				g_string_append_printf(page, "\n%*s", indent, "");
				at = indent;
			} else if (gap) {
				g_string_append_c(page, ' ');
				at++;
			}
			gap = 0;
			g_string_append(page, unit);
			at += cells;
			part += strlen(unit);
			g_free(unit);
		}
	}
	g_string_append_c(page, '\n');
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
put_option(GString *page, const GOptionEntry *option)
{
	char *name = usage_option(option);
	int cells = 2 + text_width(name);

	g_string_append_printf(page, "  %s", name);
	if (cells >= OPTION_CELLS)
		g_string_append_printf(page, "\n%*s", OPTION_CELLS, "");
	else
		g_string_append_printf(page, "%*s", OPTION_CELLS - cells, "");
	put_words(page, _(option->description), OPTION_CELLS, OPTION_CELLS);
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
	GString *page = g_string_new("");

	g_string_append_printf(page, _("usage: %s"), program);
	put_words(page, command ? command->synopsis : "", text_width(page->str), 9);
	g_string_append_c(page, '\n');
	put_words(page, _(summary), 0, 0);
	g_string_append_c(page, '\n');
	for (guint i = 0; i < n; i++)
		put_option(page, &options[i]);
	out_say("%s", page->str);
	g_string_free(page, TRUE);
}
