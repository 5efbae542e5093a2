/* Tests of the terminal, on a real pseudo-terminal. */
#include "tui/key_name.h"
#include "tui/term.h"
#include "tui/term_type.h"

#include <fcntl.h>
#include <glib.h>
#include <limits.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <cmocka.h>

/* Our end of the terminal, and what descriptors 0 and 1 were before it took their place. */
static int master, old_in, old_out;
static struct termios modes_before;
static struct theme theme;

static int
set_up(void **state)
{
	struct winsize size = { .ws_col = 80, .ws_row = 24 };
	int slave;

	(void)state;
	fflush(stdout);
	old_in = dup(0);
	old_out = dup(1);
	if (openpty(&master, &slave, NULL, NULL, &size) != 0)
		return -1;
	fcntl(master, F_SETFL, O_NONBLOCK);
	dup2(slave, 0);
	dup2(slave, 1);
	close(slave);
	tcgetattr(0, &modes_before);
	g_setenv("TERM", "xterm-256color", TRUE);
	g_unsetenv("NO_COLOR");
	return theme_load("default", &theme, NULL) ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	if (master >= 0)
		close(master);
	dup2(old_in, 0);
	dup2(old_out, 1);
	close(old_in);
	close(old_out);
	return 0;
}

static struct term *
opened(void)
{
	struct err e = { "" };
	struct term *t = term_open(&e);

	assert_string_equal(e.text, "");
	assert_non_null(t);
	term_set_theme(t, &theme);
	return t;
}

/* What the terminal was sent; g_free. */
static char *
sent(void)
{
	GString *all = g_string_new(NULL);
	char buf[4096];
	ssize_t n;

	while ((n = read(master, buf, sizeof buf)) > 0)
		g_string_append_len(all, buf, n);
	return g_string_free(all, FALSE);
}

static void
assert_modes_are_back(void)
{
	struct termios modes;

	tcgetattr(0, &modes);
	assert_int_equal(modes.c_iflag, modes_before.c_iflag);
	assert_int_equal(modes.c_oflag, modes_before.c_oflag);
	assert_int_equal(modes.c_cflag, modes_before.c_cflag);
	assert_int_equal(modes.c_lflag, modes_before.c_lflag);
	assert_memory_equal(modes.c_cc, modes_before.c_cc, sizeof modes.c_cc);
}

static void
assert_sent(const char *what)
{
	char *all = sent();

	if (!strstr(all, what)) {
		char *shown = g_strescape(all, NULL);

		fail_msg("\"%s\" is not in \"%s\"", what, shown);
	}
	g_free(all);
}

static struct grid *
with_text(int width, int height, const char *text)
{
	struct grid *grid = grid_new(width, height);
	struct canvas c = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);

	canvas_text(&c, 2, height / 2, ROLE_CRIT, text);
	return grid;
}

static void
show_text(struct term *t, const char *text, bool anew)
{
	int width, height;
	struct grid *grid;

	term_size(t, &width, &height);
	grid = with_text(width, height, text);
	term_show(t, grid, anew);
	grid_free(&grid);
}

static void
test_refuses_what_is_no_terminal(void **state)
{
	struct err e;
	int null = open("/dev/null", O_RDWR);

	(void)state;
	g_setenv("TERM", "dumb", TRUE);
	assert_null(term_open(&e));
	assert_non_null(strstr(e.text, "warroom --plain"));
	assert_true(term_is_linear());
	g_setenv("TERM", "foot", TRUE);
	assert_false(term_is_linear());
	g_setenv("TERM", "", TRUE);
	assert_false(term_is_linear());
	g_setenv("TERM", "xterm", TRUE);
	dup2(null, 1);
	close(null);
	assert_null(term_open(&e));
	assert_non_null(strstr(e.text, "warroom print"));
}

static const char *
first_type(const char *type, const char *colorterm)
{
	const char *types[TERM_TYPES_MAX];

	assert_in_range(term_types(type, colorterm, types), 1, TERM_TYPES_MAX);
	return types[0];
}

/* Whether it is tried second: what the machine knows by its name goes first. */
static bool
falls_back_to(const char *type, const char *nearest)
{
	const char *types[TERM_TYPES_MAX];
	size_t n = term_types(type, NULL, types);

	return n >= 2 && !strcmp(types[0], type) && !strcmp(types[1], nearest);
}

