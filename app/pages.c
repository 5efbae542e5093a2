/* Writes the manual page of each command into a folder; run by the build, no part of the installed program. */
#include "app/man.h"
#include "app/out.h"

int
main(int argc, char **argv)
{
	if (argc != 2) {
		out_error("usage: pages FOLDER");
		return 2;
	}
	g_set_prgname("pages");
	for (size_t i = 0; commands[i]; i++) {
		GString *page = man_of_command(commands[i]);
		char *file = g_strdup_printf("%s/warroom-%s.1", argv[1], commands[i]->name);
		GError *error = NULL;

		if (!g_file_set_contents(file, page->str, (gssize)page->len, &error)) {
			out_error("%s", error->message);
			return 1;
		}
		g_free(file);
		g_string_free(page, TRUE);
	}
	return 0;
}
