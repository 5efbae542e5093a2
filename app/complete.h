/* What the shell may put for the word at the cursor. */
#ifndef APP_COMPLETE_H
#define APP_COMPLETE_H

#include <glib.h>

/*
 * `words` (NULL-terminated) are those after "warroom" up to the cursor; the last one is what is there of
 * the word at the cursor, "" when nothing is. Gives "word what it is" or "word" for each that begins so, in the
 * order of the tables; ":files" says that a file's name is wanted. Ids are those of the configuration that the
 * words name, read from its file alone: no source is asked, no journal opened. g_ptr_array_unref().
 */
GPtrArray *complete(const char *const *words);

#endif
