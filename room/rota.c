/* Rosters of other systems: their turns are laid on the room's people, and win over the shifts of their teams. */
#include "room/rota.h"

#include "room/apply.h"
#include "room/team.h"

#include <string.h>

static void
rota_free(void *data)
{
	struct rota *rota = data;

	g_ptr_array_unref(rota->teams);
	g_ptr_array_unref(rota->turns);
	g_free(rota);
}

void
rota_init(struct room *room)
{
	room->rotas = g_ptr_array_new_with_free_func(rota_free);
	room->turns_of =
	    g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
	room->turns_in =
	    g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
}

void
rota_fini(struct room *room)
{
	g_hash_table_unref(room->turns_of);
	g_hash_table_unref(room->turns_in);
	g_ptr_array_unref(room->rotas);
}

static void
add_team(struct room *room, struct rota *rota, const char *team)
{
	const char *own = room_str(room, team);

	if (*own && !g_ptr_array_find(rota->teams, own, NULL))
		g_ptr_array_add(rota->teams, (void *)own);
}

static void
add_turn(struct room *room, struct rota *rota, const struct roster_turn *said)
{
	struct duty_turn *turn = g_new0(struct duty_turn, 1);

	turn->is = *said;
	turn->is.person = room_str(room, said->person);
	turn->is.name = room_str(room, said->name);
	turn->is.email = room_str(room, said->email);
	turn->is.team = room_str(room, said->team);
	turn->is.role = room_str(room, said->role);
	turn->is.level = said->level == UNSAID ? 1 : said->level;
	turn->is.end_us = said->end_us == UNSAID ? INT64_MAX : said->end_us;
	turn->source = rota->source;
	add_team(room, rota, turn->is.team);
	g_ptr_array_add(rota->turns, turn);
}

static struct rota *
rota_find(const struct room *room, const char *source, int64_t part)
{
	for (guint i = 0; i < room->rotas->len; i++) {
		struct rota *rota = g_ptr_array_index(room->rotas, i);

		if (rota->part == part && strcmp(rota->source, source) == 0)
			return rota;
	}
	return NULL;
}

void
rota_apply(struct room *room, const struct event *event)
{
	const struct roster *said = event->roster;
	struct rota *rota;

	if (event->kind == EVENT_DEFINE_PERSON && room->rotas->len > 0)
		room->must_lay_turns = true;
	if (event->kind != EVENT_ROSTER || !said)
		return;
	rota = rota_find(room, event->source, said->part);
	if (rota && event->is_remembered)
		return; /* its source has said more since */
	if (!rota) {
		rota = g_new0(struct rota, 1);
		rota->source = room_str(room, event->source);
		rota->part = said->part;
		rota->teams = g_ptr_array_new();
		rota->turns = g_ptr_array_new_with_free_func(g_free);
		g_ptr_array_add(room->rotas, rota);
	}
	rota->from_us = said->from_us;
	rota->to_us = said->to_us == UNSAID ? INT64_MAX : said->to_us;
	g_ptr_array_set_size(rota->teams, 0);
	g_ptr_array_set_size(rota->turns, 0);
	for (size_t i = 0; i < said->n_teams; i++)
		add_team(room, rota, said->teams[i]);
	for (size_t i = 0; i < said->n_turns; i++)
		add_turn(room, rota, &said->turns[i]);
	room->must_lay_turns = true;
	room_alerts_changed(room);
}

static void
list_turn(GHashTable *lists, const char *key, struct duty_turn *turn)
{
	GPtrArray *list = g_hash_table_lookup(lists, key);

	if (!list) {
		list = g_ptr_array_new();
		g_hash_table_insert(lists, (void *)key, list);
	}
	g_ptr_array_add(list, turn);
}

static int
compare_turns(const void *a, const void *b)
{
	const struct roster_turn *x = &(*(const struct duty_turn *const *)a)->is;
	const struct roster_turn *y = &(*(const struct duty_turn *const *)b)->is;

	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	if (x->start_us != y->start_us)
		return x->start_us < y->start_us ? -1 : 1;
	return strcmp(x->name, y->name);
}

static void
lay(struct room *room, struct duty_turn *turn)
{
	char *key;

	turn->person = rota_person(room, turn);
	if (!*turn->is.team)
		turn->is.team = turn->person->team;
	key = g_strconcat(turn->is.team, " ", turn->person->id, NULL);
	turn->key = room_str(room, key);
	g_free(key);
	list_turn(room->turns_of, turn->person->id, turn);
	list_turn(room->turns_in, turn->is.team, turn);
}

