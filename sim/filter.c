/* Alertmanager's ?filter= parameters. */
#include "sim/filter.h"

#include "sim/silence_json.h"

#include <string.h>

static const char *
skip_space(const char *p)
{
	while (g_ascii_isspace(*p))
		p++;
	return p;
}

static bool
take_op(const char **p, enum match_op *op)
{
	static const struct {
		const char *text;
		enum match_op op;
	} ops[] = { { "=~", MATCH_REGEX },
		    { "!~", MATCH_NOT_REGEX },
		    { "!=", MATCH_NOT_EQUAL },
		    { "=", MATCH_EQUAL } };
	size_t i;

	for (i = 0; i < G_N_ELEMENTS(ops); i++) {
		if (g_str_has_prefix(*p, ops[i].text)) {
			*p += strlen(ops[i].text);
			*op = ops[i].op;
			return true;
		}
	}
	return false;
}

/* The value up to the end of the text; in quotes \" \\ and \n are the only escapes. */
static bool
take_value(const char *p, GString *value)
{
	bool quoted = *p == '"';

	for (p += quoted; *p && !(quoted && *p == '"'); p++) {
		if (quoted && *p == '\\' && strchr("\"\\n", p[1]) && p[1]) {
			p++;
			g_string_append_c(value, *p == 'n' ? '\n' : *p);
		} else {
			g_string_append_c(value, *p);
		}
	}
	if (!quoted) {
		g_strchomp(value->str);
		g_string_set_size(value, strlen(value->str));
		return !strchr(value->str, '"');
	}
	return *p == '"' && *skip_space(p + 1) == '\0';
}

static bool
parse(const char *text, GStringChunk *strings, struct matcher *m)
{
	const char *p = skip_space(text);
	size_t len = strspn(p, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_:");
	GString *value = g_string_new(NULL);
	bool ok;

	m->label = g_string_chunk_insert_len(strings, p, (gssize)len);
	p = skip_space(p + len);
	ok = len > 0 && take_op(&p, &m->op) && take_value(skip_space(p), value);
	m->value = g_string_chunk_insert(strings, value->str);
	g_string_free(value, TRUE);
	return ok;
}

static void
refuse(struct http_reply *reply, const char *text)
{
	char *sentence = g_strdup_printf("bad matcher format: %s", text);

	reply_sentence(reply, 400, sentence);
	g_free(sentence);
}

/* Reads every filter into matchers; false with reply filled. */
static bool
read_all(const struct http_request *request, GStringChunk *strings, GArray *matchers,
         struct http_reply *reply)
{
	guint i;

	for (i = 0; i < request->params->len; i++) {
		const struct http_param *param =
		    &g_array_index(request->params, struct http_param, i);
		struct matcher m = { 0 };

		if (strcmp(param->name, "filter") != 0)
			continue;
		if (!parse(param->value, strings, &m)) {
			refuse(reply, param->value);
			return false;
		}
		g_array_append_val(matchers, m);
	}
	return true;
}

bool
filter_compile(const struct http_request *request, struct match **match, struct http_reply *reply)
{
	GStringChunk *strings = g_string_chunk_new(256);
	GArray *matchers = g_array_new(FALSE, FALSE, sizeof(struct matcher));
	bool ok = read_all(request, strings, matchers, reply);
	struct err e;

	*match = NULL;
	if (ok && matchers->len) {
		struct matcher_list list = { (struct matcher *)(void *)matchers->data,
			                     matchers->len };

		*match = match_new(&list, &e);
		ok = *match != NULL;
		if (!ok)
			refuse(reply, e.text);
	}
	g_array_unref(matchers);
	g_string_chunk_free(strings);
	return ok;
}
