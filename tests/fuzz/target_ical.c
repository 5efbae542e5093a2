/* Fuzz target: what an iCalendar says about who is on duty. Input: one calendar. */
#include "net/source.h"
#include "tests/fuzz/fuzz.h"

#define NOW (1795353600 * SEC_US)

static struct source *
open_source(void)
{
	struct source_conf *conf = source_conf_new();

	conf->name = g_strdup("duty");
	conf->kind = g_strdup(SOURCE_KIND_ROSTER);
	conf->form = g_strdup("ical");
	conf->url = g_strdup("file:/duty.ics");
	conf->zone = g_strdup("Asia/Shanghai");
	conf->team = g_strdup("tech");
	source_conf_add_query(conf);
	return fuzz_source(conf);
}

static void
check_turns(const struct event *e)
{
	for (size_t i = 0; e->roster && i < e->roster->n_turns; i++) {
		const struct roster_turn *turn = &e->roster->turns[i];

		fuzz_check_clean("turn's person", turn->person);
		fuzz_check_clean("turn's name", turn->name);
		fuzz_check_clean("turn's e-mail", turn->email);
		fuzz_check_clean("turn's team", turn->team);
		fuzz_check(turn->start_us < turn->end_us && turn->end_us > e->roster->from_us &&
		               turn->start_us < e->roster->to_us,
		           "a turn that the roster does not speak of");
	}
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	struct source *source = open_source();
	struct reading r = { .source = source,
		             .slot = g_ptr_array_index(source->slots, 0),
		             .now_us = NOW,
		             .batch = event_batch_new() };
	struct err e = { "" };
	size_t text_len;
	char *text = fuzz_text(&in, '\0', &text_len);

	if (!source_read(&r, text, text_len, &e))
		fuzz_check_clean("reason", e.text);
	fuzz_check_clean("first broken", r.slot->first_broken.text);
	fuzz_check_events(r.batch);
	for (guint i = 0; i < r.batch->events->len; i++)
		check_turns(g_ptr_array_index(r.batch->events, i));
	event_batch_free(&r.batch);
	g_free(text);
	source_free(&source);
}

FUZZ_TARGET(ical, run)
