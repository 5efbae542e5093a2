/* Configuration of metrics: thresholds, pace, and the Prometheus queries that feed them. */
#include "app/config_reader.h"
#include "base/lang.h"
#include "room/threshold.h"

#include <libconfig.h>
#include <math.h>
#include <string.h>

/* A metric with what its source needs to know. */
struct metric_item {
	struct metric metric;
	const char *query;
	int64_t history_us, step_us, event_history_us;
	int64_t baseline_offset_us;
	const char *baseline_query;
	unsigned line;
};

static void
read_pace(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct metric *metric = &((struct metric_item *)into)->metric;
	struct curve_list curve = reader_curve(r, setting);

	metric->pace = curve.shares;
	metric->n_pace = curve.n;
}

#define AT(member) offsetof(struct metric_item, member)
static const struct field baseline_fields[] = {
	{ "value", FIELD_NUMBER, AT(metric.baseline), .help = "as the number alone" },
	{ "offset", FIELD_DURATION, AT(baseline_offset_us), .fallback = "0",
	  .help = "the query so long ago: \"52w\"" },
	{ "query", FIELD_TEXT, AT(baseline_query), .help = "a query of its own" },
	{ .name = NULL }
};
static const struct section baseline_section = { .name = "baseline",
	                                         .item = N_("baseline"),
	                                         .fields = baseline_fields };
static const struct field baseline_number = { "baseline", FIELD_NUMBER, AT(metric.baseline),
	                                      .help = "" };
#undef AT

/* A number, or a group that says where its course comes from. */
static void
read_baseline(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	if (config_setting_is_group(setting))
		reader_group(r, &baseline_section, setting, into);
	else
		reader_field(r, &baseline_number, setting, into);
}

/* 24 weights, or nothing. */
static void
read_hours(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct metric *metric = &((struct metric_item *)into)->metric;
	unsigned line = config_setting_source_line(setting);
	double *hours = event_batch_alloc(r->batch, HOURS_A_DAY * sizeof *hours), sum = 0;
	bool is_good = config_setting_is_aggregate(setting) && !config_setting_is_group(setting) &&
	               config_setting_length(setting) == HOURS_A_DAY;

	for (int i = 0; is_good && i < HOURS_A_DAY; i++) {
		const config_setting_t *hour = config_setting_get_elem(setting, (unsigned)i);

		is_good = config_setting_is_number(hour);
		hours[i] = is_good ? config_setting_type(hour) == CONFIG_TYPE_FLOAT
		                         ? config_setting_get_float(hour)
		                         : (double)config_setting_get_int64(hour)
		                   : 0;
		is_good = is_good && isfinite(hours[i]) && hours[i] >= 0;
		sum += hours[i];
	}
	if (!is_good || sum <= 0)
		reader_problem(
		    r, line,
		    _("%s takes 24 numbers, one for each hour from 0:00 on, none below 0 "
		      "and not all 0: [ 1, 0.5, ... ]"),
		    r->where);
	else
		metric->hours = hours;
}

static const struct choice directions[] = { { "higher", DIRECTION_HIGHER },
	                                    { "lower", DIRECTION_LOWER },
	                                    { .name = NULL } };

