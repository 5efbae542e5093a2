/* Proposals to move money: how events add up to them. */
#include "room/proposal.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "room/apply.h"
#include "room/team.h"

#include <stdio.h>
#include <string.h>

static void
reply_free(void *data)
{
	struct proposal_reply *reply = data;

	g_free(reply->id);
	g_free(reply->person);
	g_free(reply->why);
	g_free(reply);
}

static struct proposal_state *
find(const struct room *room, const char *id)
{
	for (guint i = 0; i < room->proposals->len; i++) {
		struct proposal_state *p = g_ptr_array_index(room->proposals, i);

		if (!strcmp(p->id, id))
			return p;
	}
	return NULL;
}

/* Replies may be heard before what they reply to. */
static struct proposal_state *
find_or_add(struct room *room, const char *id)
{
	struct proposal_state *p = find(room, id);

	if (p)
		return p;
	p = g_new0(struct proposal_state, 1);
	p->id = g_strdup(id);
	p->from = g_strdup("");
	p->to = g_strdup("");
	p->by = g_strdup("");
	p->why = g_strdup("");
	p->at_us = p->until_us = p->decided_us = UNSAID;
	p->replies = g_ptr_array_new_with_free_func(reply_free);
	g_ptr_array_add(room->proposals, p);
	return p;
}

static const char *
line_title(const struct room *room, const char *id)
{
	const struct line_state *line = room_line(room, id);

	return line ? line->is.title : id;
}

/* "¥250k from brand to security"; g_free. */
static char *
describe(const struct room *room, const struct proposal_state *p)
{
	char amount[32];

	return g_strdup_printf(_("%s%s from %s to %s"), room->is.currency,
	                       money_short(p->amount_minor, amount, sizeof amount),
	                       line_title(room, p->from), line_title(room, p->to));
}

static void
log_about(struct room *room, const struct proposal_state *p, enum event_kind kind, int64_t at_us,
          const char *person, const char *did, const char *why)
{
	const struct event event = {
		.kind = kind, .at_us = at_us, .person = person, .subject = p->id
	};
	const struct person *who = room_person(room, person);
	char *what = describe(room, p);

	room_log(room, &event, who ? who->team : "", "%s %s%s%s", did, what, *why ? ": " : "", why);
	g_free(what);
}

/* The place of a team among the approvers as a bit; 0: it is none of them. */
static unsigned
bit_of(const struct approvers *approvers, const char *team)
{
	for (size_t i = 0; i < approvers->n; i++)
		if (!strcmp(approvers->teams[i], team))
			return 1u << i;
	return 0;
}

/* What the kept replies say, in their order. */
static void
judge(const struct room *room, struct proposal_state *p)
{
	struct approvers approvers = room_approvers(room);
	unsigned missing = (1u << approvers.n) - 1;

	p->status = p->is_over ? PROPOSAL_LAPSED : PROPOSAL_OPEN;
	p->decided_us = p->is_over ? p->until_us : UNSAID;
	for (guint i = 0; p->is_stated && p->is_kept && i < p->replies->len; i++) {
		const struct proposal_reply *reply = g_ptr_array_index(p->replies, i);
		const struct person *who = room_person(room, reply->person);
		unsigned bit = who ? bit_of(&approvers, who->team) : 0;

		if (!reply->is_kept || !bit || reply->at_us >= p->until_us)
			continue;
		missing &= ~bit;
		if (reply->is_accepted && missing)
			continue;
		p->status = reply->is_accepted ? PROPOSAL_APPROVED : PROPOSAL_REFUSED;
		p->decided_us = reply->at_us;
		return;
	}
}

static void
judge_and_say(struct room *room, struct proposal_state *p)
{
	static const char *const did[] = { N_("open again: moving"), N_("approved by all, moved"),
		                           N_("refused, not moved:"), N_("lapsed, not moved:") };
	enum proposal_status before = p->status;

	judge(room, p);
	room->version++;
	if (p->status == before || !p->is_stated)
		return;
	if (p->status == PROPOSAL_APPROVED || before == PROPOSAL_APPROVED)
		budget_replan(room);
	/* the timeline is sorted: what was decided stands after the word that decided it */
	log_about(room, p, p->status == PROPOSAL_LAPSED ? EVENT_LAPSE : EVENT_APPROVE,
	          p->decided_us == UNSAID ? room->now_us : p->decided_us + 1, "", _(did[p->status]),
	          "");
}

static void
propose(struct room *room, const struct event *event)
{
	struct proposal_state *p = find_or_add(room, event->id);
	bool is_new = !p->is_stated;

	/* Two consoles may derive the same one: what the journal kept comes last, and counts. */
	if (p->is_kept || event->number == UNSAID || event->number <= 0)
		return;
	g_free(p->from);
	g_free(p->to);
	g_free(p->by);
	g_free(p->why);
	p->from = g_strdup(event->subject);
	p->to = g_strdup(event->target);
	p->by = g_strdup(event->person);
	p->why = g_strdup(event->text);
	p->amount_minor = event->number;
	p->at_us = event->at_us;
	p->until_us =
	    event->until_us != UNSAID ? event->until_us : event->at_us + room->is.approval_us;
	p->is_stated = true;
	if (is_new)
		log_about(room, p, EVENT_PROPOSE, event->at_us, event->person,
		          *event->person ? _("proposes to move")
		                         : _("sales left their pace, proposed: move"),
		          event->text);
	judge_and_say(room, p);
}

