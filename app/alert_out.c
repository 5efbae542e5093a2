/* Alerts for scripts: as JSON, and as a line of text. */
#include "app/alert_out.h"

#include "app/json_out.h"
#include "app/out.h"
#include "base/lang.h"
#include "base/text.h"
#include "panels/words.h"
#include "room/escalate.h"
#include "room/roster.h"

#include <json-c/json.h>

enum { COLUMNS = 7, WIDTH_MAX = 40 };

const char *
alert_out_ack_state(enum ack_state state)
{
	static const char *const names[] = { "pending", "kept", "sent", "confirmed",
		                             "refused", "lost", "ended" };

	return names[state];
}

/* How the alert stands in one word. */
static const char *
state_word(const struct alert *alert)
{
	if (alert->more->done_us != UNSAID)
		return "done";
	if (alert->ack && alert->ack->state == ACK_REFUSED)
		return "refused";
	if (alert->ack && alert->ack->state == ACK_PENDING)
		return "pending";
	if (alert_is_seen(alert))
		return alert->more->held_since_us != UNSAID && !alert->ack ? "held" : "seen";
	if (alert_is_silenced(alert) || alert->more->n_silenced_by > 0)
		return "silenced";
	if (alert->inhibited)
		return "inhibited";
	return alert->recovered_us != UNSAID ? "recovered_unseen" : "unseen";
}

struct json_object *
alert_out_ack(const struct ack *ack)
{
	struct json_object *row;

	if (!ack)
		return NULL;
	row = json_object_new_object();
	json_out_text(row, "id", ack->id);
	json_out_text(row, "kind", ack->kind == ACK_SILENCE ? "silence" : "ack");
	json_out_text(row, "state", alert_out_ack_state(ack->state));
	json_out_text(row, "person", ack->person);
	json_out_text(row, "comment", ack->comment);
	json_out_time(row, "at", ack->at_us);
	json_out_time(row, "until", ack->until_us);
	json_out_text(row, "remote_id", ack->remote_id);
	json_out_text(row, "reason", ack->reason);
	json_out_count(row, "retries", ack->retries);
	return row;
}

static void
add_answerable(struct json_object *row, const struct room *room, const struct alert *alert,
               int64_t now_us)
{
	struct answerable who = alert_answerable(room, alert, now_us);

	json_out_text(row, "responsible", who.responsible ? who.responsible->id : NULL);
	json_out_text(row, "responsible_team", who.responsible_team);
	json_out_text(row, "accountable", who.accountable ? who.accountable->id : NULL);
	json_out_text(row, "accountable_team", who.accountable_team);
}

struct json_object *
alert_out_json(const struct room *room, const struct alert *alert, int64_t now_us)
{
	struct json_object *row = json_object_new_object(), *labels = json_object_new_object();
	const struct assignment *given = alert_assigned(room, alert);

	json_out_text(row, "key", alert->key);
	json_out_text(row, "fingerprint", alert->fingerprint);
	json_out_text(row, "source", alert->source);
	json_out_text(row, "title", alert->title);
	json_out_text(row, "summary", alert->summary);
	json_out_text(row, "tier", alert->tier ? alert->tier->is.id : NULL);
	json_out_seconds(row, "limit_left_seconds", alert_remaining_us(alert, now_us));
	json_out_text(row, "team", alert->team);
	json_out_text(row, "risk", alert->risk ? alert->risk->is.id : NULL);
	add_answerable(row, room, alert, now_us);
	json_out_text(row, "state", state_word(alert));
	json_object_object_add(row, "ack", alert_out_ack(alert->ack));
	json_out_text(row, "assigned_to", given ? given->to : "");
	json_out_text(row, "escalated_to", alert->escalated ? alert->escalated->to : "");
	json_out_text(row, "held_by", alert->more->held_by);
	json_out_text(row, "done_by", alert->more->done_by);
	json_out_text(row, "asks_again", alert_is_unseen(alert) ? alert->more->reopened : "");
	json_out_time(row, "starts", alert->starts_us);
	json_out_time(row, "recovered", alert->recovered_us);
	json_out_text(row, "runbook", alert->runbook);
	json_out_text(row, "link", alert->link);
	for (size_t i = 0; i < alert->n_labels; i++)
		json_object_object_add(labels, alert->labels[i].name,
		                       json_object_new_string(alert->labels[i].value));
	json_object_object_add(row, "labels", labels);
	return row;
}

static const char *
name_of(const struct person *person, const char *team)
{
	return person ? person->id : *team ? team : "-";
}

/* The cells of an alert's line, each to be freed. */
static void
fill(char **cells, const struct room *room, const struct alert *alert, int64_t now_us)
{
	struct answerable who = alert_answerable(room, alert, now_us);
	int64_t left_us = alert_remaining_us(alert, now_us);
	char limit[16] = "-";

	if (left_us != UNSAID)
		duration_limit(left_us, limit, sizeof limit);
	cells[0] = g_strdup(alert->key);
	cells[1] = g_strdup(alert->tier ? alert->tier->is.brief : "-");
	cells[2] = g_strdup(limit);
	cells[3] = g_strdup(*alert->team ? alert->team : "-");
	cells[4] = g_strdup(name_of(who.accountable, who.accountable_team));
	cells[5] = g_strdup(name_of(who.responsible, who.responsible_team));
	cells[6] = g_strdup(words_ack(alert, now_us).text);
}

static void
print_cell(const char *text, int width)
{
	int used;
	size_t n = text_fit(text, width, &used);

	out_say("%.*s%*s", (int)n, text, width - used + 2, "");
}

void
alert_out_table(const struct room *room, const GPtrArray *alerts, int64_t now_us)
{
	static const char *const heads[COLUMNS] = { N_("KEY"), N_("TIER"), N_("LIMIT"), N_("TEAM"),
		                                    "A",       "R",        N_("STATE") };
	char *(*cells)[COLUMNS] = g_malloc0_n(alerts->len + 1, sizeof *cells);
	int widths[COLUMNS];

	for (int c = 0; c < COLUMNS; c++)
		widths[c] = text_width(_(heads[c]));
	for (guint i = 0; i < alerts->len; i++) {
		fill(cells[i], room, g_ptr_array_index(alerts, i), now_us);
		/* the key is there to be copied: it is never cut */
		for (int c = 0; c < COLUMNS; c++)
			widths[c] = MAX(widths[c], c ? MIN(text_width(cells[i][c]), WIDTH_MAX)
			                             : text_width(cells[i][c]));
	}
	for (int c = 0; alerts->len && c < COLUMNS; c++)
		print_cell(_(heads[c]), widths[c]);
	if (alerts->len)
		out_say(_("ALERT\n"));
	for (guint i = 0; i < alerts->len; i++) {
		const struct alert *alert = g_ptr_array_index(alerts, i);

		for (int c = 0; c < COLUMNS; c++) {
			print_cell(cells[i][c], widths[c]);
			g_free(cells[i][c]);
		}
		out_say("%s%s%s\n", alert->title, *alert->summary ? ": " : "", alert->summary);
	}
	g_free(cells);
}
