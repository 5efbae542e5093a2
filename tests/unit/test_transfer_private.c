/* What a server shows of the request's secrets is not readable any more. */
#include "net/transfer_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void
assert_hidden(const GPtrArray *texts, const char *answer, const char *expected)
{
	GString *text = g_string_new(answer);

	private_hide(texts, text);
	assert_string_equal(text->str, expected);
	g_string_free(text, TRUE);
}

static void
all_that_was_sent_in_confidence_becomes_stars(void **state)
{
	GPtrArray *texts = private_new();

	(void)state;
	private_add_secret(texts, "ops", "canary-2");
	private_add_header(texts, "X-Api-Key:  canary-7");
	private_add_header(texts,
	                   "X-Tenant: de"); /* too short to be a secret: it is found everywhere */
	private_add_url(
	    texts, "http://host.example/services/T0/very-long-canary?access=also-long-canary&n=5");
	assert_hidden(texts, "bad key canary-2, or canary-7canary-7",
	              "bad key ********, or ****************");
	assert_hidden(texts, "Authorization: Basic b3BzOmNhbmFyeS0y",
	              "Authorization: Basic ****************");
	assert_hidden(texts, "no such model: de n=5 host.example",
	              "no such model: de n=5 host.example");
	assert_hidden(texts, "/T0/very-long-canary?access=also-long-canary",
	              "/T0/****************?access=****************");
	assert_hidden(texts, "", "");
	g_ptr_array_unref(texts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_that_was_sent_in_confidence_becomes_stars),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
