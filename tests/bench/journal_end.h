/* One end of the journal without a console around it. One thread. */
#ifndef TESTS_BENCH_JOURNAL_END_H
#define TESTS_BENCH_JOURNAL_END_H

#include "base/mailbox.h"
#include "room/delivery.h"
#include "store/store.h"

struct journal_end {
	struct mailbox *mailbox;
	struct store *store;
};

/* Opens it and waits until it can be written; it delivers nothing. Ends the bench when that takes
 * more than some seconds. */
void journal_end_open(struct journal_end *end, const char *path);
void journal_end_close(struct journal_end *end);

/* A note as a console makes it; nobody waits for it. */
void journal_end_note(struct journal_end *end);
/* Acknowledges so many alerts at once, each with its delivery an hour away, and waits until that is
 * durable. */
void journal_end_acknowledge(struct journal_end *end, unsigned n);

#endif
