/* Every action that a key or a command can start: one row each. Key map, help, palette and
 * completion are made from it. */
#ifndef TUI_ACTION_H
#define TUI_ACTION_H

#include "base/lang.h"

#include <stdbool.h>
#include <stddef.h>

/* id, name in configuration and command line, default keys (space-separated), short label for the
 * footer ("" = not shown there), sentence for the help. */
/* clang-format off */
#define ACTIONS(X) \
	X(LAYOUT_1, "layout-1", "1", "", N_("first layout")) \
	X(LAYOUT_2, "layout-2", "2", "", N_("second layout")) \
	X(LAYOUT_3, "layout-3", "3", "", N_("third layout")) \
	X(LAYOUT_4, "layout-4", "4", "", N_("fourth layout")) \
	X(LAYOUT_5, "layout-5", "5", "", N_("fifth layout")) \
	X(LAYOUT_6, "layout-6", "6", "", N_("sixth layout")) \
	X(LAYOUT_7, "layout-7", "7", "", N_("seventh layout")) \
	X(LAYOUT_8, "layout-8", "8", "", N_("eighth layout")) \
	X(LAYOUT_9, "layout-9", "9", "", N_("ninth layout")) \
	X(NEXT_PANE, "next-pane", "Tab", "", N_("give the keys to the next pane")) \
	X(PREVIOUS_PANE, "previous-pane", "S-Tab", "", N_("give the keys to the previous pane")) \
	X(PANE_LEFT, "pane-left", "C-h", "", N_("give the keys to the pane on the left")) \
	X(PANE_DOWN, "pane-down", "C-j", "", N_("give the keys to the pane below")) \
	X(PANE_UP, "pane-up", "C-k", "", N_("give the keys to the pane above")) \
	X(PANE_RIGHT, "pane-right", "C-l C-Right", "", N_("give the keys to the pane on the right")) \
	X(ZOOM, "zoom", "z", NC_("action", "zoom"), N_("this pane alone, and back")) \
	X(DOWN, "down", "j Down", "", N_("next row")) \
	X(UP, "up", "k Up", "", N_("previous row")) \
	X(TOP, "top", "g Home", "", N_("first row")) \
	X(BOTTOM, "bottom", "G End", "", N_("last row")) \
	X(PAGE_DOWN, "page-down", "C-d PageDown", "", N_("half a page down")) \
	X(PAGE_UP, "page-up", "C-u PageUp", "", N_("half a page up")) \
	X(LEFT, "left", "h Left", "", N_("one to the left")) \
	X(RIGHT, "right", "l Right", "", N_("one to the right")) \
	X(SPAN_SHORTER, "span-shorter", "+ =", "", N_("a chart of less time, closer")) \
	X(SPAN_LONGER, "span-longer", "-", "", N_("a chart of more time")) \
	X(EVALUATE, "evaluate", "E", NC_("action", "evaluate"), N_("the indicators before, now and at the end, and back")) \
	X(DETAILS, "details", "Enter", NC_("action", "details"), N_("everything about the selected row")) \
	X(DETAILS_NEXT, "details-next", "J", "", N_("details of the next row, while they are open")) \
	X(DETAILS_PREVIOUS, "details-previous", "K", "", N_("details of the previous row, while they are open")) \
	X(BACK, "back", "q Esc", NC_("action", "back"), N_("close what is open, clear the search, the marks or the filter")) \
	X(ACK, "ack", "a", NC_("action", "ack"), N_("acknowledge: you have it")) \
	X(ACK_ALL, "ack-all", "A", NC_("action", "ack all"), N_("acknowledge all that is marked or shown (asks first)")) \
	X(UNACK, "unack", "u", NC_("action", "unack"), N_("take the acknowledgement or silence back; where there is none, your last act")) \
	X(UNDO, "undo", "U", "", N_("take your last act back, if it can be (says what, and asks)")) \
	X(SILENCE, "silence", "s", NC_("action", "silence"), N_("silence for a time")) \
	X(ESCALATE, "escalate", "e", NC_("action", "escalate"), N_("tell the next one who must know")) \
	X(ASSIGN, "assign", "@", NC_("action", "assign"), N_("give the alert to a person")) \
	X(DECIDE, "decide", "c", NC_("action", "decide"), N_("write down a decision and its reason")) \
	X(CORRECT, "correct", "C", NC_("action", "correct"), N_("other words for this decision or note; both stay")) \
	X(DUTY, "duty", "i", NC_("action", "in/out"), N_("sign the selected person in or out")) \
	X(HAND_OVER, "hand-over", "O", NC_("action", "hand over"), N_("hand the team's watch over to the selected person")) \
	X(NOTE, "note", "n", NC_("action", "note"), N_("write a note")) \
	X(DONE, "done", "d", NC_("action", "done"), N_("handled: say what was done")) \
	X(PLAN, "plan", "p", NC_("action", "plan"), N_("start the plan (of the selected alert's or risk's risk)")) \
	X(SIGN, "sign", "y", NC_("action", "sign"), N_("accept the selected gate or move of money; go in a roll call")) \
	X(REFUSE, "refuse", "r", NC_("action", "refuse"), N_("refuse the selected gate or move of money; no-go in a roll call; give a plan up")) \
	X(HOLD, "hold", "H", NC_("action", "hold"), N_("hold the phase that runs: its clock stands still")) \
	X(RESUME, "resume", "R", NC_("action", "resume"), N_("resume the phase that is held")) \
	X(MOVE, "move", "m", NC_("action", "move"), N_("propose to move money out of the selected line")) \
	X(MARK, "mark", "Space", NC_("action", "mark"), N_("mark or unmark the row")) \
	X(MARK_RANGE, "mark-range", "M", "", N_("mark all rows from the last mark to this one")) \
	X(MARK_ALL, "mark-all", "*", "", N_("mark all rows that are shown")) \
	X(MARK_INVERT, "mark-invert", "~", "", N_("mark what is not marked, and unmark the rest")) \
	X(RUNBOOK, "runbook", "o", NC_("action", "runbook"), N_("show the runbook's address")) \
	X(COPY, "copy", "Y", "", N_("copy the row's title, id and address into the terminal's clipboard (if allowed); y, too, where nothing is signed")) \
	X(ALERTS_OF, "alerts-of", "v", NC_("action", "its alerts"), N_("show only the alerts of this risk")) \
	X(SEARCH, "search", "/", NC_("action", "search"), N_("search in this pane")) \
	X(SEARCH_NEXT, "search-next", "F3", "", N_("next match (also n, while a search is on)")) \
	X(SEARCH_PREVIOUS, "search-previous", "N", "", N_("previous match")) \
	X(FILTER, "filter", "f", NC_("action", "filter"), N_("show only what matches, while you type")) \
	X(SORT, "sort", "S", "", N_("next order of rows")) \
	X(VIEW, "view", "V", NC_("action", "view"), N_("next view of this pane")) \
	X(THEME, "theme", "t", "", N_("choose a theme: the screen shows each")) \
	X(COMMAND, "command", ":", NC_("action", "command"), N_("command line")) \
	X(HELP, "help", "? F1", NC_("action", "help"), N_("keys that work here")) \
	X(IDENTIFY, "identify", "I", "", N_("say who is at the keyboard")) \
	X(LOCK, "lock", "L", "", N_("forget who is at the keyboard: nothing acts until somebody says")) \
	X(WALL, "wall", "w", "", N_("wall mode: only shows, and turns through the layouts; any key ends it")) \
	X(REDRAW, "redraw", "C-r", "", N_("draw the screen anew")) \
	X(QUIT, "quit", "Q C-c", NC_("action", "quit"), N_("leave"))

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
/* Does it act on the room, or mark for that? Nothing for who only looks. ACK to MARK_INVERT do. */
bool action_acts(enum action action);

#endif
