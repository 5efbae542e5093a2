/* Tests with text that attacks, in every field of every kind of source, in the configuration, in a journal that somebody else
 * wrote, in the environment and on the command line: nothing of it leaves but as text. */
#include "base/text.h"
#include "tests/terminal/console_run.h"
#include "tests/unit/folder.h"
#include "tests/unit/http_fixture.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { STRINGS = 300, WORDS_MAX = 16 };

struct stage {
	struct http_fixture *server;
	char *strings[STRINGS]; /* UTF-8, with all that UTF-8 can say */
	char *room, *alerts, *silences, *metric;
	char *folder, *config, *journal;
};

/* What terminals obey, and what deceives readers. */
static const char *const attacks[] = {
	"\033]0;owned\a",
	"\033]52;c;b3duZWQ=\a",
	"\033]8;;http://evil.example\033\\click\033]8;;\033\\",
	"\033]777;notify;a;b\033\\",
	"\033]9;9\a",
	"\033P$qm\033\\",
	"\033P1000p",
	"\033_Gi=1;AAAA\033\\",
	"\033^pm\033\\",
	"\033[2J\033[H",
	"\033[31;5m",
	"\033[6n",
	"\033[c",
	"\033[21t",
	"\033c",
	"\033(0lqk",
	"\033[?1049l",
	"\033[?25h",
	"\033[200~a\r\033[201~",
	"\033[1000b",
	"\033#8",
	"\016\017",
	"\a\a\a",
	"\b\b\b\r",
	"\r\n\t\v\f",
	"\177\177",
	"\302\233"
	"31m",
	"\302\235"
	"0;c1\302\234",
	"\302\220q\302\234",
	"\302\205\302\204",
	"\342\200\256abc",
	"\342\200\255\342\200\254",
	"\342\201\246\342\201\251",
	"\342\200\213\342\200\214\342\200\217",
	"\360\237\221\250\342\200\215\360\237\221\251",
	"\360\237\217\264\363\240\201\247\363\240\201\277",
	"\357\273\277",
	"\342\200\250\342\200\251",
	"\330\234",
	"\343\205\244",
	"\357\277\271\357\277\273",
	"\302\255",
	"\360\237\252\277",
	"\356\200\200",
	"\357\270\217",
	"<script>alert(1)</script>",
	"[x](http://e)|*b*`",
	"&lt;\"'</td>",
	"%s%n%d",
	"{id}{comment}",
};

/* The i-th: each attack in several places and company. */
static char *
string_of(int i)
{
	const char *attack = attacks[i % (int)G_N_ELEMENTS(attacks)],
		   *next = attacks[i * 7 % (int)G_N_ELEMENTS(attacks)];
	GString *text = g_string_new(NULL);

	switch (i / (int)G_N_ELEMENTS(attacks)) {
	case 0:
		g_string_printf(text, "%sX", attack);
		break;
	case 1:
		g_string_printf(text, "order%ssuccess", attack);
		break;
	case 2:
		g_string_printf(text, "\350\256\242\345\215\225%s", attack);
		break;
	case 3:
		g_string_printf(text, "%s%s", attack, next);
		break;
	case 4:
		g_string_append(text, "Z");
		for (int k = 0; k < 60; k++)
			g_string_append(text, k % 2 ? "\314\200" : "\315\247");
		g_string_append(text, attack);
		break;
	default:
		for (int k = 0; k < (i % 4 ? 10 : 1000); k++)
			g_string_append_printf(text, "%sword\344\270\255", k % 50 ? "" : attack);
		break;
	}
	return g_string_free(text, FALSE);
}

static void
quote(GString *to, const char *text)
{
	g_string_append_c(to, '"');
	for (const char *p = text; *p; p++) {
		if ((guchar)*p < 0x20)
			g_string_append_printf(to, "\\u%04x", *p);
		else if (*p == '"' || *p == '\\')
			g_string_append_printf(to, "\\%c", *p);
		else
			g_string_append_c(to, *p);
	}
	g_string_append_c(to, '"');
}

