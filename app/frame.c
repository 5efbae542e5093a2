/* One frame of the console as text, for standard output. */
#include "app/frame.h"

#include "app/json_out.h"
#include "base/lang.h"
#include "tui/print.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

enum { DEFAULT_WIDTH = 132, DEFAULT_HEIGHT = 40, COLOURS = 256 };

static struct json_object *
string_of(const char *text)
{
	return json_object_new_string(text);
}

static char *
print_json(const struct view *v, const struct grid *grid, int64_t now_us)
{
	struct json_object *doc = json_object_new_object(), *lines = json_object_new_array(),
			   *panes = json_object_new_array();
	char *text = print_text(grid), **rows = g_strsplit(text, "\n", -1), *out, at[32];

	for (int y = 0; y < grid->height && rows[y]; y++)
		json_object_array_add(lines, string_of(rows[y]));
	for (guint i = 0; i < v->shown->len; i++) {
		const struct pane *p = &g_array_index(v->shown, struct pane, i);
		struct json_object *pane = json_object_new_object();

		json_object_object_add(pane, "panel", string_of(p->panel));
		json_object_object_add(pane, "x", json_object_new_int(p->at.x));
		json_object_object_add(pane, "y", json_object_new_int(p->at.y));
		json_object_object_add(pane, "width", json_object_new_int(p->at.width));
		json_object_object_add(pane, "height", json_object_new_int(p->at.height));
		json_object_array_add(panes, pane);
	}
	json_object_object_add(doc, "room", string_of(v->session->room->is.name));
	json_object_object_add(doc, "at", string_of(instant_rfc3339(now_us, at, sizeof at)));
	json_object_object_add(
	    doc, "layout",
	    string_of(g_array_index(v->layouts, struct named_layout, v->layout).name));
	json_object_object_add(doc, "width", json_object_new_int(grid->width));
	json_object_object_add(doc, "height", json_object_new_int(grid->height));
	json_object_object_add(doc, "panes", panes);
	json_object_object_add(doc, "lines", lines);
	out = json_out_take(doc);
	g_strfreev(rows);
	g_free(text);
	return out;
}

/* "ROOM, war, 2026-10-24T07:54:00+08:00"; g_free. */
static char *
title_of(const struct view *v, int64_t now_us)
{
	char at[64];

	return g_strdup_printf(
	    "%s, %s, %s", v->session->room->is.name,
	    g_array_index(v->layouts, struct named_layout, v->layout).name,
	    instant_format(now_us, v->session->room->zone, "%Y-%m-%d %H:%M:%S %:z", at, sizeof at));
}

static char *
print_picture(const struct view *v, const struct grid *grid, const char *format,
              const struct theme *theme, int64_t now_us)
{
	char *title = title_of(v, now_us);
	char *out =
	    !strcmp(format, "svg") ? print_svg(grid, theme, title) : print_html(grid, theme, title);

	g_free(title);
	return out;
}

static char *
render(const struct view *v, const struct grid *grid, const char *format, const struct theme *theme,
       int64_t now_us)
{
	if (!strcmp(format, "ansi"))
		return print_ansi(grid, theme, COLOURS);
	if (!strcmp(format, "svg") || !strcmp(format, "html"))
		return print_picture(v, grid, format, theme, now_us);
	if (!strcmp(format, "json"))
		return print_json(v, grid, now_us);
	return print_text(grid);
}

static bool
check_format(const char *format, struct err *e)
{
	static const char *const known[] = { "text", "ansi", "svg", "html", "json", NULL };

	return g_strv_contains(known, format) ||
	       err_set(e, _("'%.40s' is no format: text, ansi, svg, html or json"), format);
}

bool
frame_open(struct frame *f, struct session *s, const struct options *o, struct err *e)
{
	*f = (struct frame){ .format = o->format ? o->format : "text",
		             .width = DEFAULT_WIDTH,
		             .height = DEFAULT_HEIGHT };
	if (!check_format(f->format, e) ||
	    (o->size && !size_parse(o->size, &f->width, &f->height, e)))
		return false;
	f->view = view_new(s, o->layout, e);
	if (!f->view || !theme_load(o->theme ? o->theme : s->config->theme, &f->theme, e))
		return false;
	f->view->glyphs = o->is_ascii ? GLYPHS_ASCII : GLYPHS_UTF8;
	if (o->is_ascii)
		f->view->graphs = GRAPHS_ASCII;
	return true;
}

void
frame_print(struct frame *f)
{
	struct grid *grid = grid_new(f->width, f->height);
	int64_t now_us = session_now_us(f->view->session);
	char *out;

	view_draw(f->view, grid, now_us);
	out = render(f->view, grid, f->format, &f->theme, now_us);
	fputs(out, stdout);
	g_free(out);
	grid_free(&grid);
}

void
frame_close(struct frame *f)
{
	view_free(&f->view);
}
