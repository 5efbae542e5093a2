/* For the tests of room/: the Double 11's room and its phases, and events said in one line. */
#ifndef TESTS_UNIT_ROOM_FIXTURE_H
#define TESTS_UNIT_ROOM_FIXTURE_H

#include "room/budget.h"
#include "room/metric.h"
#include "room/phase.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* A local time in Shanghai. */
static inline int64_t
at(const char *local)
{
	GTimeZone *zone = g_time_zone_new_identifier("Asia/Shanghai");
	int64_t us = UNSAID;
	struct err e;

	if (!instant_parse(local, zone, &us, &e))
		fail_msg("%s", e.text);
	g_time_zone_unref(zone);
	return us;
}

/* Applies one event of its own batch, and frees the batch: what the room keeps must be its own. */
static inline void
apply_one(struct room *room, const struct event *said)
{
	struct event_batch *batch = event_batch_new();
	struct event *event = event_batch_add(batch, said->kind, said->at_us);

	*event = *said;
	event->id = event_batch_str(batch, said->id);
	event->cause = event_batch_str(batch, said->cause);
	event->batch = event_batch_str(batch, said->batch);
	event->person = event_batch_str(batch, said->person);
	event->terminal_user = event_batch_str(batch, said->terminal_user);
	event->source = event_batch_str(batch, said->source);
	event->subject = event_batch_str(batch, said->subject);
	event->text = event_batch_str(batch, said->text);
	event->remote_id = event_batch_str(batch, said->remote_id);
	room_apply_batch(room, batch);
	event_batch_free(&batch);
}

static inline struct define_room
unsaid_room(void)
{
	return (struct define_room){
		.event_start_us = UNSAID,
		.event_end_us = UNSAID,
		.core_share_min = NAN,
		.other_share_max = NAN,
		.loss_cap = NAN,
		.spend_cap = NAN,
		.reserve_share = NAN,
		.time_buffer_share = NAN,
		.max_accountable = UNSAID,
		.max_consulted = UNSAID,
		.response_window_us = UNSAID,
		.late_cost_factor = NAN,
	};
}

static inline void
say_room(struct room *room, const struct define_room *said)
{
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_ROOM, .define_room = said });
}

/* The event from 2026-09-15 to 2026-11-11 24:00, no phases. */
static inline struct room *
new_room(void)
{
	struct room *room = room_new();
	struct define_room is = unsaid_room();

	is.name = "Double 11";
	is.zone = "Asia/Shanghai";
	is.event_start_us = at("2026-09-15");
	is.event_end_us = at("2026-11-12");
	say_room(room, &is);
	return room;
}

static inline struct phase
unsaid_phase(const char *id)
{
	return (struct phase){
		.id = id,
		.start_us = UNSAID,
		.end_us = UNSAID,
		.actual_start_us = UNSAID,
		.actual_end_us = UNSAID,
		.done_share = NAN,
	};
}

static inline void
say_phase(struct room *room, const struct phase *said)
{
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_PHASE, .phase = said });
}

static inline void
add_phase(struct room *room, const char *id, const char *parent, const char *from, const char *to)
{
	struct phase phase = unsaid_phase(id);

	phase.parent = parent;
	phase.start_us = at(from);
	phase.end_us = at(to);
	say_phase(room, &phase);
}

/* The room with its phases; the inner ones are stated before the outer one. */
static inline struct room *
new_room_with_phases(void)
{
	struct room *room = new_room();

	add_phase(room, "clearance", "peak", "2026-10-24 08:00", "2026-10-25");
	add_phase(room, "conversion", "peak", "2026-10-22 08:00", "2026-10-24 08:00");
	add_phase(room, "traffic", "peak", "2026-10-21", "2026-10-22 08:00");
	add_phase(room, "tail", NULL, "2026-10-25", "2026-11-12");
	add_phase(room, "peak", NULL, "2026-10-21", "2026-10-25");
	add_phase(room, "warmup", NULL, "2026-09-15", "2026-10-21");
	return room;
}

static inline struct metric
unsaid_metric(const char *id)
{
	return (struct metric){
		.id = id,
		.target = NAN,
		.warn = NAN,
		.crit = NAN,
		.hold_us = UNSAID,
		.max_age_us = UNSAID,
		.decimals = UNSAID,
		.baseline = NAN,
	};
}

static inline void
say_metric(struct room *room, const struct metric *said)
{
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_METRIC, .metric = said });
}

static inline void
sample(struct room *room, const char *id, int64_t at_us, double value)
{
	apply_one(room, &(struct event){ .kind = EVENT_SAMPLE,
	                                 .at_us = at_us,
	                                 .subject = id,
	                                 .sample_us = at_us,
	                                 .value = value });
}

static inline void
assert_near(double got, double expected, double within)
{
	if (!(fabs(got - expected) <= within))
		fail_msg("%.6f is not within %g of %.6f", got, within, expected);
}

#endif
