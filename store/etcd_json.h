/* What etcd's JSON gateway says and wants to be told: base64, numbers as texts, requests. */
#ifndef STORE_ETCD_JSON_H
#define STORE_ETCD_JSON_H

#include "base/err.h"

#include <json-c/json.h>
#include <stdint.h>

/* Limits of what is read: an answer, a line of the watch, how deep it may nest. */
enum { ETCD_MAX_ANSWER = 32 << 20, ETCD_MAX_LINE = 8 << 20, ETCD_MAX_DEPTH = 16 };

/* Bytes as etcd writes them; NULL: it is no JSON object, or nests too deep. Pure. */
struct json_object *etcd_parse(const char *text, size_t len) MUST_USE;

/* Members of an object; NULL, "" or 0 where they are not there or of another type (etcd leaves
 * out what is 0 or empty). The object may be NULL. Lent. */
struct json_object *etcd_member(struct json_object *object, const char *name, enum json_type type);
const char *etcd_text(struct json_object *object, const char *name);
int64_t etcd_int(struct json_object *object, const char *name);
bool etcd_is(struct json_object *object, const char *name);
/* The bytes of a base64 member with a NUL behind them (g_free), *len of them; NULL if it is no
 * base64 or larger than max. */
char *etcd_bytes(struct json_object *object, const char *name, size_t max, size_t *len);

/* A request's members; the value is copied. */
void etcd_put_bytes(struct json_object *object, const char *name, const char *bytes);
void etcd_put_int(struct json_object *object, const char *name, int64_t value);
/* key and range_end for all keys that begin with prefix. */
void etcd_put_prefix(struct json_object *object, const char *prefix);

/* {"key": ...} with what is asked for; the caller adds to it. */
struct json_object *etcd_key(const char *key);
/* {"request_put": {key, value, lease}}; lease 0: none. */
struct json_object *etcd_op_put(const char *key, const char *value, int64_t lease);
struct json_object *etcd_op_delete(const char *key);
/* A comparison of a transaction: the key is not there; the key has this mod_revision. */
struct json_object *etcd_if_absent(const char *key);
struct json_object *etcd_if_at(const char *key, int64_t mod_revision);
/* {"compare": [if], "success": [then, then2]}; takes all three, then2 may be NULL. */
struct json_object *etcd_txn(struct json_object *condition, struct json_object *then,
                             struct json_object *then2);

/* One line of a watch. */
struct etcd_change {
	const char *key;   /* valid text without controls is for the reader to see to */
	const char *value; /* NULL: the key is gone */
	size_t value_len;
	int64_t mod_revision;
};
typedef void etcd_take_change(const struct etcd_change *change, void *data);

struct etcd_news {
	int64_t revision;         /* of the cluster when it was said */
	bool is_created;          /* the watch has begun */
	int64_t compact_revision; /* older ones are gone: read everything again; 0: no */
};

/*
 * Reads a line and gives its changes in order (lent for the call). False with a sentence: it is
 * no such line, or the watch was refused.
 */
bool etcd_read_line(const char *line, size_t len, etcd_take_change *take, void *data,
                    struct etcd_news *news, struct err *e) MUST_USE;
/* Gives the key-value pairs of a range's answer. */
void etcd_read_range(struct json_object *answer, etcd_take_change *take, void *data);

#endif
