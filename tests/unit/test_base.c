/* What base/ promises: clean text, widths, durations, instants, money, and the mailbox. */
#include "base/clock.h"
#include "base/hash.h"
#include "base/late.h"
#include "base/mailbox.h"
#include "base/needle.h"
#include "base/quantity.h"
#include "base/text.h"

#include <locale.h>
#include <math.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
widths_are_in_cells(void **state)
{
	int used;

	(void)state;
	assert_int_equal(text_width("order 母婴"), 10);
	assert_int_equal(text_width("e\xcc\x81"), 1);
	assert_int_equal(text_fit("母婴店", 5, &used), 6);
	assert_int_equal(used, 4);
	text_set_ambiguous_width(2);
	assert_int_equal(text_width("§"), 2);
	text_set_ambiguous_width(1);
	assert_int_equal(text_width("§"), 1);
}

static void
durations_read_and_show(void **state)
{
	static const struct {
		const char *text;
		int64_t us;
	} good[] = { { "90s", 90 * SEC_US },
		     { "1d 12h", 36 * HOUR_US },
		     { "1h30m", 90 * MIN_US },
		     { "250ms", 250000 },
		     { "0", 0 },
		     { "-5m", -5 * MIN_US },
		     { "4w", 28 * DAY_US } };
	static const char *const bad[] = { "",        "5",     "m",   "5 m x", "9999999999s",
		                           "200000d", "1h-3m", "1.5h" };
	struct err e;
	int64_t us;
	char buf[32];

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
		assert_true(duration_parse(good[i].text, &us, &e));
		assert_int_equal(us, good[i].us);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		e.text[0] = '\0';
		assert_false(duration_parse(bad[i], &us, &e));
		assert_true(e.text[0]);
	}
	assert_string_equal(duration_coarse(125 * MIN_US, buf, sizeof buf), "2h05");
	assert_string_equal(duration_coarse(76 * HOUR_US, buf, sizeof buf), "3d4h");
	assert_string_equal(duration_clock(8073 * SEC_US, buf, sizeof buf), "02:14:33");
	assert_string_equal(duration_clock(-8073 * SEC_US, buf, sizeof buf), "-02:14:33");
	assert_string_equal(duration_limit(-41 * SEC_US, buf, sizeof buf), "-00:41");
	assert_string_equal(duration_limit(725 * SEC_US, buf, sizeof buf), "+12:05");
	assert_string_equal(duration_limit(UNSAID, buf, sizeof buf), "-");
}

static void
local_times_that_are_not_one_instant_are_errors(void **state)
{
	GTimeZone *shanghai = g_time_zone_new_identifier("Asia/Shanghai");
	GTimeZone *new_york = g_time_zone_new_identifier("America/New_York");
	GTimeZone *lord_howe = g_time_zone_new_identifier("Australia/Lord_Howe");
	struct err e;
	int64_t us, same;

	(void)state;
	assert_true(instant_parse("2026-10-24 08:00", shanghai, &us, &e));
	assert_true(instant_parse("2026-10-24T00:00:00Z", shanghai, &same, &e));
	assert_int_equal(us, same);
	assert_true(instant_parse("2026-11-11", shanghai, &us, &e));
	assert_false(instant_parse("2026-03-08 02:30", new_york, &us, &e));
	assert_non_null(strstr(e.text, "does not exist"));
	assert_false(instant_parse("2026-11-01 01:30", new_york, &us, &e));
	assert_non_null(strstr(e.text, "exists twice"));
	assert_true(instant_parse("2026-11-01 02:30", new_york, &us, &e));
	assert_false(
	    instant_parse("2026-04-05 01:45", lord_howe, &us, &e)); /* half an hour twice */
	assert_true(instant_parse("2026-04-05 02:15", lord_howe, &us, &e));
	assert_false(instant_parse("2026-13-01 00:00", shanghai, &us, &e));
	assert_false(instant_parse("2026-10-24 8", shanghai, &us, &e));
	assert_false(instant_parse("tomorrow", shanghai, &us, &e));
	assert_true(instant_parse_rfc3339("2026-11-22T13:15:45.568674523Z", &us));
	assert_int_equal(us % SEC_US, 568674);
	assert_false(instant_parse_rfc3339("2026-11-22", &us));
	g_time_zone_unref(shanghai);
	g_time_zone_unref(new_york);
	g_time_zone_unref(lord_howe);
}

