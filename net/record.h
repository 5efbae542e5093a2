/* One element of a json document, its fields found by the configured mapping or by their native
 * names. */
#ifndef NET_RECORD_H
#define NET_RECORD_H

#include "net/source.h"

struct record {
	struct reading *r;
	json_object *json; /* lent */
	const char *what;  /* "teams", for messages */
	size_t index;      /* in its list */
	char *key;         /* in slot->others, once it stands there; NULL */
	GPtrArray *made;   /* json_object * made of constants */
	bool is_broken;  /* a field holds what it cannot; the first reason is told by record_fini */
	bool has_hidden; /* the sanitiser replaced something invisible */
	struct err why;
};

void record_init(struct record *x, struct reading *r, json_object *json, const char *what,
                 size_t index);
/* Reports the record as broken if it is; then it is read again at the next answer. */
void record_fini(struct record *x);
bool record_fail(struct record *x, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Lent value of a field; NULL = unsaid. */
json_object *record_get(struct record *x, const char *field);
/* The fields below are unsaid (NULL, NAN, UNSAID, 0) when absent, and break the record when they
 * are of the wrong kind. Texts live with the batch. */
const char *record_text(struct record *x, const char *field, size_t max_bytes);
double record_number(struct record *x, const char *field);
int64_t record_money(struct record *x, const char *field);
int64_t record_instant(struct record *x, const char *field);
/* 1 + the index in the NULL-terminated names. */
int record_choice(struct record *x, const char *field, const char *const *names);
/* What the NULL-terminated fields say, as a hash. */
uint64_t record_hash(struct record *x, const char *const *fields);

#endif
