/* What a person can do with money: propose to move it, approve that, or refuse it. */
#include "app/act.h"
#include "app/permission.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "room/proposal.h"
#include "room/team.h"

#include <stdio.h>
#include <string.h>

static const char *
line_title(const struct room *room, const char *id)
{
	const struct line_state *line = room_line(room, id);

	return line ? line->is.title : NULL;
}

static const char *
find_line(const struct room *room, const char *word, struct err *e)
{
	const struct line_state *line = room_line(room, word);

	if (line)
		return line->is.id;
	err_set(e, _("there is no budget line '%.40s': see 'warroom budget list'"), word);
	return NULL;
}

/* The reserve is the leads'. */
static bool
may_move(const struct room *room, const char *person, enum intent_kind kind, const char *id,
         char *why, size_t size)
{
	const struct line_state *line = room_line(room, id);
	char who[96];

	(void)kind;
	if (!line || line->is.class != LINE_RESERVE ||
	    permission_of(room, person) >= PERMISSION_LEAD)
		return true;
	snprintf(why, size, _("%.16s has permission %s: only a lead takes from the reserve (%s)"),
	         person, permission_name(permission_of(room, person)),
	         permission_holders(room, PERMISSION_LEAD, NULL, who, sizeof who));
	return false;
}

const struct deed_object deed_line = { .one = "line",
	                               .many = N_("lines"),
	                               .title = line_title,
	                               .find = find_line,
	                               .allows = may_move };

/* What people call a proposal: the line that takes. */
static const char *
proposal_title(const struct room *room, const char *id)
{
	const struct proposal_state *p = room_proposal(room, id);
	const char *title = p ? line_title(room, p->to) : NULL;

	return title ? title : p ? p->to : NULL;
}

/* By its id, or the start of it. */
static const char *
find_proposal(const struct room *room, const char *word, struct err *e)
{
	const char *found = NULL;

	for (guint i = 0; *word && i < room->proposals->len; i++) {
		const struct proposal_state *p = g_ptr_array_index(room->proposals, i);

		if (!p->is_stated || !g_str_has_prefix(p->id, word))
			continue;
		if (found) {
			err_set(e, _("'%.40s' begins more than one proposal: write more of it"),
			        word);
			return NULL;
		}
		found = p->id;
	}
	if (!found)
		err_set(e, _("there is no proposal '%.40s': see 'warroom budget list'"), word);
	return found;
}

/* "fin (zheng), mkt (wu)"; gives buf. */
static const char *
who_approves(const struct room *room, char *buf, size_t size)
{
	struct approvers approvers = room_approvers(room);
	char who[96];

	*buf = '\0';
	for (size_t i = 0; i < approvers.n; i++) {
		size_t used = strlen(buf);

		snprintf(buf + used, size - used, "%s%.16s (%.40s)", i > 0 ? ", " : "",
		         approvers.teams[i],
		         permission_holders(room, PERMISSION_RESPONDER, approvers.teams[i], who,
		                            sizeof who));
	}
	return *buf ? buf : _("no team: name teams in 'approvers' of the budget");
}

static bool
may_answer(const struct room *room, const char *person, enum intent_kind kind, const char *id,
           char *why, size_t size)
{
	const struct person *who = room_person(room, person);
	char teams[160];

	(void)kind;
	(void)id;
	if (who && team_is_approver(room, who->team))
		return true;
	snprintf(why, size, _("%.16s is in no approving team: this needs %s"), person,
	         who_approves(room, teams, sizeof teams));
	return false;
}

const struct deed_object deed_proposal = { .one = "proposal",
	                                   .many = N_("proposals"),
	                                   .title = proposal_title,
	                                   .find = find_proposal,
	                                   .allows = may_answer };

/* A line by its id, or by the start of the title of one alone; NULL. */
static const struct line_state *
line_meant(const struct room *room, const char *word)
{
	const struct line_state *found = room_line(room, word);

	for (guint i = 0; !found && *word && i < room->lines->len; i++) {
		const struct line_state *line = g_ptr_array_index(room->lines, i);

		if (session_text_begins(line->is.title, word))
			found = line;
	}
	return found;
}

/* The next word of *text, which moves behind it; g_free. */
static char *
take_word(const char **text)
{
	size_t n = strcspn(*text, " ");
	char *word = g_strndup(*text, n);

	*text += n + strspn(*text + n, " ");
	return word;
}

bool
deed_read_move(const struct session *s, struct intent *intent, const char **text,
               int64_t *length_us, struct err *e)
{
	const char *from = intent->subjects->len > 0 ? intent->subjects->pdata[0] : "";
	char *to = take_word(text), *amount = take_word(text);
	const struct line_state *line = line_meant(s->room, to);
	bool ok = false;

	(void)length_us;
	if (!line)
		err_set(e, _("there is no budget line '%.40s': write LINE AMOUNT WHY"), to);
	else if (!money_parse(amount, &intent->number, e))
		err_in(e, _("write LINE AMOUNT WHY"));
	else if (!**text)
		err_set(e, _("write behind the amount why the money is to move"));
	else
		ok = proposal_is_possible(s->room, from, line->is.id, intent->number, e);
	if (ok) {
		g_free(intent->target);
		intent->target = g_strdup(line->is.id);
	}
	g_free(to);
	g_free(amount);
	return ok;
}

void
act_propose(struct act *a, const char *from)
{
	struct err e;

	if (proposal_is_possible(a->s->room, from, a->intent->target ? a->intent->target : "",
	                         a->intent->number, &e))
		act_event(a, EVENT_PROPOSE, from)->until_us =
		    a->now_us + a->s->room->is.approval_us;
	else
		act_skip(a, _("not proposed:"), e.text);
}

static void
answer(struct act *a, const char *id, bool is_accepted)
{
	const struct proposal_state *p = room_proposal(a->s->room, id);
	static const char *const is[] = { "", N_("is approved already"), N_("is refused already"),
		                          N_("lapsed") };
	struct event *e;

	if (!p) {
		act_skip(a, id, _("is no proposal of this room"));
		return;
	}
	if (p->status != PROPOSAL_OPEN || a->now_us >= p->until_us) {
		act_skip(a, _("the move"),
		         _(is[p->status == PROPOSAL_OPEN ? PROPOSAL_LAPSED : p->status]));
		return;
	}
	e = act_event(a, EVENT_APPROVE, id);
	e->cause = event_batch_str(a->batch, id);
	e->accepted = is_accepted;
}

void
act_approve(struct act *a, const char *id)
{
	answer(a, id, true);
}

void
act_oppose(struct act *a, const char *id)
{
	answer(a, id, false);
}
