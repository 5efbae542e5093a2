/* A drill: a room that nothing leaves, on a simulator that a scenario drives, and its score. */
#include "app/drill.h"

#include "app/session.h"
#include "app/out.h"
#include "base/lang.h"
#include "room/alert.h"
#include "sim/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DRILL_SEED = 11 };
#define ALERTS_SOURCE "alertmanager"
#define METRICS_SOURCE "prometheus"
#define ROOM_SOURCE "room"

struct drill_run *
drill_run_new(const char *file, struct err *e)
{
	struct drill_run *run = g_new0(struct drill_run, 1);
	GPtrArray *problems = NULL;

	run->file = scenario_file_load(file, NULL, &problems);
	config_print_problems(problems);
	g_ptr_array_unref(problems);
	if (run->file) {
		run->score = drill_new(run->file->expects);
		return run;
	}
	err_set(e, "%s", "");
	g_free(run);
	return NULL;
}

void
drill_run_free(struct drill_run **run)
{
	if (!*run)
		return;
	drill_free(&(*run)->score);
	scenario_file_free(&(*run)->file);
	g_free(*run);
	*run = NULL;
}

static struct source_conf *
add_source(struct config *config, const char *name, const char *kind, const char *shows,
           int64_t period_us)
{
	struct event_batch *batch = config->definitions;
	struct define_source *shown = event_batch_alloc(batch, sizeof *shown);
	struct source_conf *conf = source_conf_new();

	conf->name = g_strdup(name);
	conf->kind = g_strdup(kind);
	conf->period_us = period_us;
	*shown = (struct define_source){ .name = event_batch_str(batch, name),
		                         .kind = event_batch_str(batch, kind),
		                         .shows = event_batch_str(batch, shows),
		                         .period_us = period_us,
		                         .can_ack = source_kind_can_ack(kind) &&
		                                    strcmp(kind, "json") != 0 };
	event_batch_add(batch, EVENT_DEFINE_SOURCE, 0)->define_source = shown;
	g_ptr_array_add(config->sources, conf);
	return conf;
}

/* How far back the file's own source asks for this metric. */
static const struct source_query *
query_of(const GPtrArray *sources, const char *metric)
{
	for (guint i = 0; i < sources->len; i++) {
		const struct source_conf *conf = g_ptr_array_index(sources, i);

		for (guint k = 0; k < conf->queries->len; k++) {
			const struct source_query *q = g_ptr_array_index(conf->queries, k);

			if (!g_strcmp0(q->metric, metric))
				return q;
		}
	}
	return NULL;
}

static void
add_query(struct source_conf *conf, const char *metric, const struct source_query *like)
{
	struct source_query *query = source_conf_add_query(conf);

	query->metric = g_strdup(metric);
	query->query = g_strconcat("sale_", metric, NULL);
	query->range_us = like ? like->range_us : HOUR_US;
	query->step_us = like ? like->step_us : 30 * SEC_US;
	query->event_range_us = like ? like->event_range_us : 0;
	query->baseline_offset_us = like ? like->baseline_offset_us : 0;
}

/* The room's own metrics, now from the simulator. */
static void
take_over_metrics(struct drill_run *run, struct config *config, struct source_conf *conf,
                  const GPtrArray *before)
{
	const GPtrArray *events = config->definitions->events;
	guint n = events->len;

	for (guint i = 0; i < n; i++) {
		struct event *event = g_ptr_array_index(events, i);
		struct metric *metric;

		if (event->kind != EVENT_DEFINE_METRIC)
			continue;
		metric = event_batch_alloc(config->definitions, sizeof *metric);
		*metric = *event->metric;
		metric->source = METRICS_SOURCE;
		event->metric = metric;
		add_query(conf, metric->id, query_of(before, metric->id));
		if (!figure_by_id(metric->id) && !scenario_feed(&run->file->what, metric->id)) {
			struct scenario_feed feed = { metric->id, metric->target };

			feed.usual = isnan(feed.usual) ? 100 : feed.usual;
			g_array_append_val(run->file->what.feeds, feed);
		}
	}
}

static bool
is_defined(const struct config *config, const char *id)
{
	for (guint i = 0; i < config->definitions->events->len; i++) {
		const struct event *e = g_ptr_array_index(config->definitions->events, i);

		if (e->kind == EVENT_DEFINE_METRIC && !strcmp(e->metric->id, id))
			return true;
	}
	return false;
}

