/* Leaves out of a frame what changes nothing on the terminal, and what is not ours to change. Pure. */
#include "tui/squeeze.h"

#include <stdbool.h>
#include <string.h>

enum { ESC = 0x1b, BEL = 0x07 };

/* Length of the SGR sequence at the start of this, 0 when there is none; resets: nothing before it counts. */
static gsize
sgr_length(const guint8 *p, gsize left, bool *resets)
{
	gsize n = 2;

	if (left < 3 || p[0] != ESC || p[1] != '[')
		return 0;
	while (n < left && (g_ascii_isdigit(p[n]) || p[n] == ';'))
		n++;
	if (n == left || p[n] != 'm')
		return 0;
	*resets = n == 2 || (p[2] == '0' && (n == 3 || p[3] == ';'));
	return n + 1;
}

/* Length of what is left out wherever it stands. */
static gsize
useless_length(const guint8 *p, gsize left)
{
	gsize n = 2;

	if (left < 3 || p[0] != ESC)
		return 0;
	if (p[1] == '(')
		return 3;
	if (p[1] != ']')
		return 0;
	while (n < left && p[n] != BEL && p[n] != ESC)
		n++;
	return n < left ? n + (p[n] == BEL ? 1 : 2) : left;
}

void
squeeze(GByteArray *frame)
{
	gsize out = 0, run = 0; /* attributes in a row begin there */
	bool in_run = false;

	for (gsize i = 0; i < frame->len;) {
		const guint8 *p = frame->data + i;
		bool resets = false;
		gsize useless = useless_length(p, frame->len - i),
		      sgr = useless ? 0 : sgr_length(p, frame->len - i, &resets),
		      take = useless ? 0
		             : sgr   ? sgr
		                     : 1;

		if (sgr && resets && in_run)
			out = run;
		if (sgr && (!in_run || resets))
			run = out;
		if (!useless)
			in_run = sgr > 0;
		for (gsize k = 0; k < take; k++)
			if (!(resets && k == 2 && p[k] == '0')) /* what is not said is 0 */
				frame->data[out++] = p[k];
		i += MIN(MAX(useless, take), frame->len - i);
	}
	g_byte_array_set_size(frame, (guint)out);
}
