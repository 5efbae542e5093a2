/* How long things took in the review, and whether its warnings were right. */
#include "room/review.h"

#include "base/lang.h"
#include "room/alert.h"

#include <math.h>
#include <string.h>

static gint
by_length(gconstpointer a, gconstpointer b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

struct spread
spread_of(GArray *durations)
{
	struct spread s = { durations->len, UNSAID, UNSAID, UNSAID };
	const int64_t *d;

	if (s.n == 0)
		return s;
	g_array_sort(durations, by_length);
	d = (const int64_t *)(const void *)durations->data;
	s.median_us = s.n % 2 ? d[s.n / 2] : d[s.n / 2 - 1] + (d[s.n / 2] - d[s.n / 2 - 1]) / 2;
	s.p90_us = d[(s.n * 9 + 9) / 10 - 1];
	s.worst_us = d[s.n - 1];
	return s;
}

static void
add(GArray *durations, int64_t from_us, int64_t to_us)
{
	int64_t took_us;

	if (to_us == UNSAID)
		return;
	took_us = MAX(to_us - from_us, 0);
	g_array_append_val(durations, took_us);
}

static struct review_times
times_of(const struct review *r, const char *tier, const char *team)
{
	struct review_times t = { .tier = tier, .team = team };
	GArray *lists[3];

	for (int k = 0; k < 3; k++)
		lists[k] = g_array_new(FALSE, FALSE, sizeof(int64_t));
	for (guint n = 0; n < r->incidents->len; n++) {
		const struct incident *i = g_ptr_array_index(r->incidents, n);

		if (i->is_risk || (*tier && strcmp(tier, i->tier) != 0) ||
		    (*team && strcmp(team, i->team) != 0))
			continue;
		t.incidents++;
		t.unseen += i->seen_us == UNSAID;
		t.missed += i->missed > 0;
		add(lists[0], i->asks_us, i->seen_us);
		add(lists[1], i->asks_us, i->handled_us);
		add(lists[2], i->asks_us, i->recovered_us);
	}
	t.see = spread_of(lists[0]);
	t.handle = spread_of(lists[1]);
	t.recover = spread_of(lists[2]);
	for (int k = 0; k < 3; k++)
		g_array_unref(lists[k]);
	return t;
}

GArray *
review_times(const struct review *r)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct review_times));
	struct review_times row = times_of(r, "", "");

	g_array_append_val(rows, row);
	for (guint i = 0; i < r->room->tiers->len; i++) {
		const struct tier_state *tier = g_ptr_array_index(r->room->tiers, i);

		row = times_of(r, tier->is.id, "");
		g_array_append_val(rows, row);
	}
	for (guint i = 0; i < r->room->teams->len; i++) {
		const struct team *team = g_ptr_array_index(r->room->teams, i);

		row = times_of(r, "", team->id);
		if (row.incidents > 0)
			g_array_append_val(rows, row);
	}
	return rows;
}

static bool
overlaps(const struct incident *risk, int64_t from_us, int64_t to_us)
{
	return (risk->recovered_us == UNSAID || from_us <= risk->recovered_us) &&
	       (to_us == UNSAID || to_us >= MIN(risk->first_us, risk->asks_us));
}

static void
earlier(int64_t *at_us, char **by, int64_t other_us, const char *other_by)
{
	if (other_us == UNSAID || (*at_us != UNSAID && *at_us <= other_us))
		return;
	*at_us = other_us;
	g_free(*by);
	*by = g_strdup(other_by);
}

static void
follow_alert(struct incident *risk, const struct incident *i)
{
	risk->is_answered = true;
	risk->missed += i->missed;
	if (i->missed) {
		g_free(risk->escalated_to);
		risk->escalated_to = g_strdup(i->escalated_to);
	}
	earlier(&risk->seen_us, &risk->seen_by, i->seen_us, i->seen_by);
	earlier(&risk->handled_us, &risk->handled_by, i->handled_us, i->handled_by);
	incident_add_line(risk, i->asks_us, "", _("alert"), i->title);
	if (i->seen_us != UNSAID)
		incident_add_line(risk, i->seen_us, i->seen_by, _("has the alert"), i->title);
	if (i->handled_us != UNSAID)
		incident_add_line(risk, i->handled_us, i->handled_by, _("done"), i->feedback);
}

static void
follow_run(struct incident *risk, const struct plan_run *run)
{
	risk->is_answered = true;
	if (*run->by)
		earlier(&risk->seen_us, &risk->seen_by, run->started_us, run->by);
	incident_add_line(risk, run->started_us, run->by, _("plan started"), run->plan->is.title);
	if (run->ended_us == UNSAID)
		return;
	if (!run->is_aborted)
		earlier(&risk->handled_us, &risk->handled_by, run->ended_us, run->ended_by);
	incident_add_line(risk, run->ended_us, run->ended_by,
	                  run->is_aborted ? _("plan aborted") : _("plan closed"), run->feedback);
}

static void
follow_risk(const struct review *r, struct incident *risk)
{
	const struct risk_state *state = room_risk(r->room, risk->risk);

	for (guint n = 0; n < r->incidents->len; n++) {
		const struct incident *i = g_ptr_array_index(r->incidents, n);

		if (!i->is_risk && !strcmp(i->risk, risk->risk) &&
		    overlaps(risk, i->asks_us, i->recovered_us))
			follow_alert(risk, i);
	}
	for (guint n = 0; n < r->runs->len; n++) {
		const struct plan_run *run = g_ptr_array_index(r->runs, n);

		if (state && !strcmp(state->is.plan, run->plan->is.id) &&
		    run->started_us != UNSAID && overlaps(risk, run->started_us, run->ended_us))
			follow_run(risk, run);
	}
	incident_sort(risk);
}

void
review_follow_risks(struct review *r)
{
	for (guint n = 0; n < r->incidents->len; n++) {
		struct incident *i = g_ptr_array_index(r->incidents, n);

		if (i->is_risk)
			follow_risk(r, i);
	}
}

struct warning_quality
review_warnings(const struct review *r)
{
	struct warning_quality q = { .share = NAN };

	for (guint n = 0; n < r->incidents->len; n++) {
		const struct incident *i = g_ptr_array_index(r->incidents, n);

		q.handed_over += i->handed_over;
		q.misdirected += i->misdirected;
		if (!i->is_risk)
			continue;
		q.triggers++;
		q.right += i->is_answered;
		q.wrong += !i->is_answered && i->recovered_us != UNSAID;
		q.open += !i->is_answered && i->recovered_us == UNSAID;
	}
	if (q.right + q.wrong > 0)
		q.share = (double)q.right / (q.right + q.wrong);
	return q;
}

GArray *
review_incidents_by(const struct review *r, guint most, int64_t *step_us)
{
	GArray *counts = g_array_new(FALSE, TRUE, sizeof(unsigned));
	int64_t hours = r->from_us == UNSAID ? 0 : (r->to_us - r->from_us) / HOUR_US + 1;

	*step_us = MAX((hours + most - 1) / most, 1) * HOUR_US;
	if (hours == 0)
		return counts;
	g_array_set_size(counts, (guint)((r->to_us - r->from_us) / *step_us + 1));
	for (guint n = 0; n < r->incidents->len; n++) {
		const struct incident *i = g_ptr_array_index(r->incidents, n);

		if (!i->is_risk && i->asks_us >= r->from_us && i->asks_us <= r->to_us)
			g_array_index(counts, unsigned, (i->asks_us - r->from_us) / *step_us)++;
	}
	return counts;
}
