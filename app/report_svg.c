/* The report's charts as SVG elements. */
#include "app/report.h"
#include "base/lang.h"
#include "base/quantity.h"

#include <math.h>

/* Of the drawing, and of the axes within. */
enum {
	WIDTH = 520,
	HEIGHT = 170,
	LEFT = 62,
	RIGHT = 510,
	TOP = 10,
	BOTTOM = 142,
	LABEL_HEIGHT = 12
};

struct plane {
	const struct report_chart *chart;
	double low, high;
};

static void
stretch(struct plane *p, double value)
{
	if (!isfinite(value))
		return;
	p->low = isfinite(p->low) ? MIN(p->low, value) : value;
	p->high = isfinite(p->high) ? MAX(p->high, value) : value;
}

static struct plane
plane_of(const struct report_chart *chart)
{
	struct plane p = { chart, NAN, NAN };

	stretch(&p, chart->target);
	if (chart->is_bars)
		stretch(&p, 0);
	for (guint s = 0; s < chart->n_series; s++)
		for (guint i = 0; i < chart->series[s].points->len; i++)
			stretch(&p, g_array_index(chart->series[s].points, struct point, i).value);
	if (!isfinite(p.low))
		p.low = 0, p.high = 1;
	if (p.high <= p.low)
		p.high = p.low + MAX(fabs(p.low) / 10, 1e-9);
	return p;
}

static double
x_of(const struct plane *p, int64_t at_us)
{
	double share =
	    (double)(at_us - p->chart->from_us) / (double)(p->chart->to_us - p->chart->from_us);

	return LEFT + CLAMP(share, 0, 1) * (RIGHT - LEFT);
}

static double
y_of(const struct plane *p, double value)
{
	return BOTTOM - (value - p->low) / (p->high - p->low) * (BOTTOM - TOP);
}

/* The locale's decimal comma has no place in SVG. */
static void
put_number(GString *to, const char *before, double value, const char *after)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append(to, before);
	g_string_append(to, g_ascii_formatd(text, sizeof text, "%.1f", value));
	g_string_append(to, after);
}

static void
put_label(GString *to, double x, double y, const char *anchor, const char *text)
{
	put_number(to, "<text x=\"", x, "\"");
	put_number(to, " y=\"", y, "\" text-anchor=\"");
	g_string_append(to, anchor);
	g_string_append(to, "\">");
	report_html_text(to, text);
	g_string_append(to, "</text>\n");
}

static void
put_level(GString *to, const struct plane *p, double value, const char *class)
{
	char text[32];

	g_string_append_printf(to, "<path class=\"%s\" d=\"M%d ", class, LEFT);
	put_number(to, "", y_of(p, value), "H");
	put_number(to, "", RIGHT, "\"/>\n");
	put_label(to, LEFT - 5, y_of(p, value) + 4, "end",
	          number_short(value, p->chart->decimals, text, sizeof text));
}

/* Far enough from the target's label to have one of its own. */
static bool
is_free(const struct plane *p, double value)
{
	return !isfinite(p->chart->target) ||
	       fabs(y_of(p, value) - y_of(p, p->chart->target)) > LABEL_HEIGHT;
}

static void
put_axes(GString *to, const struct plane *p, GTimeZone *zone)
{
	const struct report_chart *chart = p->chart;
	char text[32];

	if (is_free(p, p->low))
		put_level(to, p, p->low, "frame");
	if (is_free(p, p->high))
		put_level(to, p, p->high, "frame");
	if (isfinite(chart->target))
		put_level(to, p, chart->target, "target");
	put_label(to, LEFT, BOTTOM + 18, "start",
	          instant_day(chart->from_us, zone, DAY_MINUTE, text, sizeof text));
	put_label(to, (LEFT + RIGHT) / 2.0, BOTTOM + 18, "middle",
	          instant_day(chart->from_us + (chart->to_us - chart->from_us) / 2, zone,
	                      DAY_MINUTE, text, sizeof text));
	put_label(to, RIGHT, BOTTOM + 18, "end",
	          instant_day(chart->to_us, zone, DAY_MINUTE, text, sizeof text));
}

static void
put_line(GString *to, const struct plane *p, const struct report_series *series)
{
	bool is_gap = true, is_stepped = p->chart->is_stepped;

	g_string_append_printf(to, "<path class=\"s%d\" d=\"", (int)series->style);
	for (guint i = 0; i < series->points->len; i++) {
		struct point point = g_array_index(series->points, struct point, i);

		if (isfinite(point.value)) {
			put_number(to,
			           is_gap       ? "M"
			           : is_stepped ? "H"
			                        : "L",
			           x_of(p, point.at_us), "");
			put_number(to, !is_gap && is_stepped ? "V" : " ", y_of(p, point.value), "");
			/* one point alone shows as a dot */
			if (is_gap)
				g_string_append(to, "h0.5");
		}
		is_gap = !isfinite(point.value);
	}
	g_string_append(to, "\"/>\n");
}

static void
put_bars(GString *to, const struct plane *p, const struct report_series *series)
{
	for (guint i = 0; i < series->points->len; i++) {
		struct point point = g_array_index(series->points, struct point, i);
		double x = x_of(p, point.at_us), y = y_of(p, point.value);
		double width = x_of(p, point.at_us + p->chart->step_us) - x - 1;

		if (point.value <= 0)
			continue;
		put_number(to, "<rect class=\"bar\" x=\"", x, "\"");
		put_number(to, " y=\"", y, "\"");
		put_number(to, " width=\"", MAX(width, 1), "\"");
		put_number(to, " height=\"", BOTTOM - y, "\"/>\n");
	}
}

static void
put_caption(GString *to, const struct report_chart *chart)
{
	static const char *const looks[] = { N_("line"), N_("dashed"), N_("dotted") };

	g_string_append(to, "<figcaption>");
	report_html_text(to, chart->title);
	if (*chart->unit) {
		g_string_append(to, ", ");
		report_html_text(to, chart->unit);
	}
	for (guint i = 0; i < chart->n_series && chart->n_series > 1; i++) {
		g_string_append(to, i ? ", " : ": ");
		report_html_text(to, chart->series[i].name);
		g_string_append_printf(to, " (%s)", _(looks[chart->series[i].style]));
	}
	if (isfinite(chart->target))
		g_string_append(to, _("; long dashes: the target"));
	g_string_append(to, "</figcaption>\n");
}

void
report_svg(GString *to, const struct report_chart *chart, GTimeZone *zone)
{
	struct plane p = plane_of(chart);

	g_string_append(to, "<figure>\n");
	g_string_append_printf(to, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH,
	                       HEIGHT);
	report_html_text(to, chart->title);
	g_string_append(to, "\">\n");
	put_axes(to, &p, zone);
	for (guint i = 0; i < chart->n_series; i++) {
		if (chart->is_bars)
			put_bars(to, &p, &chart->series[i]);
		else
			put_line(to, &p, &chart->series[i]);
	}
	g_string_append(to, "</svg>\n");
	put_caption(to, chart);
	g_string_append(to, "</figure>\n");
}
