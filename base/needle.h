/* A word to be found in many texts, without regard to case. */
#ifndef BASE_NEEDLE_H
#define BASE_NEEDLE_H

#include <stdbool.h>

struct needle;

/* Owned by the caller: needle_free(). The word is copied; "" is in every text. */
struct needle *needle_new(const char *word);
/* Sets *needle to NULL; NULL is fine. */
void needle_free(struct needle **needle);
/* Is the word in the text? NULL: no. Both are valid UTF-8. Any thread. */
bool needle_in(const struct needle *needle, const char *text);

#endif
