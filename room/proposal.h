/* Proposals to move money between lines: asked, approved by each approving team, or ended. */
#ifndef ROOM_PROPOSAL_H
#define ROOM_PROPOSAL_H

#include "base/err.h"
#include "room/budget.h"

enum proposal_status { PROPOSAL_OPEN, PROPOSAL_APPROVED, PROPOSAL_REFUSED, PROPOSAL_LAPSED };

struct proposal_reply {
	char *id, *person, *why;
	int64_t at_us;
	bool is_accepted, is_kept;
};

/*
 * The replies decide in the order of (at_us, id), whatever order they came in: one kept refusal by an
 * approving team ends it; when all approving teams accepted it is approved, at that instant, and the
 * planned amounts of both lines change. Replies after that, or after until_us, do not count.
 */
struct proposal_state {
	char *id;
	char *from, *to; /* ids of lines */
	char *by, *why;  /* by "": the rule asked, since sales left their pace */
	int64_t amount_minor, at_us, until_us;
	bool is_stated; /* false: only replies to it were heard so far; it is not shown */
	bool is_kept;
	bool
	    is_over; /* an EVENT_LAPSE came: it is PROPOSAL_LAPSED unless replies decided in time */
	bool is_moved; /* an EVENT_MOVED came: whoever carries the move out has been told */
	enum proposal_status status;
	int64_t decided_us; /* UNSAID while it is open */
	GPtrArray *replies; /* struct proposal_reply *, by (at_us, id) */
};

/* NULL: none is stated by this id. */
struct proposal_state *room_proposal(const struct room *room, const char *id);

/* Teams that must approve: those of room->is.approvers that the room knows; NULL after the last. */
struct approvers {
	const char *teams[APPROVERS_MAX + 1];
	size_t n;
};
struct approvers room_approvers(const struct room *room);
bool team_is_approver(const struct room *room, const char *team);

/* What a team said last (kept or not yet); NULL = nothing. */
const struct proposal_reply *
proposal_reply_of(const struct room *room, const struct proposal_state *proposal, const char *team);

/* How many proposals are open. */
unsigned room_open_proposals(const struct room *room);

/*
 * What a line may give and take now, in minor units: down to its floor and to what is spent or
 * ordered from it already; up to its cap (INT64_MAX without one). Open proposals count as if they were approved.
 */
int64_t line_can_give(const struct room *room, const struct line_state *line);
int64_t line_can_take(const struct room *room, const struct line_state *line);

/* May so much be proposed? False with a sentence that names the limit. */
bool proposal_is_possible(const struct room *room, const char *from, const char *to,
                          int64_t amount_minor, struct err *e) MUST_USE;

/* The rule of the elastic model: the line with the poorest return that can give, and the one with
 * the best that can take; neither a reserve. from is NULL when there is nothing to move, or nothing
 * to be gained. */
struct elastic_move {
	const struct line_state *from, *to;
	int64_t amount_minor;
};
struct elastic_move elastic_choose(const struct room *room);

/* How far sales are from their pace, as metric_pace(); NAN. since_us: from when on they were beyond
 * the trigger without a break; UNSAID when they are not. */
double elastic_pace(const struct room *room, int64_t now_us, int64_t *since_us);

#endif
