/* A drill's score: who answered what in which time, against what was expected. */
#include "room/drill.h"

#include "room/team.h"

#include <string.h>

struct drill {
	GStringChunk *strings;
	GArray *incidents; /* struct drill_incident */
	GPtrArray *keys;   /* of each incident: GHashTable, the keys of its alerts (interned) */
};

struct drill *
drill_new(const GArray *expects)
{
	struct drill *d = g_new0(struct drill, 1);

	d->strings = g_string_chunk_new(1024);
	d->incidents = g_array_new(FALSE, TRUE, sizeof(struct drill_incident));
	d->keys = g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref);
	for (guint i = 0; i < expects->len; i++) {
		const struct drill_expect *from = &g_array_index(expects, struct drill_expect, i);
		struct drill_incident incident = { .expect = *from, .fired_us = UNSAID };

		incident.expect.alert = g_string_chunk_insert_const(d->strings, from->alert);
		incident.expect.plan = g_string_chunk_insert_const(d->strings, from->plan);
		incident.expect.by = g_string_chunk_insert_const(d->strings, from->by);
		for (int step = 0; step < DRILL_STEPS; step++)
			incident.deeds[step] = (struct drill_deed){ UNSAID, "", "" };
		g_array_append_val(d->incidents, incident);
		g_ptr_array_add(d->keys, g_hash_table_new(g_str_hash, g_str_equal));
	}
	return d;
}

void
drill_free(struct drill **drill)
{
	struct drill *d = *drill;

	if (!d)
		return;
	*drill = NULL;
	g_array_unref(d->incidents);
	g_ptr_array_unref(d->keys);
	g_string_chunk_free(d->strings);
	g_free(d);
}

static void
note_alert(struct drill *d, guint i, const struct event *e)
{
	struct drill_incident *incident = &g_array_index(d->incidents, struct drill_incident, i);

	if (strcmp(e->alert->title, incident->expect.alert) != 0)
		return;
	if (incident->fired_us == UNSAID || e->alert->starts_us < incident->fired_us)
		incident->fired_us = e->alert->starts_us;
	g_hash_table_add(d->keys->pdata[i], g_string_chunk_insert_const(d->strings, e->subject));
}

/* Which step of this incident an action is; DRILL_STEPS: none. */
static enum drill_step
step_of(const struct drill *d, guint i, const struct event *e)
{
	const struct drill_incident *incident =
	    &g_array_index(d->incidents, struct drill_incident, i);
	bool is_on_alert = g_hash_table_contains(d->keys->pdata[i], e->subject);
	bool is_on_plan = *incident->expect.plan && !strcmp(e->subject, incident->expect.plan);

	switch (e->kind) {
	case EVENT_ACK:
		return is_on_alert ? DRILL_SEEN : DRILL_STEPS;
	case EVENT_NOTE:
	case EVENT_ESCALATE:
		return is_on_alert && *e->person ? DRILL_REPORTED : DRILL_STEPS;
	case EVENT_PLAN_START:
		return is_on_plan ? DRILL_ACTED : DRILL_STEPS;
	case EVENT_DONE:
		return is_on_alert ? DRILL_DONE : DRILL_STEPS;
	case EVENT_PLAN_CLOSE:
		return is_on_plan ? DRILL_DONE : DRILL_STEPS;
	default:
		return DRILL_STEPS;
	}
}

/* As everywhere in the room, the first by (at_us, id). */
static void
note_deed(struct drill *d, struct drill_deed *deed, const struct event *e)
{
	if (deed->at_us != UNSAID &&
	    (deed->at_us < e->at_us || (deed->at_us == e->at_us && strcmp(deed->id, e->id) <= 0)))
		return;
	deed->at_us = e->at_us;
	deed->person = g_string_chunk_insert_const(d->strings, e->person);
	deed->id = g_string_chunk_insert_const(d->strings, e->id);
}

static void
forget(struct drill_incident *incident, const char *id)
{
	for (int step = 0; step < DRILL_STEPS; step++)
		if (!strcmp(incident->deeds[step].id, id))
			incident->deeds[step] = (struct drill_deed){ UNSAID, "", "" };
}

