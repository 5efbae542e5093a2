/* The budget by line, team, region and class: what each adds up to, and where it goes. */
#include "base/lang.h"
#include "room/budget.h"
#include "room/team.h"

#include <math.h>
#include <string.h>

static const char *const class_names[] = { "", N_("core"), N_("other"), N_("reserve") };

/* On the way to an outlook. */
struct sums {
	struct outlook of;
	double planned_as_of; /* by the as-of of each line that reports */
	double return_actual, return_planned, weight_actual, weight_planned;
};

static void
add_return(struct sums *sums, const struct line *is)
{
	if (isnan(is->return_ratio))
		return;
	sums->weight_actual += (double)is->actual_minor;
	sums->weight_planned += (double)is->planned_minor;
	sums->return_actual += is->return_ratio * (double)is->actual_minor;
	sums->return_planned += is->return_ratio * (double)is->planned_minor;
}

static void
add_report(struct sums *sums, const struct room *room, const struct line_state *line)
{
	struct outlook *of = &sums->of;
	int64_t as_of_us = line->is.as_of_us;
	double rate = line_rate(line);

	if (as_of_us == UNSAID)
		return;
	of->as_of_us = of->as_of_us == UNSAID ? as_of_us : MIN(of->as_of_us, as_of_us);
	of->last_as_of_us = MAX(of->last_as_of_us, as_of_us);
	sums->planned_as_of += (double)budget_planned_at(room, line, as_of_us);
	if (!isnan(rate))
		of->rate_per_day = isnan(of->rate_per_day) ? rate : of->rate_per_day + rate;
}

static void
add_line(struct sums *sums, const struct room *room, const struct line_state *line, int64_t now_us)
{
	struct outlook *of = &sums->of;
	const struct line *is = &line->is;

	of->n_lines++;
	of->planned = minor_add(of->planned, is->planned_minor);
	of->committed = minor_add(of->committed, is->committed_minor);
	of->actual = minor_add(of->actual, is->actual_minor);
	of->planned_now = minor_add(of->planned_now, budget_planned_at(room, line, now_us));
	of->is_over_cap |= is->cap_minor > 0 && is->actual_minor > is->cap_minor;
	add_return(sums, is);
	add_report(sums, room, line);
}

static struct outlook
finish(struct sums *sums, const struct room *room, int64_t now_us)
{
	struct outlook *of = &sums->of;

	of->burn = of->planned > 0 ? (double)of->actual / (double)of->planned : NAN;
	of->is_stale = of->as_of_us != UNSAID && now_us - of->as_of_us > room->is.report_age_us;
	of->forecast =
	    sums->planned_as_of > 0
		? minor_round((double)of->actual * (double)of->planned / sums->planned_as_of)
		: UNSAID;
	of->runs_out_us =
	    spend_runs_out_us(room, of->planned, of->actual, of->rate_per_day, of->last_as_of_us);
	if (sums->weight_actual > 0)
		of->return_ratio = sums->return_actual / sums->weight_actual;
	else if (sums->weight_planned > 0)
		of->return_ratio = sums->return_planned / sums->weight_planned;
	return *of;
}

static const char *
key_of(const struct line *is, enum grouping by)
{
	switch (by) {
	case BY_TEAM:
		return is->team;
	case BY_REGION:
		return is->region;
	case BY_CLASS:
		return class_names[is->class];
	default:
		return is->id;
	}
}

static const char *
title_of(const struct room *room, const struct line *is, enum grouping by)
{
	const struct team *team = by == BY_TEAM ? room_team(room, is->team) : NULL;

	if (by == BY_LINE)
		return is->title;
	if (by == BY_CLASS && *key_of(is, by))
		return _(key_of(is, by));
	return team ? team->title : *key_of(is, by) ? key_of(is, by) : "-";
}

static struct sums
begin(const struct room *room, const struct line *is, enum grouping by)
{
	return (struct sums){ .of = { .key = key_of(is, by),
		                      .title = title_of(room, is, by),
		                      .class = is->class,
		                      .as_of_us = UNSAID,
		                      .last_as_of_us = UNSAID,
		                      .rate_per_day = NAN,
		                      .return_ratio = NAN } };
}

struct outlook
line_outlook(const struct room *room, const struct line_state *line, int64_t now_us)
{
	struct sums sums = begin(room, &line->is, BY_LINE);

	add_line(&sums, room, line, now_us);
	return finish(&sums, room, now_us);
}

struct outlook
room_outlook(const struct room *room, int64_t now_us)
{
	static const struct line all = { .id = "", .title = "" };
	struct sums sums = begin(room, &all, BY_LINE);

	for (guint i = 0; i < room->lines->len; i++)
		add_line(&sums, room, g_ptr_array_index(room->lines, i), now_us);
	return finish(&sums, room, now_us);
}

const char *
grouping_name(enum grouping by)
{
	static const char *const names[GROUPINGS] = { N_("lines"), N_("teams"), N_("regions"),
		                                      N_("classes") };

	return names[by];
}

/* The sums of this key; new ones for a new key. */
static struct sums *
sums_of(GArray *all, const struct room *room, const struct line *is, enum grouping by)
{
	struct sums fresh = begin(room, is, by);

	for (guint i = 0; i < all->len; i++)
		if (!strcmp(g_array_index(all, struct sums, i).of.key, fresh.of.key))
			return &g_array_index(all, struct sums, i);
	g_array_append_val(all, fresh);
	return &g_array_index(all, struct sums, all->len - 1);
}

GArray *
room_outlooks(const struct room *room, enum grouping by, int64_t now_us)
{
	GArray *all = g_array_new(FALSE, FALSE, sizeof(struct sums));
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct outlook));

	for (guint i = 0; i < room->lines->len; i++) {
		const struct line_state *line = g_ptr_array_index(room->lines, i);

		add_line(sums_of(all, room, &line->is, by), room, line, now_us);
	}
	for (guint i = 0; i < all->len; i++) {
		struct outlook of = finish(&g_array_index(all, struct sums, i), room, now_us);

		g_array_append_val(found, of);
	}
	g_array_unref(all);
	return found;
}
