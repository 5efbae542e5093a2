/* The conditions of risks' triggers: what they count, and how they stand. */
#include "room/trigger.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "room/apply.h"
#include "room/match.h"
#include "room/metric.h"
#include "room/supplier.h"

#include <math.h>
#include <stdio.h>

/* Clear since ever: nothing is stated that could hold. */
#define ALWAYS (UNSAID + 1)

static const struct standing nothing_holds = { .began_us = UNSAID,
	                                       .due_us = UNSAID,
	                                       .clear_us = ALWAYS };
static const struct standing unknown = {
	.began_us = UNSAID, .due_us = UNSAID, .clear_us = UNSAID, .is_unknown = true
};

/* A long Chinese title may be cut through a character. */
static void G_GNUC_PRINTF(2, 3) say(struct standing *standing, const char *fmt, ...)
{
	const char *end;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(standing->text, sizeof standing->text, fmt, ap);
	va_end(ap);
	if (!g_utf8_validate(standing->text, -1, &end))
		standing->text[end - standing->text] = '\0';
}

static int64_t
clear_hold_us(const struct trigger *trigger)
{
	return trigger->clear_hold_us == UNSAID ? trigger->hold_us : trigger->clear_hold_us;
}

static bool
is_past(const struct trigger *trigger, double value)
{
	return value > trigger->above || value < trigger->below;
}

/* A clear level on the wrong side of the threshold counts as the threshold. */
static bool
is_back(const struct trigger *trigger, double value)
{
	if (is_past(trigger, value) || isnan(trigger->clear))
		return !is_past(trigger, value);
	return isnan(trigger->above) ? value >= trigger->clear : value <= trigger->clear;
}

/* How far back the history is so without a break. */
static int64_t
so_since_us(const struct metric_state *metric, const struct trigger *trigger,
            bool (*is_so)(const struct trigger *trigger, double value))
{
	int64_t since_us = metric->at_us;

	for (guint i = metric->history->len; i > 0; i--) {
		const struct point *point = &g_array_index(metric->history, struct point, i - 1);

		if (!is_so(trigger, point->value))
			break;
		since_us = point->at_us;
	}
	return since_us;
}

static void
say_metric(struct standing *standing, const struct metric_state *metric,
           const struct trigger *trigger)
{
	bool is_above = isnan(trigger->below);
	int decimals = (int)metric->is.decimals;
	char value[32], level[32];

	number_kept(metric->value, decimals, value, sizeof value);
	number_kept(is_above ? trigger->above : trigger->below, decimals, level, sizeof level);
	say(standing, "%s %s%s %s %s%s", metric->is.title, value, metric->is.unit,
	    !is_past(trigger, metric->value) ? "against"
	    : is_above                       ? ">"
	                                     : "<",
	    level, metric->is.unit);
}

struct standing
trigger_metric(const struct room *room, const struct trigger *trigger, int64_t now_us)
{
	const struct metric_state *metric = room_metric(room, trigger->metric);
	struct standing now = nothing_holds;

	if (!metric || isnan(metric->value) ||
	    now_us - metric->at_us > metric_max_age_us(room, metric)) {
		now = unknown;
		say(&now, "%s %s", metric ? metric->is.title : trigger->metric,
		    metric && !isnan(metric->value) ? "is stale" : "was never measured");
		return now;
	}
	now.clear_us = UNSAID;
	if (is_past(trigger, metric->value)) {
		now.began_us = so_since_us(metric, trigger, is_past);
		now.due_us = now.began_us + trigger->hold_us;
	} else if (is_back(trigger, metric->value)) {
		now.clear_us = so_since_us(metric, trigger, is_back) + clear_hold_us(trigger);
	}
	say_metric(&now, metric, trigger);
	return now;
}

