/* One sentence for a person about what went wrong. */
#include "base/err.h"

#include "base/text.h"

#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What is quoted may be anything, and a precision ("%.40s") may have cut a character in two. */
static void
clean(struct err *e)
{
	char *text = text_clean(e->text, strlen(e->text), sizeof e->text - 1, NULL);

	g_strlcpy(e->text, text, sizeof e->text);
	g_free(text);
}

bool
err_set(struct err *e, const char *fmt, ...)
{
	if (e) {
		va_list ap;

		va_start(ap, fmt);
		vsnprintf(e->text, sizeof e->text, fmt, ap);
		va_end(ap);
		clean(e);
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
		clean(e);
	}
	return false;
}
