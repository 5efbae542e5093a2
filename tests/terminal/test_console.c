/* Tests of the whole console on a terminal that vanishes, sticks, changes its size, or sends what nobody typed. */
#include "tests/terminal/console_run.h"
#include "tests/unit/folder.h"
#include "tests/unit/http_fixture.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

enum { ALERTS = 12, ENDS_WITHIN_S = 20 };
#ifdef __SANITIZE_ADDRESS__ /* it keeps what was freed, up to 256 MiB */
enum { MEMORY_GROWTH_MAX_KB = 300000 };
#else
enum { MEMORY_GROWTH_MAX_KB = 30000 };
#endif

/* A room with a journal, and an Alertmanager that counts what it is asked. */
struct stage {
	struct http_fixture *server;
	atomic_uint asked, posts;
	atomic_bool is_hanging;
	char *folder, *config, *journal;
};

static void
answer(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	struct stage *stage = user;
	GString *body;

	while (atomic_load(&stage->is_hanging) && !atomic_load(is_stopping))
		g_usleep(10000);
	if (strcmp(seen->method, "GET")) {
		atomic_fetch_add(&stage->posts, 1);
		http_reply(fd, 200, "", "{\"silenceID\":\"11111111-1111-4111-8111-111111111111\"}");
		return;
	}
	if (!strstr(seen->path, "/alerts")) {
		http_reply(fd, 200, "", "[]");
		return;
	}
	atomic_fetch_add(&stage->asked, 1);
	body = g_string_new("[");
	for (int i = 0; i < ALERTS; i++)
		g_string_append_printf(
		    body,
		    "%s{\"labels\":{\"alertname\":\"Alert%02d\",\"severity\":\"critical\"},"
		    "\"annotations\":{\"summary\":\"summary %d\"},"
		    "\"fingerprint\":\"%016x\",\"startsAt\":\"2026-10-24T07:50:00+08:00\","
		    "\"generatorURL\":\"http://graph.example/g0\",\"updatedAt\":\"2026-10-24T07:50:00+08:00\",\"receivers\":[],"
		    "\"endsAt\":\"2030-10-24T07:50:00+08:00\","
		    "\"status\":{\"state\":\"active\",\"silencedBy\":[],\"inhibitedBy\":[]}}",
		    i ? "," : "", i, i, (unsigned)i + 1);
	g_string_append_c(body, ']');
	http_reply(fd, 200, "", body->str);
	g_string_free(body, TRUE);
}

static int
set_up(void **state)
{
	struct stage *stage = g_new0(struct stage, 1);
	char *url, *text;

	stage->server = http_fixture_start(answer, stage);
	stage->folder = g_dir_make_tmp("warroom-XXXXXX", NULL);
	stage->config = g_build_filename(stage->folder, "room.cfg", NULL);
	stage->journal = g_build_filename(stage->folder, "room.db", NULL);
	url = http_fixture_url(stage->server);
	text = g_strdup_printf(
	    "room = { name = \"Stage\"; zone = \"Asia/Shanghai\"; event_start = \"2026-09-15\"; event_end = \"2099-11-12\"; };\n"
	    "teams = ( { id = \"tech\"; title = \"technology\"; } );\n"
	    "people = ( { id = \"lin\"; name = \"Lin Yue\"; team = \"tech\"; } );\n"
	    "phases = ( { id = \"one\"; start = \"2098-01-01\"; end = \"2098-02-01\"; }, { id = \"two\"; start = \"2098-02-01\"; end = \"2098-03-01\"; },\n"
	    "  { id = \"three\"; start = \"2098-03-01\"; end = \"2098-04-01\"; }, { id = \"four\"; start = \"2098-04-01\"; end = \"2098-05-01\"; } );\n"
	    "sources = ( { name = \"am\"; kind = \"alertmanager\"; url = \"%s\"; period = \"1s\"; } );\n"
	    "console = { grace = \"60s\"; };\n",
	    url);
	assert_true(g_file_set_contents(stage->config, text, -1, NULL));
	g_free(text);
	g_free(url);
	*state = stage;
	return 0;
}

