/* Manual pages from the program's tables. */
#include "app/man.h"

#include "app/usage.h"

void
man_put(GString *page, const char *text)
{
	for (; *text; text++) {
		if (*text == '\\')
			g_string_append(page, "\\e");
		else if (*text == '-')
			g_string_append(page, "\\-");
		else if (*text == '"')
			g_string_append(page, "\\(dq");
		else if (*text == '\'')
			g_string_append(page, "\\(aq");
		else
			g_string_append_c(page, *text);
	}
}

/* The same in one line, whatever lines text has. */
static void
put_line(GString *page, const char *text)
{
	char *line = g_strdelimit(g_strdup(text), "\n", ' ');

	man_put(page, line);
	g_string_append_c(page, '\n');
	g_free(line);
}

static void
put_options(GString *page, const GArray *options)
{
	g_string_append(page, ".SH OPTIONS\n");
	for (guint i = 0; i < options->len; i++) {
		const GOptionEntry *option = &g_array_index(options, GOptionEntry, i);
		char *name = usage_option(option);

		g_string_append(page, ".TP\n.B ");
		put_line(page, name);
		man_put(page, option->description);
		g_string_append(page, ".\n");
		g_free(name);
	}
}

GString *
man_of_command(const struct command *command)
{
	char *name = g_ascii_strup(command->name, -1);
	GString *page = g_string_new(".\\\" Made from the program's tables.\n.TH WARROOM\\-");
	struct usage usage;

	usage_ask(command, &usage);
	man_put(page, name);
	g_string_append(page, " 1 2026-11-22 warroom \"User commands\"\n.SH NAME\nwarroom\\-");
	man_put(page, command->name);
	g_string_append(page, " \\- ");
	put_line(page, command->help);
	g_string_append(page, ".SH SYNOPSIS\n.B warroom ");
	man_put(page, command->name);
	g_string_append_c(page, '\n');
	put_line(page, command->synopsis);
	g_string_append(page, ".SH DESCRIPTION\n");
	put_line(page, usage.summary);
	put_options(page, usage.options);
	g_string_append(page, ".SH SEE ALSO\n.BR warroom (1),\n.BR warroom.cfg (5)\n");
	usage_clear(&usage);
	g_free(name);
	return page;
}
