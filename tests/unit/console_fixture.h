/* A console without a terminal: keys go in, its screen comes out as lines. */
#ifndef TESTS_UNIT_CONSOLE_FIXTURE_H
#define TESTS_UNIT_CONSOLE_FIXTURE_H

#include "app/console.h"

struct console_fixture {
	struct console c;
	char *folder; /* the journal, and the state of the user ($XDG_STATE_HOME) */
};

/* At the keyboard of lin, with a journal of its own. `more` is put into the configuration. The feed
 * has n alerts of one tier, "Alert00" and so on, of the teams tech and logis in turn. */
struct console_fixture *console_fixture_open(const char *more, unsigned n);
/* Sets *f to NULL. */
void console_fixture_close(struct console_fixture **f);

/* Keys by name with blanks between; what stands between quotes is typed letter by letter:
 * "/ 'pay 1' Enter". */
void console_fixture_press(struct console_fixture *f, const char *keys);
/* Takes what the journal says until nothing is pending any more. */
void console_fixture_settle(struct console_fixture *f);
/* The whole screen, 100x30; lent until the next call. */
const char *console_fixture_screen(struct console_fixture *f);
/* Its last line, and the one of the selected row, without the blanks around them; lent until the next
 * call of either. */
const char *console_fixture_bottom(struct console_fixture *f);
const char *console_fixture_selected(struct console_fixture *f);

#define assert_shows(f, text) \
	do { \
		const char *screen_ = console_fixture_screen(f); \
		if (!strstr(screen_, text)) \
			fail_msg("no \"%s\" on\n%s", text, screen_); \
	} while (0)
#define assert_lacks(f, text) \
	do { \
		const char *screen_ = console_fixture_screen(f); \
		if (strstr(screen_, text)) \
			fail_msg("there is \"%s\" on\n%s", text, screen_); \
	} while (0)

#endif
