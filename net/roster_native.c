/* The room's own form of a roster: doc/rosters.md describes it for people. */
#include "base/lang.h"
#include "net/json_read.h"
#include "net/roster.h"

/* Appended as it stands where it begins like one; else as one more part of the path. */
static char *
path(const char *id, int64_t from_us, int64_t to_us)
{
	(void)from_us;
	(void)to_us;
	return g_strconcat(id && *id != '/' && *id != '?' ? "/" : "", id ? id : "", NULL);
}

static void
read_turn(struct roster_reading *x, json_object *of, size_t i)
{
	struct raw_turn turn = { .person = roster_text(of, "person"),
		                 .name = roster_text(of, "name"),
		                 .email = roster_text(of, "email"),
		                 .team = roster_text(of, "team"),
		                 .role = roster_text(of, "role"),
		                 .level = UNSAID };
	double level;

	if (!roster_instant(x, of, "start", i, &turn.start_us) ||
	    !roster_instant(x, of, "end", i, &turn.end_us))
		return;
	if (json_member(of, "level") && json_number(json_member(of, "level"), &level) &&
	    level >= 1 && level <= 100)
		turn.level = (int64_t)level;
	roster_add(x, &turn);
}

/* Unsaid, it speaks of the time from the first begin to the last end. */
static void
bound(struct roster_reading *x)
{
	int64_t from_us = INT64_MAX, to_us = INT64_MIN;

	for (guint i = 0; i < x->turns->len; i++) {
		const struct roster_turn *turn = &g_array_index(x->turns, struct roster_turn, i);

		from_us = MIN(from_us, turn->start_us);
		to_us = turn->end_us == UNSAID ? INT64_MAX : MAX(to_us, turn->end_us);
		if (turn->end_us == UNSAID)
			break;
	}
	if (x->turns->len == 0)
		return;
	x->from_us = from_us;
	x->to_us = to_us;
}

static bool
read_document(struct roster_reading *x, json_object *root, struct err *e)
{
	json_object *list = json_member(root, "roster");
	int64_t from_us, to_us;

	if (!json_object_is_type(list, json_type_array))
		return err_set(e, _("content: it has no list 'roster'"));
	if (!roster_instant(x, root, "from", 0, &from_us) ||
	    !roster_instant(x, root, "to", 0, &to_us))
		return err_set(e, _("content: 'from' or 'to' is no time"));
	for (size_t i = 0; i < json_object_array_length(list); i++)
		read_turn(x, json_object_array_get_idx(list, i), i);
	bound(x);
	if (from_us != UNSAID)
		x->from_us = from_us;
	if (to_us != UNSAID)
		x->to_us = to_us;
	return true;
}

const struct roster_form roster_native = { .name = "native", .path = path, .read = read_document };