static void
test_nearest_types(void **state)
{
	static const char *const like_xterm[] = { "xterm-kitty",   "foot",    "alacritty",
		                                  "xterm-ghostty", "wezterm", "tmux-256color",
		                                  "rxvt-256color" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(like_xterm); i++)
		assert_true(falls_back_to(like_xterm[i], "xterm-256color"));
	assert_true(falls_back_to("nonsense", "xterm"));
	assert_string_equal(first_type("", NULL), "xterm");
	/* the 256-colour form where all colours are claimed, or where colours are no palette */
	assert_string_equal(first_type("xterm", "truecolor"), "xterm-256color");
	assert_string_equal(first_type("screen", "24bit"), "screen-256color");
	assert_string_equal(first_type("tmux-direct", NULL), "tmux-256color");
	assert_string_equal(first_type("xterm", NULL), "xterm");
	/* it only widens what is known to be able to */
	assert_string_equal(first_type("linux", "truecolor"), "linux");
	assert_string_equal(first_type("xterm-256color", "truecolor"), "xterm-256color");
	assert_string_equal(first_type("xterm", "yes"), "xterm");
}

static void
test_a_frame_is_one_write(void **state)
{
	struct term *t = opened();
	unsigned long bytes, writes, bytes_then, writes_then;
	char *first;

	(void)state;
	show_text(t, "loss 12.5%", false);
	term_counters(t, &bytes, &writes);
	assert_int_equal(writes, 1);
	first = sent();
	assert_int_equal(bytes, strlen(first));
	assert_non_null(strstr(first, "\033[?1049h"));
	assert_non_null(strstr(first, "\033[?2004h"));
	assert_non_null(strstr(first, "\033[?25l"));
	assert_non_null(strstr(first, "loss 12.5%"));
	g_free(first);

	show_text(t, "loss 12.5%", false);
	term_counters(t, &bytes_then, &writes_then);
	assert_int_equal(bytes_then, bytes);
	assert_int_equal(writes_then, 1);

	show_text(t, "loss 12.7%", false);
	term_counters(t, &bytes_then, &writes_then);
	assert_in_range(bytes_then - bytes, 1, 39);
	assert_int_equal(writes_then, 2);
	assert_sent("7");

	show_text(t, "loss 12.7%", true);
	assert_sent("loss 12.7%");
	term_close(&t);
	assert_null(t);
}

/* A description of a terminal that shows a frame at once, in this folder. */
static bool
describe_sync(const char *folder)
{
	static const char text[] = "xterm-sync|xterm that holds a frame,\n"
				   "\tSync=\\E[?2026%?%p1%{1}%-%tl%eh%;, use=xterm-256color,\n";
	char *source = g_build_filename(folder, "xterm-sync.ti", NULL);
	const char *const tic[] = { "tic", "-x", "-o", folder, source, NULL };
	bool ok = g_file_set_contents(source, text, -1, NULL) &&
	          g_spawn_sync(NULL, (char **)tic, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
	                       NULL, NULL, NULL);

	unlink(source);
	g_free(source);
	return ok;
}

static void
remove_description(const char *folder)
{
	char *in = g_build_filename(folder, "x", NULL);
	char *file = g_build_filename(in, "xterm-sync", NULL);

	unlink(file);
	rmdir(in);
	rmdir(folder);
	g_free(file);
	g_free(in);
}

/* Only where its description says that it can, and not for a second of a clock. */
static void
test_a_large_frame_is_shown_at_once(void **state)
{
	static const char hold[] = "\033[?2026h", release[] = "\033[?2026l";
	char *folder = g_dir_make_tmp("warroom-test-XXXXXX", NULL), *all;
	struct grid *grid = grid_new(80, 24);
	struct canvas c;
	struct term *t;

	(void)state;
	if (!describe_sync(folder)) {
		remove_description(folder);
		g_free(folder);
		grid_free(&grid);
		skip(); /* there is no tic */
	}
	c = canvas_of(grid, GLYPHS_UTF8, GRAPHS_BLOCK);
	for (int y = 0; y < 24; y++)
		canvas_text(&c, 0, y, ROLE_TEXT,
		            y % 2 ? "held until all of it came" : "until the end");
	g_setenv("TERMINFO", folder, TRUE);
	g_setenv("TERM", "xterm-sync", TRUE);
	t = opened();
	term_show(t, grid, false);
	all = sent();
	assert_non_null(strstr(all, hold));
	assert_true(strstr(all, hold) < strstr(all, "held"));
	assert_true(g_str_has_suffix(all, release));
	g_free(all);
	canvas_text(&c, 5, 5, ROLE_TEXT, "X");
	term_show(t, grid, false);
	all = sent();
	assert_null(strstr(all, "2026"));
	assert_non_null(strchr(all, 'X'));
	g_free(all);
	term_close(&t);
	assert_sent(release);
	g_unsetenv("TERMINFO");
	g_setenv("TERM", "xterm-256color", TRUE);
	t = opened();
	term_show(t, grid, false);
	term_close(&t);
	all = sent();
	assert_null(strstr(all, "2026"));
	g_free(all);
	grid_free(&grid);
	remove_description(folder);
	g_free(folder);
}

