/* `warroom gate`: the gates, and signing or refusing one from a script. */
#include "app/command.h"
#include "app/headless.h"
#include "app/json_out.h"
#include "app/script.h"
#include "room/phase.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

static const char *
answer_word(const struct gate_state *gate)
{
	static const char *const words[] = { "open", "signed", "refused" };

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
		printf("%-16s  %-7s  due %-16s  %-8s  %s%s%s\n", gate->is.id, answer_word(gate),
		       due, *gate->is.owner ? gate->is.owner : gate->is.team, gate->is.title,
		       *gate->by ? ", by " : "", gate->by);
	}
}

static int
list(const struct options *o)
{
	struct err e = { "" };
	struct session *s = headless_look(o, &e);
	bool is_whole;

	if (!s)
		return headless_fail(&e);
	if (o->is_json)
		print_json(s);
	else
		print_text(s);
	is_whole = headless_complain(s);
	session_free(&s);
	return is_whole ? 0 : 1;
}

static int
answer(enum intent_kind kind, const char *name, const struct options *o, char **ids)
{
	struct script script = { .kind = kind, .name = name, .keys = (const char *const *)ids };

	if (!ids[0] || !*ids[0]) {
		fprintf(stderr,
		        "warroom: which gate? give its ID, as 'warroom gate list' prints it\n");
		return 2;
	}
	if (kind == INTENT_REFUSE && (!o->comment || !*o->comment)) {
		fprintf(stderr, "warroom: say why it is refused: -m TEXT\n");
		return 2;
	}
	return script_run(&script, o);
}

static int
run(int argc, char **argv)
{
	struct options o = { 0 };
	int code = options_parse(
	    &o, OPTIONS_ROOM | OPTIONS_COMMENT | OPTIONS_JSON | OPTIONS_WORDS,
	    "list prints the gates; sign ID accepts one, refuse ID -m WHY does not.", &argc, argv);
	const char *verb = code < 0 && argc > 1 ? argv[1] : "";

	if (code < 0 && (!*verb || !strcmp(verb, "list"))) {
		code = list(&o);
	} else if (code < 0 && !strcmp(verb, "sign")) {
		code = answer(INTENT_SIGN, "gate sign", &o, argv + 2);
	} else if (code < 0 && !strcmp(verb, "refuse")) {
		code = answer(INTENT_REFUSE, "gate refuse", &o, argv + 2);
	} else if (code < 0) {
		fprintf(stderr, "warroom: gate does not know '%.40s': list, sign ID or refuse ID\n",
		        verb);
		code = 2;
	}
	options_fini(&o);
	return code;
}

const struct command cmd_gate = {
	.name = "gate",
	.run = run,
	.synopsis = "list | sign ID | refuse ID [-m COMMENT] [--json]",
	.help = "list the gates, accept or refuse one",
};