/* In a template "$" stands for the quoted string, "#" for the number; the rest is JSON. */
static void
fill(GString *to, const char *template, const char *text, int n)
{
	for (const char *p = template; *p; p++) {
		if (*p == '$')
			quote(to, text);
		else if (*p == '#')
			g_string_append_printf(to, "%d", n);
		else
			g_string_append_c(to, *p);
	}
}

static char *
list_of(const struct stage *stage, const char *template, int n)
{
	GString *list = g_string_new("[");

	for (int i = 0; i < n; i++) {
		g_string_append(list, i ? "," : "");
		fill(list, template, stage->strings[i], i);
	}
	return g_string_free(g_string_append_c(list, ']'), FALSE);
}

static char *
native_room(const struct stage *stage)
{
	static const struct {
		const char *list, *template;
		int n;
	} lists[] = {
		{ "teams", "{\"id\":$,\"title\":$,\"brief\":$,\"group\":$}", STRINGS },
		{ "people",
		  "{\"id\":$,\"name\":$,\"team\":$,\"role\":$,\"contact\":$,\"duty\":\"on\"}",
		  STRINGS },
		{ "phases",
		  "{\"id\":$,\"title\":$,\"parent\":\"\",\"start\":\"2026-10-2#T00:00:00Z\",\"end\":\"2027-10-24T00:00:00Z\"}",
		  9 },
		{ "gates",
		  "{\"id\":$,\"title\":$,\"phase\":$,\"team\":$,\"criteria\":$,\"due\":\"2026-10-24T00:00:00Z\"}",
		  STRINGS },
		{ "risks",
		  "{\"id\":$,\"title\":$,\"kind\":$,\"plan\":$,\"runbook\":$,\"level\":\"urgent\",\"raci\":{$:$},\"match\":[$]}",
		  STRINGS },
		{ "budget",
		  "{\"id\":$,\"title\":$,\"team\":$,\"region\":$,\"class\":\"core\",\"planned\":10#,\"actual\":1}",
		  STRINGS },
		{ "metrics",
		  "{\"id\":$,\"title\":$,\"unit\":$,\"group\":$,\"direction\":\"higher\",\"target\":9,\"value\":#}",
		  STRINGS },
		{ "alerts",
		  "{\"id\":$,\"title\":$,\"summary\":$,\"severity\":$,\"team\":$,\"runbook\":$,\"link\":$,\"held_by\":$,"
		  "\"held_comment\":$,\"labels\":{$:$,\"sku\":$},\"starts\":\"2026-10-24T07:40:00+08:00\"}",
		  STRINGS },
	};
	GString *doc = g_string_new("{");

	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
		char *list = list_of(stage, lists[i].template, lists[i].n);

		g_string_append_printf(doc, "%s\"%s\":%s", i ? "," : "", lists[i].list, list);
		g_free(list);
	}
	return g_string_free(g_string_append_c(doc, '}'), FALSE);
}

static void
answer(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	const struct stage *stage = user;
	static const char raw[] = "HTTP/1.1 500 \033]0;x\a\233\r\nX: \033[2J\r\n\r\n\033]0;x\a\233"
				  "31m\302\233"
				  "31m\342\200\256 broken";

	(void)is_stopping;
	if (g_str_has_prefix(seen->path, "/broken"))
		http_write(fd, raw, strlen(raw));
	else if (g_str_has_prefix(seen->path, "/moved"))
		http_reply(fd, 302, "Location: http://\033]0;x\a\233/\302\233\r\n", "");
	else if (g_str_has_prefix(seen->path, "/prom"))
		http_reply(fd, 422, "", stage->metric);
	else if (strcmp(seen->method, "GET"))
		http_reply(fd, 400, "", stage->metric);
	else if (strstr(seen->path, "/room"))
		http_reply(fd, 200, "", stage->room);
	else if (strstr(seen->path, "/silences"))
		http_reply(fd, 200, "", stage->silences);
	else
		http_reply(fd, 200, "", strstr(seen->path, "/alerts") ? stage->alerts : "[]");
}

