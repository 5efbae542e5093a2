/* The fields of request templates: filled in and quoted for the place where they stand. Pure but for
 * the time, which is given. */
#ifndef NET_REQUEST_TEMPLATE_H
#define NET_REQUEST_TEMPLATE_H

#include "net/source.h"

/*
 * A field is {NAME}, {label:NAME} or {set:NAME}; "|html" before the brace replaces & < > as chat systems
 * want them, "|path" leaves the slashes of a value in a URL. A brace that no lower-case letter follows is
 * a brace. The engine quotes by the place, so that a value never ends the text that it stands in:
 *   JSON     inside of a string: escaped; outside: only a number is let through
 *   URL      percent-escaped; in the path a value must not be empty, "." or ".."
 *   form     percent-escaped
 *   text     as it is
 *   header   as it is; a value with a control character is refused
 */
enum template_place { PLACE_JSON, PLACE_URL, PLACE_FORM, PLACE_TEXT, PLACE_HEADER };

/* What fields are filled from; all lent. */
struct template_fill {
	const struct source_conf *conf;
	const struct delivery *delivery;
	const char *token, *secret; /* NULL: there is none */
	const char *request_id;     /* NULL */
	const char *items;          /* filled already; NULL */
	int64_t now_us;             /* of the clock on the wall, for signatures and lengths */
};

/* The place that a body of this content type (NULL: JSON) is. */
enum template_place template_place_of(const char *content_type);

/* The text with its fields filled in (g_free); NULL with a sentence when one cannot be. */
char *template_fill(const char *text, enum template_place place, const struct template_fill *fill,
                    struct err *e) MUST_USE;

/* Calls `each` for every field of the text with its name without braces and what follows a '|', and
 * with "label:" or "set:" (NULL text: nothing). */
void template_each(const char *text, void (*each)(const char *name, void *user), void *user);

/* Is it a field? "label:x" and "set:x" are. */
bool template_knows(const char *name);
/* The names without label: and set:, NULL-terminated, each with a few words. */
struct template_field {
	const char *name;
	const char *help;
};
extern const struct template_field template_fields[];

/* The value of a field (g_free; secrets too are freed so by the filling, which overwrites them); NULL
 * with a sentence. In request_field.c. */
char *template_value(const char *name, const struct template_fill *fill, struct err *e) MUST_USE;

#endif
