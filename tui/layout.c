/* The text of a layout. */
#include "tui/layout_node.h"

#include "base/lang.h"

enum { MAX_DEPTH = 8, MAX_WEIGHT = 1000 };

struct parser {
	const char *text, *at;
	bool (*known)(const char *panel);
	int panels, depth;
	struct err *e;
};

static void
node_free(void *data)
{
	struct layout *node = data;

	g_free(node->panel);
	if (node->parts)
		g_ptr_array_unref(node->parts);
	g_free(node);
}

void
layout_free(struct layout **layout)
{
	if (*layout)
		node_free(*layout);
	*layout = NULL;
}

/* "layout: MESSAGE, at column N:  TEXT BEFORE <here> TEXT BEHIND". */
static void
wrong(struct parser *p, const char *place, const char *message)
{
	long column = g_utf8_pointer_to_offset(p->text, place) + 1;

	err_set(p->e, _("layout: %s, at column %ld: %.*s <here> %.100s"), message, column,
	        (int)MIN(place - p->text, 150), p->text, place);
}

static void
skip_blanks(struct parser *p)
{
	while (g_ascii_isspace(*p->at))
		p->at++;
}

static bool
take(struct parser *p, char c)
{
	skip_blanks(p);
	if (*p->at != c)
		return false;
	p->at++;
	return true;
}

static struct layout *parse_above(struct parser *p);

static struct layout *
parse_panel(struct parser *p)
{
	const char *start = p->at;
	struct layout *node;
	char *name;

	while (g_ascii_isalnum(*p->at) || *p->at == '_' || *p->at == '-')
		p->at++;
	if (p->at == start) {
		wrong(p, start,
		      *start ? _("expected the name of a panel or '('") : _("a panel is missing"));
		return NULL;
	}
	name = g_strndup(start, (gsize)(p->at - start));
	if (p->panels == LAYOUT_MAX_PANELS || (p->known && !p->known(name))) {
		wrong(p, start,
		      p->panels == LAYOUT_MAX_PANELS ? _("too many panels")
		                                     : _("there is no such panel"));
		g_free(name);
		return NULL;
	}
	node = g_new0(struct layout, 1);
	node->panel = name;
	node->index = p->panels++;
	node->weight = 1;
	return node;
}

static struct layout *
parse_group(struct parser *p)
{
	const char *open = p->at++;
	struct layout *node;

	if (++p->depth > MAX_DEPTH) {
		wrong(p, open, _("brackets are nested too deep"));
		return NULL;
	}
	node = parse_above(p);
	p->depth--;
	if (node && !take(p, ')')) {
		wrong(p, p->at, *p->at ? _("expected '|', '/' or ')'") : _("a ')' is missing"));
		layout_free(&node);
	}
	return node;
}

static struct layout *
parse_item(struct parser *p)
{
	struct layout *node;

	skip_blanks(p);
	node = *p->at == '(' ? parse_group(p) : parse_panel(p);
	if (node && take(p, ':')) {
		char *end;
		gint64 weight;

		skip_blanks(p);
		weight = g_ascii_isdigit(*p->at) ? g_ascii_strtoll(p->at, &end, 10) : 0;
		if (weight < 1 || weight > MAX_WEIGHT) {
			wrong(p, p->at, _("a weight is a number from 1 to 1000"));
			layout_free(&node);
			return NULL;
		}
		node->weight = (int)weight;
		p->at = end;
	}
	return node;
}

static struct layout *
parse_list(struct parser *p, char separator, enum node_kind kind,
           struct layout *(*part)(struct parser *p))
{
	struct layout *first = part(p), *group;

	if (!first || !take(p, separator))
		return first;
	group = g_new0(struct layout, 1);
	group->kind = kind;
	group->weight = 1;
	group->parts = g_ptr_array_new_with_free_func(node_free);
	g_ptr_array_add(group->parts, first);
	do {
		struct layout *next = part(p);

		if (!next) {
			layout_free(&group);
			return NULL;
		}
		g_ptr_array_add(group->parts, next);
	} while (take(p, separator));
	return group;
}

static struct layout *
parse_beside(struct parser *p)
{
	return parse_list(p, '|', NODE_BESIDE, parse_item);
}

static struct layout *
parse_above(struct parser *p)
{
	return parse_list(p, '/', NODE_ABOVE, parse_beside);
}

struct layout *
layout_parse(const char *text, bool (*known)(const char *panel), struct err *e)
{
	struct parser p = { .text = text, .at = text, .known = known, .e = e };
	struct layout *layout = parse_above(&p);

	skip_blanks(&p);
	if (layout && *p.at) {
		wrong(&p, p.at,
		      *p.at == ')' ? _("a ')' without its '('")
		                   : _("expected '|', '/' or the end"));
		layout_free(&layout);
	}
	return layout;
}
