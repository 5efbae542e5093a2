/* Who may do what: a viewer looks, a responder acts on alerts, a lead also on gates. */
#include "app/permission.h"

#include "room/alert.h"
#include "room/phase.h"
#include "room/team.h"

#include <stdio.h>
#include <string.h>

/* So many are named; the others are counted. */
enum { NAMED = 3 };

static const char *const names[] = { "responder", "viewer", "responder", "lead" };

static enum permission
of(const struct person *p)
{
	return p && p->permission != PERMISSION_UNSAID ? p->permission : PERMISSION_RESPONDER;
}

enum permission
permission_of(const struct room *room, const char *person)
{
	return of(room_person(room, person));
}

/* "lin, wang and 3 others have", of those with at least this permission, in this team (NULL: any).
 */
static const char *
holders(const struct room *room, enum permission least, const char *team, char *buf, size_t size)
{
	unsigned n = 0;
	size_t used;

	*buf = '\0';
	for (guint i = 0; i < room->people->len; i++) {
		const struct person *p = g_ptr_array_index(room->people, i);

		if (of(p) < least || (team && strcmp(p->team, team) != 0))
			continue;
		used = strlen(buf);
		if (n++ < NAMED)
			snprintf(buf + used, size - used, "%s%.16s", n > 1 ? ", " : "", p->id);
	}
	used = strlen(buf);
	if (n > NAMED)
		snprintf(buf + used, size - used, " and %u more", n - NAMED);
	else if (n == 0)
		g_strlcpy(buf, "nobody here", size);
	return buf;
}

static bool
allows_gate(const struct room *room, const char *person, const char *id, char *why, size_t size)
{
	const struct gate_state *gate = room_gate(room, id);
	enum permission has = permission_of(room, person);
	const char *owner = gate ? gate->is.owner : "";
	char who[96];

	if (has >= PERMISSION_LEAD || (*owner && strcmp(owner, person) == 0))
		return true;
	snprintf(why, size, "%.16s has permission %s: a gate needs lead (%s)%s%.16s", person,
	         names[has], holders(room, PERMISSION_LEAD, NULL, who, sizeof who),
	         *owner ? " or its owner, " : "", owner);
	return false;
}

static bool
allows_alert(const struct room *room, const char *person, const char *key, char *why, size_t size)
{
	const struct alert *alert = room_alert(room, key);
	const struct person *p = room_person(room, person);
	char who[96];

	if (!room->is.team_only || !alert || !*alert->team || of(p) >= PERMISSION_LEAD ||
	    (p && strcmp(p->team, alert->team) == 0))
		return true;
	snprintf(why, size,
	         "%.16s may not act for team %.16s (team_only): this needs its responders (%s) "
	         "or a lead",
	         person, alert->team,
	         holders(room, PERMISSION_RESPONDER, alert->team, who, sizeof who));
	return false;
}

bool
permission_allows(const struct room *room, const char *person, enum intent_kind kind,
                  const char *subject, char *why, size_t size)
{
	char who[96];

	if (permission_of(room, person) < PERMISSION_RESPONDER) {
		snprintf(why, size,
		         "%.16s may only look (permission viewer): this needs responder (%s)",
		         person, holders(room, PERMISSION_RESPONDER, NULL, who, sizeof who));
		return false;
	}
	if (kind == INTENT_SIGN || kind == INTENT_REFUSE)
		return allows_gate(room, person, subject, why, size);
	return allows_alert(room, person, subject, why, size);
}