static void
write_config(struct stage *stage)
{
	char *url = http_fixture_url(stage->server);
	/* one with controls is refused: test_complaints */
	const char *h = "\342\200\256\342\200\213Z\314\200\314\200\314\200<b>|";
	char *text = g_strdup_printf(
	    "room = { name = \"Room%s\"; zone = \"Asia/Shanghai\"; event_start = \"2026-09-15\"; event_end = \"2099-11-12\"; };\n"
	    "teams = ( { id = \"tech\"; title = \"technology%s\"; } );\n"
	    "people = ( { id = \"lin\"; name = \"Lin%s\"; team = \"tech\"; contact = \"%s\"; } );\n"
	    "phases = ( { id = \"p\"; title = \"phase%s\"; start = \"2026-10-21\"; end = \"2027-10-24\"; } );\n"
	    "gates = ( { id = \"g\"; title = \"gate%s\"; phase = \"p\"; team = \"tech\"; owner = \"lin\"; due = \"2026-10-24 00:00\"; criteria = \"%s\"; } );\n"
	    "sources = ( { name = \"am\"; kind = \"alertmanager\"; url = \"%s\"; period = \"2s\"; },\n"
	    "  { name = \"room\"; kind = \"json\"; url = \"%s\"; path = \"/room\"; period = \"2s\"; shows = \"room\"; },\n"
	    "  { name = \"broken\"; kind = \"json\"; url = \"%s\"; path = \"/broken\"; period = \"2s\"; },\n"
	    "  { name = \"moved\"; kind = \"json\"; url = \"%s\"; path = \"/moved\"; period = \"2s\"; },\n"
	    "  { name = \"prom\"; kind = \"prometheus\"; url = \"%s/prom\"; period = \"2s\"; } );\n"
	    "metrics = ( { id = \"m\"; title = \"m%s\"; source = \"prom\"; query = \"up\"; unit = \"%s\"; } );\n"
	    "console = { grace = \"60s\"; bell = false; };\n",
	    h, h, h, h, h, h, h, url, url, url, url, url, h, h);

	assert_true(g_file_set_contents(stage->config, text, -1, NULL));
	g_free(text);
	g_free(url);
}

static int
set_up(void **state)
{
	struct stage *stage = g_new0(struct stage, 1);
	GString *metric = g_string_new(NULL);

	for (int i = 0; i < STRINGS; i++)
		stage->strings[i] = string_of(i);
	stage->room = native_room(stage);
	stage->alerts = list_of(
	    stage,
	    "{\"labels\":{\"alertname\":$,\"severity\":\"critical\",\"n\":\"#\",$:$,\"team\":$},"
	    "\"annotations\":{\"summary\":$,\"description\":$,\"runbook_url\":$,$:$},\"fingerprint\":\"f#\","
	    "\"generatorURL\":$,\"startsAt\":\"2026-10-24T07:50:00+08:00\",\"updatedAt\":\"2026-10-24T07:50:00+08:00\","
	    "\"endsAt\":\"2030-10-24T07:50:00+08:00\",\"receivers\":[{\"name\":$}],"
	    "\"status\":{\"state\":\"active\",\"silencedBy\":[\"s#\"],\"inhibitedBy\":[]}}",
	    STRINGS);
	stage->silences = list_of(
	    stage,
	    "{\"id\":\"s#\",\"createdBy\":$,\"comment\":$,\"status\":{\"state\":\"active\"},"
	    "\"startsAt\":\"2026-10-24T07:50:00+08:00\",\"endsAt\":\"2030-10-24T07:50:00+08:00\","
	    "\"updatedAt\":\"2026-10-24T07:50:00+08:00\",\"matchers\":[{\"name\":$,\"value\":$,\"isRegex\":false}]}",
	    STRINGS / 2);
	fill(metric, "{\"status\":\"error\",\"errorType\":$,\"error\":$,\"message\":$,\"code\":#}",
	     stage->strings[26], 3);
	stage->metric = g_string_free(metric, FALSE);
	stage->server = http_fixture_start(answer, stage);
	stage->folder = g_dir_make_tmp("warroom-XXXXXX", NULL);
	stage->config = g_build_filename(stage->folder, "room.cfg", NULL);
	stage->journal = g_build_filename(stage->folder, "room.db", NULL);
	write_config(stage);
	*state = stage;
	return 0;
}

