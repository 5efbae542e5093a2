/* Every action that a key or a command can start: one row each. Key map, help, palette and
 * completion are made from it. */
#ifndef TUI_ACTION_H
#define TUI_ACTION_H

#include <stdbool.h>
#include <stddef.h>

/* id, name in configuration and command line, default keys (space-separated), short label for the
 * footer ("" = not shown there), sentence for the help. */
/* clang-format off */
#define ACTIONS(X) \
	X(LAYOUT_1, "layout-1", "1", "", "first layout") \
	X(LAYOUT_2, "layout-2", "2", "", "second layout") \
	X(LAYOUT_3, "layout-3", "3", "", "third layout") \
	X(LAYOUT_4, "layout-4", "4", "", "fourth layout") \
	X(LAYOUT_5, "layout-5", "5", "", "fifth layout") \
	X(LAYOUT_6, "layout-6", "6", "", "sixth layout") \
	X(LAYOUT_7, "layout-7", "7", "", "seventh layout") \
	X(LAYOUT_8, "layout-8", "8", "", "eighth layout") \
	X(LAYOUT_9, "layout-9", "9", "", "ninth layout") \
	X(NEXT_PANE, "next-pane", "Tab", "", "give the keys to the next pane") \
	X(PREVIOUS_PANE, "previous-pane", "S-Tab", "", "give the keys to the previous pane") \
	X(PANE_LEFT, "pane-left", "C-h", "", "give the keys to the pane on the left") \
	X(PANE_DOWN, "pane-down", "C-j", "", "give the keys to the pane below") \
	X(PANE_UP, "pane-up", "C-k", "", "give the keys to the pane above") \
	X(PANE_RIGHT, "pane-right", "C-l C-Right", "", "give the keys to the pane on the right") \
	X(ZOOM, "zoom", "z", "zoom", "this pane alone, and back") \
	X(DOWN, "down", "j Down", "", "next row") \
	X(UP, "up", "k Up", "", "previous row") \
	X(TOP, "top", "g Home", "", "first row") \
	X(BOTTOM, "bottom", "G End", "", "last row") \
	X(PAGE_DOWN, "page-down", "C-d PageDown", "", "half a page down") \
	X(PAGE_UP, "page-up", "C-u PageUp", "", "half a page up") \
	X(LEFT, "left", "h Left", "", "one to the left") \
	X(RIGHT, "right", "l Right", "", "one to the right") \
	X(SPAN_SHORTER, "span-shorter", "+ =", "", "a chart of less time, closer") \
	X(SPAN_LONGER, "span-longer", "-", "", "a chart of more time") \
	X(EVALUATE, "evaluate", "E", "evaluate", "the indicators before, now and at the end, and back") \
	X(DETAILS, "details", "Enter", "details", "everything about the selected row") \
	X(BACK, "back", "q Esc", "back", "close what is open, clear the search or the filter") \
	X(ACK, "ack", "a", "ack", "acknowledge: you have it") \
	X(ACK_ALL, "ack-all", "A", "ack all", "acknowledge all that is marked or shown (asks first)") \
	X(UNACK, "unack", "u", "unack", "take the acknowledgement or silence back") \
	X(SILENCE, "silence", "s", "silence", "silence for a time") \
	X(ESCALATE, "escalate", "e", "escalate", "tell the next one who must know") \
	X(ASSIGN, "assign", "@", "assign", "give the alert to a person") \
	X(DECIDE, "decide", "c", "decide", "write down a decision and its reason") \
	X(CORRECT, "correct", "C", "correct", "other words for this decision or note; both stay") \
	X(DUTY, "duty", "i", "in/out", "sign the selected person in or out") \
	X(HAND_OVER, "hand-over", "O", "hand over", "hand the team's watch over to the selected person") \
	X(NOTE, "note", "n", "note", "write a note") \
	X(DONE, "done", "d", "done", "handled: say what was done") \
	X(PLAN, "plan", "p", "plan", "start the plan (of the selected alert's or risk's risk)") \
	X(SIGN, "sign", "y", "sign", "accept the selected gate or move of money; go in a roll call") \
	X(REFUSE, "refuse", "r", "refuse", "refuse the selected gate or move of money; no-go in a roll call; give a plan up") \
	X(HOLD, "hold", "H", "hold", "hold the phase that runs: its clock stands still") \
	X(RESUME, "resume", "R", "resume", "resume the phase that is held") \
	X(MOVE, "move", "m", "move", "propose to move money out of the selected line") \
	X(MARK, "mark", "Space", "mark", "mark or unmark the row") \
	X(RUNBOOK, "runbook", "o", "runbook", "show the runbook's address") \
	X(ALERTS_OF, "alerts-of", "v", "its alerts", "show only the alerts of this risk") \
	X(SEARCH, "search", "/", "search", "search in this pane") \
	X(SEARCH_NEXT, "search-next", "F3", "", "next match (also n, while a search is on)") \
	X(SEARCH_PREVIOUS, "search-previous", "N", "", "previous match") \
	X(FILTER, "filter", "f", "filter", "show only what matches, while you type") \
	X(SORT, "sort", "S", "", "next order of rows") \
	X(VIEW, "view", "V", "view", "next view of this pane") \
	X(THEME, "theme", "t", "", "next theme") \
	X(COMMAND, "command", ":", "command", "command line") \
	X(HELP, "help", "? F1", "help", "keys that work here") \
	X(IDENTIFY, "identify", "I", "", "say who is at the keyboard") \
	X(LOCK, "lock", "L", "", "forget who is at the keyboard: nothing acts until somebody says") \
	X(WALL, "wall", "w", "", "wall mode: only shows, and turns through the layouts; any key ends it") \
	X(REDRAW, "redraw", "C-r", "", "draw the screen anew") \
	X(QUIT, "quit", "Q C-c", "quit", "leave")

enum action {
	ACTION_NONE,
#define X(id, name, keys, label, help) ACTION_##id,
	ACTIONS(X)
#undef X
	ACTION_COUNT
};
/* clang-format on */

struct action_info {
	const char *name, *keys, *label, *help;
};
/* The row of an action. */
const struct action_info *action_info(enum action action);
/* ACTION_NONE when unknown. */
enum action action_by_name(const char *name);
/* Does the console itself answer it, whatever panel has the keys? */
bool action_is_everywhere(enum action action);

#endif