static void
test_close_leaves_all_as_it_was(void **state)
{
	struct term *t = opened();
	struct termios modes;

	(void)state;
	tcgetattr(0, &modes);
	assert_false(modes.c_lflag & (ICANON | ECHO | ISIG));
	show_text(t, "x", false);
	g_free(sent());
	term_close(&t);
	assert_modes_are_back();
	assert_false(fcntl(0, F_GETFL) & O_NONBLOCK);
	assert_false(fcntl(1, F_GETFL) & O_NONBLOCK);
	{
		char *last = sent();

		assert_non_null(strstr(last, "\033[?2004l"));
		assert_non_null(strstr(last, "\033[?1049l"));
		assert_non_null(strstr(last, "\033[?25h"));
		g_free(last);
	}
}

static void
test_nothing_is_written_before_the_first_show(void **state)
{
	struct term *t = opened();
	char *all;

	(void)state;
	term_close(&t);
	all = sent();
	assert_string_equal(all, "");
	g_free(all);
}

static void
test_any_terminal_type_works(void **state)
{
	static const char *const types[] = {
		"xterm-kitty", "foot",  "xterm-ghostty", "no such terminal", "",
		"vt100",       "linux", "screen",        "tmux-256color",    "ansi",
		"xterm"
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		struct term *t;

		g_setenv("TERM", types[i], TRUE);
		t = opened();
		show_text(t, "text", false);
		assert_sent("text");
		term_close(&t);
		g_free(sent());
	}
	g_setenv("TERM", "foot", TRUE);
	{
		struct term *t = opened();

		assert_int_equal(term_colours(t), 256);
		term_close(&t);
	}
}

static void
test_no_color(void **state)
{
	struct term *t;
	char *all;

	(void)state;
	g_setenv("NO_COLOR", "1", TRUE);
	t = opened();
	assert_int_equal(term_colours(t), 0);
	show_text(t, "red", false);
	all = sent();
	assert_null(strstr(all, "\033[31m"));
	assert_null(strstr(all, ";31m"));
	g_free(all);
	term_close(&t);
	g_unsetenv("NO_COLOR");
	t = opened();
	show_text(t, "red", false);
	assert_sent("31m");
	term_close(&t);
}

static void
resize(struct term *t, unsigned short width, unsigned short height)
{
	struct winsize size = { .ws_col = width, .ws_row = height };
	int w, h;

	ioctl(master, TIOCSWINSZ, &size);
	term_resized(t);
	term_size(t, &w, &h);
	assert_int_equal(w, width);
	assert_int_equal(h, height);
}

static void
test_resize(void **state)
{
	static const unsigned short sizes[][2] = { { 200, 60 }, { 1, 1 },    { 1, 300 }, { 300, 1 },
		                                   { 20, 5 },   { 132, 30 }, { 2, 2 } };
	struct term *t = opened();

	(void)state;
	for (int round = 0; round < 20; round++) {
		for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
			resize(t, sizes[i][0], sizes[i][1]);
			show_text(t, "after the resize", false);
			g_free(sent());
			while (term_unsent(t) && term_flush(t))
				g_free(sent());
		}
	}
	resize(t, 40, 12);
	show_text(t, "the last size", false);
	assert_sent("the last size");
	term_close(&t);
}

/* ncurses would keep it at the size in the description, and rows below could not be reached. */
static void
test_the_scroll_region_is_the_screen(void **state)
{
	struct winsize size = { .ws_col = 80, .ws_row = 50 };
	struct term *t;

	(void)state;
	ioctl(master, TIOCSWINSZ, &size);
	g_setenv("TERM", "vt100", TRUE);
	g_unsetenv("LINES");
	t = opened();
	assert_null(g_getenv("LINES"));
	show_text(t, "fifty rows", false);
	assert_sent("\033[1;50r");
	resize(t, 80, 60);
	show_text(t, "sixty rows", false);
	assert_sent("\033[1;60r");
	term_close(&t);
}

