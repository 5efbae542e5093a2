/* Which person of the room a roster means: by id, by e-mail, by name; else somebody whom only the roster knows. */
#include "room/rota.h"

#include "room/apply.h"
#include "room/team.h"

#include <string.h>

enum { NAME_LEAST = 3 }; /* characters: a shorter name is not looked for inside a text */

static bool
is_equal(const char *a, const char *b)
{
	char *x, *y;
	bool yes;

	if (!*a || !*b)
		return false;
	x = g_utf8_casefold(a, -1);
	y = g_utf8_casefold(b, -1);
	yes = strcmp(x, y) == 0;
	g_free(x);
	g_free(y);
	return yes;
}

/* Does the text hold the name, as a whole? */
static bool
holds(const char *text, const char *name)
{
	char *hay = g_utf8_casefold(text, -1), *needle = g_utf8_casefold(name, -1);
	size_t n = strlen(needle);
	bool yes = false;

	for (const char *p = strstr(hay, needle); p && n && !yes; p = strstr(p + 1, needle)) {
		const char *before = p > hay ? g_utf8_prev_char(p) : NULL;

		yes = !(before && g_unichar_isalnum(g_utf8_get_char(before))) &&
		      !g_unichar_isalnum(g_utf8_get_char(p + n));
	}
	g_free(hay);
	g_free(needle);
	return yes;
}

static bool
by_email(const struct person *p, const struct roster_turn *t)
{
	return is_equal(p->email, t->email) || is_equal(p->email, t->name) ||
	       is_equal(p->email, t->person);
}

static bool
by_name(const struct person *p, const struct roster_turn *t)
{
	return is_equal(p->name, t->name) || is_equal(p->id, t->name);
}

/* "On call: Lin Yue": counts only where it fits one person. */
static bool
by_words(const struct person *p, const struct roster_turn *t)
{
	return (g_utf8_strlen(p->name, -1) >= NAME_LEAST && holds(t->name, p->name)) ||
	       (*p->email && holds(t->name, p->email));
}

/* The only one who fits; NULL: nobody, or several. */
static struct person *
only(const struct room *room, const struct roster_turn *t,
     bool (*fits)(const struct person *p, const struct roster_turn *t))
{
	struct person *found = NULL;

	for (guint i = 0; i < room->people->len; i++) {
		struct person *p = g_ptr_array_index(room->people, i);

		if (p->is_guest || !fits(p, t))
			continue;
		if (found)
			return NULL;
		found = p;
	}
	return found;
}

static const struct person *
guest(struct room *room, const struct duty_turn *turn)
{
	const struct roster_turn *t = &turn->is;
	const char *known_as = *t->person ? t->person : *t->email ? t->email : t->name;
	char *id = g_strconcat(turn->source, "/", known_as, NULL);
	struct person *p = room_person(room, id);

	if (!p) {
		p = g_new0(struct person, 1);
		p->id = room_str(room, id);
		p->is_guest = true;
		p->permission = PERMISSION_VIEWER;
		p->shift_from_min = p->shift_to_min = UNSAID;
		p->team = room_str(room, t->team);
		p->role = "";
		g_ptr_array_add(room->people, p);
	}
	p->name = *t->name ? t->name : known_as;
	p->contact = p->email = t->email;
	g_free(id);
	return p;
}

const struct person *
rota_person(struct room *room, const struct duty_turn *turn)
{
	const struct roster_turn *t = &turn->is;
	const struct person *p = *t->person ? room_person(room, t->person) : NULL;

	if (!p || p->is_guest)
		p = only(room, t, by_email);
	if (!p)
		p = only(room, t, by_name);
	if (!p)
		p = only(room, t, by_words);
	return p ? p : guest(room, turn);
}
