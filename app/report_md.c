/* The report as Markdown. */
#include "app/report.h"

#include <string.h>

/* What Markdown or HTML inside of it would take for markup. */
static void
put(GString *to, const char *text)
{
	for (; *text; text++) {
		if (*text == '<')
			g_string_append(to, "&lt;");
		else if (*text == '&')
			g_string_append(to, "&amp;");
		else if (strchr("\\`*_[]|#~>", *text))
			g_string_append_printf(to, "\\%c", *text);
		else
			g_string_append_c(to, *text);
	}
}

static void
put_row(GString *to, const struct report_part *table, guint first)
{
	for (guint c = 0; c < table->n_columns; c++) {
		g_string_append(to, "| ");
		if (first + c < table->cells->len)
			put(to, g_ptr_array_index(table->cells, first + c));
		g_string_append_c(to, ' ');
	}
	g_string_append(to, "|\n");
}

static void
put_table(GString *to, const struct report_part *table)
{
	put_row(to, table, 0);
	for (guint c = 0; c < table->n_columns; c++)
		g_string_append(to, table->is_number[c] ? "|---:" : "|---");
	g_string_append(to, "|\n");
	for (guint i = table->n_columns; i < table->cells->len; i += table->n_columns)
		put_row(to, table, i);
	g_string_append_c(to, '\n');
}

static void
put_list(GString *to, const struct report_part *list)
{
	for (guint i = 0; i < list->cells->len; i++) {
		g_string_append(to, "- ");
		put(to, g_ptr_array_index(list->cells, i));
		g_string_append_c(to, '\n');
	}
	g_string_append_c(to, '\n');
}

static void
put_words(GString *to, const char *before, const char *text)
{
	g_string_append(to, before);
	put(to, text);
	g_string_append(to, "\n\n");
}

char *
report_md(const struct report_doc *doc)
{
	GString *to = g_string_new(NULL);

	put_words(to, "# ", doc->title);
	for (guint i = 0; i < doc->parts->len; i++) {
		const struct report_part *part = g_ptr_array_index(doc->parts, i);

		if (part->kind == PART_HEADING)
			put_words(to, part->level == 2 ? "## " : "### ", part->text);
		else if (part->kind == PART_TEXT)
			put_words(to, "", part->text);
		else if (part->kind == PART_LIST)
			put_list(to, part);
		else if (part->kind == PART_TABLE)
			put_table(to, part);
	}
	return g_string_free(to, FALSE);
}
