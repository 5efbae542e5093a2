/* `warroom status`: one line and an exit code, as monitoring plugins give them. */
#include "app/budget_out.h"
#include "app/command.h"
#include "app/headless.h"
#include "app/json_out.h"
#include "app/out.h"
#include "base/lang.h"
#include "room/escalate.h"
#include "room/alert.h"
#include "room/evaluate.h"
#include "panels/words.h"
#include "room/course.h"
#include "room/phase.h"
#include "room/trigger.h"
#include "room/proposal.h"

#include <json-c/json.h>

/* The plugins' exit codes. */
enum status { STATUS_OK, STATUS_WARNING, STATUS_CRITICAL, STATUS_UNKNOWN };

static const char *const names[] = { "OK", "WARNING", "CRITICAL", "UNKNOWN" };

struct figures {
	struct alert_counts alerts;
	struct source_counts sources;
	unsigned late_gates, red_phases, supervised, triggered;
	bool is_held;
	bool is_cut_off;   /* from the other sites */
	char journal[256]; /* what is wrong with it; "" */
};

static unsigned
count_supervised(const struct room *room)
{
	GPtrArray *items = room_supervised(room);
	unsigned n = items->len;

	g_ptr_array_unref(items);
	return n;
}

static unsigned
count_late_gates(const struct room *room, int64_t now_us)
{
	GArray *late = room_late(room, now_us);
	unsigned n = 0;

	for (guint i = 0; i < late->len; i++)
		n += g_array_index(late, struct late, i).gate != NULL;
	g_array_unref(late);
	return n;
}

static unsigned
count_triggered(const struct room *room)
{
	unsigned n = 0;

	for (guint i = 0; i < room->risks->len; i++)
		n += ((const struct risk_state *)g_ptr_array_index(room->risks, i))->is_triggered;
	return n;
}

static unsigned
count_red_phases(const struct room *room, int64_t now_us)
{
	unsigned n = 0;

	for (guint i = 0; i < room->phases->len; i++)
		n += phase_is_red(room, g_ptr_array_index(room->phases, i), now_us);
	return n;
}

/* The rule stands in warroom(1). */
static enum status
judge(const struct figures *f)
{
	if (f->sources.live == 0)
		return STATUS_UNKNOWN;
	if (f->alerts.unseen_by_rank[1] || f->alerts.overdue || f->alerts.refused)
		return STATUS_CRITICAL;
	if (f->alerts.unseen || f->alerts.by_rank[1] || f->late_gates || f->is_cut_off ||
	    f->red_phases || f->is_held || f->triggered || *f->journal ||
	    f->sources.stale + f->sources.failing + f->sources.waiting)
		return STATUS_WARNING;
	return STATUS_OK;
}

static void
print_text(const struct session *s, const struct figures *f, enum status status)
{
	const struct alert_counts *n = &f->alerts;
	unsigned bad = f->sources.stale + f->sources.failing + f->sources.waiting;
	char site[128];

	out_say("WARROOM %s -", names[status]);
	for (guint i = 0; i < s->room->tiers->len; i++) {
		const struct tier_state *tier = g_ptr_array_index(s->room->tiers, i);

		if (tier->is.rank > 0 && tier->is.rank < (int64_t)G_N_ELEMENTS(n->by_rank))
			out_say(" %s %u", tier->is.brief, n->by_rank[tier->is.rank]);
	}
	out_say(_(", unseen %u, overdue %u, refused %u; sources %u live"), n->unseen, n->overdue,
	        n->refused, f->sources.live);
	for (guint i = 0; i < s->room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(s->room->sources, i);

		if (source->health != SOURCE_LIVE)
			out_say(", %s %s", source->is.name,
			        source->health == SOURCE_WAITING ? _("silent") : _("FAILING"));
	}
	if (f->supervised)
		out_say(_("; supervised %u"), f->supervised);
	if (f->triggered)
		out_say(_("; risks triggered %u"), f->triggered);
	out_say(_("; late gates %u, red phases %u%s; %s"), f->late_gates, f->red_phases,
	        f->is_held ? _(", HOLD") : "", *f->journal ? f->journal : _("journal ok"));
	if (s->site.name[0])
		out_say("; %s", site_text(&s->site, clock_real_us(), site, sizeof site));
	if (s->site.name[0] && !s->site.is_linked)
		out_say(" (%s)", s->site.reason);
	out_say(" | firing=%u unseen=%u unseen_urgent=%u overdue=%u refused=%u late_gates=%u"
	        " red_phases=%u risks_triggered=%u sources_live=%u sources_bad=%u\n",
	        n->firing, n->unseen, n->unseen_by_rank[1], n->overdue, n->refused, f->late_gates,
	        f->red_phases, f->triggered, f->sources.live, bad);
}

