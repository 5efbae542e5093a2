/* The one-line editor of the bottom line: commands, search, filter, comments. */
#ifndef TUI_PROMPT_H
#define TUI_PROMPT_H

#include "tui/canvas.h"

struct prompt;

/* Candidates for what stands before the cursor: NULL-terminated, each completes the whole line;
 * g_strfreev. */
typedef char **prompt_complete(const char *line, void *data);

/* `label` stands before the line ("ack comment: "), `preset` in it. */
struct prompt *prompt_new(const char *label, const char *preset, prompt_complete *complete,
                          void *data);
/* For a secret: shows dots, keeps no history, completes nothing, and wipes the line at the end. */
void prompt_hide(struct prompt *p);
void prompt_free(struct prompt **p);

enum prompt_result { PROMPT_EDITING, PROMPT_ACCEPTED, PROMPT_CANCELLED };
/* One key by name: characters, Backspace, C-u, C-w, C-a, C-e, Left, Right, Home, End, Delete, Tab
 * (completion), Up and Down (history of this label), Enter, Esc. */
enum prompt_result prompt_key(struct prompt *p, const char *key);
/* Text goes in as it is, without its control characters; newlines become spaces; it never
 * accepts. */
void prompt_paste(struct prompt *p, const char *text);
/* What could stand there now: of the Tab before, else for what is typed; g_strfreev; NULL: it completes nothing. *chosen:
 * the one that Tab put into the line, -1 = none. */
char **prompt_candidates(const struct prompt *p, int *chosen);
const char *prompt_text(const struct prompt *p);
/* What stands before the line; lent. */
const char *prompt_label(const struct prompt *p);
void prompt_draw(const struct prompt *p, const struct canvas *c, int y);

#endif