void
drill_hear(struct drill *d, const struct event *e)
{
	for (guint i = 0; i < d->incidents->len; i++) {
		struct drill_incident *incident =
		    &g_array_index(d->incidents, struct drill_incident, i);
		enum drill_step step = step_of(d, i, e);

		if (e->kind == EVENT_ALERT)
			note_alert(d, i, e);
		else if (e->kind == EVENT_LOST && *e->cause)
			forget(incident, e->cause);
		else if (step != DRILL_STEPS)
			note_deed(d, &incident->deeds[step], e);
	}
}

const GArray *
drill_incidents(const struct drill *d)
{
	return d->incidents;
}

int64_t
drill_took_us(const struct drill_incident *incident, enum drill_step step)
{
	const struct drill_deed *deed = &incident->deeds[step];

	if (deed->at_us == UNSAID || incident->fired_us == UNSAID)
		return UNSAID;
	return MAX(deed->at_us - incident->fired_us, 0);
}

static const char *
team_of(const struct room *room, const char *who)
{
	const struct person *person = room_person(room, who);

	return person ? person->team : who;
}

/* What a rule did was arranged beforehand by who is responsible. */
static bool
is_meant(const struct room *room, const char *by, const char *person)
{
	return !*by || !*person || !strcmp(by, person) || !strcmp(by, team_of(room, person));
}

enum drill_verdict
drill_judge(const struct drill_incident *incident, const struct room *room, enum drill_step step,
            int64_t now_us)
{
	int64_t limit_us = incident->expect.limit_us[step], took_us = drill_took_us(incident, step);

	if (limit_us == UNSAID)
		return DRILL_UNEXPECTED;
	if (incident->fired_us == UNSAID)
		return DRILL_OPEN;
	if (took_us == UNSAID)
		return now_us - incident->fired_us > limit_us ? DRILL_MISSED : DRILL_OPEN;
	if (took_us > limit_us)
		return DRILL_LATE;
	return is_meant(room, incident->expect.by, incident->deeds[step].person) ? DRILL_IN_TIME
	                                                                         : DRILL_BY_OTHERS;
}

unsigned
drill_points(enum drill_verdict verdict)
{
	if (verdict == DRILL_IN_TIME)
		return DRILL_POINTS;
	return verdict == DRILL_LATE || verdict == DRILL_BY_OTHERS ? DRILL_HALF : 0;
}

static bool
is_of(const struct drill_incident *incident, enum drill_step step, const struct room *room,
      const char *who)
{
	const struct drill_deed *deed = &incident->deeds[step];
	const char *by = incident->expect.by;

	if (!who)
		return true;
	if (room_person(room, who))
		return !strcmp(deed->at_us == UNSAID ? by : deed->person, who);
	return !strcmp(team_of(room, *by ? by : deed->person), who);
}

static void
add_step(struct drill_sum *sum, const struct drill_incident *incident, enum drill_step step,
         enum drill_verdict verdict)
{
	int64_t took_us = drill_took_us(incident, step);

	if (verdict == DRILL_UNEXPECTED || verdict == DRILL_OPEN)
		return;
	sum->steps++;
	sum->of += DRILL_POINTS;
	sum->points += drill_points(verdict);
	sum->in_time += verdict == DRILL_IN_TIME;
	sum->late += verdict == DRILL_LATE || verdict == DRILL_BY_OTHERS;
	sum->missed += verdict == DRILL_MISSED;
	if (took_us != UNSAID) {
		sum->done[step]++;
		sum->took_us[step] += took_us;
	}
}

struct drill_sum
drill_sum(const struct drill *d, const struct room *room, const char *who, int64_t now_us)
{
	struct drill_sum sum = { 0 };

	for (guint i = 0; i < d->incidents->len; i++) {
		const struct drill_incident *incident =
		    &g_array_index(d->incidents, struct drill_incident, i);

		for (enum drill_step step = 0; step < DRILL_STEPS; step++)
			if (is_of(incident, step, room, who))
				add_step(&sum, incident, step,
				         drill_judge(incident, room, step, now_us));
	}
	return sum;
}

int
drill_percent(const struct drill_sum *sum)
{
	return sum->of ? (int)((sum->points * 100 + sum->of / 2) / sum->of) : -1;
}

int64_t
drill_mean_us(const struct drill_sum *sum, enum drill_step step)
{
	return sum->done[step] ? sum->took_us[step] / sum->done[step] : UNSAID;
}