static struct json_object *
triggered_risks(const struct room *room, int64_t now_us)
{
	GPtrArray *risks = room_risks_by_pressure(room);
	struct json_object *list = json_object_new_array();

	for (guint i = 0; i < risks->len; i++) {
		const struct risk_state *risk = g_ptr_array_index(risks, i);
		struct risk_clock clock = risk_clock(room, risk, now_us);
		struct json_object *row;

		if (!risk->is_triggered)
			break;
		row = json_object_new_object();
		json_out_text(row, "id", risk->is.id);
		json_out_text(row, "title", risk->is.title);
		json_out_text(row, "level", words_level(risk->is.level));
		json_out_time(row, "triggered", risk->triggered_us);
		json_out_time(row, "began", risk->began_us);
		json_out_text(row, "by", risk->by);
		json_out_seconds(row, "window_left_s", clock.window_left_us);
		json_out_money(row, "cost_now", clock.cost_minor);
		json_out_money(row, "cost_late", clock.late_cost_minor);
		json_object_array_add(list, row);
	}
	g_ptr_array_unref(risks);
	return list;
}

static struct json_object *
indicator_row(const struct indicator *i)
{
	static const char *const reached[] = { "unknown", "yes", "no" };
	struct json_object *row = json_object_new_object();

	json_out_text(row, "id", i->metric->is.id);
	json_out_text(row, "group", i->metric->is.group);
	json_out_number(row, "value", i->value);
	json_out_number(row, "target", i->target);
	json_out_text(row, "reached", reached[i->reached]);
	json_out_number(row, "score", i->attained);
	json_out_number(row, "against_baseline", i->against_baseline);
	json_out_number(row, "against_benchmark", i->against_benchmark);
	return row;
}

static struct json_object *
score_row(const struct group_score *group)
{
	struct json_object *row = json_object_new_object();

	json_out_text(row, "group", *group->group ? group->group : "all");
	json_out_count(row, "indicators", group->indicators);
	json_out_count(row, "known", group->known);
	json_out_count(row, "reached", group->reached);
	json_out_number(row, "score", group->score);
	return row;
}

/* Nothing where no metric is an indicator. */
static void
add_evaluation(struct json_object *doc, const struct session *s)
{
	static const char *const stages[] = { "before", "during", "after" };
	struct evaluation now = room_evaluate(s->room, session_now_us(s));
	struct json_object *of = json_object_new_object(), *rows = json_object_new_array(),
			   *groups = json_object_new_array();

	json_out_text(of, "stage", stages[now.stage]);
	for (guint i = 0; i < now.indicators->len; i++)
		json_object_array_add(
		    rows, indicator_row(&g_array_index(now.indicators, struct indicator, i)));
	json_object_array_add(groups, score_row(&now.all));
	for (guint i = 0; i < now.groups->len; i++)
		json_object_array_add(groups,
		                      score_row(&g_array_index(now.groups, struct group_score, i)));
	json_object_object_add(of, "groups", groups);
	json_object_object_add(of, "indicators", rows);
	if (now.indicators->len > 0)
		json_object_object_add(doc, "evaluation", of);
	else
		json_object_put(of);
	evaluation_clear(&now);
}

static struct json_object *
site_out(const struct session *s)
{
	struct json_object *row = json_object_new_object();

	json_out_text(row, "name", s->site.name);
	json_object_object_add(row, "linked", json_object_new_boolean(s->site.is_linked));
	json_out_count(row, "sites", s->site.sites);
	json_out_text(row, "reason", s->site.reason);
	return row;
}