/* A grid of the size before must not break the screen of now. */
static void
test_a_grid_of_another_size(void **state)
{
	struct term *t = opened();
	struct grid *large = with_text(200, 60, "large"), *small = with_text(10, 3, "small");

	(void)state;
	term_show(t, large, false);
	g_free(sent());
	term_show(t, small, false);
	assert_sent("small");
	grid_free(&large);
	grid_free(&small);
	term_close(&t);
}

static void
type(const char *bytes)
{
	assert_int_equal(write(master, bytes, strlen(bytes)), strlen(bytes));
}

static void
assert_key(struct term *t, const char *expected)
{
	char key[KEY_NAME_SIZE];
	char *paste;

	assert_true(term_key(t, key, sizeof key, &paste));
	assert_string_equal(key, expected);
	g_free(paste);
}

static void
test_keys_arrive(void **state)
{
	struct term *t = opened();
	struct pollfd input = { .fd = term_fd(t), .events = POLLIN };
	char key[KEY_NAME_SIZE];
	char *paste;

	(void)state;
	assert_false(term_key(t, key, sizeof key, &paste));
	assert_int_equal(term_wait_ms(t), -1);
	type("a\033[B\x03\x13\r\n\x1a");
	assert_int_equal(poll(&input, 1, 1000), 1);
	assert_key(t, "a");
	assert_key(t, "Down");
	assert_key(t, "C-c");
	assert_key(t, "C-s");
	assert_key(t, "Enter");
	assert_key(t, "C-j");
	assert_key(t, "C-z");
	assert_false(term_key(t, key, sizeof key, &paste));
	type("\033[200~Q\033[201~");
	assert_false(term_key(t, key, sizeof key, &paste));
	poll(NULL, 0, term_wait_ms(t));
	assert_true(term_key(t, key, sizeof key, &paste));
	assert_string_equal(key, "Paste");
	assert_string_equal(paste, "Q");
	g_free(paste);
	type("\033");
	assert_int_equal(poll(&input, 1, 1000), 1);
	assert_false(term_key(t, key, sizeof key, &paste));
	assert_in_range(term_wait_ms(t), 1, 50);
	poll(NULL, 0, term_wait_ms(t));
	assert_key(t, "Esc");
	assert_int_equal(term_wait_ms(t), -1);
	term_close(&t);
}

static void
test_a_stuck_terminal_is_not_waited_for(void **state)
{
	struct term *t = opened();
	gint64 start = g_get_monotonic_time();

	(void)state;
	resize(t, 200, 60);
	for (int i = 0; i < 500; i++) {
		char text[190];

		memset(text, 'a' + i % 26, sizeof text);
		text[sizeof text - 1] = '\0';
		show_text(t, text, true);
	}
	assert_true(term_unsent(t));
	show_text(t, "the newest", true);
	assert_in_range(g_get_monotonic_time() - start, 0, 5 * G_USEC_PER_SEC);
	{
		GString *all = g_string_new(NULL);

		for (bool is_there = true; term_unsent(t) && is_there;) {
			char *some = sent();

			g_string_append(all, some);
			g_free(some);
			is_there = term_flush(t);
			assert_true(is_there);
		}
		{
			char *some = sent();

			g_string_append(all, some);
			g_free(some);
		}
		assert_non_null(strstr(all->str, "the newest"));
		/* Frames that nobody could see were not sent. */
		assert_in_range(all->len, 1, 200000);
		g_string_free(all, TRUE);
	}
	show_text(t, "and goes on", false);
	assert_sent("and goes on");
	term_close(&t);
}

static void
test_hang_up(void **state)
{
	struct term *t = opened();

	(void)state;
	show_text(t, "one", false);
	close(master);
	master = -1;
	show_text(t, "two", false);
	assert_false(term_flush(t));
	assert_false(term_unsent(t));
	{
		char key[KEY_NAME_SIZE];
		char *paste;

		assert_false(term_key(t, key, sizeof key, &paste));
	}
	term_close(&t);
}

static void
test_emergency(void **state)
{
	struct term *t = opened();

	(void)state;
	show_text(t, "about to crash", false);
	g_free(sent());
	term_emergency_restore();
	assert_modes_are_back();
	assert_sent("\033[?1049l");
	term_close(&t);
	g_free(sent());
	term_emergency_restore();
	{
		char *all = sent();

		assert_string_equal(all, "");
		g_free(all);
	}
}

