/* The fever chart and the progress board of the countdown panel: buffer against work, and what lags. */
#include "panels/countdown.h"

#include "base/lang.h"
#include "panels/words.h"
#include "room/fever.h"

#include <limits.h>
#include <math.h>
#include <string.h>

/* What is measured: the event, and the phases that run. */
enum { SUBJECTS = 3 };
struct subject {
	char letter;
	const char *name;
	struct fever fever;
};

static int
find_subjects(const struct panel_context *ctx, struct subject *subjects)
{
	const struct phase *outer = room_phase_at(ctx->room, ctx->now_us, 0);
	const struct phase *inner = room_phase_at(ctx->room, ctx->now_us, UINT_MAX);
	int n = 0;

	subjects[n++] =
	    (struct subject){ 'E', lang_in("span", "event"), room_fever(ctx->room, ctx->now_us) };
	if (outer)
		subjects[n++] = (struct subject){ 'P', outer->title,
			                          phase_fever(ctx->room, outer, ctx->now_us) };
	if (inner && inner != outer)
		subjects[n++] = (struct subject){ 'S', inner->title,
			                          phase_fever(ctx->room, inner, ctx->now_us) };
	for (int i = 0; i < n; i++)
		if (isnan(subjects[i].fever.work))
			subjects[i--] = subjects[--n];
	return n;
}

static enum role
zone_role(enum fever_zone zone)
{
	static const enum role roles[] = { ROLE_GOOD, ROLE_WARN, ROLE_CRIT };

	return roles[zone];
}

static const char *
zone_word(enum fever_zone zone)
{
	static const char *const words[] = { N_("green"), N_("yellow"), N_("RED") };

	return _(words[zone]);
}

bool
countdown_has_fever(const struct panel_context *ctx)
{
	struct subject subjects[SUBJECTS];

	return find_subjects(ctx, subjects) > 0;
}

void
countdown_fever_line(const struct panel_context *ctx, const struct canvas *c)
{
	struct pen pen = { .c = c };
	struct subject subjects[SUBJECTS];
	int n = find_subjects(ctx, subjects);

	if (n > 0)
		pen_write(&pen, ROLE_DIM, _("buffer used"));
	for (int i = 0; i < n; i++) {
		const struct fever *fever = &subjects[i].fever;

		pen_write(&pen, zone_role(fever->zone), "  %s %.0f%% %s", subjects[i].name,
		          fever->used * 100, zone_word(fever->zone));
		pen_write(&pen, ROLE_DIM, _(" (work %.0f%%)"), fever->work * 100);
	}
}

/* The zone of a cell by its middle. */
static enum fever_zone
zone_at(double work, double used)
{
	if (used > fever_limit(FEVER_YELLOW, work))
		return FEVER_RED;
	return used > fever_limit(FEVER_GREEN, work) ? FEVER_YELLOW : FEVER_GREEN;
}

static void
draw_zones(const struct canvas *c)
{
	static const char *const signs[] = { ".", ":", "=" };

	for (int y = 0; y < c->height; y++)
		for (int x = 0; x < c->width; x++) {
			enum fever_zone zone =
			    zone_at((x + 0.5) / c->width, 1 - (y + 0.5) / c->height);

			canvas_text(c, x, y, zone_role(zone), signs[zone]);
		}
}

static void
draw_point(const struct canvas *c, const struct subject *subject)
{
	char letter[2] = { subject->letter, '\0' };
	int x = (int)(subject->fever.work * c->width);
	int y = (int)((1 - MIN(subject->fever.used, 1)) * c->height);

	canvas_text(c, MIN(x, c->width - 1), MIN(y, c->height - 1), ROLE_STRONG, letter);
}

/* ZONE: cells of the longest word for a zone. */
enum { AXIS = 5, CHART_MOST = 60, ZONE = 6 };

