/* Alertmanager's answers as it really gives them, and what the room is told of them. */
#include "tests/unit/net_fixture.h"

#include "net/silences.h"
#include "room/alert.h"

enum { SILENCES, ALERTS };

#define ALERT(fingerprint, ends, silenced, extra) \
	"{\"annotations\":{\"summary\":\"Disk / on db1 is 97% " \
	"full\",\"runbook_url\":\"https://x/r\"}," \
	"\"endsAt\":\"" ends "\",\"fingerprint\":\"" fingerprint \
	"\",\"receivers\":[{\"name\":\"pager\"}]," \
	"\"startsAt\":\"2026-11-22T15:00:00.000+02:00\",\"status\":{\"inhibitedBy\":[]," \
	"\"silencedBy\":[" silenced "],\"state\":\"active\"},\"updatedAt\":\"" ends \
	"\",\"generatorURL\":\"http://x/g\"," \
	"\"labels\":{\"alertname\":\"DiskFull\",\"severity\":\"critical\"" extra "}}"

#define SILENCE(id, state, comment, ends) \
	"{\"id\":\"" id "\",\"status\":{\"state\":\"" state \
	"\"},\"updatedAt\":\"2026-11-22T13:09:39.076Z\"," \
	"\"comment\":\"" comment "\",\"createdBy\":\"alice\",\"endsAt\":\"" ends \
	"\",\"matchers\":[{" \
	"\"isEqual\":true,\"isRegex\":false,\"name\":\"alertname\",\"value\":\"DiskFull\"}]," \
	"\"startsAt\":\"2026-11-22T13:09:39.076Z\"}"

#define EARLY "2026-11-22T13:14:04.490Z"
#define LATE "2026-11-22T13:19:04.490Z"

static struct source *
open_source(void)
{
	struct source_conf *conf = conf_of("am", "alertmanager", "http://am");

	conf->team = g_strdup("ops");
	return source_alone(conf);
}

static unsigned n_cut;

static void
count_cut(struct reading *r, const char *bytes, size_t len)
{
	n_cut++;
	source_alertmanager.read_element(r, bytes, len);
}

/* Reads a list of so many alerts of which one has another annotation; how many had to be cut. */
static unsigned
cut_of_list(struct source *source, int n, int other, guint events)
{
	GString *text = g_string_new("[");
	struct event_batch *batch;

	for (int i = 0; i < n; i++)
		g_string_append_printf(text,
		                       "%s{\"fingerprint\":\"fp%d\",\"startsAt\":\"" EARLY
		                       "\",\"annotations\":{\"summary\":\"%s\"},"
		                       "\"labels\":{\"alertname\":\"DiskFull\"}}",
		                       i ? "," : "", i, i == other ? "worse" : "full");
	n_cut = 0;
	batch = read_ok(source, ALERTS, g_string_append_c(text, ']')->str);
	assert_int_equal(batch->events->len, events);
	assert_int_equal(((struct slot *)g_ptr_array_index(source->slots, ALERTS))->rows, n);
	event_batch_free(&batch);
	g_string_free(text, TRUE);
	return n_cut;
}

static void
alerts_that_go_on_are_not_even_cut(void **state)
{
	struct source *source = open_source();
	struct source_ops counting = source_alertmanager;

	(void)state;
	counting.read_element = count_cut;
	source->ops = &counting;
	assert_int_equal(cut_of_list(source, 50, -1, 50), 50);
	assert_int_equal(cut_of_list(source, 50, -1, 0), 1); /* the first comes after nothing */
	assert_int_equal(cut_of_list(source, 50, 20, 1), 2);
	assert_int_equal(cut_of_list(source, 50, 20, 0), 1);
	/* one more at the end, and ten less */
	assert_int_equal(cut_of_list(source, 51, 20, 1), 2);
	assert_int_equal(cut_of_list(source, 41, 20, 10), 1);
	/* a silence may change what any of them means */
	assert_int_equal(count_read(source, SILENCES, "[" SILENCE("s1", "active", "", LATE) "]"),
	                 0);
	assert_int_equal(cut_of_list(source, 41, 20, 0), 41);
	source_free(&source);
}

