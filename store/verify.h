/* Is the journal what was written? The proof by its hash chain and its anchor. */
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include "base/err.h"
#include "store/anchor.h"

enum verdict {
	VERDICT_OK,
	VERDICT_CHANGED,   /* the event at seq is not as it was written */
	VERDICT_MISSING,   /* after the event at seq some were taken out (0: at the beginning) */
	VERDICT_REORDERED, /* the event at seq stood further back */
	VERDICT_ADDED,     /* after the event at seq one or more were put in later */
	VERDICT_CUT, /* the end after the event at seq was cut off: the anchor knows of more */
	/* the chain is whole, but not the one that was anchored: the event at seq is another */
	VERDICT_REPLACED
};

struct verification {
	enum verdict verdict; /* the first thing that is wrong, from the beginning */
	int64_t seq;
	int64_t events;       /* how many were read */
	struct anchor head;   /* the last event */
	struct anchor anchor; /* seq 0: there is none */
};

/*
 * Reads the whole journal, also one that consoles write meanwhile; changes nothing. False with
 * a sentence: it cannot be read, or is of another version. Any thread.
 */
bool store_verify(const char *path, struct verification *v, struct err *e) MUST_USE;

/* The verdict as a sentence for a person; g_free. */
char *verification_text(const struct verification *v);

#endif
