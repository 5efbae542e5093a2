/* The silences that an Alertmanager lists: who holds what, and which of them are this room's. */
#ifndef NET_SILENCES_H
#define NET_SILENCES_H

#include "room/delivery.h"

#include <json-c/json.h>

struct silence {
	char *id, *created_by, *comment; /* clean; comment without the token */
	char *token;    /* id of the action that made it, from "[wr:...]" in its comment; "" */
	char *matchers; /* "name=value" sorted, joined by LF, when every matcher is an equality;
	                   otherwise "" */
	int64_t ends_us;
	bool is_over; /* expired */
	uint64_t hash;
};

struct silences;

struct silences *silences_new(void);
/* Sets *s to NULL. */
void silences_free(struct silences **s);

/* One element of an answer. False with a sentence when it is no silence. */
bool silences_put(struct silences *s, json_object *json, struct err *e) MUST_USE;
/* The answer is complete: what it did not put is forgotten. */
void silences_end(struct silences *s);

/* This one was ended. */
void silences_set_over(struct silences *s, const char *id);

/* Lent; NULL: not there. */
const struct silence *silences_by_id(const struct silences *s, const char *id);
const struct silence *silences_by_token(const struct silences *s, const char *token);

/* Something that differs whenever, at the last silences_end(), a silence that is not over differed.
 */
uint64_t silences_hash(const struct silences *s);

/* struct silence's matchers text for the labels of one alert. (g_free) */
char *silence_matchers(const struct label *labels, size_t n);

/* Takes "[wr:ID]" off the end of a comment and gives ID, "" if there is none. (g_free) */
char *silence_take_token(char *comment);
/* The comment that carries the token. (g_free) */
char *silence_comment(const struct delivery *d);
/* The same with the person in it and at most so long, for a target that knows only whose login this is:
 * "ACK! on it (lin) [wr:ID]". (g_free) */
char *silence_signed_comment(const struct delivery *d, size_t max_bytes);

#endif
