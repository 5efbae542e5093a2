/* Configuration of money: the rules, the lines and their curves over the phases. */
#include "app/config_reader.h"
#include "base/lang.h"

#include <libconfig.h>
#include <math.h>
#include <string.h>

enum { CURVE_TOLERANCE_PERCENT = 1 };

struct curve_list
reader_curve(struct config_reader *r, const struct config_setting_t *setting)
{
	static const struct field share = { "share", FIELD_SHARE,
		                            offsetof(struct curve_share, share), .help = "" };
	int n = config_setting_length(setting);
	struct curve_share *shares;
	struct curve_list curve = { NULL, 0 };
	unsigned errors = r->errors;
	double sum = 0;

	if (!config_setting_is_group(setting)) {
		reader_problem(r, config_setting_source_line(setting),
		               _("%s takes a group: { warmup = 0.3; peak = 0.7; };"), r->where);
		return curve;
	}
	shares = event_batch_alloc(r->batch, (size_t)(n + 1) * sizeof *shares);
	for (int i = 0; i < n; i++) {
		const config_setting_t *s = config_setting_get_elem(setting, (unsigned)i);
		unsigned line = config_setting_source_line(s);
		char *before = reader_enter(r, "%s", config_setting_name(s)),
		     *text = reader_text(r, s, _("a share"));
		struct err e;

		shares[i].phase = event_batch_str(r->batch, config_setting_name(s));
		reader_refer(r, line, OF_PHASES, shares[i].phase);
		if (text && !field_parse(r, &share, line, text, &shares[i], &e))
			reader_problem(r, line, "%s: %s", r->where, e.text);
		sum += shares[i].share;
		g_free(text);
		reader_leave(r, before);
	}
	if (r->errors == errors && fabs(sum - 1) * 100 > CURVE_TOLERANCE_PERCENT + 1e-9)
		reader_problem(r, config_setting_source_line(setting),
		               _("%s: the shares add up to %.2f and not to 1"), r->where, sum);
	curve.shares = shares;
	curve.n = (size_t)n;
	return curve;
}

static const struct choice classes[] = { { "core", LINE_CORE },
	                                 { "other", LINE_OTHER },
	                                 { "reserve", LINE_RESERVE },
	                                 { .name = NULL } };

static void
read_line_curve(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct line *line = into;
	struct curve_list curve = reader_curve(r, setting);

	line->curve = curve.shares;
	line->n_curve = curve.n;
}

#define AT(member) offsetof(struct line, member)
static const struct field line_fields[] = {
	{ "id", FIELD_ID, AT(id), .is_required = true, .help = "name of the line" },
	{ "title", FIELD_TEXT, AT(title), .help = "what the screen calls it" },
	{ "team", FIELD_REFERENCE, AT(team), .refers = OF_TEAMS, .help = "whose money it is" },
	{ "region", FIELD_TEXT, AT(region), .help = "region" },
	{ "class", FIELD_CHOICE, AT(class), .choices = classes, .fallback = "other",
	  .help = "core is protected, other is pressed" },
	{ "planned", FIELD_MONEY, AT(planned_minor), .is_required = true,
	  .help = "amount of the plan" },
	{ "committed", FIELD_MONEY, AT(committed_minor),
	  .help = "amount that is ordered; usually a source says it" },
	{ "actual", FIELD_MONEY, AT(actual_minor),
	  .help = "amount that is spent; usually a source says it" },
	{ "as_of", FIELD_INSTANT, AT(as_of_us), .help = "when committed and actual were so" },
	{ "floor", FIELD_MONEY, AT(floor_minor), .help = "least that may be left in the line" },
	{ "cap", FIELD_MONEY, AT(cap_minor), .help = "most that may be moved into it" },
	{ "return", FIELD_NUMBER, AT(return_ratio), .help = "money back per money spent" },
	{ "curve", FIELD_OTHER, .form = N_("group of PHASE = share"), .read = read_line_curve,
	  .help = "share of the plan that is spent in each phase, evenly over its time; the "
	          "budget's own curve if unsaid" },
	{ .name = NULL }
};
#undef AT

static void
add_line(struct config_reader *r, const struct config_setting_t *setting, void *item)
{
	struct line *line = item;
	unsigned at = config_setting_source_line(setting);

	if (line->floor_minor != UNSAID && line->planned_minor != UNSAID &&
	    line->floor_minor > line->planned_minor)
		reader_problem(r, at, _("%s: 'floor' is above 'planned'"), r->where);
	if (line->cap_minor != UNSAID && line->cap_minor < line->planned_minor)
		reader_problem(r, at, _("%s: 'cap' is below 'planned'"), r->where);
	if (!line->curve) {
		line->curve = r->budget_curve.shares;
		line->n_curve = r->budget_curve.n;
	}
	event_batch_add(r->batch, EVENT_DEFINE_LINE, 0)->line = line;
}

