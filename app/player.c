/* The player: the room as it stood at any moment of a journal, and a clock that plays it. */
#include "app/player.h"

#include "base/lang.h"
#include "room/alert.h"
#include "room/metric.h"
#include "store/replay.h"

#include <math.h>
#include <string.h>

/* So many events share a batch. */
enum { BATCH = 500 };
/* A value that did not change is in the journal once an hour: it is told again so often, for the last hour. */
#define TOLD_EVERY_US (10 * SEC_US)
#define TOLD_AGAIN_US HOUR_US

static const int speeds[] = { 1, 10, 60, 600 };

/* What happened, and when the room came to know it: never before the step before. */
struct step {
	const struct event *event; /* lent by a batch */
	int64_t at_us;
	bool is_told; /* the log has a line of it */
	bool is_urgent;
};

struct player {
	player_begin *begin;
	void *data;
	GPtrArray *batches; /* struct event_batch *: own the events */
	GArray *steps;      /* struct step */
	struct room *room;
	guint done; /* steps that the room has been told */
	int64_t at_us, end_us;
	unsigned long version; /* the next room's versions begin here */
	guint speed;           /* of speeds[] */
	bool is_playing;
};

static struct step *
step_at(const struct player *p, guint i)
{
	return &g_array_index(p->steps, struct step, i);
}

static bool
read_all(struct player *p, const char *path, struct err *e)
{
	struct replay *replay = replay_open(path, e);
	struct event_batch *batch = NULL;
	const struct event *event;
	int64_t last_us = INT64_MIN;

	if (!replay)
		return false;
	for (;;) {
		if (!batch || batch->events->len >= BATCH) {
			batch = event_batch_new();
			g_ptr_array_add(p->batches, batch);
		}
		event = replay_next(replay, batch, e);
		if (!event)
			break;
		last_us = MAX(last_us, event->at_us);
		g_array_append_val(p->steps, ((struct step){ event, last_us, false, false }));
	}
	p->end_us = MAX(last_us, replay_last_heard_us(replay));
	replay_close(&replay);
	return !*e->text && (p->steps->len > 0 || err_set(e, _("the journal %s is empty"), path));
}

/* Caches of panels go by the room and its versions: another room must not look like the one before. */
static void
begin(struct player *p)
{
	if (p->room)
		p->version = MAX(p->room->version, p->room->alerts_version) + 1;
	room_free(&p->room);
	p->room = p->begin(p->data);
	p->room->version += p->version;
	p->room->alerts_version += p->version;
	p->done = 0;
}

static void
apply(struct room *room, const struct event *event)
{
	struct event kept = { .kind = EVENT_KEPT, .at_us = event->at_us, .cause = event->id };

	room_apply(room, event);
	if (!event_is_kept_apart(event->kind))
		return;
	kept.id = kept.batch = kept.person = kept.terminal_user = kept.proof = "";
	kept.source = kept.subject = kept.target = kept.text = kept.remote_id = "";
	kept.until_us = kept.sample_us = kept.number = UNSAID;
	room_apply(room, &kept);
}

static bool
is_heard(const struct room *room, const struct metric_state *metric)
{
	const struct source_state *source = room_source(room, metric->is.source);

	return metric->state > METRIC_STALE && isfinite(metric->value) && source &&
	       source->health == SOURCE_LIVE;
}

/* What was heard and is not in the journal had not changed. */
static void
tell_again(struct player *p, const struct metric_state *metric, int64_t until_us)
{
	struct event_batch *batch = event_batch_new();
	int64_t at_us = MAX(metric->at_us, until_us - TOLD_AGAIN_US) + TOLD_EVERY_US;

	for (; is_heard(p->room, metric) && at_us < until_us; at_us += TOLD_EVERY_US) {
		struct event *event = event_batch_add(batch, EVENT_SAMPLE, at_us);

		event->subject = metric->is.id;
		event->value = metric->value;
		event->sample_us = at_us;
	}
	room_apply_batch(p->room, batch);
	event_batch_free(&batch);
}

/* The journal does not keep that a source answers again and again: one that was live answers now. */
static void
answer(struct player *p)
{
	const struct source_report report = {
		.health = SOURCE_LIVE, .reason = "", .next_try_us = UNSAID, .skew_us = UNSAID
	};
	struct event_batch *batch = event_batch_new();

	for (guint i = 0; i < p->room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(p->room->sources, i);
		struct event *event;

		if (source->health != SOURCE_LIVE)
			continue;
		event = event_batch_add(batch, EVENT_SOURCE, p->at_us);
		event->source = event->subject = source->is.name;
		event->report = &report;
	}
	room_apply_batch(p->room, batch);
	event_batch_free(&batch);
	for (guint i = 0; i < p->room->metrics->len; i++)
		tell_again(p, g_ptr_array_index(p->room->metrics, i), p->at_us);
}

/* What is told again is worth it only shortly before the end, which may be far. */
static void
take_step(struct player *p, const struct step *step, int64_t end_us)
{
	const struct metric_state *metric =
	    step->event->kind == EVENT_SAMPLE && step->at_us > end_us - TOLD_AGAIN_US
		? room_metric(p->room, step->event->subject)
		: NULL;

	if (metric)
		tell_again(p, metric, step->event->at_us);
	apply(p->room, step->event);
}