static int
fill_stack(int times)
{
	volatile char more[1024];

	more[0] = (char)times;
	return times > 0 ? fill_stack(times - 1) + more[0] : 0;
}

/* In a process of its own, which ends by it. */
static void
test_a_full_stack(void **state)
{
	const struct rlimit small = { 1 << 20, 1 << 20 }, no_core = { 0, 0 };
	struct term *t = opened();
	int status;
	pid_t pid;

	(void)state;
	show_text(t, "about to crash", false);
	g_free(sent());
	pid = fork();
	if (pid == 0) {
		setrlimit(RLIMIT_STACK, &small);
		setrlimit(RLIMIT_CORE, &no_core);
		term_restore_on_crash();
		_exit(fill_stack(INT_MAX));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGSEGV);
	assert_modes_are_back();
	assert_sent("\033[?1049l");
	term_close(&t);
}

static void
test_emergency_before_the_first_show(void **state)
{
	struct term *t = opened();
	char *all;

	(void)state;
	term_emergency_restore();
	assert_modes_are_back();
	all = sent();
	assert_string_equal(all, "");
	g_free(all);
	term_close(&t);
}

static void
test_wide_and_combined_characters(void **state)
{
	struct term *t = opened();

	(void)state;
	assert_true(term_utf8(t));
	show_text(t, "\u4e2d\u6587e\u0301.", false);
	assert_sent("\u4e2d\u6587e\u0301.");
	show_text(t, "a\u4e2d.", false);
	assert_sent("a\u4e2d.");
	term_close(&t);
	setlocale(LC_ALL, "C");
	t = opened();
	assert_false(term_utf8(t));
	show_text(t, "\u4e2d.", false);
	assert_sent("??.");
	term_close(&t);
	setlocale(LC_ALL, "C.UTF-8");
}

static void
test_the_bell_rings_once(void **state)
{
	struct term *t = opened();
	char *all;

	(void)state;
	show_text(t, "x", false);
	g_free(sent());
	term_bell(t);
	show_text(t, "x", false);
	show_text(t, "x", false);
	all = sent();
	assert_string_equal(all, "\a");
	g_free(all);
	term_close(&t);
}

/* In a session of its own there is nobody to continue us, so the kernel does not stop us: suspend
 * comes back at once. */
static void
suspended_child(void)
{
	struct term *t = term_open(NULL);

	if (!t)
		_exit(1);
	term_set_theme(t, &theme);
	show_text(t, "before", false);
	term_suspend(t);
	show_text(t, "after", false);
	term_close(&t);
	_exit(0);
}

static void
test_suspend(void **state)
{
	struct winsize size = { .ws_col = 80, .ws_row = 24 };
	GString *all = g_string_new(NULL);
	int pty, status;
	pid_t child = forkpty(&pty, NULL, NULL, &size);
	char buf[4096];
	ssize_t n;
	const char *left;

	(void)state;
	if (child == 0)
		suspended_child();
	while ((n = read(pty, buf, sizeof buf)) > 0)
		g_string_append_len(all, buf, n);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	left = strstr(all->str, "\033[?1049l");
	assert_non_null(left);
	assert_true(strstr(all->str, "before") < left);
	assert_non_null(strstr(left, "\033[?1049h"));
	assert_non_null(strstr(left, "\033[?2004h"));
	assert_non_null(strstr(left, "after"));
	assert_non_null(strstr(left + 1, "\033[?1049l"));
	g_string_free(all, TRUE);
	close(pty);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_refuses_what_is_no_terminal),
		TEST(test_nearest_types),
		TEST(test_a_frame_is_one_write),
		TEST(test_a_large_frame_is_shown_at_once),
		TEST(test_close_leaves_all_as_it_was),
		TEST(test_nothing_is_written_before_the_first_show),
		TEST(test_any_terminal_type_works),
		TEST(test_no_color),
		TEST(test_resize),
		TEST(test_the_scroll_region_is_the_screen),
		TEST(test_a_grid_of_another_size),
		TEST(test_keys_arrive),
		TEST(test_a_stuck_terminal_is_not_waited_for),
		TEST(test_hang_up),
		TEST(test_emergency),
		TEST(test_a_full_stack),
		TEST(test_emergency_before_the_first_show),
		TEST(test_wide_and_combined_characters),
		TEST(test_the_bell_rings_once),
		TEST(test_suspend),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
