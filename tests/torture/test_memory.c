/* F10: every allocation of the real program fails in turn, once or for good. */
/*
 * Over start, poll, acknowledgement and delivery, as a script and as a console: the program ends with its sentence and its
 * code, the terminal is put back, the journal is whole, and what was said to be kept is in it. A sample;
 * WARROOM_TORTURE=all takes each ("make check-torture").
 */
#include "base/clock.h"
#include "store/verify.h"
#include "tests/torture/fail_alloc.h"
#include "tests/unit/http_fixture.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include <cmocka.h>

/* Long enough for any machine: a program that takes longer hangs. */
enum { LIMIT_MS = 60000, SAMPLE = 20 };

#define KEY "Torture"

struct torture {
	char *dir, *journal, *config, *plan_file, *shim, *warroom;
	struct http_fixture *server;
	struct fail_alloc *plan;
	atomic_bool is_silenced;
};

/* How one run went. */
struct outcome {
	int status;       /* as of waitpid(); -1: it had to be killed */
	bool says_kept;   /* the person was told so */
	bool is_restored; /* the terminal's modes and its first screen */
	char *said;       /* standard error, or all that came to the terminal */
};

/* An Alertmanager with one alert, that is silenced by the first silence that is posted. */
static void
answer(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	struct torture *t = user;
	bool is_post = !strcmp(seen->method, "POST"), is_silenced = atomic_load(&t->is_silenced);

	(void)is_stopping;
	if (strstr(seen->path, "/silences")) {
		if (is_post)
			atomic_store(&t->is_silenced, true);
		http_reply(fd, 200, "", is_post ? "{\"silenceID\":\"s1\"}" : "[]");
		return;
	}
	http_reply(fd, 200, "",
	           is_silenced
	               ? "[{\"annotations\":{},\"endsAt\":\"2099-01-01T00:00:00Z\",\"fingerprint\":"
	                 "\"a1b2c3d4\",\"startsAt\":\"2026-01-01T00:00:00Z\",\"status\":{"
	                 "\"inhibitedBy\":[],\"silencedBy\":[\"s1\"],\"state\":\"suppressed\"},"
	                 "\"labels\":{\"alertname\":\"Torture\",\"severity\":\"critical\"}}]"
	               : "[{\"annotations\":{},\"endsAt\":\"2099-01-01T00:00:00Z\",\"fingerprint\":"
	                 "\"a1b2c3d4\",\"startsAt\":\"2026-01-01T00:00:00Z\",\"status\":{"
	                 "\"inhibitedBy\":[],\"silencedBy\":[],\"state\":\"active\"},"
	                 "\"labels\":{\"alertname\":\"Torture\",\"severity\":\"critical\"}}]");
}

static void
write_config(struct torture *t)
{
	char *text = g_strdup_printf(
	    "room = { name = \"T\"; zone = \"UTC\"; event_start = \"2020-01-01 00:00\"; event_end = \"2099-01-01 00:00\"; };\n"
	    "teams = ( { id = \"tech\"; title = \"technology\"; } );\n"
	    "people = ( { id = \"lin\"; name = \"Lin\"; team = \"tech\"; } );\n"
	    "console = { grace = \"0s\"; };\n"
	    "sources = ( { name = \"am\"; kind = \"alertmanager\"; url = \"http://127.0.0.1:%u\"; period = \"1s\"; } );\n",
	    http_fixture_port(t->server));

	assert_true(g_file_set_contents(t->config, text, -1, NULL));
	g_free(text);
}

static void
forget_journal(const struct torture *t)
{
	static const char *const suffixes[] = { "", "-wal", "-shm", ".anchor" };

	for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		char *path = g_strconcat(t->journal, suffixes[i], NULL);

		(void)!unlink(path);
		g_free(path);
	}
}

/* A fresh room; its nth allocation is to fail (0: none). */
static void
prepare(struct torture *t, unsigned long n, bool is_lasting)
{
	forget_journal(t);
	atomic_store(&t->is_silenced, false);
	t->server = http_fixture_start(answer, t);
	write_config(t);
	t->plan->at = n;
	t->plan->is_lasting = is_lasting;
	atomic_store(&t->plan->count, 0);
	atomic_store(&t->plan->failed, 0);
}

static void
preload(const struct torture *t, bool is_on)
{
	if (is_on) {
		g_setenv("LD_PRELOAD", t->shim, TRUE);
		g_setenv(FAIL_ALLOC_FILE, t->plan_file, TRUE);
	} else {
		g_unsetenv("LD_PRELOAD");
	}
}

