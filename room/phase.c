/* Phases of the sale: their tree, what runs now, the next boundary, and what is late. */
#include "room/phase.h"

#include "base/lang.h"
#include "room/apply.h"
#include "room/course.h"
#include "room/fever.h"

#include <limits.h>
#include <math.h>

struct phase *
room_phase(const struct room *room, const char *id)
{
	for (guint i = 0; i < room->phases->len; i++) {
		struct phase *phase = g_ptr_array_index(room->phases, i);

		if (g_str_equal(phase->id, id))
			return phase;
	}
	return NULL;
}

int64_t
phase_start_us(const struct phase *phase)
{
	return phase->actual_start_us != UNSAID ? phase->actual_start_us : phase->start_us;
}

int64_t
phase_end_us(const struct phase *phase)
{
	return phase->actual_end_us != UNSAID ? phase->actual_end_us : phase->end_us;
}

static bool
is_its_own_ancestor(const struct room *room, const struct phase *phase)
{
	const struct phase *up = phase;

	/* PHASES_MAX steps without an end: the walk fell into a cycle further up. */
	for (unsigned i = 0; i < PHASES_MAX; i++) {
		up = room_phase(room, up->parent);
		if (!up || up == phase)
			return up != NULL;
	}
	return false;
}

const struct phase *
phase_parent(const struct room *room, const struct phase *phase)
{
	return is_its_own_ancestor(room, phase) ? NULL : room_phase(room, phase->parent);
}

unsigned
phase_depth(const struct room *room, const struct phase *phase)
{
	unsigned depth = 0;

	while ((phase = phase_parent(room, phase)))
		depth++;
	return depth;
}

static int
compare_instants(int64_t a, int64_t b)
{
	/* An unsaid instant comes last. */
	if ((a == UNSAID) != (b == UNSAID))
		return a == UNSAID ? 1 : -1;
	return (a > b) - (a < b);
}

static int
compare_siblings(gconstpointer a, gconstpointer b)
{
	const struct phase *one = *(const struct phase *const *)a;
	const struct phase *two = *(const struct phase *const *)b;
	int order = compare_instants(phase_start_us(one), phase_start_us(two));

	if (order == 0)
		order = compare_instants(phase_end_us(two), phase_end_us(one));
	return order ? order : g_strcmp0(one->id, two->id);
}

static void
append_tree(GPtrArray *to, const struct phase *parent, struct phase *const *phases,
            const struct phase *const *parents, guint n)
{
	for (guint i = 0; i < n; i++) {
		if (parents[i] != parent)
			continue;
		g_ptr_array_add(to, phases[i]);
		append_tree(to, phases[i], phases, parents, n);
	}
}

void
phase_sort(struct room *room)
{
	guint n = room->phases->len;
	GPtrArray *sorted = g_ptr_array_sized_new(n);
	const struct phase **parents = g_new(const struct phase *, n);

	g_ptr_array_sort(room->phases, compare_siblings);
	for (guint i = 0; i < n; i++)
		parents[i] = phase_parent(room, g_ptr_array_index(room->phases, i));
	append_tree(sorted, NULL, (struct phase **)room->phases->pdata, parents, n);
	g_free(parents);
	g_ptr_array_unref(room->phases);
	room->phases = sorted;
}

static struct phase *
add_phase(struct room *room, const char *id)
{
	struct phase *phase = g_new(struct phase, 1);

	*phase = (struct phase){
		.id = room_str(room, id),
		.title = room_str(room, id),
		.parent = "",
		.start_us = UNSAID,
		.end_us = UNSAID,
		.actual_start_us = UNSAID,
		.actual_end_us = UNSAID,
		.done_share = NAN,
	};
	g_ptr_array_add(room->phases, phase);
	return phase;
}

/* NULL: there are too many already. */
static struct phase *
find_or_add(struct room *room, const struct event *event)
{
	struct phase *phase = room_phase(room, event->phase->id);

	if (phase || room->phases->len == PHASES_MAX)
		return phase;
	if (room->phases->len == PHASES_MAX - 1)
		room_log(room, event, "", _("%d phases are stated: no further ones are taken"),
		         PHASES_MAX);
	return add_phase(room, event->phase->id);
}

static void
say_roll(struct room *room, struct phase *phase, const struct phase *said)
{
	const char **roll;

	if (!said->roll)
		return;
	roll = g_new(const char *, said->n_roll);
	for (size_t i = 0; i < said->n_roll; i++)
		roll[i] = room_str(room, said->roll[i]);
	g_free((void *)phase->roll);
	phase->roll = roll;
	phase->n_roll = said->n_roll;
}

static void
define_phase(struct room *room, const struct event *event)
{
	const struct phase *said = event->phase;
	struct phase *phase = find_or_add(room, event);

	if (!phase)
		return;
	room_say(room, &phase->title, said->title);
	room_say(room, &phase->parent, said->parent);
	room_say_int(&phase->start_us, said->start_us);
	room_say_int(&phase->end_us, said->end_us);
	room_say_number(&phase->done_share, said->done_share);
	phase->done_share = CLAMP(phase->done_share, 0, 1);
	say_roll(room, phase, said);
	course_state(room, said);
}

void
phase_apply(struct room *room, const struct event *event)
{
	if (event->kind == EVENT_DEFINE_PHASE && event->phase && is_said(event->phase->id))
		define_phase(room, event);
}

void
phase_fini(struct room *room)
{
	for (guint i = 0; i < room->phases->len; i++) {
		struct phase *phase = g_ptr_array_index(room->phases, i);

		g_free((void *)phase->roll);
		g_free(phase);
	}
	gate_fini(room);
}

