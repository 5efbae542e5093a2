/* The linear mode: what changed in the room since it was last looked at. */
#include "app/plain.h"

#include "base/lang.h"
#include "panels/words.h"
#include "room/alert.h"
#include "room/budget.h"
#include "room/course.h"
#include "room/decision.h"

#include <string.h>

static unsigned
number(struct plain *p, const char *key)
{
	return plain_number(p, view_pane(p->c.view, "alerts")->ops, key);
}

static int64_t
rank_of(const struct alert *alert)
{
	return alert->tier ? alert->tier->is.rank : 9;
}

static bool
is_hidden(const struct alert *alert)
{
	return alert->inhibited || alert_is_silenced(alert) || alert->more->n_silenced_by > 0;
}

static bool
is_overdue(const struct alert *alert, int64_t now_us)
{
	int64_t left_us = alert_remaining_us(alert, now_us);

	return alert_is_unseen(alert) && left_us != UNSAID && left_us < 0;
}

static void
say_new(struct plain *p, const struct alert *alert, const char *what, int64_t now_us)
{
	struct answerable who = alert_answerable(p->c.session->room, alert, now_us);
	const char *brief = alert->tier ? alert->tier->is.brief : _("untiered");
	char kind[48];

	words_print(kind, sizeof kind, _("%s %s alerts"), what, brief);
	kind[0] = g_ascii_tolower(kind[0]);
	plain_news_add(p, now_us, rank_of(alert) == 1, kind,
	               _("%s %s (%s), number %u: %s%s%s. Team %s, answers %s."), what,
	               alert->tier ? alert->tier->is.title : _("alert"), brief,
	               number(p, alert->key), alert->title, *alert->summary ? ": " : "",
	               alert->summary,
	               *alert->team ? words_team(p->c.session->room, alert->team) : _("not known"),
	               who.accountable ? who.accountable->name : _("NOBODY"));
}

/* What became of an acknowledgement of this console at the alert's source. */
static void
compare_ack(struct plain *p, const struct alert *alert, struct plain_alert *was, int64_t now_us)
{
	const char *id = alert->ack ? alert->ack->id : "";
	enum ack_state state = alert->ack ? alert->ack->state : ACK_ENDED;
	bool is_news = strcmp(id, was->ack) != 0 || state != was->state;

	if (is_news && state == ACK_CONFIRMED && g_hash_table_contains(p->news.own, id))
		plain_news_add(
		    p, now_us, true, _("confirmations"),
		    alert->ack->kind == ACK_SILENCE
			? _("Confirmed: %s shows your silence of number %u, %s.")
			: _("Confirmed: %s shows your acknowledgement of number %u, %s."),
		    alert->source, number(p, alert->key), alert->title);
	if (strcmp(id, was->ack) != 0) {
		g_free(was->ack);
		was->ack = g_strdup(id);
	}
	was->state = state;
}

static void
compare_alert(struct plain *p, const struct alert *alert, struct plain_alert *was, int64_t now_us)
{
	bool hidden = is_hidden(alert), gone = alert->recovered_us != UNSAID,
	     overdue = is_overdue(alert, now_us);
	int64_t rank = rank_of(alert);

	if (!hidden && !gone && (was->is_gone || was->is_hidden))
		say_new(p, alert, _("Again"), now_us);
	else if (!hidden && !gone && rank != was->rank)
		say_new(p, alert, rank < was->rank ? _("Raised to") : _("Lowered to"), now_us);
	if (gone && !was->is_gone && !was->is_hidden)
		plain_news_add(
		    p, now_us, false, _("cleared alerts"),
		    alert_is_unseen(alert)
			? _("Cleared: number %u, %s (%s), and nobody had seen it: it still"
		            " asks.")
			: _("Cleared: number %u, %s (%s)."),
		    number(p, alert->key), alert->title,
		    alert->tier ? alert->tier->is.brief : _("untiered"));
	if (overdue && !was->is_overdue && !hidden)
		plain_news_add(p, now_us, rank == 1, _("missed limits"),
		               _("LIMIT MISSED: number %u, %s (%s), and nobody has it."),
		               number(p, alert->key), alert->title,
		               alert->tier ? alert->tier->is.brief : _("untiered"));
	was->rank = rank;
	was->is_hidden = hidden;
	was->is_gone = gone;
	was->is_overdue = overdue;
	compare_ack(p, alert, was, now_us);
}

