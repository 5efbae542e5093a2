/* Who else is connected to the journal of this room. */
#include "room/apply.h"

static struct peer *
peer_copy(const struct peer *said)
{
	struct peer *peer = g_new(struct peer, 1);

	*peer = (struct peer){ g_strdup(said->id),
		               g_strdup(said->person),
		               g_strdup(said->terminal_user),
		               g_strdup(said->terminal),
		               g_strdup(said->mode),
		               g_strdup(said->site),
		               said->is_self };
	return peer;
}

static void
peer_free(struct peer *peer)
{
	g_free((char *)peer->id);
	g_free((char *)peer->person);
	g_free((char *)peer->terminal_user);
	g_free((char *)peer->terminal);
	g_free((char *)peer->mode);
	g_free((char *)peer->site);
	g_free(peer);
}

void
peer_fini(struct room *room)
{
	for (guint i = 0; i < room->consoles->len; i++)
		peer_free(g_ptr_array_index(room->consoles, i));
	g_ptr_array_set_size(room->consoles, 0);
}

void
peer_apply(struct room *room, const struct event *event)
{
	if (event->kind == EVENT_LINK || event->kind == EVENT_CLOCK)
		room_log(room, event, "", "%s", event->text);
	if (event->kind != EVENT_CONSOLES)
		return;
	peer_fini(room);
	for (size_t i = 0; i < event->n_peers; i++)
		g_ptr_array_add(room->consoles, peer_copy(&event->peers[i]));
	room->version++;
}