static bool
contains(const struct room *room, const struct phase *phase, int64_t now_us)
{
	int64_t start_us = phase_expected_start_us(room, phase, now_us);
	int64_t end_us = phase_expected_end_us(room, phase, now_us);

	return start_us != UNSAID && start_us <= now_us && (end_us == UNSAID || now_us < end_us);
}

const struct phase *
room_phase_at(const struct room *room, int64_t now_us, unsigned depth)
{
	const struct phase *best = NULL;
	unsigned best_depth = 0;

	for (guint i = 0; i < room->phases->len; i++) {
		const struct phase *phase = g_ptr_array_index(room->phases, i);
		unsigned its_depth;

		if (!contains(room, phase, now_us))
			continue;
		its_depth = phase_depth(room, phase);
		/* Of two that overlap at one depth the later one runs. */
		if (its_depth <= depth && (!best || its_depth >= best_depth)) {
			best = phase;
			best_depth = its_depth;
		}
	}
	return best;
}

bool
phase_is_red(const struct room *room, const struct phase *phase, int64_t now_us)
{
	int64_t start_us = phase_expected_start_us(room, phase, now_us);

	if (start_us == UNSAID || start_us > now_us)
		return false;
	for (guint i = 0; i < room->gates->len; i++) {
		const struct gate_state *gate = g_ptr_array_index(room->gates, i);

		if (g_str_equal(gate->is.phase, phase->id) && !gate_is_accepted(gate))
			return true;
	}
	return false;
}

/* A boundary with what decides between two at one instant: smaller wins. */
struct candidate {
	struct boundary boundary;
	unsigned rank;
};

static void
offer(struct candidate *best, struct candidate candidate, int64_t now_us)
{
	int64_t at_us = candidate.boundary.at_us, best_us = best->boundary.at_us;

	if (at_us == UNSAID || at_us <= now_us)
		return;
	if (best_us == UNSAID || at_us < best_us ||
	    (at_us == best_us && candidate.rank < best->rank))
		*best = candidate;
}

/* Starts 0, 1, 2 ... by depth, the event's own start after them; its end, then ends by depth. */
enum { RANK_EVENT_START = 1 << 16, RANK_EVENT_END, RANK_ENDS };

static void
offer_phase(struct candidate *best, const struct room *room, const struct phase *phase,
            int64_t now_us)
{
	unsigned depth = phase_depth(room, phase);

	offer(best,
	      (struct candidate){
		  { phase_expected_start_us(room, phase, now_us), phase, true, phase->title },
		  depth },
	      now_us);
	offer(best,
	      (struct candidate){
		  { phase_expected_end_us(room, phase, now_us), phase, false, phase->title },
		  RANK_ENDS + depth },
	      now_us);
}

struct boundary
room_next_boundary(const struct room *room, int64_t now_us)
{
	const struct define_room *is = &room->is;
	struct candidate best = { { UNSAID, NULL, false, "" }, UINT_MAX };

	for (guint i = 0; i < room->phases->len; i++)
		offer_phase(&best, room, g_ptr_array_index(room->phases, i), now_us);
	offer(&best,
	      (struct candidate){ { is->event_start_us, NULL, true, is->name }, RANK_EVENT_START },
	      now_us);
	offer(&best,
	      (struct candidate){ { is->event_end_us, NULL, false, is->name }, RANK_EVENT_END },
	      now_us);
	return best.boundary;
}

/* 0 when one is unsaid, or `to` is not after `from`. */
static int64_t
slip_us(int64_t from_us, int64_t to_us)
{
	int64_t by_us;

	if (from_us == UNSAID || to_us == UNSAID || to_us <= from_us)
		return 0;
	return __builtin_sub_overflow(to_us, from_us, &by_us) ? INT64_MAX : by_us;
}

/* Less than a hundredth of its work behind is in step. */
static int64_t
work_slip_us(const struct room *room, const struct phase *phase, int64_t now_us)
{
	struct fever fever = phase_fever(room, phase, now_us);

	return fever.planned - fever.work >= 0.01 ? fever.behind_us : 0;
}

static int64_t
phase_slip_us(const struct room *room, const struct phase *phase, int64_t now_us)
{
	int64_t start = 0, end = 0;

	if (phase->start_us < now_us)
		start = slip_us(phase->start_us, phase->actual_start_us);
	if (phase->end_us >= now_us)
		return MAX(start, work_slip_us(room, phase, now_us));
	if (phase->actual_end_us != UNSAID)
		end = slip_us(phase->end_us, phase->actual_end_us);
	else if (phase->done_share < 1)
		end = slip_us(phase->end_us, now_us);
	return MAX(start, end);
}

static int
compare_late(gconstpointer a, gconstpointer b)
{
	int64_t one = ((const struct late *)a)->by_us, two = ((const struct late *)b)->by_us;

	return (one < two) - (one > two);
}

GArray *
room_late(const struct room *room, int64_t now_us)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct late));

	for (guint i = 0; i < room->gates->len; i++) {
		const struct gate_state *gate = g_ptr_array_index(room->gates, i);
		struct late row = { gate, NULL, slip_us(gate_due_us(room, gate), now_us) };

		if (row.by_us > 0 && !gate_is_accepted(gate))
			g_array_append_val(rows, row);
	}
	for (guint i = 0; i < room->phases->len; i++) {
		const struct phase *phase = g_ptr_array_index(room->phases, i);
		struct late row = { NULL, phase, phase_slip_us(room, phase, now_us) };

		if (row.by_us > 0)
			g_array_append_val(rows, row);
	}
	g_array_sort(rows, compare_late);
	return rows;
}
