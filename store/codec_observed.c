/* Observations as JSON texts, as the journal keeps them. */
#include "store/codec_observed.h"

#include "store/codec.h"
#include "store/codec_alert.h"
#include "store/codec_define.h"

#include <json-c/json.h>
#include <math.h>
#include <string.h>

static void
put_text(struct json_object *doc, const char *name, const char *text)
{
	if (text && *text)
		json_object_object_add(doc, name, json_object_new_string(text));
}

static const char *
get_text(struct event_batch *batch, struct json_object *doc, const char *name)
{
	struct json_object *value;

	if (!json_object_object_get_ex(doc, name, &value))
		return "";
	return codec_text(batch, json_object_get_string(value));
}

static bool
get_flag(struct json_object *doc, const char *name)
{
	struct json_object *value;

	return json_object_object_get_ex(doc, name, &value) && json_object_get_boolean(value);
}

static int64_t
get_int(struct json_object *doc, const char *name, int64_t otherwise)
{
	struct json_object *value;

	return json_object_object_get_ex(doc, name, &value) ? json_object_get_int64(value)
	                                                    : otherwise;
}

static struct json_object *
sample_doc(const struct event *event)
{
	struct json_object *doc = json_object_new_object();

	put_text(doc, "source", event->source);
	json_object_object_add(doc, "value", json_object_new_double(event->value));
	return doc;
}

static struct json_object *
state_doc(const struct event *event)
{
	struct json_object *doc = json_object_new_object();

	put_text(doc, "source", event->source);
	json_object_object_add(doc, "verdict", json_object_new_int64(event->number));
	if (event->sample_us != UNSAID)
		json_object_object_add(doc, "since_us", json_object_new_int64(event->sample_us));
	return doc;
}

/* "target", [instant, value, ...] */
static struct json_object *
history_doc(const struct event *event)
{
	struct json_object *doc = json_object_new_object(),
			   *points = json_object_new_array_ext((int)(2 * event->n_points) + 1);

	put_text(doc, "target", event->target);
	put_text(doc, "source", event->source);
	for (size_t i = 0; i < event->n_points; i++) {
		struct json_object *value;

		if (!isfinite(event->points[i].value))
			continue;
		value = json_object_new_double(event->points[i].value);
		/* as fine as any screen shows it */
		json_object_set_serializer(value, json_object_double_to_json_string, "%.9g", NULL);
		json_object_array_add(points, json_object_new_int64(event->points[i].at_us));
		json_object_array_add(points, value);
	}
	json_object_object_add(doc, "points", points);
	return doc;
}

static struct json_object *
report_doc(const struct source_report *report)
{
	struct json_object *doc = json_object_new_object();

	json_object_object_add(doc, "live", json_object_new_boolean(report->health == SOURCE_LIVE));
	put_text(doc, "reason", report->reason);
	return doc;
}

/* Each turn a list: person, name, e-mail, team, role, level, begin, end. */
static struct json_object *
turn_doc(const struct roster_turn *turn)
{
	struct json_object *row = json_object_new_array_ext(8);
	const char *const texts[] = { turn->person, turn->name, turn->email, turn->team,
		                      turn->role };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		json_object_array_add(row, json_object_new_string(texts[i] ? texts[i] : ""));
	json_object_array_add(row, json_object_new_int64(turn->level));
	json_object_array_add(row, json_object_new_int64(turn->start_us));
	json_object_array_add(row, json_object_new_int64(turn->end_us));
	return row;
}

static struct json_object *
roster_doc(const struct event *event)
{
	const struct roster *roster = event->roster;
	struct json_object *doc = json_object_new_object(), *turns = json_object_new_array(),
			   *teams = json_object_new_array();

	put_text(doc, "source", event->source);
	json_object_object_add(doc, "part", json_object_new_int64(roster->part));
	json_object_object_add(doc, "from_us", json_object_new_int64(roster->from_us));
	json_object_object_add(doc, "to_us", json_object_new_int64(roster->to_us));
	for (size_t i = 0; i < roster->n_teams; i++)
		json_object_array_add(teams, json_object_new_string(roster->teams[i]));
	for (size_t i = 0; i < roster->n_turns; i++)
		json_object_array_add(turns, turn_doc(&roster->turns[i]));
	json_object_object_add(doc, "teams", teams);
	json_object_object_add(doc, "turns", turns);
	return doc;
}

