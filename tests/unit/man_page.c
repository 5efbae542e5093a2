/* A manual page of which one part is made from the program's tables. */
#include "tests/unit/man_page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

void
man_assert_current(const struct man_part *part)
{
	const char *source = g_getenv("srcdir");
	char *file = g_build_filename(source ? source : ".", part->file, NULL);
	char *page = NULL, *made = part->make();

	assert_true(g_file_get_contents(file, &page, NULL, NULL));
	if (!strstr(page, made))
		fail_msg("%s is older than the tables: run %s --write %s", part->file,
		         g_get_prgname(), part->file);
	g_free(made);
	g_free(page);
	g_free(file);
}

int
man_write(const struct man_part *part, const char *file)
{
	char *page = NULL, *made = part->make(), *from, *to, *whole;
	bool is_written;

	if (!g_file_get_contents(file, &page, NULL, NULL) || !(from = strstr(page, part->begin)) ||
	    !(to = strstr(from, part->end))) {
		fprintf(stderr, "%s: cannot be read, or has no marks around the part\n", file);
		return 1;
	}
	*from = '\0';
	whole = g_strconcat(page, made, to + strlen(part->end), NULL);
	is_written = g_file_set_contents(file, whole, -1, NULL);
	g_free(whole);
	g_free(made);
	g_free(page);
	return is_written ? 0 : 1;
}
