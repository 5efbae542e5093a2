/* What a terminal reports of its mouse, by the name under which it comes as a key. Pure. */
#include "tui/mouse.h"

#include <stdio.h>
#include <string.h>

static const char start[] = "Mouse ";

bool
mouse_is(const char *key)
{
	return strncmp(key, start, strlen(start)) == 0;
}

bool
mouse_parse(const char *key, struct mouse *m)
{
	unsigned button, x, y;
	char last;

	if (!mouse_is(key) ||
	    sscanf(key + strlen(start), "%5u;%5u;%5u %c", &button, &x, &y, &last) != 4 ||
	    last != 'M' || x < 1 || y < 1)
		return false;
	if (button != 0 && button != 64 && button != 65)
		return false;
	m->kind = button == 64 ? MOUSE_WHEEL_UP : button == 65 ? MOUSE_WHEEL_DOWN : MOUSE_PRESS;
	m->x = (int)x - 1;
	m->y = (int)y - 1;
	return true;
}