static void
print_json(const struct session *s, const struct figures *f, enum status status)
{
	struct json_object *doc = json_out_document(s), *tiers = json_object_new_array();

	json_out_text(doc, "status", names[status]);
	json_out_count(doc, "code", status);
	json_out_count(doc, "firing", f->alerts.firing);
	json_out_count(doc, "unseen", f->alerts.unseen);
	json_out_count(doc, "overdue", f->alerts.overdue);
	json_out_count(doc, "supervised", f->supervised);
	json_out_count(doc, "refused", f->alerts.refused);
	json_out_count(doc, "silenced", f->alerts.silenced);
	json_out_count(doc, "late_gates", f->late_gates);
	json_out_count(doc, "red_phases", f->red_phases);
	json_out_flag(doc, "held", f->is_held);
	for (guint i = 0; i < s->room->tiers->len; i++) {
		const struct tier_state *tier = g_ptr_array_index(s->room->tiers, i);
		struct json_object *row = json_object_new_object();

		if (tier->is.rank > 0 && tier->is.rank < (int64_t)G_N_ELEMENTS(f->alerts.by_rank)) {
			json_out_count(row, "firing", f->alerts.by_rank[tier->is.rank]);
			json_out_count(row, "unseen", f->alerts.unseen_by_rank[tier->is.rank]);
		}
		json_out_text(row, "id", tier->is.id);
		json_object_array_add(tiers, row);
	}
	json_object_object_add(doc, "tiers", tiers);
	add_evaluation(doc, s);
	json_object_object_add(doc, "risks_triggered", triggered_risks(s->room, session_now_us(s)));
	json_object_object_add(doc, "objectives",
	                       budget_out_objectives(s->room, session_now_us(s)));
	json_out_count(doc, "moves_to_approve", room_open_proposals(s->room));
	json_out_sources(doc, s);
	json_out_text(doc, "journal", *f->journal ? f->journal : "ok");
	if (s->site.name[0])
		json_object_object_add(doc, "site", site_out(s));
	json_out_print(doc);
}

static int
say_unknown(const char *why, bool is_json)
{
	const char *reason = *why ? why : _("the configuration is wrong, see 'warroom check'");

	if (is_json) {
		struct json_object *doc = json_object_new_object();

		json_out_text(doc, "status", names[STATUS_UNKNOWN]);
		json_out_count(doc, "code", STATUS_UNKNOWN);
		json_out_text(doc, "reason", reason);
		json_out_print(doc);
	} else {
		out_say("WARROOM %s - %s\n", names[STATUS_UNKNOWN], reason);
	}
	return STATUS_UNKNOWN;
}

static void
look_at_journal(const struct session *s, struct figures *f)
{
	char *path = session_journal_path(s);

	*f->journal = '\0';
	if (path)
		store_file_warning(path, s->config->journal_limit_bytes, f->journal,
		                   sizeof f->journal);
	g_free(path);
}

static int
status(const struct options *o)
{
	struct err e = { "" };
	struct session *s = headless_look(o, &e);
	struct figures f;
	enum status verdict;

	if (!s)
		return say_unknown(e.text, o->is_json);
	f.alerts = room_alert_counts(s->room, session_now_us(s));
	f.sources = room_source_counts(s->room, session_now_us(s));
	f.triggered = count_triggered(s->room);
	f.late_gates = count_late_gates(s->room, session_now_us(s));
	f.is_cut_off = s->site.name[0] && !s->site.is_linked;
	f.supervised = count_supervised(s->room);
	f.red_phases = count_red_phases(s->room, session_now_us(s));
	f.is_held = room_hold(s->room) != NULL;
	look_at_journal(s, &f);
	verdict = judge(&f);
	if (o->is_json)
		print_json(s, &f, verdict);
	else
		print_text(s, &f, verdict);
	session_free(&s);
	return (int)verdict;
}

static int
run(int argc, char **argv)
{
	struct options o = { 0 };
	int code = options_parse(
	    &o, OPTIONS_ROOM | OPTIONS_JSON,
	    N_("Asks every source once and says in one line how the room is. Exit code: 0 ok, 1 warning,\n"
	       "2 critical, 3 unknown; the rule stands in the manual page."),
	    &argc, argv);

	if (code < 0)
		code = status(&o);
	else if (code == 2)
		code =
		    STATUS_UNKNOWN; /* to a monitoring system, 2 would mean that the sale burns */
	options_fini(&o);
	return code;
}

const struct command cmd_status = {
	.name = "status",
	.run = run,
	.synopsis = "[--json]",
	.help = N_(
	    "say in one line and an exit code how the room is (0 ok, 1 warning, 2 critical, 3 unknown)"),
};
