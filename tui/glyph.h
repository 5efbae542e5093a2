/* Drawing characters and what stands for them where only ASCII can be shown. */
#ifndef TUI_GLYPH_H
#define TUI_GLYPH_H

/* The ASCII character for one of our drawing characters (lines, blocks, marks, ellipsis); 0 for any
 * other text, which is nobody's to replace. `cluster` is valid UTF-8. Pure. */
char glyph_ascii(const char *cluster);

#endif
