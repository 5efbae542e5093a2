/* Service objectives: error budgets counted over the whole event, and burn rates in two windows. */
#include "room/objective.h"

#include "room/apply.h"
#include "room/metric.h"

#include <math.h>
#include <string.h>

enum { RATIO_STEPS = 120 };

struct objective *
room_objective(const struct room *room, const char *id)
{
	for (guint i = 0; i < room->objectives->len; i++) {
		struct objective *o = g_ptr_array_index(room->objectives, i);

		if (!strcmp(o->id, id))
			return o;
	}
	return NULL;
}

static void
define_objective(struct room *room, const struct objective *said)
{
	struct objective *o = room_objective(room, said->id);

	if (!o) {
		o = g_new0(struct objective, 1);
		o->id = o->title = room_str(room, said->id);
		o->target = NAN;
		o->total = o->good = o->bad = o->ratio = "";
		g_ptr_array_add(room->objectives, o);
	}
	room_say(room, &o->title, said->title);
	room_say_number(&o->target, said->target);
	room_say(room, &o->total, said->total);
	room_say(room, &o->good, said->good);
	room_say(room, &o->bad, said->bad);
	room_say(room, &o->ratio, said->ratio);
	room->version++;
}

void
objective_apply(struct room *room, const struct event *event)
{
	if (event->kind == EVENT_DEFINE_OBJECTIVE && event->objective &&
	    is_said(event->objective->id))
		define_objective(room, event->objective);
}

struct burn_window
burn_window_for(int64_t event_us, int row)
{
	static const struct {
		int64_t long_us;
		double limit;
		bool is_urgent;
	} rows[BURN_WINDOWS] = { { HOUR_US, 14.4, true },
		                 { 6 * HOUR_US, 6, true },
		                 { 3 * DAY_US, 1, false } };
	int64_t long_us =
	    (int64_t)((double)rows[row].long_us * (double)event_us / (30.0 * (double)DAY_US));

	return (struct burn_window){ .long_us = long_us,
		                     .short_us = long_us / 12,
		                     .limit = rows[row].limit,
		                     .is_urgent = rows[row].is_urgent,
		                     .long_rate = NAN,
		                     .short_rate = NAN };
}

/* What an objective is measured by. */
struct measure {
	const struct room *room;
	const struct metric_state *total, *part, *ratio; /* ratio, or the two others */
	bool is_good;                                    /* part counts what was good */
	int64_t at_us;                                   /* of the last sample */
	double allowed;                                  /* 1 - target */
};

static bool
is_fresh(const struct room *room, const struct metric_state *metric, int64_t now_us)
{
	enum metric_verdict verdict =
	    metric ? metric_verdict(room, metric, now_us) : METRIC_UNKNOWN;

	return verdict != METRIC_UNKNOWN && verdict != METRIC_STALE;
}

/* False: it cannot be measured now. */
static bool
take_measure(struct measure *m, const struct room *room, const struct objective *o, int64_t now_us)
{
	*m = (struct measure){ .room = room,
		               .total = room_metric(room, o->total),
		               .part = room_metric(room, *o->good ? o->good : o->bad),
		               .ratio = room_metric(room, o->ratio),
		               .is_good = *o->good,
		               .allowed = 1 - o->target };
	if (!(m->allowed > 0) || room->is.event_start_us == UNSAID ||
	    room->is.event_end_us == UNSAID || room->is.event_end_us <= room->is.event_start_us)
		return false;
	if (m->ratio) {
		m->at_us = m->ratio->at_us;
		return is_fresh(room, m->ratio, now_us);
	}
	if (!is_fresh(room, m->total, now_us) || !is_fresh(room, m->part, now_us))
		return false;
	m->at_us = MIN(m->total->at_us, m->part->at_us);
	return true;
}

static double
bad_at(const struct measure *m, int64_t at_us)
{
	double part = history_at(m->part->history, at_us);

	return m->is_good ? history_at(m->total->history, at_us) - part : part;
}

/* Mean share that was bad in a time; NAN where the history does not reach so far back. */
static double
bad_share(const struct measure *m, int64_t from_us, int64_t to_us)
{
	double sum = 0, all;

	if (!m->ratio) {
		all = history_at(m->total->history, to_us) - history_at(m->total->history, from_us);
		sum = bad_at(m, to_us) - bad_at(m, from_us);
		return all > 0 && sum >= 0 ? sum / all : NAN; /* less: a counter began anew */
	}
	for (int i = 0; i < RATIO_STEPS; i++) {
		int64_t at_us =
		    from_us + (int64_t)((double)(to_us - from_us) * (i + 0.5) / RATIO_STEPS);

		sum += 1 - history_at(m->ratio->history, at_us) / 100;
	}
	return isnan(history_at(m->ratio->history, from_us)) ? NAN : sum / RATIO_STEPS;
}

