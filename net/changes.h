/* What a source showed at its last answer, so that only what changed is told. */
#ifndef NET_CHANGES_H
#define NET_CHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct changes;

struct changes *changes_new(void);
/* Sets *c to NULL. */
void changes_free(struct changes **c);

/* A new answer begins: nothing is in it yet. */
void changes_begin(struct changes *c);

/* Is an element with these very bytes known from the last answer? Then it counts as seen. */
bool changes_has_bytes(struct changes *c, uint64_t bytes_hash);

/* What was said last, by changes_has_bytes() or changes_put() with this hash, takes so many bytes. */
void changes_set_size(struct changes *c, uint64_t bytes_hash, size_t size);
/* How many bytes the element takes that came next in the last answer, and their hash; 0: not known. */
size_t changes_next(const struct changes *c, uint64_t *bytes_hash);

enum change {
	CHANGE_NONE,
	CHANGE_NEW,  /* new, or other than before: tell it */
	CHANGE_TWICE /* this answer had the key already */
};
/* The element `key` is there, with this hash of what matters in it (bytes_hash: 0 = none). */
enum change changes_put(struct changes *c, const char *key, uint64_t bytes_hash, uint64_t hash);

/* The element is there but cannot be read: what was told of it stays. */
void changes_keep(struct changes *c, const char *key);

/* Whatever the key holds at the next answer counts as new. */
void changes_reread(struct changes *c, const char *key);

/* The answer is complete: what it no longer had is forgotten, `gone` (may be NULL) hears of each.
 */
void changes_end(struct changes *c, void (*gone)(void *user, const char *key), void *user);

/* How many keys are known, and is this one? */
size_t changes_count(const struct changes *c);
bool changes_has(const struct changes *c, const char *key);

/* A note on a known key (copied; NULL takes it off), which lives as long as the key; and back, NULL
 * if none. */
void changes_set_note(struct changes *c, const char *key, const char *note);
const char *changes_note(const struct changes *c, const char *key);

#endif
