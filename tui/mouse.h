/* What a terminal reports of its mouse, by the name under which it comes as a key. Pure. */
#ifndef TUI_MOUSE_H
#define TUI_MOUSE_H

#include <stdbool.h>
#include <stddef.h>

enum mouse_kind { MOUSE_PRESS, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct mouse {
	enum mouse_kind kind; /* PRESS: of the first button, without Shift, Ctrl and Meta */
	int x, y;             /* the cell, from 0 */
};

/* Takes "Mouse B;X;Y M", as the decoder names a report. False: it is none, or says nothing that counts
 * (another button, a release). */
bool mouse_parse(const char *key, struct mouse *mouse);
/* Is it such a name at all? */
bool mouse_is(const char *key);

#endif
