/* Label matchers, compiled. */
#ifndef ROOM_MATCH_H
#define ROOM_MATCH_H

#include "base/err.h"
#include "room/event.h"

struct match;

/* Compiles a list (copying what it needs); a bad regex is an error that quotes it. NULL on
 * error. */
struct match *match_new(const struct matcher_list *list, struct err *e) MUST_USE;
void match_free(struct match **match);
void match_free_element(void *match); /* for GPtrArray */

/* Do all matchers hold? `source` and `title` are the pseudo labels. An absent label is "". */
bool match_holds(const struct match *match, const struct label *labels, size_t n,
                 const char *source, const char *title);

/* Compiles what tiers and risks state: struct match *, the caller's. A list with a bad regex is
 * left out and its error stands in *e (e->text is "" when all are good). */
GPtrArray *match_compile(const struct matcher_list *lists, size_t n, struct err *e);

/* "severity=critical", "team!=ops", "alertname=~Order.*", "job!~x": one matcher from text; label
 * and value point into a copy owned by the batch. */
bool matcher_parse(struct event_batch *batch, const char *text, struct matcher *m,
                   struct err *e) MUST_USE;

#endif