static int
tear_down(void **state)
{
	struct stage *stage = *state;

	http_fixture_stop(&stage->server);
	folder_remove(&stage->folder);
	for (int i = 0; i < STRINGS; i++)
		g_free(stage->strings[i]);
	g_free(stage->room);
	g_free(stage->alerts);
	g_free(stage->silences);
	g_free(stage->metric);
	g_free(stage->config);
	g_free(stage->journal);
	g_free(stage);
	return 0;
}

/* Every layout, every pane of it alone, its rows, and what Enter says of one. */
static void
look_at_all(struct console_run *r)
{
	static const char *const looks[] = { "z", "\033[6~", "\r", "\033[6~", "q",
		                             "G", "\r",      "q",  "z",       "\t" };

	for (char layout = '1'; layout <= '9'; layout++) {
		/* of the built-in layouts the first two have several panes, the fourth two */
		int panes = layout <= '2' ? 5 : layout == '4' ? 2 : 1;

		console_run_type(r, &layout, 1);
		for (int pane = 0; pane < panes; pane++)
			for (size_t i = 0; i < G_N_ELEMENTS(looks); i++) {
				console_run_keys(r, looks[i]);
				console_run_until_still(r, 8);
				if (console_run_has_ended(r, 0, true))
					fail_msg("ended with %x in layout %c", (unsigned)r->status,
					         layout);
			}
	}
	assert_string_equal(r->screen->faults->str, "");
	assert_int_equal(r->screen->bells, 0);
}

static void
leave(struct console_run **r)
{
	kill((*r)->console, SIGTERM);
	assert_true(console_run_has_ended(*r, RUN_PATIENCE_S, true));
	assert_string_equal((*r)->screen->faults->str, "");
	assert_true(console_run_is_restored(*r));
	console_run_free(r);
}

/* Somebody who may write the file put the worst into all texts of it. */
static void
poison(const struct stage *stage)
{
	static const char *const changes[] = {
		"UPDATE event SET person = ?1, terminal_user = ?1, body = json_object('text', ?1, 'subject', ?1, 'target', ?1, 'source', ?1, 'batch', ?1, 'until_us', 4000000000000000)",
		"UPDATE observation SET body = json_object('source', ?1, 'title', ?1, 'summary', ?1, 'team', ?1, 'held_by', ?1, 'labels', json_array(?1, ?1)) WHERE kind = 'alert' AND n % 2",
		"UPDATE observation SET subject = subject || ?1 WHERE n % 5 = 0",
		"UPDATE outbox SET remote_id = ?1, body = json_set(body, '$.person', ?1, '$.comment', ?1, '$.alert_title', ?1, '$.source', ?1)",
		"INSERT INTO console(id, person, terminal_user, terminal, host, pid, mode, seen_us, site) VALUES('x', ?1, ?1, ?1, ?1, 1, ?1, 4000000000000000, ?1)",
	};
	GString *all = g_string_new(NULL);
	sqlite3 *db;

	for (size_t i = 0; i < G_N_ELEMENTS(attacks); i++)
		g_string_append_printf(all, "%s ", attacks[i]);
	assert_int_equal(sqlite3_open(stage->journal, &db), SQLITE_OK);
	for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
		sqlite3_stmt *st;

		assert_int_equal(sqlite3_prepare_v2(db, changes[i], -1, &st, NULL), SQLITE_OK);
		sqlite3_bind_text(st, 1, all->str, -1, SQLITE_STATIC);
		assert_int_equal(sqlite3_step(st), SQLITE_DONE);
		sqlite3_finalize(st);
	}
	sqlite3_close(db);
	g_string_free(all, TRUE);
}

