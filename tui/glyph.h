/* Drawing characters and what stands for them where only ASCII can be shown. */
#ifndef TUI_GLYPH_H
#define TUI_GLYPH_H

#include <stddef.h>

/* The ASCII character for one of our drawing characters (lines, blocks, marks, ellipsis); 0 for any
 * other text, which is nobody's to replace. `cluster` is valid UTF-8. Pure. */
char glyph_ascii(const char *cluster);

/* Any other cluster (of len bytes) in exactly so many ASCII characters, 1 or 2: its letters without their
 * accents, or question marks where there is nothing like it. Pure. */
void glyph_transliterate(const char *cluster, size_t len, int cells, char out[3]);

/* A text in ASCII, in both ways; g_free. Newlines stay. Pure. */
char *glyph_ascii_text(const char *utf8);

#endif
