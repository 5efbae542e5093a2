/* Who may do what: a viewer looks, a responder acts, and what needs more the deeds themselves say. */
#include "app/permission.h"

#include "app/deed.h"
#include "base/lang.h"
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

const char *
permission_name(enum permission permission)
{
	return names[permission];
}

const char *
permission_holders(const struct room *room, enum permission least, const char *team, char *buf,
                   size_t size)
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
		snprintf(buf + used, size - used, _(" and %u more"), n - NAMED);
	else if (n == 0)
		g_strlcpy(buf, _("nobody here"), size);
	return buf;
}

bool
permission_allows(const struct room *room, const char *person, enum intent_kind kind,
                  const char *subject, char *why, size_t size)
{
	const struct deed_row *row = deed_row(kind);
	char who[96];

	if (permission_of(room, person) < PERMISSION_RESPONDER) {
		snprintf(why, size,
		         _("%.16s may only look (permission viewer): this needs responder (%s)"),
		         person,
		         permission_holders(room, PERMISSION_RESPONDER, NULL, who, sizeof who));
		return false;
	}
	return !row || row->object->allows(room, person, kind, subject, why, size);
}