static void
money_keeps_its_cents(void **state)
{
	static const char *const bad[] = { "",    "M",        "1.234", "12 apples",
		                           "1e9", "9999999B", "1.2.3", "-" };
	struct err e;
	int64_t minor;
	char buf[40];

	(void)state;
	assert_true(money_parse("12.0M", &minor, &e));
	assert_int_equal(minor, INT64_C(1200000000));
	assert_true(money_parse("1_200_000.55", &minor, &e));
	assert_int_equal(minor, 120000055);
	assert_true(money_parse("-350k", &minor, &e));
	assert_int_equal(minor, -35000000);
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		assert_false(money_parse(bad[i], &minor, &e));
	assert_string_equal(money_short(INT64_C(120000000), buf, sizeof buf), "1.20M");
	assert_string_equal(money_short(99999999, buf, sizeof buf), "1.00M");
	assert_string_equal(money_long(-123456750, buf, sizeof buf), "-1,234,567.50");
	assert_string_equal(number_short(121.4e6, 0, buf, sizeof buf), "121.4M");
	assert_string_equal(number_short(812000, 0, buf, sizeof buf), "812k");
	assert_string_equal(number_short(99.41, 2, buf, sizeof buf), "99.41");
	assert_string_equal(number_short(NAN, 2, buf, sizeof buf), "-");
}

enum { POSTS = 1000 };

static void *
post_many(void *mb)
{
	for (int i = 0; i < POSTS; i++)
		mailbox_post(mb, i, NULL, NULL);
	return NULL;
}

static void
a_mailbox_hands_over_in_order_and_can_be_polled(void **state)
{
	struct mailbox *mb = mailbox_new();
	struct pollfd fd = { .fd = mailbox_fd(mb), .events = POLLIN };
	struct message m;
	pthread_t poster;
	int next = 0;

	(void)state;
	assert_int_equal(poll(&fd, 1, 0), 0);
	assert_false(mailbox_take(mb, &m));
	pthread_create(&poster, NULL, post_many, mb);
	while (next < POSTS) {
		assert_int_equal(poll(&fd, 1, 5000), 1);
		while (mailbox_take(mb, &m))
			assert_int_equal(m.kind, next++);
	}
	pthread_join(poster, NULL);
	assert_int_equal(poll(&fd, 1, 0), 0);
	mailbox_post(mb, 1, g_strdup("freed with the mailbox"), g_free);
	mailbox_free(&mb);
	assert_null(mb);
}

static void
what_is_left_in_a_mailbox_wakes_nobody(void **state)
{
	struct mailbox *mb = mailbox_new();
	struct pollfd fd = { .fd = mailbox_fd(mb), .events = POLLIN };
	struct message m;

	(void)state;
	mailbox_leave(mb, 1, NULL, NULL);
	assert_int_equal(poll(&fd, 1, 0), 0);
	assert_true(mailbox_take(mb, &m));
	mailbox_leave(mb, 2, NULL, NULL);
	mailbox_post(mb, 3, NULL, NULL);
	assert_int_equal(poll(&fd, 1, 0), 1);
	assert_true(mailbox_take(mb, &m));
	assert_int_equal(m.kind, 2);
	assert_int_equal(poll(&fd, 1, 0), 1);
	assert_true(mailbox_take(mb, &m));
	assert_int_equal(m.kind, 3);
	assert_int_equal(poll(&fd, 1, 0), 0);
	mailbox_free(&mb);
}

static void
a_library_that_is_not_there_is_told_by_name(void **state)
{
	void *address;
	struct late_call calls[] = { { "no_such_function", &address } };
	struct err e;

	(void)state;
	assert_false(late_load("libwarroom-none.so.7", calls, 1, &e));
	assert_non_null(strstr(e.text, "libwarroom-none.so.7"));
	assert_false(late_load("libm.so.6", calls, 1, &e));
	assert_string_equal(e.text, "libm.so.6 is too old: it has no no_such_function");
}

