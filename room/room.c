/* The room: made, freed, and the fold that hands each event to the file that owns that state. */
#include "room/room.h"

#include "room/apply.h"
#include "room/order.h"
#include "room/dossier.h"

#include <math.h>

static const struct define_room defaults = {
	.name = "",
	.zone = "UTC",
	.currency = "",
	.event_start_us = UNSAID,
	.event_end_us = UNSAID,
	.core_share_min = 0.70,
	.other_share_max = 0.30,
	.loss_cap = 0.03,
	.spend_cap = 0.95,
	.reserve_share = 0.20,
	.time_buffer_share = 0.15,
	.earned_metric = "",
	.loss_metric = "",
	.approvers = { "fin", "mkt", "merch" },
	.approval_us = DAY_US,
	.report_age_us = DAY_US,
	.max_accountable = 3,
	.max_consulted = 3,
	.response_window_us = 2 * HOUR_US,
	.late_cost_factor = 3,
};

struct room *
room_new(void)
{
	struct room *room = g_new0(struct room, 1);

	room->strings = g_string_chunk_new(4096);
	room->is = defaults;
	room->zone = g_time_zone_new_utc();
	room->now_us = room->acted_us = UNSAID;
	room->teams = g_ptr_array_new_with_free_func(g_free);
	room->people = g_ptr_array_new_with_free_func(g_free);
	room->tiers = g_ptr_array_new();
	room->phases = g_ptr_array_new();
	room->gates = g_ptr_array_new();
	room->risks = g_ptr_array_new();
	room->suppliers = g_ptr_array_new();
	room->plans = g_ptr_array_new();
	room->conditions = g_ptr_array_new();
	room->lines = g_ptr_array_new();
	room->proposals = g_ptr_array_new();
	room->objectives = g_ptr_array_new_with_free_func(g_free);
	room->metrics = g_ptr_array_new();
	room->sources = g_ptr_array_new();
	room->consoles = g_ptr_array_new();
	room->courses = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, course_free);
	room->alerts = g_hash_table_new(g_str_hash, g_str_equal);
	room->key = g_string_new(NULL);
	room->order = order_new();
	room->acks = g_hash_table_new(g_str_hash, g_str_equal);
	room->remote_ids = g_hash_table_new(g_str_hash, g_str_equal);
	room->dossiers = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, dossier_free);
	room->marks = g_hash_table_new(g_str_hash, g_str_equal);
	room->label_names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	room->links = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	room->deeds = g_hash_table_new(g_str_hash, g_str_equal);
	room->loads = g_hash_table_new(g_str_hash, g_str_equal);
	room->decisions = g_ptr_array_new_with_free_func(decision_free);
	room->corrections = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, correction_free);
	room->signs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, sign_free);
	room->watches = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, watch_free);
	room->notices = g_ptr_array_new_with_free_func(notice_free);
	room->log = g_ptr_array_new_with_free_func(log_entry_free);
	return room;
}

void
room_free(struct room **pointer)
{
	struct room *room = *pointer;

	if (!room)
		return;
	alert_fini(room);
	order_unref(room->order);
	ack_fini(room);
	tier_fini(room);
	supplier_fini(room);
	plan_fini(room);
	risk_fini(room);
	phase_fini(room);
	budget_fini(room);
	proposal_fini(room);
	metric_fini(room);
	source_fini(room);
	peer_fini(room);
	g_ptr_array_unref(room->teams);
	g_ptr_array_unref(room->people);
	g_ptr_array_unref(room->tiers);
	g_ptr_array_unref(room->phases);
	g_ptr_array_unref(room->gates);
	g_ptr_array_unref(room->risks);
	g_ptr_array_unref(room->suppliers);
	g_ptr_array_unref(room->plans);
	g_ptr_array_unref(room->conditions);
	g_ptr_array_unref(room->lines);
	g_ptr_array_unref(room->proposals);
	g_ptr_array_unref(room->objectives);
	g_ptr_array_unref(room->metrics);
	g_ptr_array_unref(room->sources);
	g_ptr_array_unref(room->consoles);
	g_hash_table_unref(room->courses);
	g_hash_table_unref(room->alerts);
	g_string_free(room->key, TRUE);
	g_hash_table_unref(room->dossiers);
	g_hash_table_unref(room->acks);
	g_hash_table_unref(room->remote_ids);
	g_hash_table_unref(room->marks);
	g_hash_table_unref(room->label_names);
	g_hash_table_unref(room->links);
	g_hash_table_unref(room->deeds);
	g_hash_table_unref(room->loads);
	g_ptr_array_unref(room->decisions);
	g_hash_table_unref(room->corrections);
	g_hash_table_unref(room->signs);
	g_hash_table_unref(room->watches);
	g_ptr_array_unref(room->notices);
	g_ptr_array_unref(room->log);
	g_time_zone_unref(room->zone);
	g_string_chunk_free(room->strings);
	g_free(room);
	*pointer = NULL;
}

