/* A session on the past: the room is a player's, nothing is asked, written or delivered. */
#ifndef APP_REPLAY_H
#define APP_REPLAY_H

#include "app/session.h"
#include "tui/canvas.h"

/* As session_new(), but on the journal alone: it stands where --at says, else at the end. */
struct session *replay_new(const struct options *options, struct err *e) MUST_USE;

/* "08:05", "08:05:30" of the day at which the player stands, "-10m" from there, or an instant as --at (a
 * whole second as the screen showed it then, just after its beginning). */
bool replay_instant(const struct session *session, const char *text, int64_t *us,
                    struct err *e) MUST_USE;

/* How long the screen may stay as it is, where a second of the room takes second_ms: time passes faster
 * than it did, or stands still. */
int replay_wait_ms(const struct session *session, int second_ms);

/* The two last lines: where the player stands in time, and the keys that move it. */
void replay_draw_line(const struct session *session, const struct canvas *c, int y);
void replay_draw_keys(const struct canvas *c, int y);

#endif
