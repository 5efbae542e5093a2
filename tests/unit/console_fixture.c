/* A console without a terminal: keys go in, its screen comes out as lines. */
#include "tests/unit/console_fixture.h"

#include "tui/print.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { WIDTH = 100, HEIGHT = 30, PATIENCE_S = 30 };

static void
write_config(const char *file, const char *more)
{
	char *text = g_strdup_printf(
	    "room = { name = \"Desk\"; };\n"
	    "teams = ( { id = \"tech\"; }, { id = \"logis\"; } );\n"
	    "people = (\n"
	    "  { id = \"lin\"; name = \"Lin Yue\"; team = \"tech\"; permission = \"lead\"; },\n"
	    "  { id = \"sun\"; name = \"Sun Hao\"; team = \"logis\"; } );\n"
	    "phases = ( { id = \"sale\"; start = \"2026-01-01 00:00\"; end = \"2199-01-01 00:00\"; } );\n"
	    "gates = ( { id = \"load\"; title = \"load test\"; phase = \"sale\"; team = \"tech\"; owner = \"lin\"; } );\n"
	    "%s",
	    more);

	assert_true(g_file_set_contents(file, text, -1, NULL));
	g_free(text);
}

static void
add_alerts(struct session *s, unsigned n)
{
	struct event_batch *batch = event_batch_new();
	char text[16], summary[32];

	for (unsigned i = 0; i < n; i++) {
		struct event *e =
		    event_batch_add(batch, EVENT_ALERT, session_now_us(s) - (n - i) * SEC_US);
		struct alert_data *alert = event_batch_alloc(batch, sizeof *alert);

		snprintf(text, sizeof text, "Alert%02u", i);
		snprintf(summary, sizeof summary, "%s %s", text, i % 2 ? "odd" : "even");
		*alert = (struct alert_data){ .source = "test",
			                      .fingerprint = event_batch_str(batch, text),
			                      .title = event_batch_str(batch, text),
			                      .summary = event_batch_str(batch, summary),
			                      .team = i % 2 ? "logis" : "tech",
			                      .runbook = "https://run.book/pay",
			                      .link = "https://graph.example/g0",
			                      .held_by = "",
			                      .held_comment = "",
			                      .starts_us = e->at_us };
		e->subject = event_batch_str(batch, text);
		e->source = "test";
		e->alert = alert;
	}
	session_enter(s, batch);
	event_batch_free(&batch);
}

struct console_fixture *
console_fixture_open(const char *more, unsigned n)
{
	struct console_fixture *f = g_new0(struct console_fixture, 1);
	struct console *c = &f->c;
	struct err e = { "" };
	char *file, *journal;
	struct options o = { .as = (char *)"lin" };

	f->folder = g_dir_make_tmp("warroom-console-XXXXXX", NULL);
	file = g_build_filename(f->folder, "room.cfg", NULL);
	journal = g_build_filename(f->folder, "room.db", NULL);
	o.config_file = file;
	o.journal = journal;
	write_config(file, more);
	c->session = session_new(&o, &e);
	if (!c->session || !session_go(c->session, false, &e))
		fail_msg("%s", e.text);
	add_alerts(c->session, n);
	intent_init(&c->intent);
	c->view = view_new(c->session, "alerts", &e);
	if (!c->view)
		fail_msg("%s", e.text);
	c->grid = grid_new(WIDTH, HEIGHT);
	console_fixture_settle(f);
	console_fixture_screen(f);
	g_free(file);
	g_free(journal);
	return f;
}

void
console_fixture_close(struct console_fixture **f)
{
	struct console_fixture *old = *f;
	GDir *dir = g_dir_open(old->folder, 0, NULL);

	console_fini(&old->c);
	for (const char *name; (name = g_dir_read_name(dir));) {
		char *file = g_build_filename(old->folder, name, NULL);

		g_remove(file);
		g_free(file);
	}
	g_dir_close(dir);
	g_rmdir(old->folder);
	g_free(old->folder);
	g_free(old);
	*f = NULL;
}

static void
press(struct console_fixture *f, const char *key)
{
	console_key(&f->c, key);
	while (console_work(&f->c))
		;
}

void
console_fixture_press(struct console_fixture *f, const char *keys)
{
	while (*keys) {
		size_t len = *keys == '\'' ? strcspn(keys + 1, "'") : strcspn(keys, " ");
		char *word = g_strndup(keys + (*keys == '\''), len);

		if (*keys == '\'') {
			for (const char *at = word; *at; at++)
				press(f, *at == ' ' ? "Space" : (char[]){ *at, '\0' });
			keys += 2;
		} else {
			press(f, word);
		}
		keys += len;
		keys += *keys == ' ';
		g_free(word);
	}
}

static bool
is_pending(const struct session *s)
{
	return !s->journal.read || s->unanswered > 0;
}

void
console_fixture_settle(struct console_fixture *f)
{
	gint64 end = g_get_monotonic_time() + PATIENCE_S * G_USEC_PER_SEC;

	while (is_pending(f->c.session) && g_get_monotonic_time() < end) {
		session_pump(f->c.session);
		g_usleep(2000);
	}
	assert_false(is_pending(f->c.session));
}

const char *
console_fixture_screen(struct console_fixture *f)
{
	static char *text;

	g_free(text);
	view_draw(f->c.view, f->c.grid, session_now_us(f->c.session));
	text = print_text(f->c.grid);
	return text;
}

/* The line that starts at `start`; lent until the next call. */
static const char *
line_at(const char *start)
{
	static char *line;

	g_free(line);
	line = g_strstrip(g_strndup(start, strcspn(start, "\n")));
	return line;
}

const char *
console_fixture_bottom(struct console_fixture *f)
{
	char *screen = g_strchomp(g_strdup(console_fixture_screen(f)));
	const char *last = strrchr(screen, '\n'), *line = line_at(last ? last + 1 : screen);

	g_free(screen);
	return line;
}

const char *
console_fixture_selected(struct console_fixture *f)
{
	const char *at = strstr(console_fixture_screen(f), "▶");

	return line_at(at ? at : "");
}