/* The status; -1: it did not end in time and was killed. */
static int
wait_for(pid_t pid)
{
	int status;

	for (int i = 0; i < LIMIT_MS / 5; i++) {
		if (waitpid(pid, &status, WNOHANG) == pid)
			return status;
		g_usleep(5000);
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return -1;
}

static bool
has(const char *text, const char *regex)
{
	return g_regex_match_simple(regex, text, 0, 0);
}

/* `warroom ack`, until the Alertmanager shows that it is silenced. */
static void
run_script(struct torture *t, struct outcome *o)
{
	char *out = g_build_filename(t->dir, "out", NULL),
	     *err = g_build_filename(t->dir, "err", NULL);
	char *told = NULL;
	pid_t pid;

	preload(t, true);
	pid = fork();
	if (pid == 0) {
		if (!freopen(out, "w", stdout) || !freopen(err, "w", stderr))
			_exit(126);
		execl(t->warroom, t->warroom, "ack", "-c", t->config, "--journal", t->journal,
		      "--as", "lin", "--wait", "60", KEY, (char *)NULL);
		_exit(127);
	}
	preload(t, false);
	o->status = wait_for(pid);
	o->is_restored = true;
	assert_true(g_file_get_contents(out, &told, NULL, NULL));
	assert_true(g_file_get_contents(err, &o->said, NULL, NULL));
	o->says_kept = has(told, "kept|sent|confirmed");
	g_free(told);
	g_free(out);
	g_free(err);
}

/* What a program writes to its terminal, and its keys. */
struct line {
	int fd;
	pid_t pid;
	GString *text;
	bool is_over;
};

/* Reads until what fits is there, the program has ended, or the time is up. */
static bool
read_until(struct line *l, const char *regex)
{
	int64_t until_us = clock_monotonic_us() + LIMIT_MS * MSEC_US;
	char buf[4096];

	while (!has(l->text->str, regex) && !l->is_over && clock_monotonic_us() < until_us) {
		struct pollfd fd = { .fd = l->fd, .events = POLLIN };
		siginfo_t info = { .si_pid = 0 };
		ssize_t n = poll(&fd, 1, 20) > 0 ? read(l->fd, buf, sizeof buf) : 0;

		for (ssize_t i = 0; i < n; i++)
			if (buf[i])
				g_string_append_c(l->text, buf[i]);
		/* what it wrote last is read before it counts as ended */
		if (n <= 0 && waitid(P_PID, (id_t)l->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0)
			l->is_over = info.si_pid == l->pid;
	}
	return has(l->text->str, regex);
}

/* Its end of the line stays open here, so that modes and last words can be read. */
static void
start_console(const struct torture *t, struct line *l, int *their_end)
{
	struct winsize size = { .ws_row = 30, .ws_col = 100 };

	*l = (struct line){ .text = g_string_new(NULL) };
	assert_int_equal(openpty(&l->fd, their_end, NULL, NULL, &size), 0);
	preload(t, true);
	l->pid = fork();
	if (l->pid == 0) {
		if (login_tty(dup(*their_end)))
			_exit(126);
		execl(t->warroom, t->warroom, "-c", t->config, "--journal", t->journal, "--as",
		      "lin", (char *)NULL);
		_exit(127);
	}
	preload(t, false);
}

static bool
is_as_before(const struct line *l, const struct termios *a, const struct termios *b)
{
	const char *entered = g_strrstr(l->text->str, "\033[?1049h"),
		   *left = g_strrstr(l->text->str, "\033[?1049l");

	return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_lflag == b->c_lflag &&
	       (!entered || (left && left > entered));
}

/* The alert comes, is acknowledged, and when the row says kept the console is left. */
static void
run_console(struct torture *t, struct outcome *o)
{
	struct termios before, after;
	struct line l;
	int their_end;

	start_console(t, &l, &their_end);
	tcgetattr(their_end, &before);
	if (read_until(&l, "Torture") && write(l.fd, "a", 1) == 1)
		o->says_kept = read_until(&l, "(kept|sent|confirmed) lin");
	if (!l.is_over && write(l.fd, "Q", 1) != 1)
		fail_msg("no keys can be written");
	read_until(&l, "(?!)");
	o->status = wait_for(l.pid);
	tcgetattr(their_end, &after);
	o->is_restored = is_as_before(&l, &before, &after);
	close(l.fd);
	close(their_end);
	o->said = g_string_free(l.text, FALSE);
}

static int64_t
number_of(const char *path, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *st = NULL;
	int64_t n = -1;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

/* Opens, is whole, and has the acknowledgement if that was said. NULL, or what is wrong. */
static const char *
journal_fault(const struct torture *t, bool says_kept)
{
	struct verification v;
	struct err e = { "" };
	int64_t acks;

	if (g_file_test(t->journal, G_FILE_TEST_EXISTS) &&
	    number_of(t->journal, "SELECT integrity_check = 'ok' FROM pragma_integrity_check") != 1)
		return "the journal is damaged";
	/* a program that ended before its tables were made has left an empty file */
	if (number_of(t->journal, "PRAGMA user_version") <= 0)
		return says_kept ? "what was said to be kept has no journal" : NULL;
	if (!store_verify(t->journal, &v, &e) || v.integrity != INTEGRITY_OK)
		return "the journal's chain is not whole";
	acks = number_of(t->journal, "SELECT count(*) FROM event WHERE kind = 'ack'");
	return says_kept && acks != 1 ? "what was said to be kept is not there" : NULL;
}

static const char *
fault_of(const struct torture *t, const struct outcome *o, bool is_to_fail)
{
	bool has_failed = atomic_load(&t->plan->failed) > 0;

	if (o->status < 0)
		return "it hangs";
	if (!WIFEXITED(o->status))
		return "it ended by a signal";
	if (WEXITSTATUS(o->status) != (has_failed ? 1 : 0))
		return "it ended with another code";
	if (has_failed && !strstr(o->said, "warroom: out of memory: the program has ended"))
		return "it does not say why it ended";
	if (!o->is_restored)
		return "the terminal is not as it was";
	if (!is_to_fail && !o->says_kept)
		return "nothing was acknowledged";
	return journal_fault(t, o->says_kept);
}

typedef void scene(struct torture *t, struct outcome *o);

/* One run; gives how many allocations there were. */
static unsigned long
run_once(struct torture *t, scene *play, unsigned long n, bool is_lasting)
{
	struct outcome o = { .status = -1 };
	const char *fault;

	prepare(t, n, is_lasting);
	play(t, &o);
	http_fixture_stop(&t->server);
	fault = fault_of(t, &o, n > 0);
	if (fault) {
		/* cmocka's own messages are cut */
		g_printerr("it said:\n%s\n", o.said);
		fail_msg("allocation %lu%s: %s; status %x", n,
		         is_lasting ? " and all after it" : "", fault, (unsigned)o.status);
	}
	g_free(o.said);
	return atomic_load(&t->plan->count);
}

/* The numbers change with the month, so that every build of a month fails alike. */
static void
run_sample(struct torture *t, scene *play, unsigned long end)
{
	time_t now = time(NULL);
	struct tm tm;
	GRand *chance;

	gmtime_r(&now, &tm);
	chance = g_rand_new_with_seed((guint32)(tm.tm_year * 12 + tm.tm_mon));
	for (int i = 0; i < SAMPLE; i++)
		run_once(t, play, (unsigned long)g_rand_int_range(chance, 1, (gint32)end), i % 2);
	g_rand_free(chance);
}

static void
torture(struct torture *t, const char *name, scene *play)
{
	unsigned long end = run_once(t, play, 0, false), step = 1;

	if (g_strcmp0(g_getenv("WARROOM_TORTURE"), "all")) {
		print_message("%s: %d of %lu allocations\n", name, SAMPLE, end);
		run_sample(t, play, end);
		return;
	}
	if (g_getenv("WARROOM_TORTURE_STEP"))
		step = MAX(strtoul(g_getenv("WARROOM_TORTURE_STEP"), NULL, 10), 1);
	for (unsigned long n = 1; n <= end; n += step) {
		run_once(t, play, n, false);
		run_once(t, play, n, true);
		if (n / step % 100 == 0)
			print_message("%s: %lu of about %lu\n", name, n, end);
	}
}

static void
f10_a_script_that_gets_no_memory_says_so(void **state)
{
	torture(*state, "ack", run_script);
}

static void
f10_a_console_that_gets_no_memory_leaves_the_terminal_well(void **state)
{
	torture(*state, "console", run_console);
}

static int
set_up(void **state)
{
	struct torture *t = g_new0(struct torture, 1);
	int fd;

	t->dir = g_dir_make_tmp("warroom-torture-XXXXXX", NULL);
	t->journal = g_build_filename(t->dir, "journal.db", NULL);
	t->config = g_build_filename(t->dir, "room.cfg", NULL);
	t->plan_file = g_build_filename(t->dir, "plan", NULL);
	t->shim = g_canonicalize_filename("tests/torture/fail_alloc.so", NULL);
	t->warroom = g_canonicalize_filename("warroom", NULL);
	fd = open(t->plan_file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, sizeof *t->plan), 0);
	t->plan = mmap(NULL, sizeof *t->plan, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert_true(t->plan != MAP_FAILED);
	close(fd);
	g_setenv("TERM", "xterm-256color", TRUE);
	g_setenv("LC_ALL", "C.UTF-8", TRUE);
	g_setenv("XDG_STATE_HOME", t->dir, TRUE);
	*state = t;
	return 0;
}

static int
tear_down(void **state)
{
	struct torture *t = *state;
	char *command = g_strdup_printf("rm -rf '%s'", t->dir);

	munmap(t->plan, sizeof *t->plan);
	if (system(command) != 0)
		fail_msg("'%s' failed", command);
	g_free(command);
	g_free(t->dir);
	g_free(t->journal);
	g_free(t->config);
	g_free(t->plan_file);
	g_free(t->shim);
	g_free(t->warroom);
	g_free(t);
	return 0;
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(f10_a_script_that_gets_no_memory_says_so),
		TEST(f10_a_console_that_gets_no_memory_leaves_the_terminal_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
