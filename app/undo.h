/* What the person at the keyboard did last, and how it is taken back. */
#ifndef APP_UNDO_H
#define APP_UNDO_H

#include "app/session.h"

/* Fills in the intent that takes back the last act of the person that still stands and can be taken
 * back; its text says what that was, and when. False: there is none, and `why` (200 bytes or more) says why
 * the last one stays. */
bool undo_last(const struct session *session, struct intent *intent, char *why, size_t size);

#endif