/* F30: on the screen. */
static void
test_screen(void **state)
{
	const struct stage *stage = *state;
	const char *words[] = { "-c",   stage->config, "--journal", stage->journal,
		                "--as", "lin",         NULL };
	struct console_run *r = console_run_new(words, 160, 50, RUN_PLAIN);

	assert_true(console_run_until(r, "2 live"));
	console_run_until_still(r, 200);
	look_at_all(r);
	console_run_keys(r, "3a");
	console_run_until_still(r, 200);
	console_run_keys(r, "\033");
	console_run_until_still(r, 200);
	console_run_assert_right(r);
	leave(&r);
	poison(stage);
	r = console_run_new(words, 160, 50, RUN_PLAIN);
	assert_true(console_run_until(r, "2 live"));
	console_run_until_still(r, 200);
	look_at_all(r);
	console_run_assert_right(r);
	leave(&r);
}

/* No control but the line end, nothing that hides or reorders, and UTF-8. */
static void
assert_printable(const char *text, const char *what)
{
	const char *end;

	if (!g_utf8_validate(text, -1, &end))
		fail_msg("%s: byte %02x at %zu is not UTF-8", what, (guchar)*end,
		         (size_t)(end - text));
	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		bool is_hidden = false;

		if (c >= 0x80)
			g_free(text_clean(p, (size_t)(g_utf8_next_char(p) - p), 16, &is_hidden));
		if ((c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0) || is_hidden ||
		    g_unichar_type(c) == G_UNICODE_FORMAT)
			fail_msg("%s: U+%04X behind \"%.*s\"", what, c, (int)MIN(p - text, 60),
			         p - MIN(p - text, 60));
	}
}

/* Runs it, and looks at what it says on both outputs; the output, g_free. */
static char *
said_by(const struct stage *stage, const char *line, const char *last)
{
	char **words = g_strsplit(line, " ", WORDS_MAX), *out = NULL, *problem = NULL,
	     *what = g_strdup_printf("warroom %s", line);
	const char *argv[WORDS_MAX + 8] = { "./warroom" };
	int n = 1;

	for (int i = 0; words[i]; i++) {
		if (!strcmp(words[i], "ROOM")) {
			argv[n++] = "-c";
			argv[n++] = stage->config;
			argv[n++] = "--journal";
			argv[n++] = stage->journal;
		} else {
			argv[n++] = words[i];
		}
	}
	argv[n] = last;
	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL,
	                         &out, &problem, NULL, NULL));
	assert_printable(problem, what);
	if (!strstr(line, "ansi"))
		assert_printable(out, what);
	g_free(problem);
	g_free(what);
	g_strfreev(words);
	return out;
}

