/* What is read from the header of an answer. Pure. */
#ifndef NET_ANSWER_HEAD_H
#define NET_ANSWER_HEAD_H

#include <stddef.h>
#include <stdint.h>

enum { VALIDATOR_MAX = 256 };

struct answer_head {
	int64_t date_us;        /* Date and Age: the server's clock when it answered; UNSAID */
	int64_t age_us;         /* how long a cache has kept it; 0 */
	int64_t retry_at_us;    /* Retry-After as a date, by the server's clock; UNSAID */
	int64_t retry_after_us; /* or as a time; 0 */
	/* what it may be asked for again by, as it came; "": nothing that could be sent back */
	char etag[VALIDATOR_MAX], modified[VALIDATOR_MAX];
};

/* Takes one line of the header, with or without its end; a status line begins a new header, so that
 * nothing of a "100 Continue" is left. Start with one of those, or the head is not initialised. */
void answer_head_take(struct answer_head *head, const char *line, size_t len);

/* How long the server asked to be left alone; 0: it did not. now_us: our clock, by which a date is
 * taken when the server did not say its own. */
int64_t answer_head_wait_us(const struct answer_head *head, int64_t now_us);

#endif
