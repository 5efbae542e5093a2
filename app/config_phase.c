/* Phases and their gates, as the configuration states them. */
#include "app/config_reader.h"
#include "base/lang.h"

#include <libconfig.h>
#include <string.h>

/* The teams of a roll call under way. */
static void
add_roll(struct config_reader *r, unsigned line, const char *text, void *roll)
{
	GPtrArray *teams = roll;
	const char *team = event_batch_str(r->batch, text);

	for (guint i = 0; i < teams->len; i++)
		if (!strcmp(teams->pdata[i], team))
			reader_problem(r, line, _("%s: team '%.40s' is asked twice"), r->where,
			               team);
	reader_refer(r, line, OF_TEAMS, team);
	g_ptr_array_add(teams, (void *)team);
}

static void
read_roll(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct phase *phase = into;
	GPtrArray *teams = g_ptr_array_new();
	const char **roll;

	reader_texts(r, setting, add_roll, teams);
	roll = event_batch_alloc(r->batch, (teams->len + 1) * sizeof *roll);
	for (guint i = 0; i < teams->len; i++)
		roll[i] = teams->pdata[i];
	phase->roll = roll;
	phase->n_roll = teams->len;
	g_ptr_array_unref(teams);
}

#define AT(member) offsetof(struct phase, member)
static const struct field phase_fields[] = {
	{ "id", FIELD_ID, AT(id), .is_required = true,
	  .help = "name of the phase in this file and in anchors" },
	{ "title", FIELD_TEXT, AT(title), .help = "what the screen calls it" },
	{ "parent", FIELD_REFERENCE, AT(parent), .refers = OF_PHASES,
	  .help = "the phase that this one is a part of" },
	{ "start", FIELD_INSTANT, AT(start_us), .is_required = true, .help = "planned start" },
	{ "end", FIELD_INSTANT, AT(end_us), .is_required = true,
	  .help = "planned end (the first instant after it)" },
	{ "actual_start", FIELD_INSTANT, AT(actual_start_us), .help = "when it really started" },
	{ "actual_end", FIELD_INSTANT, AT(actual_end_us), .help = "when it really ended" },
	{ "done", FIELD_SHARE, AT(done_share), .help = "share of its work that is done" },
	{ "roll", FIELD_OTHER, .form = N_("list of teams"), .read = read_roll,
	  .help = "the teams that are asked go or no-go before it starts" },
	{ .name = NULL }
};
#undef AT

static void
add_phase(struct config_reader *r, const struct config_setting_t *setting, void *phase)
{
	(void)setting;
	event_batch_add(r->batch, EVENT_DEFINE_PHASE, 0)->phase = phase;
}

static void
check_parent(struct config_reader *r, const struct item *item, const struct phase *phase)
{
	const struct item *parent = phase->parent ? reader_item(r, OF_PHASES, phase->parent) : NULL;
	const struct phase *outer = parent ? parent->data : NULL, *up = outer;
	guint steps = 0;

	while (up && up->parent && up != phase && steps++ < r->items[OF_PHASES]->len) {
		const struct item *next = reader_item(r, OF_PHASES, up->parent);

		up = next ? next->data : NULL;
	}
	if (outer && (up == phase || steps > r->items[OF_PHASES]->len))
		reader_problem(r, item->line,
		               _("phases.%s: it is a part of itself through its parent '%s'"),
		               phase->id, phase->parent);
	else if (outer && outer->start_us != UNSAID && outer->end_us != UNSAID &&
	         phase->end_us != UNSAID && phase->start_us != UNSAID &&
	         (phase->start_us < outer->start_us || phase->end_us > outer->end_us))
		reader_problem(r, item->line, _("phases.%s: it reaches outside of its parent '%s'"),
		               phase->id, phase->parent);
}

static void
check_order(struct config_reader *r, unsigned line, const char *what, int64_t start_us,
            int64_t end_us)
{
	if (start_us != UNSAID && end_us != UNSAID && end_us <= start_us)
		reader_problem(r, line, _("%s: it ends before it starts"), what);
}

/* An event whose bounds nobody wrote goes from the first phase to the last. */
static void
finish_phases(struct config_reader *r)
{
	int64_t first_us = UNSAID, last_us = UNSAID;

	for (guint i = 0; i < r->items[OF_PHASES]->len; i++) {
		const struct item *item = &g_array_index(r->items[OF_PHASES], struct item, i);
		const struct phase *phase = item->data;
		char *what = g_strconcat("phases.", item->id, NULL);

		check_order(r, item->line, what, phase->start_us, phase->end_us);
		check_parent(r, item, phase);
		g_free(what);
		if (phase->start_us != UNSAID && (first_us == UNSAID || phase->start_us < first_us))
			first_us = phase->start_us;
		last_us = MAX(last_us, phase->end_us);
	}
	if (r->room->event_start_us == UNSAID)
		r->room->event_start_us = first_us;
	if (r->room->event_end_us == UNSAID)
		r->room->event_end_us = last_us;
}

const struct section section_phases = {
	.name = "phases",
	.item = N_("phase"),
	.fields = phase_fields,
	.collection = OF_PHASES,
	.is_list = true,
	.size = sizeof(struct phase),
	.add = add_phase,
	.finish = finish_phases,
	.help = "The parts of the event in time. Phases nest: a part of a phase names its parent.",
};

#define AT(member) offsetof(struct gate, member)
static const struct field gate_fields[] = {
	{ "id", FIELD_ID, AT(id), .is_required = true, .help = "name of the gate" },
	{ "title", FIELD_TEXT, AT(title), .help = "what the screen calls it" },
	{ "phase", FIELD_REFERENCE, AT(phase), .refers = OF_PHASES, .is_required = true,
	  .help = "the phase that may not be entered before it is accepted" },
	{ "team", FIELD_REFERENCE, AT(team), .refers = OF_TEAMS,
	  .help = "the team that brings it" },
	{ "owner", FIELD_REFERENCE, AT(owner), .refers = OF_PEOPLE,
	  .help = "the person who accepts it" },
	{ "criteria", FIELD_TEXT, AT(criteria), .help = "what must be so before it is accepted" },
	{ "due", FIELD_INSTANT, AT(due_us),
	  .help =
	      "when it should be accepted, counted from an anchor: \"peak.start - 2d\", \"event_end + "
	      "30d\", or another gate: \"stock.due - 12h\"" },
	{ .name = NULL }
};
#undef AT

static void
add_gate(struct config_reader *r, const struct config_setting_t *setting, void *gate)
{
	(void)setting;
	event_batch_add(r->batch, EVENT_DEFINE_GATE, 0)->gate = gate;
}

const struct section section_gates = {
	.name = "gates",
	.item = N_("gate"),
	.fields = gate_fields,
	.collection = OF_GATES,
	.is_list = true,
	.size = sizeof(struct gate),
	.add = add_gate,
	.help = "Hard gates: each is accepted by a person before its phase may be entered. A phase "
		"that is entered with an "
		"open gate is shown red.",
};
