/* The fold of the same events is the same room, whatever order they came in, as long as no event comes before
 * the one that it knows of. */
#include "tests/unit/fixture.h"

#include "room/decision.h"
#include "room/escalate.h"
#include "room/needs.h"
#include "room/roster.h"
#include "room/sideways.h"

#include <inttypes.h>
#include <stdio.h>

enum { ALERTS = 3, MOST_EVENTS = 80, ROUNDS = 150, ORDERS = 6 };

static const char *const keys[ALERTS] = { "am/A", "am/B", "am/C" };
static const char *const people[] = { "lin", "zhao", "wang" };

/* A list of events and, for each, the place of the one that it knows of (-1: none). */
struct story {
	struct event_batch *batch;
	int knows[MOST_EVENTS];
	guint n;
};

static struct event *
tell(struct story *story, enum event_kind kind, int64_t at_us, const char *id, int knows)
{
	struct event *event = event_batch_add(story->batch, kind, at_us);

	event->id = event_batch_str(story->batch, id);
	story->knows[story->n++] = knows;
	return event;
}

static const struct event *
told(const struct story *story, guint i)
{
	return g_ptr_array_index(story->batch->events, i);
}

/* An action of anybody on anything, and that it was kept. */
static void
tell_action(struct story *story, GRand *rand, enum event_kind kind, int64_t at_us)
{
	static const char *const gates[] = { "load-test", "stock" };
	char id[16];
	struct event *event;

	/* ids that do not grow with time: they decide only between equal instants */
	snprintf(id, sizeof id, "%02x-%u", g_rand_int_range(rand, 0, 256), story->n);
	event = tell(story, kind, at_us, id, -1);
	event->person = people[g_rand_int_range(rand, 0, G_N_ELEMENTS(people))];
	event->subject = kind == EVENT_GATE ? gates[g_rand_int_range(rand, 0, 2)]
	                                    : keys[g_rand_int_range(rand, 0, ALERTS)];
	event->text = event_batch_str(story->batch, id);
	event->accepted = g_rand_boolean(rand);
	if (kind == EVENT_ACK || kind == EVENT_SILENCE)
		event->until_us = at_us + g_rand_int_range(rand, 5, 60) * MIN_US;
	tell(story, EVENT_KEPT, at_us, "", (int)story->n - 1)->cause = event->id;
}

/* Any earlier action of one of these kinds; -1: there is none. */
static int
pick(const struct story *story, GRand *rand, enum event_kind kind, enum event_kind or_kind)
{
	guint from = story->n ? (guint)g_rand_int_range(rand, 0, (int)story->n) : 0;

	for (guint i = 0; i < story->n; i++) {
		guint at = (from + i) % story->n;

		if (told(story, at)->kind == kind || told(story, at)->kind == or_kind)
			return (int)at;
	}
	return -1;
}

static void
tell_unack(struct story *story, GRand *rand, int64_t at_us)
{
	int of = pick(story, rand, EVENT_ACK, g_rand_boolean(rand) ? EVENT_SILENCE : EVENT_DONE);
	char id[16];
	struct event *event;

	if (of < 0)
		return;
	snprintf(id, sizeof id, "u-%u", story->n);
	/* it knows that the acknowledgement was kept */
	event = tell(story, EVENT_UNACK, at_us, id, of + 1);
	event->cause = told(story, (guint)of)->id;
	event->target = told(story, (guint)of)->kind == EVENT_DONE ? DEED_DONE : "";
	event->subject = told(story, (guint)of)->subject;
	event->person = people[g_rand_int_range(rand, 0, G_N_ELEMENTS(people))];
	tell(story, EVENT_KEPT, at_us, "", (int)story->n - 1)->cause = event->id;
}

static void
tell_expiry(struct story *story, GRand *rand)
{
	int of = pick(story, rand, EVENT_ACK, EVENT_DONE);
	const struct event *ended = of < 0 ? NULL : told(story, (guint)of);
	struct event *event;
	const char *id;

	if (!ended)
		return;
	id = event_batch_derived_id(story->batch, EVENT_EXPIRE, ended->id);
	event =
	    tell(story, EVENT_EXPIRE,
	         ended->kind == EVENT_ACK ? ended->until_us : ended->at_us + HOUR_US, id, of + 1);
	event->cause = ended->id;
	event->subject = ended->subject;
	event->target = ended->person;
	event->text = ended->kind == EVENT_ACK ? "acknowledgement" : "handled";
}