static gint
by_time(gconstpointer a, gconstpointer b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* When the count was reached by those that fire now: the start of the count-th of them. */
static int64_t
find_reached_us(const struct room *room, const struct condition *condition, unsigned count)
{
	GArray *starts = g_array_new(FALSE, FALSE, sizeof(int64_t));
	GHashTableIter iter;
	int64_t reached;
	void *value;

	g_hash_table_iter_init(&iter, room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct alert *alert = value;
		int64_t start_us = alert->starts_us == UNSAID
		                       ? alert->observed_us
		                       : MIN(alert->starts_us, alert->observed_us);

		if (alert->counted_conditions >> condition->bit & 1)
			g_array_append_val(starts, start_us);
	}
	g_array_sort(starts, by_time);
	reached = g_array_index(starts, int64_t, count - 1);
	g_array_unref(starts);
	return reached;
}

/* It is asked for once a second: found again only after one of them came, left or changed. */
static int64_t
reached_us(const struct room *room, struct condition *condition, unsigned count)
{
	if (condition->reached_us == UNSAID)
		condition->reached_us = find_reached_us(room, condition, count);
	return condition->reached_us;
}

/* Nobody knows whether alerts are over while a source of them is silent. */
static bool
alerts_are_known(const struct room *room, int64_t now_us)
{
	for (guint i = 0; i < room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(room->sources, i);

		if (source_shows(source, "alerts") &&
		    (source->health != SOURCE_LIVE || source_is_stale(source, now_us)))
			return false;
	}
	return true;
}

static struct standing
alerts_standing(const struct room *room, struct condition *condition, int64_t now_us)
{
	const struct trigger *is = &condition->is;
	unsigned count = (unsigned)CLAMP(is->count, 1, 1000000);
	double clear = isnan(is->clear) ? count - 1 : MIN(is->clear, count - 1);
	struct standing now = nothing_holds;
	int64_t left_us = condition->left_us;

	now.clear_us = UNSAID;
	if (condition->bit < 0)
		return nothing_holds;
	if (condition->firing >= count) {
		now.began_us = reached_us(room, condition, count);
		now.due_us = now.began_us + is->hold_us;
	} else if (!alerts_are_known(room, now_us)) {
		now = unknown;
	} else if (condition->firing <= clear) {
		now.clear_us = left_us == UNSAID ? ALWAYS : left_us + clear_hold_us(is);
	}
	say(&now, "%u alert%s firing, limit %u", condition->firing,
	    condition->firing == 1 ? "" : "s", count);
	return now;
}

struct standing
condition_standing(const struct room *room, struct condition *condition, int64_t now_us)
{
	if (*condition->is.metric)
		return trigger_metric(room, &condition->is, now_us);
	return alerts_standing(room, condition, now_us);
}

struct standing
standing_any(const struct standing *a, const struct standing *b)
{
	bool is_b = a->due_us == UNSAID || (b->due_us != UNSAID && b->due_us < a->due_us);
	struct standing both = is_b && b->due_us != UNSAID ? *b : *a;
	bool is_clear = a->clear_us != UNSAID && b->clear_us != UNSAID;

	if (!*both.text)
		say(&both, "%s", b->text);
	both.clear_us = is_clear ? MAX(a->clear_us, b->clear_us) : UNSAID;
	both.is_unknown = a->is_unknown || b->is_unknown;
	return both;
}

struct standing
standing_all(const struct standing *a, const struct standing *b)
{
	bool holds = a->due_us != UNSAID && b->due_us != UNSAID;
	struct standing both = nothing_holds;

	both.began_us = holds ? MAX(a->began_us, b->began_us) : UNSAID;
	both.due_us = holds ? MAX(a->due_us, b->due_us) : UNSAID;
	if (a->clear_us == UNSAID || b->clear_us == UNSAID)
		both.clear_us = MAX(a->clear_us, b->clear_us);
	else
		both.clear_us = MIN(a->clear_us, b->clear_us);
	both.is_unknown = a->is_unknown || b->is_unknown;
	say(&both, "%s; %s", a->text, b->text);
	return both;
}

struct standing
risk_standing(const struct room *room, const struct risk_state *risk, int64_t now_us)
{
	struct standing all = nothing_holds;

	for (guint i = 0; i < risk->conditions->len; i++) {
		struct standing one =
		    condition_standing(room, g_ptr_array_index(risk->conditions, i), now_us);

		if (i == 0)
			all = one;
		else
			all = risk->is.needs_all ? standing_all(&all, &one)
			                         : standing_any(&all, &one);
	}
	for (guint i = 0; i < room->suppliers->len; i++) {
		const struct supplier_state *supplier = g_ptr_array_index(room->suppliers, i);
		struct standing one;

		if (!g_str_equal(supplier->is.risk, risk->is.id))
			continue;
		one = supplier_standing(room, supplier, now_us);
		all = standing_any(&all, &one);
	}
	return all;
}

void
condition_free(void *condition)
{
	struct condition *c = condition;

	g_ptr_array_unref(c->compiled);
	g_free(c);
}

/* The places of the conditions moved: nothing is counted until the alerts are matched again. */
static void
count_anew(struct room *room)
{
	GHashTableIter iter;
	void *alert;

	g_hash_table_iter_init(&iter, room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &alert))
		((struct alert *)alert)->counted_conditions = 0;
	for (guint i = 0; i < room->conditions->len; i++) {
		struct condition *condition = g_ptr_array_index(room->conditions, i);

		condition->firing = 0;
		condition->reached_us = UNSAID;
	}
	room->must_match_again = true;
}

