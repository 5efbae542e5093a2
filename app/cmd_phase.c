/* `warroom phase`: the phases, and starting, ending, holding or resuming one from a script; its roll
 * call. */
#include "app/command.h"
#include "app/json_out.h"
#include "app/script.h"
#include "app/verbs.h"
#include "app/out.h"
#include "base/lang.h"
#include "room/course.h"

#include <json-c/json.h>
#include <string.h>

static struct json_object *
roll_json(const struct room *room, const struct phase *phase)
{
	static const char *const words[] = { "open", "go", "no-go" };
	struct json_object *rows = json_object_new_array();
	GArray *roll = phase_roll(room, phase);

	for (guint i = 0; i < roll->len; i++) {
		const struct roll *answer = &g_array_index(roll, struct roll, i);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "team", answer->team);
		json_out_text(row, "answer", words[answer->answer]);
		json_out_text(row, "by", answer->by);
		json_out_time(row, "answered", answer->at_us);
		json_out_text(row, "comment", answer->why);
		json_object_array_add(rows, row);
	}
	g_array_unref(roll);
	return rows;
}

static const char *
state_word(const struct room *room, const struct phase *phase, int64_t now_us)
{
	int64_t start_us = phase_expected_start_us(room, phase, now_us);
	int64_t end_us = phase_expected_end_us(room, phase, now_us);

	if (end_us != UNSAID && end_us <= now_us)
		return NC_("phase", "over");
	if (phase_hold(room, phase))
		return NC_("phase", "held");
	if (start_us == UNSAID || start_us > now_us)
		return NC_("phase", "ahead");
	return phase_is_red(room, phase, now_us) ? NC_("phase", "red") : NC_("phase", "running");
}

static struct json_object *
phase_json(const struct room *room, const struct phase *phase, int64_t now_us)
{
	struct json_object *row = json_object_new_object();
	const struct hold *hold = phase_hold(room, phase);
	const struct course *course = room_course(room, phase->id);

	json_out_text(row, "id", phase->id);
	json_out_text(row, "title", phase->title);
	json_out_text(row, "parent", phase->parent);
	json_out_text(row, "state", state_word(room, phase, now_us));
	json_out_time(row, "start", phase->start_us);
	json_out_time(row, "end", phase->end_us);
	json_out_time(row, "actual_start", phase->actual_start_us);
	json_out_time(row, "actual_end", phase->actual_end_us);
	json_out_time(row, "expected_start", phase_expected_start_us(room, phase, now_us));
	json_out_time(row, "expected_end", phase_expected_end_us(room, phase, now_us));
	json_out_time(row, "held_since", hold ? hold->from_us : UNSAID);
	json_out_text(row, "held_by", hold ? hold->by : "");
	json_out_text(row, "held_why", hold ? hold->why : "");
	json_out_count(row, "held_s", phase_held_us(room, phase, now_us) / SEC_US);
	json_out_time(row, "entered_red", course ? course->red_since_us : UNSAID);
	json_object_object_add(row, "roll", roll_json(room, phase));
	return row;
}

static void
print_json(const struct session *s)
{
	int64_t now_us = session_now_us(s);
	struct json_object *doc = json_out_document(s), *rows = json_object_new_array();

	for (guint i = 0; i < s->room->phases->len; i++)
		json_object_array_add(
		    rows, phase_json(s->room, g_ptr_array_index(s->room->phases, i), now_us));
	json_object_object_add(doc, "phases", rows);
	json_out_print(doc);
}

static void
print_one(const struct room *room, const struct phase *phase, int64_t now_us)
{
	struct roll_counts roll = phase_roll_counts(room, phase);
	const struct hold *hold = phase_hold(room, phase);
	char from[32], to[32];

	instant_format(phase_expected_start_us(room, phase, now_us), room->zone, "%Y-%m-%d %H:%M",
	               from, sizeof from);
	instant_format(phase_expected_end_us(room, phase, now_us), room->zone, "%Y-%m-%d %H:%M", to,
	               sizeof to);
	out_say("%-16s  ", phase->id);
	out_cells(lang_in("phase", state_word(room, phase, now_us)), 7);
	out_say("  %-16s  %-16s  ", from, to);
	if (roll.all > 0)
		out_say(_("go %u/%u%s  "), roll.go, roll.all, roll.no_go > 0 ? _(" NO-GO") : "");
	out_say(hold ? _("%s, held: %s\n") : "%s\n", phase->title, hold ? hold->why : "");
}

static void
print_text(const struct session *s)
{
	for (guint i = 0; i < s->room->phases->len; i++)
		print_one(s->room, g_ptr_array_index(s->room->phases, i), session_now_us(s));
}

/* roll ID TEAM go|no-go */
static int
answer(const struct options *o, int n, char **words)
{
	const char *keys[] = { n > 0 ? words[0] : "", NULL };
	bool is_go = n == 3 && !strcmp(words[2], "go");
	struct script script = { .kind = is_go ? INTENT_GO : INTENT_NO_GO,
		                 .name = is_go ? "phase go" : "phase no-go",
		                 .keys = keys,
		                 .target = n > 1 ? words[1] : "" };

	if (n != 3 || (!is_go && strcmp(words[2], "no-go") != 0))
		return verbs_wrong(
		    _("write 'phase roll ID TEAM go' or 'phase roll ID TEAM no-go -m WHY'"));
	if (!is_go && !verbs_has_words(o))
		return verbs_wrong(_("say why it is no-go: -m TEXT"));
	return script_run(&script, o);
}

static const struct verb verbs[] = {
	{ "start ID", "phase start", INTENT_START_PHASE, NULL, NULL },
	{ "end ID", "phase end", INTENT_END_PHASE, NULL, NULL },
	{ "hold ID", "phase hold", INTENT_HOLD, N_("say why it is held: -m TEXT"), NULL },
	{ "resume ID", "phase resume", INTENT_RESUME, NULL, NULL },
	{ "roll ID TEAM go|no-go", "phase roll", INTENT_NONE, NULL, answer },
	{ .usage = NULL },
};

static int
run(int argc, char **argv)
{
	static const struct verbs phase = {
		.command = "phase",
		.summary = N_(
		    "list prints the phases; start ID and end ID say that it is so now; hold ID -m "
		    "WHY stops its clock, resume ID lets it go on; roll ID TEAM go and no-go "
		    "answer its roll call."),
		.which = N_("which phase? give its ID, as 'warroom phase list' prints it"),
		.print_json = print_json,
		.print_text = print_text,
		.verbs = verbs,
	};

	return verbs_run(&phase, argc, argv);
}

const struct command cmd_phase = {
	.name = "phase",
	.run = run,
	.synopsis = "list | start ID | end ID | hold ID -m WHY | resume ID | roll ID TEAM go|no-go "
		    "[-m COMMENT] [--json]",
	.help = N_("list the phases, start, end, hold or resume one, answer its roll call"),
};
