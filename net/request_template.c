/* Filling a request template: finds the fields and quotes each value for its place. */
#include "net/request_template.h"

#include "base/lang.h"

#include <json-c/json.h>
#include <string.h>

/* A field as it stands in a text. */
struct field_use {
	char *name;            /* owned */
	bool is_html, is_path; /* what follows the '|' */
	const char *end;       /* behind its brace */
};

/* Is there a field at this brace? */
static bool
read_field_use(const char *at, struct field_use *p)
{
	const char *name = at + 1;
	size_t n = strspn(name, G_CSET_a_2_z G_CSET_DIGITS "_"), mark = 0;

	if (*at != '{' || !g_ascii_islower(*name))
		return false;
	if (name[n] == ':')
		n += strcspn(name + n, "{}|\"\\\r\n\t");
	if (name[n] == '|')
		mark = 1 + strspn(name + n + 1, G_CSET_a_2_z);
	if (name[n + mark] != '}')
		return false;
	p->is_html = mark == strlen("|html") && !strncmp(name + n, "|html", mark);
	p->is_path = mark == strlen("|path") && !strncmp(name + n, "|path", mark);
	if (mark && !p->is_html && !p->is_path)
		n += mark; /* an unknown mark makes an unknown name */
	else
		mark += n;
	p->name = g_strndup(name, n);
	p->end = name + MAX(n, mark) + 1;
	return true;
}

void
template_each(const char *text, void (*each)(const char *name, void *user), void *user)
{
	struct field_use p;

	while (text && *text) {
		if (!read_field_use(text, &p)) {
			text++;
			continue;
		}
		each(p.name, user);
		text = p.end;
		g_free(p.name);
	}
}

enum template_place
template_place_of(const char *content_type)
{
	if (content_type && strstr(content_type, "x-www-form-urlencoded"))
		return PLACE_FORM;
	return content_type && g_str_has_prefix(content_type, "text/") ? PLACE_TEXT : PLACE_JSON;
}

/* What has been written so far says where the next value stands. */
struct writer {
	GString *out;
	enum template_place place;
	bool in_string, is_escaped; /* JSON */
	bool in_query;              /* URL */
	const struct field_use *field;
	struct err *e;
};

static void
write_char(struct writer *w, char c)
{
	g_string_append_c(w->out, c);
	if (w->place == PLACE_URL)
		w->in_query |= c == '?';
	if (w->place != PLACE_JSON)
		return;
	if (w->in_string && w->is_escaped)
		w->is_escaped = false;
	else if (w->in_string && c == '\\')
		w->is_escaped = true;
	else if (c == '"')
		w->in_string = !w->in_string;
}

static bool
is_number(const char *text)
{
	size_t n = text[0] == '-';
	size_t digits = strspn(text + n, G_CSET_DIGITS);

	if (digits == 0 || digits > 18 || (digits > 1 && text[n] == '0'))
		return false;
	n += digits;
	if (text[n] == '.') {
		digits = strspn(text + n + 1, G_CSET_DIGITS);
		n += digits ? digits + 1 : 0;
	}
	return text[n] == '\0';
}

/* The value for a sentence: a secret is not told. */
static const char *
shown(const struct writer *w, const char *value)
{
	bool is_secret =
	    !strcmp(w->field->name, "token") || g_str_has_prefix(w->field->name, "sign_");

	return is_secret ? "***" : value;
}

static bool
write_json(struct writer *w, const char *value)
{
	json_object *json;
	const char *quoted;

	if (!w->in_string && !is_number(value))
		return err_set(w->e, _("{%s} is \"%.60s\", and the request wants a number there"),
		               w->field->name, shown(w, value));
	if (!w->in_string) {
		g_string_append(w->out, value);
		return true;
	}
	json = json_object_new_string(value);
	quoted = json_object_to_json_string_ext(json, JSON_C_TO_STRING_PLAIN |
	                                                  JSON_C_TO_STRING_NOSLASHESCAPE);
	g_string_append_len(w->out, quoted + 1, (gssize)strlen(quoted) - 2);
	json_object_put(json);
	return true;
}

/* Is a piece between slashes "." or "..", or empty? Such a one would be another path. */
static bool
is_other_path(const char *value, bool has_slashes)
{
	char **pieces = g_strsplit(value, has_slashes ? "/" : "\n", -1);
	bool yes = !pieces[0];

	for (size_t i = 0; pieces[i]; i++)
		yes |= !*pieces[i] || !strcmp(pieces[i], ".") || !strcmp(pieces[i], "..");
	g_strfreev(pieces);
	return yes;
}

static bool
write_url(struct writer *w, const char *value)
{
	bool has_slashes = w->field->is_path;

	if (!w->in_query && is_other_path(value, has_slashes))
		return err_set(w->e,
		               _("{%s} is \"%.60s\", which cannot stand in the path of a URL"),
		               w->field->name, shown(w, value));
	g_string_append_uri_escaped(w->out, value, has_slashes ? "/" : NULL, FALSE);
	return true;
}

static bool
write_header(struct writer *w, const char *value)
{
	for (const char *p = value; *p; p++)
		if (g_ascii_iscntrl(*p))
			return err_set(
			    w->e,
			    _("{%s} holds a control character, which may not stand in a header"),
			    w->field->name);
	g_string_append(w->out, value);
	return true;
}

static bool
write_quoted(struct writer *w, const char *value)
{
	if (!strcmp(w->field->name, "items")) { /* quoted already, one by one */
		g_string_append(w->out, value);
		return true;
	}
	switch (w->place) {
	case PLACE_JSON:
		return write_json(w, value);
	case PLACE_URL:
		return write_url(w, value);
	case PLACE_FORM:
		g_string_append_uri_escaped(w->out, value, NULL, FALSE);
		return true;
	case PLACE_TEXT:
		g_string_append(w->out, value);
		return true;
	case PLACE_HEADER:
		return write_header(w, value);
	}
	return false;
}

static char *
html_of(const char *value)
{
	GString *out = g_string_new(NULL);

	for (; *value; value++) {
		if (*value == '&')
			g_string_append(out, "&amp;");
		else if (*value == '<')
			g_string_append(out, "&lt;");
		else if (*value == '>')
			g_string_append(out, "&gt;");
		else
			g_string_append_c(out, *value);
	}
	return g_string_free(out, FALSE);
}

static void
forget(char *value)
{
	explicit_bzero(value, strlen(value));
	g_free(value);
}

static bool
write_field(struct writer *w, const struct template_fill *fill)
{
	char *value = template_value(w->field->name, fill, w->e);
	bool ok;

	if (!value)
		return false;
	if (w->field->is_html) {
		char *html = html_of(value);

		forget(value);
		value = html;
	}
	ok = write_quoted(w, value);
	forget(value);
	return ok;
}

char *
template_fill(const char *text, enum template_place place, const struct template_fill *fill,
              struct err *e)
{
	struct writer w = { .out = g_string_new(NULL), .place = place, .e = e };
	struct field_use p;
	bool ok = true;

	while (ok && *text) {
		if (!read_field_use(text, &p)) {
			write_char(&w, *text++);
			continue;
		}
		w.field = &p;
		ok = write_field(&w, fill);
		text = p.end;
		g_free(p.name);
	}
	return g_string_free(w.out, !ok);
}
