/* The program's entry: picks the command. */
#include "app/command.h"
#include "app/locale.h"
#include "app/out.h"
#include "app/usage.h"
#include "base/lang.h"
#include <config.h>

#include <glib.h>
#include <locale.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { NAMES_A_LINE = 7, NAME_CELLS = 11 };

/* Fits a screen of 80x24 however many commands there are. */
static void
print_help(FILE *to)
{
	int gap = 0;

	fputs(_("usage: warroom [COMMAND] [OPTION...]\n\n"
	        "Without a command it opens the console. 'warroom demo' needs neither\n"
	        "configuration nor servers. The commands:\n"),
	      to);
	for (size_t i = 0; commands[i]; i++) {
		if (i % NAMES_A_LINE)
			fprintf(to, "%*s%s", gap, "", commands[i]->name);
		else
			fprintf(to, "\n  %s", commands[i]->name);
		gap = NAME_CELLS - (int)strlen(commands[i]->name);
	}
	fputs(
	    _("\n\n'warroom help COMMAND' tells what one does and its options, 'warroom help all'\n"
	      "each in a line; 'man warroom' and 'man 5 warroom.cfg' the rest.\n"),
	    to);
}

static void
print_all(void)
{
	for (size_t i = 0; commands[i]; i++)
		out_say("%-10s %s\n", commands[i]->name, _(commands[i]->help));
}

static int
not_a_command(const char *name)
{
	out_error(_("there is no command '%.40s'"), name);
	fputc('\n', stderr);
	print_help(stderr);
	return 2;
}

static int
run_command(const struct command *command, int argc, char **argv)
{
	char *name = g_strconcat("warroom ", command->name, NULL);

	g_set_prgname(name);
	g_free(name);
	return command->run(argc, argv);
}

/* warroom help [COMMAND | all] */
static int
help(const char *name)
{
	char option[] = "--help", *argv[] = { NULL, option, NULL };
	const struct command *command = name ? command_find(name) : NULL;
	int code;

	if (!name)
		print_help(stdout);
	else if (!strcmp(name, "all"))
		print_all();
	if (!name || !strcmp(name, "all"))
		return 0;
	if (!command)
		return not_a_command(name);
	argv[0] = g_strdup(name);
	code = run_command(command, 2, argv);
	g_free(argv[0]);
	return code;
}

int
main(int argc, char **argv)
{
	const struct command *command;

	locale_choose();
	/* numbers in figures and files keep their point whatever the language */
	setlocale(LC_NUMERIC, "C");
	lang_choose(NULL, NULL);
	g_set_prgname("warroom");
	/* glibc joins freed small blocks only when some larger one is asked for: after a list of
	 * 100,000 alerts that is 10 ms at once, while a key waits. So it joins them as they are freed. */
	mallopt(M_MXFAST, 0);
	if (argc < 2 || (argv[1][0] == '-' && strcmp(argv[1], "--version") != 0))
		return commands[0]->run(argc, argv);
	if (!strcmp(argv[1], "--version")) {
		out_say("warroom %s\n", PACKAGE_VERSION);
		return 0;
	}
	if (!strcmp(argv[1], "help"))
		return help(argv[2]);
	command = command_find(argv[1]);
	return command ? run_command(command, argc - 1, argv + 1) : not_a_command(argv[1]);
}
