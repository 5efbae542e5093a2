/* The client of etcd: what it reads of answers and watches, and what it does when members fail. */
#include "store/etcd_http.h"
#include "store/etcd_json.h"
#include "tests/unit/http_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct json_object *
parsed(const char *text)
{
	struct json_object *doc = etcd_parse(text, strlen(text));

	assert_non_null(doc);
	return doc;
}

static void
numbers_are_texts_and_what_is_zero_is_left_out(void **state)
{
	struct json_object *doc = parsed("{\"revision\":\"9041998812492722707\",\"TTL\":3,"
	                                 "\"succeeded\":true,\"bad\":[1]}");

	(void)state;
	assert_int_equal(etcd_int(doc, "revision"), INT64_C(9041998812492722707));
	assert_int_equal(etcd_int(doc, "TTL"), 3);
	assert_int_equal(etcd_int(doc, "nothing"), 0);
	assert_int_equal(etcd_int(doc, "bad"), 0);
	assert_true(etcd_is(doc, "succeeded"));
	assert_false(etcd_is(doc, "revision"));
	assert_string_equal(etcd_text(doc, "bad"), "");
	assert_string_equal(etcd_text(NULL, "bad"), "");
	json_object_put(doc);
}

static void
what_is_no_object_or_nests_too_deep_is_refused(void **state)
{
	char deep[64];

	(void)state;
	memset(deep, '[', sizeof deep - 1);
	deep[sizeof deep - 1] = '\0';
	assert_null(etcd_parse("", 0));
	assert_null(etcd_parse("[1]", 3));
	assert_null(etcd_parse("{\"a\":", 5));
	assert_null(etcd_parse(deep, strlen(deep)));
}

static void
base64_goes_both_ways_and_bad_one_is_refused(void **state)
{
	struct json_object *doc = json_object_new_object();
	size_t len;
	char *bytes;

	(void)state;
	etcd_put_bytes(doc, "key", "ack/1 林");
	assert_string_equal(etcd_text(doc, "key"), "YWNrLzEg5p6X");
	bytes = etcd_bytes(doc, "key", 100, &len);
	assert_string_equal(bytes, "ack/1 林");
	assert_int_equal(len, 9);
	g_free(bytes);
	assert_null(etcd_bytes(doc, "key", 5, &len));
	json_object_object_add(doc, "key", json_object_new_string("YW%r"));
	assert_null(etcd_bytes(doc, "key", 100, &len));
	json_object_object_add(doc, "key", json_object_new_string("YWNr="));
	assert_null(etcd_bytes(doc, "key", 100, &len));
	json_object_put(doc);
}

static void
a_prefix_ends_before_its_last_byte_plus_one(void **state)
{
	struct json_object *doc = json_object_new_object();
	size_t len;
	char *end;

	(void)state;
	etcd_put_prefix(doc, "ack/");
	end = etcd_bytes(doc, "range_end", 100, &len);
	assert_string_equal(end, "ack0");
	g_free(end);
	json_object_put(doc);
}

/* "put KEY=VALUE@REV" or "del KEY@REV", one behind the other. */
static void
note(const struct etcd_change *c, void *data)
{
	g_string_append_printf(data, "%s %s=%s@%d;", c->value ? "put" : "del", c->key,
	                       c->value ? c->value : "", (int)c->mod_revision);
}

static const char line_of_two[] =
    "{\"result\":{\"header\":{\"revision\":\"11\"},\"events\":["
    "{\"kv\":{\"key\":\"YWNrL3cx\",\"mod_revision\":\"11\",\"value\":\"djI=\"}},"
    "{\"type\":\"DELETE\",\"kv\":{\"key\":\"YWNrL3cx\",\"mod_revision\":\"12\"}}]}}\n";

static void
a_line_tells_its_changes_in_order(void **state)
{
	GString *seen = g_string_new(NULL);
	struct etcd_news news;
	struct err e;

	(void)state;
	assert_true(etcd_read_line(line_of_two, sizeof line_of_two - 1, note, seen, &news, &e));
	assert_string_equal(seen->str, "put ack/w1=v2@11;del ack/w1=@12;");
	assert_int_equal(news.revision, 11);
	g_string_free(seen, TRUE);
}

static bool
reads(const char *line, struct etcd_news *news, struct err *e)
{
	GString *seen = g_string_new(NULL);
	bool ok = etcd_read_line(line, strlen(line), note, seen, news, e);

	g_string_free(seen, TRUE);
	return ok;
}

static void
a_compaction_is_told_apart_from_a_refusal(void **state)
{
	struct etcd_news news;
	struct err e;

	(void)state;
	assert_true(reads("{\"result\":{\"header\":{},\"created\":true}}", &news, &e));
	assert_true(news.is_created);
	assert_true(
	    reads("{\"result\":{\"canceled\":true,\"compact_revision\":\"10\"}}", &news, &e));
	assert_int_equal(news.compact_revision, 10);
	assert_false(reads("{\"result\":{\"canceled\":true,\"cancel_reason\":\"no \\u001b[31m\"}}",
	                   &news, &e));
	assert_string_equal(e.text, "etcd ended the watch: no ^[[31m");
	assert_false(reads("{\"error\":{\"message\":\"x\"}}", &news, &e));
	assert_false(reads("<html>", &news, &e));
	assert_true(reads("{\"result\":{\"events\":[null,7,{\"kv\":[]},{\"kv\":{\"key\":5}}]}}",
	                  &news, &e));
}

