/* Prometheus: each query an instant query a round, and range queries for its courses when they are
 * missing: the last hours, the whole event, and what it is compared with. */
#include "net/source.h"

#include "base/lang.h"
#include "base/text.h"
#include "net/json_read.h"
#include "room/metric.h"

#include <math.h>
#include <string.h>

/* The courses come after all values: what burns now shows first. */
enum purpose { INSTANT, RECENT, EVENT, BASELINE };

enum { MAX_POINTS = 11000 }; /* of one series; Prometheus refuses more */
/* Of a course over the whole event: a screen has no more columns, and memory is kept for no more. */
enum { COARSE_POINTS = METRIC_EVENT_MAX };

static bool
has_baseline(const struct source_query *query)
{
	return query->baseline_offset_us > 0 || query->baseline_query;
}

static void
add_slots(struct source *source)
{
	const GPtrArray *queries = source->conf->queries;

	for (guint i = 0; i < queries->len; i++) {
		const struct source_query *query = g_ptr_array_index(queries, i);

		source_add_slot(source, query, INSTANT);
		if (query->range_us > 0)
			source_add_slot(source, query, RECENT)->is_due = true;
	}
	for (guint i = 0; i < queries->len; i++) {
		const struct source_query *query = g_ptr_array_index(queries, i);

		if (query->event_range_us > 0)
			source_add_slot(source, query, EVENT)->is_due = true;
		if (has_baseline(query))
			source_add_slot(source, query, BASELINE)->is_due = true;
	}
}

/* What a range query asks for, by the server's clock. */
struct range {
	int64_t start_us, end_us, step_us;
};

static struct range
range_of(const struct slot *slot, int64_t now_us)
{
	const struct source_query *query = slot->query;
	int64_t back_us = query->range_us, ahead_us = 0, shift_us = 0, points = MAX_POINTS - 1;
	struct range range;

	if (slot->purpose != RECENT) {
		back_us = query->event_range_us > 0 ? query->event_range_us : query->range_us;
		points = COARSE_POINTS;
	}
	/* What was so long ago tells also what is to be expected next. */
	if (slot->purpose == BASELINE) {
		shift_us = query->baseline_offset_us;
		ahead_us = MIN(back_us / 2, shift_us);
	}
	range.step_us = MAX(query->step_us, MAX(SEC_US, (back_us + ahead_us) / points));
	range.step_us = (range.step_us + SEC_US - 1) / SEC_US * SEC_US;
	range.start_us = now_us - back_us - shift_us;
	range.end_us = now_us + ahead_us - shift_us;
	return range;
}

static const char *
query_of(const struct slot *slot)
{
	return slot->purpose == BASELINE && slot->query->baseline_query
	           ? slot->query->baseline_query
	           : slot->query->query;
}

static char *
url(const struct source *source, const struct slot *slot, int64_t now_us)
{
	char *escaped, *full;
	struct range range;

	if (slot->purpose != INSTANT && (!slot->is_due || now_us < slot->due_us))
		return NULL;
	escaped = g_uri_escape_string(query_of(slot), NULL, FALSE);
	if (slot->purpose == INSTANT) {
		full = g_strdup_printf("%s/api/v1/query?query=%s", source->conf->url, escaped);
	} else {
		range = range_of(slot, now_us);
		full = g_strdup_printf("%s/api/v1/query_range?query=%s&start=%" PRId64
		                       "&end=%" PRId64 "&step=%" PRId64,
		                       source->conf->url, escaped, range.start_us / SEC_US,
		                       range.end_us / SEC_US, range.step_us / SEC_US);
	}
	g_free(escaped);
	return full;
}

/* The list of results, or why there is none. */
static json_object *
results(json_object *root, struct err *e)
{
	json_object *status = json_member(root, "status"), *list = json_at(root, "/data/result");
	bool hidden = false;
	char *text;

	if (!status || strcmp(json_object_get_string(status), "success")) {
		text = json_text(json_member(root, "error"), TEXT_MAX_LABEL, &hidden);
		err_set(e, _("content: %s"), text ? text : _("not an answer of Prometheus"));
		g_free(text);
		return NULL;
	}
	if (!json_object_is_type(list, json_type_array)) {
		err_set(e, _("content: 'data.result' is no list"));
		return NULL;
	}
	return list;
}

/* [time, "value"]; false when the value is no finite number. */
static bool
read_point(json_object *pair, struct point *point)
{
	if (!json_object_is_type(pair, json_type_array) || json_object_array_length(pair) != 2)
		return false;
	return json_instant(json_object_array_get_idx(pair, 0), &point->at_us) &&
	       json_number(json_object_array_get_idx(pair, 1), &point->value);
}

/* A vector's first series, or the one value of a scalar; NULL when there is no series. */
static json_object *
instant_pair(json_object *root, json_object *list)
{
	json_object *type = json_at(root, "/data/resultType");

	if (type && !strcmp(json_object_get_string(type), "scalar"))
		return list;
	return json_member(json_object_array_get_idx(list, 0), "value");
}

static void
take_instant(struct reading *r, json_object *pair)
{
	const char *metric = r->slot->query->metric;
	struct event *event;
	struct point point;

	if (!pair) {
		reading_broken(r, _("content: the query of metric %s finds no series"), metric);
	} else if (!read_point(pair, &point)) {
		reading_broken(r, _("content: metric %s has no finite value"), metric);
	} else {
		event = reading_add(r, EVENT_SAMPLE, metric);
		event->sample_us = point.at_us;
		event->value = point.value;
		r->slot->rows++;
	}
}

/* A course was read. A baseline of its own query has no future yet, and must follow. */
static void
settle(struct slot *slot, int64_t now_us)
{
	slot->is_due = slot->purpose == BASELINE && slot->query->baseline_offset_us == 0;
	slot->due_us = slot->is_due ? now_us + range_of(slot, now_us).step_us : 0;
}

static void
take_range(struct reading *r, json_object *pairs)
{
	static const char *const courses[] = {
		[RECENT] = "", [EVENT] = HISTORY_EVENT, [BASELINE] = HISTORY_BASELINE
	};
	size_t n = json_object_is_type(pairs, json_type_array) ? json_object_array_length(pairs)
	                                                       : 0,
	       used = 0;
	struct point *points = event_batch_alloc(r->batch, n * sizeof *points + 1);
	int64_t shift_us = r->slot->purpose == BASELINE ? r->slot->query->baseline_offset_us : 0;
	struct event *event;

	for (size_t i = 0; i < n; i++) {
		if (!read_point(json_object_array_get_idx(pairs, i), &points[used]))
			continue;
		points[used++].at_us += shift_us;
	}
	settle(r->slot, r->now_us);
	if (!used)
		return;
	event = reading_add(r, EVENT_HISTORY, r->slot->query->metric);
	event->target = courses[r->slot->purpose];
	event->points = points;
	event->n_points = used;
	r->slot->rows++;
}

static bool
read_document(struct reading *r, const char *bytes, size_t len, struct err *e)
{
	json_object *root = json_read(bytes, len, e), *list;

	if (!root)
		return false;
	list = results(root, e);
	if (list && r->slot->purpose == INSTANT)
		take_instant(r, instant_pair(root, list));
	else if (list)
		take_range(r, json_member(json_object_array_get_idx(list, 0), "values"));
	json_object_put(root);
	return list != NULL;
}

const struct source_ops source_prometheus = {
	.kind = "prometheus",
	.max_bytes = 8 * 1024 * 1024,
	.parallel = 6,
	.accept_encoding = "gzip",
	.add_slots = add_slots,
	.url = url,
	.read = read_document,
};
