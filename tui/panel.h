/* What a panel is to the console. */
#ifndef TUI_PANEL_H
#define TUI_PANEL_H

#include "room/room.h"
#include "tui/action.h"
#include "tui/canvas.h"
#include "tui/tell.h"

/*
 * What a person wants done, as data; the session carries it out. The targets are captured at the
 * key press, so that new data cannot move an action to another alert. Owner: whoever called act();
 * intent_fini() after use.
 */
enum intent_kind {
	INTENT_NONE,
	INTENT_ACK,
	INTENT_UNACK,
	INTENT_SILENCE,  /* asks for a duration */
	INTENT_NOTE,     /* asks for the text */
	INTENT_DONE,     /* asks what was done */
	INTENT_ESCALATE, /* target: to whom, NULL = the next step; asks why */
	INTENT_SIGN,     /* subjects: one gate id; asks for a word */
	INTENT_REFUSE,
	INTENT_PLAN_START, /* subjects: one plan id */
	INTENT_PLAN_STEP,  /* number: the step */
	INTENT_PLAN_ABORT,
	INTENT_PLAN_CLOSE,
	INTENT_START_PHASE, /* subjects: one phase id */
	INTENT_END_PHASE,
	INTENT_HOLD,
	INTENT_RESUME,
	INTENT_GO, /* subjects: one phase id; target: the team that answers its roll call */
	INTENT_NO_GO,
	INTENT_PROPOSE, /* subjects: one line id, which gives; asks for where to, how much, why */
	INTENT_APPROVE, /* subjects: one proposal id */
	INTENT_OPPOSE,
	INTENT_ASSIGN,  /* subjects: alert keys; target: the person, NULL = asks for it */
	INTENT_DECIDE,  /* subjects: an alert key or risk id; none: the room */
	INTENT_CORRECT, /* subjects: id of one line of the log */
	INTENT_CLOSE,   /* subjects: decision ids; asks what was done */
	INTENT_ANSWER,  /* subjects: notice ids */
	INTENT_SIGN_IN, /* subjects: person ids */
	INTENT_SIGN_OUT,
	INTENT_REOPEN,    /* subjects: alert keys, which somebody said are handled */
	INTENT_HAND_OVER, /* subjects: one team id; target: the person who takes over */
	INTENT_FILTER,    /* set the filter of panel `panel` to `text` */
	INTENT_MESSAGE    /* say `text` on the message line */
};
struct intent {
	enum intent_kind kind;
	/* owned char *: alert keys or gate ids; never NULL after intent_init */
	GPtrArray *subjects;
	bool ask;           /* covers more than was under the cursor: ask first */
	char *panel, *text; /* owned; NULL */
	/* of an action: as the event's target and number */
	char *target;   /* owned; NULL */
	int64_t number; /* UNSAID */
};
void intent_init(struct intent *intent);
void intent_add(struct intent *intent, const char *subject);
void intent_fini(struct intent *intent);

/* What became of an action. */
enum reaction {
	REACTION_PASS,  /* not mine: the console may have it */
	REACTION_DRAW,  /* view state changed */
	REACTION_INTENT /* the intent was filled in */
};

/* A search: where it goes, and what it came to. */
struct seek {
	int step;          /* 0: from the selected row on; 1: behind it; -1: before it */
	unsigned at, of;   /* the match found is the at-th of so many; of 0: none */
	bool has_wrapped;  /* it went on at the other end */
	bool is_uncounted; /* it still looks, or still counts; at and of say nothing yet */
	bool is_rough;     /* the list changed while it was counted */
};

/* What became of what takes longer than a frame. */
enum work {
	WORK_NONE,  /* there is nothing to do */
	WORK_MORE,  /* there is more */
	WORK_SOUGHT /* a search has come to its end */
};

/* What every panel can be asked, beside its own state. */
struct panel_context {
	const struct room *room;
	int64_t now_us;
	const char *person; /* id of who is at the keyboard, "" */
	const char
	    *journal; /* a sentence on what is wrong with the journal; "" or NULL = nothing */
};

/*
 * A panel: const, one a file, registered by one row in panels/panels.c. Its state is zeroed by the
 * console at first use and lives as long as the console. All functions run on the UI thread and
 * have no side effects beyond the state.
 */
struct panel_ops {
	const char *name;          /* in layouts and commands */
	const char *title;         /* on the frame */
	const char *what;          /* one sentence for the help */
	int min_width, min_height; /* inside the frame; smaller still works, but may show less */
	size_t state_size;
	/* that it understands, for footer and help; ends with ACTION_NONE */
	const enum action *actions;

	/* Draws on a blank canvas (inside of the frame). Required. */
	void (*draw)(void *state, const struct panel_context *ctx, const struct canvas *c);
	/* What stands on the frame: title line (rich counts; NULL op = the plain title) and the age
	 * of the data. */
	void (*head)(void *state, const struct panel_context *ctx, char *title, size_t size);
	/* Name of the source that feeds it, or several by what they show ("alerts", "metrics"): its
	 * age stands on the frame; NULL = none. */
	const char *shows;
	/* `rows`: height of its canvas at the last draw. */
	enum reaction (*act)(void *state, const struct panel_context *ctx, enum action action,
	                     int rows, struct intent *intent);
	/* Search and filter, NULL if it has none. "" clears. */
	void (*set_filter)(void *state, const char *text);
	/* Moves the selection to the nearest row that contains text, as seek->step says, wrapping; fills in the
	 * rest of *seek. False: none. True also while it goes on looking. */
	bool (*find)(void *state, const struct panel_context *ctx, const char *text,
	             struct seek *seek);
	const char *(*filter)(const void *state); /* what filter is on, "" */
	/* Goes on for some milliseconds with a filter or a search that is not through; *found (may be NULL) is
	 * what a search came to with WORK_SOUGHT. NULL = it has nothing of the kind. */
	enum work (*work)(void *state, const struct panel_context *ctx, struct seek *found);
	/* Everything about the selected row, as lines of "name: value" text or free text (g_free);
	 * NULL = nothing selected. */
	char *(*details)(void *state, const struct panel_context *ctx);
	/* The selected row in one line for elsewhere: its title, id and address; g_free. NULL = nothing selected. NULL op:
	 * the details say it. */
	char *(*copy)(void *state, const struct panel_context *ctx);
	/* Says in sentences what it shows, the most pressing first: the linear mode has nothing
	 * else of it. What is told of must not hang on a sign or a colour. Required. */
	void (*tell)(void *state, const struct panel_context *ctx, struct tell *t);
	/* Selects the row of an id that tell() gave, so that act() and details() are about it. False: it is
	 * gone. NULL: it gives none. */
	bool (*select)(void *state, const struct panel_context *ctx, const char *id);
	void (*fini)(void *state);
};

#endif
