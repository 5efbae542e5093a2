/* Defects of the matrix as alerts of the room: one for each kind and risk, gone when mended. */
#include "room/apply.h"
#include "room/own_alert.h"

#include <string.h>

static const char *const rules[] = {
	[DEFECT_NO_A] = "RiskNoAccountable",
	[DEFECT_SEVERAL_A] = "RiskSeveralAccountable",
	[DEFECT_NO_R] = "RiskNoResponsible",
	[DEFECT_UNKNOWN_TEAM] = "RiskUnknownTeam",
	[DEFECT_A_OFF_DUTY] = "RiskAccountableOffDuty",
	[DEFECT_NOBODY] = "RiskNobodyOnDuty",
	[DEFECT_A_OVERLOADED] = "RiskAccountableOverloaded",
	[DEFECT_MANY_C] = "RiskManyConsulted",
	[DEFECT_TWICE_IN_ROW] = "RiskTwiceInRow",
};

/* The first of a kind, of this risk or (a person who answers for too much) of this person. */
static const struct defect *
find(const GArray *defects, enum defect_kind kind, const struct risk_state *risk,
     const char *person)
{
	for (guint i = 0; i < defects->len; i++) {
		const struct defect *defect = &g_array_index(defects, struct defect, i);

		if (defect->kind == kind && (!risk || defect->risk == risk) &&
		    (!person || strcmp(defect->person, person) == 0))
			return defect;
	}
	return NULL;
}

static void
set(const struct room *room, int64_t now_us, enum defect_kind kind, const char *about,
    const struct defect *defect, struct event_batch *batch)
{
	struct own_alert alert = { .rule = rules[kind],
		                   .about = about,
		                   .severity = "info",
		                   .since_us = UNSAID,
		                   .holds = defect != NULL };

	if (defect) {
		alert.title = defect->text;
		alert.team = defect->team;
	}
	if (defect && !*defect->team && defect->risk->is.n_raci)
		alert.team = defect->risk->is.raci[0].team;
	own_alert_set(room, now_us, &alert, batch);
}

void
raci_derive(const struct room *room, int64_t now_us, struct event_batch *batch)
{
	GArray *defects;

	/* people and teams may still be on their way */
	if (room_source_counts(room, now_us).waiting > 0)
		return;
	defects = room_defects(room, NULL, now_us);
	for (guint i = 0; i < room->risks->len; i++) {
		const struct risk_state *risk = g_ptr_array_index(room->risks, i);

		for (size_t kind = 0; kind < G_N_ELEMENTS(rules); kind++) {
			if (kind != DEFECT_A_OVERLOADED)
				set(room, now_us, (enum defect_kind)kind, risk->is.id,
				    find(defects, (enum defect_kind)kind, risk, NULL), batch);
		}
	}
	for (guint i = 0; i < room->people->len; i++) {
		const struct person *person = g_ptr_array_index(room->people, i);

		set(room, now_us, DEFECT_A_OVERLOADED, person->id,
		    find(defects, DEFECT_A_OVERLOADED, NULL, person->id), batch);
	}
	g_array_unref(defects);
}
