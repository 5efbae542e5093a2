/* A file in memory that gathers what a library writes to its descriptor piece by piece. */
#ifndef TUI_GATHER_H
#define TUI_GATHER_H

#include "base/err.h"

#include <glib.h>
#include <stdio.h>

/* The caller's: fclose(). */
FILE *gather_new(struct err *e) MUST_USE;
/* Appends what was written since the last time; NULL: throws it away. */
void gather_take(FILE *gather, GByteArray *to);

#endif
