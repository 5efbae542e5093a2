/* The program's entry: picks the command. */
#include "app/command.h"
#include <config.h>

#include <glib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static void
print_help(FILE *to)
{
	fprintf(to, "usage: warroom [COMMAND] [OPTION...]\n\n");
	for (size_t i = 0; commands[i]; i++)
		fprintf(to, "  %-9s %s\n", commands[i]->name, commands[i]->help);
	fprintf(to, "\n'warroom COMMAND --help' tells its options; 'man warroom' and 'man 5 warroom.cfg' the rest.\n");
}

static int
not_a_command(const char *name)
{
	fprintf(stderr, "warroom: there is no command '%.40s'\n\n", name);
	print_help(stderr);
	return 2;
}

int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	/* numbers in figures and files keep their point whatever the language */
	setlocale(LC_NUMERIC, "C");
	g_set_prgname("console");
	if (argc < 2 || (argv[1][0] == '-' && strcmp(argv[1], "--version") != 0))
		return commands[0]->run(argc, argv);
	if (!strcmp(argv[1], "--version")) {
		printf("warroom %s\n", PACKAGE_VERSION);
		return 0;
	}
	if (!strcmp(argv[1], "help")) {
		print_help(stdout);
		return 0;
	}
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(argv[1], commands[i]->name)) {
			g_set_prgname(commands[i]->name);
			return commands[i]->run(argc - 1, argv + 1);
		}
	return not_a_command(argv[1]);
}