#define AT(member) offsetof(struct metric_item, member)
static const struct field metric_fields[] = {
	{ "id", FIELD_ID, AT(metric.id), .is_required = true, .help = "name of the metric" },
	{ "title", FIELD_TEXT, AT(metric.title), .help = "what the screen calls it" },
	{ "unit", FIELD_TEXT, AT(metric.unit), .help = "stands behind the value" },
	{ "group", FIELD_TEXT, AT(metric.group), .help = "sales, experience, brand, cost, ..." },
	{ "source", FIELD_REFERENCE, AT(metric.source), .refers = OF_SOURCES,
	  .help = "the source that feeds it" },
	{ "query", FIELD_TEXT, AT(query),
	  .help = "PromQL whose single result is the value, if the source is a Prometheus" },
	{ "history", FIELD_DURATION, AT(history_us), .fallback = "6h",
	  .help = "how far back to load at start; 0 = nothing" },
	{ "event_history", FIELD_DURATION, AT(event_history_us), .fallback = "60d",
	  .help = "how far back to load its coarse course, for long charts; 0 = nothing" },
	{ "step", FIELD_DURATION, AT(step_us), .fallback = "1m", .low = SEC_US,
	  .help = "distance of the points of that history" },
	{ "direction", FIELD_CHOICE, AT(metric.direction), .choices = directions,
	  .fallback = "higher", .help = "which way is better" },
	{ "target", FIELD_NUMBER, AT(metric.target), .help = "where it should be" },
	{ "warn", FIELD_NUMBER, AT(metric.warn), .help = "warning threshold" },
	{ "crit", FIELD_NUMBER, AT(metric.crit), .help = "critical threshold" },
	{ "warn_clear", FIELD_NUMBER, AT(metric.warn_clear),
	  .help = "the warning ends at this level; where it began if unsaid" },
	{ "crit_clear", FIELD_NUMBER, AT(metric.crit_clear),
	  .help = "the same for the critical threshold" },
	{ "hold", FIELD_DURATION, AT(metric.hold_us), .fallback = "0",
	  .help = "a threshold counts after it held so long" },
	{ "clear_hold", FIELD_DURATION, AT(metric.clear_hold_us), .fallback = "0",
	  .help = "and ends after the value was clear so long" },
	{ "max_age", FIELD_DURATION, AT(metric.max_age_us), .fallback = "0",
	  .help = "an older value is stale, and an alert; 0 = by the period of its source" },
	{ "team", FIELD_REFERENCE, AT(metric.team), .refers = OF_TEAMS,
	  .help = "the team that looks after it" },
	{ "decimals", FIELD_INTEGER, AT(metric.decimals), .fallback = "1", .low = 0, .high = 6,
	  .help = "shown decimals" },
	{ "baseline", FIELD_NUMBER, AT(metric.baseline),
	  .form = N_("number, or group of offset, query, value"), .read = read_baseline,
	  .help =
	      "last year's value (of a value that adds up: at the end); or its course from the "
	      "Prometheus: { offset = \"52w\"; } is the query so long ago, { query = ...; } one of "
	      "its own" },
	{ "benchmark", FIELD_NUMBER, AT(metric.benchmark), .help = "what is usual elsewhere" },
	{ "weight", FIELD_NUMBER, AT(metric.weight),
	  .help = "makes it an indicator of the evaluation, of this weight in its group" },
	{ "pace", FIELD_OTHER, .form = N_("group of PHASE = share"), .read = read_pace,
	  .help = "for a value that adds up: share of the target that comes in each phase" },
	{ "hours", FIELD_OTHER, .form = N_("list of 24 numbers"), .read = read_hours,
	  .help = "how a phase's share goes over the hours of the day; evenly if unsaid" },
	{ .name = NULL }
};
#undef AT

/* Is b worse than a, or the same? Unsaid ones are. */
static bool
is_worse(enum direction direction, double a, double b)
{
	if (isnan(a) || isnan(b))
		return true;
	return direction == DIRECTION_LOWER ? b >= a : b <= a;
}

static void
check_thresholds(struct config_reader *r, unsigned line, const struct metric *metric)
{
	enum direction direction = metric->direction;

	if (!is_worse(direction, metric->target, metric->warn) ||
	    !is_worse(direction, metric->warn, metric->crit) ||
	    !is_worse(direction, metric->target, metric->crit))
		reader_problem(
		    r, line,
		    direction == DIRECTION_LOWER
			? _("%s: where lower is better, the order is target <= warn <= crit")
			: _("%s: where higher is better, the order is target >= warn >= crit"),
		    r->where);
}

