/* Roll calls: who says go, who says no-go, and who has not answered yet. */
#include "room/course.h"

#include "room/answer.h"
#include "room/team.h"

#include <string.h>

static const struct answer *
last_answer(const struct course *course, const char *team)
{
	for (guint i = course ? course->said->len : 0; i > 0; i--) {
		const struct answer *answer = g_ptr_array_index(course->said, i - 1);

		if (answer->kind == EVENT_ROLL && strcmp(answer->target, team) == 0)
			return answer;
	}
	return NULL;
}

GArray *
phase_roll(const struct room *room, const struct phase *phase)
{
	const struct course *course = room_course(room, phase->id);
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct roll));

	for (size_t i = 0; i < phase->n_roll; i++) {
		const struct answer *last = last_answer(course, phase->roll[i]);
		struct roll row = { .phase = phase->id,
			            .team = phase->roll[i],
			            .by = "",
			            .why = "",
			            .at_us = UNSAID };

		if (last) {
			row.answer = last->accepted ? ROLL_GO : ROLL_NO_GO;
			row.by = last->by;
			row.why = last->why;
			row.at_us = last->at_us;
			row.is_pending = !last->kept;
		}
		g_array_append_val(rows, row);
	}
	return rows;
}

struct roll_counts
phase_roll_counts(const struct room *room, const struct phase *phase)
{
	GArray *rows = phase_roll(room, phase);
	struct roll_counts n = { .all = rows->len };

	for (guint i = 0; i < rows->len; i++) {
		const struct roll *row = &g_array_index(rows, struct roll, i);

		n.go += row->answer == ROLL_GO && !row->is_pending;
		n.no_go += row->answer == ROLL_NO_GO && !row->is_pending;
	}
	g_array_unref(rows);
	return n;
}

bool
phase_is_go(const struct room *room, const struct phase *phase)
{
	struct roll_counts n = phase_roll_counts(room, phase);

	return n.go == n.all;
}

const struct phase *
room_roll_phase(const struct room *room, int64_t now_us)
{
	const struct phase *first = NULL;
	int64_t first_us = INT64_MAX;

	for (guint i = 0; i < room->phases->len; i++) {
		const struct phase *phase = g_ptr_array_index(room->phases, i);
		int64_t start_us = phase_expected_start_us(room, phase, now_us);
		int64_t end_us = phase_expected_end_us(room, phase, now_us);

		if (phase->n_roll == 0 || start_us == UNSAID || start_us >= first_us)
			continue;
		if (end_us != UNSAID && end_us <= now_us)
			continue;
		if (start_us > now_us || !phase_is_go(room, phase)) {
			first = phase;
			first_us = start_us;
		}
	}
	return first;
}

bool
roll_may_answer(const struct room *room, const char *person, const char *team)
{
	const struct person *p = room_person(room, person);

	return p && (p->permission == PERMISSION_LEAD ||
	             (p->permission != PERMISSION_VIEWER && strcmp(p->team, team) == 0));
}
