/* The report: the review of a room as Markdown, HTML or JSON. */
#ifndef APP_REPORT_H
#define APP_REPORT_H

#include "app/report_doc.h"
#include "room/review.h"

/* The sections of the review, for people. review_end() was called. The caller's: report_doc_free(). */
struct report_doc *report_doc_of(const struct review *review);

/* The document in a format; g_free. Equal reviews give equal texts. */
char *report_md(const struct report_doc *doc);
/* One page: no scripts, nothing loaded from elsewhere. */
char *report_html(const struct report_doc *doc);
/* The figures themselves, for scripts. */
char *report_json(const struct review *review);

/* Appends the chart as an SVG element. `zone` is what its times are shown in. */
void report_svg(GString *to, const struct report_chart *chart, GTimeZone *zone);
/* Appends text as it must stand in HTML. */
void report_html_text(GString *to, const char *text);

/* --- the sections, one function each --- */
void report_goals(struct report_doc *doc, const struct review *review);
void report_phases(struct report_doc *doc, const struct review *review);
void report_incidents(struct report_doc *doc, const struct review *review);
void report_times(struct report_doc *doc, const struct review *review);
void report_money(struct report_doc *doc, const struct review *review);
void report_plans(struct report_doc *doc, const struct review *review);
void report_decisions(struct report_doc *doc, const struct review *review);
void report_improvements(struct report_doc *doc, const struct review *review);

#endif
