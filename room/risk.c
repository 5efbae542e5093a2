/* Risks: what can go wrong, what it costs, and how it burns. */
#include "room/risk.h"

#include "base/lang.h"
#include "room/apply.h"
#include "room/match.h"
#include "room/trigger.h"

#include <math.h>
#include <string.h>

struct risk_state *
room_risk(const struct room *room, const char *id)
{
	for (guint i = 0; id && i < room->risks->len; i++) {
		struct risk_state *risk = g_ptr_array_index(room->risks, i);

		if (strcmp(risk->is.id, id) == 0)
			return risk;
	}
	return NULL;
}

static struct risk_state *
risk_get(struct room *room, const char *id)
{
	struct risk_state *risk = room_risk(room, id);

	if (risk)
		return risk;
	risk = g_new0(struct risk_state, 1);
	risk->is.id = risk->is.title = room_str(room, id);
	risk->is.kind = risk->is.plan = risk->is.runbook = risk->is.notify_teams = "";
	risk->is.probability = risk->is.scope = risk->is.affected_users = risk->is.harm = NAN;
	risk->is.recovery_cost_minor = risk->is.user_value_minor = UNSAID;
	risk->compiled = g_ptr_array_new();
	risk->conditions = g_ptr_array_new_with_free_func(condition_free);
	risk->turns = g_array_new(FALSE, FALSE, sizeof(struct turn));
	risk->triggered_us = risk->began_us = risk->cleared_us = UNSAID;
	risk->by = risk->trigger_id = risk->clear_id = "";
	g_ptr_array_add(room->risks, risk);
	return risk;
}

static void
say_raci(struct room *room, struct risk *is, const struct risk *said)
{
	struct raci_cell *cells = g_new0(struct raci_cell, said->n_raci);

	for (size_t i = 0; i < said->n_raci; i++) {
		cells[i].team = room_str(room, said->raci[i].team);
		cells[i].person = room_str(room, said->raci[i].person);
		cells[i].letters = said->raci[i].letters;
	}
	g_free((struct raci_cell *)is->raci);
	is->raci = cells;
	is->n_raci = said->n_raci;
	room->must_match_again = true; /* an alert without a team takes that of the R */
}

static void
say_matches(struct room *room, const struct event *event, struct risk_state *risk)
{
	struct err e;

	g_ptr_array_unref(risk->compiled);
	risk->compiled = match_compile(event->risk->matches, event->risk->n_matches, &e);
	risk->is.n_matches = event->risk->n_matches;
	if (e.text[0])
		room_log(room, event, "", _("risk %s: a match is left out: %s"), risk->is.id,
		         e.text);
	room->must_match_again = true;
}

void
risk_apply(struct room *room, const struct event *event)
{
	const struct risk *said = event->risk;
	struct risk_state *risk;

	if (event->kind != EVENT_DEFINE_RISK || !said)
		return;
	risk = risk_get(room, said->id);
	room_say(room, &risk->is.title, said->title);
	room_say(room, &risk->is.kind, said->kind);
	if (said->level != RISK_LEVEL_UNSAID)
		risk->is.level = said->level;
	room_say_number(&risk->is.probability, said->probability);
	room_say_number(&risk->is.scope, said->scope);
	room_say_int(&risk->is.recovery_cost_minor, said->recovery_cost_minor);
	room_say_number(&risk->is.affected_users, said->affected_users);
	room_say_int(&risk->is.user_value_minor, said->user_value_minor);
	room_say_number(&risk->is.harm, said->harm);
	room_say(room, &risk->is.plan, said->plan);
	room_say(room, &risk->is.runbook, said->runbook);
	room_say(room, &risk->is.notify_teams, said->notify_teams);
	if (said->raci)
		say_raci(room, &risk->is, said);
	if (said->matches)
		say_matches(room, event, risk);
	if (said->triggers)
		trigger_say(room, event, risk);
	room_people_changed(room);
}

void
risk_fini(struct room *room)
{
	for (guint i = 0; i < room->risks->len; i++) {
		struct risk_state *risk = g_ptr_array_index(room->risks, i);

		g_ptr_array_unref(risk->compiled);
		g_ptr_array_unref(risk->conditions);
		g_array_unref(risk->turns);
		g_free((struct raci_cell *)risk->is.raci);
		g_free(risk);
	}
	g_ptr_array_set_size(room->risks, 0);
}

