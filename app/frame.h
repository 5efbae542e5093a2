/* One frame of the console as text, for standard output. */
#ifndef APP_FRAME_H
#define APP_FRAME_H

#include "app/view.h"
#include "themes/theme.h"

struct frame {
	struct view *view;
	struct theme theme;
	const char *format; /* lent by the options */
	int width, height;
};

/* By --size, --format, --layout, --theme and --ascii. False with a sentence: one of them is wrong. Close
 * it in any case, before the session. */
bool frame_open(struct frame *frame, struct session *session, const struct options *options,
                struct err *e) MUST_USE;
/* The room as it is now, to standard output. */
void frame_print(struct frame *frame);
void frame_close(struct frame *frame);

#endif
