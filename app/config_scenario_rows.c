/* The keys of a drill's scenario, and what must be so in its rows. */
#include "app/config_scenario.h"

#include "app/config_reader.h"
#include "base/lang.h"
#include "tui/panel.h"

#include <libconfig.h>
#include <string.h>

static void
add_use(struct scenario_file *f, unsigned line, enum scenario_use_kind kind, const char *id)
{
	struct scenario_use use = { line, kind, id };

	if (id && *id)
		g_array_append_val(f->uses, use);
}

static const char *
or_empty(const char *text)
{
	return text ? text : "";
}

/* Reads each group of a list into `item`, and hands it to `add`. */
static void
read_rows(struct config_reader *r, const config_setting_t *list, const struct section *section,
          void *item, struct scenario_file *f,
          void (*add)(struct config_reader *r, unsigned line, void *item, struct scenario_file *f))
{
	for (int i = 0; i < config_setting_length(list); i++) {
		const config_setting_t *row = config_setting_get_elem(list, (unsigned)i);
		unsigned line = config_setting_source_line(row), errors = r->errors;
		char *before = reader_enter(r, "[%d]", i + 1);

		if (!config_setting_is_group(row)) {
			reader_problem(r, line, _("%s: each is a group: { ... }"), r->where);
		} else {
			memset(item, 0, section->size);
			reader_group(r, section, row, item);
			if (r->errors == errors)
				add(r, line, item, f);
		}
		reader_leave(r, before);
	}
}

static void
check_span(struct config_reader *r, unsigned line, const struct scenario_file *f, int64_t from_us,
           int64_t to_us)
{
	if (to_us != UNSAID && to_us <= from_us)
		reader_problem(r, line, _("%s: it ends before it begins"), r->where);
	else if (f->lasts_us != UNSAID && from_us >= f->lasts_us)
		reader_problem(r, line, _("%s: it begins when the drill is over"), r->where);
}

#define AT(member) offsetof(struct scenario_metric, member)
static const struct choice directions[] = { { "higher", DIRECTION_HIGHER },
	                                    { "lower", DIRECTION_LOWER },
	                                    { NULL, 0 } };
static const struct field feed_fields[] = {
	{ "id", FIELD_ID, AT(id), .is_required = true },
	{ "title", FIELD_TEXT, AT(title), .help = "what the screen calls it" },
	{ "unit", FIELD_TEXT, AT(unit), .help = "its unit" },
	{ "usual", FIELD_NUMBER, AT(usual), .is_required = true },
	{ "warn", FIELD_NUMBER, AT(warn), .help = "warning threshold" },
	{ "crit", FIELD_NUMBER, AT(crit), .help = "critical threshold" },
	{ "direction", FIELD_CHOICE, AT(direction), .choices = directions, .fallback = "lower" },
	{ "decimals", FIELD_INTEGER, AT(decimals), .fallback = "0", .low = 0, .high = 6 },
	{ .name = NULL }
};
#undef AT
static const struct section section_feeds = { .name = "feeds",
	                                      .fields = feed_fields,
	                                      .size = sizeof(struct scenario_metric) };

static void
add_feed(struct config_reader *r, unsigned line, void *item, struct scenario_file *f)
{
	struct scenario_metric *metric = item;
	struct scenario_feed feed = { metric->id, metric->usual };

	metric->title = metric->title ? metric->title : metric->id;
	metric->unit = or_empty(metric->unit);
	if (scenario_feed(&f->what, metric->id))
		reader_problem(r, line, _("%s: there is already a feed '%s'"), r->where,
		               metric->id);
	g_array_append_val(f->what.feeds, feed);
	g_array_append_vals(f->metrics, metric, 1);
}

static void
read_feeds(struct config_reader *r, const config_setting_t *setting, void *into)
{
	struct scenario_metric metric;

	read_rows(r, setting, &section_feeds, &metric, into, add_feed);
}

#define AT(member) offsetof(struct scenario_move, member)
static const struct choice shapes[] = { { "ramp", SHAPE_RAMP },
	                                { "step", SHAPE_STEP },
	                                { "spike", SHAPE_SPIKE },
	                                { "noise", SHAPE_NOISE },
	                                { NULL, 0 } };
