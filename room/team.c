/* Teams and people: who they are, who is on duty, how much they carry. */
#include "room/team.h"

#include "room/alert.h"
#include "room/apply.h"
#include "room/roster.h"
#include "room/shift.h"

#include <string.h>

struct team *
room_team(const struct room *room, const char *id)
{
	for (guint i = 0; id && i < room->teams->len; i++) {
		struct team *team = g_ptr_array_index(room->teams, i);

		if (strcmp(team->id, id) == 0)
			return team;
	}
	return NULL;
}

struct person *
room_person(const struct room *room, const char *id)
{
	for (guint i = 0; id && i < room->people->len; i++) {
		struct person *person = g_ptr_array_index(room->people, i);

		if (strcmp(person->id, id) == 0)
			return person;
	}
	return NULL;
}

static void
define_team(struct room *room, const struct team *said)
{
	struct team *team = room_team(room, said->id);

	if (!team) {
		team = g_new0(struct team, 1);
		team->id = team->title = room_str(room, said->id);
		team->brief = team->id;
		team->group = "";
		g_ptr_array_add(room->teams, team);
		room->must_match_again = true;
	}
	room_say(room, &team->title, said->title);
	room_say(room, &team->brief, said->brief);
	room_say(room, &team->group, said->group);
	room_people_changed(room);
}

static void
define_person(struct room *room, const struct person *said)
{
	struct person *person = room_person(room, said->id);

	if (!person) {
		person = g_new0(struct person, 1);
		person->id = person->name = room_str(room, said->id);
		person->team = person->role = person->contact = person->email = "";
		person->shift_from_min = person->shift_to_min = UNSAID;
		g_ptr_array_add(room->people, person);
	}
	room_say(room, &person->name, said->name);
	room_say(room, &person->team, said->team);
	room_say(room, &person->role, said->role);
	room_say(room, &person->contact, said->contact);
	room_say(room, &person->email, said->email);
	if (said->duty != DUTY_UNSAID)
		person->duty = said->duty;
	room_say_int(&person->shift_from_min, said->shift_from_min);
	room_say_int(&person->shift_to_min, said->shift_to_min);
	if (said->permission != PERMISSION_UNSAID)
		person->permission = said->permission;
	room_people_changed(room);
}

void
team_apply(struct room *room, const struct event *event)
{
	if (event->kind == EVENT_DEFINE_TEAM && event->team)
		define_team(room, event->team);
	else if (event->kind == EVENT_DEFINE_PERSON && event->define_person)
		define_person(room, event->define_person);
}

enum duty
person_duty(const struct room *room, const struct person *person, int64_t now_us)
{
	const struct duty_sign *sign = person_sign(room, person, now_us);

	if (sign)
		return sign->is_in ? DUTY_ON : DUTY_OFF;
	if (person->duty != DUTY_UNSAID)
		return person->duty;
	if (shift_boundary_us(room, person, now_us) == UNSAID)
		return DUTY_ON;
	return shift_end_us(room, person, now_us) != UNSAID ? DUTY_ON : DUTY_OFF;
}

const struct person *
team_on_duty_beside(const struct room *room, const char *team, const struct person *but,
                    int64_t now_us)
{
	const struct watch *watch = team ? team_watch(room, team) : NULL;
	const struct person *first = watch ? room_person(room, watch->to) : NULL;

	if (first && first != but && person_duty(room, first, now_us) == DUTY_ON)
		return first;
	first = NULL;
	for (guint i = 0; team && i < room->people->len; i++) {
		const struct person *person = g_ptr_array_index(room->people, i);

		if (person == but || strcmp(person->team, team) != 0 ||
		    person_duty(room, person, now_us) != DUTY_ON)
			continue;
		if (person->permission == PERMISSION_LEAD)
			return person;
		if (!first)
			first = person;
	}
	return first;
}

const struct person *
team_on_duty(const struct room *room, const char *team, int64_t now_us)
{
	return team_on_duty_beside(room, team, NULL, now_us);
}

int64_t
person_shift_end_us(const struct room *room, const struct person *person, int64_t now_us)
{
	if (person_duty(room, person, now_us) != DUTY_ON)
		return UNSAID;
	return shift_next_end_us(room, person, now_us);
}

unsigned
person_load(const struct room *room, const struct person *person)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(room->loads, person->id));
}
