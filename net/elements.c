/* Cuts a list document into its elements as the bytes arrive, so that memory stays that of one
 * element. */
#include "net/elements.h"

#include "base/lang.h"

#include <glib.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum place {
	BEFORE_LIST,
	BEFORE_FIRST, /* an element or the end of the list */
	BEFORE_ELEMENT,
	IN_ELEMENT,    /* an object */
	IN_OTHER,      /* something that is no object, up to the comma */
	AFTER_ELEMENT, /* a comma or the end of the list */
	AFTER_LIST
};

struct elements {
	elements_take *take;
	elements_know *know; /* NULL: nothing is */
	void *user;
	const char *head, *tail; /* what still comes before and after the list */
	enum place place;
	GString *carry;  /* the begun element, as far as it came in earlier pieces */
	size_t count;    /* elements begun */
	uint64_t offset; /* of the next piece in the document */
	size_t bytes, containers;
	int depth;
	bool is_in_string, is_escaped;
	const char *why; /* the element is given up; NULL */
};

struct elements *
elements_new(elements_take *take, void *user)
{
	struct elements *el = g_new0(struct elements, 1);

	el->take = take;
	el->user = user;
	el->head = el->tail = "";
	el->carry = g_string_new(NULL);
	return el;
}

void
elements_in(struct elements *el, const char *head, const char *tail)
{
	el->head = head;
	el->tail = tail;
}

void
elements_knowing(struct elements *el, elements_know *know)
{
	el->know = know;
}

void
elements_free(struct elements **el)
{
	if (!*el)
		return;
	g_string_free((*el)->carry, TRUE);
	g_free(*el);
	*el = NULL;
}

static void
begin(struct elements *el, enum place place)
{
	el->place = place;
	el->count++;
	el->bytes = el->containers = 0;
	el->depth = 0;
	el->is_in_string = el->is_escaped = false;
	el->why = place == IN_OTHER ? _("is no object") : NULL;
	g_string_truncate(el->carry, 0);
}

/* At an object. Returns the position after it when it is known, or else where it begins. */
static size_t
begin_object(struct elements *el, const char *bytes, size_t i, size_t len)
{
	size_t known = el->know ? el->know(el->user, bytes + i, len - i) : 0;

	begin(el, known ? AFTER_ELEMENT : IN_ELEMENT);
	return i + known;
}

/* Keeps a piece of the element, unless it is given up. */
static void
keep(struct elements *el, const char *bytes, size_t len)
{
	el->bytes += len;
	if (!el->why && el->bytes > ELEMENT_MAX_BYTES)
		el->why = _("is larger than 256 KiB");
	if (!el->why && el->containers > ELEMENT_MAX_CONTAINERS)
		el->why = _("holds more than 2000 objects and lists");
	if (!el->why)
		g_string_append_len(el->carry, bytes, (gssize)len);
}

static void
hand_over(struct elements *el, const char *bytes, size_t len)
{
	if (!el->why && el->carry->len == 0 && len <= ELEMENT_MAX_BYTES &&
	    el->containers <= ELEMENT_MAX_CONTAINERS) {
		el->take(el->user, bytes, len, NULL); /* the usual case: nothing to copy */
		return;
	}
	keep(el, bytes, len);
	if (el->why)
		el->take(el->user, NULL, 0, el->why);
	else
		el->take(el->user, el->carry->str, el->carry->len, NULL);
	g_string_truncate(el->carry, 0);
}

/* Inside a string: moves past what cannot end it. Returns the position after what was read. */
static size_t
skip_string(struct elements *el, const char *bytes, size_t i, size_t len)
{
	const char *quote = memchr(bytes + i, '"', len - i);
	size_t end = quote ? (size_t)(quote - bytes) : len;

	/* nearly always: a quote ends it that no backslash stands before */
	if (quote && (end > i ? quote[-1] != '\\' : !el->is_escaped)) {
		el->is_in_string = el->is_escaped = false;
		return end + 1;
	}
	for (; i < len; i++) {
		if (el->is_escaped) {
			el->is_escaped = false;
		} else if (bytes[i] == '\\') {
			el->is_escaped = true;
		} else if (bytes[i] == '"') {
			el->is_in_string = false;
			return i + 1;
		}
	}
	return len;
}

