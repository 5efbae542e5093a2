/* The roles that colour can have. Drawing code names roles, never colours; a theme gives each a
 * look. */
#ifndef THEMES_ROLE_H
#define THEMES_ROLE_H

/* One row a role: name in theme files, default look on the terminal's own 16 colours, what it is
 * for. Looks: [fg[,bg]] [bold] [dim] [reverse] [underline] [italic]; colours by name, 0-255, or
 * #rrggbb; "default". */
/* clang-format off */
#define ROLES(X) \
	X(TEXT, "text", "default", "ordinary text") \
	X(DIM, "dim", "default dim", "what can wait: units, hints, empty cells") \
	X(STRONG, "strong", "default bold", "names and figures that matter") \
	X(FRAME, "frame", "default dim", "borders of panes") \
	X(FRAME_FOCUS, "frame_focus", "cyan", "border of the pane that has the keys") \
	X(TITLE, "title", "default bold", "titles of panes") \
	X(HEADER, "header", "default reverse", "header line") \
	X(REPLAY, "replay", "black,cyan bold", "what says that this is the past") \
	X(DRILL, "drill", "bright-white,magenta bold", "the room's name in the header of a drill") \
	X(FOOTER, "footer", "default dim", "footer line") \
	X(KEY, "key", "cyan bold", "a key that works here") \
	X(CURSOR, "cursor", "default reverse", "the selected row") \
	X(MARKED, "marked", "yellow", "rows marked with Space") \
	X(GOOD, "good", "green", "as it should be") \
	X(WARN, "warn", "yellow", "past its warning threshold") \
	X(CRIT, "crit", "red bold", "past its critical threshold, overdue, refused") \
	X(URGENT, "urgent", "bright-white,red bold", "urgent and nobody has it: the brightest thing") \
	X(STALE, "stale", "magenta", "too old to be believed, or its source fails") \
	X(SEEN, "seen", "cyan", "somebody has it") \
	X(CLOCK, "clock", "default bold", "big digits") \
	X(BAR, "bar", "blue", "filled part of a bar, burn so far") \
	X(BAR_LINE, "bar_line", "bright-white,blue", "a line across the filled part of a chart") \
	X(BAR_REST, "bar_rest", "default dim", "rest of a bar") \
	X(PLAN, "plan", "cyan", "planned value in a chart") \
	X(FORECAST, "forecast", "yellow dim", "forecast in a chart") \
	X(MESSAGE, "message", "default", "message line") \
	X(ERROR, "error", "red bold", "message of something refused or failed") \
	X(MATCH, "match", "black,yellow", "what the search found")

enum role {
#define X(id, name, look, what) ROLE_##id,
	ROLES(X)
#undef X
	ROLE_COUNT
};
/* clang-format on */

#endif
