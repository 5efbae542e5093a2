/* Configuration of contingency plans: what triggers them, their steps, owners and limits. */
#include "app/config_reader.h"
#include "base/lang.h"

#include <libconfig.h>
#include <string.h>

/* The steps under reading become the plan's when all of them are known. */
static void
read_steps(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct plan *plan = into;
	int n = config_setting_length(setting);
	struct plan_step *steps = event_batch_alloc(r->batch, (size_t)(n + 1) * sizeof *steps);

	if (!config_setting_is_list(setting)) {
		reader_problem(
		    r, config_setting_source_line(setting),
		    _("%s takes a list of groups: steps = ( { title = \"...\"; }, ... );"),
		    r->where);
		return;
	}
	for (int i = 0; i < n; i++) {
		char *before = reader_enter(r, "[%d]", i + 1);

		reader_group(r, &section_plan_steps, config_setting_get_elem(setting, (unsigned)i),
		             &steps[i]);
		steps[i].owner = steps[i].owner ? steps[i].owner : "";
		reader_leave(r, before);
	}
	plan->steps = steps;
	plan->n_steps = (size_t)n;
}

#define AT(member) offsetof(struct plan_step, member)
static const struct field step_fields[] = {
	{ "title", FIELD_TEXT, AT(title), .is_required = true, .help = "what to do" },
	{ "owner", FIELD_TEXT, AT(owner), .help = "person or team that does it" },
	{ "limit", FIELD_DURATION, AT(limit_us), .low = SEC_US,
	  .help = "how long it may take from when its turn comes" },
	{ .name = NULL }
};
#undef AT

const struct section section_plan_steps = {
	.name = "steps",
	.item = N_("step"),
	.fields = step_fields,
	.is_list = true,
	.size = sizeof(struct plan_step),
	.help = "The steps of a plan, in their order.",
};

#define AT(member) offsetof(struct plan, member)
static const struct field plan_fields[] = {
	{ "id", FIELD_ID, AT(id), .is_required = true,
	  .help = "name of the plan: a risk whose 'plan' is this name triggers it" },
	{ "title", FIELD_TEXT, AT(title), .help = "what the screen calls it" },
	{ "team", FIELD_REFERENCE, AT(team), .refers = OF_TEAMS, .help = "who is responsible" },
	{ "resources", FIELD_TEXT, AT(resources), .help = "what it needs, in a line" },
	{ "at", FIELD_INSTANT, AT(at_us),
	  .help = "pre-emptive: it is offered at this time, whatever triggers" },
	{ "auto_start", FIELD_BOOL, AT(auto_start), .fallback = "false",
	  .help = "it starts by itself when it is triggered; otherwise it is offered, and a person "
	          "starts it" },
	{ "rpo", FIELD_DURATION, AT(rpo_us), .help = "recovery point: how much may be lost" },
	{ "rto", FIELD_DURATION, AT(rto_us),
	  .help = "recovery time: how long until all works again, from the trigger" },
	{ "steps", FIELD_LIST, .section = &section_plan_steps, .read = read_steps,
	  .is_required = true, .help = "what to do, in order" },
	{ .name = NULL }
};
#undef AT

static void
add_plan(struct config_reader *r, const struct config_setting_t *setting, void *item)
{
	const struct plan *plan = item;

	if (plan->steps && plan->n_steps == 0)
		reader_problem(r, config_setting_source_line(setting), _("%s has no steps"),
		               r->where);
	event_batch_add(r->batch, EVENT_DEFINE_PLAN, 0)->plan = plan;
}

/* Owners may be people or teams, and both are known only now. */
static void
check_owners(struct config_reader *r)
{
	for (guint i = 0; i < r->items[OF_PLANS]->len; i++) {
		const struct item *item = &g_array_index(r->items[OF_PLANS], struct item, i);
		const struct plan *plan = item->data;

		for (size_t k = 0; k < plan->n_steps; k++)
			if (*plan->steps[k].owner &&
			    !reader_item(r, OF_PEOPLE, plan->steps[k].owner) &&
			    !reader_item(r, OF_TEAMS, plan->steps[k].owner))
				reader_warning(
				    r, item->line,
				    _("plans.%s: step %zu: '%s' is neither a person nor a team"),
				    item->id, k + 1, plan->steps[k].owner);
	}
}

const struct section section_plans = {
	.name = "plans",
	.item = N_("plan"),
	.fields = plan_fields,
	.collection = OF_PLANS,
	.is_list = true,
	.size = sizeof(struct plan),
	.add = add_plan,
	.finish = check_owners,
	.help = "Contingency plans: what is done when a risk triggers, or ahead of a time, step by "
		"step.",
};
