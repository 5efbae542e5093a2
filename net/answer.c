/* What an answer that is no success means, in one sentence. */
#include "net/source.h"

#include "base/text.h"
#include "net/json_read.h"

#include <string.h>

enum { MAX_MESSAGE = 200 };

/* The message in an error body: a JSON string, an object with message or error, plain text, or
 * nothing. (g_free) */
static char *
message_of(const struct answer *answer)
{
	struct json_tokener *tok = json_tokener_new();
	json_object *root =
	    json_tokener_parse_ex(tok, answer->body, (int)MIN(answer->len + 1, 65536));
	json_object *message = root;
	bool hidden = false;
	char *text = NULL;

	if (json_object_is_type(root, json_type_object))
		message = json_member(root, json_member(root, "message") ? "message" : "error");
	if (message)
		text = json_text(message, MAX_MESSAGE, &hidden);
	else if (!root && answer->len && answer->body[0] != '<')
		text = text_clean(answer->body, answer->len, MAX_MESSAGE, NULL);
	json_object_put(root);
	json_tokener_free(tok);
	return g_strstrip(text ? text : g_strdup(""));
}

static const char *
advice(long status)
{
	if (status == 304)
		return "said to be unchanged, though nothing is known of it: check the cache before source";
	if (status >= 300 && status < 400)
		return "redirected, which is not followed: check the url of source";
	switch (status) {
	case 401:
		return "check the token or password of source";
	case 403:
		return "not permitted: check the rights of the user of source";
	case 404:
		return "nothing is there: check the url of source";
	case 429:
		return "asked too often: lengthen the period of source";
	default:
		return NULL;
	}
}

bool
answer_explain_as(const struct answer *answer, const char *source_name, const char *said,
                  struct err *e)
{
	const char *what = advice(answer->status);

	if (!answer->is_complete)
		return err_set(e, "%s", answer->why.text);
	if (what)
		err_set(e, "http %ld: %s %s", answer->status, what, source_name);
	else
		err_set(e, "http %ld", answer->status);
	if (*said) {
		char *before = g_strdup(e ? e->text : "");

		err_set(e, "%s%s%s", before, what ? " - " : ": ", said);
		g_free(before);
	}
	return false;
}

bool
answer_explain(const struct answer *answer, const char *source_name, struct err *e)
{
	char *said = answer->is_complete ? message_of(answer) : NULL;

	answer_explain_as(answer, source_name, said, e);
	g_free(said);
	return false;
}
