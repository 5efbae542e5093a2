/* Sources of data: what each is, how its last poll went, and how many are live. */
#include "room/apply.h"

#include "base/lang.h"

#include <stdio.h>
#include <string.h>

#define FLAPPING_US MIN_US

struct source_state *
room_source(const struct room *room, const char *name)
{
	for (guint i = 0; name && i < room->sources->len; i++) {
		struct source_state *source = g_ptr_array_index(room->sources, i);

		if (strcmp(source->is.name, name) == 0)
			return source;
	}
	return NULL;
}

static struct source_state *
source_get(struct room *room, const char *name)
{
	struct source_state *source = room_source(room, name);

	if (source)
		return source;
	source = g_new0(struct source_state, 1);
	source->is.name = room_str(room, name);
	source->is.kind = source->is.shows = source->is.watchdog = "";
	source->watchdogs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	source->watchdog_missing_us = UNSAID;
	source->is.period_us = UNSAID;
	source->reason = g_strdup("");
	source->last_ok_us = source->last_try_us = source->next_try_us = UNSAID;
	source->took_ms = source->skew_us = source->asked_since_us = UNSAID;
	source->told_failing_us = UNSAID;
	g_ptr_array_add(room->sources, source);
	return source;
}

static void
define(struct room *room, const struct define_source *said)
{
	struct source_state *source = source_get(room, said->name);

	room_say(room, &source->is.kind, said->kind);
	room_say(room, &source->is.shows, said->shows);
	room_say_int(&source->is.period_us, said->period_us);
	source->is.can_ack = said->can_ack;
	room_say(room, &source->is.watchdog, said->watchdog);
	source->is.watchdog_after_us = said->watchdog_after_us;
	room->version++;
}

/* A source that comes and goes is told of once a minute, with how often it failed meanwhile: its lines
 * would push all others out of the log. */
static void
log_failing(struct room *room, const struct event *event, struct source_state *source)
{
	if (source->told_failing_us != UNSAID &&
	    event->at_us - source->told_failing_us < FLAPPING_US)
		return;
	if (source->untold > 1)
		room_log(room, event, "", _("source %s comes and goes, failed %u times: %s"),
		         source->is.name, source->untold, source->reason);
	else
		room_log(room, event, "", _("source %s fails: %s"), source->is.name,
		         source->reason);
	source->is_told_failing = true;
	source->told_failing_us = event->at_us;
	source->untold = 0;
}

static void
log_change(struct room *room, const struct event *event, struct source_state *source,
           enum source_health before)
{
	if (source->health == SOURCE_FAILING && before != SOURCE_FAILING)
		source->untold++;
	if (source->health == SOURCE_FAILING && source->untold > 0)
		log_failing(room, event, source);
	if (source->health != SOURCE_LIVE || !source->is_told_failing)
		return;
	room_log(room, event, "", _("source %s is live again"), source->is.name);
	source->is_told_failing = false;
}

enum source_clock
source_clock(const struct source_state *source)
{
	int64_t off_us = source->skew_us == UNSAID ? 0 : ABS(source->skew_us);

	if (source->health != SOURCE_LIVE || off_us <= SOURCE_CLOCK_DIFFERS_US)
		return CLOCK_RIGHT;
	return off_us <= SOURCE_CLOCK_WRONG_US ? CLOCK_DIFFERS : CLOCK_WRONG;
}

char *
source_clock_text(const struct source_state *source, char *buf, size_t size)
{
	char by[32];

	*buf = '\0';
	if (source_clock(source) != CLOCK_RIGHT)
		snprintf(buf, size,
		         source->skew_us > 0 ? _("its clock is %s ahead of this machine's")
		                             : _("its clock is %s behind this machine's"),
		         duration_coarse(ABS(source->skew_us), by, sizeof by));
	return buf;
}

const struct source_state *
room_wrong_clock(const struct room *room)
{
	const struct source_state *worst = NULL;

	for (guint i = 0; i < room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(room->sources, i);

		if (source_clock(source) == CLOCK_WRONG &&
		    (!worst || ABS(source->skew_us) > ABS(worst->skew_us)))
			worst = source;
	}
	return worst;
}

