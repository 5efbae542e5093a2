/* Fuzz target: what a Prometheus answers to an instant query and to the range queries of the three
 * courses. Input: documents, each ending with a NUL. */
#include "net/source.h"
#include "tests/fuzz/fuzz.h"

#include <math.h>

#define NOW (1795353600 * SEC_US)

static struct source *
open_source(void)
{
	struct source_conf *conf = source_conf_new();
	struct source_query *query = source_conf_add_query(conf);

	conf->name = g_strdup("prom");
	conf->kind = g_strdup("prometheus");
	conf->url = g_strdup("http://prom");
	query->metric = g_strdup("orders");
	query->query = g_strdup("sum(orders)");
	query->range_us = HOUR_US;
	query->step_us = 15 * SEC_US;
	query->event_range_us = DAY_US;
	query->baseline_offset_us = 364 * DAY_US;
	return fuzz_source(conf);
}

static void
check_numbers(const struct event *e)
{
	if (e->kind == EVENT_SAMPLE)
		fuzz_check(isfinite(e->value) && e->sample_us != UNSAID, "a sample of nothing");
	for (size_t i = 0; i < e->n_points; i++)
		fuzz_check(isfinite(e->points[i].value), "a point that is no number");
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	struct source *source = open_source();

	for (guint i = 0; in.left && i < 2 * source->slots->len; i++) {
		struct reading r = { .source = source,
			             .slot =
			                 g_ptr_array_index(source->slots, i % source->slots->len),
			             .now_us = NOW,
			             .batch = event_batch_new() };
		struct err e = { "" };
		size_t text_len;
		char *text = fuzz_text(&in, '\0', &text_len);
		char *url = source->ops->url(source, r.slot, NOW);

		if (!source_read(&r, text, text_len, &e))
			fuzz_check_clean("reason", e.text);
		fuzz_check_events(r.batch);
		for (guint k = 0; k < r.batch->events->len; k++)
			check_numbers(g_ptr_array_index(r.batch->events, k));
		event_batch_free(&r.batch);
		g_free(url);
		g_free(text);
	}
	source_free(&source);
}

FUZZ_TARGET(prometheus, run)
