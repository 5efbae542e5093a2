/* `warroom plan`: the contingency plans, and running one from a script. */
#include "app/command.h"
#include "app/json_out.h"
#include "app/verbs.h"
#include "app/out.h"
#include "base/lang.h"
#include "room/plan.h"

#include <json-c/json.h>
#include <stdio.h>

static const char *const stages[] = { N_("armed"), N_("offered"), N_("running"), N_("done"),
	                              N_("aborted") };

static struct json_object *
steps_json(const struct plan_state *plan)
{
	struct json_object *rows = json_object_new_array();

	for (size_t i = 0; i < plan->is.n_steps; i++) {
		struct json_object *row = json_object_new_object();

		json_out_text(row, "title", plan->is.steps[i].title);
		json_out_text(row, "owner", plan->is.steps[i].owner);
		json_out_time(row, "began", plan->steps[i].began_us);
		json_out_time(row, "done", plan->steps[i].done_us);
		json_out_text(row, "by", plan->steps[i].by);
		json_out_flag(row, "late", plan->steps[i].is_late);
		json_object_array_add(rows, row);
	}
	return rows;
}

static void
print_json(const struct session *s)
{
	struct json_object *doc = json_out_document(s), *rows = json_object_new_array();

	for (guint i = 0; i < s->room->plans->len; i++) {
		const struct plan_state *plan = g_ptr_array_index(s->room->plans, i);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "id", plan->is.id);
		json_out_text(row, "title", plan->is.title);
		json_out_text(row, "team", plan->is.team);
		json_out_text(row, "stage", stages[plan->stage]);
		json_out_text(row, "why", plan->why);
		json_out_text(row, "by", plan->by);
		json_out_time(row, "offered", plan->offered_us);
		json_out_time(row, "started", plan->started_us);
		json_out_time(row, "ended", plan->ended_us);
		json_out_flag(row, "recovery_time_missed", plan->missed_rto);
		json_object_object_add(row, "steps", steps_json(plan));
		json_object_array_add(rows, row);
	}
	json_object_object_add(doc, "plans", rows);
	json_out_print(doc);
}

static void
print_text(const struct session *s)
{
	for (guint i = 0; i < s->room->plans->len; i++) {
		const struct plan_state *plan = g_ptr_array_index(s->room->plans, i);
		int now = plan_step_now(plan);

		out_say("%-16s  ", plan->is.id);
		out_cells(_(stages[plan->stage]), 7);
		out_say("  %s%s%s", plan->is.title, *plan->why ? ": " : "", plan->why);
		if (now >= 0 && (size_t)now < plan->is.n_steps)
			out_say(_(" (step %d of %zu: %s)"), now + 1, plan->is.n_steps,
			        plan->is.steps[now].title);
		putchar('\n');
	}
}

static const struct verb verbs[] = {
	{ "start ID", "plan start", INTENT_PLAN_START, NULL, NULL },
	{ "step ID", "plan step", INTENT_PLAN_STEP, NULL, NULL },
	{ "close ID", "plan close", INTENT_PLAN_CLOSE,
	  N_("a plan is closed with feedback: -m TEXT"), NULL },
	{ "abort ID", "plan abort", INTENT_PLAN_ABORT, N_("say why it is aborted: -m TEXT"), NULL },
	{ .usage = NULL },
};

static int
run(int argc, char **argv)
{
	static const struct verbs plan = {
		.command = "plan",
		.summary =
		    N_("list prints the plans; start ID runs one, step ID ticks its next step, "
		       "close ID -m FEEDBACK ends it, abort ID -m WHY gives it up."),
		.which = N_("which plan? give its ID, as 'warroom plan list' prints it"),
		.print_json = print_json,
		.print_text = print_text,
		.verbs = verbs,
	};

	return verbs_run(&plan, argc, argv);
}

const struct command cmd_plan = {
	.name = "plan",
	.run = run,
	.synopsis = "list | start ID | step ID | close ID -m FEEDBACK | abort ID -m WHY [--json]",
	.help = N_("list the contingency plans, run one"),
};