static void
an_alert_is_told_with_all_that_matters(void **state)
{
	struct source *source = open_source();
	struct event_batch *batch =
	    read_ok(source, ALERTS, "[" ALERT("e3d0", EARLY, "", ",\"team\":\"tech\"") "]");
	const struct alert_data *alert = event_at(batch, 0)->alert;

	(void)state;
	assert_int_equal(event_at(batch, 0)->kind, EVENT_ALERT);
	assert_string_equal(event_at(batch, 0)->subject, "am/e3d0");
	assert_string_equal(event_at(batch, 0)->source, "am");
	assert_string_equal(alert->title, "DiskFull");
	assert_string_equal(alert->summary, "Disk / on db1 is 97% full");
	assert_string_equal(alert->runbook, "https://x/r");
	assert_string_equal(alert->link, "http://x/g");
	assert_string_equal(alert->team, "tech");
	assert_int_equal(alert->n_labels, 3);
	assert_string_equal(alert->labels[1].name, "severity");
	assert_string_equal(alert->labels[1].value, "critical");
	assert_int_equal(alert->starts_us, NOW - 20 * MIN_US);
	assert_false(alert->inhibited);
	assert_string_equal(alert->held_by, "");
	event_batch_free(&batch);
	batch = read_ok(source, ALERTS, "[" ALERT("e3d1", EARLY, "", "") "]");
	assert_string_equal(event_at(batch, 0)->alert->team, "ops"); /* the source's own */
	event_batch_free(&batch);
	source_free(&source);
}

static void
only_what_changed_is_told(void **state)
{
	struct source *source = open_source();
	struct event_batch *batch;

	(void)state;
	assert_int_equal(
	    count_read(source, ALERTS,
	               "[" ALERT("a", EARLY, "", "") "," ALERT("b", EARLY, "", "") "]"),
	    2);
	assert_int_equal(
	    count_read(source, ALERTS,
	               "[" ALERT("a", EARLY, "", "") "," ALERT("b", EARLY, "", "") "]"),
	    0);
	/* its sender repeated it */
	assert_int_equal(count_read(source, ALERTS,
	                            "[" ALERT("a", LATE, "", "") "," ALERT("b", EARLY, "", "") "]"),
	                 0);
	assert_int_equal(slot_at(source, ALERTS)->rows, 2);
	batch = read_ok(source, ALERTS, "[" ALERT("b", LATE, "", ",\"x\":\"1\"") "]");
	assert_int_equal(batch->events->len, 2);
	assert_int_equal(event_at(batch, 0)->kind, EVENT_ALERT);
	assert_int_equal(event_at(batch, 1)->kind, EVENT_ALERT_GONE);
	assert_string_equal(event_at(batch, 1)->subject, "am/a");
	event_batch_free(&batch);
	assert_int_equal(count_read(source, ALERTS, "[]"), 1);
	assert_int_equal(count_read(source, ALERTS, "[" ALERT("b", LATE, "", ",\"x\":\"1\"") "]"),
	                 1);
	source_free(&source);
}

static void
who_holds_an_alert_is_read_from_the_silences(void **state)
{
	struct source *source = open_source();
	struct event_batch *batch;
	const struct alert_data *alert;

	(void)state;
	count_read(
	    source, SILENCES,
	    "[" SILENCE("s1", "active", "looking at it", "2026-11-22T15:09:39.000Z") "," SILENCE(
		"s2", "active", "ACK! mine [wr:u-1]", "2026-11-22T16:09:39.000Z") "]");
	batch = read_ok(source, ALERTS, "[" ALERT("a", EARLY, "\"s1\",\"s2\",\"s3\"", "") "]");
	alert = event_at(batch, 0)->alert;
	assert_int_equal(alert->n_silenced_by, 3);
	assert_string_equal(alert->silenced_by[0], "s1");
	assert_string_equal(alert->held_by, "alice");
	assert_string_equal(alert->held_comment, "ACK! mine"); /* the one that ends last */
	assert_int_equal(alert->held_until_us, NOW + 2 * HOUR_US + 49 * MIN_US + 39 * SEC_US);
	event_batch_free(&batch);
	/* a silence changes, the alert's own text does not */
	count_read(source, SILENCES,
	           "[" SILENCE("s2", "active", "longer [wr:u-1]", "2026-11-22T18:09:39.000Z") "]");
	batch = read_ok(source, ALERTS, "[" ALERT("a", EARLY, "\"s1\",\"s2\",\"s3\"", "") "]");
	assert_string_equal(event_at(batch, 0)->alert->held_comment, "longer");
	event_batch_free(&batch);
	assert_string_equal(silences_by_token(source->silences, "u-1")->id, "s2");
	assert_null(silences_by_id(source->silences, "s1"));
	source_free(&source);
}

static void
a_broken_element_costs_itself(void **state)
{
	static const char no_start[] = "{\"fingerprint\":\"b\",\"labels\":{}}";
	struct source *source = open_source();
	char *text = g_strdup_printf("[{\"x\":1},{\"a\" 2},%s,%s,%s]", ALERT("a", EARLY, "", ""),
	                             no_start, ALERT("a", EARLY, "", ""));

	(void)state;
	assert_int_equal(count_read(source, ALERTS, "[" ALERT("b", EARLY, "", "") "]"), 1);
	assert_int_equal(count_read(source, ALERTS, text),
	                 1); /* a is told, b not gone although it cannot be read now */
	assert_int_equal(slot_at(source, ALERTS)->rows, 2);
	assert_int_equal(slot_at(source, ALERTS)->broken, 3);
	assert_string_equal(slot_at(source, ALERTS)->first_broken.text,
	                    "content: an alert without a fingerprint");
	g_free(text);
	source_free(&source);
}

