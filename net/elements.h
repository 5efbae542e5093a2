/* Cuts a list document into its elements as the bytes arrive, so that memory stays that of one
 * element. */
#ifndef NET_ELEMENTS_H
#define NET_ELEMENTS_H

#include "base/err.h"

#include <stddef.h>

struct elements;

enum {
	ELEMENTS_MAX = 100 * 1000, /* of one list */
	ELEMENT_MAX_BYTES = 256 * 1024,
	ELEMENT_MAX_CONTAINERS = 2000
};

/* What becomes of each element, in order: its bytes are lent for the call. bytes NULL: it is
 * broken, and why says why. */
typedef void elements_take(void *user, const char *bytes, size_t len, const char *why);

struct elements *elements_new(elements_take *take, void *user);
/* The list does not stand alone, but between these texts, as {"results": and } (lent; there may be
 * space anywhere between their characters). To be said before the first bytes. */
void elements_in(struct elements *el, const char *head, const char *tail);
/* Is it known what stands at the beginning of these bytes, an object with all that is in it? Its length; 0: no, or not all
 * of it is there. What is known is not cut, and not handed over. */
typedef size_t elements_know(void *user, const char *bytes, size_t len);
/* Asks `know`, with the same user, before an object is cut. To be said before the first bytes. */
void elements_knowing(struct elements *el, elements_know *know);
/* Sets *el to NULL. */
void elements_free(struct elements **el);

/* The next bytes of the document. False with "content: ..." when it is no list, or one without end;
 * then it is over. */
bool elements_feed(struct elements *el, const char *bytes, size_t len, struct err *e) MUST_USE;

/* The document has ended: was the list complete? */
bool elements_end(const struct elements *el, struct err *e) MUST_USE;

#endif
