/* A manual page of which one part is made from the program's tables. */
#ifndef TESTS_UNIT_MAN_PAGE_H
#define TESTS_UNIT_MAN_PAGE_H

#include "app/man.h"

/* The part stands in the file (relative to the source) between these two lines, both with their
 * newline. */
struct man_part {
	const char *file, *begin, *end;
	char *(*make)(void); /* with both lines; g_free */
};

/* A cmocka assertion: the file's part is what make() gives. */
void man_assert_current(const struct man_part *part);

/* Writes the part anew into the file; the exit code. */
int man_write(const struct man_part *part, const char *file);

#endif
