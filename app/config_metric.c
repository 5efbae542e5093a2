/* Configuration of metrics: thresholds, pace, and the Prometheus queries that feed them. */
#include "app/config_reader.h"

#include <libconfig.h>
#include <math.h>
#include <string.h>

/* A metric with what its source needs to know. */
struct metric_item {
	struct metric metric;
	const char *query;
	int64_t history_us, step_us;
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
	{ "step", FIELD_DURATION, AT(step_us), .fallback = "1m", .low = SEC_US,
	  .help = "distance of the points of that history" },
	{ "direction", FIELD_CHOICE, AT(metric.direction), .choices = directions,
	  .fallback = "higher", .help = "which way is better" },
	{ "target", FIELD_NUMBER, AT(metric.target), .help = "where it should be" },
	{ "warn", FIELD_NUMBER, AT(metric.warn), .help = "warning threshold" },
	{ "crit", FIELD_NUMBER, AT(metric.crit), .help = "critical threshold" },
	{ "hold", FIELD_DURATION, AT(metric.hold_us), .fallback = "0",
	  .help = "a threshold counts after it held so long" },
	{ "max_age", FIELD_DURATION, AT(metric.max_age_us), .fallback = "0",
	  .help = "an older value is stale; 0 = by the period of its source" },
	{ "decimals", FIELD_INTEGER, AT(metric.decimals), .fallback = "1", .low = 0, .high = 6,
	  .help = "shown decimals" },
	{ "baseline", FIELD_NUMBER, AT(metric.baseline),
	  .help = "last year's value, or a benchmark" },
	{ "pace", FIELD_OTHER, .form = "group of PHASE = share", .read = read_pace,
	  .help = "for a value that adds up: share of the target that comes in each phase" },
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
		reader_problem(r, line,
		               "%s: where %s is better, the order is target %s warn %s crit",
		               r->where, direction == DIRECTION_LOWER ? "lower" : "higher",
		               direction == DIRECTION_LOWER ? "<=" : ">=",
		               direction == DIRECTION_LOWER ? "<=" : ">=");
}

static void
add_metric(struct config_reader *r, const struct config_setting_t *setting, void *data)
{
	struct metric_item *item = data;

	item->line = config_setting_source_line(setting);
	check_thresholds(r, item->line, &item->metric);
	if (item->query && !item->metric.source)
		reader_problem(r, item->line, "%s has a 'query' but no 'source'", r->where);
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
		reader_problem(r, item->line,
		               "metrics.%s: it comes from the Prometheus '%s' but has no 'query'",
		               id, source->name);
	if (!is_prometheus && item->query)
		reader_problem(r, item->line,
		               "metrics.%s: has a 'query', but its source '%s' is no Prometheus",
		               id, source->name);
	if (!is_prometheus || !item->query)
		return;
	query = source_conf_add_query(source);
	query->metric = g_strdup(id);
	query->query = g_strdup(item->query);
	query->range_us = item->history_us;
	query->step_us = item->step_us;
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
	.item = "metric",
	.fields = metric_fields,
	.collection = OF_METRICS,
	.is_list = true,
	.size = sizeof(struct metric_item),
	.add = add_metric,
	.finish = finish_metrics,
	.help = "What is measured. With target, warn and crit in the order of getting worse.",
};
