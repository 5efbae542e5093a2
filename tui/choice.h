/* A box that asks: what it is about, and answers of which the first does nothing and is chosen first. */
#ifndef TUI_CHOICE_H
#define TUI_CHOICE_H

#include "tui/canvas.h"

struct choice;

/* What stands in the box ('\n' between lines), and its answers: "" for a key = only by moving and Enter.
 * All is copied. At most 4 answers, ends with a label NULL. */
struct choice_answer {
	const char *key, *label;
};
struct choice *choice_new(const char *title, const char *text, const struct choice_answer *answers);
void choice_free(struct choice **choice);

/* One key by name: moves, chooses (Enter, or the key of an answer), or takes the first (Esc, q). -1: it is
 * still open; else the number of the answer. */
int choice_key(struct choice *choice, const char *key);
/* The box in the middle of the canvas. */
void choice_draw(const struct choice *choice, const struct canvas *c);

#endif
