/* The course of a phase: what people state about it becomes actual times and holds. */
#include "room/course.h"

#include "base/lang.h"
#include "room/answer.h"
#include "room/apply.h"
#include "room/team.h"

#include <string.h>

struct course *
room_course(const struct room *room, const char *phase)
{
	return g_hash_table_lookup(room->courses, phase);
}

static struct course *
find_or_add(struct room *room, const char *phase)
{
	struct course *course = room_course(room, phase);

	if (course)
		return course;
	course = g_new(struct course, 1);
	*course = (struct course){
		.phase = room_str(room, phase),
		.stated_start_us = UNSAID,
		.stated_end_us = UNSAID,
		.said = answers_new(),
		.holds = g_array_new(FALSE, FALSE, sizeof(struct hold)),
		.red_since_us = UNSAID,
		.red_id = "",
	};
	g_hash_table_insert(room->courses, (void *)course->phase, course);
	return course;
}

void
course_free(void *data)
{
	struct course *course = data;

	g_ptr_array_unref(course->said);
	g_array_unref(course->holds);
	g_free(course);
}

const struct answer *
phase_pending(const struct room *room, const struct phase *phase)
{
	const struct course *course = room_course(room, phase->id);

	for (guint i = course ? course->said->len : 0; i > 0; i--) {
		const struct answer *answer = g_ptr_array_index(course->said, i - 1);

		if (!answer->kept && answer->kind != EVENT_ROLL)
			return answer;
	}
	return NULL;
}

/* A phase that people started again after it had ended runs. */
static void
find_actual(const struct course *course, struct phase *phase)
{
	int64_t start_us = UNSAID, end_us = UNSAID;

	for (guint i = 0; i < course->said->len; i++) {
		const struct answer *answer = g_ptr_array_index(course->said, i);

		if (answer->kind != EVENT_PHASE || !answer->kept)
			continue;
		if (answer->accepted)
			start_us = answer->at_us;
		end_us = answer->accepted ? UNSAID : answer->at_us;
	}
	phase->actual_start_us = start_us != UNSAID ? start_us : course->stated_start_us;
	phase->actual_end_us = end_us;
	if (end_us == UNSAID && (start_us == UNSAID || start_us < course->stated_end_us))
		phase->actual_end_us = course->stated_end_us;
}

/* A second hold while one is open, and a resumption of what is not held, change nothing. */
static void
find_holds(struct course *course)
{
	struct hold *open = NULL;

	g_array_set_size(course->holds, 0);
	for (guint i = 0; i < course->said->len; i++) {
		const struct answer *answer = g_ptr_array_index(course->said, i);
		struct hold hold = { course->phase, answer->at_us, UNSAID, answer->by,
			             answer->why };

		if (!answer->kept)
			continue;
		if (answer->kind == EVENT_HOLD && !open) {
			g_array_append_val(course->holds, hold);
			open = &g_array_index(course->holds, struct hold, course->holds->len - 1);
		} else if (answer->kind == EVENT_RESUME && open) {
			open->to_us = answer->at_us;
			open = NULL;
		}
	}
}

static void
show(struct room *room, struct course *course)
{
	struct phase *phase = room_phase(room, course->phase);

	find_holds(course);
	if (phase) {
		find_actual(course, phase);
		phase_sort(room);
	}
	room->version++;
}

void
course_state(struct room *room, const struct phase *said)
{
	struct course *course = find_or_add(room, said->id);

	room_say_int(&course->stated_start_us, said->actual_start_us);
	room_say_int(&course->stated_end_us, said->actual_end_us);
	show(room, course);
}

static const char *
title(const struct room *room, const char *id)
{
	const struct phase *phase = room_phase(room, id);

	return phase ? phase->title : id;
}

static const char *
verb(const struct event *event)
{
	switch (event->kind) {
	case EVENT_PHASE:
		return event->accepted ? _("started phase") : _("ended phase");
	case EVENT_HOLD:
		return _("HOLD on");
	case EVENT_RESUME:
		return _("resumed");
	default:
		return event->accepted ? _("GO for") : _("NO-GO for");
	}
}

static void
take(struct room *room, const struct event *event)
{
	struct course *course = find_or_add(room, event->subject);
	const struct team *team = *event->target ? room_team(room, event->target) : NULL;

	if (!answers_add(course->said, event))
		return;
	show(room, course);
	room_log(room, event, event->target, "%s%s%s %s%s%s",
	         *event->target ? (team ? team->title : event->target) : "",
	         *event->target ? ": " : "", verb(event), title(room, event->subject),
	         *event->text ? ": " : "", event->text);
}

static void
settle(struct room *room, const struct event *event)
{
	struct course *course;
	GHashTableIter iter;
	void *data;

	g_hash_table_iter_init(&iter, room->courses);
	while (g_hash_table_iter_next(&iter, NULL, &data)) {
		course = data;
		if (!answers_settle(course->said, event))
			continue;
		if (event->kind == EVENT_LOST)
			room_log(room, event, "",
			         _("what was said about phase %s could not be kept and does not "
			           "count%s%s; say it again"),
			         title(room, course->phase), *event->text ? ": " : "", event->text);
		show(room, course);
		return;
	}
}

static void
enter_red(struct room *room, const struct event *event)
{
	struct course *course = find_or_add(room, event->subject);

	if (event->number == UNSAID || event->number <= course->red_since_us)
		return;
	course->red_since_us = event->number;
	course->red_id = room_str(room, event->id);
	room_log(room, event, "", _("phase %s is entered RED: %s"), title(room, event->subject),
	         event->text);
}

void
course_apply(struct room *room, const struct event *event)
{
	if (event->kind == EVENT_KEPT || event->kind == EVENT_LOST)
		settle(room, event);
	if (!is_said(event->subject))
		return;
	if (event->kind == EVENT_PHASE || event->kind == EVENT_HOLD ||
	    event->kind == EVENT_RESUME || event->kind == EVENT_ROLL)
		take(room, event);
	else if (event->kind == EVENT_PHASE_RED)
		enter_red(room, event);
}

/* All that was said: each hold counts towards what is expected. */
void
course_needs(const struct room *room, GPtrArray *ids)
{
	GHashTableIter iter;
	void *data;

	g_hash_table_iter_init(&iter, room->courses);
	while (g_hash_table_iter_next(&iter, NULL, &data)) {
		const struct course *course = data;

		needs_add(ids, course->red_id);
		for (guint i = 0; i < course->said->len; i++) {
			const struct answer *answer = g_ptr_array_index(course->said, i);

			if (answer->kept)
				needs_add(ids, answer->id);
		}
	}
}