/* Reads on in the object that began; returns the position after what was read. Which bracket closes
 * which is left to the parser of the element. */
static size_t
scan_object(struct elements *el, const char *bytes, size_t start, size_t len)
{
	size_t i = start;

	while (i < len) {
		char c = bytes[i];

		if (el->is_in_string) {
			i = skip_string(el, bytes, i, len);
			continue;
		}
		i++;
		if (c == '"') {
			el->is_in_string = true;
		} else if (c == '{' || c == '[') {
			el->depth++;
			el->containers++;
		} else if ((c == '}' || c == ']') && --el->depth == 0) {
			hand_over(el, bytes + start, i - start);
			el->place = AFTER_ELEMENT;
			return i;
		}
	}
	keep(el, bytes + start, len - start);
	return len;
}

/* Skips a value that is no object, up to the comma or the bracket behind it. */
static size_t
scan_other(struct elements *el, const char *bytes, size_t i, size_t len)
{
	while (i < len) {
		char c = bytes[i];

		if (el->is_in_string) {
			i = skip_string(el, bytes, i, len);
			continue;
		}
		if (el->depth == 0 && (c == ',' || c == ']')) {
			hand_over(el, NULL, 0);
			el->place = AFTER_ELEMENT;
			return i;
		}
		el->is_in_string = c == '"';
		el->depth += c == '[' || c == '{';
		el->depth -= c == ']' || c == '}';
		i++;
	}
	return len;
}

/* One byte between elements; false where it cannot stand. */
static bool
step(struct elements *el, char c)
{
	if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
		return true;
	if (el->place == BEFORE_LIST && *el->head)
		return c == *el->head++;
	if (el->place == AFTER_LIST && *el->tail)
		return c == *el->tail++;
	if (el->place == BEFORE_LIST && c == '[')
		el->place = BEFORE_FIRST;
	else if ((el->place == BEFORE_FIRST || el->place == AFTER_ELEMENT) && c == ']')
		el->place = AFTER_LIST;
	else if (el->place == AFTER_ELEMENT && c == ',')
		el->place = BEFORE_ELEMENT;
	else
		return false;
	return true;
}

bool
elements_feed(struct elements *el, const char *bytes, size_t len, struct err *e)
{
	size_t i = 0;

	while (i < len) {
		bool may_begin = el->place == BEFORE_FIRST || el->place == BEFORE_ELEMENT;

		if (may_begin && el->count >= ELEMENTS_MAX)
			return err_set(
			    e,
			    _("content: more than %d entries, which no room holds: ask for fewer"),
			    ELEMENTS_MAX);
		if (el->place == IN_ELEMENT)
			i = scan_object(el, bytes, i, len);
		else if (el->place == IN_OTHER)
			i = scan_other(el, bytes, i, len);
		else if (may_begin && bytes[i] == '{')
			i = begin_object(el, bytes, i, len);
		else if (step(el, bytes[i]))
			i++;
		else if (may_begin && !strchr(",]}:", bytes[i]))
			begin(el, IN_OTHER);
		else
			return err_set(e, _("content: not a JSON list at byte %" PRIu64),
			               el->offset + i);
	}
	el->offset += len;
	return true;
}

bool
elements_end(const struct elements *el, struct err *e)
{
	if (el->place == AFTER_LIST && !*el->tail)
		return true;
	if (el->offset == 0)
		return err_set(e, _("content: the answer is empty"));
	return err_set(e, _("content: the list ends at byte %" PRIu64 " before it is complete"),
	               el->offset);
}
