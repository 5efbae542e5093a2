/* Filling request templates: each value is quoted for the place where it stands, or refused. */
#include "tests/unit/net_fixture.h"

#include "net/json_read.h"
#include "net/request_template.h"

struct bench {
	struct source_conf *conf;
	struct delivery *d;
	struct template_fill fill;
};

static struct bench
bench_open(void)
{
	struct bench b = { .conf = conf_of("pd", "json", "http://pd"), .d = delivery_new() };

	b.d->kind = EVENT_ACK;
	delivery_set(&b.d->id, "0d5d");
	delivery_set(&b.d->fingerprint, "PT4/K?");
	delivery_set(&b.d->alert_key, "pd/PT4");
	delivery_set(&b.d->alert_title, "disk \"sda\" \\ <full> & more");
	delivery_set(&b.d->person, "lin");
	delivery_set(&b.d->comment, "on it\nnow");
	delivery_set(&b.d->tier, "urgent");
	delivery_add_label(b.d, "host", "web 1");
	b.d->at_us = NOW;
	b.d->until_us = NOW + HOUR_US;
	source_conf_set(b.conf, "channel", "#war\"room");
	b.fill = (struct template_fill){ .conf = b.conf,
		                         .delivery = b.d,
		                         .token = "T0/B0/x",
		                         .secret = "SECabc",
		                         .now_us = NOW };
	return b;
}

static void
bench_close(struct bench *b)
{
	delivery_free(&b->d);
	source_conf_free(&b->conf);
}

static void
check(struct bench *b, enum template_place place, const char *text, const char *expected)
{
	struct err e = { "" };
	char *filled = template_fill(text, place, &b->fill, &e);

	assert_string_equal(e.text, "");
	assert_string_equal(filled, expected);
	g_free(filled);
}

static void
check_refused(struct bench *b, enum template_place place, const char *text, const char *why)
{
	struct err e = { "" };

	assert_null(template_fill(text, place, &b->fill, &e));
	assert_string_equal(e.text, why);
}

static void
in_json_a_value_never_ends_its_string(void **state)
{
	struct bench b = bench_open();

	(void)state;
	check(&b, PLACE_JSON, "{\"t\":\"{title}\",\"c\":\"{comment}\"}",
	      "{\"t\":\"disk \\\"sda\\\" \\\\ <full> & more\",\"c\":\"on it\\nnow\"}");
	check(&b, PLACE_JSON,
	      "{\"h\":\"{label:host}\",\"none\":\"{label:x}\",\"s\":\"{set:channel}\"}",
	      "{\"h\":\"web 1\",\"none\":\"\",\"s\":\"#war\\\"room\"}");
	check(&b, PLACE_JSON, "{\"for\":{duration_s},\"until\":{until_s}}",
	      "{\"for\":3600,\"until\":1795357200}");
	check(&b, PLACE_JSON, "\"{title|html}\"",
	      "\"disk \\\"sda\\\" \\\\ &lt;full&gt; &amp; more\"");
	bench_close(&b);
}

/* Otherwise "1}],\"admin\":[{..." in a label would be more than a value. */
static void
outside_of_a_string_only_a_number_is_let_through(void **state)
{
	static const char *const numbers[] = { "0", "-1", "17", "99.5" };
	static const char *const others[] = { "",    "1e5",  "01",
		                              "1,2", "true", "1}",
		                              "-",   "0x1",  "9999999999999999999" };
	struct bench b = bench_open();
	struct err e;

	(void)state;
	check_refused(&b, PLACE_JSON, "{\"id\":{fingerprint}}",
	              "{fingerprint} is \"PT4/K?\", and the request wants a number there");
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		delivery_set(&b.d->fingerprint, numbers[i]);
		check(&b, PLACE_JSON, "{fingerprint}", numbers[i]);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
		delivery_set(&b.d->fingerprint, others[i]);
		assert_null(template_fill("{fingerprint}", PLACE_JSON, &b.fill, &e));
	}
	bench_close(&b);
}