/* F30: in what commands print, over a journal that is poisoned, too. */
static void
test_commands(void **state)
{
	static const char *const lines[] = {
		"alerts ROOM",
		"alerts ROOM --json",
		"status ROOM",
		"status ROOM --json",
		"print ROOM",
		"print ROOM --format html",
		"print ROOM --format json",
		"print ROOM --layout oncall",
		"ack ROOM --as lin",
		"handover ROOM",
		"handover ROOM --json",
		"gate ROOM",
		"gate ROOM --json",
		"phase ROOM --json",
		"budget ROOM",
		"budget ROOM --json",
		"duty ROOM",
		"duty ROOM --json",
		"plan ROOM",
		"outbox ROOM list",
		"outbox ROOM list --json",
		"report ROOM",
		"report ROOM --format html",
		"report ROOM --format json",
		"verify ROOM",
		"replay ROOM --print",
	};
	struct stage *stage = *state;
	char *ansi, *text;
	struct strict_screen *screen = strict_screen_new(132, 40);

	/* a journal first, with deeds in it */
	g_free(said_by(stage, "note ROOM --as lin -m",
	               "\033]0;x\a\302\233"
	               "31m\342\200\256 said"));
	g_free(said_by(stage, "ack ROOM --as lin -m \033]0;x\a am/f0 am/f1 am/f2", NULL));
	for (int pass = 0; pass < 2; pass++) {
		/* what comes from the network alone is told by the first four */
		for (size_t i = 0; i < (pass ? G_N_ELEMENTS(lines) : 4); i++) {
			text = said_by(stage, lines[i], NULL);
			if (strstr(lines[i], "html"))
				assert_null(strstr(text, "<script"));
			g_free(text);
		}
		if (pass == 0)
			poison(stage);
	}
	text = said_by(stage, "alerts ROOM", NULL);
	assert_non_null(strstr(text, "^[]0;owned^G")); /* it is there, as text */
	g_free(text);
	ansi = said_by(stage, "print ROOM --format ansi", NULL);
	strict_screen_feed(screen, ansi, strlen(ansi));
	assert_string_equal(screen->faults->str, "");
	g_free(ansi);
	strict_screen_free(&screen);
}

/* F30: what is wrong is told without it: arguments, paths, and the environment. */
static void
test_complaints(void **state)
{
	static const char *const lines[] = {
		"",
		"check",
		"-c",
		"alerts --filter",
		"alerts -c",
		"print --demo --theme",
		"print --demo --layout",
		"print --demo --at",
		"print --demo --format",
		"print --demo --size",
		"verify --journal",
		"outbox --journal",
		"report --format",
		"drill",
		"duty --demo",
		"plan --demo",
		"gate --demo",
		"ack --demo --as",
		"budget --demo",
		"status --demo --as",
		"backup --journal",
		"replay --journal",
		"sim --port",
		"silence --demo --for",
		"handover --demo --since",
	};
	static const char *const variables[] = { "TERM",           "USER",    "LOGNAME",
		                                 "SSH_CONNECTION", "SSH_TTY", "XDG_CONFIG_HOME" };
	static const char bad[] = "/tmp/\033]0;x\a\302\233"
				  "31m\233\342\200\256\177\r\n\bX";
	struct stage *stage = *state;
	char *path = g_strconcat(stage->config, "\033]0;x\a\233", NULL);
	struct console_run *r;
	const char *words[] = { "-c", stage->config, NULL };

	assert_true(g_file_set_contents(
	    path, "room = { nmae = 1; name = \"\033]0;x\a\302\233\177\"; };\n", -1, NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
		g_free(said_by(stage, lines[i], bad));
	g_free(said_by(stage, "check", path));
	g_free(said_by(stage, "-c", path));
	g_free(path);
	for (size_t i = 0; i < G_N_ELEMENTS(variables); i++)
		g_setenv(variables[i], bad, TRUE);
	g_free(said_by(stage, "status ROOM", NULL));
	r = console_run_new(words, 100, 30, RUN_PLAIN);
	assert_true(console_run_until(r, "live"));
	assert_string_equal(r->screen->faults->str, "");
	console_run_free(&r);
}

int
main(int argc, char **argv)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = { TEST(test_screen), TEST(test_commands),
		                            TEST(test_complaints) };

	setlocale(LC_ALL, "C.UTF-8");
	g_setenv("LC_ALL", "C.UTF-8", TRUE);
	g_setenv("TERM", "xterm-256color", TRUE);
	g_unsetenv("NO_COLOR");
	signal(SIGPIPE, SIG_IGN);
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
