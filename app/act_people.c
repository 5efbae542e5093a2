/* What a person can do about people: sign in and out, hand a watch over, assign an alert. */
#include "app/act.h"
#include "app/handover.h"
#include "app/permission.h"

#include "base/lang.h"
#include "room/roster.h"
#include "room/team.h"

#include <stdio.h>
#include <string.h>

/* Where no hand-over says since when. */
#define DEFAULT_SINCE_US (8 * HOUR_US)

static const char *
person_title(const struct room *room, const char *id)
{
	const struct person *person = room_person(room, id);

	return person ? person->name : NULL;
}

/* An id, or the start of one id or name alone. */
static const char *
person_find(const struct room *room, const char *word, struct err *e)
{
	const struct person *exact = room_person(room, word), *found = NULL;
	unsigned n = 0;

	for (guint i = 0; !exact && *word && i < room->people->len; i++) {
		const struct person *p = g_ptr_array_index(room->people, i);

		if (session_text_begins(p->id, word) || session_text_begins(p->name, word)) {
			found = p;
			n++;
		}
	}
	if (exact || n == 1)
		return exact ? exact->id : found->id;
	err_set(e,
	        n ? _("'%.40s' fits several people: write the whole id")
	          : _("there is no person '%.40s' in this room"),
	        word);
	return NULL;
}

static bool
person_allows(const struct room *room, const char *person, enum intent_kind kind, const char *id,
              char *why, size_t size)
{
	char who[96];

	(void)kind;
	if (strcmp(person, id) == 0 || permission_of(room, person) >= PERMISSION_LEAD)
		return true;
	snprintf(why, size,
	         _("%.16s may sign in and out %.16s alone: for %.16s it needs a lead (%s)"), person,
	         person, id, permission_holders(room, PERMISSION_LEAD, NULL, who, sizeof who));
	return false;
}

const struct deed_object deed_person = { .one = "person",
	                                 .many = N_("people"),
	                                 .title = person_title,
	                                 .find = person_find,
	                                 .allows = person_allows };

static const char *
team_title(const struct room *room, const char *id)
{
	const struct team *team = room_team(room, id);

	return team ? team->title : NULL;
}

static const char *
team_find(const struct room *room, const char *word, struct err *e)
{
	const struct team *team = room_team(room, word);

	if (!team)
		err_set(e, _("there is no team '%.40s' in this room"), word);
	return team ? team->id : NULL;
}

static bool
team_allows(const struct room *room, const char *person, enum intent_kind kind, const char *id,
            char *why, size_t size)
{
	const struct person *p = room_person(room, person);
	char who[96];

	(void)kind;
	if (permission_of(room, person) >= PERMISSION_LEAD || (p && strcmp(p->team, id) == 0))
		return true;
	snprintf(why, size, _("%.16s is not of team %.16s: its people (%s) or a lead hand it over"),
	         person, id, permission_holders(room, PERMISSION_RESPONDER, id, who, sizeof who));
	return false;
}

const struct deed_object deed_team = { .one = "team",
	                               .many = N_("teams"),
	                               .title = team_title,
	                               .find = team_find,
	                               .allows = team_allows };

bool
deed_read_person(const struct session *s, struct intent *intent, const char **text,
                 int64_t *length_us, struct err *e)
{
	size_t n = strcspn(*text, ": ");
	char *word = g_strndup(*text, n);
	const char *id = person_find(s->room, word, e);

	(void)length_us;
	g_free(word);
	if (!id)
		return false;
	g_free(intent->target);
	intent->target = g_strdup(id);
	*text += n;
	*text += strspn(*text, ": ");
	return true;
}

void
act_assign(struct act *a, const char *key)
{
	const struct alert *alert = room_alert(a->s->room, key);
	const struct person *to = room_person(a->s->room, a->intent->target);
	const struct assignment *before = alert ? alert_assigned(a->s->room, alert) : NULL;

	if (!alert)
		act_skip(a, key, _("is gone"));
	else if (!to)
		act_skip(a, a->intent->target ? a->intent->target : _("nobody"),
		         _("is no person of this room"));
	else if (before && strcmp(before->to, to->id) == 0)
		act_skip(a, to->id, _("has it already"));
	else
		act_event(a, EVENT_ASSIGN, key);
}

static void
sign(struct act *a, const char *id, bool is_in)
{
	if (room_person(a->s->room, id))
		act_event(a, EVENT_DUTY, id)->accepted = is_in;
	else
		act_skip(a, id, _("is no person of this room"));
}

void
act_sign_in(struct act *a, const char *id)
{
	sign(a, id, true);
}

void
act_sign_out(struct act *a, const char *id)
{
	sign(a, id, false);
}

void
act_hand_over(struct act *a, const char *team)
{
	const struct person *to = room_person(a->s->room, a->intent->target);
	const struct watch *last = team_watch(a->s->room, team);
	struct event *e;
	char *digest;

	if (!to || strcmp(to->team, team) != 0) {
		act_skip(a, a->intent->target ? a->intent->target : _("nobody"),
		         _("is not of this team: name one of its people"));
		return;
	}
	digest = handover_words(a->s, last ? last->at_us : a->now_us - DEFAULT_SINCE_US);
	e = act_event(a, EVENT_HANDOVER, team);
	if (*a->text) {
		char *whole = g_strdup_printf("%s; %s", a->text, digest);

		e->text = event_batch_str(a->batch, whole);
		g_free(whole);
	} else {
		e->text = event_batch_str(a->batch, digest);
	}
	g_free(digest);
}
