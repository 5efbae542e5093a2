/* Intents: what a panel asks for. */
#include "tui/panel.h"

void
intent_init(struct intent *intent)
{
	*intent =
	    (struct intent){ .subjects = g_ptr_array_new_with_free_func(g_free), .number = UNSAID };
}

void
intent_add(struct intent *intent, const char *subject)
{
	g_ptr_array_add(intent->subjects, g_strdup(subject));
}

void
intent_fini(struct intent *intent)
{
	if (intent->subjects)
		g_ptr_array_unref(intent->subjects);
	g_free(intent->panel);
	g_free(intent->text);
	g_free(intent->target);
	*intent = (struct intent){ .kind = INTENT_NONE };
}
