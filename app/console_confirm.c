/* What covers much or cannot be taken back is asked about in a box that names it; the answer chosen first
 * does nothing. */
#include "app/console.h"

#include "app/deed.h"
#include "base/lang.h"
#include "base/text.h"

#include <string.h>

enum { NAMES_MOST = 8 };
enum { ANSWER_CANCEL, ANSWER_YES, ANSWER_COMMENT };

/* What it is done to, a line each. */
static void
add_names(const struct console *c, const struct deed_row *row, GString *to)
{
	const GPtrArray *keys = c->intent.subjects;

	for (guint i = 0; i < keys->len && i < NAMES_MOST; i++) {
		const char *key = g_ptr_array_index(keys, i);
		const char *title = row->object->title(c->session->room, key);

		g_string_append_printf(to, "%s\n", title ? title : key);
	}
	if (keys->len > NAMES_MOST)
		g_string_append_printf(to, _("and %u more\n"), keys->len - NAMES_MOST);
}

void
console_confirm(struct console *c, const struct deed_row *row)
{
	const struct choice_answer answers[] = {
		{ "", _("Cancel") },
		{ "y", _("yes") },
		{ "c", row->asks == DEED_NEEDS_WORDS ? NULL : _("yes, with a comment") },
		{ NULL, NULL },
	};
	char what[120], *title;
	GString *text = g_string_new(NULL);

	console_describe(c, row, what, sizeof what);
	title = g_strdup_printf("%s %s?", _(row->verb), what);
	if (c->intent.subjects->len > 1)
		add_names(c, row, text);
	if (c->intent.text)
		g_string_append_printf(text, "%s\n", c->intent.text);
	if (c->words)
		g_string_append_printf(text, "\"%s\"\n", c->words);
	if (row->is_final)
		g_string_append_printf(text, "%s\n", _("It cannot be taken back."));
	prompt_free(&c->view->prompt);
	choice_free(&c->view->choice);
	c->view->choice = choice_new(title, text->str, answers);
	c->question = QUESTION_CONFIRM;
	g_string_free(text, TRUE);
	g_free(title);
}

void
console_choice_key(struct console *c, const char *key)
{
	int answer = choice_key(c->view->choice, key);

	if (answer < 0)
		return;
	choice_free(&c->view->choice);
	c->question = QUESTION_NONE;
	if (answer == ANSWER_CANCEL)
		view_say(c->view, ROLE_MESSAGE, lang_in("answer", "not done"));
	else if (answer == ANSWER_COMMENT)
		console_ask_comment(c, deed_row(c->intent.kind));
	else
		console_carry_out(c, c->words ? c->words : "");
}