static int
by_time(gconstpointer a, gconstpointer b)
{
	const struct proposal_reply *one = *(struct proposal_reply *const *)a,
				    *two = *(struct proposal_reply *const *)b;

	if (one->at_us != two->at_us)
		return one->at_us < two->at_us ? -1 : 1;
	return strcmp(one->id, two->id);
}

static struct proposal_reply *
find_reply(const struct proposal_state *p, const char *id)
{
	for (guint i = 0; i < p->replies->len; i++) {
		struct proposal_reply *reply = g_ptr_array_index(p->replies, i);

		if (!strcmp(reply->id, id))
			return reply;
	}
	return NULL;
}

static void
reply_to(struct room *room, const struct event *event)
{
	struct proposal_state *p = find_or_add(room, event->cause);
	struct proposal_reply *reply;

	/* An action may come twice: from this keyboard, and back from the journal. */
	if (find_reply(p, event->id))
		return;
	reply = g_new0(struct proposal_reply, 1);
	*reply = (struct proposal_reply){ .id = g_strdup(event->id),
		                          .person = g_strdup(event->person),
		                          .why = g_strdup(event->text),
		                          .at_us = event->at_us,
		                          .is_accepted = event->accepted };
	g_ptr_array_add(p->replies, reply);
	g_ptr_array_sort(p->replies, by_time);
	log_about(room, p, EVENT_APPROVE, event->at_us, event->person,
	          event->accepted ? _("approves moving") : _("refuses moving"), event->text);
}

static void
settle_reply(struct room *room, struct proposal_state *p, struct proposal_reply *reply,
             const struct event *event)
{
	if (reply->is_kept)
		return;
	if (event->kind == EVENT_KEPT) {
		reply->is_kept = true;
	} else {
		log_about(room, p, EVENT_LOST, event->at_us, reply->person,
		          _("NOT KEPT, give the answer again: moving"), event->text);
		g_ptr_array_remove(p->replies, reply);
	}
	judge_and_say(room, p);
}

static void
settle_proposal(struct room *room, struct proposal_state *p, const struct event *event)
{
	if (p->is_kept || !p->is_stated)
		return;
	p->is_kept = event->kind == EVENT_KEPT;
	if (!p->is_kept) {
		log_about(room, p, EVENT_LOST, event->at_us, p->by,
		          _("NOT KEPT, propose it again:"), event->text);
		p->is_stated = false;
	}
	judge_and_say(room, p);
}

static void
settle(struct room *room, const struct event *event)
{
	for (guint i = 0; i < room->proposals->len; i++) {
		struct proposal_state *p = g_ptr_array_index(room->proposals, i);
		struct proposal_reply *reply = find_reply(p, event->cause);

		if (reply)
			settle_reply(room, p, reply, event);
		else if (!strcmp(p->id, event->cause))
			settle_proposal(room, p, event);
	}
}

/* The replies decided already: this is their word to the outside. */
static void
moved(struct room *room, const char *id)
{
	find_or_add(room, id)->is_moved = true;
}

static void
lapse(struct room *room, const char *id)
{
	struct proposal_state *p = find_or_add(room, id);

	p->is_over = true;
	judge_and_say(room, p);
}

void
proposal_apply(struct room *room, const struct event *event)
{
	switch (event->kind) {
	case EVENT_PROPOSE:
		if (is_said(event->id) && is_said(event->subject) && is_said(event->target))
			propose(room, event);
		break;
	case EVENT_APPROVE:
		if (is_said(event->id) && is_said(event->cause))
			reply_to(room, event);
		break;
	case EVENT_MOVED:
		if (is_said(event->cause))
			moved(room, event->cause);
		break;
	case EVENT_LAPSE:
		if (is_said(event->cause))
			lapse(room, event->cause);
		break;
	case EVENT_KEPT:
	case EVENT_LOST:
		if (is_said(event->cause))
			settle(room, event);
		break;
	case EVENT_DEFINE_ROOM:
	case EVENT_DEFINE_TEAM:
	case EVENT_DEFINE_PERSON: /* they say who approves */
		for (guint i = 0; i < room->proposals->len; i++)
			judge_and_say(room, g_ptr_array_index(room->proposals, i));
		break;
	default:
		break;
	}
}

void
proposal_fini(struct room *room)
{
	for (guint i = 0; i < room->proposals->len; i++) {
		struct proposal_state *p = g_ptr_array_index(room->proposals, i);

		g_free(p->id);
		g_free(p->from);
		g_free(p->to);
		g_free(p->by);
		g_free(p->why);
		g_ptr_array_unref(p->replies);
		g_free(p);
	}
}
