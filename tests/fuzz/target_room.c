/* Fuzz target: the room as a fold. */
/*
 * Whatever events come, in whatever order, the room stands, answers what it
 * is asked, and its rules derive each event once. Input: a line an event: "KIND MINUTES SUBJECT BODY". KIND is
 * its name in the journal, MINUTES are from FOLD_NOW, SUBJECT is whom or what it is about (of an action: who
 * acts), BODY is the text that the journal would keep. Its id is "e" and the number of its line. "pass MINUTES"
 * lets time pass.
 */
#include "room/alert.h"
#include "room/budget.h"
#include "room/course.h"
#include "room/derive.h"
#include "room/evaluate.h"
#include "room/fever.h"
#include "room/needs.h"
#include "room/phase.h"
#include "room/plan.h"
#include "room/room.h"
#include "store/codec.h"
#include "store/codec_define.h"
#include "store/codec_observed.h"
#include "tests/fuzz/fold.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <string.h>

enum { LINES_MAX = 60, DERIVED_MAX = 200 };

static bool
is_observed(enum event_kind kind)
{
	return kind == EVENT_ALERT || kind == EVENT_SAMPLE || kind == EVENT_HISTORY ||
	       kind == EVENT_METRIC_STATE || kind == EVENT_SOURCE || codec_define_knows(kind);
}

/* What a line can be: not the definitions that only a configuration makes. */
static bool
is_told(enum event_kind kind)
{
	return is_observed(kind) || event_is_durable(kind) || kind == EVENT_ALERT_GONE ||
	       kind == EVENT_KEPT || kind == EVENT_LOST || kind == EVENT_RETRY;
}

static void
tell(struct room *room, char **words, int64_t at_us, unsigned number)
{
	enum event_kind kind = event_kind_by_name(words[0]);
	struct event_batch *batch = event_batch_new();
	struct event *e = event_batch_add(batch, kind, at_us);
	const char *who = words[2] ? words[2] : "", *body = words[2] && words[3] ? words[3] : "{}";
	char id[16];
	bool ok;

	snprintf(id, sizeof id, "e%u", number);
	if (is_observed(kind)) {
		e->subject = who;
		ok = codec_observed_read(batch, e, body);
	} else {
		e->id = id;
		e->person = who;
		ok = codec_event_read(batch, e, body);
		if (kind == EVENT_ALERT_GONE)
			e->subject = who;
	}
	if (ok && is_told(kind))
		room_apply(room, e);
	event_batch_free(&batch);
}

/* What the rules derive at once and after it; never twice. */
static void
derive(struct room *room, int64_t now_us)
{
	GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guint n = 1;

	while (n && g_hash_table_size(seen) < DERIVED_MAX) {
		struct event_batch *batch = event_batch_new();

		room_derive(room, now_us, batch);
		n = 0;
		for (guint i = 0; i < batch->events->len; i++) {
			const struct event *e = g_ptr_array_index(batch->events, i);

			if (!*e->id)
				continue;
			n++;
			fuzz_check(g_hash_table_add(seen, g_strdup(e->id)),
			           "%s %s is derived again", event_kind_name(e->kind), e->subject);
		}
		room_apply_batch(room, batch);
		event_batch_free(&batch);
	}
	g_hash_table_unref(seen);
}

static void
ask(struct room *room, int64_t now_us)
{
	struct alert_counts counts = room_alert_counts(room, now_us);
	struct budget budget = room_budget(room, now_us);
	struct evaluation evaluation = room_evaluate(room, now_us);
	GPtrArray *needs = room_needs(room);

	(void)counts;
	(void)budget;
	room_next_alert_deadline(room, now_us);
	room_next_boundary(room, now_us);
	room_outlook(room, now_us);
	room_fever(room, now_us);
	room_plan_counts(room);
	room_source_counts(room, now_us);
	room_roll_phase(room, now_us);
	room_phase_to_hold(room, now_us);
	for (guint i = 0; i < room->phases->len; i++) {
		const struct phase *phase = g_ptr_array_index(room->phases, i);

		phase_fever(room, phase, now_us);
		phase_expected_end_us(room, phase, now_us);
		phase_roll_counts(room, phase);
	}
	evaluation_clear(&evaluation);
	g_ptr_array_unref(needs);
}

static void
take_line(struct room *room, const char *line, unsigned number, int64_t *now_us)
{
	char **words = g_strsplit(line, " ", 4);
	/* no source and no journal of another site brings an instant outside of 1970 to 2200 */
	int64_t minutes = words[0] && words[1] ? g_ascii_strtoll(words[1], NULL, 10) : 0;
	int64_t at_us = FOLD_NOW + CLAMP(minutes, -29879000, 91000000) * MIN_US;

	if (words[0] && !strcmp(words[0], "pass")) {
		*now_us = MAX(*now_us, at_us);
		derive(room, *now_us);
	} else if (words[0] && words[1]) {
		tell(room, words, at_us, number);
	}
	g_strfreev(words);
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	struct room *room = room_new();
	int64_t now_us = FOLD_NOW;

	room_apply_batch(room, fold_definitions());
	for (unsigned i = 1; in.left && i <= LINES_MAX; i++) {
		char *line = fuzz_text(&in, '\n', NULL);

		if (g_utf8_validate(line, -1, NULL))
			take_line(room, line, i, &now_us);
		g_free(line);
	}
	derive(room, now_us);
	ask(room, now_us);
	for (guint i = 0; i < room->log->len; i++) {
		const struct entry *entry = g_ptr_array_index(room->log, i);

		fuzz_check(g_utf8_validate(entry->text, -1, NULL),
		           "a line of the log not in UTF-8");
	}
	room_free(&room);
}

FUZZ_TARGET(room, run)
