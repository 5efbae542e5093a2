/* A document as the report's writers take it: headings, texts, lists, tables and charts, in any format. */
#ifndef APP_REPORT_DOC_H
#define APP_REPORT_DOC_H

#include "room/event.h"

/* Every text is cleaned of control characters when it comes in; escaping is the writers' business. All is
 * owned by the document. */
struct report_doc {
	char *title, *zone;
	GPtrArray *parts; /* struct report_part * */
};

enum part_kind { PART_HEADING, PART_TEXT, PART_LIST, PART_TABLE, PART_CHART };

enum { REPORT_COLUMNS_MAX = 12 };

struct report_part {
	enum part_kind kind;
	int level;        /* of a heading: 2, 3 */
	char *text;       /* of a heading or text */
	GPtrArray *cells; /* char *: items of a list; of a table its head, then row by row */
	guint n_columns;
	bool is_number[REPORT_COLUMNS_MAX]; /* columns that line up on the right */
	struct report_chart *chart;
};

/* How a series is drawn; what it means stands in its name. */
enum series_style { SERIES_MAIN, SERIES_PLAN, SERIES_FORECAST };
enum { REPORT_SERIES_MAX = 4 };
struct report_series {
	char *name;
	enum series_style style;
	GArray *points; /* struct point, by time; a NAN is a gap */
};
struct report_chart {
	char *title, *unit;
	bool is_bars;    /* each point's bar is step_us wide */
	bool is_stepped; /* a value holds until the next point */
	int64_t from_us, to_us, step_us;
	double target; /* a line across; NAN */
	int decimals;
	guint n_series;
	struct report_series series[REPORT_SERIES_MAX];
};

struct report_doc *report_doc_new(const char *title, const char *zone);
void report_doc_free(struct report_doc **doc);

void report_heading(struct report_doc *doc, int level, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void report_text(struct report_doc *doc, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
struct report_part *report_list(struct report_doc *doc);
/* Heads of columns as "Line|>Planned|>Spent"; '>' is one of numbers. */
struct report_part *report_table(struct report_doc *doc, const char *heads);
/* One more column, before the first cell. */
void report_column(struct report_part *table, bool is_number, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* An item of a list, or the next cell of a table. */
void report_cell(struct report_part *part, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Lent; freed with the document. */
struct report_chart *report_chart(struct report_doc *doc, const char *title, int64_t from_us,
                                  int64_t to_us);
/* Takes the points. One too many is left out. */
void report_series(struct report_chart *chart, const char *name, enum series_style style,
                   GArray *points);

#endif
