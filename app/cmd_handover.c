/* `warroom handover`: the shift digest. */
#include "app/alert_out.h"
#include "app/command.h"
#include "app/handover.h"
#include "app/headless.h"
#include "app/json_out.h"
#include "app/out.h"
#include "base/lang.h"
#include "panels/words.h"
#include "room/decision.h"
#include "room/escalate.h"
#include "room/phase.h"
#include "room/sideways.h"
#include "store/admin.h"

#include <json-c/json.h>
#include <stdio.h>

#define DEFAULT_SINCE_US (8 * HOUR_US)

static struct json_object *
alerts_json(const struct session *s, const GPtrArray *alerts, bool owned)
{
	struct json_object *rows = json_object_new_array();

	for (guint i = 0; i < alerts->len; i++) {
		const struct alert *alert = g_ptr_array_index(alerts, i);
		struct json_object *row = alert_out_json(s->room, alert, session_now_us(s));

		if (owned) {
			json_out_text(row, "owner", handover_owner(alert));
			json_out_time(row, "owned_since", handover_owned_us(alert));
		}
		json_object_array_add(rows, row);
	}
	return rows;
}

static struct json_object *
resolved_json(const GPtrArray *resolved)
{
	struct json_object *rows = json_object_new_array();

	for (guint i = 0; i < resolved->len; i++) {
		const struct handover_resolved *r = g_ptr_array_index(resolved, i);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "key", r->key);
		json_out_text(row, "title", r->title);
		json_out_text(row, "person", r->person);
		json_out_text(row, "how", r->how);
		json_out_time(row, "acted", r->at_us);
		json_object_array_add(rows, row);
	}
	return rows;
}

static struct json_object *
gates_json(const struct room *room, const GPtrArray *gates)
{
	struct json_object *rows = json_object_new_array();

	for (guint i = 0; i < gates->len; i++) {
		const struct gate_state *gate = g_ptr_array_index(gates, i);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "id", gate->is.id);
		json_out_text(row, "title", gate->is.title);
		json_out_text(row, "owner", gate->is.owner);
		json_out_time(row, "due", gate_due_us(room, gate));
		json_out_flag(row, "refused", gate->answer == GATE_REFUSED);
		json_object_array_add(rows, row);
	}
	return rows;
}

static struct json_object *
outbox_json(const GPtrArray *outbox)
{
	struct json_object *rows = json_object_new_array();

	for (guint i = 0; i < outbox->len; i++) {
		const struct outbox_row *out = g_ptr_array_index(outbox, i);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "id", out->delivery->id);
		json_out_text(row, "state", out->state);
		json_out_text(row, "key", out->delivery->alert_key);
		json_out_text(row, "title", out->delivery->alert_title);
		json_out_text(row, "person", out->delivery->person);
		json_object_array_add(rows, row);
	}
	return rows;
}

static struct json_object *
supervised_json(const GPtrArray *supervised)
{
	struct json_object *rows = json_object_new_array();

	for (guint i = 0; i < supervised->len; i++) {
		const struct supervised *item = g_ptr_array_index(supervised, i);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "key", item->key);
		json_out_text(row, "title", item->title);
		json_out_time(row, "since", item->since_us);
		json_out_text(row, "owes", item->owes);
		json_out_time(row, "feedback_due", item->feedback_due_us);
		json_out_flag(row, "overdue", item->is_feedback_late);
		json_object_array_add(rows, row);
	}
	return rows;
}

static struct json_object *
chains_json(const struct room *room, const GPtrArray *chains)
{
	struct json_object *rows = json_object_new_array();

	for (guint i = 0; i < chains->len; i++) {
		const struct chain *chain = g_ptr_array_index(chains, i);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "subject", chain->subject);
		json_out_text(row, "title", chain->title);
		json_out_text(row, "decision",
		              chain->decision ? decision_words(room, chain->decision) : NULL);
		json_out_text(row, "person", chain->decision ? chain->decision->person : NULL);
		json_out_time(row, "since", chain->since_us);
		json_object_array_add(rows, row);
	}
	return rows;
}

static struct json_object *
notices_json(const struct room *room, const GPtrArray *notices)
{
	struct json_object *rows = json_object_new_array();

	for (guint i = 0; i < notices->len; i++) {
		const struct notice *notice = g_ptr_array_index(notices, i);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "team", notice->team);
		json_out_text(row, "subject", notice->subject);
		json_out_text(row, "title", subject_title(room, notice->subject));
		json_out_time(row, "told", notice->at_us);
		json_out_flag(row, "overdue", notice->is_late);
		json_object_array_add(rows, row);
	}
	return rows;
}