static void
in_a_url_a_value_stays_one_segment(void **state)
{
	struct bench b = bench_open();

	(void)state;
	check(&b, PLACE_URL, "/i/{fingerprint}?by={author}&x={comment}",
	      "/i/PT4%2FK%3F?by=lin&x=on%20it%0Anow");
	check(&b, PLACE_URL, "/services/{token|path}", "/services/T0/B0/x");
	check(&b, PLACE_URL, "/i?empty={remote_id}", "/i?empty=");
	check_refused(&b, PLACE_URL, "/i/{remote_id}/ack",
	              "{remote_id} is \"\", which cannot stand in the path of a URL");
	delivery_set(&b.d->fingerprint, "..");
	check_refused(&b, PLACE_URL, "/i/{fingerprint}/ack",
	              "{fingerprint} is \"..\", which cannot stand in the path of a URL");
	b.fill.token = "T0/../x";
	check_refused(&b, PLACE_URL, "/services/{token|path}",
	              "{token} is \"***\", which cannot stand in the path of a URL");
	check(&b, PLACE_FORM, "text={comment}&a={author}", "text=on%20it%0Anow&a=lin");
	bench_close(&b);
}

static void
in_a_header_a_line_break_is_refused(void **state)
{
	struct bench b = bench_open();

	(void)state;
	delivery_set(&b.d->email, "li@example.com");
	check(&b, PLACE_HEADER, "From: {author_email}", "From: li@example.com");
	check_refused(&b, PLACE_HEADER, "X-Note: {comment}",
	              "{comment} holds a control character, which may not stand in a header");
	delivery_set(&b.d->email, "");
	check_refused(&b, PLACE_HEADER, "From: {author_email}",
	              "source pd wants the e-mail address of lin: write email = \"...\" at that "
	              "person in the configuration");
	bench_close(&b);
}

/* Values computed with another implementation (Python's hmac) for this instant and secret. */
static void
signatures_are_those_of_the_robots(void **state)
{
	struct bench b = bench_open();

	(void)state;
	check(&b, PLACE_TEXT, "{timestamp_ms} {sign_dingtalk}",
	      "1795353600000 FG2xKxEW0whIEVFfQoXBakK0L5C/VxgAEUEYU8GcaRo=");
	check(&b, PLACE_TEXT, "{timestamp_s} {sign_feishu}",
	      "1795353600 GwQ5B40Zb+Caz/ppAURiqrAO+amNi2gCiSQpYEib4jQ=");
	b.fill.secret = NULL;
	check_refused(&b, PLACE_TEXT, "{sign_feishu}",
	              "secret: source pd names no secret_file to sign with");
	b.fill.token = NULL;
	check_refused(&b, PLACE_JSON, "\"{token}\"",
	              "secret: source pd names no token_file for {token}");
	bench_close(&b);
}

static void
a_brace_that_no_name_follows_is_a_brace(void **state)
{
	struct bench b = bench_open();

	(void)state;
	check(&b, PLACE_JSON, "{\"query\":\"{ alerts { id } }\",\"x\":{},\"n\":{\"a\":{\"b\":1}}}",
	      "{\"query\":\"{ alerts { id } }\",\"x\":{},\"n\":{\"a\":{\"b\":1}}}");
	check_refused(&b, PLACE_JSON, "\"{autor}\"", "there is no field {autor}");
	check_refused(&b, PLACE_JSON, "\"{title|shell}\"", "there is no field {title|shell}");
	assert_true(template_knows("label:x"));
	assert_true(template_knows("set:x"));
	assert_false(template_knows("label:"));
	assert_false(template_knows("other:x"));
	bench_close(&b);
}

static void
a_test_of_an_answer_names_what_it_must_say(void **state)
{
	static const char text[] =
	    "{\"ok\":true,\"errcode\":0,\"data\":{\"list\":[]},\"none\":null}";
	struct err e;
	json_object *root = json_read(text, strlen(text), &e);

	(void)state;
	assert_true(json_says(root, "/ok=true"));
	assert_true(json_says(root, "/errcode=1|0"));
	assert_true(json_says(root, "/data/list=*"));
	assert_false(json_says(root, "/none=*"));
	assert_false(json_says(root, "/errcode=10"));
	assert_false(json_says(root, "/nothing=0"));
	assert_false(json_says(NULL, "/ok=true"));
	json_object_put(root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_json_a_value_never_ends_its_string),
		cmocka_unit_test(outside_of_a_string_only_a_number_is_let_through),
		cmocka_unit_test(in_a_url_a_value_stays_one_segment),
		cmocka_unit_test(in_a_header_a_line_break_is_refused),
		cmocka_unit_test(signatures_are_those_of_the_robots),
		cmocka_unit_test(a_brace_that_no_name_follows_is_a_brace),
		cmocka_unit_test(a_test_of_an_answer_names_what_it_must_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