static void
tell_outcome(struct story *story, GRand *rand, enum event_kind kind, int64_t at_us)
{
	int of = pick(story, rand, EVENT_ACK, EVENT_SILENCE);
	struct event *event;

	if (of < 0)
		return;
	/* one outcome of each: they come from one outbox row, in its order */
	for (guint i = 0; i < story->n; i++) {
		if (told(story, i)->kind != EVENT_KEPT &&
		    g_str_equal(told(story, i)->cause, told(story, (guint)of)->id))
			return;
	}
	event = tell(story, kind, at_us, "", of + 1);
	event->cause = told(story, (guint)of)->id;
	event->text = event_batch_str(story->batch, event->cause);
}

/* A step that a rule took, and now and then that no feedback came for it. */
static void
tell_escalation(struct story *story, GRand *rand, int64_t at_us)
{
	struct event *event, *late;
	char id[16];

	snprintf(id, sizeof id, "%02x-%u", g_rand_int_range(rand, 0, 256), story->n);
	event = tell(story, EVENT_ESCALATE, at_us, id, -1);
	event->subject = keys[g_rand_int_range(rand, 0, ALERTS)];
	event->number = g_rand_int_range(rand, 1, 4);
	event->target = people[g_rand_int_range(rand, 0, G_N_ELEMENTS(people))];
	event->until_us = g_rand_boolean(rand) ? at_us : UNSAID;
	if (event->until_us == UNSAID || g_rand_boolean(rand))
		return;
	late =
	    tell(story, EVENT_FEEDBACK_LATE, at_us + HOUR_US,
	         event_batch_derived_id(story->batch, EVENT_FEEDBACK_LATE, id), (int)story->n - 1);
	late->cause = event->id;
	late->subject = event->subject;
}

/* A notice to a team, and now and then its answer. */
static void
tell_notice(struct story *story, GRand *rand, int64_t at_us)
{
	struct event *event, *answer;
	char id[16];
	int of = (int)story->n;

	snprintf(id, sizeof id, "%02x-%u", g_rand_int_range(rand, 0, 256), story->n);
	event = tell(story, EVENT_NOTICE, at_us, id, -1);
	event->subject = keys[g_rand_int_range(rand, 0, ALERTS)];
	event->target = g_rand_boolean(rand) ? "tech" : "merch";
	event->until_us = at_us + HOUR_US;
	for (int n = g_rand_int_range(rand, 0, 3); n > 0; n--) {
		snprintf(id, sizeof id, "%02x-%u", g_rand_int_range(rand, 0, 256), story->n);
		answer = tell(story, EVENT_ANSWER, at_us + n * MIN_US, id, of);
		answer->cause = event->id;
		answer->subject = event->subject;
		answer->person = people[g_rand_int_range(rand, 0, G_N_ELEMENTS(people))];
		tell(story, EVENT_KEPT, at_us, "", (int)story->n - 1)->cause = answer->id;
	}
}

/* Signing in or out, a hand-over, an assignment, or a decision. */
static void
tell_duty(struct story *story, GRand *rand, int64_t at_us)
{
	static const enum event_kind kinds[] = { EVENT_DUTY, EVENT_HANDOVER, EVENT_ASSIGN,
		                                 EVENT_DECIDE };
	enum event_kind kind = kinds[g_rand_int_range(rand, 0, G_N_ELEMENTS(kinds))];
	struct event *event;

	tell_action(story, rand, kind, at_us);
	event = g_ptr_array_index(story->batch->events, story->n - 2);
	event->target = people[g_rand_int_range(rand, 0, G_N_ELEMENTS(people))];
	if (kind == EVENT_DUTY)
		event->subject = people[g_rand_int_range(rand, 0, G_N_ELEMENTS(people))];
	else if (kind == EVENT_HANDOVER)
		event->subject = "tech";
}

/* Other words for a decision, or that it was carried out. */
static void
tell_after_decision(struct story *story, GRand *rand, int64_t at_us)
{
	int of = pick(story, rand, EVENT_DECIDE, EVENT_DECIDE);
	enum event_kind kind = g_rand_boolean(rand) ? EVENT_CORRECT : EVENT_DONE;
	const struct event *decision;
	struct event *event;
	char id[16];

	if (of < 0)
		return;
	decision = told(story, (guint)of);
	snprintf(id, sizeof id, "%02x-%u", g_rand_int_range(rand, 0, 256), story->n);
	event = tell(story, kind, at_us, id, of + 1);
	event->cause = decision->id;
	event->subject = decision->subject;
	event->person = people[g_rand_int_range(rand, 0, G_N_ELEMENTS(people))];
	event->text = event_batch_str(story->batch, id);
	tell(story, EVENT_KEPT, at_us, "", (int)story->n - 1)->cause = event->id;
}

