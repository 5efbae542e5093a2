/* The report's incidents: timelines, times, limits missed, warnings. */
#include "app/report.h"
#include "base/lang.h"
#include "panels/words.h"

#include <math.h>

/* Timelines in the document for people; JSON has all. */
enum { TIMELINES_MAX = 100, LINES_MAX = 60, BARS_MAX = 96 };

static const char *
tier_word(const struct review *r, const struct incident *i)
{
	const struct tier_state *tier = room_tier(r->room, i->tier);

	if (i->is_risk)
		return _("RISK");
	return tier ? tier->is.brief : "-";
}

static const char *
clock_or_dash(int64_t from_us, int64_t to_us, char *buf, size_t size)
{
	return to_us == UNSAID ? "-" : duration_clock(MAX(to_us - from_us, 0), buf, size);
}

static void
put_summary(struct report_doc *doc, const struct review *r, const struct incident *i)
{
	GString *text = g_string_new(NULL);
	char clock[32];

	g_string_append_printf(
	    text, _("Began %s. "),
	    instant_format(i->asks_us, r->room->zone, "%Y-%m-%d %H:%M:%S", clock, sizeof clock));
	if (i->seen_us != UNSAID)
		g_string_append_printf(text, _("Seen by %s after %s"),
		                       words_person(r->room, i->seen_by),
		                       clock_or_dash(i->asks_us, i->seen_us, clock, sizeof clock));
	else
		g_string_append(text, _("Seen by nobody"));
	if (i->handled_us != UNSAID)
		g_string_append_printf(
		    text, _(", done by %s after %s"), words_person(r->room, i->handled_by),
		    clock_or_dash(i->asks_us, i->handled_us, clock, sizeof clock));
	if (i->recovered_us != UNSAID)
		g_string_append_printf(
		    text, _(", recovered after %s"),
		    clock_or_dash(i->asks_us, i->recovered_us, clock, sizeof clock));
	else
		g_string_append(text, _(", not recovered"));
	if (i->missed)
		g_string_append_printf(text, _("; limits missed: %u, up to %s"), i->missed,
		                       words_person(r->room, i->escalated_to));
	if (*i->feedback)
		g_string_append_printf(text, _(". What was done: %s"), i->feedback);
	report_text(doc, "%s", text->str);
	g_string_free(text, TRUE);
}

static void
put_timeline(struct report_doc *doc, const struct review *r, const struct incident *i)
{
	struct report_part *table;
	char when[32];

	report_heading(doc, 3, "%s %s%s%s%s", tier_word(r, i), i->title, *i->team ? " (" : "",
	               i->team, *i->team ? ")" : "");
	put_summary(doc, r, i);
	table = report_table(doc, _("Time|Who|What"));
	for (guint k = 0; k < MIN(i->lines->len, LINES_MAX); k++) {
		const struct review_line *line = g_ptr_array_index(i->lines, k);

		report_cell(table, "%s",
		            instant_day(line->at_us, r->room->zone, DAY_SECOND, when, sizeof when));
		report_cell(table, "%s", *line->person ? words_person(r->room, line->person) : "-");
		report_cell(table, "%s", line->text);
	}
	if (i->lines->len > LINES_MAX)
		report_text(doc, _("%u more lines: --format json has them."),
		            i->lines->len - LINES_MAX);
}

static void
put_bars(struct report_doc *doc, const struct review *r)
{
	int64_t step_us;
	GArray *counts = review_incidents_by(r, BARS_MAX, &step_us);
	GArray *points = g_array_new(FALSE, FALSE, sizeof(struct point));
	struct report_chart *chart;
	char *title = step_us == HOUR_US ? g_strdup(_("new alerts in each hour"))
	                                 : g_strdup_printf(_("new alerts in each %d hours"),
	                                                   (int)(step_us / HOUR_US));

	for (guint i = 0; i < counts->len; i++) {
		struct point point = { r->from_us + i * step_us,
			               g_array_index(counts, unsigned, i) };

		g_array_append_val(points, point);
	}
	chart = report_chart(doc, title, r->from_us, r->from_us + counts->len * step_us);
	chart->is_bars = true;
	chart->step_us = step_us;
	report_series(chart, title, SERIES_MAIN, points);
	g_free(title);
	g_array_unref(counts);
}

static bool
is_told(const struct incident *i)
{
	return i->is_risk || i->rank == 1 || i->rank == 2;
}

