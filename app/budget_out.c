/* Money, moves of it and error budgets as JSON and text, for more than one command. */
#include "app/budget_out.h"

#include "app/json_out.h"
#include "app/out.h"
#include "base/lang.h"
#include "base/text.h"
#include "panels/words.h"
#include "room/objective.h"
#include "room/proposal.h"

#include <json-c/json.h>
#include <math.h>

static void
add_outlook(struct json_object *row, const struct outlook *of)
{
	json_out_number(row, "burn", of->burn);
	json_out_money(row, "rate_per_day",
	               isnan(of->rate_per_day) ? UNSAID : minor_round(of->rate_per_day));
	json_out_money(row, "forecast_end", of->forecast);
	json_out_time(row, "runs_out", of->runs_out_us);
	json_out_number(row, "return", of->return_ratio);
	json_out_flag(row, "stale", of->is_stale);
}

void
budget_out_outlook(struct json_object *row, const struct room *room, const struct line_state *line,
                   int64_t now_us)
{
	struct outlook of = line_outlook(room, line, now_us);

	add_outlook(row, &of);
}

struct json_object *
budget_out_groups(const struct room *room, enum grouping by, int64_t now_us)
{
	struct json_object *rows = json_object_new_array();
	GArray *groups = room_outlooks(room, by, now_us);

	for (guint i = 0; i < groups->len; i++) {
		const struct outlook *of = &g_array_index(groups, struct outlook, i);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "id", of->key);
		json_out_count(row, "lines", of->n_lines);
		json_out_money(row, "planned", of->planned);
		json_out_money(row, "planned_now", of->planned_now);
		json_out_money(row, "committed", of->committed);
		json_out_money(row, "actual", of->actual);
		json_out_time(row, "as_of", of->as_of_us);
		add_outlook(row, of);
		json_object_array_add(rows, row);
	}
	g_array_unref(groups);
	return rows;
}

static const char *
status_word(const struct proposal_state *p)
{
	static const char *const words[] = { N_("open"), N_("approved"), N_("refused"),
		                             N_("lapsed") };

	return words[p->status];
}

static struct json_object *
answers_json(const struct room *room, const struct proposal_state *p)
{
	struct json_object *rows = json_object_new_array();
	struct approvers approvers = room_approvers(room);

	for (size_t i = 0; i < approvers.n; i++) {
		const struct proposal_reply *reply = proposal_reply_of(room, p, approvers.teams[i]);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "team", approvers.teams[i]);
		json_out_text(row, "answer",
		              !reply               ? "none"
		              : reply->is_accepted ? "approved"
		                                   : "refused");
		json_out_text(row, "by", reply ? reply->person : "");
		json_out_time(row, "at", reply ? reply->at_us : UNSAID);
		json_out_text(row, "comment", reply ? reply->why : "");
		json_object_array_add(rows, row);
	}
	return rows;
}

struct json_object *
budget_out_proposals(const struct room *room)
{
	struct json_object *rows = json_object_new_array();

	for (guint i = 0; i < room->proposals->len; i++) {
		const struct proposal_state *p = g_ptr_array_index(room->proposals, i);
		struct json_object *row;

		if (!p->is_stated)
			continue;
		row = json_object_new_object();
		json_out_text(row, "id", p->id);
		json_out_text(row, "from", p->from);
		json_out_text(row, "to", p->to);
		json_out_money(row, "amount", p->amount_minor);
		json_out_text(row, "by", p->by);
		json_out_text(row, "why", p->why);
		json_out_time(row, "proposed", p->at_us);
		json_out_time(row, "until", p->until_us);
		json_out_text(row, "state", status_word(p));
		json_out_time(row, "decided", p->decided_us);
		json_object_object_add(row, "answers", answers_json(room, p));
		json_object_array_add(rows, row);
	}
	return rows;
}

struct json_object *
budget_out_objectives(const struct room *room, int64_t now_us)
{
	static const char *const verdicts[] = { "unknown", "good", "warning", "critical", "spent" };
	struct json_object *rows = json_object_new_array();

	for (guint i = 0; i < room->objectives->len; i++) {
		const struct objective *o = g_ptr_array_index(room->objectives, i);
		struct objective_budget b = objective_budget(room, o, now_us);
		struct json_object *row = json_object_new_object(),
				   *windows = json_object_new_array();

		json_out_text(row, "id", o->id);
		json_out_number(row, "target", o->target);
		json_out_text(row, "state", verdicts[b.verdict]);
		json_out_number(row, "left", b.left);
		json_out_number(row, "budget", b.budget);
		json_out_number(row, "bad", b.bad);
		json_out_number(row, "burn", b.burn);
		json_out_time(row, "exhausted", b.exhausted_us);
		for (int k = 0; k < BURN_WINDOWS; k++) {
			struct json_object *w = json_object_new_object();

			json_out_count(w, "long_s", (unsigned)(b.windows[k].long_us / SEC_US));
			json_out_count(w, "short_s", (unsigned)(b.windows[k].short_us / SEC_US));
			json_out_number(w, "limit", b.windows[k].limit);
			json_out_number(w, "long_burn", b.windows[k].long_rate);
			json_out_number(w, "short_burn", b.windows[k].short_rate);
			json_out_flag(w, "exceeded", b.windows[k].is_exceeded);
			json_out_flag(w, "polled_too_slowly", b.windows[k].is_too_coarse);
			json_object_array_add(windows, w);
		}
		json_object_object_add(row, "windows", windows);
		json_object_array_add(rows, row);
	}
	return rows;
}

void
budget_out_print_proposals(const struct room *room)
{
	for (guint i = 0; i < room->proposals->len; i++) {
		const struct proposal_state *p = g_ptr_array_index(room->proposals, i);
		struct approvers approvers = room_approvers(room);
		const char *status = _(status_word(p));
		char amount[48], until[48];

		if (!p->is_stated)
			continue;
		out_say(_("proposal %.8s  %s%*s  %s from %s to %s, until %s;"), p->id, status,
		        MAX(8 - text_width(status), 0), "",
		        words_money(room, p->amount_minor, amount, sizeof amount), p->from, p->to,
		        words_instant(room, p->until_us, until, sizeof until));
		for (size_t k = 0; k < approvers.n; k++) {
			const struct proposal_reply *reply =
			    proposal_reply_of(room, p, approvers.teams[k]);

			out_say(" %s %s", approvers.teams[k],
			        !reply               ? "?"
			        : reply->is_accepted ? lang_in("approval", "yes")
			                             : lang_in("approval", "NO"));
		}
		out_say("; %s\n", p->why);
	}
}
