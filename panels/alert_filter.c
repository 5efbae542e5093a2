/* The filter line of the alerts panel: words, and key:value for what the feed can be asked. */
#include "panels/alerts.h"

#include <string.h>

void
alert_filter_clear(struct alert_filter *filter)
{
	g_free(filter->line);
	g_free(filter->words);
	g_free(filter->tier);
	g_free(filter->team);
	g_free(filter->risk);
	g_free(filter->source);
	g_free(filter->person);
	memset(filter, 0, sizeof(*filter));
}

/* Takes "key:value" or "key=value" into its field ("tier<=2": with the sign); false when it is an ordinary
 * word. */
static bool
take_pair(struct alert_filter *filter, const char *word)
{
	const struct {
		const char *key;
		char **field;
	} pairs[] = {
		{ "tier", &filter->tier },     { "team", &filter->team },
		{ "risk", &filter->risk },     { "source", &filter->source },
		{ "person", &filter->person },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		const char *rest = word + strlen(pairs[i].key);

		if (!g_str_has_prefix(word, pairs[i].key) ||
		    !(*rest == ':' || *rest == '=' || (i == 0 && g_str_has_prefix(rest, "<="))))
			continue;
		g_free(*pairs[i].field);
		*pairs[i].field = g_strdup(*rest == '<' ? rest : rest + 1);
		return true;
	}
	return false;
}

void
alert_filter_parse(struct alert_filter *filter, const char *line)
{
	char **words;
	GString *rest;

	alert_filter_clear(filter);
	if (!line || !*line)
		return;
	words = g_strsplit_set(line, " \t", -1);
	rest = g_string_new(NULL);
	for (char **word = words; *word; word++) {
		if (!**word || take_pair(filter, *word))
			continue;
		if (strcmp(*word, "unseen") == 0)
			filter->unseen_only = true;
		else if (strcmp(*word, "silenced") == 0)
			filter->with_silenced = true;
		else
			g_string_append_printf(rest, "%s%s", rest->len ? " " : "", *word);
	}
	g_strfreev(words);
	filter->line = g_strdup(line);
	filter->words = g_string_free(rest, FALSE);
}