static const struct field move_fields[] = {
	{ "at", FIELD_DURATION, AT(at_us), .is_required = true },
	{ "metric", FIELD_ID, AT(metric), .is_required = true },
	{ "to", FIELD_NUMBER, AT(to), .is_required = true },
	{ "over", FIELD_DURATION, AT(over_us), .low = SEC_US },
	{ "shape", FIELD_CHOICE, AT(shape), .choices = shapes, .fallback = "ramp" },
	{ .name = NULL }
};
#undef AT
static const struct section section_moves = { .name = "metrics",
	                                      .fields = move_fields,
	                                      .size = sizeof(struct scenario_move) };

static void
add_move(struct config_reader *r, unsigned line, void *item, struct scenario_file *f)
{
	struct scenario_move *move = item;

	if (move->shape == SHAPE_STEP && move->over_us != UNSAID)
		reader_problem(r, line, _("%s: a step takes no time: leave out 'over'"), r->where);
	else if (move->shape != SHAPE_STEP && move->over_us == UNSAID)
		reader_problem(r, line,
		               _("%s: over which time? over = \"90s\", or shape = \"step\""),
		               r->where);
	check_span(r, line, f, move->at_us, UNSAID);
	add_use(f, line, USE_METRIC, move->metric);
	g_array_append_vals(f->what.moves, move, 1);
}

static void
read_moves(struct config_reader *r, const config_setting_t *setting, void *into)
{
	struct scenario_move move;

	read_rows(r, setting, &section_moves, &move, into, add_move);
}

static void
read_labels(struct config_reader *r, const config_setting_t *setting, void *into)
{
	struct scenario_alert *alert = into;
	int n = config_setting_length(setting);
	struct label *labels = event_batch_alloc(r->batch, (size_t)(n + 1) * sizeof *labels);

	if (n > SCENARIO_MORE_LABELS)
		reader_problem(r, config_setting_source_line(setting), _("%s: at most %d labels"),
		               r->where, SCENARIO_MORE_LABELS);
	for (int i = 0; i < n; i++) {
		const config_setting_t *s = config_setting_get_elem(setting, (unsigned)i);
		char *value = reader_text(r, s, _("a text"));

		labels[i].name = event_batch_str(r->batch, config_setting_name(s));
		labels[i].value = event_batch_str(r->batch, value);
		g_free(value);
	}
	alert->labels = labels;
	alert->n_labels = (size_t)n;
}

#define AT(member) offsetof(struct scenario_alert, member)
static const struct field alert_fields[] = {
	{ "name", FIELD_TEXT, AT(kind.name), .is_required = true },
	{ "starts", FIELD_DURATION, AT(starts_us), .is_required = true },
	{ "ends", FIELD_DURATION, AT(ends_us), .help = "when it resolves; unsaid: never" },
	{ "severity", FIELD_TEXT, AT(kind.severity), .fallback = "critical" },
	{ "team", FIELD_TEXT, AT(kind.team), .help = "whose it is" },
	{ "service", FIELD_TEXT, AT(kind.service), .help = "its label" },
	{ "instance", FIELD_TEXT, AT(kind.instance), .help = "its label" },
	{ "summary", FIELD_TEXT, AT(kind.summary), .help = "a sentence" },
	{ "labels", FIELD_GROUP, .read = read_labels },
	{ .name = NULL }
};
#undef AT
static const struct section section_alerts = { .name = "alerts",
	                                       .fields = alert_fields,
	                                       .size = sizeof(struct scenario_alert) };

static void
add_alert(struct config_reader *r, unsigned line, void *item, struct scenario_file *f)
{
	struct scenario_alert *alert = item;

	alert->kind.team = or_empty(alert->kind.team);
	alert->kind.service = or_empty(alert->kind.service);
	alert->kind.instance = or_empty(alert->kind.instance);
	alert->kind.summary = or_empty(alert->kind.summary);
	alert->kind.description = alert->kind.summary;
	check_span(r, line, f, alert->starts_us, alert->ends_us);
	g_array_append_vals(f->what.alerts, alert, 1);
}

static void
read_alerts(struct config_reader *r, const config_setting_t *setting, void *into)
{
	struct scenario_alert alert;

	read_rows(r, setting, &section_alerts, &alert, into, add_alert);
}

