/* The header line: room, phase, countdown, health of the sources, who, journal, clock. */
#include "app/view.h"

#include "base/lang.h"
#include "base/text.h"
#include "room/alert.h"
#include "room/course.h"
#include "room/team.h"

#include <limits.h>
#include <stdio.h>

/* A piece of the line. When it gets narrow, the pieces with the highest `rank` go first. */
struct part {
	char text[128];
	char brief[64]; /* shorter, tried before any piece goes; "" = there is none */
	enum role role;
	int rank;
	bool is_right; /* stands at the right end */
};
enum { PARTS = 7, GAP = 3 };

static void
phase_part(const struct room *room, int64_t now_us, struct part *p)
{
	const struct phase *outer = room_phase_at(room, now_us, 0),
			   *inner = room_phase_at(room, now_us, UINT_MAX);
	const struct hold *hold = room_hold(room);
	bool is_red = (outer && phase_is_red(room, outer, now_us)) ||
	              (inner && phase_is_red(room, inner, now_us));

	p->role = is_red || hold ? ROLE_CRIT : ROLE_HEADER;
	if (!outer)
		snprintf(p->text, sizeof p->text, "%s",
		         room->is.event_end_us != UNSAID && now_us >= room->is.event_end_us
		             ? _("event over")
		             : _("no phase"));
	else
		snprintf(p->text, sizeof p->text, "%s%s%s%s%s", outer->title,
		         inner != outer ? "/" : "", inner != outer ? inner->title : "",
		         is_red ? _(" RED: gate unsigned") : "", hold ? _(" HOLD") : "");
	if (inner)
		snprintf(p->brief, sizeof p->brief, "%.40s%s%s", inner->title,
		         is_red ? _(" RED") : "", hold ? _(" HOLD") : "");
}

static void
countdown_part(const struct room *room, int64_t now_us, struct part *p)
{
	struct boundary next = room_next_boundary(room, now_us);
	char left[32];

	if (next.at_us == UNSAID)
		return;
	duration_clock(next.at_us - now_us, left, sizeof left);
	if (next.is_start)
		snprintf(p->text, sizeof p->text, _("T-%s %s"), left, next.title);
	else
		snprintf(p->text, sizeof p->text, _("T-%s %s ends"), left, next.title);
}

static void
sources_part(const struct room *room, int64_t now_us, struct part *p)
{
	struct source_counts n = room_source_counts(room, now_us);
	const struct source_state *worst = NULL;
	char age[16];

	for (guint i = 0; i < room->sources->len; i++) {
		const struct source_state *s = g_ptr_array_index(room->sources, i);

		if (s->health != SOURCE_WAITING && source_is_stale(s, now_us) &&
		    (!worst || s->last_ok_us < worst->last_ok_us))
			worst = s;
	}
	if (room->sources->len == 0) {
		g_strlcpy(p->text, _("no sources"), sizeof p->text);
	} else if (worst) {
		p->role = ROLE_STALE;
		snprintf(p->text, sizeof p->text, _("%u live %u STALE %s %s"), n.live,
		         n.stale + n.failing, worst->is.name,
		         worst->last_ok_us == UNSAID
		             ? _("never")
		             : duration_coarse(now_us - worst->last_ok_us, age, sizeof age));
	} else if (n.waiting) {
		snprintf(p->text, sizeof p->text, _("%u live %u waiting"), n.live, n.waiting);
	} else {
		snprintf(p->text, sizeof p->text, _("%u live"), n.live);
	}
}

/* Every countdown here, and the end of every silence there, is wrong by that much. */
static void
clock_part(const struct session *s, struct part *p)
{
	const struct source_state *source = room_wrong_clock(s->room);
	char by[16];

	if (!source) {
		clock_guard_text(&s->clock_guard, p->text, sizeof p->text);
		p->role = ROLE_STALE;
		return;
	}
	duration_coarse(source->skew_us < 0 ? -source->skew_us : source->skew_us, by, sizeof by);
	p->role = ROLE_CRIT;
	p->rank = 1;
	snprintf(p->text, sizeof p->text, _("CLOCKS %s APART: %s"), by, source->is.name);
	snprintf(p->brief, sizeof p->brief, _("CLOCKS %s APART"), by);
}

static void
journal_part(const struct session *s, struct part *p)
{
	if (s->player) {
		g_strlcpy(p->text, _("REPLAY"), sizeof p->text);
		p->role = ROLE_REPLAY;
		p->rank = 1;
	} else if (s->is_read_only) {
		g_strlcpy(p->text, *s->journal.reason ? _("READ-ONLY, no journal") : _("READ-ONLY"),
		          sizeof p->text);
	} else if (s->journal.is_newer) {
		p->role = ROLE_WARN;
		g_strlcpy(p->text, _("LOOK ONLY: the journal is of a newer warroom"),
		          sizeof p->text);
		p->rank = 1;
	} else if (s->journal.read && !s->journal.open) {
		p->role = ROLE_CRIT;
		snprintf(p->text, sizeof p->text, _("JOURNAL OFF: %.60s"), s->journal.reason);
		p->rank = 1;
	} else if (s->site.name[0]) {
		site_text(&s->site, clock_real_us(), p->text, sizeof p->text);
		p->role = s->site.is_linked ? ROLE_HEADER : ROLE_CRIT;
		if (!s->site.is_linked)
			p->rank = 1;
	} else if (*s->journal.warning) {
		p->role = ROLE_WARN;
		g_strlcpy(p->text, _("JOURNAL TOO LARGE"), sizeof p->text);
	} else if (s->store) {
		g_strlcpy(p->text, s->journal.read ? _("journal ok") : _("journal opening"),
		          sizeof p->text);
	}
}

