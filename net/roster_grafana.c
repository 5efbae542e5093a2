/* Rosters of Grafana OnCall's API: the final shifts of a schedule, with overrides and swaps laid on. */
#include "base/lang.h"
#include "net/json_read.h"
#include "net/roster.h"

static char *
path(const char *id, int64_t from_us, int64_t to_us)
{
	char *from = roster_time(from_us, true), *to = roster_time(to_us, true);
	char *schedule = g_uri_escape_string(id ? id : "", NULL, FALSE);
	char *text = g_strdup_printf("/api/v1/schedules/%s/final_shifts?start_date=%s&end_date=%s",
	                             schedule, from, to);

	g_free(from);
	g_free(to);
	g_free(schedule);
	return text;
}

static void
read_shift(struct roster_reading *x, json_object *of, size_t i)
{
	struct raw_turn turn = { .person = roster_text(of, "user_pk"),
		                 .name = roster_text(of, "user_username"),
		                 .email = roster_text(of, "user_email"),
		                 .level = UNSAID };

	if (roster_instant(x, of, "shift_start", i, &turn.start_us) &&
	    roster_instant(x, of, "shift_end", i, &turn.end_us))
		roster_add(x, &turn);
}

static bool
read_document(struct roster_reading *x, json_object *root, struct err *e)
{
	json_object *list = json_member(root, "results");

	if (!json_object_is_type(list, json_type_array))
		return err_set(e, _("content: it has no list 'results', as Grafana OnCall's has"));
	for (size_t i = 0; i < json_object_array_length(list); i++)
		read_shift(x, json_object_array_get_idx(list, i), i);
	if (json_member(root, "next"))
		reading_broken(x->r, _("content: it goes on on further pages, which are left out"));
	return true;
}

const struct roster_form roster_grafana = {
	.name = "grafana", .needs_schedule = true, .path = path, .read = read_document
};