static void
print_json(const struct session *s, const struct handover *h)
{
	struct json_object *doc = json_out_document(s), *open = json_object_new_object();

	json_out_time(doc, "since", h->since_us);
	json_object_object_add(doc, "unseen", alerts_json(s, h->unseen, false));
	json_object_object_add(doc, "seen_and_firing", alerts_json(s, h->seen, true));
	json_object_object_add(doc, "resolved", resolved_json(h->resolved));
	json_object_object_add(doc, "about_to_expire", alerts_json(s, h->expiring, true));
	json_object_object_add(open, "gates", gates_json(s->room, h->gates));
	json_object_object_add(open, "deliveries", outbox_json(h->outbox));
	json_object_object_add(open, "supervised", supervised_json(h->supervised));
	json_object_object_add(open, "chains", chains_json(s->room, h->chains));
	json_object_object_add(open, "notices", notices_json(s->room, h->notices));
	json_object_object_add(doc, "open", open);
	json_out_sources(doc, s);
	json_out_print(doc);
}

static void
print_alert(const struct alert *alert, const char *before)
{
	out_say("  %s%s  %s%s%s  (%s)\n", before, alert->tier ? alert->tier->is.brief : "-",
	        alert->title, *alert->summary ? ": " : "", alert->summary, alert->key);
}

static void
print_unseen(const struct handover *h, int64_t now_us)
{
	char limit[16], before[32];

	out_say(_("UNSEEN %u\n"), h->unseen->len);
	for (guint i = 0; i < h->unseen->len; i++) {
		const struct alert *alert = g_ptr_array_index(h->unseen, i);
		int64_t left_us = alert_remaining_us(alert, now_us);

		snprintf(before, sizeof before, "%7s  ",
		         left_us == UNSAID ? "-" : duration_limit(left_us, limit, sizeof limit));
		print_alert(alert, before);
	}
}

static void
print_seen(const struct session *s, const struct handover *h, int64_t now_us)
{
	const char *owner = "";
	char age[16], before[200];

	out_say(_("SEEN AND STILL FIRING %u\n"), h->seen->len);
	for (guint i = 0; i < h->seen->len; i++) {
		const struct alert *alert = g_ptr_array_index(h->seen, i);
		const char *has_it = handover_owner(alert);
		int64_t since_us = handover_owned_us(alert);

		if (i == 0 || g_strcmp0(owner, has_it) != 0)
			out_say(" %s\n", words_person(s->room, has_it));
		owner = has_it;
		snprintf(before, sizeof before, "%6s  %s  ",
		         since_us == UNSAID ? "-"
		                            : duration_coarse(now_us - since_us, age, sizeof age),
		         words_ack(alert, now_us).text);
		print_alert(alert, before);
	}
}

static void
print_expiring(const struct handover *h, int64_t now_us)
{
	char left[16], before[64];

	out_say(_("ABOUT TO EXPIRE %u\n"), h->expiring->len);
	for (guint i = 0; i < h->expiring->len; i++) {
		const struct alert *alert = g_ptr_array_index(h->expiring, i);

		snprintf(before, sizeof before, _("in %s  %.30s  "),
		         duration_coarse(alert->ack->until_us - now_us, left, sizeof left),
		         handover_owner(alert));
		print_alert(alert, before);
	}
}

static void
print_resolved(const struct session *s, const struct handover *h, int64_t now_us)
{
	char when[32];

	out_say(_("RESOLVED %u since %s\n"), h->resolved->len,
	        words_when(s->room, h->since_us, now_us, when, sizeof when));
	for (guint i = 0; i < h->resolved->len; i++) {
		const struct handover_resolved *r = g_ptr_array_index(h->resolved, i);

		out_say("  %s  %s  %s%s%s\n",
		        words_when(s->room, r->at_us, now_us, when, sizeof when), r->person,
		        r->title, *r->how ? ": " : "", r->how);
	}
}

