/* Configuration of what triggers risks: conditions on metrics and alerts, and suppliers' scores. */
#include "app/config_reader.h"
#include "base/lang.h"

#include <libconfig.h>
#include <math.h>

static void
read_match(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct trigger *trigger = into;

	reader_matches(r, setting, &trigger->matches, &trigger->n_matches);
}

#define AT(member) offsetof(struct trigger, member)
static const struct field trigger_fields[] = {
	{ "metric", FIELD_REFERENCE, AT(metric), .refers = OF_METRICS,
	  .help = "the metric that is watched; without it the condition is on alerts" },
	{ "above", FIELD_NUMBER, AT(above), .help = "holds while the metric is above this" },
	{ "below", FIELD_NUMBER, AT(below), .help = "holds while the metric is below this" },
	{ "clear", FIELD_NUMBER, AT(clear),
	  .help =
	      "over when the metric is back at this or better; the threshold itself if unsaid. Of "
	      "alerts: when at most so many fire; one less than count if unsaid" },
	{ "match", FIELD_OTHER, .form = N_("list of matchers"), .read = read_match,
	  .help = "which alerts count: any one of the matchers; those of the risk if unsaid" },
	{ "count", FIELD_INTEGER, AT(count), .low = 1, .high = 1000000,
	  .help = "holds while at least so many alerts fire; 1 if unsaid" },
	{ "hold", FIELD_DURATION, AT(hold_us), .fallback = "0",
	  .help = "triggers after it held so long without a break" },
	{ "clear_hold", FIELD_DURATION, AT(clear_hold_us),
	  .help = "is over after it was clear so long without a break; as hold if unsaid" },
	{ .name = NULL }
};
#undef AT

static void
check_metric(struct config_reader *r, unsigned line, const struct trigger *t)
{
	if (isnan(t->above) == isnan(t->below))
		reader_problem(r, line, _("%s: a condition on a metric has 'above' or 'below'"),
		               r->where);
	else if (t->clear > t->above || t->clear < t->below)
		reader_problem(
		    r, line,
		    _("%s: 'clear' must be on the good side of '%s', or it would be over "
		      "while it holds"),
		    r->where, isnan(t->above) ? "below" : "above");
	if (t->matches || t->count != UNSAID)
		reader_problem(
		    r, line,
		    _("%s: 'match' and 'count' are of alerts: write a condition of its own"),
		    r->where);
}

static void
check_alerts(struct config_reader *r, unsigned line, const struct trigger *t)
{
	double count = t->count == UNSAID ? 1 : (double)t->count;

	if (!t->matches && t->count == UNSAID)
		reader_problem(
		    r, line,
		    _("%s: it needs a 'metric', or alerts: 'match', or 'count' for those of "
		      "the risk"),
		    r->where);
	if (!isnan(t->above) || !isnan(t->below))
		reader_problem(r, line, _("%s: 'above' and 'below' need a 'metric'"), r->where);
	if (t->clear >= count || t->clear < 0)
		reader_problem(r, line, _("%s: 'clear' must be less than 'count'"), r->where);
}

const struct section section_triggers = {
	.name = "trigger",
	.item = N_("condition"),
	.fields = trigger_fields,
	.is_list = true,
	.size = sizeof(struct trigger),
	.help =
	    "When a risk is triggered: on a metric or on alerts, with a hold time and a level of "
	    "its own for the end, so that it does not flap.",
};

void
reader_triggers(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct risk *risk = into;
	int n = config_setting_length(setting);
	struct trigger *triggers = event_batch_alloc(r->batch, (size_t)(n + 1) * sizeof *triggers);

	for (int i = 0; i < n; i++) {
		const config_setting_t *s = config_setting_get_elem(setting, (unsigned)i);
		unsigned line = config_setting_source_line(s), errors = r->errors;
		char *before = reader_enter(r, "[%d]", i + 1);

		if (!config_setting_is_group(s))
			reader_problem(r, line, _("%s is not a group: { metric = ...; }"),
			               r->where);
		else
			reader_group(r, &section_triggers, s, &triggers[i]);
		if (r->errors == errors && triggers[i].metric)
			check_metric(r, line, &triggers[i]);
		else if (r->errors == errors)
			check_alerts(r, line, &triggers[i]);
		reader_leave(r, before);
	}
	risk->triggers = triggers;
	risk->n_triggers = (size_t)n;
}

#define AT(member) offsetof(struct supplier, member)
static const struct field supplier_fields[] = {
	{ "id", FIELD_ID, AT(id), .is_required = true, .help = "name of the supplier" },
	{ "title", FIELD_TEXT, AT(title), .help = "what the screen calls it" },
	{ "team", FIELD_REFERENCE, AT(team), .refers = OF_TEAMS, .help = "who keeps the contact" },
	{ "risk", FIELD_REFERENCE, AT(risk), .refers = OF_RISKS,
	  .help = "the risk that a score below the threshold triggers" },
	{ "metric", FIELD_REFERENCE, AT(metric), .refers = OF_METRICS,
	  .help = "the metric whose value is the score" },
	{ "score", FIELD_NUMBER, AT(score), .help = "the score, where no metric brings it" },
	{ "threshold", FIELD_NUMBER, AT(threshold), .is_required = true,
	  .help = "below this the supplier is a risk" },
	{ "clear", FIELD_NUMBER, AT(clear),
	  .help = "over when the score is back at this; the threshold itself if unsaid" },
	{ "hold", FIELD_DURATION, AT(hold_us), .fallback = "0",
	  .help = "a score counts after it was so for this long" },
	{ .name = NULL }
};
#undef AT

static void
add_supplier(struct config_reader *r, const struct config_setting_t *setting, void *item)
{
	const struct supplier *supplier = item;
	unsigned line = config_setting_source_line(setting);

	if (supplier->metric && !isnan(supplier->score))
		reader_problem(r, line, _("%s: 'score' and 'metric' both say what the score is"),
		               r->where);
	if (!supplier->metric && isnan(supplier->score))
		reader_problem(r, line, _("%s: it needs a 'score', or the 'metric' that brings it"),
		               r->where);
	if (supplier->clear < supplier->threshold)
		reader_problem(r, line, _("%s: 'clear' must not be below 'threshold'"), r->where);
	event_batch_add(r->batch, EVENT_DEFINE_SUPPLIER, 0)->supplier = supplier;
}

const struct section section_suppliers = {
	.name = "suppliers",
	.item = N_("supplier"),
	.fields = supplier_fields,
	.collection = OF_SUPPLIERS,
	.is_list = true,
	.size = sizeof(struct supplier),
	.add = add_supplier,
	.help = "Suppliers with a score and a threshold; below it the risk that they name is "
		"triggered.",
};