const struct section section_lines = {
	.name = "lines",
	.item = N_("budget line"),
	.fields = line_fields,
	.collection = OF_LINES,
	.is_list = true,
	.size = sizeof(struct line),
	.add = add_line,
	.help = "The lines of the budget.",
};

static void
read_lines(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	(void)into;
	reader_list(r, &section_lines, setting);
}

static void
read_budget_curve(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	(void)into;
	r->budget_curve = reader_curve(r, setting);
}

/* When the room itself proposes to move money. */
#define AT(member) offsetof(struct define_room, elastic.member)
static const struct field elastic_fields[] = {
	{ "trigger", FIELD_SHARE, AT(trigger), .fallback = "10%",
	  .help = "sales leave their pace by more than this share" },
	{ "hold", FIELD_DURATION, AT(hold_us), .fallback = "10m",
	  .help = "it counts after it held so long" },
	{ "step", FIELD_SHARE, AT(step), .fallback = "5%",
	  .help = "one proposal moves at most this share of the whole plan" },
	{ "least", FIELD_MONEY, AT(least_minor), .fallback = "10k",
	  .help = "amounts are whole multiples of it; nothing smaller is proposed" },
	{ .name = NULL }
};
#undef AT

const struct section section_elastic = {
	.name = "elastic",
	.item = N_("elastic model"),
	.fields = elastic_fields,
	.help =
	    "When sales (earned_metric) leave their pace, the room proposes to move money from the "
	    "line with the poorest return to the one with the best, within floor and cap of "
	    "both, never from the reserve.",
};

static void
read_elastic(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct define_room *room = into;

	reader_group(r, &section_elastic, setting, room);
	if (!room->earned_metric)
		reader_problem(
		    r, config_setting_source_line(setting),
		    _("%s: the budget has no 'earned_metric' with a pace, which says how sales "
		      "should go"),
		    r->where);
}

static void
add_approver(struct config_reader *r, unsigned line, const char *text, void *data)
{
	struct define_room *room = data;
	size_t n = 0;

	while (n < APPROVERS_MAX && room->approvers[n])
		n++;
	reader_refer(r, line, OF_TEAMS, text);
	if (n == APPROVERS_MAX)
		reader_problem(r, line, _("%s takes at most %d teams"), r->where, APPROVERS_MAX);
	else
		room->approvers[n] = event_batch_str(r->batch, text);
}

static void
read_approvers(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	reader_texts(r, setting, add_approver, into);
}

/* The rules are the room's; the curve stands before the lines, since they fall back to it. */
#define AT(member) offsetof(struct define_room, member)
static const struct field budget_fields[] = {
	{ "core_min", FIELD_SHARE, AT(core_share_min), .fallback = "70%",
	  .help = "least share of the core" },
	{ "other_max", FIELD_SHARE, AT(other_share_max), .fallback = "30%",
	  .help = "largest share of the rest" },
	{ "loss_cap", FIELD_SHARE, AT(loss_cap), .fallback = "3%",
	  .help = "losses stay within this share of the budget" },
	{ "spend_cap", FIELD_SHARE, AT(spend_cap), .fallback = "95%",
	  .help = "spending stays within this share of the budget" },
	{ "reserve", FIELD_SHARE, AT(reserve_share), .fallback = "20%",
	  .help = "share of resources that is kept back" },
	{ "earned_metric", FIELD_REFERENCE, AT(earned_metric), .refers = OF_METRICS,
	  .help = "the metric that says what was earned: EV = value / target x budget" },
	{ "loss_metric", FIELD_REFERENCE, AT(loss_metric), .refers = OF_METRICS,
	  .help = "the metric that says what was lost so far, in whole units of the currency" },
	{ "approvers", FIELD_OTHER, .form = N_("list of teams"), .read = read_approvers,
	  .help = "a move of money needs an approval by each of these teams; fin, mkt and merch if "
	          "unsaid" },
	{ "approval_time", FIELD_DURATION, AT(approval_us), .fallback = "24h", .low = MIN_US,
	  .help = "a proposal lapses after it" },
	{ "max_age", FIELD_DURATION, AT(report_age_us), .fallback = "24h", .low = MIN_US,
	  .help = "an actual whose 'as of' is older is marked stale" },
	{ "elastic", FIELD_GROUP, .section = &section_elastic, .read = read_elastic,
	  .help = "when the room itself proposes to move money; never if unsaid" },
	{ "curve", FIELD_OTHER, .form = N_("group of PHASE = share"), .read = read_budget_curve,
	  .help = "share of the plan that is spent in each phase, for lines that have no curve; "
	          "evenly over the event if unsaid" },
	{ "lines", FIELD_LIST, .section = &section_lines, .read = read_lines, .help = "the lines" },
	{ .name = NULL }
};
#undef AT

const struct section section_budget = {
	.name = "budget",
	.item = N_("budget"),
	.fields = budget_fields,
	.help = "The rules for money, and its lines.",
};
