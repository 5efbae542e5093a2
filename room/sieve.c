/* A filter of the feed made ready: the words cut, and what is equal for many alerts found out once. */
#include "room/sieve.h"

#include "base/needle.h"
#include "room/apply.h"
#include "room/team.h"

#include <string.h>

enum { NAMES = 64, WORDS_MAX = 8 };

/* A word, and in which names of labels it is: most alerts share these. */
struct word {
	struct needle *needle;
	const char *names[NAMES]; /* by address, as far as they have been seen */
	bool holds[NAMES];
};

/* Those who answer for a risk, or for what a team gets, and which words they match. */
struct who {
	struct answerable is;
	bool holds_people[WORDS_MAX], holds_team[WORDS_MAX];
};

struct sieve {
	const struct room *room;
	const struct feed_filter *filter;
	struct word words[WORDS_MAX];
	size_t n_words;
	GHashTable *by_risk; /* struct risk_state * -> struct who * */
	GHashTable *by_team; /* team id -> struct who * */
	int64_t now_us;
};

static char **
words_of(const struct feed_filter *filter)
{
	return g_strsplit_set(filter && filter->text ? filter->text : "", " \t", -1);
}

/* What stands beyond so many words is not asked for. */
static void
add_words(struct sieve *sieve)
{
	char **words = words_of(sieve->filter);

	for (char **word = words; *word && sieve->n_words < WORDS_MAX; word++) {
		if (**word)
			sieve->words[sieve->n_words++].needle = needle_new(*word);
	}
	g_strfreev(words);
}

struct sieve *
sieve_new(const struct room *room, const struct feed_filter *filter, int64_t now_us)
{
	struct sieve *sieve = g_new0(struct sieve, 1);

	sieve->room = room;
	sieve->filter = filter;
	sieve->now_us = now_us;
	sieve->by_risk = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	sieve->by_team = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	add_words(sieve);
	return sieve;
}

void
sieve_free(struct sieve **pointer)
{
	struct sieve *sieve = *pointer;

	for (size_t i = 0; i < sieve->n_words; i++)
		needle_free(&sieve->words[i].needle);
	g_hash_table_unref(sieve->by_risk);
	g_hash_table_unref(sieve->by_team);
	g_clear_pointer(pointer, g_free);
}

static bool
in_person(const struct needle *needle, const struct person *person)
{
	return person && (needle_in(needle, person->id) || needle_in(needle, person->name));
}

static struct who *
who_new(struct sieve *sieve, const struct alert *alert)
{
	struct who *who = g_new0(struct who, 1);
	const struct team *team = room_team(sieve->room, alert->team);

	who->is = alert_answerable(sieve->room, alert, sieve->now_us);
	for (size_t i = 0; i < sieve->n_words; i++) {
		const struct needle *needle = sieve->words[i].needle;

		who->holds_people[i] = in_person(needle, who->is.responsible) ||
		                       in_person(needle, who->is.accountable);
		who->holds_team[i] =
		    needle_in(needle, alert->team) || (team && needle_in(needle, team->title));
	}
	return who;
}

static const struct who *
find(struct sieve *sieve, GHashTable *table, const void *key, const struct alert *alert)
{
	struct who *who = g_hash_table_lookup(table, key);

	if (!who) {
		who = who_new(sieve, alert);
		g_hash_table_insert(table, (gpointer)key, who);
	}
	return who;
}

static const struct who *
team_of(struct sieve *sieve, const struct alert *alert)
{
	return find(sieve, sieve->by_team, alert->team, alert);
}

static const struct who *
people_of(struct sieve *sieve, const struct alert *alert)
{
	return alert->risk && alert->risk->is.n_raci
	           ? find(sieve, sieve->by_risk, alert->risk, alert)
	           : team_of(sieve, alert);
}

/* Names are interned, but for those that a source invents without end. */
static bool
in_name(struct word *word, const char *name)
{
	size_t at = ((uintptr_t)name >> 4) % NAMES;

	if (word->names[at] != name) {
		word->names[at] = name;
		word->holds[at] = needle_in(word->needle, name);
	}
	return word->holds[at];
}

static bool
in_labels(struct word *word, const struct alert *alert)
{
	for (size_t i = 0; i < alert->n_labels; i++) {
		if (in_name(word, alert->labels[i].name) ||
		    needle_in(word->needle, alert->labels[i].value))
			return true;
	}
	return false;
}

static bool
in_ack(const struct sieve *sieve, const struct needle *needle, const struct ack *ack)
{
	return ack && (needle_in(needle, ack->person) ||
	               in_person(needle, room_person(sieve->room, ack->person)));
}

static bool
word_holds(struct sieve *sieve, size_t i, const struct alert *alert)
{
	struct word *word = &sieve->words[i];

	return needle_in(word->needle, alert->title) || needle_in(word->needle, alert->summary) ||
	       team_of(sieve, alert)->holds_team[i] || people_of(sieve, alert)->holds_people[i] ||
	       needle_in(word->needle, alert->more->held_by) ||
	       in_ack(sieve, word->needle, alert->ack) || in_labels(word, alert);
}

static bool
text_holds(struct sieve *sieve, const struct alert *alert)
{
	for (size_t i = 0; i < sieve->n_words; i++) {
		if (!word_holds(sieve, i, alert))
			return false;
	}
	return true;
}

static bool
person_holds(struct sieve *sieve, const struct alert *alert)
{
	const char *id = sieve->filter->person;
	const struct answerable *who = &people_of(sieve, alert)->is;

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

/* By the tier's id, by the letters that its rows show, or "<=2": by its rank. */
static bool
is_of_tier(const struct alert *alert, const char *name)
{
	if (name[0] == '<' && name[1] == '=')
		return alert->tier && alert->tier->is.rank <= g_ascii_strtoll(name + 2, NULL, 10);
	return alert->tier && (g_ascii_strcasecmp(alert->tier->is.id, name) == 0 ||
	                       g_ascii_strcasecmp(alert->tier->is.brief, name) == 0);
}

bool
sieve_passes(struct sieve *sieve, const struct alert *alert)
{
	const struct feed_filter *f = sieve->filter;

	if (!f)
		return true;
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

bool
filter_asks_people(const struct feed_filter *f)
{
	return f && (is_said(f->text) || is_said(f->person));
}

bool
filter_tests(const struct feed_filter *f)
{
	return f && (is_said(f->tier) || is_said(f->team) || is_said(f->risk) ||
	             is_said(f->source) || filter_asks_people(f));
}

/* Is each of these words in one of those? */
static bool
words_are_in(char **words, char **those)
{
	for (; *words; words++) {
		char **in = those;

		while (*in && !strstr(*in, *words))
			in++;
		if (**words && !*in)
			return false;
	}
	return true;
}

static bool
text_narrows(const struct feed_filter *wide, const struct feed_filter *narrow)
{
	char **wide_words = words_of(wide), **narrow_words = words_of(narrow);
	bool narrows = words_are_in(wide_words, narrow_words);

	g_strfreev(wide_words);
	g_strfreev(narrow_words);
	return narrows;
}

static bool
field_narrows(const char *wide, const char *narrow)
{
	return !is_said(wide) || (is_said(narrow) && strcmp(wide, narrow) == 0);
}

bool
filter_narrows(const struct feed_filter *wide, const struct feed_filter *narrow)
{
	return field_narrows(wide->tier, narrow->tier) && field_narrows(wide->team, narrow->team) &&
	       field_narrows(wide->risk, narrow->risk) &&
	       field_narrows(wide->source, narrow->source) &&
	       field_narrows(wide->person, narrow->person) && text_narrows(wide, narrow);
}
