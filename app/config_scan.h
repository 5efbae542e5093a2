/* Inside app/config*.c: looks at the bytes of a file before libconfig does. */
#ifndef APP_CONFIG_SCAN_H
#define APP_CONFIG_SCAN_H

#include "base/err.h"

#include <stddef.h>

enum { CONFIG_MAX_BYTES = 256 * 1024, CONFIG_MAX_SETTINGS = 10000, CONFIG_MAX_IN_GROUP = 1000, CONFIG_MAX_DEPTH = 32 };

/* The bytes of a regular file of at most CONFIG_MAX_BYTES, with a NUL after them (g_free). NULL
 * with a sentence. */
char *config_scan_read(const char *file, size_t *len, struct err *e) MUST_USE;

typedef void config_scan_report(void *data, unsigned line, const char *message);

/*
 * Reports what libconfig would take wrongly or not survive: NUL bytes and other control characters,
 * text that is not UTF-8, integers that would wrap, @include, texts and comments without an end,
 * brackets too deep, too many settings. False: do not hand it to libconfig. @include is blanked
 * out, so that the rest can still be read.
 */
bool config_scan(char *text, size_t len, config_scan_report *report, void *data);

#endif
