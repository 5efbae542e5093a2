/* Silences that clients posted: the only state of the simulator that comes from outside. */
#include "sim/silence.h"

#include "base/clock.h"

#include <string.h>

struct silence_list {
	GPtrArray *all; /* struct silence *, owned */
};

struct silence *
silence_new(void)
{
	struct silence *silence = g_new0(struct silence, 1);

	silence->matchers = g_array_new(FALSE, TRUE, sizeof(struct matcher));
	silence->strings = g_string_chunk_new(256);
	silence->created_by = silence->comment = "";
	return silence;
}

void
silence_free(struct silence **silence)
{
	if (!*silence)
		return;
	match_free(&(*silence)->compiled);
	g_array_unref((*silence)->matchers);
	g_string_chunk_free((*silence)->strings);
	g_free(*silence);
	*silence = NULL;
}

static void
free_element(gpointer data)
{
	struct silence *silence = data;

	silence_free(&silence);
}

enum silence_state
silence_state(const struct silence *silence, int64_t now_us)
{
	if (now_us < silence->starts_us)
		return SILENCE_PENDING;
	return now_us < silence->ends_us ? SILENCE_ACTIVE : SILENCE_EXPIRED;
}

struct silence_list *
sim_silences_new(void)
{
	struct silence_list *list = g_new0(struct silence_list, 1);

	list->all = g_ptr_array_new_with_free_func(free_element);
	return list;
}

void
sim_silences_free(struct silence_list **list)
{
	if (!*list)
		return;
	g_ptr_array_unref((*list)->all);
	g_free(*list);
	*list = NULL;
}

struct silence *
sim_silences_find(const struct silence_list *list, const char *id)
{
	guint i;

	for (i = 0; i < list->all->len; i++) {
		struct silence *silence = list->all->pdata[i];

		if (strcmp(silence->id, id) == 0)
			return silence;
	}
	return NULL;
}

static bool
same_matchers(const struct silence *a, const struct silence *b)
{
	guint i;

	if (a->matchers->len != b->matchers->len)
		return false;
	for (i = 0; i < a->matchers->len; i++) {
		const struct matcher *x = &g_array_index(a->matchers, struct matcher, i);
		const struct matcher *y = &g_array_index(b->matchers, struct matcher, i);

		if (x->op != y->op || strcmp(x->label, y->label) != 0 ||
		    strcmp(x->value, y->value) != 0)
			return false;
	}
	return true;
}

static bool
can_replace(const struct silence *old, const struct silence *new, int64_t now_us)
{
	if (!same_matchers(old, new))
		return false;
	switch (silence_state(old, now_us)) {
	case SILENCE_ACTIVE:
		return old->starts_us / SEC_US == new->starts_us / SEC_US;
	case SILENCE_PENDING:
		return new->starts_us >= now_us;
	case SILENCE_EXPIRED:
		break;
	}
	return false;
}

/* Makes room by forgetting the silence that has been over for the longest time. */
static bool
forget_one(struct silence_list *list, int64_t now_us)
{
	struct silence *oldest = NULL;
	guint i;

	for (i = 0; i < list->all->len; i++) {
		struct silence *silence = list->all->pdata[i];

		if (silence_state(silence, now_us) == SILENCE_EXPIRED &&
		    (!oldest || silence->ends_us < oldest->ends_us))
			oldest = silence;
	}
	return oldest && g_ptr_array_remove(list->all, oldest);
}

static void
give_id(struct silence *silence)
{
	char *id = g_uuid_string_random();

	g_strlcpy(silence->id, id, sizeof silence->id);
	g_free(id);
}

const struct silence *
sim_silences_put(struct silence_list *list, struct silence *silence, int64_t now_us)
{
	struct silence *old = sim_silences_find(list, silence->id);

	silence->updated_us = now_us;
	if (old && can_replace(old, silence, now_us)) {
		g_ptr_array_remove(list->all, old);
		g_ptr_array_add(list->all, silence);
		return silence;
	}
	if (old)
		silence_expire(old, now_us);
	if (list->all->len >= SILENCE_MAX && !forget_one(list, now_us)) {
		silence_free(&silence);
		return NULL;
	}
	silence->starts_us = MAX(silence->starts_us, now_us);
	give_id(silence);
	g_ptr_array_add(list->all, silence);
	return silence;
}

void
silence_expire(struct silence *silence, int64_t now_us)
{
	switch (silence_state(silence, now_us)) {
	case SILENCE_PENDING:
		silence->starts_us = now_us;
		break;
	case SILENCE_ACTIVE:
		break;
	case SILENCE_EXPIRED:
		return;
	}
	silence->ends_us = silence->updated_us = now_us;
}

static int
compare_us(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
compare_silences(gconstpointer a, gconstpointer b, gpointer now_us)
{
	const struct silence *x = *(struct silence *const *)a, *y = *(struct silence *const *)b;
	enum silence_state state = silence_state(x, *(int64_t *)now_us);
	enum silence_state other = silence_state(y, *(int64_t *)now_us);

	if (state != other)
		return state < other ? -1 : 1;
	switch (state) {
	case SILENCE_ACTIVE:
		return compare_us(x->ends_us, y->ends_us);
	case SILENCE_PENDING:
		return compare_us(x->starts_us, y->starts_us);
	case SILENCE_EXPIRED:
		break;
	}
	return compare_us(y->ends_us, x->ends_us);
}

GPtrArray *
sim_silences_sorted(const struct silence_list *list, int64_t now_us)
{
	GPtrArray *sorted = g_ptr_array_sized_new(list->all->len);
	guint i;

	for (i = 0; i < list->all->len; i++)
		g_ptr_array_add(sorted, list->all->pdata[i]);
	g_ptr_array_sort_with_data(sorted, compare_silences, &now_us);
	return sorted;
}
