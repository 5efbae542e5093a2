/* Gates: who accepted what before which phase, and what became of the signature. */
#include "room/phase.h"

#include "room/apply.h"
#include "room/dossier.h"

struct reply {
	enum gate_answer answer;
	int64_t at_us;
	char *id, *by, *why;
	bool kept;
};

static void
reply_free(void *data)
{
	struct reply *reply = data;

	g_free(reply->id);
	g_free(reply->by);
	g_free(reply->why);
	g_free(reply);
}

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

/* The last reply is what the gate shows. */
static void
show_last_reply(struct gate_state *gate)
{
	guint n = gate->replies->len;
	const struct reply *last = n > 0 ? gate->replies->pdata[n - 1] : NULL;

	gate->answer = last ? last->answer : GATE_OPEN;
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
		.replies = g_ptr_array_new_with_free_func(reply_free),
	};
	show_last_reply(gate);
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

/* G_MAXUINT: no such reply. An action without an id is waited for by nobody and never found. */
static guint
find_reply(const struct gate_state *gate, const char *id)
{
	for (guint i = 0; is_said(id) && i < gate->replies->len; i++) {
		const struct reply *reply = g_ptr_array_index(gate->replies, i);

		if (g_str_equal(reply->id, id))
			return i;
	}
	return G_MAXUINT;
}

/* Kept answers stand in the order of their instants, whatever order they came in, before those that
 * are not kept yet. */
static void
keep(struct gate_state *gate, guint i)
{
	struct reply *reply = g_ptr_array_steal_index(gate->replies, i);
	guint place = 0;

	for (; place < i; place++) {
		const struct reply *other = g_ptr_array_index(gate->replies, place);

		if (!other->kept ||
		    dossier_is_before(reply->at_us, reply->id, other->at_us, other->id))
			break;
	}
	reply->kept = true;
	g_ptr_array_insert(gate->replies, (gint)place, reply);
}

static void
answer_gate(struct room *room, const struct event *event)
{
	/* Past answers may be read before the endpoint has stated the gate: none is lost. */
	struct gate_state *gate = find_or_add(room, event->subject);
	struct reply *reply;

	/* An action may come twice: from this keyboard, and back from the journal. */
	if (find_reply(gate, event->id) != G_MAXUINT)
		return;
	reply = g_new(struct reply, 1);
	*reply = (struct reply){
		.answer = event->accepted ? GATE_SIGNED : GATE_REFUSED,
		.at_us = event->at_us,
		.id = g_strdup(event->id),
		.by = g_strdup(event->person),
		.why = g_strdup(event->text),
	};
	g_ptr_array_add(gate->replies, reply);
	if (!is_said(event->id))
		keep(gate, gate->replies->len - 1);
	show_last_reply(gate);
	room_log(room, event, gate->is.team, "%s gate %s%s%s",
	         event->accepted ? "accepted" : "refused", gate->is.title, *event->text ? ": " : "",
	         event->text);
}

/* The gate whose answer this action gave; NULL when it is about something else. */
static struct gate_state *
find_by_action(const struct room *room, const char *id, guint *reply)
{
	for (guint i = 0; i < room->gates->len; i++) {
		struct gate_state *gate = g_ptr_array_index(room->gates, i);

		*reply = find_reply(gate, id);
		if (*reply != G_MAXUINT)
			return gate;
	}
	return NULL;
}

static void
settle_answer(struct room *room, const struct event *event)
{
	guint i;
	struct gate_state *gate = find_by_action(room, event->cause, &i);

	if (!gate || ((struct reply *)gate->replies->pdata[i])->kept)
		return;
	if (event->kind == EVENT_KEPT) {
		keep(gate, i);
	} else {
		g_ptr_array_remove_index(gate->replies, i);
		room_log(room, event, gate->is.team,
		         "the answer to gate %s could not be kept and does not count%s%s; "
		         "give it again",
		         gate->is.title, *event->text ? ": " : "", event->text);
	}
	show_last_reply(gate);
	room->version++;
}

void
gate_apply(struct room *room, const struct event *event)
{
	if (event->kind == EVENT_DEFINE_GATE && event->gate && is_said(event->gate->id))
		define_gate(room, event->gate);
	else if (event->kind == EVENT_GATE && is_said(event->subject))
		answer_gate(room, event);
	else if (event->kind == EVENT_KEPT || event->kind == EVENT_LOST)
		settle_answer(room, event);
}

void
gate_needs(const struct room *room, GPtrArray *ids)
{
	for (guint i = 0; i < room->gates->len; i++) {
		const struct gate_state *gate = g_ptr_array_index(room->gates, i);
		const struct reply *last = NULL;

		for (guint k = 0; k < gate->replies->len; k++) {
			const struct reply *reply = g_ptr_array_index(gate->replies, k);

			last = reply->kept ? reply : last;
		}
		if (last)
			needs_add(ids, last->id);
	}
}

void
gate_fini(struct room *room)
{
	for (guint i = 0; i < room->gates->len; i++) {
		struct gate_state *gate = g_ptr_array_index(room->gates, i);

		g_ptr_array_unref(gate->replies);
		g_free(gate);
	}
}
