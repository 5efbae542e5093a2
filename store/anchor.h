/* The anchor: what the journal's last event was, kept outside of the journal. */
#ifndef STORE_ANCHOR_H
#define STORE_ANCHOR_H

#include <stdbool.h>
#include <stdint.h>

enum { CHAIN_HASH_SIZE = 65 }; /* SHA-256 in hex with its end */

/* A place in the chain of events. */
struct anchor {
	int64_t seq; /* 0: no event */
	char hash[CHAIN_HASH_SIZE];
};

/* Reads the file JOURNAL.anchor beside a journal. False: there is none, or it cannot be read. */
bool anchor_read(const char *journal, struct anchor *anchor);

/* Replaces that file (mode 0600) and writes a line to the system's log (authpriv). A file that
 * cannot be written is only logged: the journal itself tells of a full disk. */
void anchor_write(const char *journal, const struct anchor *anchor);

/* Says in the system's log that the journal no longer contains what was anchored. */
void anchor_warn(const char *journal, const struct anchor *anchor);

#endif
