/* Holds: what stops a phase, and what that does to the times that were planned. */
#include "room/course.h"

#include <limits.h>
#include <string.h>

static const struct hold *
open_hold(const struct room *room, const struct phase *phase)
{
	const struct course *course = room_course(room, phase->id);
	const struct hold *last;

	if (!course || course->holds->len == 0 || phase->actual_end_us != UNSAID)
		return NULL;
	last = &g_array_index(course->holds, struct hold, course->holds->len - 1);
	return last->to_us == UNSAID ? last : NULL;
}

const struct hold *
phase_hold(const struct room *room, const struct phase *phase)
{
	const struct hold *hold = NULL;

	for (; phase && !hold; phase = phase_parent(room, phase))
		hold = open_hold(room, phase);
	return hold;
}

const struct hold *
room_hold(const struct room *room)
{
	const struct hold *oldest = NULL;

	for (guint i = 0; i < room->phases->len; i++) {
		const struct hold *hold = open_hold(room, g_ptr_array_index(room->phases, i));

		if (hold && (!oldest || hold->from_us < oldest->from_us))
			oldest = hold;
	}
	return oldest;
}

const struct phase *
room_phase_to_hold(const struct room *room, int64_t now_us)
{
	const struct phase *phase = room_phase_at(room, now_us, UINT_MAX);

	return phase ? phase : room_next_boundary(room, now_us).phase;
}

/* An open hold lasts until now, or until the phase ended. */
static int64_t
hold_end_us(const struct phase *phase, const struct hold *hold, int64_t now_us)
{
	int64_t to_us = hold->to_us != UNSAID ? hold->to_us : now_us;

	if (phase->actual_end_us != UNSAID)
		to_us = MIN(to_us, phase->actual_end_us);
	return MAX(to_us, hold->from_us);
}

int64_t
phase_held_us(const struct room *room, const struct phase *phase, int64_t now_us)
{
	const struct course *course = room_course(room, phase->id);
	int64_t sum_us = 0;

	for (guint i = 0; course && i < course->holds->len; i++) {
		const struct hold *hold = &g_array_index(course->holds, struct hold, i);

		sum_us += hold_end_us(phase, hold, now_us) - hold->from_us;
	}
	return sum_us;
}

static int
compare_from(gconstpointer a, gconstpointer b)
{
	int64_t one = ((const struct hold *)a)->from_us, two = ((const struct hold *)b)->from_us;

	return (one > two) - (one < two);
}

/* The holds of a phase and of all around it, closed at now; the caller's. */
static GArray *
collect(const struct room *room, const struct phase *phase, int64_t now_us)
{
	GArray *holds = g_array_new(FALSE, FALSE, sizeof(struct hold));

	for (; phase; phase = phase_parent(room, phase)) {
		const struct course *course = room_course(room, phase->id);

		for (guint i = 0; course && i < course->holds->len; i++) {
			struct hold hold = g_array_index(course->holds, struct hold, i);

			hold.to_us = hold_end_us(phase, &hold, now_us);
			g_array_append_val(holds, hold);
		}
	}
	g_array_sort(holds, compare_from);
	return holds;
}

/* Two holds at once count once. */
static int64_t
shifted(const struct room *room, const struct phase *phase, int64_t planned_us, int64_t now_us)
{
	GArray *holds = planned_us == UNSAID ? NULL : collect(room, phase, now_us);
	int64_t at_us = planned_us, done_us = INT64_MIN;

	for (guint i = 0; holds && i < holds->len; i++) {
		const struct hold *hold = &g_array_index(holds, struct hold, i);
		int64_t from_us = MAX(hold->from_us, done_us);

		if (hold->from_us >= at_us)
			break;
		if (hold->to_us > from_us)
			at_us += hold->to_us - from_us;
		done_us = MAX(done_us, hold->to_us);
	}
	if (holds)
		g_array_unref(holds);
	return at_us;
}

static bool
was_held(const struct room *room)
{
	GHashTableIter iter;
	void *course;

	g_hash_table_iter_init(&iter, room->courses);
	while (g_hash_table_iter_next(&iter, NULL, &course))
		if (((const struct course *)course)->holds->len > 0)
			return true;
	return false;
}

int64_t
phase_expected_end_us(const struct room *room, const struct phase *phase, int64_t now_us)
{
	if (phase->actual_end_us != UNSAID || !was_held(room))
		return phase_end_us(phase);
	return shifted(room, phase, phase->end_us, now_us);
}

int64_t
phase_expected_start_us(const struct room *room, const struct phase *phase, int64_t now_us)
{
	int64_t at_us, end_us;

	if (phase->actual_start_us != UNSAID || phase->start_us == UNSAID || !was_held(room))
		return phase_start_us(phase);
	at_us = shifted(room, phase, phase->start_us, now_us);
	for (guint i = 0; i < room->phases->len; i++) {
		const struct phase *before = g_ptr_array_index(room->phases, i);

		if (before->end_us == phase->start_us && strcmp(before->parent, phase->parent) == 0)
			at_us = MAX(at_us, phase_expected_end_us(room, before, now_us));
	}
	end_us = phase_expected_end_us(room, phase, now_us);
	return end_us == UNSAID ? at_us : MIN(at_us, end_us);
}
