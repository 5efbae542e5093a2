/* Phases and gates: where the sale stands in time. */
#ifndef ROOM_PHASE_H
#define ROOM_PHASE_H

#include "room/room.h"

/* A tree of phases is looked up and sorted by plain loops: what goes beyond this is not taken. */
enum { PHASES_MAX = 200 };

enum gate_answer { GATE_OPEN, GATE_SIGNED, GATE_REFUSED };
struct gate_state {
	struct gate is;
	enum gate_answer answer; /* the last one given, kept or not */
	const char *by, *why;    /* lent, with the answer; "" */
	int64_t at_us;           /* of the answer; UNSAID */
	const char *pending_id;  /* lent: id of the action while it is not kept yet; else "" */
	/* The due instant that it is known to have missed (EVENT_GATE_LATE); UNSAID. */
	int64_t late_since_us;
	const char *late_id; /* of the event that said so, lent; "" */
	GPtrArray *said;     /* struct answer * of room/answer.h; a lost one is taken out again */
};

/* room->phases stands in tree order: siblings by start, each followed by its children. done_share
 * is NAN until stated. NULL when there is none of that id. */
struct phase *room_phase(const struct room *room, const char *id);
struct gate_state *room_gate(const struct room *room, const char *id);

/* Start and end as they count now: actual where stated, else planned. */
int64_t phase_start_us(const struct phase *phase);
int64_t phase_end_us(const struct phase *phase);

/* NULL at the top level. A phase that is its own ancestor, or whose parent is unknown, is there. */
const struct phase *phase_parent(const struct room *room, const struct phase *phase);

/* Depth in the tree, 0 = top level. Cycles and unknown parents count as top level. */
unsigned phase_depth(const struct room *room, const struct phase *phase);

/* The innermost phase that contains now at this depth or above; NULL = none. depth UINT_MAX =
 * innermost. */
const struct phase *room_phase_at(const struct room *room, int64_t now_us, unsigned depth);

/* Signed, and the signature is kept: an answer that the journal may still lose opens nothing. */
bool gate_is_accepted(const struct gate_state *gate);

/* When it must be accepted: its due instant, else the start of its phase; UNSAID if neither is
 * known. */
int64_t gate_due_us(const struct room *room, const struct gate_state *gate);

/* Is it entered (start passed) although a gate of it is not accepted? Then it is RED. */
bool phase_is_red(const struct room *room, const struct phase *phase, int64_t now_us);

/* The next boundary after now: the nearest start or end over all phases, and the event's own. At
 * one instant a start goes before an end, the outer phase before the inner; the event's own
 * start gives way to a phase's, its own end does not. */
struct boundary {
	int64_t at_us;             /* UNSAID: nothing ahead */
	const struct phase *phase; /* NULL: the event itself */
	bool is_start;
	const char *title; /* of what begins there; of what ends if nothing begins */
};
struct boundary room_next_boundary(const struct room *room, int64_t now_us);

/* How much is late, worst first: gates past due and not accepted; phases planned to have started
 * or ended that have a later actual time, whose end has passed while their work is said not to be
 * done, or whose work lags its plan (room/fever.h). The array and its rows are the caller's: g_array_unref. Rows are struct late. */
struct late {
	const struct gate_state *gate; /* one of the two */
	const struct phase *phase;
	int64_t by_us; /* > 0 */
};
GArray *room_late(const struct room *room, int64_t now_us);

/* Gates accepted and all gates. */
void room_gate_counts(const struct room *room, unsigned *signed_count, unsigned *all);

#endif
