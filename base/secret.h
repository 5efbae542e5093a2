/* Secrets from files: read for one request, then forgotten. */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include "base/err.h"

/* The first one that is read or checked takes the process out of reach of core files and debuggers. */

/* The first line of a file that nobody else can read (secret_free); NULL with "secret: ..." that
 * names the file. */
char *secret_read(const char *file, struct err *e) MUST_USE;
/* Overwrites it first; sets *secret to NULL. */
void secret_free(char **secret);

/* The same rules for a file that a library reads by itself (a private key). */
bool secret_check(const char *file, struct err *e) MUST_USE;

#endif
