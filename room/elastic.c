/* The elastic model: when sales leave their pace, money moves from the poorest return to the best. */
#include "room/apply.h"
#include "room/metric.h"
#include "room/proposal.h"

#include <math.h>
#include <string.h>

static bool
takes_part(const struct line_state *line)
{
	return line->is.class != LINE_RESERVE && isfinite(line->is.return_ratio);
}

/* The smallest amount that is worth a proposal. */
static int64_t
least(const struct room *room)
{
	return MAX(room->is.elastic.least_minor, 1);
}

/* Whole multiples of the least, downwards. */
static int64_t
rounded(const struct room *room, int64_t minor)
{
	return minor - minor % least(room);
}

struct elastic_move
elastic_choose(const struct room *room)
{
	struct elastic_move move = { NULL, NULL, 0 };
	int64_t planned = 0, step;

	for (guint i = 0; i < room->lines->len; i++) {
		const struct line_state *line = g_ptr_array_index(room->lines, i);

		planned = minor_add(planned, line->is.planned_minor);
		if (!takes_part(line))
			continue;
		if (line_can_give(room, line) >= least(room) &&
		    (!move.from || line->is.return_ratio < move.from->is.return_ratio))
			move.from = line;
		if (line_can_take(room, line) >= least(room) &&
		    (!move.to || line->is.return_ratio > move.to->is.return_ratio))
			move.to = line;
	}
	if (!move.from || !move.to || move.to->is.return_ratio <= move.from->is.return_ratio)
		return (struct elastic_move){ NULL, NULL, 0 };
	step = minor_round(room->is.elastic.step * (double)planned);
	move.amount_minor = rounded(
	    room, MIN(step, MIN(line_can_give(room, move.from), line_can_take(room, move.to))));
	return move.amount_minor > 0 ? move : (struct elastic_move){ NULL, NULL, 0 };
}

/* Is sales' point beyond the trigger? */
static bool
is_off(const struct room *room, const struct metric_state *sales, struct point point)
{
	double expected = metric_expected(room, sales, point.at_us);

	return expected > 0 && fabs(point.value / expected - 1) > room->is.elastic.trigger;
}

static struct point
point_at(const struct metric_state *sales, guint i)
{
	return g_array_index(sales->history, struct point, i);
}

double
elastic_pace(const struct room *room, int64_t now_us, int64_t *since_us)
{
	const struct metric_state *sales = room_metric(room, room->is.earned_metric);
	enum metric_verdict verdict = sales ? metric_verdict(room, sales, now_us) : METRIC_UNKNOWN;

	*since_us = UNSAID;
	if (verdict == METRIC_UNKNOWN || verdict == METRIC_STALE)
		return NAN;
	for (guint i = sales->history->len; i > 0; i--) {
		struct point point = point_at(sales, i - 1);

		if (!is_off(room, sales, point))
			break;
		*since_us = point.at_us;
	}
	return metric_pace(room, sales, now_us);
}

/* The last proposal of the rule itself; NULL = none. */
static const struct proposal_state *
last_own(const struct room *room)
{
	const struct proposal_state *last = NULL;

	for (guint i = 0; i < room->proposals->len; i++) {
		const struct proposal_state *p = g_ptr_array_index(room->proposals, i);

		if (p->is_stated && !*p->by && (!last || p->at_us > last->at_us))
			last = p;
	}
	return last;
}

/* Were sales back at their pace since? Then what is now is another episode. */
static bool
was_back_since(const struct room *room, int64_t since_us)
{
	const struct metric_state *sales = room_metric(room, room->is.earned_metric);

	for (guint i = sales->history->len; i > 0; i--) {
		struct point point = point_at(sales, i - 1);

		if (point.at_us <= since_us)
			return false;
		if (!is_off(room, sales, point))
			return true;
	}
	return false;
}

static const char *
reason(struct event_batch *batch, const struct elastic_move *move, double pace)
{
	char *text = g_strdup_printf("sales are %.1f%% %s their pace; return %.2f against %.2f",
	                             fabs(pace) * 100, pace < 0 ? "behind" : "ahead of",
	                             move->from->is.return_ratio, move->to->is.return_ratio);
	const char *copy = event_batch_str(batch, text);

	g_free(text);
	return copy;
}

/* The id follows from the proposal before, which every console knows, and not from when the sales
 * left their pace, which each sees at another instant. */
static void
derive_move(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	const struct proposal_state *last = last_own(room);
	int64_t since_us;
	double pace = elastic_pace(room, now_us, &since_us);
	struct elastic_move move;
	struct event *event;
	char *cause;

	if (since_us == UNSAID || now_us - since_us < room->is.elastic.hold_us)
		return;
	if (last && (last->status == PROPOSAL_OPEN || !was_back_since(room, last->at_us)))
		return;
	move = elastic_choose(room);
	if (!move.from || room_approvers(room).n == 0)
		return;
	event = event_batch_add(batch, EVENT_PROPOSE, now_us);
	cause = g_strconcat("elastic ", last ? last->id : "first", NULL);
	event->id = event_batch_derived_id(batch, EVENT_PROPOSE, cause);
	event->subject = event_batch_str(batch, move.from->is.id);
	event->target = event_batch_str(batch, move.to->is.id);
	event->number = move.amount_minor;
	event->until_us = now_us + room->is.approval_us;
	event->text = reason(batch, &move, pace);
	g_free(cause);
}

static void
derive_lapse(const struct proposal_state *p, int64_t now_us, struct event_batch *batch)
{
	struct event *event;

	if (!p->is_stated || !p->is_kept || p->status != PROPOSAL_OPEN || now_us < p->until_us)
		return;
	event = event_batch_add(batch, EVENT_LAPSE, p->until_us);
	event->id = event_batch_derived_id(batch, EVENT_LAPSE, p->id);
	event->subject = event->cause = event_batch_str(batch, p->id);
}

static void
derive_moved(const struct proposal_state *p, struct event_batch *batch)
{
	struct event *event;

	if (!p->is_stated || !p->is_kept || p->status != PROPOSAL_APPROVED || p->is_moved)
		return;
	event = event_batch_add(batch, EVENT_MOVED, p->decided_us);
	event->id = event_batch_derived_id(batch, EVENT_MOVED, p->id);
	event->subject = event->cause = event_batch_str(batch, p->id);
	event->target = event_batch_str(batch, p->to);
	event->number = p->amount_minor;
}

void
budget_derive(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	for (guint i = 0; i < room->proposals->len; i++) {
		derive_lapse(g_ptr_array_index(room->proposals, i), now_us, batch);
		derive_moved(g_ptr_array_index(room->proposals, i), batch);
	}
	if (room->is.elastic.trigger > 0)
		derive_move(room, now_us, batch);
}
