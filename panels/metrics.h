/* Inside the metrics panel: its state, its chart, and the evaluation. */
#ifndef PANELS_METRICS_H
#define PANELS_METRICS_H

#include "panels/rows.h"
#include "panels/words.h"
#include "room/metric.h"

enum metrics_view { METRICS_LIST, METRICS_CHART, METRICS_SCHEME };

/* What a chart covers; 6 hours is the zeroed state. */
enum metrics_span { SPAN_6_H, SPAN_24_H, SPAN_PHASE, SPAN_EVENT, SPAN_15_MIN, SPAN_1_H, SPANS };

struct metrics_state {
	struct list_view view;
	GPtrArray *order; /* struct metric_state * as the rows stand; NULL before its first use */
	enum metrics_view showing;
	enum metrics_span span;
	bool has_chart; /* at the last draw */
	bool has_cursor;
	int64_t cursor_us;      /* if has_cursor */
	int64_t from_us, to_us; /* of the chart at the last draw */
	int columns;
	int scrolled; /* of the evaluation */
};

/* Sign, colour and words of a verdict. */
struct metric_words {
	enum sign sign;
	enum role role;
	const char *word;
};
const struct metric_words *metric_words(enum metric_verdict verdict);

/* A value with the metric's decimals, "-" when it is none. Returns buf. */
char *metric_value_text(const struct metric_state *metric, double value, char *buf, size_t size);
/* ">=99.9", "" without a target. */
void metric_target_text(const struct canvas *c, const struct metric_state *metric, char *buf,
                        size_t size);

/* The course of one metric, with its target, thresholds, pace, baseline and what the cursor reads. */
void metrics_draw_chart(struct metrics_state *s, const struct panel_context *ctx,
                        const struct canvas *c, const struct metric_state *metric);
/* Moves the cursor, changes the span; false when the action is none of them. */
bool metrics_chart_act(struct metrics_state *s, const struct panel_context *ctx,
                       enum action action);

/* The indicators before, now and at the end, scored by group. */
void metrics_draw_scheme(struct metrics_state *s, const struct panel_context *ctx,
                         const struct canvas *c);

/* All of them in sentences, in the order of the rows; and the evaluation. */
void metrics_tell(const struct panel_context *ctx, const GPtrArray *order, struct tell *t);
void metrics_tell_scheme(const struct panel_context *ctx, struct tell *t);

#endif
