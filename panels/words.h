/* Words and signs that several panels share. */
#ifndef PANELS_WORDS_H
#define PANELS_WORDS_H

#include "room/alert.h"
#include "tui/panel.h"

#include <stdarg.h>

/* One-cell signs (GE and LE: two in ASCII), in ASCII where the canvas has nothing else or draws
 * such characters wide. */
enum sign {
	SIGN_GOOD,
	SIGN_BAD,
	SIGN_NEAR,
	SIGN_WARN,
	SIGN_UNKNOWN,
	SIGN_CURSOR,
	SIGN_MARK,
	SIGN_UP,
	SIGN_DOWN,
	SIGN_DOT,
	SIGN_FULL_DOT,
	SIGN_OPEN,
	SIGN_GE,
	SIGN_LE,
	SIGN_MORE,
	SIGN_NOW,
	SIGN_FULL,
	SIGN_REST,
	SIGN_DASH,
	SIGN_COUNT
};
const char *words_sign(const struct canvas *c, enum sign sign);

/* snprintf that never leaves a part of a character at the end. Returns buf. */
char *words_print(char *buf, size_t size, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void words_vprint(char *buf, size_t size, const char *fmt, va_list ap)
    __attribute__((format(printf, 3, 0)));

/* "17:45" on now's day in the room's zone, "10-23 17:45" on another, as the language writes it,
 * "-" when unsaid. Returns buf. */
char *words_when(const struct room *room, int64_t at_us, int64_t now_us, char *buf, size_t size);
/* The same in at most 11 cells, in figures alone: what stands in a column. */
char *words_when_column(const struct room *room, int64_t at_us, int64_t now_us, char *buf,
                        size_t size);
/* "2026-10-24 07:54:00 CST", "-" when unsaid. Returns buf. */
char *words_instant(const struct room *room, int64_t at_us, char *buf, size_t size);
/* "3s ago", "in 5m", "never" when unsaid. Returns buf. */
char *words_ago(int64_t at_us, int64_t now_us, char *buf, size_t size);
/* An amount with the room's currency, "-" when unsaid. Returns buf. */
char *words_money(const struct room *room, int64_t minor, char *buf, size_t size);
/* "61.2%" of a share 0..1, "-" when NAN. Returns buf. */
char *words_percent(double share, char *buf, size_t size);

/* Name of a person, the id if the room does not know it, "-" if there is none. Lent. */
const char *words_person(const struct room *room, const char *id);
/* Short head of a team, its id if the room does not know it, "" if there is none. Lent. */
const char *words_team(const struct room *room, const char *id);
/* "general", "key", "urgent"; and as one letter. */
const char *words_level(enum risk_level level);

/* "wang / lin": who answers (A) and who does (R). True when somebody is missing or off duty ("!"
 * stands beside). */
bool words_answerable(const struct room *room, const struct alert *alert, int64_t now_us, char *buf,
                      size_t size);

/* Where an alert's acknowledgement stands. */
struct ack_words {
	char text[160]; /* "seen lin 12m kept" */
	char letter;    /* the same in one character */
	enum role role;
};
struct ack_words words_ack(const struct alert *alert, int64_t now_us);

/*
 * Why there may be nothing to show: the sentence about the sources that show `what` ("no source has
 * answered yet", "teams: network:
 * ...", "last answer 3s ago"). Gives the role to write it in.
 */
enum role words_sources(const struct panel_context *ctx, const char *what, char *buf, size_t size);

/* Says in the middle of an empty panel why it is: no source of `what` has brought any yet, or else
 * `configure` (a sentence that says what to add to the configuration). */
void words_empty(const struct panel_context *ctx, const struct canvas *c, const char *what,
                 const char *configure);

/* True when every source that shows `what` is stale or failing (and there is one). */
bool words_all_stale(const struct panel_context *ctx, const char *what);

/* Writes a sentence in the middle of an empty panel, wrapped at words. */
void words_calm(const struct canvas *c, enum role role, const char *text);

/* Appends "name: value" as a line of a details text; nothing when the value is "". */
void words_detail(GString *to, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Does text contain word, whatever the case? */
bool words_contain(const char *text, const char *word);

#endif