void
rota_settle(struct room *room)
{
	GHashTableIter iter;
	void *list;

	if (!room->must_lay_turns)
		return;
	room->must_lay_turns = false;
	g_hash_table_remove_all(room->turns_of);
	g_hash_table_remove_all(room->turns_in);
	for (guint i = 0; i < room->rotas->len; i++) {
		struct rota *rota = g_ptr_array_index(room->rotas, i);

		for (guint k = 0; k < rota->turns->len; k++) {
			lay(room, g_ptr_array_index(rota->turns, k));
			add_team(room, rota,
			         ((struct duty_turn *)g_ptr_array_index(rota->turns, k))->is.team);
		}
	}
	g_hash_table_iter_init(&iter, room->turns_in);
	while (g_hash_table_iter_next(&iter, NULL, &list))
		g_ptr_array_sort(list, compare_turns);
}

static bool
runs(const struct duty_turn *turn, int64_t now_us)
{
	return turn->is.start_us <= now_us && now_us < turn->is.end_us;
}

static const GPtrArray *
turns_of(const struct room *room, const struct person *person)
{
	return g_hash_table_lookup(room->turns_of, person->id);
}

const struct duty_turn *
person_turn_in(const struct room *room, const struct person *person, const char *team,
               int64_t now_us)
{
	const GPtrArray *turns = turns_of(room, person);
	const struct duty_turn *best = NULL;

	for (guint i = 0; turns && i < turns->len; i++) {
		const struct duty_turn *turn = g_ptr_array_index(turns, i);

		if (runs(turn, now_us) && strcmp(turn->is.team, team) == 0 &&
		    (!best || turn->is.level < best->is.level))
			best = turn;
	}
	return best;
}

const struct duty_turn *
person_turn(const struct room *room, const struct person *person, int64_t now_us)
{
	const GPtrArray *turns = turns_of(room, person);
	const struct duty_turn *best =
	    turns ? person_turn_in(room, person, person->team, now_us) : NULL;

	if (best)
		return best;
	for (guint i = 0; turns && i < turns->len; i++) {
		const struct duty_turn *turn = g_ptr_array_index(turns, i);

		if (runs(turn, now_us) && (!best || turn->is.level < best->is.level))
			best = turn;
	}
	return best;
}

const GPtrArray *
team_turns(const struct room *room, const char *team)
{
	return team ? g_hash_table_lookup(room->turns_in, team) : NULL;
}

const struct rota *
team_rota(const struct room *room, const char *team, int64_t now_us)
{
	for (guint i = 0; i < room->rotas->len; i++) {
		const struct rota *rota = g_ptr_array_index(room->rotas, i);

		if (now_us < rota->from_us || now_us >= rota->to_us)
			continue;
		for (guint k = 0; k < rota->teams->len; k++)
			if (strcmp(g_ptr_array_index(rota->teams, k), team) == 0)
				return rota;
	}
	return NULL;
}

/* The first begin or end of a turn after the instant; INT64_MAX: none. */
static int64_t
next_edge(const GPtrArray *turns, int64_t after_us)
{
	int64_t edge_us = INT64_MAX;

	for (guint i = 0; i < turns->len; i++) {
		const struct roster_turn *turn =
		    &((struct duty_turn *)g_ptr_array_index(turns, i))->is;

		if (turn->start_us > after_us)
			edge_us = MIN(edge_us, turn->start_us);
		if (turn->end_us > after_us)
			edge_us = MIN(edge_us, turn->end_us);
	}
	return edge_us;
}

static bool
any_runs(const GPtrArray *turns, int64_t now_us)
{
	for (guint i = 0; i < turns->len; i++)
		if (runs(g_ptr_array_index(turns, i), now_us))
			return true;
	return false;
}

/* Where one turn ends as another of the person begins, nothing changes. */
int64_t
turn_boundary_us(const struct room *room, const struct person *person, int64_t after_us)
{
	const GPtrArray *turns = turns_of(room, person);
	int64_t edge_us = after_us;
	bool was;

	if (!turns)
		return UNSAID;
	was = any_runs(turns, after_us);
	do
		edge_us = next_edge(turns, edge_us);
	while (edge_us != INT64_MAX && any_runs(turns, edge_us) == was);
	return edge_us == INT64_MAX ? UNSAID : edge_us;
}

int64_t
turn_end_us(const struct room *room, const struct person *person, int64_t now_us)
{
	const GPtrArray *turns = turns_of(room, person);

	return turns && any_runs(turns, now_us) ? turn_boundary_us(room, person, now_us) : UNSAID;
}

bool
person_is_shown(const struct room *room, const struct person *person, int64_t now_us)
{
	const GPtrArray *turns = turns_of(room, person);

	if (!person->is_guest)
		return true;
	return turns && (any_runs(turns, now_us) || next_edge(turns, now_us) != INT64_MAX);
}
