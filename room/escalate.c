/* Escalation: who must know next when nobody answers. */
#include "room/escalate.h"

#include "base/lang.h"
#include "room/ack.h"
#include "room/apply.h"
#include "room/dossier.h"
#include "room/order.h"
#include "room/team.h"

#include <string.h>

/* What the rule keeps in the event, in English. */
#define WAITED "nobody has it after "
#define AT_ONCE N_("at once")

enum { DEFAULT_STEPS = 2, RANKS = 8 };

void
escalation_free(void *escalation)
{
	struct escalation *e = escalation;

	g_free(e->id);
	g_free(e);
}

size_t
escalation_steps(const struct alert *alert)
{
	if (!alert->tier || alert->tier->is.limit_us == UNSAID)
		return 0;
	return alert->tier->is.n_escalate ? alert->tier->is.n_escalate : DEFAULT_STEPS;
}

/* How long after the alert began to ask the step (1...) is due. */
static int64_t
after_us(const struct tier *tier, size_t step)
{
	if (tier->n_escalate)
		return tier->escalate[step - 1].after_us;
	return tier->limit_us * (int64_t)step;
}

static const struct person *
first_lead(const struct room *room, const char *team)
{
	for (guint i = 0; i < room->people->len; i++) {
		const struct person *person = g_ptr_array_index(room->people, i);

		if (person->permission == PERMISSION_LEAD &&
		    (!team || strcmp(person->team, team) == 0))
			return person;
	}
	return NULL;
}

static const char *
commander(const struct room *room)
{
	const struct person *person = first_lead(room, "ops");

	if (!person)
		person = first_lead(room, NULL);
	return person ? person->id : "";
}

static const char *
by_role(const struct room *room, const char *role)
{
	for (guint i = 0; i < room->people->len; i++) {
		const struct person *person = g_ptr_array_index(room->people, i);

		if (g_ascii_strcasecmp(person->role, role) == 0)
			return person->id;
	}
	return role;
}

static const char *
answers(const struct room *room, const struct alert *alert, bool is_responsible, int64_t now_us)
{
	struct answerable who = alert_answerable(room, alert, now_us);
	const struct person *person = is_responsible ? who.responsible : who.accountable;
	const char *team = is_responsible ? who.responsible_team : who.accountable_team;

	if (person)
		return person->id;
	return is_said(team) ? team : alert->team;
}

const char *
escalation_to(const struct room *room, const struct alert *alert, size_t step, int64_t now_us)
{
	const char *to;

	if (step < 1 || step > escalation_steps(alert))
		return "";
	if (!alert->tier->is.n_escalate)
		return step == 1 ? answers(room, alert, false, now_us) : commander(room);
	to = alert->tier->is.escalate[step - 1].to;
	if (strcmp(to, "R") == 0 || strcmp(to, "A") == 0)
		return answers(room, alert, *to == 'R', now_us);
	return room_person(room, to) || room_team(room, to) ? to : by_role(room, to);
}

/* Every console that derives the step must name it alike, though each has its own idea of the instant
 * at which the alert began to ask: what it rests on is the firing, and what last stood on it. */
static char *
cause_of(const struct room *room, const struct alert *alert, size_t step)
{
	const struct dossier *d = dossier_find(room, alert->key);
	guint n = d ? d->acks->len : 0;
	const struct ack *last = n ? d->acks->pdata[n - 1] : NULL;
	int64_t minute = alert->starts_us == UNSAID ? 0 : alert->starts_us / MIN_US;

	return g_strdup_printf("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s %s %u", alert->key,
	                       minute, alert->tier->is.rank, last ? last->id : "",
	                       d ? d->done_id : "", (unsigned)step);
}

static void
add(const struct room *room, const struct alert *alert, size_t step, int64_t now_us,
    struct event_batch *batch)
{
	int64_t after = after_us(&alert->tier->is, step), limit_us = alert->tier->is.limit_us;
	struct event *event = event_batch_add(batch, EVENT_ESCALATE, alert->asks_since_us + after);
	char *cause = cause_of(room, alert, step), span[16], why[48];

	g_snprintf(why, sizeof why, WAITED "%s", duration_coarse(after, span, sizeof span));
	event->id = event_batch_derived_id(batch, EVENT_ESCALATE, cause);
	event->subject = event_batch_str(batch, alert->key);
	event->number = (int64_t)step;
	event->target = event_batch_str(batch, escalation_to(room, alert, step, now_us));
	event->text = event_batch_str(batch, after > 0 ? why : AT_ONCE);
	if (after >= limit_us)
		event->until_us = alert->asks_since_us + limit_us;
	g_free(cause);
}

/* Does it ask so that the path goes on? */
static bool
asks(const struct alert *alert)
{
	return alert_is_unseen(alert) &&
	       (alert->recovered_us == UNSAID || (alert->tier && alert->tier->is.rank == 1));
}

