/* One sentence for a person about what went wrong. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool
err_set(struct err *e, const char *fmt, ...)
{
	if (e) {
		va_list ap;

		va_start(ap, fmt);
		vsnprintf(e->text, sizeof e->text, fmt, ap);
		va_end(ap);
	}
	return false;
}

bool
err_in(struct err *e, const char *fmt, ...)
{
	if (e) {
		char rest[sizeof e->text];
		va_list ap;
		int n;

		memcpy(rest, e->text, sizeof rest);
		va_start(ap, fmt);
		n = vsnprintf(e->text, sizeof e->text, fmt, ap);
		va_end(ap);
		if (n >= 0 && (size_t)n < sizeof e->text)
			snprintf(e->text + n, sizeof e->text - (size_t)n, ": %s", rest);
	}
	return false;
}
