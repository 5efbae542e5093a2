/* The report as one HTML page. */
#include "app/report.h"
#include "base/lang.h"

static const char head[] =
    "<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
    " 'unsafe-inline'\">\n";

static const char style[] =
    "<style>\n"
    ":root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--dim:#5a6470;--rule:#d5dae0;"
    "--main:#0b5cad;--plan:#8a6d1a;--forecast:#a03a78;--target:#1f7a3d}\n"
    "@media(prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#dfe3e8;--dim:#98a2ad;"
    "--rule:#343b43;--main:#6cb2ff;--plan:#d8b64a;--forecast:#e58ac2;--target:#6cc98a}}\n"
    "body{font:15px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--paper);"
    "max-width:70rem;margin:0 auto;padding:1rem 1.5rem 3rem}\n"
    "h1{font-size:1.6rem}h2{font-size:1.25rem;margin:2rem 0 .5rem;border-bottom:1px solid"
    " var(--rule)}h3{font-size:1rem;margin:1.2rem 0 .3rem}\n"
    ".wide{overflow-x:auto}table{border-collapse:collapse;font-size:.87rem;margin:.3rem 0 1rem;"
    "font-variant-numeric:tabular-nums}\n"
    "th,td{text-align:left;vertical-align:top;padding:.15rem .7rem .15rem 0;"
    "border-bottom:1px solid var(--rule)}th{color:var(--dim);font-weight:600}"
    "td{overflow-wrap:anywhere}.n{text-align:right;white-space:nowrap}\n"
    "figure{display:inline-block;width:100%;max-width:33rem;margin:.4rem .5rem .4rem 0;"
    "break-inside:avoid}figcaption{font-size:.85rem;color:var(--dim)}\n"
    "svg{width:100%;height:auto;font-size:11px}svg text{fill:var(--dim)}"
    ".frame{stroke:var(--rule);fill:none}.s0{stroke:var(--main)}.s1{stroke:var(--plan);"
    "stroke-dasharray:5 3}.s2{stroke:var(--forecast);stroke-dasharray:1 3}\n"
    ".s0,.s1,.s2{fill:none;stroke-width:1.6;stroke-linejoin:round}.bar{fill:var(--main)}"
    ".target{stroke:var(--target);stroke-dasharray:7 3}\n"
    "tr,h2,h3{break-inside:avoid}h2,h3{break-after:avoid}\n"
    "@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--dim:#444;--rule:#bbb;"
    "--main:#0b5cad;--plan:#8a6d1a;--forecast:#a03a78;--target:#1f7a3d}body{max-width:none;"
    "padding:0;font-size:10pt}.wide{overflow:visible}}\n"
    "</style>\n</head>\n<body>\n";

void
report_html_text(GString *to, const char *text)
{
	char *safe = g_markup_escape_text(text, -1);

	g_string_append(to, safe);
	g_free(safe);
}

static void
put(GString *to, const char *open, const char *text, const char *close)
{
	g_string_append(to, open);
	report_html_text(to, text);
	g_string_append(to, close);
}

static void
put_row(GString *to, const struct report_part *table, guint first)
{
	static const char *const open[2][2] = { { "<td>", "<td class=\"n\">" },
		                                { "<th>", "<th class=\"n\">" } };
	bool is_head = first == 0;

	g_string_append(to, "<tr>");
	for (guint c = 0; c < table->n_columns && first + c < table->cells->len; c++)
		put(to, open[is_head][table->is_number[c]],
		    g_ptr_array_index(table->cells, first + c), is_head ? "</th>" : "</td>");
	g_string_append(to, "</tr>\n");
}

static void
put_table(GString *to, const struct report_part *table)
{
	g_string_append(to, "<div class=\"wide\"><table>\n<thead>");
	put_row(to, table, 0);
	g_string_append(to, "</thead>\n<tbody>\n");
	for (guint i = table->n_columns; i < table->cells->len; i += table->n_columns)
		put_row(to, table, i);
	g_string_append(to, "</tbody>\n</table></div>\n");
}

static void
put_list(GString *to, const struct report_part *list)
{
	g_string_append(to, "<ul>\n");
	for (guint i = 0; i < list->cells->len; i++)
		put(to, "<li>", g_ptr_array_index(list->cells, i), "</li>\n");
	g_string_append(to, "</ul>\n");
}

static void
put_part(GString *to, const struct report_part *part, GTimeZone *zone)
{
	switch (part->kind) {
	case PART_HEADING:
		put(to, part->level == 2 ? "<h2>" : "<h3>", part->text,
		    part->level == 2 ? "</h2>\n" : "</h3>\n");
		break;
	case PART_TEXT:
		put(to, "<p>", part->text, "</p>\n");
		break;
	case PART_LIST:
		put_list(to, part);
		break;
	case PART_TABLE:
		put_table(to, part);
		break;
	case PART_CHART:
		report_svg(to, part->chart, zone);
		break;
	}
}

char *
report_html(const struct report_doc *doc)
{
	GString *to = g_string_new("<!DOCTYPE html>\n");
	GTimeZone *zone = g_time_zone_new_identifier(doc->zone);

	if (!zone)
		zone = g_time_zone_new_utc();
	g_string_append_printf(to, "<html lang=\"%s\">\n%s", lang_in("of HTML", "en"), head);
	put(to, "<title>", doc->title, "</title>\n");
	g_string_append(to, style);
	put(to, "<h1>", doc->title, "</h1>\n");
	for (guint i = 0; i < doc->parts->len; i++)
		put_part(to, g_ptr_array_index(doc->parts, i), zone);
	g_string_append(to, "</body>\n</html>\n");
	g_time_zone_unref(zone);
	return g_string_free(to, FALSE);
}
