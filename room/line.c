/* Budget lines: what is planned, and the reports of what was spent. */
#include "room/budget.h"

#include "room/apply.h"
#include "room/proposal.h"

#include <math.h>

struct line_state *
room_line(const struct room *room, const char *id)
{
	for (guint i = 0; i < room->lines->len; i++) {
		struct line_state *line = g_ptr_array_index(room->lines, i);

		if (g_str_equal(line->is.id, id))
			return line;
	}
	return NULL;
}

static struct line_state *
add_line(struct room *room, const char *id)
{
	struct line_state *line = g_new(struct line_state, 1);

	*line = (struct line_state){
		.is = {
			.id = room_str(room, id),
			.title = room_str(room, id),
			.team = "",
			.region = "",
			.class = LINE_OTHER,
			.as_of_us = UNSAID,
			.return_ratio = NAN,
		},
		.history = history_new(),
		.moves = g_array_new(FALSE, FALSE, sizeof(struct line_move)),
	};
	g_ptr_array_add(room->lines, line);
	return line;
}

/* An older amount that is more than a younger one, or the other way round, is a mix-up. */
static bool
fits_in_order(const GArray *history, struct point point)
{
	for (guint i = 0; i < history->len; i++) {
		struct point other = g_array_index(history, struct point, i);

		if (other.at_us < point.at_us && other.value > point.value)
			return false;
		if (other.at_us > point.at_us && other.value < point.value)
			return false;
	}
	return true;
}

static void
take_report(struct line_state *line, const struct line *said, int64_t came_us)
{
	int64_t as_of_us = said->as_of_us != UNSAID ? MIN(said->as_of_us, came_us) : came_us;
	bool is_newest = line->is.as_of_us == UNSAID || as_of_us >= line->is.as_of_us;
	struct point point = { as_of_us, (double)said->actual_minor };

	if (is_newest)
		room_say_int(&line->is.committed_minor, said->committed_minor);
	if (said->actual_minor == UNSAID || as_of_us < 0)
		return;
	if (is_newest) {
		line->is.actual_minor = said->actual_minor;
		line->is.as_of_us = as_of_us;
	}
	if (is_newest || fits_in_order(line->history, point))
		history_put(line->history, point, LINE_HISTORY_MAX);
}

static void
move(const struct room *room, const char *id, int64_t minor, int64_t at_us)
{
	struct line_state *line = room_line(room, id);

	if (line)
		g_array_append_val(line->moves, ((struct line_move){ at_us, minor }));
}

void
budget_replan(struct room *room)
{
	for (guint i = 0; i < room->lines->len; i++)
		g_array_set_size(((struct line_state *)room->lines->pdata[i])->moves, 0);
	for (guint i = 0; i < room->proposals->len; i++) {
		const struct proposal_state *p = g_ptr_array_index(room->proposals, i);

		if (p->status != PROPOSAL_APPROVED)
			continue;
		move(room, p->from, -p->amount_minor, p->decided_us);
		move(room, p->to, p->amount_minor, p->decided_us);
	}
	for (guint i = 0; i < room->lines->len; i++) {
		struct line_state *line = g_ptr_array_index(room->lines, i);

		line->is.planned_minor = line->stated_minor;
		for (guint k = 0; k < line->moves->len; k++)
			line->is.planned_minor =
			    minor_add(line->is.planned_minor,
			              g_array_index(line->moves, struct line_move, k).minor);
	}
}

static void
define_line(struct room *room, const struct line *said, int64_t came_us)
{
	struct line_state *line = room_line(room, said->id);

	if (!line)
		line = add_line(room, said->id);
	room_say(room, &line->is.title, said->title);
	room_say(room, &line->is.team, said->team);
	room_say(room, &line->is.region, said->region);
	if (said->class != LINE_CLASS_UNSAID)
		line->is.class = said->class;
	room_say_int(&line->stated_minor, said->planned_minor);
	room_say_int(&line->is.floor_minor, said->floor_minor);
	room_say_int(&line->is.cap_minor, said->cap_minor);
	if (isfinite(said->return_ratio))
		line->is.return_ratio = said->return_ratio;
	curve_say(room, &line->curve, &line->is.n_curve, said->curve, said->n_curve);
	line->is.curve = line->curve;
	take_report(line, said, came_us);
	budget_replan(room);
	room->version++;
}

void
budget_apply(struct room *room, const struct event *event)
{
	if (event->kind == EVENT_DEFINE_LINE && event->line && is_said(event->line->id))
		define_line(room, event->line, event->at_us);
}

void
budget_fini(struct room *room)
{
	for (guint i = 0; i < room->lines->len; i++) {
		struct line_state *line = g_ptr_array_index(room->lines, i);

		g_array_unref(line->history);
		g_array_unref(line->moves);
		g_free(line->curve);
		g_free(line);
	}
}
