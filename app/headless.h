/* A session without a terminal: pumps messages until something is so, or a time is over. */
#ifndef APP_HEADLESS_H
#define APP_HEADLESS_H

#include "app/session.h"

enum headless_kind {
	HEADLESS_LOOK, /* the past is read, every source asked once, nothing written or sent */
	HEADLESS_ACT,  /* the journal is open, sources are polled; what is due is left to others */
	HEADLESS_DELIVER, /* the same, and what is due to leave leaves */
	HEADLESS_WATCH    /* the same, and other consoles see that it is a watch */
};

/* session_new() in a process that has a UTF-8 locale for text: a service's or cron's often has
 * none. NULL with the reason in e (text "" when it was printed). */
struct session *headless_new(const struct options *options, struct err *e) MUST_USE;

/* The same, and it goes. */
struct session *headless_open(const struct options *options, enum headless_kind kind,
                              struct err *e) MUST_USE;

/* Pumps until `is_done` (asked after each pump) says so, something is to be read on `stop_fd` (-1:
 * none), or limit_us are over (negative: no limit). True when it was done. */
bool headless_wait(struct session *session, int stop_fd, int64_t limit_us,
                   bool (*is_done)(void *data), void *data);

/* For headless_wait: every source was heard; data is the session. */
bool headless_heard_all(void *session);

/* headless_open() to look, and the sources' first answers, waited for at most a few seconds. */
struct session *headless_look(const struct options *options, struct err *e) MUST_USE;

/* Says on stderr why a command did not do it, unless that was printed already. Returns the exit
 * code 1. */
int headless_fail(const struct err *e);

/* Names on stderr the sources that were not heard or fail. True when there is none. */
bool headless_complain(const struct session *session);

/* Looks, prints, and complains. Returns the exit code. */
int headless_list(const struct options *options, void (*print)(const struct session *session));

#endif