static void
a_list_that_breaks_off_takes_nothing_away(void **state)
{
	struct source *source = open_source();
	struct err e;

	(void)state;
	assert_int_equal(
	    count_read(source, ALERTS,
	               "[" ALERT("a", EARLY, "", "") "," ALERT("b", EARLY, "", "") "]"),
	    2);
	assert_null(read_slot(source, ALERTS, "[" ALERT("a", EARLY, "", "") ",", &e));
	assert_int_equal(
	    count_read(source, ALERTS,
	               "[" ALERT("a", EARLY, "", "") "," ALERT("b", EARLY, "", "") "]"),
	    0);
	source_free(&source);
}

static void
text_from_outside_is_clean_but_silences_use_the_labels_as_they_are(void **state)
{
	struct source *source = open_source();
	struct event_batch *batch =
	    read_ok(source, ALERTS,
	            "[" ALERT("a", EARLY, "",
	                      ",\"x\":\"\\u001b[31m\\u202e\",\"y\":\"a\\u0000b\",\"z\":null") "]");
	const struct alert_data *alert = event_at(batch, 0)->alert;
	struct job job = { .delivery = delivery_new() };

	(void)state;
	assert_string_equal(alert->labels[2].value, "^[[31m·");
	assert_string_equal(alert->labels[3].value, "a^@b");
	assert_true(alert->hidden_text);
	job.delivery->kind = EVENT_SILENCE;
	job.delivery->until_us = NOW + HOUR_US;
	g_free(job.delivery->fingerprint);
	job.delivery->fingerprint = g_strdup("a");
	for (size_t i = 0; i < alert->n_labels; i++)
		delivery_add_label(job.delivery, alert->labels[i].name, alert->labels[i].value);
	source->skew_us = -45 * SEC_US; /* the server's clock is behind */
	assert_int_equal(source->ops->deliver(source, &job, NULL, NOW), VERDICT_ASK);
	assert_string_equal(job.request.method, "POST");
	assert_string_equal(job.request.url, "http://am/api/v2/silences");
	assert_non_null(strstr(job.request.body, "\"value\":\"\\u001b[31m\xe2\x80\xae\""));
	assert_non_null(strstr(job.request.body, "\"value\":\"a\\u0000b\""));
	assert_null(strstr(job.request.body, "\"z\"")); /* no label of Alertmanager's is null */
	assert_non_null(strstr(job.request.body, "\"startsAt\":\"2026-11-22T13:18:15.000Z\""));
	assert_non_null(strstr(job.request.body, "\"endsAt\":\"2026-11-22T14:19:15.000Z\""));
	request_clear(&job.request);
	delivery_free(&job.delivery);
	event_batch_free(&batch);
	source_free(&source);
}

static int64_t
instant_in(const char *body, const char *name)
{
	char *key = g_strdup_printf("\"%s\":\"", name), *at = strstr(body, key), *text;
	int64_t us = UNSAID;

	assert_non_null(at);
	text = g_strndup(at + strlen(key), strcspn(at + strlen(key), "\""));
	assert_true(instant_parse_rfc3339(text, &us));
	g_free(text);
	g_free(key);
	return us;
}

/* F41: by the server's clock it has begun and has not ended, wherever that stands; one that begins in the future is
 * pending and mutes nothing. Also right after our own clock was set, before the server has answered again. */
static void
a_silence_is_active_by_the_servers_clock(void **state)
{
	static const int64_t skews_s[] = { 45, -45, 600, -600, 3600, -3600, 0 };

	(void)state;
	for (size_t i = 0; i < 2 * G_N_ELEMENTS(skews_s); i++) {
		int64_t skew_us = skews_s[i / 2] * SEC_US, server_us = NOW + skew_us;
		struct source *source = open_source();
		struct job job = { .delivery = delivery_new() };

		job.delivery->kind = EVENT_ACK;
		job.delivery->until_us = NOW + 15 * MIN_US;
		delivery_add_label(job.delivery, "alertname", "A");
		source->skew_us = i % 2 ? 0 : skew_us;
		if (i % 2) /* they agreed, until our clock was set by as much the other way */
			source_clock_stepped(source, -skew_us);
		assert_int_equal(source->ops->deliver(source, &job, NULL, NOW), VERDICT_ASK);
		assert_true(instant_in(job.request.body, "startsAt") <= server_us);
		assert_int_equal(instant_in(job.request.body, "endsAt"), server_us + 15 * MIN_US);
		request_clear(&job.request);
		delivery_free(&job.delivery);
		source_free(&source);
	}
}

