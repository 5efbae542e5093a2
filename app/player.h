/* The player: the room as it stood at any moment of a journal, and a clock that plays it. */
#ifndef APP_PLAYER_H
#define APP_PLAYER_H

#include "room/room.h"

struct player;

/* Makes a room as it is before the first event; the caller's. */
typedef struct room *player_begin(void *data);

/*
 * Reads a whole journal into memory (some 600 bytes an event) and stands, paused, at its end. `begin` and
 * `data` are lent for as long as the player lives. NULL with a sentence: the journal is not there, is none,
 * or is empty. UI thread, as all here.
 */
struct player *player_new(const char *path, player_begin *begin, void *data,
                          struct err *e) MUST_USE;
/* Sets *player to NULL. */
void player_free(struct player **player);

/* The room of now. Lent until the player moves; its versions only grow, whichever room it is. */
struct room *player_room(const struct player *player);
/* The instant at which the player stands, that of the first event, and until when the room was watched. */
int64_t player_at_us(const struct player *player);
int64_t player_first_us(const struct player *player);
int64_t player_last_us(const struct player *player);
/* How many events have happened by now, and how many there are. */
guint player_done(const struct player *player);
guint player_count(const struct player *player);
/* The last event that the log tells of, and its sentence; NULL: nothing was told yet. */
const struct entry *player_said(const struct player *player);

/* To an instant, with all that had happened by then; not before the first event, nor after the room was watched. */
void player_go(struct player *player, int64_t at_us);

/* Which events are looked for. */
struct player_search {
	enum event_kind kind; /* EVENT_NONE: any that the log tells of */
	bool urgent;          /* alerts that were urgent when they came */
	char *subject;        /* a part of its subject, whatever the case; NULL: any */
};

/* "ack", "urgent", "alert GMV", ...: a kind as the journal calls it, and a part of a subject. False with a
 * sentence that names the kinds. subject is the caller's: g_free. */
bool player_search_read(const char *text, struct player_search *search, struct err *e) MUST_USE;

/* To just after the next (1) or just after the previous (-1) such event; stays where there is none, false. */
bool player_find(struct player *player, const struct player_search *search, int direction);

/* Speed: how many seconds pass in one. */
int player_speed(const struct player *player);
/* The next faster (1) or slower (-1) one of x1, x10, x60, x600. */
void player_change_speed(struct player *player, int direction);
bool player_is_playing(const struct player *player);
/* From the end it begins anew. */
void player_play(struct player *player, bool is_playing);
/* So much time passed in front of the screen: true when the player moved. At the end it pauses. */
bool player_pass(struct player *player, int64_t elapsed_us);

#endif