static struct json_object *
observed_doc(const struct event *event)
{
	struct json_object *doc;

	if (event->kind == EVENT_SAMPLE)
		return sample_doc(event);
	if (event->kind == EVENT_METRIC_STATE)
		return state_doc(event);
	if (event->kind == EVENT_HISTORY)
		return history_doc(event);
	if (event->kind == EVENT_SOURCE)
		return report_doc(event->report);
	if (event->kind == EVENT_ROSTER)
		return roster_doc(event);
	doc = json_object_new_object();
	codec_define_put(doc, event);
	return doc;
}

char *
codec_observed(const struct event *event)
{
	struct json_object *doc;
	char *text;

	if (event->kind == EVENT_ALERT)
		return codec_alert(event->alert);
	doc = observed_doc(event);
	text = g_strdup(json_object_to_json_string_ext(doc, JSON_C_TO_STRING_PLAIN |
	                                                        JSON_C_TO_STRING_NOSLASHESCAPE));

	json_object_put(doc);
	return text;
}

static void
read_labels(struct event_batch *batch, struct json_object *doc, struct alert_data *a)
{
	struct json_object *list;
	struct label *labels;

	if (!json_object_object_get_ex(doc, "labels", &list) ||
	    !json_object_is_type(list, json_type_array))
		return;
	a->n_labels = json_object_array_length(list) / 2;
	labels = event_batch_alloc(batch, a->n_labels * sizeof *labels + 1);
	for (size_t i = 0; i < a->n_labels; i++) {
		struct json_object *name = json_object_array_get_idx(list, 2 * i);
		struct json_object *value = json_object_array_get_idx(list, 2 * i + 1);

		labels[i].name = codec_text(batch, json_object_get_string(name));
		labels[i].value = codec_text(batch, json_object_get_string(value));
	}
	a->labels = labels;
}

static void
read_silences(struct event_batch *batch, struct json_object *doc, struct alert_data *a)
{
	struct json_object *list;
	const char **ids;

	if (!json_object_object_get_ex(doc, "silenced_by", &list) ||
	    !json_object_is_type(list, json_type_array))
		return;
	a->n_silenced_by = json_object_array_length(list);
	ids = event_batch_alloc(batch, a->n_silenced_by * sizeof *ids + 1);
	for (size_t i = 0; i < a->n_silenced_by; i++)
		ids[i] =
		    codec_text(batch, json_object_get_string(json_object_array_get_idx(list, i)));
	a->silenced_by = ids;
}

static void
read_alert(struct event_batch *batch, struct json_object *doc, struct event *event)
{
	struct alert_data *a = event_batch_alloc(batch, sizeof *a);

	a->source = event->source = get_text(batch, doc, "source");
	a->fingerprint = get_text(batch, doc, "fingerprint");
	a->title = get_text(batch, doc, "title");
	a->summary = get_text(batch, doc, "summary");
	a->team = get_text(batch, doc, "team");
	a->runbook = get_text(batch, doc, "runbook");
	a->link = get_text(batch, doc, "link");
	a->held_by = get_text(batch, doc, "held_by");
	a->held_comment = get_text(batch, doc, "held_comment");
	a->held_until_us = get_int(doc, "held_until_us", 0);
	a->starts_us = get_int(doc, "starts_us", UNSAID);
	a->inhibited = get_flag(doc, "inhibited");
	a->hidden_text = get_flag(doc, "hidden_text");
	read_labels(batch, doc, a);
	read_silences(batch, doc, a);
	event->alert = a;
}

static void
read_sample(struct event_batch *batch, struct json_object *doc, struct event *event)
{
	struct json_object *value;

	event->source = get_text(batch, doc, "source");
	event->sample_us = event->at_us;
	if (json_object_object_get_ex(doc, "value", &value))
		event->value = json_object_get_double(value);
}

static void
read_state(struct event_batch *batch, struct json_object *doc, struct event *event)
{
	event->source = get_text(batch, doc, "source");
	event->number = get_int(doc, "verdict", UNSAID);
	event->sample_us = get_int(doc, "since_us", event->at_us);
}

