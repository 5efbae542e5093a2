/* Fuzz target: a person at the keyboard. Whatever bytes the terminal sends, the console stands, and what it
 * draws is text. Input: a byte each for the width and the height; bytes of a terminal. */
#include "app/console.h"
#include "tests/fuzz/fold.h"
#include "tests/fuzz/fuzz.h"
#include "tui/key_decoder.h"
#include "tui/key_name.h"
#include "tui/mouse.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

static char *config_file;

static void
clean_up(void)
{
	g_remove(config_file);
}

static void
write_config(void)
{
	int fd = g_file_open_tmp("warroom-fuzz-XXXXXX", &config_file, NULL);

	fuzz_check(fd >= 0, "there is no temporary folder");
	atexit(clean_up);
	fuzz_check(g_file_set_contents(config_file, fold_config, -1, NULL), "cannot write");
	g_close(fd, NULL);
}

static struct event *
add_alert(struct event_batch *batch, const char *fingerprint, const char *title, int64_t at_us)
{
	struct event *e = event_batch_add(batch, EVENT_ALERT, at_us);
	struct alert_data *alert = event_batch_alloc(batch, sizeof *alert);

	*alert = (struct alert_data){ .source = "am",
		                      .fingerprint = fingerprint,
		                      .title = title,
		                      .summary = "日本 € ☃",
		                      .team = "tech",
		                      .runbook = "http://x/r",
		                      .link = "",
		                      .held_by = "",
		                      .held_comment = "",
		                      .starts_us = at_us };
	e->source = "am";
	e->subject = event_batch_str(batch, fingerprint);
	e->alert = alert;
	return e;
}

static void
fill(struct session *s)
{
	struct event_batch *batch = event_batch_new();
	int64_t now_us = session_now_us(s);

	add_alert(batch, "am/1", "PaySlow", now_us - 20 * MIN_US);
	add_alert(batch, "am/2", "DiskFull", now_us - HOUR_US);
	add_alert(batch, "am/3", "日本語のアラート", now_us);
	session_enter(s, batch);
	session_derive(s);
	event_batch_free(&batch);
}

static void
draw(struct console *c)
{
	view_draw(c->view, c->grid, session_now_us(c->session));
	for (int i = 0; i < c->grid->width * c->grid->height; i++) {
		const struct cell *cell = &c->grid->cells[i];

		fuzz_check(memchr(cell->text, '\0', sizeof cell->text) != NULL,
		           "a cell without end");
		fuzz_check_clean("cell", cell->text);
	}
}

static void
type(struct console *c, struct fuzz_input *in)
{
	struct key_decoder *d = key_decoder_new();
	char name[KEY_NAME_SIZE], *paste;
	unsigned keys = 0;

	key_decoder_set_mouse(d, true);
	console_set_mouse(c, true);
	key_decoder_feed(d, in->at, in->left);
	for (int round = 0; round < 2; round++) {
		while (!c->is_over && key_decoder_next(d, name, sizeof name, &paste)) {
			if (paste)
				console_paste(c, paste);
			else if (mouse_is(name))
				console_mouse(c, name);
			else if (strcmp(name, "C-z"))
				console_key(c, name);
			g_free(paste);
			if (++keys % 8 == 0)
				draw(c);
		}
		key_decoder_expire(d);
	}
	key_decoder_free(&d);
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	struct options options = { .as = (char *)"lin", .at = (char *)"2026-10-24 07:54" };
	struct console c = { .rung_version = (unsigned long)-1 };
	struct err e = { "" };

	if (!config_file)
		write_config();
	options.config_file = config_file;
	c.session = session_new(&options, &e);
	fuzz_check(c.session != NULL, "%s", e.text);
	intent_init(&c.intent);
	fill(c.session);
	c.view = view_new(c.session, NULL, &e);
	fuzz_check(c.view && theme_load("default", &c.theme, &e), "%s", e.text);
	c.grid = grid_new(1 + (int)fuzz_pick(&in, 220), 1 + (int)fuzz_pick(&in, 60));
	draw(&c);
	type(&c, &in);
	draw(&c);
	console_fini(&c);
}

FUZZ_TARGET(console, run)
