/* Rosters of GoAlert's GraphQL API: the shifts of a schedule. */
#include "base/lang.h"
#include "net/json_read.h"
#include "net/roster.h"

static char *
path(const char *id, int64_t from_us, int64_t to_us)
{
	(void)id;
	(void)from_us;
	(void)to_us;
	return g_strdup("/api/graphql");
}

static char *
post(const char *id, int64_t from_us, int64_t to_us)
{
	static const char query[] =
	    "query($id:ID!,$start:ISOTimestamp!,$end:ISOTimestamp!){schedule(id:$id){"
	    "shifts(start:$start,end:$end){userID user{name email} start end}}}";
	json_object *doc = json_object_new_object(), *variables = json_object_new_object();
	char *from = roster_time(from_us, false), *to = roster_time(to_us, false), *text;

	json_object_object_add(variables, "id", json_object_new_string(id ? id : ""));
	json_object_object_add(variables, "start", json_object_new_string(from));
	json_object_object_add(variables, "end", json_object_new_string(to));
	json_object_object_add(doc, "query", json_object_new_string(query));
	json_object_object_add(doc, "variables", variables);
	text = g_strdup(json_object_to_json_string_ext(doc, JSON_C_TO_STRING_PLAIN));
	json_object_put(doc);
	g_free(from);
	g_free(to);
	return text;
}

static void
read_shift(struct roster_reading *x, json_object *of, size_t i)
{
	json_object *user = json_member(of, "user");
	struct raw_turn turn = { .person = roster_text(of, "userID"),
		                 .name = roster_text(user, "name"),
		                 .email = roster_text(user, "email"),
		                 .level = UNSAID };

	if (roster_instant(x, of, "start", i, &turn.start_us) &&
	    roster_instant(x, of, "end", i, &turn.end_us))
		roster_add(x, &turn);
}

/* GraphQL says what is wrong with status 200. */
static bool
read_document(struct roster_reading *x, json_object *root, struct err *e)
{
	json_object *list = json_at(root, "/data/schedule/shifts");
	json_object *said = json_at(root, "/errors/0/message");
	const char *schedule = x->r->slot->query->query ? x->r->slot->query->query : "";
	bool hidden = false;
	char *why;

	if (!json_object_is_type(list, json_type_array)) {
		why = said ? json_text(said, 160, &hidden) : NULL;
		if (why)
			err_set(e, _("content: it has no shifts of schedule %s: GoAlert says: %s"),
			        schedule, why);
		else
			err_set(e, _("content: it has no shifts of schedule %s"), schedule);
		g_free(why);
		return false;
	}
	for (size_t i = 0; i < json_object_array_length(list); i++)
		read_shift(x, json_object_array_get_idx(list, i), i);
	return true;
}

const struct roster_form roster_goalert = {
	.name = "goalert", .needs_schedule = true, .path = path, .post = post, .read = read_document
};