static bool
is_too_coarse(const struct measure *m, int64_t short_us)
{
	const struct metric_state *metric = m->ratio ? m->ratio : m->total;
	const struct source_state *source = room_source(m->room, metric->is.source);

	return source && source->is.period_us > short_us;
}

static void
fill_windows(struct objective_budget *b, const struct measure *m)
{
	int64_t event_us = m->room->is.event_end_us - m->room->is.event_start_us;

	for (int i = 0; i < BURN_WINDOWS; i++) {
		struct burn_window *w = &b->windows[i];

		*w = burn_window_for(event_us, i);
		w->long_rate = bad_share(m, m->at_us - w->long_us, m->at_us) / m->allowed;
		w->short_rate = bad_share(m, m->at_us - w->short_us, m->at_us) / m->allowed;
		w->is_too_coarse = is_too_coarse(m, w->short_us);
		w->is_exceeded =
		    !w->is_too_coarse && w->long_rate > w->limit && w->short_rate > w->limit;
		if (isnan(b->burn))
			b->burn = w->long_rate;
	}
}

/* What is expected in the whole event. */
static double
expected_total(const struct measure *m)
{
	const struct define_room *is = &m->room->is;
	double passed = (double)(m->at_us - is->event_start_us) /
	                (double)(is->event_end_us - is->event_start_us);

	if (m->total->is.target > 0)
		return m->total->is.target;
	return passed > 0 ? m->total->value / MIN(passed, 1) : NAN;
}

static void
fill_left(struct objective_budget *b, const struct measure *m)
{
	int64_t event_us = m->room->is.event_end_us - m->room->is.event_start_us;

	if (m->ratio) {
		b->since_us = MAX(g_array_index(m->ratio->history, struct point, 0).at_us,
		                  m->room->is.event_start_us);
		b->left = b->since_us < m->at_us ? 1 - bad_share(m, b->since_us, m->at_us) *
		                                           (double)(m->at_us - b->since_us) /
		                                           ((double)event_us * m->allowed)
		                                 : NAN;
		return;
	}
	b->budget = m->allowed * expected_total(m);
	b->bad = m->is_good ? m->total->value - m->part->value : m->part->value;
	b->left = b->budget > 0 ? 1 - b->bad / b->budget : NAN;
}

/* At a burn of 1 the whole budget lasts for the whole event. */
static int64_t
exhausted_us(const struct objective_budget *b, const struct measure *m)
{
	const struct define_room *is = &m->room->is;
	double event_us = (double)is->event_end_us - (double)is->event_start_us, at_us;

	if (b->left <= 0)
		return m->at_us;
	if (!(b->burn > 0) || isnan(b->left))
		return UNSAID;
	at_us = (double)m->at_us + b->left * event_us / b->burn;
	return at_us < (double)is->event_end_us ? (int64_t)at_us : UNSAID;
}

static enum objective_verdict
judge(const struct objective_budget *b)
{
	enum objective_verdict worst = OBJECTIVE_GOOD;

	if (isnan(b->left))
		return OBJECTIVE_UNKNOWN;
	if (b->left <= 0)
		return OBJECTIVE_SPENT;
	for (int i = 0; i < BURN_WINDOWS; i++)
		if (b->windows[i].is_exceeded)
			worst =
			    MAX(worst, b->windows[i].is_urgent ? OBJECTIVE_CRIT : OBJECTIVE_WARN);
	return worst;
}

struct objective_budget
objective_budget(const struct room *room, const struct objective *o, int64_t now_us)
{
	struct objective_budget b = { .budget = NAN,
		                      .bad = NAN,
		                      .left = NAN,
		                      .burn = NAN,
		                      .since_us = UNSAID,
		                      .exhausted_us = UNSAID };
	struct measure m;

	if (!take_measure(&m, room, o, now_us)) {
		for (int i = 0; i < BURN_WINDOWS; i++)
			b.windows[i] = burn_window_for(0, i);
		return b;
	}
	fill_windows(&b, &m);
	fill_left(&b, &m);
	b.exhausted_us = exhausted_us(&b, &m);
	b.verdict = judge(&b);
	return b;
}
