/* "Did you mean": the known word that is nearest to what someone wrote. */
#ifndef APP_SUGGEST_H
#define APP_SUGGEST_H

#include <stdbool.h>
#include <stddef.h>

/* How many letters must be changed, added, left out or swapped to make b of a; case counts. Pure.
 */
size_t suggest_distance(const char *a, const char *b);

/* Keeps in *best (NULL at first) and *distance what is nearest to word among the known words
 * offered so far; what is too far away to be meant is not kept. */
void suggest_offer(const char *word, const char *known, const char **best, size_t *distance);

/* Do both name the same thing in other letters: "title" and "name", "token" and "token_file"? */
bool suggest_means(const char *word, const char *known);

#endif