/* To the moment after `done` steps. */
static void
fold_to(struct player *p, guint done, int64_t at_us)
{
	if (done < p->done || at_us < p->at_us)
		begin(p);
	while (p->done < done)
		take_step(p, step_at(p, p->done++), at_us);
	p->at_us = at_us;
	answer(p);
}

/* Goes through all of it once, and notes what a person may look for. */
static void
survey(struct player *p)
{
	begin(p);
	while (p->done < p->steps->len) {
		struct step *step = step_at(p, p->done++);
		unsigned long logged = p->room->logged;
		const struct alert *alert;

		take_step(p, step, p->end_us);
		step->is_told = p->room->logged > logged;
		if (step->event->kind != EVENT_ALERT || !step->is_told)
			continue;
		alert = room_alert(p->room, step->event->subject);
		step->is_urgent = alert && alert->tier && alert->tier->is.rank == 1;
	}
	p->at_us = player_last_us(p);
	answer(p);
}

struct player *
player_new(const char *path, player_begin *first, void *data, struct err *e)
{
	struct player *p = g_new0(struct player, 1);

	p->begin = first;
	p->data = data;
	p->batches = g_ptr_array_new_with_free_func(event_batch_free_payload);
	p->steps = g_array_new(FALSE, FALSE, sizeof(struct step));
	if (read_all(p, path, e))
		survey(p);
	else
		player_free(&p);
	return p;
}

void
player_free(struct player **player)
{
	struct player *p = *player;

	if (!p)
		return;
	*player = NULL;
	room_free(&p->room);
	g_array_unref(p->steps);
	g_ptr_array_unref(p->batches);
	g_free(p);
}

struct room *
player_room(const struct player *p)
{
	return p->room;
}

int64_t
player_at_us(const struct player *p)
{
	return p->at_us;
}

int64_t
player_first_us(const struct player *p)
{
	return step_at(p, 0)->at_us;
}

int64_t
player_last_us(const struct player *p)
{
	return p->end_us;
}

guint
player_done(const struct player *p)
{
	return p->done;
}

guint
player_count(const struct player *p)
{
	return p->steps->len;
}

const struct entry *
player_said(const struct player *p)
{
	const struct entry *last = NULL;

	for (guint i = 0; i < p->room->log->len; i++) {
		const struct entry *entry = g_ptr_array_index(p->room->log, i);

		if (!last || entry->number > last->number)
			last = entry;
	}
	return last;
}

/* How many steps there are up to an instant. */
static guint
steps_until(const struct player *p, int64_t at_us)
{
	guint from = 0, to = p->steps->len;

	while (from < to) {
		guint middle = from + (to - from) / 2;

		if (step_at(p, middle)->at_us <= at_us)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

void
player_go(struct player *p, int64_t at_us)
{
	at_us = CLAMP(at_us, player_first_us(p), player_last_us(p));
	fold_to(p, steps_until(p, at_us), at_us);
}

bool
player_search_read(const char *text, struct player_search *search, struct err *e)
{
	char **words = g_strsplit(text, " ", 2);
	const char *kind = words[0] ? words[0] : "";

	*search = (struct player_search){ .urgent = !strcmp(kind, "urgent") };
	search->kind = search->urgent ? EVENT_ALERT : event_kind_by_name(kind);
	if (words[0] && words[1] && *g_strstrip(words[1]))
		search->subject = g_utf8_casefold(words[1], -1);
	g_strfreev(words);
	return search->kind != EVENT_NONE || !*text ||
	       err_set(
		   e,
		   _("'%.40s' is no kind of event: urgent, alert, ack, done, note, escalate, gate,"
	             " plan-start, ... as in the log"),
		   text);
}

static bool
is_found(const struct step *step, const struct player_search *search)
{
	char *subject;
	bool yes;

	if (search->kind == EVENT_NONE ? !step->is_told : step->event->kind != search->kind)
		return false;
	if (search->urgent && !step->is_urgent)
		return false;
	if (!search->subject)
		return true;
	subject = g_utf8_casefold(step->event->subject, -1);
	yes = strstr(subject, search->subject) != NULL;
	g_free(subject);
	return yes;
}

bool
player_find(struct player *p, const struct player_search *search, int direction)
{
	/* the last step done is the one that is shown */
	gint64 i = direction > 0 ? (gint64)p->done : (gint64)p->done - 2;

	for (; i >= 0 && i < (gint64)p->steps->len; i += direction) {
		const struct step *step = step_at(p, (guint)i);

		if (!is_found(step, search))
			continue;
		fold_to(p, (guint)i + 1, step->at_us);
		return true;
	}
	return false;
}

int
player_speed(const struct player *p)
{
	return speeds[p->speed];
}

void
player_change_speed(struct player *p, int direction)
{
	if (direction > 0 && p->speed + 1 < G_N_ELEMENTS(speeds))
		p->speed++;
	else if (direction < 0 && p->speed > 0)
		p->speed--;
}

bool
player_is_playing(const struct player *p)
{
	return p->is_playing;
}

void
player_play(struct player *p, bool is_playing)
{
	if (is_playing && p->at_us >= player_last_us(p))
		player_go(p, player_first_us(p));
	p->is_playing = is_playing;
}

bool
player_pass(struct player *p, int64_t elapsed_us)
{
	if (!p->is_playing || elapsed_us <= 0)
		return false;
	player_go(p, p->at_us + elapsed_us * speeds[p->speed]);
	p->is_playing = p->at_us < player_last_us(p);
	return true;
}
