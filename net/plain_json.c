/* A cursor over JSON that is written plainly: it takes what it is sure of, and gives up on the rest. */
#include "net/plain_json.h"

#include <glib.h>

enum { DEPTH_MAX = 8 };

static void
skip_space(struct plain_json *p)
{
	while (p->at < p->end &&
	       (*p->at == ' ' || *p->at == '\n' || *p->at == '\r' || *p->at == '\t'))
		p->at++;
}

bool
plain_sees(struct plain_json *p, char mark)
{
	skip_space(p);
	return p->at < p->end && *p->at == mark;
}

bool
plain_take(struct plain_json *p, char mark)
{
	if (!plain_sees(p, mark))
		return false;
	p->at++;
	return true;
}

bool
plain_string(struct plain_json *p, const char **bytes, size_t *len)
{
	const char *at;
	unsigned char all = 0; /* the bits of all bytes */

	if (!plain_take(p, '"'))
		return false;
	for (at = p->at; at < p->end && *at != '"'; at++) {
		if (*at == '\\' || (unsigned char)*at < 0x20)
			return false;
		all |= (unsigned char)*at;
	}
	*bytes = p->at;
	*len = (size_t)(at - p->at);
	if (at == p->end)
		return false;
	p->at = at + 1;
	return all < 0x80 || g_utf8_validate_len(*bytes, *len, NULL);
}

bool
plain_name(struct plain_json *p, const char **bytes, size_t *len)
{
	return plain_string(p, bytes, len) && plain_take(p, ':');
}

bool
plain_next(struct plain_json *p, char close, bool *goes_on)
{
	*goes_on = plain_take(p, ',');
	return *goes_on || plain_take(p, close);
}

static bool
skip(struct plain_json *p, int depth)
{
	bool is_object = plain_sees(p, '{'), goes_on = true;
	char close = is_object ? '}' : ']';
	const char *bytes;
	size_t len;

	if (!is_object && !plain_sees(p, '['))
		return plain_string(p, &bytes, &len);
	if (depth == DEPTH_MAX)
		return false;
	p->at++;
	if (plain_take(p, close))
		return true;
	while (goes_on) {
		if (is_object && !plain_name(p, &bytes, &len))
			return false;
		if (!skip(p, depth + 1) || !plain_next(p, close, &goes_on))
			return false;
	}
	return true;
}

bool
plain_skip(struct plain_json *p)
{
	return skip(p, 0);
}

bool
plain_is_over(struct plain_json *p)
{
	skip_space(p);
	return p->at == p->end;
}
