/* The program's entry: picks the command. */
#include "app/command.h"
#include "app/out.h"
#include <config.h>

#include <glib.h>
#include <locale.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void
print_help(FILE *to)
{
	fprintf(to, "usage: warroom [COMMAND] [OPTION...]\n\n");
	for (size_t i = 0; commands[i]; i++)
		fprintf(to, "  %-9s %s\n", commands[i]->name, commands[i]->help);
	fprintf(
	    to,
	    "\n'warroom COMMAND --help' tells its options; 'man warroom' and 'man 5 warroom.cfg' the rest.\n");
}

static int
not_a_command(const char *name)
{
	out_error("there is no command '%.40s'", name);
	fputc('\n', stderr);
	print_help(stderr);
	return 2;
}

/* "zh_CN.UTF-8", "en_US.utf8" */
static bool
is_utf8(const char *locale)
{
	const char *codeset = strchr(locale, '.');

	return codeset && (!g_ascii_strncasecmp(codeset, ".utf-8", 6) ||
	                   !g_ascii_strncasecmp(codeset, ".utf8", 5));
}

/* Where nobody has chosen a language, as on a bare machine, terminals are UTF-8 all the same, and where
 * one of UTF-8 was chosen that this machine has not installed; who says C or POSIX gets ASCII. */
static void
choose_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *chosen = "";

	for (size_t i = 0; i < G_N_ELEMENTS(names) && !*chosen; i++)
		chosen = g_getenv(names[i]) ? g_getenv(names[i]) : "";
	if (!setlocale(LC_ALL, "") && !setlocale(LC_CTYPE, "") ? is_utf8(chosen) : !*chosen)
		setlocale(LC_CTYPE, "C.UTF-8");
}

int
main(int argc, char **argv)
{
	choose_locale();
	/* numbers in figures and files keep their point whatever the language */
	setlocale(LC_NUMERIC, "C");
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
	if (!strcmp(argv[1], "help")) {
		print_help(stdout);
		return 0;
	}
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(argv[1], commands[i]->name)) {
			char *name = g_strconcat("warroom ", commands[i]->name, NULL);

			g_set_prgname(name);
			g_free(name);
			return commands[i]->run(argc - 1, argv + 1);
		}
	return not_a_command(argv[1]);
}
