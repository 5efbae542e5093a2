/* What an answer that is no success means, in one sentence. */
#include "net/source.h"

#include "base/lang.h"
#include "base/text.h"
#include "net/json_read.h"

#include <string.h>

enum { MAX_MESSAGE = 200 };

/* What an object says for people. Of Icinga 2, whose error is a number, the cause where it was asked
 * for, otherwise the status. */
static json_object *
message_in(json_object *root)
{
	json_object *error = json_member(root, "error");

	if (json_member(root, "message"))
		return json_member(root, "message");
	if (!json_object_is_type(error, json_type_int))
		return error;
	if (json_member(root, "diagnostic_information"))
		return json_member(root, "diagnostic_information");
	return json_member(root, "status");
}

/* A stack trace may follow. (g_free) */
static char *
first_line(json_object *message)
{
	const char *text = json_object_get_string(message);
	bool hidden = false;

	if (!json_object_is_type(message, json_type_string))
		return json_text(message, MAX_MESSAGE, &hidden);
	return text_clean(text, strcspn(text, "\n"), MAX_MESSAGE, NULL);
}

/* The message in an error body: a JSON string, an object with message or error, plain text, or
 * nothing; its first line. (g_free) */
static char *
message_of(const struct answer *answer)
{
	struct json_tokener *tok = json_tokener_new();
	json_object *root =
	    json_tokener_parse_ex(tok, answer->body, (int)MIN(answer->len + 1, 65536));
	json_object *message = root;
	char *text = NULL;

	if (json_object_is_type(root, json_type_object))
		message = message_in(root);
	if (message)
		text = first_line(message);
	else if (!root && answer->len && answer->body[0] != '<')
		text = text_clean(answer->body, answer->len, MAX_MESSAGE, NULL);
	json_object_put(root);
	json_tokener_free(tok);
	return g_strstrip(text ? text : g_strdup(""));
}

/* What to do about it; false: it says nothing but its number. */
static bool
advise(long status, const char *source, struct err *e)
{
	if (status == 304)
		err_set(
		    e,
		    _("http %ld: said to be unchanged, though nothing is known of it: check the "
		      "cache before source %s"),
		    status, source);
	else if (status >= 300 && status < 400)
		err_set(
		    e, _("http %ld: redirected, which is not followed: check the url of source %s"),
		    status, source);
	else if (status == 401)
		err_set(e, _("http %ld: check the token or password of source %s"), status, source);
	else if (status == 403)
		err_set(e, _("http %ld: not permitted: check the rights of the user of source %s"),
		        status, source);
	else if (status == 404)
		err_set(e, _("http %ld: nothing is there: check the url of source %s"), status,
		        source);
	else if (status == 429)
		err_set(e, _("http %ld: asked too often: lengthen the period of source %s"), status,
		        source);
	else
		return err_set(e, "http %ld", status);
	return true;
}

bool
answer_explain_as(const struct answer *answer, const char *source_name, const char *said,
                  struct err *e)
{
	bool is_advised;

	if (!answer->is_complete)
		return err_set(e, "%s", answer->why.text);
	is_advised = advise(answer->status, source_name, e);
	if (*said) {
		char *before = g_strdup(e ? e->text : "");

		err_set(e, "%s%s%s", before, is_advised ? " - " : ": ", said);
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
