/* When sources are asked: 200 pollers against a driven clock (F22), backoff, and what a header says of
 * waiting. */
#include "tests/unit/net_fixture.h"

#include "base/late.h"
#include "net/answer_head.h"
#include "net/schedule.h"

enum { POLLERS = 200 };
#define PERIOD_US (15 * SEC_US)
#define TOOK_US (20 * MSEC_US)
#define LENGTH_US (600 * SEC_US)

struct simulated {
	int64_t offset_us, next_us;
	unsigned failures;
};

/* When requests are made in ten minutes, sorted, while the server is down in from_us .. to_us. The first
 * round, which is at once so that a console shows something, is left out. */
static GArray *
run(struct simulated *pollers, GRand *random, int64_t from_us, int64_t to_us)
{
	GArray *requests = g_array_new(FALSE, FALSE, sizeof(int64_t));

	for (;;) {
		struct simulated *p = &pollers[0];
		int64_t end_us;

		for (int i = 1; i < POLLERS; i++)
			if (pollers[i].next_us < p->next_us)
				p = &pollers[i];
		if (p->next_us > LENGTH_US)
			return requests;
		g_array_append_val(requests, p->next_us);
		end_us = p->next_us + TOOK_US;
		p->failures = end_us >= from_us && end_us < to_us ? p->failures + 1 : 0;
		p->next_us = p->failures
		                 ? end_us + schedule_backoff(p->failures, g_rand_double(random),
		                                             schedule_poll_cap(PERIOD_US), 0)
		                 : schedule_next(end_us, p->offset_us, PERIOD_US);
	}
}

/* The most requests in any window of this width that begins in from_us .. to_us. */
static unsigned
peak(const GArray *requests, int64_t width_us, int64_t from_us, int64_t to_us)
{
	unsigned most = 0;
	guint first = 0;

	for (guint i = 0; i < requests->len; i++) {
		int64_t at_us = g_array_index(requests, int64_t, i);

		while (g_array_index(requests, int64_t, first) <= at_us - width_us)
			first++;
		if (at_us >= from_us && at_us < to_us)
			most = MAX(most, i - first + 1);
	}
	return most;
}

/* All are sources of one console, or each is the only one of its console. */
static void
place(struct simulated *pollers, GRand *random, bool is_one_console)
{
	uint64_t console = 0;

	for (unsigned i = 0; i < POLLERS; i++) {
		if (i == 0 || !is_one_console)
			console = (uint64_t)g_rand_int(random) << 32 | g_rand_int(random);
		pollers[i] = (struct simulated){
			.offset_us = schedule_offset(console, is_one_console ? i : 0, PERIOD_US),
		};
		assert_in_range(pollers[i].offset_us, 0, PERIOD_US - 1);
		pollers[i].next_us = schedule_next(0, pollers[i].offset_us, PERIOD_US);
	}
}

/* F22: 13.3 requests a second on average, 1.33 in 100 ms. */
static void
two_hundred_sources_are_asked_evenly(void **state)
{
	struct simulated pollers[POLLERS];

	(void)state;
	for (guint32 seed = 1; seed <= 20; seed++) {
		GRand *random = g_rand_new_with_seed(seed);
		GArray *requests;

		place(pollers, random, true);
		requests = run(pollers, random, LENGTH_US, LENGTH_US);
		assert_in_range(requests->len, 39 * POLLERS, 40 * POLLERS);
		assert_in_range(peak(requests, 100 * MSEC_US, 0, LENGTH_US), 1, 4);
		assert_in_range(peak(requests, SEC_US, 0, LENGTH_US), 13, 20);
		g_array_unref(requests);
		g_rand_free(random);
	}
}

/* Consoles know nothing of each other: chance alone spreads them, which shows in longer windows. */
static void
two_hundred_consoles_do_not_come_together(void **state)
{
	struct simulated pollers[POLLERS];

	(void)state;
	for (guint32 seed = 1; seed <= 20; seed++) {
		GRand *random = g_rand_new_with_seed(seed);
		GArray *requests;

		place(pollers, random, false);
		requests = run(pollers, random, LENGTH_US, LENGTH_US);
		assert_in_range(peak(requests, SEC_US, 0, LENGTH_US), 13, 39);
		g_array_unref(requests);
		g_rand_free(random);
	}
}

/* F22: from 200 s to 500 s nothing answers. */
static void
nobody_comes_running_when_an_outage_ends(void **state)
{
	struct simulated pollers[POLLERS];

	(void)state;
	for (guint32 seed = 1; seed <= 20; seed++) {
		GRand *random = g_rand_new_with_seed(seed);
		unsigned steady, after;
		GArray *requests;

		place(pollers, random, seed % 2 == 0);
		requests = run(pollers, random, 200 * SEC_US, 500 * SEC_US);
		steady = peak(requests, 5 * SEC_US, 50 * SEC_US, 200 * SEC_US);
		after = peak(requests, 5 * SEC_US, 500 * SEC_US, LENGTH_US);
		assert_in_range(after, 1, 2 * steady);
		assert_in_range(after, 1, 2 * 5 * POLLERS / 15);
		/* and a dead server is asked no more often than one that lives */
		assert_in_range(peak(requests, 60 * SEC_US, 300 * SEC_US, 500 * SEC_US), 1,
		                60 * POLLERS / 15 * 5 / 4);
		g_array_unref(requests);
		g_rand_free(random);
	}
}