static struct story *
story_new(GRand *rand)
{
	struct story *story = g_new0(struct story, 1);
	int64_t at_us = fixture_now();

	story->batch = event_batch_new();
	while (story->n < MOST_EVENTS - 7) {
		/* some at the same instant */
		at_us += g_rand_int_range(rand, 0, 4) * MIN_US;
		switch (g_rand_int_range(rand, 0, 15)) {
		case 0:
			tell_action(story, rand, EVENT_SILENCE, at_us);
			break;
		case 1:
			tell_unack(story, rand, at_us);
			break;
		case 2:
			tell_action(story, rand, EVENT_DONE, at_us);
			break;
		case 3:
			tell_action(story, rand, EVENT_GATE, at_us);
			break;
		case 4:
			tell_action(story, rand, EVENT_NOTE, at_us);
			break;
		case 5:
			tell_expiry(story, rand);
			break;
		case 6:
			tell_outcome(story, rand, g_rand_boolean(rand) ? EVENT_SENT : EVENT_REFUSED,
			             at_us);
			break;
		case 7:
			tell_escalation(story, rand, at_us);
			break;
		case 8:
			tell_notice(story, rand, at_us);
			break;
		case 9:
		case 10:
			tell_duty(story, rand, at_us);
			break;
		case 11:
			tell_after_decision(story, rand, at_us);
			break;
		case 12:
			tell_action(story, rand, EVENT_ESCALATE, at_us);
			break;
		default:
			tell_action(story, rand, EVENT_ACK, at_us);
		}
	}
	return story;
}

static void
story_free(struct story *story)
{
	event_batch_free(&story->batch);
	g_free(story);
}

static struct room *
room_of_alerts(void)
{
	struct room *room = fixture_room();

	for (guint i = 0; i < ALERTS; i++)
		fixture_alert(room, keys[i] + strlen("am/"), "critical", MIN_US);
	return room;
}

/* Who is on watch, what was decided and what is open. */
static void
dump_people(const struct room *room, GString *dump)
{
	GPtrArray *items = room_supervised(room), *chains = room_chains(room),
		  *notices = room_open_notices(room, NULL);
	int64_t now_us = fixture_now() + DAY_US;

	for (guint i = 0; i < G_N_ELEMENTS(people); i++) {
		const struct person *person = room_person(room, people[i]);
		const struct duty_sign *sign = person_sign(room, person, now_us);

		g_string_append_printf(dump, "%s %s %u\n", person->id,
		                       sign ? sign->id : "as planned", person_load(room, person));
	}
	g_string_append_printf(dump, "watch %s\n",
	                       team_watch(room, "tech") ? team_watch(room, "tech")->id : "");
	for (guint i = 0; i < items->len; i++) {
		const struct supervised *item = g_ptr_array_index(items, i);

		g_string_append_printf(dump, "supervised %s step %d %s %s %d\n", item->key,
		                       (int)item->step, item->to, item->owes,
		                       item->is_feedback_late);
	}
	for (guint i = 0; i < chains->len; i++) {
		const struct chain *chain = g_ptr_array_index(chains, i);

		g_string_append_printf(dump, "open %s %s\n", chain->subject,
		                       chain->decision ? decision_words(room, chain->decision)
		                                       : "undecided");
	}
	for (guint i = 0; i < notices->len; i++)
		g_string_append_printf(dump, "unanswered %s\n",
		                       ((const struct notice *)notices->pdata[i])->id);
	g_ptr_array_unref(items);
	g_ptr_array_unref(chains);
	g_ptr_array_unref(notices);
}

