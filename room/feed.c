/* The feed: which alerts, in which order, and how many of each. */
#include "config.h"

#include "room/alert.h"
#include "room/team.h"

#include <stdlib.h>
#include <string.h>

/* A filter made ready: the words cut, and who answers worked out once for each risk and team. */
struct sieve {
	const struct room *room;
	const struct feed_filter *filter;
	char **words;
	GHashTable
	    *answers; /* risk_state * or team id (by address of the text) -> struct answerable * */
	int64_t now_us;
};

/* What the order looks at, so that sorting touches nothing else. */
struct row {
	struct alert *alert;
	int64_t remaining_us;
	uint64_t number;
	unsigned class; /* 0 unseen, 1 seen, 2 silenced or inhibited */
	unsigned rank;
};

static bool
is_said(const char *text)
{
	return text && *text;
}

static const struct answerable *
answerable_of(struct sieve *sieve, const struct alert *alert)
{
	/* Teams are interned or the texts of a risk or an alert: an address stands for one team. */
	const void *who = alert->risk ? (const void *)alert->risk : (const void *)alert->team;
	struct answerable *answer = NULL;

	if (alert->risk && !alert->risk->is.n_raci)
		who = alert->team;
	answer = g_hash_table_lookup(sieve->answers, who);
	if (!answer) {
		answer = g_new(struct answerable, 1);
		*answer = alert_answerable(sieve->room, alert, sieve->now_us);
		g_hash_table_insert(sieve->answers, (gpointer)who, answer);
	}
	return answer;
}

static bool
occurs(const char *word, const char *text)
{
	return text && strcasestr(text, word);
}

static bool
occurs_in_person(const char *word, const struct person *person)
{
	return person && (occurs(word, person->id) || occurs(word, person->name));
}

static bool
occurs_in_people(struct sieve *sieve, const char *word, const struct alert *alert)
{
	const struct answerable *who = answerable_of(sieve, alert);

	if (occurs_in_person(word, who->responsible) || occurs_in_person(word, who->accountable))
		return true;
	return occurs(word, alert->more->held_by) ||
	       (alert->ack &&
	        (occurs(word, alert->ack->person) ||
	         occurs_in_person(word, room_person(sieve->room, alert->ack->person))));
}

static bool
word_holds(struct sieve *sieve, const char *word, const struct alert *alert)
{
	const struct team *team;

	if (occurs(word, alert->title) || occurs(word, alert->summary) || occurs(word, alert->team))
		return true;
	for (size_t i = 0; i < alert->n_labels; i++) {
		if (occurs(word, alert->labels[i].value) || occurs(word, alert->labels[i].name))
			return true;
	}
	team = room_team(sieve->room, alert->team);
	if (team && occurs(word, team->title))
		return true;
	return occurs_in_people(sieve, word, alert);
}

static bool
text_holds(struct sieve *sieve, const struct alert *alert)
{
	for (char **word = sieve->words; word && *word; word++) {
		if (**word && !word_holds(sieve, *word, alert))
			return false;
	}
	return true;
}

static bool
person_holds(struct sieve *sieve, const struct alert *alert)
{
	const char *id = sieve->filter->person;
	const struct answerable *who = answerable_of(sieve, alert);

	if (who->responsible && strcmp(who->responsible->id, id) == 0)
		return true;
	if (who->accountable && strcmp(who->accountable->id, id) == 0)
		return true;
	for (const struct ack *ack = alert->ack; ack; ack = ack->next) {
		if (strcmp(ack->person, id) == 0)
			return true;
	}
	return false;
}

/* By the tier's id, or by the letters that its rows show. */
static bool
is_of_tier(const struct alert *alert, const char *name)
{
	return alert->tier && (g_ascii_strcasecmp(alert->tier->is.id, name) == 0 ||
	                       g_ascii_strcasecmp(alert->tier->is.brief, name) == 0);
}

