/* Prometheus: each query an instant query a round, and a range query for the history when it is
 * missing. */
#include "net/source.h"

#include "base/text.h"
#include "net/json_read.h"

#include <math.h>
#include <string.h>

enum purpose { INSTANT, HISTORY };

enum { MAX_POINTS = 11000 }; /* of one series; Prometheus refuses more */

static void
add_slots(struct source *source)
{
	for (guint i = 0; i < source->conf->queries->len; i++) {
		const struct source_query *query = g_ptr_array_index(source->conf->queries, i);

		source_add_slot(source, query, INSTANT);
		if (query->range_us > 0)
			source_add_slot(source, query, HISTORY)->is_due = true;
	}
}

static char *
url(const struct source *source, const struct slot *slot, int64_t now_us)
{
	const struct source_query *query = slot->query;
	char *escaped, *full;
	int64_t step_us;

	if (slot->purpose == HISTORY && !slot->is_due)
		return NULL;
	escaped = g_uri_escape_string(query->query, NULL, FALSE);
	if (slot->purpose == INSTANT) {
		full = g_strdup_printf("%s/api/v1/query?query=%s", source->conf->url, escaped);
	} else {
		step_us = MAX(query->step_us, MAX(SEC_US, query->range_us / (MAX_POINTS - 1)));
		full =
		    g_strdup_printf("%s/api/v1/query_range?query=%s&start=%" PRId64 "&end=%" PRId64
		                    "&step=%" PRId64,
		                    source->conf->url, escaped, (now_us - query->range_us) / SEC_US,
		                    now_us / SEC_US, (step_us + SEC_US - 1) / SEC_US);
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
		err_set(e, "content: %s", text ? text : "not an answer of Prometheus");
		g_free(text);
		return NULL;
	}
	if (!json_object_is_type(list, json_type_array)) {
		err_set(e, "content: 'data.result' is no list");
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
		reading_broken(r, "content: the query of metric %s finds no series", metric);
	} else if (!read_point(pair, &point)) {
		reading_broken(r, "content: metric %s has no finite value", metric);
	} else {
		event = reading_add(r, EVENT_SAMPLE, metric);
		event->sample_us = point.at_us;
		event->value = point.value;
		r->slot->rows++;
	}
}

static void
take_history(struct reading *r, json_object *pairs)
{
	size_t n = json_object_is_type(pairs, json_type_array) ? json_object_array_length(pairs)
	                                                       : 0,
	       used = 0;
	struct point *points = event_batch_alloc(r->batch, n * sizeof *points + 1);
	struct event *event;

	for (size_t i = 0; i < n; i++)
		used += read_point(json_object_array_get_idx(pairs, i), &points[used]);
	r->slot->is_due = false;
	if (!used)
		return;
	event = reading_add(r, EVENT_HISTORY, r->slot->query->metric);
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
		take_history(r, json_member(json_object_array_get_idx(list, 0), "values"));
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
