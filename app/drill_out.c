/* What a drill's score says: by expectation, by team, by person. */
#include "app/drill.h"

#include "app/json_out.h"
#include "app/out.h"
#include "base/lang.h"
#include "base/text.h"
#include "room/drill.h"

#include <json-c/json.h>

static const char *const step_names[DRILL_STEPS] = { N_("seen"), N_("reported"), N_("acted"),
	                                             N_("done") };
static const char *const verdict_names[] = { "-",        N_("open"),      N_("in time"),
	                                     N_("LATE"), N_("by others"), N_("MISSED") };

/* After its end a drill is judged as it stood then. */
static int64_t
judged_us(const struct session *s)
{
	return MIN(session_now_us(s), drill_end_us(s->drill));
}

static void
append_cell(GString *text, const char *word, int cells)
{
	g_string_append_printf(text, "%s%*s ", word, MAX(cells - text_width(word), 0), "");
}

static void
append_step(GString *text, const struct session *s, const struct drill_incident *incident,
            enum drill_step step)
{
	enum drill_verdict verdict = drill_judge(incident, s->room, step, judged_us(s));
	char took[32], limit[32];

	if (verdict == DRILL_UNEXPECTED)
		return;
	g_string_append(text, "    ");
	append_cell(text, _(step_names[step]), 9);
	append_cell(text, _(verdict_names[verdict]), 9);
	g_string_append_printf(text, _("%8s of %8s  %3u"),
	                       duration_clock(drill_took_us(incident, step), took, sizeof took),
	                       duration_clock(incident->expect.limit_us[step], limit, sizeof limit),
	                       drill_points(verdict));
	if (incident->deeds[step].at_us != UNSAID)
		g_string_append_printf(text, "  %s",
		                       *incident->deeds[step].person ? incident->deeds[step].person
		                                                     : _("by itself"));
	g_string_append_c(text, '\n');
}

static void
append_sum(GString *text, const char *who, const struct drill_sum *sum)
{
	char mean[32], percent[8] = "-";

	if (drill_percent(sum) >= 0)
		g_snprintf(percent, sizeof percent, "%d%%", drill_percent(sum));
	g_string_append_printf(text, _("  %-10s %5s  %u in time, %u late, %u missed; mean:"), who,
	                       percent, sum->in_time, sum->late, sum->missed);
	for (enum drill_step step = 0; step < DRILL_STEPS; step++)
		g_string_append_printf(text, " %s %s", _(step_names[step]),
		                       duration_clock(drill_mean_us(sum, step), mean, sizeof mean));
	g_string_append_c(text, '\n');
}

/* Calls `each` for every team, or person, that something counts for. */
static void
each_sum(const struct session *s, bool is_team,
         void (*each)(void *data, const char *who, const struct drill_sum *sum), void *data)
{
	const GPtrArray *list = is_team ? s->room->teams : s->room->people;

	for (guint i = 0; i < list->len; i++) {
		const char *who = is_team ? ((const struct team *)list->pdata[i])->id
		                          : ((const struct person *)list->pdata[i])->id;
		struct drill_sum sum = drill_sum(s->drill->score, s->room, who, judged_us(s));

		if (sum.steps > 0)
			each(data, who, &sum);
	}
}

static void
append_who(void *text, const char *who, const struct drill_sum *sum)
{
	append_sum(text, who, sum);
}

