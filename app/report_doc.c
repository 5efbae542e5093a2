/* The parts of a report's document. */
#include "app/report_doc.h"

#include "base/text.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

static char *
clean(const char *text)
{
	return text_clean(text, strlen(text), TEXT_MAX_BODY, NULL);
}

static char *G_GNUC_PRINTF(1, 0)
vclean(const char *fmt, va_list ap)
{
	char *raw = g_strdup_vprintf(fmt, ap), *text = clean(raw);

	g_free(raw);
	return text;
}

static void
free_chart(struct report_chart *chart)
{
	for (guint i = 0; chart && i < chart->n_series; i++) {
		g_free(chart->series[i].name);
		g_array_unref(chart->series[i].points);
	}
	if (chart) {
		g_free(chart->title);
		g_free(chart->unit);
	}
	g_free(chart);
}

static void
free_part(void *part)
{
	struct report_part *p = part;

	g_free(p->text);
	if (p->cells)
		g_ptr_array_unref(p->cells);
	free_chart(p->chart);
	g_free(p);
}

struct report_doc *
report_doc_new(const char *title, const char *zone)
{
	struct report_doc *doc = g_new(struct report_doc, 1);

	*doc = (struct report_doc){ .title = clean(title),
		                    .zone = clean(zone),
		                    .parts = g_ptr_array_new_with_free_func(free_part) };
	return doc;
}

void
report_doc_free(struct report_doc **doc)
{
	if (!*doc)
		return;
	g_free((*doc)->title);
	g_free((*doc)->zone);
	g_ptr_array_unref((*doc)->parts);
	g_free(*doc);
	*doc = NULL;
}

static struct report_part *
add(struct report_doc *doc, enum part_kind kind)
{
	struct report_part *part = g_new0(struct report_part, 1);

	part->kind = kind;
	if (kind == PART_LIST || kind == PART_TABLE)
		part->cells = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(doc->parts, part);
	return part;
}

void
report_heading(struct report_doc *doc, int level, const char *fmt, ...)
{
	struct report_part *part = add(doc, PART_HEADING);
	va_list ap;

	part->level = level;
	va_start(ap, fmt);
	part->text = vclean(fmt, ap);
	va_end(ap);
}

void
report_text(struct report_doc *doc, const char *fmt, ...)
{
	struct report_part *part = add(doc, PART_TEXT);
	va_list ap;

	va_start(ap, fmt);
	part->text = vclean(fmt, ap);
	va_end(ap);
}

struct report_part *
report_list(struct report_doc *doc)
{
	return add(doc, PART_LIST);
}

struct report_part *
report_table(struct report_doc *doc, const char *heads)
{
	struct report_part *part = add(doc, PART_TABLE);
	char **columns = g_strsplit(heads, "|", REPORT_COLUMNS_MAX);

	for (; columns[part->n_columns]; part->n_columns++) {
		const char *head = columns[part->n_columns];

		part->is_number[part->n_columns] = *head == '>';
		g_ptr_array_add(part->cells, clean(head + (*head == '>')));
	}
	g_strfreev(columns);
	return part;
}

void
report_column(struct report_part *table, bool is_number, const char *fmt, ...)
{
	va_list ap;

	if (table->n_columns == REPORT_COLUMNS_MAX)
		return;
	table->is_number[table->n_columns++] = is_number;
	va_start(ap, fmt);
	g_ptr_array_add(table->cells, vclean(fmt, ap));
	va_end(ap);
}

void
report_cell(struct report_part *part, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	g_ptr_array_add(part->cells, vclean(fmt, ap));
	va_end(ap);
}

struct report_chart *
report_chart(struct report_doc *doc, const char *title, int64_t from_us, int64_t to_us)
{
	struct report_part *part = add(doc, PART_CHART);

	part->chart = g_new0(struct report_chart, 1);
	part->chart->title = clean(title);
	part->chart->unit = g_strdup("");
	part->chart->from_us = from_us;
	part->chart->to_us = MAX(to_us, from_us + 1);
	part->chart->target = NAN;
	return part->chart;
}

void
report_series(struct report_chart *chart, const char *name, enum series_style style, GArray *points)
{
	if (chart->n_series == REPORT_SERIES_MAX) {
		g_array_unref(points);
		return;
	}
	chart->series[chart->n_series++] =
	    (struct report_series){ .name = clean(name), .style = style, .points = points };
}
