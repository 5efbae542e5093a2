/* Suppliers: their scores, from a metric or as stated, against a threshold. */
#include "room/supplier.h"

#include "base/quantity.h"
#include "room/apply.h"
#include "room/metric.h"

#include <math.h>
#include <stdio.h>

struct supplier_state *
room_supplier(const struct room *room, const char *id)
{
	for (guint i = 0; id && i < room->suppliers->len; i++) {
		struct supplier_state *supplier = g_ptr_array_index(room->suppliers, i);

		if (g_str_equal(supplier->is.id, id))
			return supplier;
	}
	return NULL;
}

static struct supplier_state *
supplier_get(struct room *room, const char *id)
{
	struct supplier_state *supplier = room_supplier(room, id);

	if (supplier)
		return supplier;
	supplier = g_new0(struct supplier_state, 1);
	supplier->is.id = supplier->is.title = room_str(room, id);
	supplier->is.team = supplier->is.risk = supplier->is.metric = "";
	supplier->is.score = supplier->is.threshold = supplier->is.clear = NAN;
	supplier->at_us = supplier->since_us = UNSAID;
	g_ptr_array_add(room->suppliers, supplier);
	return supplier;
}

/* What a supplier is, as a condition on a metric. */
static struct trigger
as_trigger(const struct supplier *is)
{
	return (struct trigger){ .metric = is->metric,
		                 .above = NAN,
		                 .below = is->threshold,
		                 .clear = is->clear,
		                 .hold_us = is->hold_us,
		                 .clear_hold_us = UNSAID };
}

static bool
is_below(const struct supplier *is)
{
	return is->score < is->threshold;
}

void
supplier_apply(struct room *room, const struct event *event)
{
	const struct supplier *said = event->supplier;
	struct supplier_state *supplier;
	bool was_below;

	if (event->kind != EVENT_DEFINE_SUPPLIER || !said || !is_said(said->id))
		return;
	supplier = supplier_get(room, said->id);
	was_below = is_below(&supplier->is);
	room_say(room, &supplier->is.title, said->title);
	room_say(room, &supplier->is.team, said->team);
	room_say(room, &supplier->is.risk, said->risk);
	room_say(room, &supplier->is.metric, said->metric);
	room_say_number(&supplier->is.score, said->score);
	room_say_number(&supplier->is.threshold, said->threshold);
	room_say_number(&supplier->is.clear, said->clear);
	room_say_int(&supplier->is.hold_us, said->hold_us);
	if (supplier->since_us == UNSAID || is_below(&supplier->is) != was_below)
		supplier->since_us = event->at_us;
	supplier->at_us = event->at_us;
	room->version++;
}

void
supplier_fini(struct room *room)
{
	for (guint i = 0; i < room->suppliers->len; i++)
		g_free(g_ptr_array_index(room->suppliers, i));
	g_ptr_array_set_size(room->suppliers, 0);
}

double
supplier_score(const struct room *room, const struct supplier_state *supplier)
{
	const struct metric_state *metric =
	    *supplier->is.metric ? room_metric(room, supplier->is.metric) : NULL;

	return metric ? metric->value : supplier->is.score;
}

bool
supplier_is_low(const struct room *room, const struct supplier_state *supplier)
{
	return supplier_score(room, supplier) < supplier->is.threshold;
}

/* A stated score is as good as the day it was stated; it is neither old nor new. */
static struct standing
stated_standing(const struct supplier_state *supplier)
{
	const struct supplier *is = &supplier->is;
	struct standing now = { .began_us = UNSAID, .due_us = UNSAID, .clear_us = UNSAID };

	if (isnan(is->score) || isnan(is->threshold)) {
		now.is_unknown = true;
	} else if (is_below(is)) {
		now.began_us = supplier->since_us;
		now.due_us = supplier->since_us + is->hold_us;
	} else if (isnan(is->clear) || is->score >= is->clear) {
		now.clear_us = supplier->since_us + is->hold_us;
	}
	return now;
}

struct standing
supplier_standing(const struct room *room, const struct supplier_state *supplier, int64_t now_us)
{
	const struct trigger trigger = as_trigger(&supplier->is);
	struct standing now = *supplier->is.metric ? trigger_metric(room, &trigger, now_us)
	                                           : stated_standing(supplier);
	char score[32], threshold[32];
	const char *end;

	number_kept(supplier_score(room, supplier), 0, score, sizeof score);
	number_kept(supplier->is.threshold, 0, threshold, sizeof threshold);
	if (!now.is_unknown)
		snprintf(now.text, sizeof now.text, "supplier %s scores %s, limit %s",
		         supplier->is.title, score, threshold);
	else
		snprintf(now.text, sizeof now.text, "the score of supplier %s is not known",
		         supplier->is.title);
	if (!g_utf8_validate(now.text, -1, &end))
		now.text[end - now.text] = '\0';
	return now;
}