/* What people see of the room, as text. */
static char *
room_dump(const struct room *room)
{
	GString *dump = g_string_new("");

	for (guint i = 0; i < ALERTS; i++) {
		const struct alert *alert = room_alert(room, keys[i]);

		g_string_append_printf(dump, "%s asks since %" PRId64 " done %s %s", keys[i],
		                       alert->asks_since_us, alert->more->done_by,
		                       alert->more->done_text);
		for (const struct ack *ack = alert->ack; ack; ack = ack->next)
			g_string_append_printf(dump, " [%s %s %d since %" PRId64 "]", ack->id,
			                       ack->person, (int)ack->state, ack->since_us);
		if (alert->escalated)
			g_string_append_printf(dump, " escalated %s", alert->escalated->id);
		if (alert_assigned(room, alert))
			g_string_append_printf(dump, " to %s", alert_assigned(room, alert)->id);
		g_string_append_c(dump, '\n');
	}
	dump_people(room, dump);
	for (guint i = 0; i < room->gates->len; i++) {
		const struct gate_state *gate = g_ptr_array_index(room->gates, i);

		if (gate->answer != GATE_OPEN)
			g_string_append_printf(dump, "%s %d %s %s\n", gate->is.id,
			                       (int)gate->answer, gate->by, gate->why);
	}
	return g_string_free(dump, FALSE);
}

static void
dump_log(const struct room *room, GString *dump)
{
	for (guint i = 0; i < ALERTS; i++)
		g_string_append_printf(dump, "because %s\n",
		                       room_alert(room, keys[i])->more->reopened);
	for (guint i = 0; i < room->log->len; i++) {
		const struct entry *entry = g_ptr_array_index(room->log, i);

		g_string_append_printf(dump, "%" PRId64 " %s %s\n", entry->at_us, entry->person,
		                       entry->text);
	}
}

static char *
dump_all(const struct room *room)
{
	char *state = room_dump(room);
	GString *dump = g_string_new(state);

	dump_log(room, dump);
	g_free(state);
	return g_string_free(dump, FALSE);
}

/* Any order in which each event comes after the one that it knows of. */
static void
shuffle(const struct story *story, GRand *rand, guint *order)
{
	bool is_out[MOST_EVENTS] = { false };

	for (guint n = 0; n < story->n;) {
		guint i = (guint)g_rand_int_range(rand, 0, (int)story->n);

		if (is_out[i] || (story->knows[i] >= 0 && !is_out[story->knows[i]]))
			continue;
		is_out[i] = true;
		order[n++] = i;
	}
}

static void
every_order_gives_the_same_room(void **state)
{
	GRand *rand = g_rand_new_with_seed(20261111);
	guint order[MOST_EVENTS];

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct story *story = story_new(rand);
		struct room *room = room_of_alerts();
		char *expected;

		room_apply_batch(room, story->batch);
		expected = dump_all(room);
		room_free(&room);
		for (int k = 0; k < ORDERS; k++) {
			char *got;

			room = room_of_alerts();
			shuffle(story, rand, order);
			for (guint i = 0; i < story->n; i++)
				room_apply(room, told(story, order[i]));
			got = dump_all(room);
			assert_string_equal(got, expected);
			g_free(got);
			room_free(&room);
		}
		g_free(expected);
		story_free(story);
	}
	g_rand_free(rand);
}

static bool
is_needed(const GPtrArray *needs, const char *id)
{
	for (guint i = 0; *id && i < needs->len; i++) {
		if (g_str_equal(g_ptr_array_index(needs, i), id))
			return true;
	}
	return false;
}

/* A journal that let go of all but the needed events, what became of them, and the last ones. */
static void
needed_events_give_the_same_state(void **state)
{
	GRand *rand = g_rand_new_with_seed(618);
	guint left_out = 0;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct story *story = story_new(rand);
		struct room *room = room_of_alerts(), *other = room_of_alerts();
		GPtrArray *needs;
		char *expected, *got;

		room_apply_batch(room, story->batch);
		needs = room_needs(room);
		for (guint i = 0; i < story->n; i++) {
			const struct event *event = told(story, i);

			if (i + 10 >= story->n || is_needed(needs, event->id) ||
			    is_needed(needs, event->cause))
				room_apply(other, event);
			else
				left_out++;
		}
		expected = room_dump(room);
		got = room_dump(other);
		assert_string_equal(got, expected);
		g_free(got);
		g_free(expected);
		g_ptr_array_unref(needs);
		room_free(&room);
		room_free(&other);
		story_free(story);
	}
	assert_true(left_out > ROUNDS * 10);
	g_rand_free(rand);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_order_gives_the_same_room),
		cmocka_unit_test(needed_events_give_the_same_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
