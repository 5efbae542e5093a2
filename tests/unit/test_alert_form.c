/* An alert is read from its bytes where it is written plainly, else from json-c's tree; both say the
 * same. */
#include "net/alert_form.h"
#include "net/json_read.h"
#include "tests/unit/net_fixture.h"

#define PLAIN \
	"{\"annotations\":{\"summary\":\"支付网关 down\",\"runbook_url\":\"https://x/r\"}," \
	"\"endsAt\":\"2026-11-22T13:19:04.490Z\",\"fingerprint\":\"f1\"," \
	"\"receivers\":[{\"name\":\"pager\"}, {\"name\":\"chat\"}]," \
	"\"startsAt\":\"2026-11-22T15:00:00.000+02:00\", \"status\" : {\"inhibitedBy\":[\"x\"]," \
	"\"silencedBy\":[\"s1\",\"s2\"],\"state\":\"active\"}," \
	"\"generatorURL\":\"http://x/g\"," \
	"\"labels\":{\"alertname\":\"DiskFull\",\"severity\":\"critical\",\"empty\":\"\"}}"

struct forms {
	struct alert_form *quick, *whole;
	json_object *tree;
};

static bool
read_quick(struct forms *f, const char *text, size_t len)
{
	return alert_form_of_bytes(f->quick, text, len);
}

static bool
read_whole(struct forms *f, const char *text, size_t len)
{
	struct err e;

	json_object_put(f->tree);
	f->tree = json_read(text, len, &e);
	if (f->tree)
		alert_form_of_tree(f->whole, f->tree);
	return f->tree != NULL;
}

static int
set_up(void **state)
{
	struct forms *f = g_new0(struct forms, 1);

	f->quick = alert_form_new();
	f->whole = alert_form_new();
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct forms *f = *state;

	alert_form_free(&f->quick);
	alert_form_free(&f->whole);
	json_object_put(f->tree);
	g_free(f);
	return 0;
}

static void
assert_text(struct form_text text, const char *expected)
{
	assert_int_equal(text.len, strlen(expected));
	assert_memory_equal(text.bytes, expected, text.len);
}

static void
an_alert_that_is_written_plainly_needs_no_tree(void **state)
{
	struct forms *f = *state;

	assert_true(read_quick(f, PLAIN, strlen(PLAIN)));
	assert_text(f->quick->fingerprint, "f1");
	assert_text(f->quick->link, "http://x/g");
	assert_text(form_value(f->quick->labels, "severity"), "critical");
	assert_text(form_value(f->quick->labels, "empty"), "");
	assert_null(form_value(f->quick->labels, "team").bytes);
	assert_text(form_value(f->quick->notes, "summary"), "支付网关 down");
	assert_text(g_array_index(f->quick->silenced_by, struct form_text, 1), "s2");
	assert_true(f->quick->is_inhibited);
	assert_true(f->quick->starts_us == NOW - 20 * MIN_US);
	assert_true(read_whole(f, PLAIN, strlen(PLAIN)));
	assert_true(alert_form_hash(f->quick) == alert_form_hash(f->whole));
}

/* These are good alerts, but only json-c knows what they say. */
static void
what_is_not_plain_is_left_to_json_c(void **state)
{
	static const char *const others[] = {
		"{\"fingerprint\":\"a\\u0062\",\"labels\":{},\"startsAt\":\"2026-11-22T13:00:00Z\"}",
		"{\"fingerprint\":7,\"labels\":{},\"startsAt\":\"2026-11-22T13:00:00Z\"}",
		"{\"fingerprint\":\"a\",\"labels\":{\"n\":1},\"startsAt\":\"2026-11-22T13:00:00Z\"}",
		"{\"fingerprint\":\"a\",\"labels\":{\"n\":\"1\",\"n\":\"2\"},\"startsAt\":"
		"\"2026-11-22T13:00:00Z\"}",
		"{\"fingerprint\":\"a\",\"fingerprint\":\"b\",\"labels\":{},\"startsAt\":"
		"\"2026-11-22T13:00:00Z\"}",
		"{\"fingerprint\":\"a\",\"labels\":{},\"startsAt\":1795353600}",
		"{\"fingerprint\":\"a\",\"labels\":{},\"startsAt\":\"2026-11-22T13:00:00Z\",\"n\":null}",
	};
	struct forms *f = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
		assert_false(read_quick(f, others[i], strlen(others[i])));
		assert_true(read_whole(f, others[i], strlen(others[i])));
		assert_true(f->whole->fingerprint.len > 0 && f->whole->has_labels);
		assert_true(f->whole->starts_us != UNSAID);
	}
}

/* One or a few bytes of a good alert become others, go, or come twice. */
static GString *
damaged(GRand *random)
{
	static const char bytes[] = "{}[]\",:\\ \n01atnx\x01\x7f\xc3\xa9\xff";
	GString *text = g_string_new(PLAIN);

	for (int n = g_rand_int_range(random, 1, 4); n > 0; n--) {
		gint32 at = g_rand_int_range(random, 0, (gint32)text->len);
		char byte = bytes[g_rand_int_range(random, 0, (gint32)sizeof bytes)];

		switch (g_rand_int_range(random, 0, 3)) {
		case 0:
			text->str[at] = byte;
			break;
		case 1:
			g_string_erase(text, at, 1);
			break;
		default:
			g_string_insert_c(text, at, byte);
		}
	}
	return text;
}

static void
whatever_is_taken_without_json_c_is_what_json_c_says(void **state)
{
	struct forms *f = *state;
	GRand *random = g_rand_new_with_seed(11);
	unsigned taken = 0, left = 0;

	for (int i = 0; i < 20000; i++) {
		GString *text = damaged(random);
		bool is_quick = read_quick(f, text->str, text->len);

		if (is_quick && (!read_whole(f, text->str, text->len) ||
		                 alert_form_hash(f->quick) != alert_form_hash(f->whole)))
			fail_msg("read otherwise: %s", text->str);
		taken += is_quick;
		left += !is_quick;
		g_string_free(text, TRUE);
	}
	g_rand_free(random);
	assert_true(taken > 1000 && left > 1000); /* both were tried */
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(an_alert_that_is_written_plainly_needs_no_tree),
		TEST(what_is_not_plain_is_left_to_json_c),
		TEST(whatever_is_taken_without_json_c_is_what_json_c_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
