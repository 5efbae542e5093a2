/* An alert as a JSON text, written without a tree: in a flood this is most of what the journal costs. */
#include "store/codec_alert.h"

#include <string.h>

/* As most alerts need. */
enum { ALERT_BYTES = 1024 };

static void
write_text(GString *to, const char *text)
{
	static const char plain_end[] = "\"\\\b\n\r\t\f";
	static const char short_form[] = "\"\\bnrtf";

	g_string_append_c(to, '"');
	for (const char *from = text; *from; text = ++from) {
		const char *end;

		while ((unsigned char)*from >= ' ' && *from != '"' && *from != '\\')
			from++;
		g_string_append_len(to, text, from - text);
		if (!*from)
			break;
		end = strchr(plain_end, *from);
		if (end) {
			g_string_append_c(to, '\\');
			g_string_append_c(to, short_form[end - plain_end]);
		} else {
			g_string_append_printf(to, "\\u%04x", (unsigned)*from);
		}
	}
	g_string_append_c(to, '"');
}

static void
write_name(GString *to, const char *name)
{
	g_string_append(to, to->len > 1 ? ",\"" : "\"");
	g_string_append(to, name);
	g_string_append(to, "\":");
}

static void
write_member(GString *to, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	write_name(to, name);
	write_text(to, text);
}

/* An array of "name", "value", ... keeps the order, and a name that stands twice. */
static void
write_labels(GString *to, const struct alert_data *a)
{
	write_name(to, "labels");
	g_string_append_c(to, '[');
	for (size_t i = 0; i < a->n_labels; i++) {
		if (i > 0)
			g_string_append_c(to, ',');
		write_text(to, a->labels[i].name);
		g_string_append_c(to, ',');
		write_text(to, a->labels[i].value);
	}
	g_string_append_c(to, ']');
}

static void
write_silences(GString *to, const struct alert_data *a)
{
	if (a->n_silenced_by == 0)
		return;
	write_name(to, "silenced_by");
	for (size_t i = 0; i < a->n_silenced_by; i++) {
		g_string_append_c(to, i > 0 ? ',' : '[');
		write_text(to, a->silenced_by[i]);
	}
	g_string_append_c(to, ']');
}

static void
write_instant(GString *to, const char *name, int64_t us)
{
	write_name(to, name);
	g_string_append_printf(to, "%" G_GINT64_FORMAT, us);
}

static void
write_flag(GString *to, const char *name, bool is_so)
{
	if (!is_so)
		return;
	write_name(to, name);
	g_string_append(to, "true");
}

char *
codec_alert(const struct alert_data *a)
{
	GString *to = g_string_sized_new(ALERT_BYTES);

	g_string_append_c(to, '{');
	write_member(to, "source", a->source);
	write_member(to, "fingerprint", a->fingerprint);
	write_member(to, "title", a->title);
	write_member(to, "summary", a->summary);
	write_member(to, "team", a->team);
	write_member(to, "runbook", a->runbook);
	write_member(to, "link", a->link);
	write_member(to, "held_by", a->held_by);
	write_member(to, "held_comment", a->held_comment);
	write_labels(to, a);
	write_silences(to, a);
	if (a->starts_us != UNSAID)
		write_instant(to, "starts_us", a->starts_us);
	if (a->held_until_us)
		write_instant(to, "held_until_us", a->held_until_us);
	write_flag(to, "inhibited", a->inhibited);
	write_flag(to, "hidden_text", a->hidden_text);
	g_string_append_c(to, '}');
	return g_string_free(to, FALSE);
}