#define AT(member) offsetof(struct scenario_outage, member)
static const struct choice endpoints[] = { { "alertmanager", ENDPOINT_ALERTMANAGER },
	                                   { "prometheus", ENDPOINT_PROMETHEUS },
	                                   { "room", ENDPOINT_ROOM },
	                                   { NULL, 0 } };
static const struct choice fates[] = {
	{ "error", FATE_ERROR }, { "hang", FATE_HANGS }, { "close", FATE_CLOSES }, { NULL, 0 }
};
static const struct field outage_fields[] = {
	{ "endpoint", FIELD_CHOICE, AT(endpoint), .choices = endpoints, .is_required = true },
	{ "how", FIELD_CHOICE, AT(how), .choices = fates, .fallback = "error" },
	{ "from", FIELD_DURATION, AT(from_us), .is_required = true },
	{ "to", FIELD_DURATION, AT(to_us), .help = "the value, or the end" },
	{ .name = NULL }
};
#undef AT
static const struct section section_outages = { .name = "outages",
	                                        .fields = outage_fields,
	                                        .size = sizeof(struct scenario_outage) };

static void
add_outage(struct config_reader *r, unsigned line, void *item, struct scenario_file *f)
{
	struct scenario_outage *outage = item;

	check_span(r, line, f, outage->from_us, outage->to_us);
	g_array_append_vals(f->what.outages, outage, 1);
}

static void
read_outages(struct config_reader *r, const config_setting_t *setting, void *into)
{
	struct scenario_outage outage;

	read_rows(r, setting, &section_outages, &outage, into, add_outage);
}

#define AT(member) offsetof(struct scenario_silence, member)
static const struct field silence_fields[] = {
	{ "metric", FIELD_ID, AT(metric), .is_required = true },
	{ "from", FIELD_DURATION, AT(from_us), .is_required = true },
	{ "to", FIELD_DURATION, AT(to_us), .help = "the value, or the end" },
	{ .name = NULL }
};
#undef AT
static const struct section section_silences = { .name = "silent",
	                                         .fields = silence_fields,
	                                         .size = sizeof(struct scenario_silence) };

static void
add_silence(struct config_reader *r, unsigned line, void *item, struct scenario_file *f)
{
	struct scenario_silence *silence = item;

	check_span(r, line, f, silence->from_us, silence->to_us);
	add_use(f, line, USE_METRIC, silence->metric);
	g_array_append_vals(f->what.silences, silence, 1);
}

static void
read_silences(struct config_reader *r, const config_setting_t *setting, void *into)
{
	struct scenario_silence silence;

	read_rows(r, setting, &section_silences, &silence, into, add_silence);
}

#define AT(member) offsetof(struct drill_expect, member)
static const struct field expect_fields[] = {
	{ "alert", FIELD_TEXT, AT(alert), .is_required = true },
	{ "plan", FIELD_ID, AT(plan), .help = "which, by its id" },
	{ "by", FIELD_ID, AT(by), .help = "person or team who is to answer" },
	{ "seen_within", FIELD_DURATION, AT(limit_us[DRILL_SEEN]), .low = SEC_US },
	{ "reported_within", FIELD_DURATION, AT(limit_us[DRILL_REPORTED]), .low = SEC_US },
	{ "acted_within", FIELD_DURATION, AT(limit_us[DRILL_ACTED]), .low = SEC_US },
	{ "done_within", FIELD_DURATION, AT(limit_us[DRILL_DONE]), .low = SEC_US },
	{ .name = NULL }
};
#undef AT
static const struct section section_expects = { .name = "expect",
	                                        .fields = expect_fields,
	                                        .size = sizeof(struct drill_expect) };

static bool
has_alert(const struct scenario_file *f, const char *name)
{
	for (guint i = 0; i < f->what.alerts->len; i++)
		if (!strcmp(g_array_index(f->what.alerts, struct scenario_alert, i).kind.name,
		            name))
			return true;
	return false;
}