static void *
take_one_soon(void *mb)
{
	struct message m;

	poll(NULL, 0, 50);
	assert_true(mailbox_take(mb, &m));
	return NULL;
}

static void
a_mailbox_that_is_full_makes_its_filler_wait(void **state)
{
	struct mailbox *mb = mailbox_new();
	pthread_t taker;

	(void)state;
	assert_true(mailbox_has_room(mb, 2, 0));
	mailbox_post(mb, 1, NULL, NULL);
	assert_true(mailbox_has_room(mb, 2, 0));
	mailbox_post(mb, 2, NULL, NULL);
	assert_false(mailbox_has_room(mb, 2, 10)); /* nobody takes */
	pthread_create(&taker, NULL, take_one_soon, mb);
	assert_true(mailbox_has_room(mb, 2, 60000)); /* ... now somebody does */
	pthread_join(taker, NULL);
	mailbox_free(&mb);
}

static bool
is_in(const char *word, const char *text)
{
	struct needle *needle = needle_new(word);
	bool is_in = needle_in(needle, text);

	needle_free(&needle);
	assert_null(needle);
	return is_in;
}

static void
needle_finds_in_any_case(void **state)
{
	(void)state;
	assert_true(is_in("gate", "PaymentGATEwaySlow"));
	assert_true(is_in("aab", "aaab"));
	assert_false(is_in("gates", "gate"));
	assert_false(is_in("gate", ""));
	assert_false(is_in("gate", NULL));
	assert_true(is_in("", ""));
	assert_true(is_in("缺货", "SKU 组 A 缺货 1.8%"));
	assert_true(is_in("组 a", "SKU 组 A 缺货"));
	assert_true(is_in("CAFÉ", "le café du coin"));
	assert_true(is_in("été", "UN ÉTÉ"));
	assert_false(is_in("É", "e"));
}

/* Whatever byte is another one, and however many there are. */
static void
a_hash_differs_with_any_byte(void **state)
{
	unsigned char bytes[80] = { 0 };

	(void)state;
	for (size_t len = 0; len <= sizeof bytes; len++) {
		uint64_t hash = hash_long(HASH_START, bytes, len);

		assert_true(hash == hash_long(HASH_START, bytes, len));
		assert_true(hash != hash_long(HASH_START + 1, bytes, len));
		assert_true(len == 0 || hash != hash_long(HASH_START, bytes, len - 1));
		for (size_t i = 0; i < len; i++) {
			bytes[i] ^= (unsigned char)(1 << i % 8);
			assert_true(hash != hash_long(HASH_START, bytes, len));
			bytes[i] = 0;
		}
	}
	/* two words that change places */
	memcpy(bytes, "12345678abcdefgh", 16);
	memcpy(bytes + 32, "ABCDEFGH", 8);
	for (size_t other = 8; other <= 32; other += 8) {
		unsigned char turned[80];

		memcpy(turned, bytes, sizeof turned);
		memcpy(turned, bytes + other, 8);
		memcpy(turned + other, bytes, 8);
		assert_true(hash_long(HASH_START, bytes, 64) != hash_long(HASH_START, turned, 64));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hash_differs_with_any_byte),
		cmocka_unit_test(needle_finds_in_any_case),
		cmocka_unit_test(widths_are_in_cells),
		cmocka_unit_test(durations_read_and_show),
		cmocka_unit_test(local_times_that_are_not_one_instant_are_errors),
		cmocka_unit_test(money_keeps_its_cents),
		cmocka_unit_test(a_mailbox_hands_over_in_order_and_can_be_polled),
		cmocka_unit_test(what_is_left_in_a_mailbox_wakes_nobody),
		cmocka_unit_test(a_library_that_is_not_there_is_told_by_name),
		cmocka_unit_test(a_mailbox_that_is_full_makes_its_filler_wait),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