static void
collect(const struct session *s, int64_t now_us, struct part *parts)
{
	const struct person *person = room_person(s->room, s->person);
	char clock[32];

	for (int i = 0; i < PARTS; i++)
		parts[i] = (struct part){ .role = ROLE_HEADER, .rank = i };
	snprintf(parts[0].text, sizeof parts[0].text, "%s%s%s", s->drill ? _("DRILL ") : "",
	         s->room->is.name, s->is_demo ? _(" (demo)") : "");
	if (s->drill) {
		g_strlcpy(parts[0].brief, _("DRILL"), sizeof parts[0].brief);
		parts[0].role = ROLE_DRILL;
	}
	parts[0].rank = s->drill ? -1 : 3;
	phase_part(s->room, now_us, &parts[1]);
	parts[1].rank = 2;
	countdown_part(s->room, now_us, &parts[2]);
	parts[2].rank = 0;
	sources_part(s->room, now_us, &parts[3]);
	parts[3].rank = parts[3].role == ROLE_STALE ? 1 : 4;
	journal_part(s, &parts[4]);
	if (parts[4].rank != 1)
		parts[4].rank = 5;
	snprintf(parts[5].text, sizeof parts[5].text, "%s  %s", person ? person->name : s->person,
	         instant_format(now_us, s->room->zone, "%H:%M:%S %Z", clock, sizeof clock));
	snprintf(parts[5].brief, sizeof parts[5].brief, "%.32s  %.8s", s->person, clock);
	if (s->is_locked) {
		snprintf(parts[5].text, sizeof parts[5].text, _("LOCKED  %s"), clock);
		snprintf(parts[5].brief, sizeof parts[5].brief, _("LOCKED  %.8s"), clock);
		parts[5].role = ROLE_WARN;
	}
	parts[5].rank = 1;
	clock_part(s, &parts[6]);
	for (int i = 3; i < PARTS; i++)
		parts[i].is_right = true;
}

static int
total_width(const struct part *parts)
{
	int sum = 2;

	for (int i = 0; i < PARTS; i++)
		if (*parts[i].text)
			sum += text_width(parts[i].text) + GAP;
	return sum - GAP;
}

static void
shorten(struct part *parts, int width)
{
	for (int i = PARTS - 1; i >= 0 && total_width(parts) > width; i--)
		if (*parts[i].text && *parts[i].brief)
			g_strlcpy(parts[i].text, parts[i].brief, sizeof parts[i].text);
}

static void
drop_last_rank(struct part *parts)
{
	struct part *last = NULL;

	for (int i = 0; i < PARTS; i++)
		if (*parts[i].text && (!last || parts[i].rank > last->rank))
			last = &parts[i];
	if (last)
		*last->text = '\0';
}

static int
shown_parts(const struct part *parts)
{
	int n = 0;

	for (int i = 0; i < PARTS; i++)
		n += *parts[i].text != '\0';
	return n;
}

void
header_draw_alone(const struct session *s, const struct canvas *c, int64_t now_us)
{
	struct alert_counts n = room_alert_counts(s->room, now_us);
	struct boundary next = room_next_boundary(s->room, now_us);
	char left[32] = "";

	if (next.at_us != UNSAID)
		duration_clock(next.at_us - now_us, left, sizeof left);
	canvas_printf(c, 0, 0,
	              n.unseen_by_rank[1] ? ROLE_URGENT
	              : n.unseen          ? ROLE_WARN
	                                  : ROLE_TEXT,
	              "%u!%u %s", n.unseen_by_rank[1], n.unseen, left);
}

void
header_draw(const struct session *s, const struct canvas *c, int64_t now_us)
{
	struct part parts[PARTS];
	int x = 1, right = c->width - 1;

	collect(s, now_us, parts);
	shorten(parts, c->width);
	while (total_width(parts) > c->width && shown_parts(parts) > 1)
		drop_last_rank(parts);
	canvas_fill(c, 0, 0, c->width, 1, ROLE_HEADER);
	for (int i = 0; i < PARTS; i++)
		if (*parts[i].text && !parts[i].is_right)
			x +=
			    canvas_field(c, x, 0, c->width - x, parts[i].role, parts[i].text) + GAP;
	for (int i = PARTS - 1; i >= 0; i--)
		if (*parts[i].text && parts[i].is_right) {
			right -= text_width(parts[i].text);
			canvas_field(c, right, 0, c->width - right, parts[i].role, parts[i].text);
			right -= GAP;
		}
}