static void
each_matcher_of_the_filter_is_a_parameter(void **state)
{
	struct source *source = open_source();
	char *url;

	(void)state;
	source->conf->filter = g_strdup("env=\"prod, eu\", severity=~\"warn.*\"");
	url = source->ops->url(source, slot_at(source, ALERTS), NOW);
	assert_string_equal(
	    url, "http://am/api/v2/"
		 "alerts?filter=env%3D%22prod%2C%20eu%22&filter=severity%3D~%22warn.%2A%22");
	g_free(url);
	source_free(&source);
}

/* What poll.c does: hands the batch on. */
static GArray *told_sizes;

static void
tell(struct reading *r)
{
	g_array_append_val(told_sizes, r->batch->events->len);
	event_batch_free(&r->batch);
	r->batch = event_batch_new();
}

/* Neither what comes nor what goes is handed over in one large batch. */
static void
a_long_list_is_told_in_batches(void **state)
{
	enum { MANY = 3 * READING_EVENTS + 7 };
	struct source *source = open_source();
	struct reading r = { .source = source,
		             .slot = slot_at(source, ALERTS),
		             .now_us = NOW,
		             .batch = event_batch_new(),
		             .tell = tell };
	GString *text = g_string_new("[");
	struct err e;

	(void)state;
	told_sizes = g_array_new(FALSE, FALSE, sizeof(guint));
	for (int i = 0; i < MANY; i++) {
		char **halves = g_strsplit(ALERT("NUMBER", EARLY, "", ""), "NUMBER", 2);

		g_string_append_printf(text, "%s%s%d%s", i ? "," : "", halves[0], i, halves[1]);
		g_strfreev(halves);
	}
	g_string_append_c(text, ']');
	assert_true(source_read(&r, text->str, text->len, &e));
	assert_int_equal(told_sizes->len, 3);
	assert_int_equal(r.batch->events->len, 7);
	assert_true(source_read(&r, "[]", 2, &e));
	assert_int_equal(told_sizes->len, 6);
	for (guint i = 0; i < told_sizes->len; i++)
		assert_int_equal(g_array_index(told_sizes, guint, i), READING_EVENTS);
	assert_int_equal(r.batch->events->len, 14);
	event_batch_free(&r.batch);
	g_array_unref(told_sizes);
	g_string_free(text, TRUE);
	source_free(&source);
}

static void
what_the_room_cannot_hold_is_left_out_until_it_can(void **state)
{
	static const char three[] = "[" ALERT("a", EARLY, "", "") "," ALERT(
	    "b", EARLY, "", "") "," ALERT("c", EARLY, "", "") "]";
	struct source *source = open_source();

	(void)state;
	*source->alerts = ROOM_ALERTS_MAX - 2; /* of other sources */
	assert_int_equal(count_read(source, ALERTS, three), 2);
	assert_int_equal(slot_at(source, ALERTS)->rows, 2);
	assert_int_equal(slot_at(source, ALERTS)->broken, 1);
	assert_non_null(strstr(slot_at(source, ALERTS)->first_broken.text,
	                       "an alert is left out, since the sources show 200000 already"));
	assert_int_equal(count_read(source, ALERTS, three), 0); /* those that are in stay in */
	*source->alerts -= 1;                                   /* elsewhere one went */
	assert_int_equal(count_read(source, ALERTS, three), 1);
	assert_int_equal(slot_at(source, ALERTS)->broken, 0);
	assert_int_equal(count_read(source, ALERTS, "[" ALERT("c", EARLY, "", "") "]"), 2);
	assert_int_equal(count_read(source, ALERTS, "[]"), 1);
	assert_int_equal(count_read(source, ALERTS, "[]"), 0);
	assert_int_equal(*source->alerts, ROOM_ALERTS_MAX - 3); /* what the others show */
	source_free(&source);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_alert_is_told_with_all_that_matters),
		cmocka_unit_test(only_what_changed_is_told),
		cmocka_unit_test(who_holds_an_alert_is_read_from_the_silences),
		cmocka_unit_test(a_long_list_is_told_in_batches),
		cmocka_unit_test(what_the_room_cannot_hold_is_left_out_until_it_can),
		cmocka_unit_test(a_broken_element_costs_itself),
		cmocka_unit_test(a_list_that_breaks_off_takes_nothing_away),
		cmocka_unit_test(
		    text_from_outside_is_clean_but_silences_use_the_labels_as_they_are),
		cmocka_unit_test(alerts_that_go_on_are_not_even_cut),
		cmocka_unit_test(a_silence_is_active_by_the_servers_clock),
		cmocka_unit_test(each_matcher_of_the_filter_is_a_parameter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
