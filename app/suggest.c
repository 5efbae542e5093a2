/* Finds the known word that somebody meant, by edit distance. */
#include "app/suggest.h"

#include <glib.h>
#include <string.h>

enum { WORD_MAX = 64 };

static size_t
least(size_t a, size_t b, size_t c)
{
	return MIN(MIN(a, b), c);
}

/* Optimal string alignment: three rows of the table are enough. */
size_t
suggest_distance(const char *a, const char *b)
{
	size_t rows[3][WORD_MAX + 1];
	size_t *before = rows[0], *last = rows[1], *row = rows[2];
	size_t n = strlen(a), m = strlen(b);

	if (n > WORD_MAX || m > WORD_MAX)
		return MAX(n, m);
	for (size_t j = 0; j <= m; j++)
		last[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *spare = before;

		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			row[j] = least(last[j] + 1, row[j - 1] + 1,
			               last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = MIN(row[j], before[j - 2] + 1);
		}
		before = last;
		last = row;
		row = spare;
	}
	return last[m];
}

void
suggest_offer(const char *word, const char *known, const char **best, size_t *distance)
{
	size_t d = suggest_distance(word, known);
	size_t most = strlen(word) < 4 ? 1 : strlen(word) < 9 ? 2 : 3;

	if (d <= most && (*best == NULL || d < *distance)) {
		*best = known;
		*distance = d;
	}
}

/* What other programs call a thing, and what it is called here. */
static const char *const same_things[][5] = {
	{ "title", "name", "label" },
	{ "interval", "period", "every" },
	{ "endpoint", "address", "url", "uri" },
	{ "colour", "color", "theme" },
	{ "login", "username", "user" },
};

static bool
is_in(const char *const *row, const char *word)
{
	for (; *row; row++)
		if (!strcmp(*row, word))
			return true;
	return false;
}

bool
suggest_means(const char *word, const char *known)
{
	if (strlen(word) > 3 && strlen(known) > 3 && (strstr(word, known) || strstr(known, word)))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(same_things); i++)
		if (is_in(same_things[i], word) && is_in(same_things[i], known))
			return true;
	return false;
}