/* What waits for somebody's word: feedback, a decision, that it was carried out, an answer. */
static void
print_waiting(const struct session *s, const struct handover *h, int64_t now_us)
{
	char when[32];

	for (guint i = 0; i < h->supervised->len; i++) {
		const struct supervised *item = g_ptr_array_index(h->supervised, i);

		out_say(item->is_feedback_late
		            ? _("  supervised (督办) since %s: %s, feedback of %s OVERDUE\n")
		            : _("  supervised (督办) since %s: %s, feedback of %s asked back\n"),
		        words_when(s->room, item->since_us, now_us, when, sizeof when), item->title,
		        words_person(s->room, item->owes));
	}
	for (guint i = 0; i < h->chains->len; i++) {
		const struct chain *chain = g_ptr_array_index(h->chains, i);

		out_say(chain->decision ? _("  not done since %s: %s%s%s\n")
		                        : _("  no decision since %s: %s%s%s\n"),
		        words_when(s->room, chain->since_us, now_us, when, sizeof when),
		        chain->title, chain->decision ? ": " : "",
		        chain->decision ? decision_words(s->room, chain->decision) : "");
	}
	for (guint i = 0; i < h->notices->len; i++) {
		const struct notice *notice = g_ptr_array_index(h->notices, i);

		out_say(notice->is_late ? _("  notice to %s since %s: %s, answer OVERDUE\n")
		                        : _("  notice to %s since %s: %s, not answered\n"),
		        notice->team, words_when(s->room, notice->at_us, now_us, when, sizeof when),
		        subject_title(s->room, notice->subject));
	}
}

static void
print_open(const struct session *s, const struct handover *h, int64_t now_us)
{
	char when[32];

	out_say(_("OPEN %u\n"), h->supervised->len + h->chains->len + h->notices->len +
	                            h->gates->len + h->outbox->len);
	print_waiting(s, h, now_us);
	for (guint i = 0; i < h->gates->len; i++) {
		const struct gate_state *gate = g_ptr_array_index(h->gates, i);

		out_say(gate->answer == GATE_REFUSED
		            ? _("  gate %s (%s): %s, due %s, REFUSED\n")
		            : _("  gate %s (%s): %s, due %s, not signed\n"),
		        gate->is.id, gate->is.owner, gate->is.title,
		        words_when(s->room, gate_due_us(s->room, gate), now_us, when, sizeof when));
	}
	for (guint i = 0; i < h->outbox->len; i++) {
		const struct outbox_row *row = g_ptr_array_index(h->outbox, i);

		out_say(_("  delivery %.8s %s: %s at %s, by %s\n"), row->delivery->id,
		        _(row->state), row->delivery->alert_title, row->delivery->source,
		        row->delivery->person);
	}
}

static void
print_text(const struct session *s, const struct handover *h)
{
	int64_t now_us = session_now_us(s);
	char now[48];

	out_say("%s, %s\n", s->room->is.name, words_instant(s->room, now_us, now, sizeof now));
	print_unseen(h, now_us);
	print_seen(s, h, now_us);
	print_expiring(h, now_us);
	print_resolved(s, h, now_us);
	print_open(s, h, now_us);
}

static bool
hand_over(const struct options *o, struct err *e)
{
	int64_t since_us = DEFAULT_SINCE_US;
	struct session *s;
	struct handover *h;
	bool ok;

	if (o->since && !duration_parse(o->since, &since_us, e))
		return err_in(e, "--since");
	s = headless_look(o, e);
	h = s ? handover_new(s, session_now_us(s) - since_us, e) : NULL;
	ok = h != NULL;
	if (ok && o->is_json)
		print_json(s, h);
	else if (ok)
		print_text(s, h);
	if (ok && !headless_complain(s))
		ok = err_set(e, _("not every source was heard: the digest may lack alerts"));
	handover_free(&h);
	session_free(&s);
	return ok;
}

static int
run(int argc, char **argv)
{
	struct options o = { 0 };
	struct err e = { "" };
	int code = options_parse(
	    &o, OPTIONS_ROOM | OPTIONS_SINCE | OPTIONS_JSON,
	    N_("Prints what the next shift has to know: what nobody has seen, who has what since when, what is about to\n"
	       "expire, what was resolved, what is open."),
	    &argc, argv);

	if (code < 0)
		code = hand_over(&o, &e) ? 0 : headless_fail(&e);
	options_fini(&o);
	return code;
}

const struct command cmd_handover = {
	.name = "handover",
	.run = run,
	.synopsis = "[--since TIME] [--json]",
	.help =
	    N_("the shift digest: unseen, seen and still firing, about to expire, resolved, open"),
};
