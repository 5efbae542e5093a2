/* The command ':filter': sets a filter, by its text or by its name; keeps and drops names. */
#include "app/console.h"

#include "app/saved_filter.h"
#include "base/lang.h"

#include <string.h>

/* Moves *words past its first word, which it gives; g_free. */
static char *
take_word(const char **words)
{
	size_t len = strcspn(*words, " ");
	char *word = g_strndup(*words, len);

	*words += len + strspn(*words + len, " ");
	return word;
}

/* "NAME", for what the pane has now, or "NAME TEXT". */
static void
save(struct console *c, const char *words)
{
	struct pane_state *p = view_focused(c->view);
	const char *now = p && p->ops->filter ? p->ops->filter(p->state) : "";
	char *name = take_word(&words);
	const char *text = *words ? words : now;
	struct err e;

	if (saved_filter_keep(c->session->person, name, text, &e))
		view_say(c->view, ROLE_MESSAGE, _("filter %s of %s is saved: %s"), name,
		         c->session->person, text);
	else
		view_say(c->view, ROLE_ERROR, "%s", e.text);
	g_free(name);
}

static void
drop(struct console *c, const char *name)
{
	struct err e;

	if (saved_filter_drop(c->session->config, c->session->person, name, &e))
		view_say(c->view, ROLE_MESSAGE, _("filter %s is dropped"), name);
	else
		view_say(c->view, ROLE_ERROR, "%s", e.text);
}

static void
set(struct console *c, const char *words)
{
	struct pane_state *p = view_focused(c->view);
	struct err e = { "" };
	char *text = strchr(words, ' ')
	                 ? NULL
	                 : saved_filter_text(c->session->config, c->session->person, words, &e);

	if (*e.text)
		view_say(c->view, ROLE_ERROR, "%s", e.text);
	else if (!p || !p->ops->set_filter)
		view_say(c->view, ROLE_MESSAGE, _("this pane has no filter"));
	else if (text)
		view_say(c->view, ROLE_MESSAGE, _("filter %s: %s"), words, text);
	console_filter(c, text ? text : words);
	g_free(text);
}

void
console_command_filter(struct console *c, const char *words)
{
	const char *rest = words;
	char *first = take_word(&rest);

	if (strcmp(first, "save") == 0)
		save(c, rest);
	else if (strcmp(first, "drop") == 0)
		drop(c, rest);
	else
		set(c, words);
	g_free(first);
}

char **
console_filter_words(const struct console *c)
{
	const char *person = c->session->person;
	char **names = saved_filter_names(c->session->config, person),
	     **own = saved_filter_own_names(person);
	GPtrArray *words = g_ptr_array_new();

	g_ptr_array_add(words, g_strdup("save "));
	g_ptr_array_add(words, g_strdup("drop "));
	for (char **name = names; *name; name++)
		g_ptr_array_add(words, g_strdup(*name));
	for (char **name = own; *name; name++)
		g_ptr_array_add(words, g_strconcat("drop ", *name, NULL));
	g_ptr_array_add(words, NULL);
	g_strfreev(names);
	g_strfreev(own);
	return (char **)g_ptr_array_free(words, FALSE);
}
