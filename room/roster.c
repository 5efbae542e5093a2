/* Who stands watch: the last sign of each person and the last hand-over of each team count. */
#include "room/roster.h"

#include "base/lang.h"
#include "room/ack.h"
#include "room/apply.h"
#include "room/dossier.h"
#include "room/rota.h"
#include "room/shift.h"
#include "room/team.h"

#include <string.h>

void
sign_free(void *data)
{
	struct duty_sign *sign = data;

	g_free(sign->id);
	g_free(sign->by);
	g_free(sign->text);
	g_free(sign);
}

void
watch_free(void *data)
{
	struct watch *watch = data;

	g_free(watch->id);
	g_free(watch->to);
	g_free(watch->by);
	g_free(watch->text);
	g_free(watch);
}

void
assignment_free(struct assignment *assignment)
{
	if (!assignment)
		return;
	g_free(assignment->id);
	g_free(assignment->to);
	g_free(assignment->by);
	g_free(assignment->text);
	g_free(assignment);
}

/* Does the event come after what is known? */
static bool
is_newer(const struct event *event, int64_t at_us, const char *id)
{
	return dossier_is_before(at_us, id, event->at_us, event->id);
}

static void
enter_sign(struct room *room, const char *person, const struct event *event, bool is_in)
{
	const struct duty_sign *last = g_hash_table_lookup(room->signs, person);
	struct duty_sign *sign;

	if (last && !is_newer(event, last->at_us, last->id))
		return;
	sign = g_new(struct duty_sign, 1);
	*sign = (struct duty_sign){ .id = g_strdup(event->id),
		                    .at_us = event->at_us,
		                    .is_in = is_in,
		                    .by = g_strdup(event->person),
		                    .text = g_strdup(event->text) };
	g_hash_table_replace(room->signs, g_strdup(person), sign);
}

static void
enter_watch(struct room *room, const struct event *event)
{
	const struct watch *last = team_watch(room, event->subject);
	struct watch *watch;

	enter_sign(room, event->target, event, true);
	if (last && !is_newer(event, last->at_us, last->id))
		return;
	watch = g_new(struct watch, 1);
	*watch = (struct watch){ .id = g_strdup(event->id),
		                 .at_us = event->at_us,
		                 .to = g_strdup(event->target),
		                 .by = g_strdup(event->person),
		                 .text = g_strdup(event->text) };
	g_hash_table_replace(room->watches, g_strdup(event->subject), watch);
}

void
roster_enter(struct room *room, const struct event *event)
{
	const struct person *person = room_person(room, event->subject);
	bool is_others = strcmp(event->person, event->subject) != 0;

	if (event->kind == EVENT_DUTY) {
		room_log(room, event, person ? person->team : "",
		         event->accepted ? _("signed %s%sin%s%s") : _("signed %s%sout%s%s"),
		         is_others ? event->subject : "", is_others ? " " : "",
		         *event->text ? ": " : "", event->text);
		enter_sign(room, event->subject, event, event->accepted);
	} else {
		room_log(room, event, event->subject, _("handed %s over to %s%s%s"), event->subject,
		         event->target, *event->text ? ": " : "", event->text);
		enter_watch(room, event);
	}
	room_people_changed(room);
}

/* Until when a sign counts; UNSAID: until the next one. Where a roster speaks for the team now, its turns
 * bound it, and one of before the time that the roster speaks of is over. */
static int64_t
sign_end_us(const struct room *room, const struct person *person, int64_t signed_us, int64_t now_us)
{
	const struct rota *rota = team_rota(room, person->team, now_us);

	if (!rota && !person_turn(room, person, now_us))
		return shift_boundary_us(room, person, signed_us);
	if (rota && signed_us < rota->from_us)
		return rota->from_us;
	return turn_boundary_us(room, person, signed_us);
}

const struct duty_sign *
person_sign(const struct room *room, const struct person *person, int64_t now_us)
{
	const struct duty_sign *sign = g_hash_table_lookup(room->signs, person->id);
	int64_t until_us;

	/* known is known: the clock of whoever signed may be a little ahead */
	if (!sign)
		return NULL;
	until_us = sign_end_us(room, person, sign->at_us, now_us);
	return until_us == UNSAID || now_us < until_us ? sign : NULL;
}

const struct watch *
team_watch(const struct room *room, const char *team)
{
	return g_hash_table_lookup(room->watches, team);
}

const struct person *
person_relief(const struct room *room, const struct person *person, int64_t now_us)
{
	const struct duty_turn *turn = person_turn(room, person, now_us);
	int64_t end_us = person_shift_end_us(room, person, now_us);

	return end_us == UNSAID
	           ? NULL
	           : team_on_duty_beside(room, turn ? turn->is.team : person->team, person, end_us);
}

void
assign_enter(struct room *room, const struct event *event)
{
	struct dossier *d = dossier_get(room, event->subject);
	struct alert *alert = room_alert(room, event->subject);

	if (d->assigned && strcmp(d->assigned->id, event->id) == 0)
		return;
	room_log(room, event, alert ? alert->team : "", _("assigned %s to %s%s%s"),
	         ack_title(room, event->subject), event->target, *event->text ? ": " : "",
	         event->text);
	if (d->assigned && !is_newer(event, d->assigned->at_us, d->assigned->id))
		return;
	assignment_free(d->assigned);
	d->assigned = g_new(struct assignment, 1);
	*d->assigned = (struct assignment){ .id = g_strdup(event->id),
		                            .at_us = event->at_us,
		                            .to = g_strdup(event->target),
		                            .by = g_strdup(event->person),
		                            .text = g_strdup(event->text) };
	room_alerts_changed(room);
}

const struct assignment *
alert_assigned(const struct room *room, const struct alert *alert)
{
	const struct dossier *d = dossier_find(room, alert->key);
	const struct assignment *a = d ? d->assigned : NULL;

	if (!a || !dossier_is_before(d->done_us, d->done_id, a->at_us, a->id))
		return NULL;
	return a->at_us >= MIN(alert->starts_us, alert->observed_us) ? a : NULL;
}

static void
add_assignments(const struct room *room, GPtrArray *ids)
{
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct assignment *a = alert_assigned(room, value);

		if (a)
			needs_add(ids, a->id);
	}
}

void
roster_needs(const struct room *room, GPtrArray *ids)
{
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, room->signs);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		needs_add(ids, ((const struct duty_sign *)value)->id);
	g_hash_table_iter_init(&iter, room->watches);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		needs_add(ids, ((const struct watch *)value)->id);
	add_assignments(room, ids);
}