static bool
passes(struct sieve *sieve, const struct alert *alert, unsigned class)
{
	const struct feed_filter *f = sieve->filter;
	bool is_refused = alert->ack && alert->ack->state == ACK_REFUSED;

	if (class == 2 && !(f && f->with_silenced) && !is_refused)
		return false;
	if (!f)
		return true;
	if (f->unseen_only && class != 0)
		return false;
	if (is_said(f->tier) && !is_of_tier(alert, f->tier))
		return false;
	if (is_said(f->risk) && (!alert->risk || strcmp(alert->risk->is.id, f->risk) != 0))
		return false;
	if (is_said(f->team) && strcmp(alert->team, f->team) != 0)
		return false;
	if (is_said(f->source) && strcmp(alert->source, f->source) != 0)
		return false;
	return text_holds(sieve, alert) && (!is_said(f->person) || person_holds(sieve, alert));
}

static unsigned
class_of(const struct alert *alert)
{
	if (alert->inhibited || alert_is_silenced(alert))
		return 2;
	return alert_is_seen(alert) ? 1 : 0;
}

static int
compare(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	bool x_is_muted = x->class == 2, y_is_muted = y->class == 2;

	if (x_is_muted != y_is_muted)
		return x_is_muted ? 1 : -1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->class != y->class)
		return x->class < y->class ? -1 : 1;
	if (x->remaining_us != y->remaining_us)
		return x->remaining_us < y->remaining_us ? -1 : 1;
	return x->number < y->number ? -1 : 1;
}

static void
gather(struct sieve *sieve, GArray *rows)
{
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, sieve->room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct row row = { .alert = value, .class = class_of(value) };

		if (!passes(sieve, row.alert, row.class))
			continue;
		row.number = row.alert->number;
		row.rank = row.alert->tier ? (unsigned)row.alert->tier->is.rank : UINT_MAX;
		row.remaining_us = alert_remaining_us(row.alert, sieve->now_us);
		if (row.remaining_us == UNSAID)
			row.remaining_us = INT64_MAX;
		g_array_append_val(rows, row);
	}
}

GPtrArray *
room_feed(const struct room *room, const struct feed_filter *filter, int64_t now_us)
{
	struct sieve sieve = { .room = room, .filter = filter, .now_us = now_us };
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct row));
	GPtrArray *feed;

	sieve.answers = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	if (filter && is_said(filter->text))
		sieve.words = g_strsplit_set(filter->text, " \t", -1);
	gather(&sieve, rows);
	if (rows->len > 1)
		qsort(rows->data, rows->len, sizeof(struct row), compare);
	feed = g_ptr_array_sized_new(rows->len);
	for (guint i = 0; i < rows->len; i++)
		g_ptr_array_add(feed, g_array_index(rows, struct row, i).alert);
	g_array_unref(rows);
	g_strfreev(sieve.words);
	g_hash_table_unref(sieve.answers);
	return feed;
}

static void
count_alert(struct alert_counts *counts, const struct alert *alert, int64_t now_us)
{
	int64_t rank = alert->tier ? CLAMP(alert->tier->is.rank, 1, 7) : 0;
	int64_t remaining_us = alert_remaining_us(alert, now_us);
	bool is_firing = alert->recovered_us == UNSAID;
	unsigned class = class_of(alert);

	counts->firing += is_firing;
	counts->by_rank[rank] += is_firing && class != 2;
	counts->silenced += is_firing && class == 2;
	counts->refused += alert->ack && alert->ack->state == ACK_REFUSED;
	if (class != 0)
		return;
	counts->unseen++;
	counts->unseen_by_rank[rank]++;
	counts->overdue += is_firing && remaining_us != UNSAID && remaining_us < 0;
}

struct alert_counts
room_alert_counts(const struct room *room, int64_t now_us)
{
	struct alert_counts counts = { 0 };
	GHashTableIter iter;
	void *alert;

	g_hash_table_iter_init(&iter, room->alerts);
	while (g_hash_table_iter_next(&iter, NULL, &alert))
		count_alert(&counts, alert, now_us);
	return counts;
}