/* money x a x b; UNSAID if a factor is, held at the largest amount there is. */
static int64_t
product(int64_t minor, double a, double b)
{
	double amount = (double)minor * a * b;

	if (minor == UNSAID || isnan(amount))
		return UNSAID;
	if (amount >= (double)INT64_MAX)
		return INT64_MAX;
	if (amount <= (double)-INT64_MAX)
		return -INT64_MAX;
	return (int64_t)llround(amount);
}

int64_t
risk_cost_minor(const struct risk_state *risk)
{
	return product(risk->is.recovery_cost_minor, risk->is.scope, risk->is.probability);
}

int64_t
risk_user_impact_minor(const struct risk_state *risk)
{
	return product(risk->is.user_value_minor, risk->is.affected_users, risk->is.harm);
}

/* UNSAID is the smallest number, so the unsaid come last by themselves. */
static gint
by_cost(gconstpointer a, gconstpointer b)
{
	const struct risk_state *x = *(struct risk_state *const *)a;
	const struct risk_state *y = *(struct risk_state *const *)b;
	int64_t cost_x = risk_cost_minor(x), cost_y = risk_cost_minor(y);

	if (cost_x != cost_y)
		return cost_x > cost_y ? -1 : 1;
	return strcmp(x->is.id, y->is.id);
}

static gint
by_impact(gconstpointer a, gconstpointer b)
{
	int64_t x = risk_user_impact_minor(*(struct risk_state *const *)a);
	int64_t y = risk_user_impact_minor(*(struct risk_state *const *)b);

	return x != y ? (x > y ? -1 : 1) : by_cost(a, b);
}

static gint
by_pressure(gconstpointer a, gconstpointer b)
{
	const struct risk_state *x = *(struct risk_state *const *)a;
	const struct risk_state *y = *(struct risk_state *const *)b;

	if (x->is_triggered != y->is_triggered)
		return x->is_triggered ? -1 : 1;
	if (x->is_triggered && x->triggered_us != y->triggered_us)
		return x->triggered_us < y->triggered_us ? -1 : 1;
	return by_cost(a, b);
}

static GPtrArray *
sorted(const struct room *room, GCompareFunc compare)
{
	GPtrArray *risks = g_ptr_array_sized_new(room->risks->len);

	for (guint i = 0; i < room->risks->len; i++)
		g_ptr_array_add(risks, g_ptr_array_index(room->risks, i));
	g_ptr_array_sort(risks, compare);
	return risks;
}

GPtrArray *
room_risks_by_cost(const struct room *room)
{
	return sorted(room, by_cost);
}

GPtrArray *
room_risks_by_impact(const struct room *room)
{
	return sorted(room, by_impact);
}

GPtrArray *
room_risks_by_pressure(const struct room *room)
{
	return sorted(room, by_pressure);
}

static const double probability_bands[RISK_BANDS] = { 0, 0.1, 0.3, 0.5, 0.7 };

double
risk_band_probability(int band)
{
	return probability_bands[CLAMP(band, 0, RISK_BANDS - 1)];
}

/* What it costs if it happens. */
static int64_t
damage_minor(const struct risk_state *risk)
{
	return product(risk->is.recovery_cost_minor, risk->is.scope, 1);
}

int64_t
risk_band_minor(const struct room *room, int impact)
{
	int64_t worst = 0;

	for (guint i = 0; i < room->risks->len; i++)
		worst = MAX(worst, damage_minor(g_ptr_array_index(room->risks, i)));
	if (worst == 0)
		return UNSAID;
	return impact <= 0 ? 0 : worst >> MIN(RISK_BANDS - impact, RISK_BANDS);
}

struct risk_place
risk_place(const struct room *room, const struct risk_state *risk)
{
	struct risk_place place = { -1, -1 };
	int64_t damage = damage_minor(risk);

	for (int band = 0; band < RISK_BANDS; band++) {
		if (risk->is.probability >= probability_bands[band])
			place.probability = band;
		if (damage >= 0 && (band == 0 || damage > risk_band_minor(room, band)))
			place.impact = band;
	}
	if (damage < 0 || place.probability < 0)
		place = (struct risk_place){ -1, -1 };
	return place;
}

int
risk_place_heat(struct risk_place place)
{
	int sum = place.probability + place.impact;

	return sum >= 6 ? 2 : sum >= 4 ? 1 : 0;
}

enum risk_heat
risk_heat(const struct risk_state *risk)
{
	if (risk->unseen)
		return RISK_BURNING;
	return risk->firing ? RISK_SEEN : RISK_QUIET;
}