static gboolean
leave(gpointer key, gpointer value, gpointer data)
{
	struct plain *p = data;
	const struct plain_alert *was = value;

	if (room_alert(p->c.session->room, key))
		return FALSE;
	if (!was->is_gone && !was->is_hidden)
		plain_news_add(p, session_now_us(p->c.session), false, _("cleared alerts"),
		               _("Cleared: number %u, %s."), number(p, key),
		               subject_title(p->c.session->room, key));
	return TRUE;
}

static struct plain_alert *
meet(struct plain *p, const struct alert *alert, bool is_news, int64_t now_us)
{
	struct plain_alert *a = g_new0(struct plain_alert, 1);

	a->ack = g_strdup("");
	a->rank = rank_of(alert);
	a->is_hidden = is_hidden(alert);
	a->is_gone = alert->recovered_us != UNSAID;
	a->is_overdue = is_overdue(alert, now_us);
	a->state = ACK_ENDED;
	g_hash_table_insert(p->news.alerts, g_strdup(alert->key), a);
	if (is_news && !a->is_hidden && !a->is_gone)
		say_new(p, alert, _("New"), now_us);
	return a;
}

void
plain_look_at_alerts(struct plain *p, bool is_news, int64_t now_us)
{
	GHashTableIter iter;
	gpointer alert;

	g_hash_table_iter_init(&iter, p->c.session->room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &alert)) {
		const char *key = ((const struct alert *)alert)->key;
		struct plain_alert *was = g_hash_table_lookup(p->news.alerts, key);

		if (!was)
			was = meet(p, alert, is_news, now_us);
		compare_alert(p, alert, was, now_us);
	}
	g_hash_table_foreach_remove(p->news.alerts, leave, p);
}

/* What a line of the log has of a deed, whose id it does not always tell. */
char *
plain_deed_name(enum event_kind kind, int64_t at_us, const char *subject)
{
	return g_strdup_printf("%d %lld %s", (int)kind, (long long)at_us, subject);
}

/* The room's own words, but for what the alerts themselves and this console's answers have said. */
static bool
is_said_otherwise(const struct plain *p, const struct entry *entry)
{
	const struct alert *alert = room_alert(p->c.session->room, entry->subject);
	bool is_alert = entry->kind == EVENT_ALERT || entry->kind == EVENT_ALERT_GONE;
	bool asks_again = alert && alert->more->reopened_us == entry->at_us;
	char *deed = plain_deed_name(entry->kind, entry->at_us, entry->subject);
	bool is_own = g_hash_table_contains(p->news.own, entry->id) ||
	              g_hash_table_contains(p->news.own, deed);

	g_free(deed);
	return is_own || (is_alert && !asks_again);
}

void
plain_look_at_log(struct plain *p)
{
	const struct room *room = p->c.session->room;
	char kind[48];

	for (guint i = 0; room->logged > p->news.logged && i < room->log->len; i++) {
		const struct entry *e = g_ptr_array_index(room->log, i);

		if (e->number < p->news.logged || is_said_otherwise(p, e))
			continue;
		words_print(kind, sizeof kind, _("log lines (%s)"), event_kind_name(e->kind));
		plain_news_add(p, e->at_us, e->kind == EVENT_REFUSED || e->kind == EVENT_LOST, kind,
		               "%s%s%s", *e->person ? words_person(room, e->person) : "",
		               *e->person ? ": " : "", e->text);
		if (room_alert(room, e->subject)) {
			struct news_line *line =
			    g_ptr_array_index(p->news.found, p->news.found->len - 1);
			char *text =
			    g_strdup_printf(_("%s (number %u)"), line->text, number(p, e->subject));

			g_free(line->text);
			line->text = text;
		}
	}
	p->news.logged = room->logged;
}