void
report_incidents(struct report_doc *doc, const struct review *r)
{
	unsigned told = 0, all = 0;

	report_heading(doc, 2, _("Incidents"));
	put_bars(doc, r);
	for (guint n = 0; n < r->incidents->len; n++) {
		const struct incident *i = g_ptr_array_index(r->incidents, n);

		all += is_told(i);
		if (is_told(i) && told < TIMELINES_MAX) {
			put_timeline(doc, r, i);
			told++;
		}
	}
	if (all == 0)
		report_text(doc, _("There was no urgent or key alert, and no risk triggered."));
	if (all > told)
		report_text(
		    doc,
		    _("%u more incidents: narrow the time with --from and --to, or see --format json."),
		    all - told);
}

static void
put_spread(struct report_part *table, const struct spread *spread)
{
	const int64_t values[] = { spread->median_us, spread->p90_us, spread->worst_us };
	char clock[32];

	for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
		report_cell(table, "%s", clock_or_dash(0, values[i], clock, sizeof clock));
}

static void
put_times(struct report_part *table, const struct review *r, const struct review_times *t)
{
	const struct tier_state *tier = room_tier(r->room, t->tier);

	if (*t->tier)
		report_cell(table, _("tier %s"), tier ? tier->is.title : t->tier);
	else if (*t->team)
		report_cell(table, _("team %s"), t->team);
	else
		report_cell(table, "%s", _("all"));
	report_cell(table, "%u", t->incidents);
	put_spread(table, &t->see);
	put_spread(table, &t->handle);
	put_spread(table, &t->recover);
	report_cell(table, "%u", t->missed);
}

static void
put_missed(struct report_doc *doc, const struct review *r)
{
	struct report_part *table = NULL;
	char when[32], clock[32];

	report_heading(doc, 2, _("Limits missed"));
	for (guint n = 0; n < r->incidents->len; n++) {
		const struct incident *i = g_ptr_array_index(r->incidents, n);

		if (i->is_risk || i->missed == 0)
			continue;
		if (!table)
			table = report_table(
			    doc, _("Began|Tier|Alert|Team|>Limit|>Seen after|>Steps|Up to"));
		report_cell(table, "%s",
		            instant_day(i->asks_us, r->room->zone, DAY_SECOND, when, sizeof when));
		report_cell(table, "%s", tier_word(r, i));
		report_cell(table, "%s", i->title);
		report_cell(table, "%s", i->team);
		report_cell(table, "%s", clock_or_dash(0, i->limit_us, clock, sizeof clock));
		report_cell(table, "%s",
		            clock_or_dash(i->asks_us, i->seen_us, clock, sizeof clock));
		report_cell(table, "%u", i->missed);
		report_cell(table, "%s", words_person(r->room, i->escalated_to));
	}
	if (!table)
		report_text(doc, _("No limit was missed."));
}

static void
put_warnings(struct report_doc *doc, const struct review *r)
{
	struct warning_quality q = review_warnings(r);
	struct report_part *list;
	char share[16];

	report_heading(doc, 2, _("Quality of warning"));
	list = report_list(doc);
	report_cell(list, _("triggers of risks: %u"), q.triggers);
	report_cell(
	    list,
	    _("right (a real alert came with it, or its plan was started): %u, %s of those that are over"),
	    q.right, words_percent(q.share, share, sizeof share));
	report_cell(list, _("cleared without either: %u; still open without: %u"), q.wrong, q.open);
	report_cell(list, _("handed over to another team: %u, of them on to yet another: %u (%s)"),
	            q.handed_over, q.misdirected,
	            words_percent(q.handed_over ? (double)q.misdirected / q.handed_over : NAN,
	                          share, sizeof share));
}

void
report_times(struct report_doc *doc, const struct review *r)
{
	GArray *rows = review_times(r);
	struct report_part *table;

	report_heading(doc, 2, _("Times to see, handle, recover"));
	table =
	    report_table(doc, _("Of|>Alerts|>Seen: median|>p90|>worst|>Handled: median|>p90|>worst|"
	                        ">Recovered: median|>p90|>worst|>Missed a limit"));
	for (guint i = 0; i < rows->len; i++)
		put_times(table, r, &g_array_index(rows, struct review_times, i));
	report_text(doc, _("From when an alert began to ask. Handled: feedback was given."));
	g_array_unref(rows);
	put_missed(doc, r);
	put_warnings(doc, r);
}