char *
drill_text(const struct session *s)
{
	const GArray *incidents = drill_incidents(s->drill->score);
	struct drill_sum all = drill_sum(s->drill->score, s->room, NULL, judged_us(s));
	GString *text = g_string_new(NULL);
	char gone[32];

	g_string_append_printf(
	    text, _("DRILL %s, after %s\n"), s->drill->file->name,
	    duration_clock(judged_us(s) - s->drill->start_us, gone, sizeof gone));
	for (guint i = 0; i < incidents->len; i++) {
		const struct drill_incident *incident =
		    &g_array_index(incidents, struct drill_incident, i);

		g_string_append_printf(text, "  %s%s%s%s\n", incident->expect.alert,
		                       *incident->expect.by ? ", " : "", incident->expect.by,
		                       incident->fired_us == UNSAID ? _(" (has not fired)") : "");
		for (enum drill_step step = 0; step < DRILL_STEPS; step++)
			append_step(text, s, incident, step);
	}
	g_string_append(text, _("by team\n"));
	each_sum(s, true, append_who, text);
	g_string_append(text, _("by person\n"));
	each_sum(s, false, append_who, text);
	if (drill_percent(&all) < 0)
		g_string_append(text, _("total: nothing counts yet\n"));
	else
		g_string_append_printf(text, _("total: %d%% (%u of %u points)\n"),
		                       drill_percent(&all), all.points, all.of);
	return g_string_free(text, FALSE);
}

static struct json_object *
sum_to_json(const char *who, const struct drill_sum *sum)
{
	struct json_object *o = json_object_new_object();

	if (who)
		json_out_text(o, "who", who);
	json_out_count(o, "points", sum->points);
	json_out_count(o, "of", sum->of);
	json_object_object_add(
	    o, "percent", drill_percent(sum) < 0 ? NULL : json_object_new_int(drill_percent(sum)));
	json_out_count(o, "in_time", sum->in_time);
	json_out_count(o, "late", sum->late);
	json_out_count(o, "missed", sum->missed);
	for (enum drill_step step = 0; step < DRILL_STEPS; step++) {
		char key[32];

		g_snprintf(key, sizeof key, "mean_%s_s", step_names[step]);
		json_out_seconds(o, key, drill_mean_us(sum, step));
	}
	return o;
}

static void
add_sum(void *array, const char *who, const struct drill_sum *sum)
{
	json_object_array_add(array, sum_to_json(who, sum));
}

static struct json_object *
incident_to_json(const struct session *s, const struct drill_incident *incident)
{
	struct json_object *o = json_object_new_object(), *steps = json_object_new_object();

	json_out_text(o, "alert", incident->expect.alert);
	json_out_text(o, "plan", incident->expect.plan);
	json_out_text(o, "by", incident->expect.by);
	json_out_time(o, "fired", incident->fired_us);
	for (enum drill_step step = 0; step < DRILL_STEPS; step++) {
		enum drill_verdict verdict = drill_judge(incident, s->room, step, judged_us(s));
		struct json_object *said = json_object_new_object();

		json_out_text(said, "verdict",
		              verdict == DRILL_UNEXPECTED ? "" : verdict_names[verdict]);
		json_out_seconds(said, "limit_s", incident->expect.limit_us[step]);
		json_out_seconds(said, "took_s", drill_took_us(incident, step));
		json_out_text(said, "person", incident->deeds[step].person);
		json_out_count(said, "points", drill_points(verdict));
		json_object_object_add(steps, step_names[step], said);
	}
	json_object_object_add(o, "steps", steps);
	return o;
}

static void
print_json(const struct session *s)
{
	struct json_object *o = json_out_document(s), *incidents = json_object_new_array(),
			   *teams = json_object_new_array(), *people = json_object_new_array();
	struct drill_sum all = drill_sum(s->drill->score, s->room, NULL, judged_us(s));
	const GArray *list = drill_incidents(s->drill->score);

	json_out_text(o, "drill", s->drill->file->name);
	for (guint i = 0; i < list->len; i++)
		json_object_array_add(
		    incidents, incident_to_json(s, &g_array_index(list, struct drill_incident, i)));
	json_object_object_add(o, "expected", incidents);
	each_sum(s, true, add_sum, teams);
	json_object_object_add(o, "teams", teams);
	each_sum(s, false, add_sum, people);
	json_object_object_add(o, "people", people);
	json_object_object_add(o, "total", sum_to_json(NULL, &all));
	json_out_print(o);
}

void
drill_say(const struct session *s, bool is_json)
{
	char *text;

	if (is_json) {
		print_json(s);
		return;
	}
	text = drill_text(s);
	out_say("%s", text);
	g_free(text);
}
