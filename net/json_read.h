/* Strict, bounded reading of JSON that nobody here wrote. */
#ifndef NET_JSON_READ_H
#define NET_JSON_READ_H

#include "base/err.h"

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Deeper than json-c's default crashes when it is freed; the others bound the memory of its tree,
 * which is up to 760 bytes a container whatever the size of the text. */
enum { JSON_MAX_DEPTH = 32, JSON_MAX_CONTAINERS = 100000, JSON_MAX_VALUES = 600000 };

/*
 * The whole text as one object or list; the caller's: json_object_put(). NULL with "content: ..."
 * when it is not strict JSON in valid UTF-8, goes on after its end, or is made to cost memory.
 * Pure.
 */
json_object *json_read(const char *bytes, size_t len, struct err *e) MUST_USE;

/* Lent member of an object; NULL when absent, null, or not an object. */
json_object *json_member(json_object *object, const char *name);

/* Lent value at an RFC 6901 pointer ("" = root itself); NULL when absent or null. */
json_object *json_at(json_object *root, const char *pointer);

/* The text of a string, number or boolean, through the sanitiser (g_free); NULL when it is none of
 * these. *hidden becomes true when something invisible was replaced; otherwise it is left alone. */
char *json_text(json_object *value, size_t max_bytes, bool *hidden);

/* Does the value say what the test says: "/pointer=value", or one of several: "/pointer=value|value"? "*" is
 * anything that is there. */
bool json_says(json_object *root, const char *test);

/* A finite number, also when written as a string. False otherwise, and for integers that json-c
 * clamped. */
bool json_number(json_object *value, double *number) MUST_USE;

/* Money in major units as minor units. */
bool json_money(json_object *value, int64_t *minor) MUST_USE;

/* A hash (chained as hash_bytes() is) of the value with all in it: equal for equal members in an
 * equal order, however they are spaced and escaped. NULL counts as null. */
uint64_t json_hash(uint64_t hash, json_object *value);

/* An instant: RFC 3339 text, or seconds (or, above 10^11, milliseconds) since 1970. */
bool json_instant(json_object *value, int64_t *us) MUST_USE;

#endif
