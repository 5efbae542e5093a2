/* `warroom gate`: the gates, and signing or refusing one from a script. */
#include "app/command.h"
#include "app/json_out.h"
#include "app/verbs.h"
#include "app/out.h"
#include "base/lang.h"
#include "room/phase.h"

#include <json-c/json.h>

static const char *
answer_word(const struct gate_state *gate)
{
	static const char *const words[] = { NC_("gate", "open"), NC_("gate", "signed"),
		                             NC_("gate", "refused") };

	return words[gate->answer];
}

static void
print_json(const struct session *s)
{
	struct json_object *doc = json_out_document(s), *rows = json_object_new_array();

	for (guint i = 0; i < s->room->gates->len; i++) {
		const struct gate_state *gate = g_ptr_array_index(s->room->gates, i);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "id", gate->is.id);
		json_out_text(row, "title", gate->is.title);
		json_out_text(row, "phase", gate->is.phase);
		json_out_text(row, "team", gate->is.team);
		json_out_text(row, "owner", gate->is.owner);
		json_out_text(row, "criteria", gate->is.criteria);
		json_out_time(row, "due", gate_due_us(s->room, gate));
		json_out_text(row, "state", answer_word(gate));
		json_out_text(row, "by", gate->by);
		json_out_time(row, "answered", gate->at_us);
		json_out_text(row, "comment", gate->why);
		json_object_array_add(rows, row);
	}
	json_object_object_add(doc, "gates", rows);
	json_out_print(doc);
}

static void
print_text(const struct session *s)
{
	for (guint i = 0; i < s->room->gates->len; i++) {
		const struct gate_state *gate = g_ptr_array_index(s->room->gates, i);
		int64_t due_us = gate_due_us(s->room, gate);
		char due[32] = "-";

		if (due_us != UNSAID)
			instant_format(due_us, s->room->zone, "%Y-%m-%d %H:%M", due, sizeof due);
		out_say("%-16s  ", gate->is.id);
		out_cells(lang_in("gate", answer_word(gate)), 7);
		out_say(_("  due %-16s  %-8s  "), due,
		        *gate->is.owner ? gate->is.owner : gate->is.team);
		out_say(*gate->by ? _("%s, by %s\n") : "%s\n", gate->is.title, gate->by);
	}
}

static const struct verb verbs[] = {
	{ "sign ID", "gate sign", INTENT_SIGN, NULL, NULL },
	{ "refuse ID", "gate refuse", INTENT_REFUSE, N_("say why it is refused: -m TEXT"), NULL },
	{ .usage = NULL },
};

static int
run(int argc, char **argv)
{
	static const struct verbs gate = {
		.command = "gate",
		.summary =
		    N_("list prints the gates; sign ID accepts one, refuse ID -m WHY does not."),
		.which = N_("which gate? give its ID, as 'warroom gate list' prints it"),
		.print_json = print_json,
		.print_text = print_text,
		.verbs = verbs,
	};

	return verbs_run(&gate, argc, argv);
}

const struct command cmd_gate = {
	.name = "gate",
	.run = run,
	.synopsis = "list | sign ID | refuse ID [-m COMMENT] [--json]",
	.help = N_("list the gates, accept or refuse one"),
};
