/* Rosters of PagerDuty's REST API v2: GET /oncalls, with its users in full. */
#include "base/lang.h"
#include "net/json_read.h"
#include "net/roster.h"

enum { PAGE = 100 }; /* the most that it gives */

static char *
path(const char *id, int64_t from_us, int64_t to_us)
{
	char *since = roster_time(from_us, false), *until = roster_time(to_us, false);
	char *schedule = id ? g_uri_escape_string(id, NULL, FALSE) : NULL;
	char *text = g_strdup_printf(
	    "/oncalls?include%%5B%%5D=users&limit=%d&since=%s&until=%s%s%s", PAGE, since, until,
	    schedule ? "&schedule_ids%5B%5D=" : "", schedule ? schedule : "");

	g_free(since);
	g_free(until);
	g_free(schedule);
	return text;
}

/* A reference to a user has a summary; a user has a name and an e-mail. */
static void
read_oncall(struct roster_reading *x, json_object *of, size_t i)
{
	json_object *user = json_member(of, "user"), *level = json_member(of, "escalation_level");
	const char *name = roster_text(user, "name");
	struct raw_turn turn = { .person = roster_text(user, "id"),
		                 .name = name ? name : roster_text(user, "summary"),
		                 .email = roster_text(user, "email"),
		                 .level = UNSAID };
	double number;

	if (!roster_instant(x, of, "start", i, &turn.start_us) ||
	    !roster_instant(x, of, "end", i, &turn.end_us))
		return;
	if (level && json_number(level, &number) && number >= 1 && number <= 100)
		turn.level = (int64_t)number;
	roster_add(x, &turn);
}

static bool
read_document(struct roster_reading *x, json_object *root, struct err *e)
{
	json_object *list = json_member(root, "oncalls");

	if (!json_object_is_type(list, json_type_array))
		return err_set(e, _("content: it has no list 'oncalls', as PagerDuty's API has"));
	for (size_t i = 0; i < json_object_array_length(list); i++)
		read_oncall(x, json_object_array_get_idx(list, i), i);
	if (json_object_get_boolean(json_member(root, "more")))
		reading_broken(
		    x->r,
		    _("content: more than %d entries, which are left out: name its schedules"),
		    PAGE);
	return true;
}

const struct roster_form roster_pagerduty = { .name = "pagerduty",
	                                      .path = path,
	                                      .read = read_document };