static void
read_history(struct event_batch *batch, struct json_object *doc, struct event *event)
{
	struct json_object *list;
	struct point *points;

	event->target = get_text(batch, doc, "target");
	event->source = get_text(batch, doc, "source");
	if (!json_object_object_get_ex(doc, "points", &list) ||
	    !json_object_is_type(list, json_type_array))
		return;
	event->n_points = json_object_array_length(list) / 2;
	points = event_batch_alloc(batch, event->n_points * sizeof *points + 1);
	for (size_t i = 0; i < event->n_points; i++) {
		points[i].at_us = json_object_get_int64(json_object_array_get_idx(list, 2 * i));
		points[i].value =
		    json_object_get_double(json_object_array_get_idx(list, 2 * i + 1));
	}
	event->points = points;
}

static void
read_report(struct event_batch *batch, struct json_object *doc, struct event *event)
{
	struct source_report *report = event_batch_alloc(batch, sizeof *report);

	report->health = get_flag(doc, "live") ? SOURCE_LIVE : SOURCE_FAILING;
	report->reason = get_text(batch, doc, "reason");
	report->next_try_us = report->skew_us = report->took_ms = UNSAID;
	event->source = event->subject;
	event->report = report;
}

static struct json_object *
get_list(struct json_object *doc, const char *name, size_t *n)
{
	struct json_object *list = NULL;

	if (!json_object_object_get_ex(doc, name, &list) ||
	    !json_object_is_type(list, json_type_array))
		list = NULL;
	*n = list ? json_object_array_length(list) : 0;
	return list;
}

static void
read_turn(struct event_batch *batch, struct json_object *row, struct roster_turn *turn)
{
	const char *texts[5];
	int64_t numbers[3];

	for (size_t i = 0; i < 5; i++)
		texts[i] = event_batch_str(
		    batch, json_object_get_string(json_object_array_get_idx(row, i)));
	for (size_t i = 0; i < 3; i++)
		numbers[i] = json_object_get_int64(json_object_array_get_idx(row, 5 + i));
	*turn = (struct roster_turn){ texts[0], texts[1],   texts[2],   texts[3],
		                      texts[4], numbers[0], numbers[1], numbers[2] };
}

static void
read_roster(struct event_batch *batch, struct json_object *doc, struct event *event)
{
	struct roster *roster = event_batch_alloc(batch, sizeof *roster);
	size_t n_teams, n_turns;
	struct json_object *list = get_list(doc, "teams", &n_teams);
	const char **teams = event_batch_alloc(batch, n_teams * sizeof *teams + 1);
	struct roster_turn *turns;

	event->source = get_text(batch, doc, "source");
	roster->part = event->number = get_int(doc, "part", 0);
	roster->from_us = get_int(doc, "from_us", UNSAID);
	roster->to_us = get_int(doc, "to_us", UNSAID);
	for (size_t i = 0; i < n_teams; i++)
		teams[i] = event_batch_str(
		    batch, json_object_get_string(json_object_array_get_idx(list, i)));
	list = get_list(doc, "turns", &n_turns);
	turns = event_batch_alloc(batch, n_turns * sizeof *turns + 1);
	for (size_t i = 0; i < n_turns; i++) {
		struct json_object *row = json_object_array_get_idx(list, i);

		if (json_object_is_type(row, json_type_array) && json_object_array_length(row) == 8)
			read_turn(batch, row, &turns[roster->n_turns++]);
	}
	roster->teams = teams;
	roster->n_teams = n_teams;
	roster->turns = turns;
	event->roster = roster;
}

bool
codec_observed_read(struct event_batch *batch, struct event *event, const char *text)
{
	struct json_object *doc = text ? json_tokener_parse(text) : NULL;
	bool ok = doc && json_object_is_type(doc, json_type_object);

	if (ok && event->kind == EVENT_ALERT)
		read_alert(batch, doc, event);
	else if (ok && event->kind == EVENT_SAMPLE)
		read_sample(batch, doc, event);
	else if (ok && event->kind == EVENT_METRIC_STATE)
		read_state(batch, doc, event);
	else if (ok && event->kind == EVENT_HISTORY)
		read_history(batch, doc, event);
	else if (ok && event->kind == EVENT_SOURCE)
		read_report(batch, doc, event);
	else if (ok && event->kind == EVENT_ROSTER)
		read_roster(batch, doc, event);
	else if (ok)
		codec_define_read(batch, doc, event);
	json_object_put(doc);
	return ok;
}
