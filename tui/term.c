/* The terminal, by ncurses, whose output is gathered so that a frame is one write. */
#include "config.h"

#include "base/lang.h"
#include "tui/term.h"

#include "tui/gather.h"
#include "tui/keyboard.h"
#include "tui/links.h"
#include "tui/shown.h"
#include "tui/squeeze.h"
#include "tui/term_guard.h"
#include "tui/term_type.h"
#include "tui/tty.h"

#include <curses.h>
#include <glib.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <termcap.h>
#include <wchar.h>

enum {
	LEAVE_WAIT_MS = 300, /* for a slow line to take what puts the terminal back */
	HELD_BYTES = 512     /* a frame of so many is shown at once, where the terminal can */
};

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h", mouse_off[] = "\033[?1006l\033[?1000l";
static const char cancel[] = "\030"; /* ends a sequence that was cut off */

struct term {
	struct tty *tty;
	SCREEN *screen;
	FILE *gather; /* what ncurses writes; a file in memory */
	struct keyboard *keys;
	int width, height, colours;
	bool is_utf8, has_default_colours;
	bool is_entered;   /* modes and alternate screen are on */
	bool must_repaint; /* what the terminal shows is not known */
	bool must_ring;
	bool has_mouse;
	struct grid *shown; /* what ncurses was last told; NULL = nothing */
	struct grid *next;  /* newest frame, while the terminal is too slow for it */
	struct look looks[ROLE_COUNT];
	attr_t attrs[ROLE_COUNT];
	short pairs[ROLE_COUNT];
	GString *enter, *leave;
	GString *extra;          /* what is sent behind the next frame */
	GString *links;          /* as they were sent last, */
	GArray *linked;          /* int: and the lines that they are on */
	GString *region;         /* the scroll region is the whole screen */
	GString *hold, *release; /* what is between them is shown at once; "" */
	struct squeeze squeeze;
};

static bool
has_capability(const char *name)
{
	const char *text = tigetstr(name);

	return text && text != (const char *)-1;
}

static bool
has_csi(void)
{
	return has_capability("cup") && g_str_has_prefix(tigetstr("cup"), "\033[");
}

/* The strings that take the terminal over and give it back, beside what ncurses itself sends. */
static void
prepare_strings(struct term *t)
{
	g_string_truncate(t->enter, 0);
	/* the one character set that squeeze() relies on */
	term_append_capability(t->enter, tigetstr("sgr0"));
	term_append_capability(t->enter, tigetstr("smkx"));
	g_string_append(t->enter, has_csi() ? paste_on : "");
	g_string_append(t->enter, t->has_mouse ? mouse_on : "");

	g_string_truncate(t->region, 0);
	if (has_capability("csr"))
		term_append_capability(t->region, tiparm(tigetstr("csr"), 0, t->height - 1));

	g_string_truncate(t->hold, 0);
	g_string_truncate(t->release, 0);
	if (has_capability("Sync")) { /* of tmux and of newer descriptions; 1 begins, 2 ends */
		term_append_capability(t->hold, tiparm(tigetstr("Sync"), 1));
		term_append_capability(t->release, tiparm(tigetstr("Sync"), 2));
	}

	g_string_assign(t->leave, t->release->str);
	g_string_append(t->leave, t->has_mouse ? mouse_off : "");
	g_string_append(t->leave, has_csi() ? paste_off : "");
	term_append_capability(t->leave, tigetstr("rmkx"));
	term_append_capability(t->leave, tigetstr("sgr0"));
	term_append_capability(t->leave, tigetstr("op"));
	/* Where there is no alternate screen the shell goes on at the bottom. */
	term_append_capability(t->leave, tiparm(tigetstr("cup"), t->height - 1, 0));
	term_append_capability(t->leave, tigetstr("el"));
	term_append_capability(t->leave, tigetstr("cnorm"));
	term_append_capability(t->leave, tigetstr("rmcup"));
}

static void
arm_emergency(const struct term *t)
{
	GString *bytes = g_string_new(cancel);

	g_string_append(bytes, t->leave->str);
	tty_set_emergency(t->tty, bytes->str, bytes->len);
	g_string_free(bytes, TRUE);
}

static SCREEN *
quiet_newterm(const struct term *t, const char *type)
{
	struct term_guard guard;
	SCREEN *screen;

	term_guard_begin(&guard, t->width, t->height);
	screen = newterm(type, t->gather, t->gather);
	term_guard_end(&guard);
	return screen;
}

/* A screen for TERM, or for the nearest type that this machine knows and that can move its cursor.
 */
static bool
open_screen(struct term *t, const char *type, struct err *e)
{
	const char *types[TERM_TYPES_MAX];
	size_t n = term_types(type, getenv("COLORTERM"), types);

	tty_size(t->tty, &t->width, &t->height);
	for (size_t i = 0; i < n; i++) {
		/* newterm() leaks when it fails, so it is not asked for what is not there. */
		t->screen = tgetent(NULL, types[i]) > 0 ? quiet_newterm(t, types[i]) : NULL;
		if (t->screen && has_capability("cup"))
			return true;
		if (t->screen) {
			endwin();
			delscreen(t->screen);
			gather_take(t->gather, NULL);
		}
		t->screen = NULL;
	}
	return err_set(e,
	               _("TERM is \"%s\", and no description of it or of xterm, vt100 or ansi is "
	                 "installed: install "
	                 "ncurses-base, or use `warroom --plain`"),
	               type);
}

/* Without start_color() nothing is coloured; after it even plain text would be white on black. */
static int
start_colours(void)
{
	const char *no_color = getenv("NO_COLOR");

	if (!has_colors() || (no_color && *no_color) || start_color() != OK)
		return 0;
	return COLORS >= 256 ? 256 : COLORS >= 16 ? 16 : COLORS >= 8 ? 8 : 0;
}

static void
set_modes(struct term *t)
{
	noecho();
	raw();
	nonl();
	curs_set(0);
	leaveok(stdscr, TRUE);
	/* No look for waiting input in the middle of a paint: the loop takes all input first. */
	typeahead(-1);
	t->colours = start_colours();
	t->has_default_colours = t->colours > 0 && use_default_colors() == OK;
}

/* Is it described, and can it move its cursor? */
static bool
can_place(const char *type)
{
	return tgetent(NULL, type) > 0 && tgetstr("cm", NULL) != NULL;
}

bool
term_is_linear(void)
{
	const char *type = getenv("TERM"), *types[TERM_TYPES_MAX];
	size_t n = term_types(type ? type : "", getenv("COLORTERM"), types);

	if (type && (strcmp(type, "dumb") == 0 || (tgetent(NULL, type) > 0 && tgetflag("hc"))))
		return true;
	for (size_t i = 0; i < n; i++)
		if (can_place(types[i]))
			return false;
	return true;
}

int
term_colours_of_type(void)
{
	const char *type = getenv("TERM"), *no_color = getenv("NO_COLOR"), *types[TERM_TYPES_MAX];
	size_t n = term_types(type ? type : "", getenv("COLORTERM"), types);

	for (size_t i = 0; i < n; i++)
		if (can_place(types[i]))
			return no_color && *no_color ? 0 : MAX(tgetnum("Co"), 0);
	return 0;
}

struct term *
term_open(struct err *e)
{
	const char *type = getenv("TERM");
	struct term *t;

	if (term_is_linear()) {
		err_set(
		    e,
		    _("TERM is \"%s\", a terminal that cannot place its cursor: use `warroom --plain`"),
		    type ? type : "");
		return NULL;
	}
	t = g_new0(struct term, 1);
	t->tty = tty_open(e);
	t->gather = t->tty ? gather_new(e) : NULL;
	if (!t->gather || !open_screen(t, type ? type : "", e)) {
		term_close(&t);
		return NULL;
	}
	t->keys = keyboard_new(t->tty);
	t->enter = g_string_new(NULL);
	t->leave = g_string_new(NULL);
	t->region = g_string_new(NULL);
	t->extra = g_string_new(NULL);
	t->links = g_string_new(NULL);
	t->linked = g_array_new(FALSE, FALSE, sizeof(int));
	t->hold = g_string_new(NULL);
	t->release = g_string_new(NULL);
	t->is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	set_modes(t);
	tty_raw(t->tty);
	term_resized(t);
	return t;
}

static void
enter(struct term *t)
{
	if (t->is_entered)
		return;
	tty_queue(t->tty, t->enter->str, t->enter->len);
	t->squeeze = (struct squeeze){ .has.flags = 0 };
	t->is_entered = true;
	arm_emergency(t);
}

static void
leave(struct term *t)
{
	if (!t->is_entered)
		return;
	grid_free(&t->next);
	if (!tty_flush_within(t->tty, LEAVE_WAIT_MS))
		tty_queue(t->tty, cancel, strlen(cancel));
	endwin();
	gather_take(t->gather, NULL);
	tty_queue(t->tty, t->leave->str, t->leave->len);
	tty_flush_within(t->tty, LEAVE_WAIT_MS);
	t->is_entered = false;
	t->must_repaint = true;
}

void
term_close(struct term **t)
{
	struct term *old = *t;

	if (!old)
		return;
	if (old->screen) {
		leave(old);
		delscreen(old->screen);
	}
	if (old->gather)
		fclose(old->gather);
	if (old->enter)
		g_string_free(old->enter, TRUE);
	if (old->leave)
		g_string_free(old->leave, TRUE);
	if (old->region) {
		g_string_free(old->region, TRUE);
		g_string_free(old->extra, TRUE);
		g_string_free(old->links, TRUE);
		g_array_unref(old->linked);
	}
	if (old->hold)
		g_string_free(old->hold, TRUE);
	if (old->release)
		g_string_free(old->release, TRUE);
	grid_free(&old->shown);
	grid_free(&old->next);
	keyboard_free(&old->keys);
	tty_close(&old->tty);
	g_free(old);
	*t = NULL;
}

void
term_size(const struct term *t, int *width, int *height)
{
	*width = t->width;
	*height = t->height;
}

void
term_resized(struct term *t)
{
	tty_size(t->tty, &t->width, &t->height);
	resize_term(t->height, t->width);
	grid_free(&t->shown);
	t->must_repaint = true;
	prepare_strings(t);
	if (t->is_entered)
		arm_emergency(t);
}

/* A pair of colours, shared by the roles before `role` that look alike. */
static short
pair_for(struct term *t, int role, const struct look *looks)
{
	int fg = looks[role].fg, bg = looks[role].bg;

	if (t->colours == 0 || (fg == COLOUR_DEFAULT && bg == COLOUR_DEFAULT))
		return 0;
	for (int i = 0; i < role; i++) {
		if (looks[i].fg == fg && looks[i].bg == bg)
			return t->pairs[i];
	}
	if (fg == COLOUR_DEFAULT && !t->has_default_colours)
		fg = COLOR_WHITE;
	if (bg == COLOUR_DEFAULT && !t->has_default_colours)
		bg = COLOR_BLACK;
	init_pair((short)(role + 1), (short)fg, (short)bg);
	return (short)(role + 1);
}

static attr_t
attrs_of(const struct look *look)
{
	return (look->bold ? A_BOLD : 0) | (look->dim ? A_DIM : 0) |
	       (look->reverse ? A_REVERSE : 0) | (look->underline ? A_UNDERLINE : 0) |
	       (look->italic ? A_ITALIC : 0);
}

void
term_set_theme(struct term *t, const struct theme *theme)
{
	struct look *looks = t->looks;

	for (int i = 0; i < ROLE_COUNT; i++) {
		looks[i] = theme_look(theme, (enum role)i, t->colours);
		t->pairs[i] = pair_for(t, i, looks);
		t->attrs[i] = attrs_of(&looks[i]);
	}
	grid_free(&t->shown);
}

int
term_colours(const struct term *t)
{
	return t->colours;
}

bool
term_utf8(const struct term *t)
{
	return t->is_utf8;
}

/* The cluster as ncurses wants it. False: ncurses would count its cells otherwise than the grid
 * does. */
static bool
cluster(const struct term *t, const struct cell *cell, wchar_t out[CCHARW_MAX + 1])
{
	size_t n = 0;

	for (const char *at = cell->text; *at && n < CCHARW_MAX; at = g_utf8_next_char(at))
		out[n++] = (wchar_t)g_utf8_get_char(at);
	out[n] = L'\0';
	return n > 0 && (t->is_utf8 || out[0] < 0x80) && wcwidth(out[0]) == cell->cells;
}

static void
put_cell(const struct term *t, int x, int y, const struct cell *cell)
{
	enum role role = cell_role(cell);
	wchar_t text[CCHARW_MAX + 1];
	cchar_t c;

	if (!cluster(t, cell, text))
		wcscpy(text, L"?");
	setcchar(&c, text, t->attrs[role], t->pairs[role], NULL);
	mvadd_wch(y, x, &c);
	if (cell->cells == 2 && text[0] == L'?')
		mvadd_wch(y, x + 1, &c);
}

/* Hands a row's changed cells to ncurses; a wide character is handed over whole. False: there are none. */
static bool
put_row(struct term *t, const struct grid *grid, int y)
{
	const struct cell *cells = grid_at(grid, 0, y);
	int first, last;

	if (!shown_row(t->shown, grid, y, &first, &last))
		return false;
	for (int x = first; x <= last; x++) {
		if (cells[x].cells > 0)
			put_cell(t, x, y, &cells[x]);
	}
	return true;
}

static bool
is_linked(const struct term *t, int y)
{
	for (guint i = 0; i < t->linked->len; i++)
		if (g_array_index(t->linked, int, i) == y)
			return true;
	return false;
}

/* What ncurses does not know of: lines whose links change are drawn anew under them, since what was a link would stay
 * one where the letter stays. `changed`: a line with a link is another one. The bytes to send behind the frame; g_free;
 * NULL: they stand. */
static GString *
renew_links(struct term *t, const struct grid *grid, bool changed)
{
	GString *now = g_string_new(NULL);

	if (has_csi() && grid->n_links > 0)
		links_append(now, grid, t->looks);
	if (!changed && g_string_equal(now, t->links)) {
		g_string_free(now, TRUE);
		return NULL;
	}
	for (guint i = 0; i < t->linked->len; i++)
		wredrawln(stdscr, g_array_index(t->linked, int, i), 1);
	g_array_set_size(t->linked, 0);
	for (int i = 0; now->len > 0 && i < grid->n_links; i++)
		g_array_append_val(t->linked, grid->links[i].y);
	g_string_assign(t->links, now->str);
	return now;
}

/* A small frame is there at once anyway, and an idle line stays idle. */
static void
hold(const struct term *t, GByteArray *frame)
{
	if (frame->len < HELD_BYTES)
		return;
	g_byte_array_prepend(frame, (const guint8 *)t->hold->str, (guint)t->hold->len);
	g_byte_array_append(frame, (const guint8 *)t->release->str, (guint)t->release->len);
}

static void
draw(struct term *t, const struct grid *grid)
{
	GByteArray *frame = g_byte_array_new();
	bool was_entered = t->is_entered, changed = t->must_repaint || !t->shown;
	GString *links;

	enter(t);
	if (!t->shown || t->shown->width != grid->width || t->shown->height != grid->height) {
		grid_free(&t->shown);
		t->shown = shown_unknown(grid->width, grid->height);
		erase();
	}
	for (int y = 0; y < MIN(grid->height, t->height); y++)
		changed |= put_row(t, grid, y) && is_linked(t, y);
	links = renew_links(t, grid, changed);
	if (t->must_repaint) {
		/* resize_term() leaves the scroll region; ncurses sets it when it enters. It homes
		 * the cursor, so not before the alternate screen has saved where that was. */
		if (was_entered)
			tty_queue(t->tty, t->region->str, t->region->len);
		squeeze_forget(&t->squeeze);
		clearok(curscr, TRUE);
	}
	t->must_repaint = false;
	wnoutrefresh(stdscr);
	doupdate();
	gather_take(t->gather, frame);
	if (has_csi())
		squeeze(&t->squeeze, frame);
	hold(t, frame);
	if (t->must_ring)
		g_byte_array_append(frame, (const guint8 *)"\a", 1);
	t->must_ring = false;
	if (links) {
		g_byte_array_append(frame, (const guint8 *)links->str, (guint)links->len);
		squeeze_forget(&t->squeeze); /* not every terminal restores the attributes */
	}
	g_byte_array_append(frame, (const guint8 *)t->extra->str, (guint)t->extra->len);
	g_string_truncate(t->extra, 0);
	if (links)
		g_string_free(links, TRUE);
	tty_queue(t->tty, frame->data, frame->len);
	tty_flush(t->tty);
	g_byte_array_unref(frame);
}

void
term_show(struct term *t, const struct grid *grid, bool anew)
{
	t->must_repaint |= anew;
	grid_free(&t->next);
	if (tty_has_unsent(t->tty) || tty_busy_ms(t->tty) > 0)
		t->next = shown_copy(grid); /* frames in between are of no use to anyone */
	else
		draw(t, grid);
}

bool
term_unsent(const struct term *t)
{
	return tty_has_unsent(t->tty);
}

bool
term_flush(struct term *t)
{
	struct grid *next = t->next;

	if (!tty_flush(t->tty))
		return false;
	if (next && !tty_has_unsent(t->tty) && tty_busy_ms(t->tty) == 0) {
		t->next = NULL;
		draw(t, next);
		grid_free(&next);
	}
	return true;
}

bool
term_key(struct term *t, char *buf, size_t size, char **paste)
{
	return keyboard_key(t->keys, buf, size, paste);
}

int
term_wait_ms(const struct term *t)
{
	int key_ms = keyboard_wait_ms(t->keys), busy_ms = tty_busy_ms(t->tty);

	if (!t->next || tty_has_unsent(t->tty))
		return key_ms;
	return key_ms >= 0 ? MIN(key_ms, busy_ms) : busy_ms;
}

int
term_fd(const struct term *t)
{
	(void)t;
	return 0;
}

void
term_set_mouse(struct term *t, bool is_on)
{
	if (t->has_mouse == is_on || !has_csi())
		return;
	t->has_mouse = is_on;
	keyboard_set_mouse(t->keys, is_on);
	prepare_strings(t);
	if (!t->is_entered)
		return;
	tty_queue(t->tty, is_on ? mouse_on : mouse_off, strlen(is_on ? mouse_on : mouse_off));
	arm_emergency(t);
}

void
term_send(struct term *t, const char *bytes, size_t len)
{
	if (has_csi())
		g_string_append_len(t->extra, bytes, (gssize)len);
}

void
term_bell(struct term *t)
{
	t->must_ring = true;
}

void
term_suspend(struct term *t)
{
	leave(t);
	tty_cooked(t->tty);
	tty_stop_job();
	tty_raw(t->tty);
	term_resized(t);
}

void
term_emergency_restore(void)
{
	tty_emergency_restore();
}

void
term_counters(const struct term *t, unsigned long *bytes, unsigned long *writes)
{
	tty_counters(t->tty, bytes, writes);
}
