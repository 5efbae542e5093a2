/* The messages of the other threads: what each makes of the room, the journal and the sources. */
#ifndef APP_SESSION_MESSAGE_H
#define APP_SESSION_MESSAGE_H

#include "app/session.h"

/* Takes one from the session's mailbox, with its payload. */
void session_take(struct session *session, const struct message *message);

#endif