static void
number_conditions(struct room *room, const struct event *event)
{
	g_ptr_array_set_size(room->conditions, 0);
	for (guint i = 0; i < room->risks->len; i++) {
		const struct risk_state *risk = g_ptr_array_index(room->risks, i);

		for (guint k = 0; k < risk->conditions->len; k++) {
			struct condition *condition = g_ptr_array_index(risk->conditions, k);

			condition->bit = -1;
			if (*condition->is.metric)
				continue;
			if (room->conditions->len >= CONDITIONS_MAX) {
				room_log(
				    room, event, "",
				    _("risk %s: a trigger on alerts is left out: %d are the most"),
				    risk->is.id, CONDITIONS_MAX);
				continue;
			}
			condition->bit = (int)room->conditions->len;
			g_ptr_array_add(room->conditions, condition);
		}
	}
	count_anew(room);
}

void
trigger_say(struct room *room, const struct event *event, struct risk_state *risk)
{
	const struct risk *said = event->risk;
	struct err e;

	g_ptr_array_set_size(risk->conditions, 0);
	for (size_t i = 0; i < said->n_triggers; i++) {
		struct condition *condition = g_new0(struct condition, 1);

		condition->is = said->triggers[i];
		condition->is.metric = room_str(room, said->triggers[i].metric);
		condition->is.matches = NULL;
		condition->risk = risk;
		condition->left_us = condition->reached_us = UNSAID;
		condition->compiled =
		    match_compile(said->triggers[i].matches, said->triggers[i].n_matches, &e);
		if (said->triggers[i].n_matches && e.text[0])
			room_log(room, event, "",
			         _("risk %s: a match of its trigger is left out: %s"), risk->is.id,
			         e.text);
		g_ptr_array_add(risk->conditions, condition);
	}
	risk->is.needs_all = said->needs_all;
	number_conditions(room, event);
}

uint64_t
trigger_conditions_of(const struct room *room, const struct alert *alert)
{
	uint64_t bits = 0;

	for (guint i = 0; i < room->conditions->len; i++) {
		const struct condition *condition = g_ptr_array_index(room->conditions, i);
		bool is_of_risk = !condition->is.n_matches && alert->risk == condition->risk;

		if (is_of_risk || alert_matches(alert, condition->compiled))
			bits |= UINT64_C(1) << i;
	}
	return bits;
}

void
trigger_count(struct room *room, struct alert *alert, bool in_room)
{
	bool counts = in_room && alert->recovered_us == UNSAID && !alert->inhibited &&
	              !alert_is_silenced(alert);
	uint64_t bits = counts ? alert->conditions : 0, before = alert->counted_conditions;

	for (guint i = 0; (bits | before) && i < room->conditions->len; i++) {
		struct condition *condition = g_ptr_array_index(room->conditions, i);
		bool is = bits >> i & 1, was = before >> i & 1;

		if (is || was)
			condition->reached_us = UNSAID;
		condition->firing += is;
		condition->firing -= was;
		if (was && !is)
			condition->left_us = room->now_us;
	}
	alert->counted_conditions = bits;
}