/* Said when it gets worse, and when it is right again by a margin, since what is measured wavers. */
static void
log_clock(struct room *room, const struct event *event, struct source_state *source)
{
	enum source_clock clock = source_clock(source);
	char text[96];

	if (source->health != SOURCE_LIVE || source->skew_us == UNSAID)
		return;
	if (clock > source->told_clock) {
		room_log(room, event, "", _("source %s: %s; set the clock that is wrong"),
		         source->is.name, source_clock_text(source, text, sizeof text));
		source->told_clock = clock;
	} else if (source->told_clock != CLOCK_RIGHT &&
	           ABS(source->skew_us) < SOURCE_CLOCK_DIFFERS_US / 2) {
		room_log(room, event, "", _("source %s: its clock is right again"),
		         source->is.name);
		source->told_clock = CLOCK_RIGHT;
	}
}

/* When it last answered before this room began. */
static void
remember(struct room *room, const struct event *event)
{
	struct source_state *source = room_source(room, event->subject);

	if (!source || source->last_ok_us != UNSAID)
		return;
	source->last_ok_us = event->at_us;
	source->is_remembered = true;
	room->version++;
}

static void
report(struct room *room, const struct event *event)
{
	const struct source_report *said = event->report;
	struct source_state *source = source_get(room, event->subject);
	enum source_health before = source->health;

	source->health = said->health;
	if (source->asked_since_us == UNSAID)
		source->asked_since_us = event->at_us;
	g_free(source->reason);
	source->reason = g_strdup(said->reason ? said->reason : "");
	if (said->health != SOURCE_WAITING)
		source->last_try_us = event->at_us;
	if (said->health == SOURCE_LIVE) {
		source->last_ok_us = event->at_us;
		source->is_remembered = false;
		watchdog_answered(source, event->at_us);
	}
	source->next_try_us = said->next_try_us;
	source->took_ms = said->took_ms;
	source->skew_us = said->skew_us;
	source->rows = said->rows;
	source->broken = said->broken;
	log_change(room, event, source, before);
	log_clock(room, event, source);
	room->version++;
}

void
source_apply(struct room *room, const struct event *event)
{
	if (event->kind == EVENT_DEFINE_SOURCE && event->define_source)
		define(room, event->define_source);
	else if (event->kind == EVENT_SOURCE && event->is_remembered)
		remember(room, event);
	else if (event->kind == EVENT_SOURCE && event->report)
		report(room, event);
}

void
source_fini(struct room *room)
{
	for (guint i = 0; i < room->sources->len; i++) {
		struct source_state *source = g_ptr_array_index(room->sources, i);

		g_free(source->reason);
		g_hash_table_unref(source->watchdogs);
		g_free(source);
	}
	g_ptr_array_set_size(room->sources, 0);
}

bool
source_goes_on(const struct room *room, const struct event *event)
{
	const struct source_report *said = event->kind == EVENT_SOURCE ? event->report : NULL;
	const struct source_state *source = said ? room_source(room, event->subject) : NULL;

	return source && source->health == said->health &&
	       !strcmp(source->reason, said->reason ? said->reason : "");
}

bool
source_is_stale(const struct source_state *source, int64_t now_us)
{
	if (source->health == SOURCE_FAILING)
		return true;
	if (source->last_ok_us == UNSAID || source->is.period_us == UNSAID)
		return false;
	return now_us - source->last_ok_us > 2 * source->is.period_us;
}

bool
source_shows(const struct source_state *source, const char *what)
{
	return strstr(source->is.shows, what) || strstr(source->is.shows, "room");
}

struct source_counts
room_source_counts(const struct room *room, int64_t now_us)
{
	struct source_counts counts = { 0 };

	for (guint i = 0; i < room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(room->sources, i);

		if (source->health == SOURCE_WAITING)
			counts.waiting++;
		else if (source->health == SOURCE_FAILING)
			counts.failing++;
		else if (source_is_stale(source, now_us))
			counts.stale++;
		else
			counts.live++;
	}
	return counts;
}