static int
tear_down(void **state)
{
	struct stage *stage = *state;

	http_fixture_stop(&stage->server);
	folder_remove(&stage->folder);
	g_free(stage->config);
	g_free(stage->journal);
	g_free(stage);
	return 0;
}

/* The console of the stage's room, once it shows its alerts. */
static struct console_run *
opened(const struct stage *stage, int width, int height, enum run_mode mode, const char *option)
{
	const char *words[] = { "-c",   stage->config, "--journal", stage->journal,
		                "--as", "lin",         option,      NULL };
	struct console_run *r = console_run_new(words, width, height, mode);

	assert_true(console_run_until(r, "summary 0"));
	return r;
}

static void
leave(struct console_run **r)
{
	kill((*r)->console, SIGTERM);
	assert_true(console_run_has_ended(*r, ENDS_WITHIN_S, true));
	assert_string_equal((*r)->screen->faults->str, "");
	assert_true(console_run_is_restored(*r));
	console_run_free(r);
}

/* How many deeds of people of this kind ("%": of all) the journal has; 0 when there is none. */
static int
journaled(const struct stage *stage, const char *kinds)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *st = NULL;
	int n = 0;

	if (sqlite3_open_v2(stage->journal, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, "SELECT count(*) FROM event WHERE kind LIKE ? AND person <> ''",
	                       -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_text(st, 1, kinds, -1, SQLITE_STATIC);
		if (sqlite3_step(st) == SQLITE_ROW)
			n = sqlite3_column_int(st, 0);
	}
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

static bool
comes_to(int (*count)(const struct stage *, const char *), const struct stage *stage,
         const char *kinds, int n)
{
	gint64 end = g_get_monotonic_time() + RUN_PATIENCE_S * G_USEC_PER_SEC;

	while (count(stage, kinds) < n && g_get_monotonic_time() < end)
		g_usleep(20000);
	return count(stage, kinds) == n;
}

/* F23: a thousand sizes, from one cell to a wall, while somebody types. */
static void
test_resizes(void **state)
{
	static const int sizes[][2] = {
		{ 1, 1 },   { 1, 300 }, { 200, 1 }, { 300, 90 }, { 20, 5 },
		{ 80, 24 }, { 2, 2 },   { 40, 12 }, { 132, 40 }, { 3, 60 }
	};
	static const char *const keys[] = { "j",      "k", "\t", "?", "q",
		                            "\033[B", "2", "1",  "/", "\033" };
	struct console_run *r = opened(*state, 80, 24, RUN_PLAIN, NULL);

	for (int i = 0; i < 1000; i++) {
		console_run_resize(r, sizes[i * 7 % 10][0], sizes[i * 7 % 10][1]);
		if (i % 3 == 0)
			console_run_keys(r, keys[i / 3 % 10]);
		console_run_for(r, 1);
	}
	console_run_resize(r, 100, 30);
	console_run_until_still(r, 200);
	console_run_keys(r, "\033");
	console_run_for(r, 100);
	/* in one read: who has the second key is not known yet when it comes */
	console_run_keys(r, "q1z1");
	assert_true(console_run_until(r, "summary 0"));
	console_run_assert_right(r);
	leave(&r);
}

/* F24: the line drops, with SIGHUP as it comes and with SIGHUP ignored: the console ends, and what was acknowledged is kept. */
static void
test_hang_up(void **state)
{
	const struct stage *stage = *state;

	for (int i = 0; i < 2; i++) {
		struct console_run *r = opened(stage, 100, 30, i ? RUN_NO_HANGUP : RUN_PLAIN, NULL);
		double cpu_s;

		console_run_keys(r, "g");
		for (int down = 0; down < i; down++)
			console_run_keys(r, "j");
		console_run_keys(r, "a");
		assert_true(comes_to(journaled, stage, "ack", i + 1));
		close(r->fd);
		r->fd = -1;
		assert_true(console_run_has_ended(r, ENDS_WITHIN_S, false));
		assert_true(WIFEXITED(r->status));
		cpu_s = (double)(r->use.ru_utime.tv_sec + r->use.ru_stime.tv_sec) +
		        (double)(r->use.ru_utime.tv_usec + r->use.ru_stime.tv_usec) / 1e6;
		/* the loop that has to be avoided takes all of the time */
		assert_true(cpu_s < ENDS_WITHIN_S / 4.0);
		assert_int_equal(journaled(stage, "ack"), i + 1);
		console_run_free(&r);
	}
}

static long
memory_kb(pid_t pid)
{
	char path[64], *text = NULL;
	const char *line;
	long kb = 0;

	g_snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	if (g_file_get_contents(path, &text, NULL, NULL) && (line = strstr(text, "VmRSS:")))
		kb = strtol(line + strlen("VmRSS:"), NULL, 10);
	g_free(text);
	return kb;
}

/* Repaints until the line is full; nobody reads. */
static void
stuff(struct console_run *r, int ms)
{
	for (int i = 0; i < ms / 20; i++) {
		console_run_keys(r, "\022");
		g_usleep(20000);
	}
}

static void
acknowledge_elsewhere(const struct stage *stage, const char *alert)
{
	char *out = NULL, *problem = NULL,
	     *argv[] = { "./warroom",   "ack",       "-c",
		         stage->config, "--journal", stage->journal,
		         "--as",        "lin",       (char *)(uintptr_t)alert,
		         NULL };
	int status = -1;

	assert_true(g_spawn_sync(NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &problem,
	                         &status, NULL));
	g_free(out);
	g_free(problem);
}

/* F25: a terminal that stops reading (WARROOM_STUCK_S seconds, 3 if unset) holds up neither the sources nor the journal. */
static void
test_stuck_terminal(void **state)
{
	struct stage *stage = *state;
	struct console_run *r = opened(stage, 200, 60, RUN_PLAIN, NULL);
	int stuck_s = getenv("WARROOM_STUCK_S") ? atoi(getenv("WARROOM_STUCK_S")) : 3;
	unsigned asked;
	long before_kb;
	struct pollfd input = { .fd = r->fd, .events = POLLIN };

	stuff(r, 600);
	before_kb = memory_kb(r->console);
	asked = atomic_load(&stage->asked);
	acknowledge_elsewhere(stage, "Alert05");
	stuff(r, stuck_s * 1000);
	assert_int_equal(poll(&input, 1, 0), 1); /* nothing was read, so it is full */
	assert_true(atomic_load(&stage->asked) > asked);
	assert_in_range(memory_kb(r->console), 1, before_kb + MEMORY_GROWTH_MAX_KB);
	assert_int_equal(journaled(stage, "ack"), 1);
	/* it reads again, and shows what happened meanwhile */
	console_run_keys(r, "G");
	assert_true(console_run_until(r, "unseen 11"));
	console_run_assert_right(r);
	/* and stops again, for good */
	stuff(r, 600);
	kill(r->console, SIGTERM);
	assert_true(console_run_has_ended(r, ENDS_WITHIN_S, false));
	assert_true(WIFEXITED(r->status) && WEXITSTATUS(r->status) == 0);
	console_run_free(&r);
}

/* F26: stopped and continued two hundred times. */
static void
test_stops(void **state)
{
	struct console_run *r = opened(*state, 100, 30, RUN_IN_SHELL, NULL);

	for (int i = 0; i < 200; i++)
		assert_true(console_run_stop(r));
	console_run_keys(r, "j");
	assert_true(console_run_until(r, "summary 0"));
	assert_true(r->screen->is_alternate && r->screen->is_cursor_hidden);
	console_run_assert_right(r);
	leave(&r);
}

/* F26: after a sleep the data is old, and says so before any source has answered. */
static void
test_sleep(void **state)
{
	struct stage *stage = *state;
	struct console_run *r = opened(stage, 130, 40, RUN_PLAIN, NULL);

	assert_true(console_run_until_gone(r, "STALE"));
	kill(r->console, SIGSTOP);
	atomic_store(&stage->is_hanging, true);
	/* longer than two periods of the source; that it lasts longer is no matter */
	g_usleep(3 * G_USEC_PER_SEC);
	console_run_until_still(r, 100);
	r->reads = 0;
	kill(r->console, SIGCONT);
	assert_true(console_run_until(r, "STALE"));
	assert_true(r->reads <= 2); /* the first frame said it */
	atomic_store(&stage->is_hanging, false);
	assert_true(console_run_until_gone(r, "STALE"));
	leave(&r);
}

/* F27: fifty crashes, each of which leaves the terminal as it was and ends by its own signal. */
static void
test_crashes(void **state)
{
	static const int signals[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL };

	for (int i = 0; i < 50; i++) {
		struct console_run *r = opened(*state, 100, 30, RUN_PLAIN, NULL);

		assert_true(r->screen->is_alternate && r->screen->is_paste_bracketed);
		kill(r->pid, signals[i % 5]);
		assert_true(console_run_has_ended(r, ENDS_WITHIN_S, true));
		assert_true(WIFSIGNALED(r->status));
		assert_int_equal(WTERMSIG(r->status), signals[i % 5]);
		assert_true(console_run_is_restored(r));
		assert_string_equal(r->screen->faults->str, "");
		console_run_free(&r);
	}
}

/* All bytes, a hundred sequences, and what they lead to: one press at a time. */
static GPtrArray *
presses(void)
{
	static const char *const commands[] = {
		":ack x",   ":say hello", ":gate one yes",    ":handover lin", ":silence 1h x",
		":duty in", ":decide x",  ":phase one start", "\003",          "\032"
	};
	GPtrArray *all = g_ptr_array_new_with_free_func(g_free);

	for (int i = 1; i < 256; i++)
		if (i != 0x1a) /* with nobody to continue it, it would not stop, either */
			g_ptr_array_add(all, g_strdup_printf("%c", i));
	for (int i = 0; i < 26; i++) {
		g_ptr_array_add(all, g_strdup_printf("\033[%c", 'A' + i));
		g_ptr_array_add(all, g_strdup_printf("\033O%c", 'A' + i));
		g_ptr_array_add(all, g_strdup_printf("\033[%d~", i + 1));
		g_ptr_array_add(all, g_strdup_printf("\033[1;5%c", 'A' + i));
		g_ptr_array_add(all, g_strdup_printf("\033%c", 'a' + i));
	}
	for (size_t i = 0; i + 1 < G_N_ELEMENTS(commands); i++)
		g_ptr_array_add(all, g_strdup(commands[i]));
	g_ptr_array_add(all, g_strdup("\033[200~a\ry\r:ack Alert00\r\033[201~"));
	return all;
}

/* Each so many times; the second time with Enter behind it. */
static void
press_all(const struct stage *stage, const char *option, guint times)
{
	GPtrArray *all = presses();
	struct console_run *r = opened(stage, 100, 30, RUN_PLAIN, option);

	for (guint i = 0; i < times * all->len; i++) {
		const char *keys = g_ptr_array_index(all, i / times);

		console_run_type(r, keys, strlen(keys));
		console_run_for(r, 1);
		if (i % 2) {
			console_run_keys(r, "\r");
			console_run_for(r, 1);
		}
		if (console_run_has_ended(r, 0, true)) { /* a key that leaves */
			console_run_free(&r);
			r = opened(stage, 100, 30, RUN_PLAIN, option);
		}
	}
	console_run_until_still(r, 200);
	assert_string_equal(r->screen->faults->str, "");
	console_run_free(&r);
	g_ptr_array_unref(all);
}

/* F37: whoever is at a read-only console or before a wall, nothing is written and nothing is sent. */
static void
test_read_only(void **state)
{
	struct stage *stage = *state;
	struct console_run *r = opened(stage, 100, 30, RUN_PLAIN, NULL);
	char *before, *after;
	gsize n_before, n_after;

	console_run_keys(r, "a");
	assert_true(comes_to(journaled, stage, "ack", 1));
	leave(&r);
	(void)journaled(stage, "%"); /* the last one out folds the log into the file */
	assert_true(g_file_get_contents(stage->journal, &before, &n_before, NULL));
	press_all(stage, "--read-only", 2);
	press_all(stage, "--wall", 1);
	assert_true(g_file_get_contents(stage->journal, &after, &n_after, NULL));
	assert_int_equal(n_before, n_after);
	assert_memory_equal(before, after, n_before);
	assert_int_equal(atomic_load(&stage->posts), 0);
	assert_int_equal(journaled(stage, "%"), 1);
	g_free(before);
	g_free(after);
}

/* 100 KiB of which each line would do much if it were typed. */
static GString *
hostile_text(const char *start, const char *end)
{
	GString *text = g_string_new(start);

	while (text->len < 100 * 1024)
		g_string_append(
		    text,
		    "a\ry\r:ack Alert01\rA\rG a\rQ\r:say pasted\r\033[31mu\033[0m\ns\n1h\n\nD\nx\n");
	return g_string_append(text, end);
}

/* F38: a paste does nothing in any view, with brackets, with brackets and their like within, and without. */
static void
test_pastes(void **state)
{
	const struct stage *stage = *state;
	GString *texts[] = { hostile_text("\033[200~", "\033[201~"),
		             hostile_text("\033[200~x\003a\r\033[201~", "\033[201~"),
		             hostile_text("", "") };
	struct console_run *r = opened(stage, 130, 40, RUN_PLAIN, NULL);
	char view[8];

	for (int i = 0; i < 9 * 2; i++) {
		g_snprintf(view, sizeof view, "%d%s", i / 2 + 1, i % 2 ? "\t" : "");
		console_run_keys(r, view);
		console_run_until_still(r, 40); /* and what was typed is taken */
		console_run_type(r, texts[i % 3]->str, texts[i % 3]->len);
		assert_true(console_run_until(r, "pasted text are no keys"));
		console_run_keys(r, "q");
		assert_true(console_run_until_gone(r, "pasted text are no keys"));
	}
	/* where words are asked for it is words, which Enter has to follow */
	console_run_keys(r, ":");
	console_run_until_still(r, 100);
	console_run_type(r, texts[0]->str, texts[0]->len);
	console_run_until_still(r, 300);
	assert_int_equal(kill(r->console, 0), 0);
	leave(&r);
	assert_int_equal(journaled(stage, "%"), 0);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_string_free(texts[i], TRUE);
}

/* F44: four countdowns cost little, in few writes and never the whole screen; a whole screen is 16 KiB at most. */
static void
test_bytes(void **state)
{
	enum { SECONDS = 3 };
	struct console_run *r = opened(*state, 80, 24, RUN_PLAIN, NULL);
	unsigned clears;
	const char *const words[] = { "demo", "--at", "2026-10-24 07:54", NULL };

	console_run_until_still(r, 300);
	clears = r->screen->clears;
	r->bytes = r->reads = 0;
	console_run_for(r, SECONDS * 1000);
	assert_true(r->bytes > 0);
	assert_in_range(r->bytes, 1, 300 * SECONDS);
	/* a clock and a source's age a second, and one more where the seconds begin */
	assert_in_range(r->reads, 1, 2 * (SECONDS + 1));
	assert_int_equal(r->screen->clears, clears);
	leave(&r);

	r = console_run_new(words, 200, 60, RUN_PLAIN);
	assert_true(console_run_until(r, "order success"));
	console_run_until_still(r, 100);
	clears = r->screen->clears;
	r->bytes = 0;
	console_run_keys(r, "\022");
	while (r->screen->clears == clears)
		console_run_for(r, 1);
	console_run_until_still(r, 50);
	assert_in_range(r->bytes, 1000, 16 * 1024);
	leave(&r);
}

/* Asked for on the command line of the console: on, kept over a stop, and off at the end. */
static void
test_mouse(void **state)
{
	struct console_run *r = opened(*state, 100, 30, RUN_IN_SHELL, NULL);

	assert_false(r->screen->has_mouse);
	console_run_keys(r, ":mouse on\r");
	assert_true(console_run_until(r, "the mouse chooses rows"));
	assert_true(r->screen->has_mouse);
	console_run_keys(r, "\033[<0;60;8M\033[<0;60;8m\033[<0;60;8M\033[<0;60;8m");
	assert_true(console_run_until(r, "alert: "));
	assert_true(console_run_stop(r));
	console_run_until_still(r, 300);
	assert_true(r->screen->has_mouse);
	assert_int_equal(journaled(*state, "%"), 0);
	leave(&r);
}

static void
test_mouse_after_a_crash(void **state)
{
	struct console_run *r = opened(*state, 100, 30, RUN_PLAIN, NULL);

	console_run_keys(r, ":mouse on\r");
	assert_true(console_run_until(r, "the mouse chooses rows"));
	kill(r->console, SIGFPE);
	assert_true(console_run_has_ended(r, ENDS_WITHIN_S, true));
	assert_true(WIFSIGNALED(r->status));
	assert_true(console_run_is_restored(r));
	console_run_free(&r);
}

/* The stage's configuration, with more in its console section. */
static void
allow(const struct stage *stage, const char *more)
{
	char *text, **parts, *whole;

	assert_true(g_file_get_contents(stage->config, &text, NULL, NULL));
	parts = g_strsplit(text, "grace", 2);
	whole = g_strconcat(parts[0], more, " grace", parts[1], NULL);
	assert_true(g_file_set_contents(stage->config, whole, -1, NULL));
	g_free(whole);
	g_strfreev(parts);
	g_free(text);
}

static struct console_run *
opened_with_sequences(const struct stage *stage, const char *option)
{
	const char *words[] = { "-c",   stage->config, "--journal", stage->journal,
		                "--as", "lin",         option,      NULL };
	struct console_run *r = console_run_new(words, 100, 30, RUN_PLAIN);

	r->screen->sequences = g_string_new(NULL);
	assert_true(console_run_until(r, "summary 0"));
	console_run_until_still(r, 300);
	return r;
}

/* By option the terminal is told more than the screen: links, what is copied, notices; the screen stays right. */
static void
test_sequences(void **state)
{
	struct console_run *r;
	const char *told;

	allow(*state, "hyperlinks = true; clipboard = true; notify_terminal = \"osc777\";");
	r = opened_with_sequences(*state, NULL);
	told = r->screen->sequences->str;
	assert_non_null(strstr(told, "]777;notify;warroom;Stage: "));
	assert_true(r->screen->bells > 0);
	g_string_truncate(r->screen->sequences, 0);
	console_run_keys(r, "Y");
	assert_true(console_run_until(r, "sent to the terminal's clipboard: "));
	assert_true(g_str_has_prefix(told, "]52;c;"));
	g_string_truncate(r->screen->sequences, 0);
	console_run_keys(r, "\r");
	assert_true(console_run_until(r, "http://graph.example/g0"));
	console_run_until_still(r, 200);
	assert_string_equal(told, "]8;;http://graph.example/g0\n]8;;\n");
	/* moved by a row they are links there; gone, they are text again */
	g_string_truncate(r->screen->sequences, 0);
	console_run_assert_right(r);
	g_string_truncate(r->screen->sequences, 0);
	console_run_keys(r, "q");
	console_run_until_still(r, 200);
	assert_string_equal(told, "");
	console_run_assert_right(r);
	leave(&r);

	g_setenv("TMUX", "/tmp/tmux,1,0", TRUE);
	r = opened_with_sequences(*state, NULL);
	assert_non_null(strstr(r->screen->sequences->str, "Ptmux;^^]777;notify;warroom;Stage: "));
	leave(&r);
	g_unsetenv("TMUX");
	r = opened_with_sequences(*state, "--wall");
	assert_string_equal(r->screen->sequences->str, "");
	leave(&r);
}

int
main(int argc, char **argv)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_resizes),
		TEST(test_hang_up),
		TEST(test_stuck_terminal),
		TEST(test_stops),
		TEST(test_sleep),
		TEST(test_crashes),
		TEST(test_read_only),
		TEST(test_pastes),
		TEST(test_bytes),
		TEST(test_mouse),
		TEST(test_mouse_after_a_crash),
		TEST(test_sequences),
	};

	setlocale(LC_ALL, "C.UTF-8");
	g_setenv("LC_ALL", "C.UTF-8", TRUE);
	g_setenv("TERM", "xterm-256color", TRUE);
	g_unsetenv("NO_COLOR");
	signal(SIGPIPE, SIG_IGN);
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
