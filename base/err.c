/* One sentence for a person about what went wrong. */
#include "base/err.h"

#include <glib.h>
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

		memcpy(rest, e->text, sizeof rest);
		va_start(ap, fmt);
		vsnprintf(e->text, sizeof e->text, fmt, ap);
		va_end(ap);
		g_strlcat(e->text, ": ", sizeof e->text);
		g_strlcat(e->text, rest, sizeof e->text);
	}
	return false;
}