static void
add_expect(struct config_reader *r, unsigned line, void *item, struct scenario_file *f)
{
	struct drill_expect *expect = item;
	bool has_limit = false;

	expect->plan = or_empty(expect->plan);
	expect->by = or_empty(expect->by);
	for (int step = 0; step < DRILL_STEPS; step++)
		has_limit |= expect->limit_us[step] != UNSAID;
	if (!has_alert(f, expect->alert))
		reader_problem(r, line, _("%s: no alert of this scenario is called '%s'"), r->where,
		               expect->alert);
	if (!has_limit)
		reader_problem(r, line,
		               _("%s expects nothing: say seen_within = \"5m\", or "
		                 "reported_within, acted_within, done_within"),
		               r->where);
	if (expect->limit_us[DRILL_ACTED] != UNSAID && !*expect->plan)
		reader_problem(r, line, _("%s: acted_within is about a plan: say plan = \"...\""),
		               r->where);
	add_use(f, line, USE_PLAN, expect->plan);
	add_use(f, line, USE_WHO, expect->by);
	g_array_append_vals(f->expects, expect, 1);
}

static void
read_expects(struct config_reader *r, const config_setting_t *setting, void *into)
{
	struct drill_expect expect;

	read_rows(r, setting, &section_expects, &expect, into, add_expect);
}

#define AT(member) offsetof(struct scenario_answer, member)
static const struct choice deeds[] = { { "ack", INTENT_ACK },
	                               { "note", INTENT_NOTE },
	                               { "escalate", INTENT_ESCALATE },
	                               { "done", INTENT_DONE },
	                               { "start", INTENT_PLAN_START },
	                               { "close", INTENT_PLAN_CLOSE },
	                               { NULL, 0 } };
static const struct field answer_fields[] = {
	{ "at", FIELD_DURATION, AT(at_us), .is_required = true },
	{ "who", FIELD_ID, AT(who), .is_required = true },
	{ "does", FIELD_CHOICE, AT(deed), .choices = deeds, .is_required = true },
	{ "alert", FIELD_TEXT, AT(alert), .help = "which, by its title" },
	{ "plan", FIELD_ID, AT(plan), .help = "which, by its id" },
	{ "text", FIELD_TEXT, AT(text), .help = "what is said" },
	{ .name = NULL }
};
#undef AT
static const struct section section_answers = { .name = "answers",
	                                        .fields = answer_fields,
	                                        .size = sizeof(struct scenario_answer) };

static void
add_answer(struct config_reader *r, unsigned line, void *item, struct scenario_file *f)
{
	struct scenario_answer *answer = item;
	bool is_plans = answer->deed == INTENT_PLAN_START || answer->deed == INTENT_PLAN_CLOSE;

	if (is_plans ? !answer->plan || answer->alert : answer->plan || !answer->alert)
		reader_problem(r, line, _("%s: say which %s"), r->where,
		               is_plans ? "plan: plan = \"...\"" : "alert: alert = \"...\"");
	answer->alert = or_empty(answer->alert);
	answer->plan = or_empty(answer->plan);
	answer->text = or_empty(answer->text);
	add_use(f, line, USE_PLAN, answer->plan);
	add_use(f, line, USE_WHO, answer->who);
	g_array_append_vals(f->answers, answer, 1);
}

static void
read_answers(struct config_reader *r, const config_setting_t *setting, void *into)
{
	struct scenario_answer answer;

	read_rows(r, setting, &section_answers, &answer, into, add_answer);
}

/* The lists in this order: what is expected is of the alerts before. */
#define AT(member) offsetof(struct scenario_file, member)
static const struct field head_fields[] = {
	{ "name", FIELD_TEXT, AT(name), .help = "what the drill is called" },
	{ "about", FIELD_TEXT, AT(about), .help = "a sentence" },
	{ "at", FIELD_TEXT, AT(at), .help = "when" },
	{ "lasts", FIELD_DURATION, AT(lasts_us), .help = "how long it is scored", .low = MIN_US },
	{ "feeds", FIELD_LIST, .read = read_feeds },
	{ "metrics", FIELD_LIST, .read = read_moves },
	{ "alerts", FIELD_LIST, .read = read_alerts },
	{ "outages", FIELD_LIST, .read = read_outages },
	{ "silent", FIELD_LIST, .read = read_silences },
	{ "expect", FIELD_LIST, .read = read_expects },
	{ "answers", FIELD_LIST, .read = read_answers },
	{ .name = NULL }
};
#undef AT

const struct section section_scenario = { .name = "scenario",
	                                  .fields = head_fields,
	                                  .size = sizeof(struct scenario_file) };
