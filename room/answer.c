/* What people said about one thing (a gate, a phase), in the order of time. */
#include "room/answer.h"

#include <string.h>

static void
answer_free(void *data)
{
	struct answer *answer = data;

	g_free(answer->id);
	g_free(answer->by);
	g_free(answer->target);
	g_free(answer->why);
	g_free(answer);
}

GPtrArray *
answers_new(void)
{
	return g_ptr_array_new_with_free_func(answer_free);
}

static struct answer *
nth(const GPtrArray *answers, guint i)
{
	return g_ptr_array_index(answers, i);
}

/* answers->len: there is none. */
static guint
place_of(const GPtrArray *answers, const char *id)
{
	guint i = 0;

	while (i < answers->len && (!*id || strcmp(nth(answers, i)->id, id) != 0))
		i++;
	return i;
}

static bool
is_before(const struct answer *a, const struct answer *b)
{
	return a->at_us < b->at_us || (a->at_us == b->at_us && strcmp(a->id, b->id) <= 0);
}

bool
answers_add(GPtrArray *answers, const struct event *event)
{
	struct answer *answer;
	guint i = answers->len;

	if (place_of(answers, event->id) < answers->len)
		return false;
	answer = g_new(struct answer, 1);
	*answer = (struct answer){
		.kind = event->kind,
		.accepted = event->accepted,
		.kept = !*event->id,
		.at_us = event->at_us,
		.id = g_strdup(event->id),
		.by = g_strdup(event->person),
		.target = g_strdup(event->target),
		.why = g_strdup(event->text),
	};
	while (i > 0 && !is_before(nth(answers, i - 1), answer))
		i--;
	g_ptr_array_insert(answers, (gint)i, answer);
	return true;
}

const struct answer *
answers_find(const GPtrArray *answers, const char *id)
{
	guint i = place_of(answers, id);

	return i < answers->len ? nth(answers, i) : NULL;
}

bool
answers_settle(GPtrArray *answers, const struct event *event)
{
	guint i = place_of(answers, event->cause);

	if (i == answers->len || nth(answers, i)->kept)
		return false;
	if (event->kind == EVENT_KEPT)
		nth(answers, i)->kept = true;
	else
		g_ptr_array_remove_index(answers, i);
	return true;
}

const struct answer *
answers_last(const GPtrArray *answers)
{
	return answers->len ? nth(answers, answers->len - 1) : NULL;
}
