/* Phases and gates: where the sale stands in time. */
#ifndef ROOM_PHASE_H
#define ROOM_PHASE_H

#include "room/room.h"

enum gate_answer { GATE_OPEN, GATE_SIGNED, GATE_REFUSED };
struct gate_state {
	struct gate is;
	enum gate_answer answer;
	char *by, *why; /* owned; "" */
	int64_t at_us;  /* of the answer; UNSAID */
	char *pending_id; /* owned: id of the action that is not kept yet; "" */
	/* the answer before the pending one, for EVENT_LOST */
	enum gate_answer before;
};

struct phase *room_phase(const struct room *room, const char *id);
struct gate_state *room_gate(const struct room *room, const char *id);

/* Start and end as they count now: actual where stated, else planned. */
int64_t phase_start_us(const struct phase *phase);
int64_t phase_end_us(const struct phase *phase);

/* Depth in the tree, 0 = top level. Cycles and unknown parents count as top level. */
unsigned phase_depth(const struct room *room, const struct phase *phase);

/* The innermost phase that contains now at this depth or above; NULL = none. depth UINT_MAX = innermost. */
const struct phase *room_phase_at(const struct room *room, int64_t now_us, unsigned depth);

/* Is it entered (start passed) although a gate of it is unsigned? Then it is RED. */
bool phase_is_red(const struct room *room, const struct phase *phase, int64_t now_us);

/* The next boundary after now: the nearest start or end over all phases, and the event's own end. */
struct boundary {
	int64_t at_us; /* UNSAID: nothing ahead */
	const struct phase *phase; /* NULL: the event itself */
	bool is_start;
	const char *title; /* of what begins there; of what ends if nothing begins */
};
struct boundary room_next_boundary(const struct room *room, int64_t now_us);

/* How much is late, worst first: gates past due and unsigned, phases planned to have started or ended
 * that have a later actual time. The array and its rows are the caller's: g_array_unref. Rows are
 * struct late. */
struct late {
	const struct gate_state *gate; /* one of the two */
	const struct phase *phase;
	int64_t by_us; /* > 0 */
};
GArray *room_late(const struct room *room, int64_t now_us);

/* Gates accepted and all gates. */
void room_gate_counts(const struct room *room, unsigned *signed_count, unsigned *all);

#endif
