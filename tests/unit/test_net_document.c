/* Documents, values and texts that no reader should swallow (F16). */
#include "tests/unit/net_fixture.h"

static struct source *
room_source(void)
{
	struct source_conf *conf = conf_of("shop", "json", "http://x");
	struct source_query *query = source_conf_add_query(conf);

	query->query = g_strdup("/room");
	query->shows = g_strdup("room");
	return source_alone(conf);
}

/* One document of the native form with these members. */
static struct event_batch *
read_room(struct source *source, const char *members, size_t len, struct err *e)
{
	GString *text = g_string_new("{");
	struct reading r = { .source = source,
		             .slot = slot_at(source, 0),
		             .now_us = NOW,
		             .batch = event_batch_new() };

	g_string_append_len(text, members, (gssize)len);
	g_string_append_c(text, '}');
	if (!source_read(&r, text->str, text->len, e))
		event_batch_free(&r.batch);
	g_string_free(text, TRUE);
	return r.batch;
}

static const char good[] = "\"metrics\":[{\"id\":\"gmv\",\"value\":7,\"at\":1795353600}],"
			   "\"alerts\":[{\"id\":\"a1\",\"title\":\"Out\"}]";
static const char alert_kept[] = ",\"alerts\":[{\"id\":\"a1\",\"title\":\"Out\"}]";

static unsigned
events_of(const struct event_batch *batch, enum event_kind kind)
{
	unsigned n = 0;

	for (guint i = 0; batch && i < batch->events->len; i++)
		n += event_at(batch, i)->kind == kind;
	return n;
}

/* The document is refused as a whole with this reason, and nothing of it is told. */
static void
check_refused(const char *members, size_t len, const char *reason)
{
	struct source *source = room_source();
	struct event_batch *batch;
	struct err e;

	batch = read_room(source, good, strlen(good), &e);
	assert_int_equal(events_of(batch, EVENT_SAMPLE), 1);
	event_batch_free(&batch);
	batch = read_room(source, members, len, &e);
	if (batch || !strstr(e.text, reason))
		fail_msg("%.40s: %s instead of %s", members, batch ? "taken" : e.text, reason);
	/* what was known still is: an equal answer has nothing new, the alert is not gone */
	batch = read_room(source, good, strlen(good), &e);
	assert_int_equal(events_of(batch, EVENT_ALERT) + events_of(batch, EVENT_ALERT_GONE), 0);
	event_batch_free(&batch);
	source_free(&source);
}

static char *
nested(unsigned depth)
{
	char *open = g_strnfill(depth, '['), *close = g_strnfill(depth, ']');
	char *text = g_strconcat("\"metrics\":", open, close, NULL);

	g_free(open);
	g_free(close);
	return text;
}

/* Documents that are no documents. */
static void
a_document_that_is_none_changes_nothing(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *reason;
	} cases[] = {
#define BYTES(text) text, sizeof(text) - 1
		{ BYTES("\"metrics\":[{\"id\":\"a\0b\"}]"), "content: not JSON at byte" },
		{ BYTES("\"metrics\":[\0]"), "content: not JSON at byte" },
		{ BYTES("\"metrics\":[{\"id\":\"\xff\xfe\"}]"), "content: not UTF-8 at byte" },
		{ BYTES("\"metrics\":[] /* so */"), "content: not JSON at byte" },
		{ BYTES("\"metrics\":[]} {"), "content: not JSON at byte" },
#undef BYTES
	};
	static const unsigned depths[] = { 33, 99 * 1000, 100 * 1000, 1000 * 1000 };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check_refused(cases[i].bytes, cases[i].len, cases[i].reason);
	for (size_t i = 0; i < G_N_ELEMENTS(depths); i++) {
		char *text = nested(depths[i]);

		check_refused(text, strlen(text),
		              depths[i] >= 100 * 1000
		                  ? "content: more than 100000 objects and lists"
		                  : "content: nested deeper than 32 levels");
		g_free(text);
	}
}

/* The value is left out and says why; the rest of the document counts. */
static void
check_value(const char *value, const char *reason)
{
	struct source *source = room_source();
	char *members =
	    g_strdup_printf("\"metrics\":[{\"id\":\"gmv\",\"value\":%s,\"at\":1795353600},"
	                    "{\"id\":\"orders\",\"value\":2,\"at\":1795353600}]%s",
	                    value, alert_kept);
	struct event_batch *batch;
	struct err e;

	batch = read_room(source, good, strlen(good), &e);
	event_batch_free(&batch);
	batch = read_room(source, members, strlen(members), &e);
	if (!batch)
		fail_msg("%s: %s", value, e.text);
	assert_int_equal(events_of(batch, EVENT_SAMPLE), *reason ? 1 : 2);
	assert_int_equal(events_of(batch, EVENT_ALERT_GONE), 0);
	assert_int_equal(slot_at(source, 0)->broken, *reason != '\0');
	assert_string_equal(slot_at(source, 0)->first_broken.text, reason);
	event_batch_free(&batch);
	source_free(&source);
	g_free(members);
}

/* Values that are no values. */
static void
a_value_that_is_none_leaves_the_last_good_one(void **state)
{
	static const char no_number[] = "content: metrics[0] 'value' is no finite number";

	(void)state;
	check_value("8", "");
	check_value("1e400", no_number);
	check_value("-1e400", no_number);
	check_value("NaN", no_number);
	check_value("Infinity", no_number);
	check_value("123456789012345678901234567890", no_number);
	check_value("-123456789012345678901234567890", no_number);
	check_value("\"1e400\"", no_number);
	check_value("\"nan\"", no_number);
	check_value("7,\"value\":8", ""); /* twice: the last one counts */
}

/* What a text may hold, and yet reaches no terminal. */
static void
a_text_that_is_valid_json_is_cleaned(void **state)
{
	static const struct {
		const char *title, *shown;
	} cases[] = {
		{ "a\\u0000b", "a^@b" },
		{ "a\xc0\xaf"
		  "b",
		  "a\xef\xbf\xbd\xef\xbf\xbd"
		  "b" }, /* overlong "/" */
		{ "a\\ud800b", "a\xef\xbf\xbd"
		               "b" },
		{ "a\xed\xa0\x80"
		  "b",
		  "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
		  "b" },
		{ "a\xf5\x80\x80\x80"
		  "b",
		  "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
		  "b" }, /* above U+10FFFF */
		{ "a\\u001b[31mb", "a^[[31mb" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct source *source = room_source();
		char *members = g_strdup_printf("\"alerts\":[{\"id\":\"a1\",\"title\":\"%s\"}]",
		                                cases[i].title);
		struct err e;
		struct event_batch *batch = read_room(source, members, strlen(members), &e);

		if (!batch)
			fail_msg("%s: %s", cases[i].title, e.text);
		assert_string_equal(event_at(batch, 0)->alert->title, cases[i].shown);
		event_batch_free(&batch);
		source_free(&source);
		g_free(members);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_that_is_none_changes_nothing),
		cmocka_unit_test(a_value_that_is_none_leaves_the_last_good_one),
		cmocka_unit_test(a_text_that_is_valid_json_is_cleaned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
