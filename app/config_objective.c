/* Configuration of service objectives: what is promised, and which metrics measure it. */
#include "app/config_reader.h"
#include "base/lang.h"

#include <libconfig.h>
#include <math.h>

#define AT(member) offsetof(struct objective, member)
static const struct field objective_fields[] = {
	{ "id", FIELD_ID, AT(id), .is_required = true, .help = "name of the objective" },
	{ "title", FIELD_TEXT, AT(title), .help = "what the screen calls it" },
	{ "target", FIELD_SHARE, AT(target), .is_required = true,
	  .help = "share that must be good over the whole event, such as 99.99%" },
	{ "total", FIELD_REFERENCE, AT(total), .refers = OF_METRICS,
	  .help = "metric that counts all since the event began; its target is what is expected in "
	          "the whole event" },
	{ "good", FIELD_REFERENCE, AT(good), .refers = OF_METRICS,
	  .help = "with total: metric that counts what was good" },
	{ "bad", FIELD_REFERENCE, AT(bad), .refers = OF_METRICS,
	  .help = "with total: metric that counts what was bad" },
	{ "ratio", FIELD_REFERENCE, AT(ratio), .refers = OF_METRICS,
	  .help = "instead of these: metric that is the percentage that is good" },
	{ .name = NULL }
};
#undef AT

static void
add_objective(struct config_reader *r, const struct config_setting_t *setting, void *item)
{
	struct objective *o = item;
	unsigned at = config_setting_source_line(setting);
	bool is_counted = o->total && !o->good != !o->bad && !o->ratio;
	bool is_measured = o->ratio && !o->total && !o->good && !o->bad;

	if (!is_counted && !is_measured)
		reader_problem(r, at,
		               _("%s: is measured by 'total' with one of 'good' and 'bad', or by "
		                 "'ratio' alone"),
		               r->where);
	if (o->target <= 0 || o->target >= 1)
		reader_problem(r, at,
		               _("%s: 'target' lies between 0%% and 100%%: nothing may go "
		                 "wrong at 100%%"),
		               r->where);
	event_batch_add(r->batch, EVENT_DEFINE_OBJECTIVE, 0)->objective = o;
}

const struct section section_objectives = {
	.name = "objectives",
	.item = N_("objective"),
	.fields = objective_fields,
	.collection = OF_OBJECTIVES,
	.is_list = true,
	.size = sizeof(struct objective),
	.add = add_objective,
	.help =
	    "What the services promise over the whole event: how much of what may go wrong is left, "
	    "and how fast it goes, stands beside the money.",
};
