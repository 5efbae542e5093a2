/* Risks and who answers for them: RACI, cost, impact. */
#ifndef ROOM_RISK_H
#define ROOM_RISK_H

#include "room/room.h"

struct risk_state {
	struct risk is; /* its raci array is the room's; matches is NULL: they are in `compiled` */
	GPtrArray *compiled;   /* struct match * */
	GPtrArray *conditions; /* struct condition * (room/trigger.h) */
	GArray *turns;         /* struct turn (room/trigger.h), by at_us and id */
	/* The episode: changed by EVENT_TRIGGER and EVENT_CLEAR only. */
	bool is_triggered;
	int64_t triggered_us;   /* of the last episode; UNSAID: never */
	int64_t began_us;       /* when its condition began; UNSAID */
	int64_t cleared_us;     /* of the last that ended; UNSAID */
	const char *by;         /* what held, "" */
	const char *trigger_id; /* lent: ids of the last events, "" */
	const char *clear_id;
	unsigned episodes;
	/* alerts that are this risk now; silenced and inhibited ones are not unseen */
	unsigned firing, unseen;
};

struct risk_state *room_risk(const struct room *room, const char *id);

/* NULL: the team has no letter in this row. */
const struct raci_cell *risk_cell(const struct risk_state *risk, const char *team);

/* Letters as shown: "A/R", "C", "·". Returns buf (8 bytes are enough). */
char *raci_letters(unsigned letters, char *buf, size_t size);

/* The person behind a cell now: the named one, else who is on duty in the team; NULL = nobody. */
const struct person *raci_person(const struct room *room, const struct raci_cell *cell,
                                 int64_t now_us);

/* Defects of the matrix. A person on standby can be reached: that is no defect. Hard: no A, several
 * A, no R, unknown team. Soft: A off duty, nobody behind R or A, one person A for too many rows,
 * too many C, a person with several roles in a row. */
enum defect_kind {
	DEFECT_NO_A,
	DEFECT_SEVERAL_A,
	DEFECT_NO_R,
	DEFECT_UNKNOWN_TEAM, /* hard */
	DEFECT_A_OFF_DUTY,
	DEFECT_NOBODY,
	DEFECT_A_OVERLOADED,
	DEFECT_MANY_C,
	DEFECT_TWICE_IN_ROW
};
struct defect {
	enum defect_kind kind;
	bool hard;
	const struct risk_state *risk;
	const char *team, *person; /* ids, "" */
	char text[128];            /* a sentence */
	char brief[24];            /* "no R", "2 A" */
};
/* Worst first within a risk; rows struct defect; the caller's: g_array_unref. risk NULL = all
 * rows. */
GArray *room_defects(const struct room *room, const struct risk_state *risk, int64_t now_us);

/* Risk cost = scope x recovery cost x probability, minor units (domain: "risk cost"). UNSAID if a
 * factor is. */
int64_t risk_cost_minor(const struct risk_state *risk);

/* User impact index = affected users x user value x degree of harm, minor units. UNSAID if a factor
 * is. */
int64_t risk_user_impact_minor(const struct risk_state *risk);

/* Risks by cost, by user impact (dearest first, unsaid last), or by what presses: triggered ones
 * first, the earliest first, then by cost; struct risk_state *; the caller's: g_ptr_array_unref. */
GPtrArray *room_risks_by_cost(const struct room *room);
GPtrArray *room_risks_by_impact(const struct room *room);
GPtrArray *room_risks_by_pressure(const struct room *room);

/*
 * The place of a risk on the heat map: bands 0..4, -1 = a factor is not stated. Probability: from 0,
 * 10, 30, 50, 70 % on. Impact is what it costs if it happens, scope x recovery cost, against the
 * worst of the room: the highest band is more than half of that, each lower one half as much.
 */
enum { RISK_BANDS = 5 };
struct risk_place {
	int probability, impact;
};
struct risk_place risk_place(const struct room *room, const struct risk_state *risk);
double risk_band_probability(int band);                       /* from this share on */
int64_t risk_band_minor(const struct room *room, int impact); /* from this amount on; UNSAID */
/* How bad a field of the map is: 0 low, 1 medium, 2 high (by the sum of its bands: 4, 6). */
int risk_place_heat(struct risk_place place);

/* The state that a risk shows now. */
enum risk_heat { RISK_QUIET, RISK_SEEN, RISK_BURNING };
enum risk_heat risk_heat(const struct risk_state *risk);

#endif
