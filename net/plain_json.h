/* A cursor over JSON that is written plainly: it takes what it is sure of, and gives up on the rest. */
#ifndef NET_PLAIN_JSON_H
#define NET_PLAIN_JSON_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Every function gives false when the bytes are anything else than what it takes, and then the whole
 * text belongs to json-c: what has an escape, a number or a literal, nests deeply, is not UTF-8, or
 * is no JSON at all. So this takes a subset of what a strict parser takes, and never more.
 */
struct plain_json {
	const char *at, *end;
};

/* Takes this punctuation mark and the white space before it. */
bool plain_take(struct plain_json *p, char mark);
/* Is it the next one? Takes only the white space. */
bool plain_sees(struct plain_json *p, char mark);

/* Takes a string without escapes; its bytes are lent, without the quotes. */
bool plain_string(struct plain_json *p, const char **bytes, size_t *len);

/* Takes the name of an object's member and the colon. */
bool plain_name(struct plain_json *p, const char **bytes, size_t *len);

/* Behind a member or element: takes the comma (*goes_on) or the closing mark. */
bool plain_next(struct plain_json *p, char close, bool *goes_on);

/* Takes any value made of strings, objects and lists. */
bool plain_skip(struct plain_json *p);

/* Nothing but white space is left. */
bool plain_is_over(struct plain_json *p);

#endif
