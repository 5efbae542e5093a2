/* The journal that a command is told of: where it is, and the proof that it is what was written. */
#ifndef APP_PROOF_H
#define APP_PROOF_H

#include "app/options.h"

/* Its path (g_free); NULL: why not is printed. */
char *proof_journal(const struct options *options);
/* Prints what the proof finds in the file; that it cannot be read is said about `about`. The exit code. */
int proof_of(const char *path, const char *about);

#endif
