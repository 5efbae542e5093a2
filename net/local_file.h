/* Files of this machine that a source is read from. */
#ifndef NET_LOCAL_FILE_H
#define NET_LOCAL_FILE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/* How an address of one begins; its path follows. */
#define LOCAL_FILE "file:"

/* The whole of a regular file (g_free), NUL-terminated, its length in *len. NULL with "file: ..." when it is
 * not there, none, or larger than max_bytes. Any thread. */
char *local_file_read(const char *path, int64_t max_bytes, size_t *len, struct err *e) MUST_USE;

#endif
