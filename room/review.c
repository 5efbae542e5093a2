/* The review: takes the past event by event, and works out what it adds up to. */
#include "room/review.h"

#include "base/lang.h"
#include "room/phase.h"

#include <math.h>

/* What does not change is journaled once an hour: a shorter silence says nothing about a source. */
#define SILENCE_US (65 * MIN_US)

static void
free_course(void *course)
{
	g_array_unref(course);
}

static void
clear_stage(void *stage)
{
	evaluation_clear(&((struct review_stage *)stage)->evaluation);
}

struct review *
review_new(struct room *room, int64_t from_us, int64_t to_us)
{
	struct review *r = g_new(struct review, 1);

	*r = (struct review){
		.room = room,
		.from_us = from_us,
		.to_us = to_us,
		.incidents = g_ptr_array_new_with_free_func(incident_free),
		.runs = g_ptr_array_new_with_free_func(plan_run_free),
		.rulings = g_ptr_array_new_with_free_func(ruling_free),
		.stages = g_array_new(FALSE, FALSE, sizeof(struct review_stage)),
		.courses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_course),
		.open = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.actions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.first_us = UNSAID,
		.last_us = UNSAID,
	};
	g_array_set_clear_func(r->stages, clear_stage);
	for (guint i = 0; i < room->metrics->len; i++) {
		struct metric_state *metric = g_ptr_array_index(room->metrics, i);

		metric->is.max_age_us = MAX(metric_max_age_us(room, metric), SILENCE_US);
	}
	return r;
}

void
review_free(struct review **review)
{
	struct review *r = *review;

	if (!r)
		return;
	*review = NULL;
	g_ptr_array_unref(r->incidents);
	g_ptr_array_unref(r->runs);
	g_ptr_array_unref(r->rulings);
	g_array_unref(r->stages);
	g_hash_table_unref(r->courses);
	g_hash_table_unref(r->open);
	g_hash_table_unref(r->actions);
	g_free(r);
}

static void
take_sample(struct review *r, const struct event *event)
{
	int64_t at_us = event->sample_us != UNSAID ? event->sample_us : event->at_us;
	struct point point = { at_us, event->value };
	GArray *course = g_hash_table_lookup(r->courses, event->subject);

	if (!isfinite(event->value) || (r->from_us != UNSAID && at_us < r->from_us))
		return;
	if (!course) {
		course = g_array_new(FALSE, FALSE, sizeof(struct point));
		g_hash_table_insert(r->courses, g_strdup(event->subject), course);
	}
	g_array_append_val(course, point);
}

static void
count(struct review *r, const struct event *event)
{
	if (event->kind == EVENT_KEPT)
		return;
	/* what a rule found may have been so long before anybody looked */
	if (r->first_us == UNSAID && (*event->person || !event_is_durable(event->kind)))
		r->first_us = event->at_us;
	r->last_us = r->last_us == UNSAID ? event->at_us : MAX(r->last_us, event->at_us);
	if (r->from_us != UNSAID && event->at_us < r->from_us)
		return;
	if (event_is_durable(event->kind))
		r->events++;
	else
		r->observations++;
}

void
review_take(struct review *r, const struct event *event)
{
	if (r->to_us != UNSAID && event->at_us > r->to_us)
		return;
	count(r, event);
	room_apply(r->room, event);
	ruling_take(r, event);
	incident_take(r, event);
	plan_run_take(r, event);
	if (event->kind == EVENT_SAMPLE)
		take_sample(r, event);
}

static void
add_stage(struct review *r, int64_t at_us, const char *title)
{
	struct review_stage stage = { .at_us = at_us };

	g_strlcpy(stage.title, title, sizeof stage.title);
	stage.evaluation = room_evaluate(r->room, at_us);
	g_array_append_val(r->stages, stage);
}

/* Before the event, at the end of each phase, and at the end: as far as it is within. */
static void
add_stages(struct review *r)
{
	int64_t start_us = r->room->is.event_start_us;
	bool has_before = start_us != UNSAID && r->from_us < start_us && start_us <= r->to_us;

	add_stage(r, has_before ? start_us - 1 : r->from_us,
	          has_before ? _("before") : _("at the start"));
	for (guint i = 0; i < r->room->phases->len; i++) {
		const struct phase *phase = g_ptr_array_index(r->room->phases, i);
		int64_t end_us = phase_end_us(phase);
		char title[48];

		if (phase_depth(r->room, phase) > 0 || end_us == UNSAID || end_us <= r->from_us ||
		    end_us >= r->to_us || r->stages->len == REVIEW_STAGES_MAX - 1)
			continue;
		g_snprintf(title, sizeof title, _("end of %.20s"), phase->id);
		add_stage(r, end_us, title);
	}
	add_stage(r, r->to_us, _("at the end"));
}

static bool
is_over_before(const struct incident *incident, int64_t from_us)
{
	int64_t last_us = incident->recovered_us;

	if (incident->asks_us >= from_us || (last_us == UNSAID && incident->handled_us == UNSAID))
		return false;
	return MAX(last_us, incident->handled_us) < from_us;
}

/* What is left is about the time that was asked for. */
static void
leave_out_before(struct review *r)
{
	for (guint i = r->incidents->len; i-- > 0;)
		if (is_over_before(g_ptr_array_index(r->incidents, i), r->from_us))
			g_ptr_array_remove_index(r->incidents, i);
	for (guint i = r->runs->len; i-- > 0;) {
		const struct plan_run *run = g_ptr_array_index(r->runs, i);

		if (run->ended_us != UNSAID && run->ended_us < r->from_us)
			g_ptr_array_remove_index(r->runs, i);
	}
	while (r->rulings->len > 0 &&
	       ((struct ruling *)g_ptr_array_index(r->rulings, 0))->at_us < r->from_us)
		g_ptr_array_remove_index(r->rulings, 0);
}

static gint
by_asking(gconstpointer a, gconstpointer b)
{
	const struct incident *x = *(const struct incident *const *)a;
	const struct incident *y = *(const struct incident *const *)b;

	if (x->asks_us != y->asks_us)
		return x->asks_us < y->asks_us ? -1 : 1;
	return g_strcmp0(x->key, y->key);
}

void
review_end(struct review *r)
{
	if (r->from_us == UNSAID)
		r->from_us = r->first_us != UNSAID ? r->first_us : r->last_us;
	if (r->to_us == UNSAID)
		r->to_us = r->last_us;
	g_hash_table_remove_all(r->open);
	g_hash_table_remove_all(r->actions);
	for (guint i = 0; i < r->incidents->len; i++)
		incident_settle(g_ptr_array_index(r->incidents, i));
	review_follow_risks(r);
	if (r->from_us == UNSAID)
		return; /* nothing ever happened */
	leave_out_before(r);
	g_ptr_array_sort(r->incidents, by_asking);
	add_stages(r);
}