/* It must end on the good side of where it begins, or it would end at once. */
static void
check_clear(struct config_reader *r, unsigned line, const struct metric *metric, const char *name,
            double level, double clear)
{
	if (isnan(clear))
		return;
	if (isnan(level))
		reader_problem(r, line, _("%s has %s_clear but no %s"), r->where, name, name);
	else if (threshold_is_worse(metric->direction, clear, level))
		reader_problem(r, line, _("%s: %s_clear lies past %s: it would never hold"),
		               r->where, name, name);
}

static void
add_metric(struct config_reader *r, const struct config_setting_t *setting, void *data)
{
	struct metric_item *item = data;

	item->line = config_setting_source_line(setting);
	check_thresholds(r, item->line, &item->metric);
	check_clear(r, item->line, &item->metric, "warn", item->metric.warn,
	            item->metric.warn_clear);
	check_clear(r, item->line, &item->metric, "crit", item->metric.crit,
	            item->metric.crit_clear);
	if (item->metric.weight < 0)
		reader_problem(r, item->line, _("%s: a weight is not below 0"), r->where);
	if (item->metric.weight > 0 && !(item->metric.group && *item->metric.group))
		reader_problem(r, item->line,
		               _("%s has a 'weight' but no 'group' that it counts in"), r->where);
	if (item->metric.hours && item->metric.n_pace == 0)
		reader_problem(r, item->line, _("%s has 'hours' but no 'pace' that they spread"),
		               r->where);
	if (item->query && !item->metric.source)
		reader_problem(r, item->line, _("%s has a 'query' but no 'source'"), r->where);
	event_batch_add(r->batch, EVENT_DEFINE_METRIC, 0)->metric = &item->metric;
}

static bool
is_fed(const struct source_conf *source, const char *metric)
{
	for (guint i = 0; i < source->queries->len; i++) {
		const struct source_query *query = source->queries->pdata[i];

		if (query->metric && !strcmp(query->metric, metric))
			return true;
	}
	return false;
}

/* Gives the query to the source. */
static void
feed(struct config_reader *r, const struct metric_item *item, struct source_conf *source)
{
	const char *id = item->metric.id;
	bool is_prometheus = !g_strcmp0(source->kind, "prometheus");
	struct source_query *query;

	if (is_prometheus && !item->query && !is_fed(source, id))
		reader_problem(
		    r, item->line,
		    _("metrics.%s: it comes from the Prometheus '%s' but has no 'query'"), id,
		    source->name);
	if (!is_prometheus && item->query)
		reader_problem(r, item->line,
		               _("metrics.%s: has a 'query', but its source '%s' is no Prometheus"),
		               id, source->name);
	if ((!is_prometheus || !item->query) &&
	    (item->baseline_offset_us > 0 || item->baseline_query))
		reader_problem(
		    r, item->line,
		    _("metrics.%s: a baseline with 'offset' or 'query' needs a source of "
		      "kind prometheus and a 'query'"),
		    id);
	if (!is_prometheus || !item->query)
		return;
	query = source_conf_add_query(source);
	query->metric = g_strdup(id);
	query->query = g_strdup(item->query);
	query->range_us = item->history_us;
	query->step_us = item->step_us;
	query->event_range_us = item->event_history_us;
	query->baseline_offset_us = item->baseline_offset_us;
	query->baseline_query = g_strdup(item->baseline_query);
}

static void
finish_metrics(struct config_reader *r)
{
	for (guint i = 0; i < r->items[OF_METRICS]->len; i++) {
		const struct metric_item *item =
		    g_array_index(r->items[OF_METRICS], struct item, i).data;
		const struct item *source =
		    item->metric.source ? reader_item(r, OF_SOURCES, item->metric.source) : NULL;

		if (source)
			feed(r, item, source->data);
	}
}

const struct section section_metrics = {
	.name = "metrics",
	.item = N_("metric"),
	.fields = metric_fields,
	.collection = OF_METRICS,
	.is_list = true,
	.size = sizeof(struct metric_item),
	.add = add_metric,
	.finish = finish_metrics,
	.help = "What is measured. With target, warn and crit in the order of getting worse.",
};