/* F19: full jitter: anything from nearly nothing to the cap. */
static void
backoff_doubles_up_to_its_cap_and_keeps_to_what_the_server_says(void **state)
{
	(void)state;
	assert_int_equal(schedule_backoff(1, 0, 60 * SEC_US, 0), 250 * MSEC_US);
	assert_int_equal(schedule_backoff(1, 1, 60 * SEC_US, 0), 2 * SEC_US);
	assert_int_equal(schedule_backoff(3, 0.5, 60 * SEC_US, 0), 4 * SEC_US);
	assert_int_equal(schedule_backoff(5, 1, 60 * SEC_US, 0), 32 * SEC_US);
	assert_int_equal(schedule_backoff(6, 1, 60 * SEC_US, 0), 60 * SEC_US);
	assert_int_equal(schedule_backoff(4000000000U, 1, 60 * SEC_US, 0), 60 * SEC_US);
	assert_int_equal(schedule_backoff(1, 0.1, 60 * SEC_US, 7 * SEC_US), 7 * SEC_US);
	assert_int_equal(schedule_backoff(1, 0, 60 * SEC_US, 86400 * SEC_US), 600 * SEC_US);
	assert_int_equal(schedule_poll_cap(SEC_US), 2 * SEC_US);
	assert_int_equal(schedule_poll_cap(15 * SEC_US), 30 * SEC_US);
	assert_int_equal(schedule_poll_cap(HOUR_US), 60 * SEC_US);
}

static struct answer_head
head_of(const char *const *lines)
{
	struct answer_head head;

	answer_head_take(&head, "HTTP/1.1 200 OK\r\n", 17);
	for (; *lines; lines++)
		answer_head_take(&head, *lines, strlen(*lines));
	return head;
}
#define HEAD(...) head_of((const char *const[]){ __VA_ARGS__, NULL })

/* F19: both forms of Retry-After; a date counts by the server's clock, whatever ours says. */
static void
a_header_says_how_long_to_wait(void **state)
{
	struct answer_head head = HEAD("Retry-After: 7\r\n");

	(void)state;
	assert_int_equal(answer_head_wait_us(&head, NOW), 7 * SEC_US);
	head = HEAD("retry-after:120\r\n", "Date: Sun, 22 Nov 2026 13:20:00 GMT\r\n");
	assert_int_equal(answer_head_wait_us(&head, 0), 120 * SEC_US);
	head = HEAD("Date: Sun, 22 Nov 2026 12:00:00 GMT\r\n",
	            "Retry-After: Sun, 22 Nov 2026 12:00:07 GMT\r\n");
	assert_int_equal(answer_head_wait_us(&head, NOW), 7 * SEC_US);
	head = HEAD("Retry-After: Sun, 22 Nov 2026 13:20:09 GMT\r\n");
	assert_int_equal(answer_head_wait_us(&head, NOW), 9 * SEC_US);
	head = HEAD("Retry-After: Sun, 22 Nov 2020 13:20:09 GMT\r\n"); /* long ago */
	assert_int_equal(answer_head_wait_us(&head, NOW), 0);
	head = HEAD("Retry-After: Sun, 22 Nov 2099 13:20:09 GMT\r\n");
	assert_int_equal(answer_head_wait_us(&head, NOW), 24 * HOUR_US);
	head = HEAD("Retry-After: 99999999999999999999\r\n");
	assert_int_equal(answer_head_wait_us(&head, NOW), 0);
	head = HEAD("Retry-After: -5\r\n");
	assert_int_equal(answer_head_wait_us(&head, NOW), 0);
	head = HEAD("Retry-After: soon\r\n");
	assert_int_equal(answer_head_wait_us(&head, NOW), 0);
}

static void
a_validator_is_kept_only_if_it_can_be_sent_back(void **state)
{
	char *longer = g_strnfill(300, 'x'), *line = g_strdup_printf("ETag: \"%s\"\r\n", longer);
	struct answer_head head =
	    HEAD("ETag: W/\"a b\"\r\n", "Last-Modified: Sun, 22 Nov 2026 13:20:00 GMT\r\n",
	         "Age: 60\r\n", "Date: Sun, 22 Nov 2026 13:20:00 GMT\r\n");

	(void)state;
	assert_string_equal(head.etag, "W/\"a b\"");
	assert_string_equal(head.modified, "Sun, 22 Nov 2026 13:20:00 GMT");
	assert_int_equal(head.date_us, NOW);
	assert_int_equal(head.age_us, 60 * SEC_US);
	head = HEAD("ETag: \"a\x1b[31m\"\r\n", "Last-Modified:\r\n", "no colon\r\n", "\r\n");
	assert_string_equal(head.etag, "");
	assert_string_equal(head.modified, "");
	head = HEAD(line);
	assert_string_equal(head.etag, "");
	g_free(line);
	g_free(longer);
	/* nothing of an interim answer is left */
	head = HEAD("ETag: \"1\"\r\n", "Retry-After: 7\r\n", "HTTP/1.1 200 OK\r\n");
	assert_string_equal(head.etag, "");
	assert_int_equal(answer_head_wait_us(&head, NOW), 0);
}

int
main(void)
{
	struct err e;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_hundred_sources_are_asked_evenly),
		cmocka_unit_test(two_hundred_consoles_do_not_come_together),
		cmocka_unit_test(nobody_comes_running_when_an_outage_ends),
		cmocka_unit_test(backoff_doubles_up_to_its_cap_and_keeps_to_what_the_server_says),
		cmocka_unit_test(a_header_says_how_long_to_wait),
		cmocka_unit_test(a_validator_is_kept_only_if_it_can_be_sent_back),
	};

	if (!late_curl(&e)) /* reads dates */
		fail_msg("%s", e.text);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