static struct etcd_exchange
new_watch(size_t max)
{
	struct etcd_exchange x = { .received = g_string_new(NULL), .max = max, .is_watch = true };

	g_queue_init(&x.lines);
	return x;
}

static void
end_watch(struct etcd_exchange *x)
{
	g_string_free(x->received, TRUE);
	g_queue_clear_full(&x->lines, g_free);
}

static void
a_watch_may_be_cut_anywhere(void **state)
{
	static const char both[] = "{\"a\":1}\n\n{\"b\":2}\n";

	(void)state;
	for (size_t cut = 0; cut < sizeof both - 1; cut++) {
		struct etcd_exchange x = new_watch(100);
		char *first, *second;

		assert_true(watch_take(&x, both, cut));
		assert_true(watch_take(&x, both + cut, sizeof both - 1 - cut));
		assert_int_equal(x.lines.length, 2);
		first = g_queue_pop_head(&x.lines);
		second = g_queue_pop_head(&x.lines);
		assert_string_equal(first, "{\"a\":1}");
		assert_string_equal(second, "{\"b\":2}");
		g_free(first);
		g_free(second);
		end_watch(&x);
	}
}

static void
a_line_without_end_is_given_up(void **state)
{
	struct etcd_exchange x = new_watch(10);

	(void)state;
	assert_true(watch_take(&x, "0123456789", 10));
	assert_false(watch_take(&x, "0", 1));
	end_watch(&x);
}

/* A member that wants a log-in, and whose first token runs out at once. */
struct member {
	unsigned log_ins, calls, refused;
};

static void
answer_member(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	struct member *m = user;
	char token[64];

	(void)is_stopping;
	if (strcmp(seen->path, "/v3/auth/authenticate") == 0) {
		g_snprintf(token, sizeof token, "{\"token\":\"T%u\"}", ++m->log_ins);
		http_reply(fd, strstr(seen->body, "\"pw\"") ? 200 : 400, "", token);
	} else if (!strstr(seen->head, "Authorization: T2\r\n")) {
		m->refused++;
		http_reply(fd, 401, "", "{\"message\":\"invalid auth token\",\"code\":16}");
	} else {
		m->calls++;
		http_reply(fd, 200, "", "{\"header\":{\"revision\":\"7\"}}");
	}
}

static void
answer_busy(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	(void)seen;
	(void)is_stopping;
	(void)user;
	http_reply(fd, 503, "", "{\"message\":\"no leader\",\"code\":14}");
}

static void
another_member_is_asked_and_a_log_in_renewed(void **state)
{
	struct member member = { 0, 0, 0 };
	struct http_fixture *busy = http_fixture_start(answer_busy, NULL),
			    *well = http_fixture_start(answer_member, &member);
	struct etcd_conf conf = { .endpoints = g_ptr_array_new_with_free_func(g_free),
		                  .user = "room" };
	atomic_bool stop = false;
	struct etcd *etcd;
	struct json_object *answer;
	struct err e = { "" };
	int fd = g_file_open_tmp("warroom-secret-XXXXXX", &conf.password_file, NULL);

	(void)state;
	assert_int_equal(write(fd, "pw\n", 3), 3);
	close(fd);
	g_ptr_array_add(conf.endpoints, g_strdup("http://127.0.0.1:1"));
	g_ptr_array_add(conf.endpoints, http_fixture_url(well));
	etcd = etcd_new(&conf, &stop);
	/* a token that the member refuses right after it gave it is no token that ran out */
	assert_null(etcd_call(etcd, "kv/range", etcd_key("a"), NULL, &e));
	assert_non_null(strstr(e.text, "invalid auth token (HTTP 401)"));
	for (int i = 0; i < 2; i++) {
		answer = etcd_call(etcd, "kv/range", etcd_key("a"), NULL, &e);
		assert_int_equal(
		    etcd_int(etcd_member(answer, "header", json_type_object), "revision"), 7);
		json_object_put(answer);
	}
	assert_int_equal(member.log_ins, 2);
	assert_int_equal(member.calls, 2);
	assert_int_equal(member.refused, 2);
	etcd_free(&etcd);

	conf.user = NULL;
	g_ptr_array_set_size(conf.endpoints, 1);
	g_ptr_array_add(conf.endpoints, http_fixture_url(busy));
	etcd = etcd_new(&conf, &stop);
	assert_null(etcd_call(etcd, "kv/range", etcd_key("a"), NULL, &e));
	assert_non_null(strstr(e.text, "no leader (HTTP 503)"));
	etcd_free(&etcd);
	remove(conf.password_file);
	g_free(conf.password_file);
	g_ptr_array_unref(conf.endpoints);
	http_fixture_stop(&busy);
	http_fixture_stop(&well);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_texts_and_what_is_zero_is_left_out),
		cmocka_unit_test(what_is_no_object_or_nests_too_deep_is_refused),
		cmocka_unit_test(base64_goes_both_ways_and_bad_one_is_refused),
		cmocka_unit_test(a_prefix_ends_before_its_last_byte_plus_one),
		cmocka_unit_test(a_line_tells_its_changes_in_order),
		cmocka_unit_test(a_compaction_is_told_apart_from_a_refusal),
		cmocka_unit_test(a_watch_may_be_cut_anywhere),
		cmocka_unit_test(a_line_without_end_is_given_up),
		cmocka_unit_test(another_member_is_asked_and_a_log_in_renewed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