/* What the scenario measures besides. */
static void
add_metrics(const struct drill_run *run, struct config *config, struct source_conf *conf)
{
	for (guint i = 0; i < run->file->metrics->len; i++) {
		const struct scenario_metric *from =
		    &g_array_index(run->file->metrics, struct scenario_metric, i);
		struct metric *metric;

		if (is_defined(config, from->id))
			continue;
		metric = event_batch_alloc(config->definitions, sizeof *metric);
		*metric = (struct metric){ .id = from->id,
			                   .title = from->title,
			                   .unit = from->unit,
			                   .group = "",
			                   .source = METRICS_SOURCE,
			                   .team = "",
			                   .direction = (enum direction)from->direction,
			                   .target = from->usual,
			                   .warn = from->warn,
			                   .crit = from->crit,
			                   .warn_clear = NAN,
			                   .crit_clear = NAN,
			                   .clear_hold_us = UNSAID,
			                   .hold_us = UNSAID,
			                   .max_age_us = UNSAID,
			                   .decimals = from->decimals,
			                   .baseline = NAN,
			                   .benchmark = NAN,
			                   .weight = NAN };
		event_batch_add(config->definitions, EVENT_DEFINE_METRIC, 0)->metric = metric;
		add_query(conf, from->id, NULL);
	}
}

/* From here on nothing that the file names is contacted: the net thread gets only what stands here. */
static GPtrArray *
cut_off(struct config *config)
{
	GPtrArray *events = config->definitions->events, *before = config->sources;

	for (guint i = events->len; i-- > 0;)
		if (((struct event *)g_ptr_array_index(events, i))->kind == EVENT_DEFINE_SOURCE)
			g_ptr_array_remove_index(events, i);
	config->sources = g_ptr_array_new_with_free_func(source_conf_free_element);
	g_ptr_array_set_size(config->notify, 0);
	g_clear_pointer(&config->site.name, g_free);
	g_clear_pointer(&config->journal, g_free);
	return before;
}

struct sim *
drill_simulate(struct drill_run *run, struct config *config, bool is_builtin, int64_t now_us,
               int speed, struct err *e)
{
	struct sim_options options = {
		.seed = DRILL_SEED, .start_us = now_us, .speed = speed, .scenario = &run->file->what
	};
	GPtrArray *before = cut_off(config);
	struct source_conf *conf;
	struct sim *sim;

	add_source(config, ALERTS_SOURCE, "alertmanager", "alerts", 5 * SEC_US);
	conf = add_source(config, METRICS_SOURCE, "prometheus", "metrics", 10 * SEC_US);
	take_over_metrics(run, config, conf, before);
	add_metrics(run, config, conf);
	g_ptr_array_unref(before);
	if (is_builtin) {
		struct source_query *query = source_conf_add_query(
		    add_source(config, ROOM_SOURCE, "json", "room", 15 * SEC_US));

		query->query = g_strdup("/room");
		query->shows = g_strdup("room");
	}
	run->start_us = now_us;
	sim = sim_start(&options, e);
	for (guint i = 0; sim && i < config->sources->len; i++) {
		conf = g_ptr_array_index(config->sources, i);
		conf->url = g_strdup_printf("http://127.0.0.1:%u", sim_port(sim));
	}
	return sim;
}

int64_t
drill_end_us(const struct drill_run *run)
{
	return run->start_us + run->file->lasts_us;
}

/* Every alert of this title that fires. */
static void
add_alerts(const struct room *room, const char *title, struct intent *intent)
{
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct alert *alert = value;

		if (!strcmp(alert->title, title))
			intent_add(intent, alert->key);
	}
}

/* By the same way as a key press, in the name of whoever the scenario says. */
static void
give(struct session *s, const struct scenario_answer *answer)
{
	char *keeper = s->person, said[256];
	struct intent intent;

	intent_init(&intent);
	intent.kind = (enum intent_kind)answer->deed;
	if (*answer->plan)
		intent_add(&intent, answer->plan);
	else
		add_alerts(s->room, answer->alert, &intent);
	s->person = g_strdup(answer->who);
	if (intent.subjects->len == 0)
		out_error(_("%s finds no alert '%s'"), answer->who, answer->alert);
	else if (!session_act(s, &intent, answer->text, 0, said, sizeof said))
		out_error("%s: %s", answer->who, said);
	g_free(s->person);
	s->person = keeper;
	intent_fini(&intent);
}

void
drill_answer(struct session *s)
{
	struct drill_run *run = s->drill;
	int64_t since_us = session_now_us(s) - run->start_us;

	while (s->journal.open && run->answered < run->file->answers->len) {
		const struct scenario_answer *answer =
		    &g_array_index(run->file->answers, struct scenario_answer, run->answered);

		if (answer->at_us > since_us)
			return;
		run->answered++;
		give(s, answer);
	}
}