const char *
room_str(struct room *room, const char *text)
{
	return text && *text ? g_string_chunk_insert_const(room->strings, text) : "";
}

void
room_say(struct room *room, const char **dst, const char *src)
{
	if (src)
		*dst = room_str(room, src);
}

static void
say_zone(struct room *room, const char *name)
{
	GTimeZone *zone = name ? g_time_zone_new_identifier(name) : NULL;

	if (!zone)
		return;
	g_time_zone_unref(room->zone);
	room->zone = zone;
	room->is.zone = room_str(room, name);
}

static void
say_money_rules(struct room *room, const struct define_room *said)
{
	struct define_room *is = &room->is;

	for (size_t i = 0; said->approvers[0] && i < APPROVERS_MAX; i++)
		is->approvers[i] = said->approvers[i] ? room_str(room, said->approvers[i]) : NULL;
	if (said->approval_us > 0)
		is->approval_us = said->approval_us;
	if (said->report_age_us > 0)
		is->report_age_us = said->report_age_us;
	if (said->elastic.trigger > 0)
		is->elastic = said->elastic;
}

static void
define_room(struct room *room, const struct define_room *said)
{
	struct define_room *is = &room->is;

	room_say(room, &is->name, said->name);
	say_zone(room, said->zone);
	room_say(room, &is->currency, said->currency);
	room_say_int(&is->event_start_us, said->event_start_us);
	room_say_int(&is->event_end_us, said->event_end_us);
	room_say_number(&is->core_share_min, said->core_share_min);
	room_say_number(&is->other_share_max, said->other_share_max);
	room_say_number(&is->loss_cap, said->loss_cap);
	room_say_number(&is->spend_cap, said->spend_cap);
	room_say_number(&is->reserve_share, said->reserve_share);
	room_say_number(&is->time_buffer_share, said->time_buffer_share);
	room_say(room, &is->earned_metric, said->earned_metric);
	room_say(room, &is->loss_metric, said->loss_metric);
	say_money_rules(room, said);
	room_say_int(&is->max_accountable, said->max_accountable);
	room_say_int(&is->max_consulted, said->max_consulted);
	room_say_int(&is->response_window_us, said->response_window_us);
	room_say_number(&is->late_cost_factor, said->late_cost_factor);
	is->team_only |= said->team_only;
	room_people_changed(room); /* the zone may say who is on duty */
}

static void
apply(struct room *room, const struct event *event)
{
	room->now_us = MAX(room->now_us, event->at_us);
	if (is_said(event->id))
		room->acted_us = MAX(room->acted_us, event->at_us);
	if (event->kind == EVENT_DEFINE_ROOM && event->define_room)
		define_room(room, event->define_room);
	team_apply(room, event);
	source_apply(room, event);
	peer_apply(room, event);
	tier_apply(room, event);
	risk_apply(room, event);
	supplier_apply(room, event);
	plan_apply(room, event);
	episode_apply(room, event);
	alert_apply(room, event);
	ack_apply(room, event);
	expire_apply(room, event);
	escalate_apply(room, event);
	supervise_apply(room, event);
	sideways_apply(room, event);
	phase_apply(room, event);
	course_apply(room, event);
	gate_apply(room, event);
	notice_apply(room, event);
	budget_apply(room, event);
	proposal_apply(room, event);
	objective_apply(room, event);
	metric_apply(room, event);
}

void
room_apply(struct room *room, const struct event *event)
{
	apply(room, event);
	alert_settle(room);
}

void
room_apply_batch(struct room *room, const struct event_batch *batch)
{
	for (guint i = 0; i < batch->events->len; i++)
		apply(room, g_ptr_array_index(batch->events, i));
	alert_settle(room);
}
