/* Label matchers: parsed from text, compiled once, asked for every alert. */
#include "room/match.h"

#include "base/lang.h"

#include <string.h>

struct rule {
	char *label, *value;
	enum match_op op;
	GRegex *regex; /* NULL for the plain operators */
};

struct match {
	size_t n;
	struct rule *rules;
};

static bool
rule_compile(struct rule *rule, const struct matcher *m, struct err *e)
{
	GError *error = NULL;
	char *anchored;

	rule->label = g_strdup(m->label ? m->label : "");
	rule->value = g_strdup(m->value ? m->value : "");
	rule->op = m->op;
	if (m->op != MATCH_REGEX && m->op != MATCH_NOT_REGEX)
		return true;
	anchored = g_strdup_printf("^(?:%s)$", rule->value);
	rule->regex = g_regex_new(anchored, G_REGEX_OPTIMIZE | G_REGEX_DOLLAR_ENDONLY, 0, &error);
	g_free(anchored);
	if (rule->regex)
		return true;
	err_set(e, _("the expression \"%s\" for label %s is broken: %s"), rule->value, rule->label,
	        error->message);
	g_error_free(error);
	return false;
}

struct match *
match_new(const struct matcher_list *list, struct err *e)
{
	struct match *match = g_new0(struct match, 1);

	match->rules = g_new0(struct rule, list->n);
	for (size_t i = 0; i < list->n; i++) {
		match->n++;
		if (!rule_compile(&match->rules[i], &list->matchers[i], e)) {
			match_free(&match);
			return NULL;
		}
	}
	return match;
}

void
match_free(struct match **match)
{
	match_free_element(*match);
	*match = NULL;
}

void
match_free_element(void *element)
{
	struct match *match = element;

	if (!match)
		return;
	for (size_t i = 0; i < match->n; i++) {
		g_free(match->rules[i].label);
		g_free(match->rules[i].value);
		if (match->rules[i].regex)
			g_regex_unref(match->rules[i].regex);
	}
	g_free(match->rules);
	g_free(match);
}

GPtrArray *
match_compile(const struct matcher_list *lists, size_t n, struct err *e)
{
	GPtrArray *compiled = g_ptr_array_new_with_free_func(match_free_element);

	e->text[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		struct match *match = match_new(&lists[i], e);

		if (match)
			g_ptr_array_add(compiled, match);
	}
	return compiled;
}

static const char *
value_of(const char *name, const struct label *labels, size_t n, const char *source,
         const char *title)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(labels[i].name, name) == 0)
			return labels[i].value;
	}
	if (strcmp(name, "source") == 0 && source)
		return source;
	if (strcmp(name, "title") == 0 && title)
		return title;
	return "";
}

static bool
rule_holds(const struct rule *rule, const char *value)
{
	switch (rule->op) {
	case MATCH_EQUAL:
		return strcmp(value, rule->value) == 0;
	case MATCH_NOT_EQUAL:
		return strcmp(value, rule->value) != 0;
	case MATCH_REGEX:
		return g_regex_match(rule->regex, value, 0, NULL);
	case MATCH_NOT_REGEX:
		return !g_regex_match(rule->regex, value, 0, NULL);
	}
	return false;
}

bool
match_holds(const struct match *match, const struct label *labels, size_t n, const char *source,
            const char *title)
{
	for (size_t i = 0; i < match->n; i++) {
		const struct rule *rule = &match->rules[i];

		if (!rule_holds(rule, value_of(rule->label, labels, n, source, title)))
			return false;
	}
	return true;
}

/* Where the operator stands in text, and how long it is. */
static const char *
find_op(const char *text, enum match_op *op, size_t *length)
{
	const char *at = strpbrk(text, "=!");

	if (!at)
		return NULL;
	*length = at[0] == '=' && at[1] != '~' ? 1 : 2;
	if (at[0] == '=')
		*op = at[1] == '~' ? MATCH_REGEX : MATCH_EQUAL;
	else if (at[1] == '=' || at[1] == '~')
		*op = at[1] == '~' ? MATCH_NOT_REGEX : MATCH_NOT_EQUAL;
	else
		return NULL;
	return at;
}

bool
matcher_parse(struct event_batch *batch, const char *text, struct matcher *m, struct err *e)
{
	size_t length;
	const char *at = find_op(text, &m->op, &length);
	char *label = at ? g_strstrip(g_strndup(text, (size_t)(at - text))) : NULL;
	char *value;

	if (!label || !*label) {
		g_free(label);
		return err_set(e,
		               _("\"%s\" is no matcher: write label=value, label!=value, "
		                 "label=~regex or label!~regex"),
		               text);
	}
	value = g_strstrip(g_strdup(at + length));
	if (strlen(value) >= 2 && value[0] == '"' && value[strlen(value) - 1] == '"') {
		value[strlen(value) - 1] = '\0';
		memmove(value, value + 1, strlen(value));
	}
	m->label = event_batch_str(batch, label);
	m->value = event_batch_str(batch, value);
	g_free(label);
	g_free(value);
	return true;
}
