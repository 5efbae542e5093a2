/* What Icinga 2 says became of an action. */
#include "net/icinga_result.h"

#include "base/lang.h"
#include "net/json_read.h"

#include <string.h>

struct icinga_result
icinga_result_read(const struct answer *answer)
{
	struct icinga_result result = { .code = (int)answer->status };
	json_object *root = json_read(answer->body, answer->len, NULL);
	json_object *first = json_at(root, "/results/0");
	bool hidden = false;
	double code;
	char *name;

	if (json_number(json_member(first, "code"), &code) && code >= 100 && code < 600)
		result.code = (int)code;
	else if (result.code / 100 == 2)
		result.code = 0; /* said to be well, and of nothing */
	result.words = json_text(json_member(first ? first : root, "status"), 200, &hidden);
	name = json_text(json_member(first, "name"), 1024, &hidden);
	if (name && strrchr(name, '!'))
		result.name = g_strdup(strrchr(name, '!') + 1);
	if (!result.words)
		result.words = g_strdup("");
	g_free(name);
	json_object_put(root);
	return result;
}

void
icinga_result_clear(struct icinga_result *result)
{
	g_free(result->words);
	g_free(result->name);
	*result = (struct icinga_result){ 0 };
}

enum verdict
icinga_judge(const struct source *source, struct job *job, const struct icinga_result *result,
             const struct answer *answer)
{
	const char *name = source->conf->name;

	if (result->code == 404 && strstr(answer->body, "Missing permission"))
		err_set(
		    &job->why,
		    _("http 404: the API user of source %s lacks a right: give its ApiUser in Icinga "
		      "the permissions \"actions/*\""),
		    name);
	else if (result->code == 404)
		err_set(&job->why, _("http 404: Icinga no longer knows %s"),
		        job->delivery->fingerprint);
	else if (result->code == 409 && strstr(result->words, "expiry"))
		err_set(&job->why,
		        _("http 409: its end is past by Icinga's clock: compare the clocks of this "
		          "machine and of %s - %s"),
		        name, result->words);
	else if (result->code == 400 || result->code == 409)
		err_set(&job->why, "http %d: %s", result->code, result->words);
	else if (result->code == 0)
		err_set(&job->why, _("content: Icinga does not say what became of it"));
	else
		return VERDICT_JUDGE;
	return result->code == 0 ? VERDICT_JUDGE : VERDICT_REFUSED;
}

bool
icinga_is_over(const struct icinga_result *result)
{
	return result->code == 409 && (g_str_has_suffix(result->words, " is OK.") ||
	                               g_str_has_suffix(result->words, " is UP."));
}
