/* Gates: who accepted what before which phase, and what became of the signature. */
#include "room/phase.h"

#include "base/lang.h"
#include "room/answer.h"
#include "room/apply.h"

struct gate_state *
room_gate(const struct room *room, const char *id)
{
	for (guint i = 0; i < room->gates->len; i++) {
		struct gate_state *gate = g_ptr_array_index(room->gates, i);

		if (g_str_equal(gate->is.id, id))
			return gate;
	}
	return NULL;
}

bool
gate_is_accepted(const struct gate_state *gate)
{
	return gate->answer == GATE_SIGNED && !*gate->pending_id;
}

int64_t
gate_due_us(const struct room *room, const struct gate_state *gate)
{
	const struct phase *phase;

	if (gate->is.due_us != UNSAID)
		return gate->is.due_us;
	phase = room_phase(room, gate->is.phase);
	return phase ? phase_start_us(phase) : UNSAID;
}

void
room_gate_counts(const struct room *room, unsigned *signed_count, unsigned *all)
{
	*signed_count = 0;
	*all = room->gates->len;
	for (guint i = 0; i < room->gates->len; i++)
		*signed_count += gate_is_accepted(g_ptr_array_index(room->gates, i));
}

static int
compare_due(gconstpointer a, gconstpointer b)
{
	const struct gate *one = &(*(const struct gate_state *const *)a)->is;
	const struct gate *two = &(*(const struct gate_state *const *)b)->is;

	if ((one->due_us == UNSAID) != (two->due_us == UNSAID))
		return one->due_us == UNSAID ? 1 : -1;
	if (one->due_us != two->due_us)
		return one->due_us < two->due_us ? -1 : 1;
	return g_strcmp0(one->id, two->id);
}

static void
show_last_answer(struct gate_state *gate)
{
	const struct answer *last = answers_last(gate->said);

	gate->answer = !last ? GATE_OPEN : last->accepted ? GATE_SIGNED : GATE_REFUSED;
	gate->by = last ? last->by : "";
	gate->why = last ? last->why : "";
	gate->at_us = last ? last->at_us : UNSAID;
	gate->pending_id = last && !last->kept ? last->id : "";
}

static struct gate_state *
add_gate(struct room *room, const char *id)
{
	struct gate_state *gate = g_new(struct gate_state, 1);

	*gate = (struct gate_state){
		.is = {
			.id = room_str(room, id),
			.title = room_str(room, id),
			.phase = "",
			.team = "",
			.owner = "",
			.criteria = "",
			.due_us = UNSAID,
		},
		.said = answers_new(),
		.late_since_us = UNSAID,
		.late_id = "",
	};
	show_last_answer(gate);
	g_ptr_array_add(room->gates, gate);
	g_ptr_array_sort(room->gates, compare_due);
	return gate;
}

static struct gate_state *
find_or_add(struct room *room, const char *id)
{
	struct gate_state *gate = room_gate(room, id);

	return gate ? gate : add_gate(room, id);
}

static void
define_gate(struct room *room, const struct gate *said)
{
	struct gate_state *gate = find_or_add(room, said->id);

	room_say(room, &gate->is.title, said->title);
	room_say(room, &gate->is.phase, said->phase);
	room_say(room, &gate->is.team, said->team);
	room_say(room, &gate->is.owner, said->owner);
	room_say(room, &gate->is.criteria, said->criteria);
	room_say_int(&gate->is.due_us, said->due_us);
	g_ptr_array_sort(room->gates, compare_due);
	room->version++;
}

static void
answer_gate(struct room *room, const struct event *event)
{
	/* Past answers may be read before the endpoint has stated the gate: none is lost. */
	struct gate_state *gate = find_or_add(room, event->subject);

	if (!answers_add(gate->said, event))
		return;
	show_last_answer(gate);
	room_log(room, event, gate->is.team,
	         event->accepted ? _("accepted gate %s%s%s") : _("refused gate %s%s%s"),
	         gate->is.title, *event->text ? ": " : "", event->text);
}

static void
settle_answer(struct room *room, const struct event *event)
{
	struct gate_state *gate = NULL;

	for (guint i = 0; i < room->gates->len && !gate; i++) {
		struct gate_state *one = g_ptr_array_index(room->gates, i);

		if (answers_settle(one->said, event))
			gate = one;
	}
	if (!gate)
		return;
	if (event->kind == EVENT_LOST)
		room_log(room, event, gate->is.team,
		         _("the answer to gate %s could not be kept and does not count%s%s; "
		           "give it again"),
		         gate->is.title, *event->text ? ": " : "", event->text);
	show_last_answer(gate);
	room->version++;
}

/* Known once for each instant at which it was due. */
static void
miss(struct room *room, const struct event *event)
{
	struct gate_state *gate = find_or_add(room, event->subject);

	if (event->number == UNSAID || event->number <= gate->late_since_us)
		return;
	gate->late_since_us = event->number;
	gate->late_id = room_str(room, event->id);
	room_log(room, event, gate->is.team, _("gate %s is LATE: not signed when it was due%s%s"),
	         gate->is.title, *event->target ? _(", waits for ") : "", event->target);
}

void
gate_apply(struct room *room, const struct event *event)
{
	if (event->kind == EVENT_DEFINE_GATE && event->gate && is_said(event->gate->id))
		define_gate(room, event->gate);
	else if (event->kind == EVENT_GATE && is_said(event->subject))
		answer_gate(room, event);
	else if (event->kind == EVENT_GATE_LATE && is_said(event->subject))
		miss(room, event);
	else if (event->kind == EVENT_KEPT || event->kind == EVENT_LOST)
		settle_answer(room, event);
}

void
gate_needs(const struct room *room, GPtrArray *ids)
{
	for (guint i = 0; i < room->gates->len; i++) {
		const struct gate_state *gate = g_ptr_array_index(room->gates, i);
		const struct answer *last = NULL;

		for (guint k = 0; k < gate->said->len; k++) {
			const struct answer *answer = g_ptr_array_index(gate->said, k);

			last = answer->kept ? answer : last;
		}
		needs_add(ids, gate->late_id);
		if (last)
			needs_add(ids, last->id);
	}
}

void
gate_fini(struct room *room)
{
	for (guint i = 0; i < room->gates->len; i++) {
		struct gate_state *gate = g_ptr_array_index(room->gates, i);

		g_ptr_array_unref(gate->said);
		g_free(gate);
	}
}
