/* Questions about proposals: who must approve, who did, and what a line can give and take. */
#include "room/proposal.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "room/apply.h"
#include "room/team.h"

#include <string.h>

struct proposal_state *
room_proposal(const struct room *room, const char *id)
{
	for (guint i = 0; i < room->proposals->len; i++) {
		struct proposal_state *p = g_ptr_array_index(room->proposals, i);

		if (p->is_stated && !strcmp(p->id, id))
			return p;
	}
	return NULL;
}

struct approvers
room_approvers(const struct room *room)
{
	struct approvers found = { { NULL }, 0 };

	for (size_t i = 0; i < APPROVERS_MAX && room->is.approvers[i]; i++)
		if (room_team(room, room->is.approvers[i]))
			found.teams[found.n++] = room->is.approvers[i];
	return found;
}

bool
team_is_approver(const struct room *room, const char *team)
{
	struct approvers approvers = room_approvers(room);

	for (size_t i = 0; i < approvers.n; i++)
		if (!strcmp(approvers.teams[i], team))
			return true;
	return false;
}

const struct proposal_reply *
proposal_reply_of(const struct room *room, const struct proposal_state *p, const char *team)
{
	for (guint i = p->replies->len; i > 0; i--) {
		const struct proposal_reply *reply = g_ptr_array_index(p->replies, i - 1);
		const struct person *who = room_person(room, reply->person);

		if (who && !strcmp(who->team, team) && reply->at_us < p->until_us)
			return reply;
	}
	return NULL;
}

static bool
is_open(const struct proposal_state *p)
{
	return p->is_stated && p->status == PROPOSAL_OPEN;
}

unsigned
room_open_proposals(const struct room *room)
{
	unsigned n = 0;

	for (guint i = 0; i < room->proposals->len; i++)
		n += is_open(g_ptr_array_index(room->proposals, i));
	return n;
}

int64_t
line_can_give(const struct room *room, const struct line_state *line)
{
	const struct line *is = &line->is;
	int64_t least = MAX(is->floor_minor, MAX(is->committed_minor, is->actual_minor));
	int64_t left = minor_add(is->planned_minor, -least);

	for (guint i = 0; i < room->proposals->len; i++) {
		const struct proposal_state *p = g_ptr_array_index(room->proposals, i);

		if (is_open(p) && !strcmp(p->from, is->id))
			left = minor_add(left, -p->amount_minor);
	}
	return MAX(left, 0);
}

int64_t
line_can_take(const struct room *room, const struct line_state *line)
{
	const struct line *is = &line->is;
	int64_t left = minor_add(is->cap_minor, -is->planned_minor);

	if (is->cap_minor <= 0)
		return INT64_MAX;
	for (guint i = 0; i < room->proposals->len; i++) {
		const struct proposal_state *p = g_ptr_array_index(room->proposals, i);

		if (is_open(p) && !strcmp(p->to, is->id))
			left = minor_add(left, -p->amount_minor);
	}
	return MAX(left, 0);
}

/* What is open and what moved money; and all of the rule's own: the id of the next follows from the
 * last. */
void
proposal_needs(const struct room *room, GPtrArray *ids)
{
	for (guint i = 0; i < room->proposals->len; i++) {
		const struct proposal_state *p = g_ptr_array_index(room->proposals, i);
		bool is_needed = p->status == PROPOSAL_OPEN || p->status == PROPOSAL_APPROVED;

		if (!p->is_stated || (!is_needed && *p->by))
			continue;
		needs_add(ids, p->id);
		if (p->is_moved)
			needs_add_derived(ids, EVENT_MOVED, p->id);
		for (guint k = 0; k < p->replies->len; k++)
			needs_add(ids, ((struct proposal_reply *)p->replies->pdata[k])->id);
	}
}

bool
proposal_is_possible(const struct room *room, const char *from, const char *to,
                     int64_t amount_minor, struct err *e)
{
	const struct line_state *giver = room_line(room, from), *taker = room_line(room, to);
	char most[32];

	if (!giver || !taker)
		return err_set(e, _("there is no budget line '%.40s'"), giver ? to : from);
	if (giver == taker)
		return err_set(e, _("the money would stay in %.40s: name another line"), from);
	if (amount_minor <= 0)
		return err_set(e, _("the amount must be above 0"));
	if (room_approvers(room).n == 0)
		return err_set(e,
		               _("no team may approve: name teams in 'approvers' of the budget"));
	if (amount_minor > line_can_give(room, giver))
		return err_set(
		    e,
		    _("%.40s can give at most %s%s: the rest is its floor, ordered, spent or "
		      "proposed already"),
		    from, room->is.currency,
		    money_short(line_can_give(room, giver), most, sizeof most));
	if (amount_minor > line_can_take(room, taker))
		return err_set(e, _("%.40s can take at most %s%s up to its cap"), to,
		               room->is.currency,
		               money_short(line_can_take(room, taker), most, sizeof most));
	return true;
}
