/* What a panel says in sentences, for those who hear the room or read it line by line. */
#include "tui/tell.h"

#include <stdarg.h>

static void G_GNUC_PRINTF(2, 0)
add(struct tell *t, const char *fmt, va_list ap)
{
	g_string_append_vprintf(t->to, fmt, ap);
	g_string_append_c(t->to, '\n');
}

void
tell_say(struct tell *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(t, fmt, ap);
	va_end(ap);
}

void
tell_row(struct tell *t, const char *id, const char *fmt, ...)
{
	va_list ap;

	g_string_append_printf(t->to, "%u. ", t->number(t->data, id));
	va_start(ap, fmt);
	add(t, fmt, ap);
	va_end(ap);
}

void
tell_also(struct tell *t, const char *fmt, ...)
{
	va_list ap;

	if (t->to->len > 0)
		g_string_truncate(t->to, t->to->len - 1);
	va_start(ap, fmt);
	add(t, fmt, ap);
	va_end(ap);
}