static bool
runs(const struct room *room, const struct phase *phase, int64_t now_us)
{
	int64_t start_us = phase_expected_start_us(room, phase, now_us);
	int64_t end_us = phase_expected_end_us(room, phase, now_us);

	return start_us != UNSAID && start_us <= now_us && (end_us == UNSAID || end_us > now_us);
}

void
plain_look_at_phases(struct plain *p, bool is_news, int64_t now_us)
{
	const struct room *room = p->c.session->room;
	char end[32];

	for (guint i = 0; i < room->phases->len; i++) {
		const struct phase *phase = g_ptr_array_index(room->phases, i);
		bool is = runs(room, phase, now_us),
		     was = g_hash_table_contains(p->news.phases, phase->id);

		if (is && !was && is_news)
			plain_news_add(p, now_us, true, _("phases"),
			               phase_is_red(room, phase, now_us)
			                   ? _("Phase %s BEGINS, until %s: RED, gates are open.")
			                   : _("Phase %s BEGINS, until %s."),
			               phase->title,
			               words_when(room, phase_expected_end_us(room, phase, now_us),
			                          now_us, end, sizeof end));
		else if (!is && was && is_news)
			plain_news_add(p, now_us, true, _("phases"), _("Phase %s is OVER."),
			               phase->title);
		if (is)
			g_hash_table_add(p->news.phases, g_strdup(phase->id));
		else
			g_hash_table_remove(p->news.phases, phase->id);
	}
}

/* The clock, when so much is left. */
void
plain_look_at_clock(struct plain *p, int64_t before_us, int64_t now_us)
{
	static const int64_t marks[] = { HOUR_US, 30 * MIN_US, 10 * MIN_US, 5 * MIN_US, MIN_US };
	struct boundary next = room_next_boundary(p->c.session->room, now_us);
	char span[16];

	for (size_t i = 0; next.at_us != UNSAID && i < G_N_ELEMENTS(marks); i++)
		if (next.at_us - before_us > marks[i] && next.at_us - now_us <= marks[i])
			plain_news_add(p, now_us, true, _("clock"),
			               next.is_start ? _("In %s: %s starts.")
			                             : _("In %s: %s ends."),
			               duration_coarse(marks[i], span, sizeof span),
			               next.phase || next.title ? next.title : _("the event"));
}

static void
look_at_flag(struct plain *p, bool *was, bool is, bool is_news, const char *sentence)
{
	if (is && !*was && is_news)
		plain_news_add(p, session_now_us(p->c.session), true, _("budget"), "%s", sentence);
	*was = is;
}

void
plain_look_at_budget(struct plain *p, bool is_news, int64_t now_us)
{
	struct budget b = room_budget(p->c.session->room, now_us);

	look_at_flag(p, &p->news.spends_too_much, b.spend_over_cap, is_news,
	             _("Budget: spending is OVER its cap."));
	look_at_flag(p, &p->news.loses_too_much, b.loss_over_cap, is_news,
	             _("Budget: the loss is OVER its cap."));
	look_at_flag(p, &p->news.runs_out, b.runs_out_us != UNSAID, is_news,
	             _("Budget: at this rate it runs out before the event ends."));
}

void
plain_look_at_journal(struct plain *p, int64_t now_us)
{
	const struct journal_state *j = &p->c.session->journal;
	const char *words = *j->reason ? j->reason : j->warning;

	if (!j->read || !strcmp(words, p->news.journal))
		return;
	g_strlcpy(p->news.journal, words, sizeof p->news.journal);
	plain_news_add(p, now_us, true, _("journal"), _("Journal: %s."),
	               *words ? words : _("it is well again"));
}