static size_t
next_step(const struct alert *alert)
{
	return alert->escalated ? (size_t)alert->escalated->step + 1 : 1;
}

int64_t
escalate_due_us(const struct alert *alert)
{
	size_t steps = asks(alert) ? escalation_steps(alert) : 0;
	int64_t due_us = INT64_MAX;

	for (size_t step = next_step(alert); step <= steps; step++)
		due_us = MIN(due_us, alert->asks_since_us + after_us(&alert->tier->is, step));
	return due_us;
}

static void
add_due_steps(const struct room *room, const struct alert *alert, int64_t now_us,
              struct event_batch *batch)
{
	size_t steps = escalation_steps(alert);

	for (size_t step = next_step(alert); step <= steps; step++) {
		if (alert->asks_since_us + after_us(&alert->tier->is, step) <= now_us)
			add(room, alert, step, now_us, batch);
	}
}

/* Some that are due, by rank: of each no more than are told at one look. */
static void
find_due(const struct room *room, int64_t now_us, GPtrArray *const *due)
{
	GPtrArray *all = order_due(room->order, now_us);

	for (guint i = 0; i < all->len; i++) {
		struct alert *alert = g_ptr_array_index(all, i);
		GPtrArray *of_rank;

		if (escalate_due_us(alert) > now_us)
			continue;
		of_rank = due[CLAMP(alert->tier->is.rank, 0, RANKS - 1)];
		if (of_rank->len < ESCALATE_MOST)
			g_ptr_array_add(of_rank, alert);
	}
	g_ptr_array_unref(all);
}

void
escalate_derive(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	guint most = batch->events->len + ESCALATE_MOST;
	GPtrArray *due[RANKS];

	for (size_t rank = 0; rank < RANKS; rank++)
		due[rank] = g_ptr_array_new();
	find_due(room, now_us, due);
	for (size_t rank = 0; rank < RANKS; rank++) {
		for (guint i = 0; i < due[rank]->len && batch->events->len < most; i++)
			add_due_steps(room, g_ptr_array_index(due[rank], i), now_us, batch);
		g_ptr_array_unref(due[rank]);
	}
}

/* At its place by (at_us, id). False: it is there already. */
static bool
insert(struct room *room, struct dossier *d, const struct event *event)
{
	guint place = d->escalations->len;
	struct escalation *e;

	for (guint i = 0; i < d->escalations->len; i++) {
		const struct escalation *other = g_ptr_array_index(d->escalations, i);

		if (strcmp(other->id, event->id) == 0)
			return false;
		if (place == d->escalations->len &&
		    dossier_is_before(event->at_us, event->id, other->at_us, other->id))
			place = i;
	}
	e = g_new(struct escalation, 1);
	*e = (struct escalation){ .id = g_strdup(event->id),
		                  .at_us = event->at_us,
		                  .step = MAX(event->number, 1),
		                  .to = room_str(room, event->target),
		                  .person = room_str(room, event->person),
		                  .why = room_str(room, event->text),
		                  .is_missed = event->until_us != UNSAID };
	g_ptr_array_insert(d->escalations, (gint)place, e);
	return true;
}

const char *
escalation_words(const char *why, char *buf, size_t size)
{
	if (strcmp(why, AT_ONCE) == 0)
		return _(AT_ONCE);
	if (!g_str_has_prefix(why, WAITED) || strlen(why) >= size / 2)
		return why;
	g_snprintf(buf, size, _("nobody has it after %s"), why + strlen(WAITED));
	return buf;
}

void
escalate_enter(struct room *room, const struct event *event)
{
	struct dossier *d = dossier_get(room, event->subject);
	struct alert *alert = room_alert(room, event->subject);
	char why[160];

	if (!insert(room, d, event))
		return;
	room_log(room, event, alert ? alert->team : "", _("escalated to %s (step %d): %s: %s"),
	         *event->target ? event->target : _("nobody"), (int)MAX(event->number, 1),
	         ack_title(room, event->subject), escalation_words(event->text, why, sizeof why));
	if (alert) {
		alert_asks_since(room, alert, alert->asks_base_us);
		alert_changed(room, alert);
	}
	supervise_touch(room, event->subject);
	room_alerts_changed(room);
}

void
escalate_apply(struct room *room, const struct event *event)
{
	/* a person's counts once it is kept: deed.c */
	if (event->kind == EVENT_ESCALATE && !is_said(event->person))
		escalate_enter(room, event);
}

const struct escalation *
dossier_escalated(const struct dossier *d, int64_t since_us)
{
	const struct escalation *best = NULL;

	for (guint i = 0; d && i < d->escalations->len; i++) {
		const struct escalation *e = g_ptr_array_index(d->escalations, i);

		if (e->at_us >= since_us && (!best || e->step >= best->step))
			best = e;
	}
	return best;
}
