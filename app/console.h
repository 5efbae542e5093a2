/* The console: the screen, the keys, and the loop that joins them to the session. */
#ifndef APP_CONSOLE_H
#define APP_CONSOLE_H

#include "app/options.h"
#include "app/player.h"
#include "app/view.h"
#include "tui/term.h"

/* What the open prompt is for. */
enum question {
	QUESTION_NONE,
	QUESTION_COMMENT, /* for `intent`; where `confirms`, also its yes */
	QUESTION_CONFIRM, /* for `intent`, in a box */
	QUESTION_SEARCH,
	QUESTION_FILTER,
	QUESTION_COMMAND,
	QUESTION_IDENTIFY,
	QUESTION_PIN /* of the session's claimant */
};

/* UI thread only; lives on the stack of console_run(). */
struct console {
	struct session *session;
	struct view *view;
	struct term *term; /* NULL in the linear mode and in a test that draws on the grid alone */
	struct theme theme, theme_before; /* what the list of themes gives back */
	struct grid *grid;
	enum question question;
	struct intent intent;        /* what the prompt is about */
	char *search;                /* last text searched for; NULL */
	char *followed;              /* id of the acknowledgement that was made last; NULL */
	char *filter;                /* the one before the open prompt for another; NULL */
	struct player_search sought; /* in a replay: what n and N go to */
	unsigned urgent;             /* unseen urgent alerts when the bell was last thought about */
	int64_t key_us;              /* the last key; monotonic */
	int64_t turned_us;           /* in wall mode: the last turn; monotonic */
	unsigned long rung_version;
	bool must_draw, must_draw_anew, is_over;
	bool has_mouse;
	int64_t clicked_us; /* the last click, for a double one; monotonic */
	int clicked_x, clicked_y;
	bool is_of_wall; /* started with --wall: it becomes one again when nobody types */
	/* Lines are typed, not keys: what covers much or cannot be taken back needs a typed yes. */
	bool confirms;
	char *words; /* of the intent, while a yes is asked for; NULL */
};

/* Runs the console until the person leaves, the terminal goes or a signal says so. Gives the exit
 * code; what went wrong is on stderr after the terminal is back. */
int console_run(const struct options *options);

/* Frees what a console owns, its session and its view as well, but not its terminal. */
void console_fini(struct console *c);

/* Blocks the signals that the console answers, before any thread starts; gives the descriptor to
 * read them from. */
int console_signals(void);
/* Milliseconds until what is shown may be another second of the room. */
int console_second_ms(const struct console *c);

/* One key by its name. */
void console_key(struct console *c, const char *key);
/* A pasted text: goes into an open prompt, otherwise nowhere. */
void console_paste(struct console *c, const char *text);
/* A report of the mouse, by its name: chooses, scrolls, opens details; never acts. */
void console_mouse(struct console *c, const char *report);
void console_set_mouse(struct console *c, bool is_on);
void console_command_mouse(struct console *c, const char *words);
void console_show_details(struct console *c);
/* A new urgent alert rings, once for each time that there are more of them than before; as configured the terminal shows a
 * notice, too. */
void console_ring(struct console *c);
/* The selected row, into the terminal's clipboard. */
void console_copy(struct console *c);
/* One action, from a key or the command line. */
void console_action(struct console *c, enum action action);

/* Opens the prompt for a question. */
void console_ask(struct console *c, enum question question, const char *label, const char *preset);
/* Carries out or asks first, as the intent needs. Takes what the intent owns. */
void console_intent(struct console *c, struct intent *intent);
/* Asks in a box whether it is to be done to all that the intent covers, and a key for that box. */
struct deed_row;
void console_confirm(struct console *c, const struct deed_row *row);
void console_choice_key(struct console *c, const char *key);
/* For the words that go with it. */
void console_ask_comment(struct console *c, const struct deed_row *row);
/* Does what was intended, with these words. */
void console_carry_out(struct console *c, const char *text);
/* Asks whether the last act of the person is to be taken back, or says why it cannot be. */
void console_undo(struct console *c);
/* Says what the acknowledged alert's source answered, once it did. */
void console_follow(struct console *c);
/* Somebody says who they are, and then perhaps the PIN. */
void console_identify(struct console *c, const char *who);
void console_prove(struct console *c, const char *pin);
/* Forgets who is at the keyboard. */
void console_lock(struct console *c);
/* Says so, and what unlocks it: a key, or the word for it in the linear mode. */
void console_say_locked(struct console *c, enum role role);
/* Wall mode: only shows, and turns through the layouts. */
void console_wall(struct console *c, bool is_on);
/* The search, and the filter: it counts while it is typed, and Esc takes it back. */
void console_search(struct console *c, const char *text);
void console_search_again(struct console *c, int step);
void console_ask_filter(struct console *c);
void console_filter(struct console *c, const char *text);
void console_typed(struct console *c);
void console_withdraw_filter(struct console *c);
/* :filter TEXT, :filter NAME, :filter save NAME [TEXT], :filter drop NAME. */
void console_command_filter(struct console *c, const char *words);
/* What may stand behind ":filter "; g_strfreev. */
char **console_filter_words(const struct console *c);
/* The keys that work here; only those lines of it that have the word ("": all). */
void console_show_help(struct console *c, const char *word);
/* Goes on for some milliseconds with what the panes have begun (a filter, a search); false: nothing is
 * left. */
bool console_work(struct console *c);
/* What is due without a key: the lock after an idle time, the wall's next layout. */
void console_pass_time(struct console *c);

/* In a replay: moves the player if the key does. False: it has its usual meaning. */
bool console_replay_key(struct console *c, const char *key);
/* :goto and :at, which move a replay. */
void console_goto(struct console *c, const char *words);
void console_at(struct console *c, const char *words);

/* What the intent is about: "14 alerts (2 URG 5 KEY 7 GEN)", the one's title, or the room. */
void console_describe(const struct console *c, const struct deed_row *row, char *buf, size_t size);

/* The answer to the open question. */
void console_answer(struct console *c, const char *text);

/* A command line, without the ':'. */
void console_command(struct console *c, const char *line);
/* Is it the name of a command, or of an action? */
bool console_is_command(const char *name);
/* What a line that could stand there is for, not translated; "" = unknown. */
const char *console_help_on(const char *candidate);
/* For the prompt: what could stand there. */
char **console_complete(const char *line, void *console);

bool console_set_theme(struct console *c, const char *name, struct err *e) MUST_USE;
void console_show_theme(struct console *c, const struct theme *theme);
/* Opens the list of themes; and an action while it is open: true when that was all. */
void console_choose_theme(struct console *c);
bool console_theme_action(struct console *c, enum action action);

#endif
