/* Text as a terminal shows it: the one sanitiser for what comes from outside, and widths in
 * cells. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Caps by kind of field, in bytes after cleaning. */
enum { TEXT_MAX_LABEL = 256, TEXT_MAX_SUMMARY = 512, TEXT_MAX_BODY = 8192 };

/*
 * The one sanitiser. Gives a new NUL-terminated, valid UTF-8 string (free with g_free) made of
 * len bytes that came from outside; NULL in gives "" out. Bad UTF-8 (overlong, surrogates, cut
 * off) becomes U+FFFD; ESC and the other C0 controls, DEL and C1 become caret form (^[, ^?);
 * TAB, CR, LF one space; bidi controls, zero-width and tag characters become a middle dot; ZWJ,
 * variation selectors, skin tones and the emoji that a ZWJ joins to another are dropped; at most two
 * combining marks stay on a base; what the C library of the locale cannot measure, and private use,
 * becomes U+FFFD. Cut to max_bytes on the boundary of a cluster with "…". *hidden (may be NULL)
 * becomes true when something invisible was replaced or dropped. Cleaning again changes nothing. Any
 * thread.
 */
char *text_clean(const char *bytes, size_t len, size_t max_bytes, bool *hidden);

/* Is it printable ASCII through and through, which text_clean() gives back as it is? Pure. */
bool text_is_plain(const char *bytes, size_t len);

/* Width of valid UTF-8 in terminal cells (wide characters 2, combining 0). Pure; any thread. */
int text_width(const char *utf8);

/*
 * Takes one cluster (a base character with its combining marks) from *utf8 and moves the pointer
 * past it; *cells becomes its width. Returns its length in bytes, 0 at the end. Pure.
 */
size_t text_cluster(const char **utf8, int *cells);

/* Takes one cluster likewise. May a row end behind it, though no blank follows? Behind a wide letter, but not
 * behind a bracket that opens, or before what closes a sentence. Pure. */
bool text_row_may_end(const char **utf8);

/* How many bytes of utf8 fit into `cells` cells without cutting a character; *used (may be NULL)
 * becomes the cells that they take. Pure. */
size_t text_fit(const char *utf8, int cells, int *used);

/* East Asian ambiguous characters take this many cells: 1 (default) or 2. Set once at start,
 * before other threads run. */
void text_set_ambiguous_width(int cells);

#endif