void
countdown_fever_chart(const struct panel_context *ctx, const struct canvas *c)
{
	struct subject subjects[SUBJECTS];
	int n = find_subjects(ctx, subjects), height = c->height - n - 2;
	struct canvas plot =
	    canvas_part(c, AXIS, 1, MIN(c->width - AXIS, CHART_MOST), MAX(height, 0));

	canvas_field(c, 0, 0, c->width, ROLE_TITLE,
	             _("buffer used (up) against work done (right)"));
	if (height < 1)
		return;
	canvas_text(c, 0, 1, ROLE_DIM, "100%");
	canvas_text(c, 2, height, ROLE_DIM, "0%");
	canvas_text(c, AXIS, height + 1, ROLE_DIM, "0%");
	canvas_field_right(c, AXIS, height + 1, plot.width, ROLE_DIM, "100%");
	draw_zones(&plot);
	for (int i = 0; i < n; i++) {
		const struct fever *fever = &subjects[i].fever;
		struct canvas line = canvas_part(c, 0, height + 2 + i, c->width, 1);
		int used;

		draw_point(&plot, &subjects[i]);
		used = canvas_printf(&line, 0, 0, zone_role(fever->zone), "%c %3.0f%% ",
		                     subjects[i].letter, fever->used * 100);
		canvas_field(&line, used, 0, ZONE, zone_role(fever->zone), zone_word(fever->zone));
		used += ZONE + 1;
		used += canvas_printf(&line, used, 0, ROLE_DIM, _("work %3.0f%% of %3.0f%%  "),
		                      fever->work * 100, fever->planned * 100);
		canvas_field(&line, used, 0, line.width - used, ROLE_TEXT, subjects[i].name);
	}
}

int
countdown_fever_height(const struct panel_context *ctx)
{
	struct subject subjects[SUBJECTS];

	return find_subjects(ctx, subjects) + 8;
}

enum { WHAT, BY, HOW, COLUMNS };

static void
draw_late(const struct panel_context *ctx, const struct canvas *c, int y, const struct column *cols,
          const struct late *late)
{
	struct row row = { .c = c, .y = y };
	const char *owner = late->gate ? (*late->gate->is.owner ? late->gate->is.owner : "-") : "";
	struct fever fever = { .work = NAN };
	char by[16], text[96];

	if (late->phase)
		fever = phase_fever(ctx->room, late->phase, ctx->now_us);
	row_put(&row, &cols[WHAT], ROLE_TEXT,
	        late->gate ? late->gate->is.title : late->phase->title);
	row_put(&row, &cols[BY], late->gate ? ROLE_CRIT : ROLE_WARN,
	        duration_coarse(late->by_us, by, sizeof(by)));
	if (late->gate)
		words_print(text, sizeof(text), _("gate not signed, %s"),
		            words_person(ctx->room, owner));
	else if (fever.planned - fever.work >= 0.01)
		words_print(text, sizeof(text), _("done %.0f%%, planned %.0f%%"), fever.work * 100,
		            fever.planned * 100);
	else
		g_strlcpy(text, _("began or ended late"), sizeof(text));
	row_put(&row, &cols[HOW], ROLE_DIM, text);
}

int
countdown_board_height(const struct panel_context *ctx)
{
	GArray *late = room_late(ctx->room, ctx->now_us);
	int n = (int)late->len;

	g_array_unref(late);
	return n > 0 ? n + 1 : 1;
}

void
countdown_board(const struct panel_context *ctx, const struct canvas *c)
{
	struct column cols[COLUMNS] = {
		[WHAT] = { .least = 14, .most = 32 },
		[BY] = { .least = 6, .right = true },
		[HOW] = { .least = 16, .most = -1, .drop = 1 },
	};
	GArray *late = room_late(ctx->room, ctx->now_us);

	canvas_field(c, 0, 0, c->width, ROLE_TITLE,
	             late->len ? _("lags its plan, the worst first") : _("nothing lags its plan"));
	columns_fit(cols, COLUMNS, 2, c->width - 2);
	for (guint i = 0; i < late->len && (int)i < c->height - 1; i++)
		draw_late(ctx, c, (int)i + 1, cols, &g_array_index(late, struct late, i));
	g_array_unref(late);
}
