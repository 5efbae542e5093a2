/* Chat robots that want a signature, or ask for patience with status 200. */
#include "tests/unit/template_desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* clang-format off */
/* Systems that say "too often" with status 200. */
static const struct { const char *template, *keys, *answer, *why; } patient[] = {
	{ "slack", REQUEST_AUTH " set = { channel = \"C\"; };", "{\"ok\":false,\"error\":\"ratelimited\"}", "content: it asks for patience: ratelimited" },
	{ "dingtalk", REQUEST_AUTH " secret_file = \"secret\";", "{\"errcode\":130101,\"errmsg\":\"send too fast\"}",
	  "content: it asks for patience: send too fast" },
	{ "feishu", REQUEST_AUTH " secret_file = \"secret\";", "{\"code\":11232,\"msg\":\"frequency limited psm\"}",
	  "content: it asks for patience: frequency limited psm" },
	{ "wecom", REQUEST_AUTH, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}", "content: it asks for patience: api freq out of limit" },
};
/* clang-format on */

static void
robots_that_ask_for_patience_in_the_body_get_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(patient); i++) {
		struct template_desk *d = template_desk_new(200, "", patient[i].answer);

		template_desk_run(d, NOTIFY, patient[i].template, patient[i].keys);
		net_deliver(d->net, template_desk_delivery(EVENT_ESCALATE, "id-1", "a"));
		assert_int_equal(template_desk_outcome(d), EVENT_RETRY);
		assert_string_equal(d->reason, patient[i].why);
		template_desk_close(d);
	}
}

/* The signature anew from what was sent: the timestamp is that of sending. */
static char *
sign(const char *key, const char *text)
{
	GHmac *h = g_hmac_new(G_CHECKSUM_SHA256, (const guchar *)key, strlen(key));
	guint8 digest[32];
	gsize len = sizeof digest;

	g_hmac_update(h, (const guchar *)text, (gssize)strlen(text));
	g_hmac_get_digest(h, digest, &len);
	g_hmac_unref(h);
	return g_base64_encode(digest, len);
}

static void
dingtalk_is_signed_in_the_address(void **state)
{
	struct template_desk *d = template_desk_new(200, "", "{\"errcode\":0,\"errmsg\":\"ok\"}");
	char *text, *signature, *quoted, *path, stamp[32];
	const char *at;

	(void)state;
	template_desk_run(d, NOTIFY, "dingtalk", REQUEST_AUTH " secret_file = \"secret\";");
	net_deliver(d->net, template_desk_delivery(EVENT_ESCALATE, "id-1", "a"));
	assert_int_equal(template_desk_outcome(d), EVENT_SENT);
	at = strstr(d->server.seen[0].path, "timestamp=");
	assert_non_null(at);
	g_strlcpy(stamp, at + strlen("timestamp="), 14); /* 13 digits */
	assert_true(g_ascii_strtoll(stamp, NULL, 10) >= NOW / MSEC_US);
	text = g_strdup_printf("%s\n%s", stamp, SECRET);
	signature = sign(SECRET, text);
	quoted = g_uri_escape_string(signature, NULL, FALSE);
	path = g_strdup_printf("/robot/send?access_token=" TOKEN "&timestamp=%s&sign=%s", stamp,
	                       quoted);
	assert_string_equal(d->server.seen[0].path, path);
	assert_string_equal(d->server.seen[0].method, "POST");
	assert_string_equal(d->server.seen[0].body, ROBOT_TEXT);
	assert_null(strstr(d->server.seen[0].body, SECRET));
	g_free(path);
	g_free(quoted);
	g_free(signature);
	g_free(text);
	template_desk_close(d);
	d = template_desk_new(200, "",
	                      "{\"errcode\":310000,\"errmsg\":\"sign not match " SECRET "\"}");
	template_desk_run(d, NOTIFY, "dingtalk", REQUEST_AUTH " secret_file = \"secret\";");
	net_deliver(d->net, template_desk_delivery(EVENT_ESCALATE, "id-1", "a"));
	assert_int_equal(template_desk_outcome(d), EVENT_REFUSED);
	assert_string_equal(d->reason,
	                    "content: the answer does not say /errcode=0: sign not match ******");
	template_desk_close(d);
}

static void
feishu_is_signed_in_the_body(void **state)
{
	struct template_desk *d = template_desk_new(
	    200, "", "{\"StatusCode\":0,\"code\":0,\"data\":{},\"msg\":\"success\"}");
	char *key, *signature, *body, stamp[32];

	(void)state;
	template_desk_run(d, NOTIFY, "feishu", REQUEST_AUTH " secret_file = \"secret\";");
	net_deliver(d->net, template_desk_delivery(EVENT_ESCALATE, "id-1", "a"));
	assert_int_equal(template_desk_outcome(d), EVENT_SENT);
	assert_string_equal(d->server.seen[0].path, "/open-apis/bot/v2/hook/" TOKEN);
	assert_true(g_str_has_prefix(d->server.seen[0].body, "{\"timestamp\":\""));
	g_strlcpy(stamp, d->server.seen[0].body + strlen("{\"timestamp\":\""), 11);
	key = g_strdup_printf("%s\n%s", stamp, SECRET);
	signature = sign(key, "");
	body = g_strdup_printf("{\"timestamp\":\"%s\",\"sign\":\"%s\",\"msg_type\":\"text\","
	                       "\"content\":{\"text\":\"" SAID "\"}}",
	                       stamp, signature);
	assert_string_equal(d->server.seen[0].body, body);
	g_free(body);
	g_free(signature);
	g_free(key);
	template_desk_close(d);
	d = template_desk_new(
	    200, "",
	    "{\"code\":19021,\"data\":{},\"msg\":\"sign match fail or timestamp is not within one hour\"}");
	template_desk_run(d, NOTIFY, "feishu", REQUEST_AUTH " secret_file = \"secret\";");
	net_deliver(d->net, template_desk_delivery(EVENT_ESCALATE, "id-1", "a"));
	assert_int_equal(template_desk_outcome(d), EVENT_REFUSED);
	assert_string_equal(d->reason,
	                    "content: the answer does not say /code=0: sign match fail or "
	                    "timestamp is not within one hour");
	template_desk_close(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(robots_that_ask_for_patience_in_the_body_get_it),
		cmocka_unit_test(dingtalk_is_signed_in_the_address),
		cmocka_unit_test(feishu_is_signed_in_the_body),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
