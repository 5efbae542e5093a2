/* The native form of the room, and foreign forms by a mapping. */
#include "tests/unit/net_fixture.h"

#include <math.h>

static const char room[] =
    "{\"teams\":[{\"id\":\"tech\",\"title\":\"technology 技术\",\"brief\":\"tech\"}],"
    "\"people\":[{\"id\":\"lin\",\"name\":\"Lin\",\"team\":\"tech\",\"duty\":\"standby\",\"shift\":"
    "\"20:00-08:30\"}],"
    "\"phases\":[{\"id\":\"peak\",\"title\":\"peak\",\"start\":\"2026-10-21T00:00:00+08:00\","
    "\"end\":\"2026-10-25T00:00:00+08:00\",\"done\":0.25}],"
    "\"gates\":[{\"id\":\"load\",\"phase\":\"peak\",\"team\":\"service\",\"owner\":\"lin\",\"criteria\":\"1M QPS for "
    "1 h\","
    "\"due\":\"2026-10-20T22:00:00+08:00\"}],"
    "\"risks\":[{\"id\":\"payment\",\"level\":\"urgent\",\"probability\":0.3,\"scope\":0.5,"
    "\"recovery_cost\":900000,"
    "\"raci\":{\"tech\":\"R\",\"ops\":\"A wang\",\"supply\":\"A/R\"},"
    "\"match\":[\"alertname=PaymentGatewaySlow,severity=critical\",\"team!=x\"]}],"
    "\"budget\":[{\"id\":\"ads\",\"class\":\"core\",\"planned\":8000000,\"actual\":1234.56,"
    "\"as_of\":\"2026-10-24T07:30:00+08:00\"}],"
    "\"metrics\":[{\"id\":\"gmv\",\"title\":\"GMV\",\"direction\":\"higher\",\"target\":200000000,"
    "\"value\":121400000,"
    "\"at\":\"2026-10-24T07:53:00+08:00\"}],"
    "\"alerts\":[{\"id\":\"a1\",\"title\":\"StockOut\",\"severity\":\"warning\",\"team\":\"merch\","
    "\"starts\":\"2026-10-24T07:40:00+08:00\",\"labels\":{\"sku\":\"A\"},\"held_by\":\"chen\"}]}";

static struct source *
open_source(const char *shows, const char *elements)
{
	struct source_conf *conf = conf_of("shop", "json", "http://shop");
	struct source_query *query = source_conf_add_query(conf);

	query->shows = g_strdup(shows);
	query->elements = g_strdup(elements);
	return source_alone(conf);
}

static const struct event *
only(const struct event_batch *batch, enum event_kind kind)
{
	const struct event *found = NULL;

	for (guint i = 0; i < batch->events->len; i++) {
		if (event_at(batch, i)->kind != kind)
			continue;
		assert_null(found);
		found = event_at(batch, i);
	}
	assert_non_null(found);
	return found;
}

static void
check_people_and_time(const struct event_batch *batch)
{
	const struct person *person = only(batch, EVENT_DEFINE_PERSON)->define_person;
	const struct phase *phase = only(batch, EVENT_DEFINE_PHASE)->phase;
	const struct gate *gate = only(batch, EVENT_DEFINE_GATE)->gate;

	assert_string_equal(only(batch, EVENT_DEFINE_TEAM)->team->title, "technology 技术");
	assert_null(only(batch, EVENT_DEFINE_TEAM)->team->group);
	assert_string_equal(person->name, "Lin");
	assert_int_equal(person->duty, DUTY_STANDBY);
	assert_int_equal(person->shift_from_min, 20 * 60);
	assert_int_equal(person->shift_to_min, 8 * 60 + 30);
	assert_null(person->contact);
	assert_int_equal(phase->end_us - phase->start_us, 4 * DAY_US);
	assert_int_equal(phase->actual_start_us, UNSAID);
	assert_true(phase->done_share == 0.25);
	assert_string_equal(gate->criteria, "1M QPS for 1 h");
	assert_null(gate->owner); /* an endpoint does not say who may sign */
	assert_int_equal(gate->due_us, phase->start_us - 2 * HOUR_US);
}

static void
check_risk(const struct risk *risk)
{
	assert_int_equal(risk->level, RISK_URGENT);
	assert_int_equal(risk->recovery_cost_minor, 90000000);
	assert_int_equal(risk->user_value_minor, UNSAID);
	assert_true(isnan(risk->harm));
	assert_int_equal(risk->n_raci, 3);
	assert_int_equal(risk->raci[0].letters, RACI_R);
	assert_string_equal(risk->raci[0].person, "");
	assert_string_equal(risk->raci[1].person, "wang");
	assert_int_equal(risk->raci[2].letters, RACI_R | RACI_A);
	assert_int_equal(risk->n_matches, 2);
	assert_int_equal(risk->matches[0].n, 2);
	assert_string_equal(risk->matches[0].matchers[1].label, "severity");
	assert_int_equal(risk->matches[1].matchers[0].op, MATCH_NOT_EQUAL);
}

static void
the_native_form_defines_the_room(void **state)
{
	struct source *source = open_source("room", NULL);
	struct err e = { "" };
	struct event_batch *batch = read_slot(source, 0, room, &e);
	const struct line *line;
	const struct alert_data *alert;

	(void)state;
	assert_string_equal(e.text, "");
	assert_string_equal(slot_at(source, 0)->first_broken.text, "");
	assert_int_equal(slot_at(source, 0)->rows, 8);
	check_people_and_time(batch);
	check_risk(only(batch, EVENT_DEFINE_RISK)->risk);
	line = only(batch, EVENT_DEFINE_LINE)->line;
	assert_int_equal(line->class, LINE_CORE);
	assert_int_equal(line->actual_minor, 123456);
	assert_int_equal(line->committed_minor, UNSAID);
	assert_string_equal(only(batch, EVENT_DEFINE_METRIC)->metric->source, "shop");
	assert_int_equal(only(batch, EVENT_DEFINE_METRIC)->metric->direction, DIRECTION_HIGHER);
	assert_true(only(batch, EVENT_SAMPLE)->value == 121400000);
	alert = only(batch, EVENT_ALERT)->alert;
	assert_string_equal(only(batch, EVENT_ALERT)->subject, "shop/a1");
	assert_int_equal(alert->n_labels, 2);
	assert_string_equal(alert->labels[0].name, "severity");
	assert_string_equal(alert->labels[1].value, "A");
	assert_string_equal(alert->held_by, "chen");
	event_batch_free(&batch);
	source_free(&source);
}

/* Reads `room` with one text replaced by another, and counts the events. */
static guint
count_with(struct source *source, const char *old, const char *new)
{
	char **parts = g_strsplit(room, old, 2), *text = g_strjoinv(new, parts);
	struct err e = { "" };
	struct event_batch *batch = read_slot(source, 0, text, &e);
	guint n;

	assert_string_equal(e.text, "");
	n = batch->events->len;
	event_batch_free(&batch);
	g_strfreev(parts);
	g_free(text);
	return n;
}

static void
only_what_changed_is_told(void **state)
{
	struct source *source = open_source("room", NULL);

	(void)state;
	assert_int_equal(count_with(source, "x", "x"), 9);
	assert_int_equal(count_with(source, "x", "x"), 0);
	assert_int_equal(count_with(source, "1234.56", "1300"), 1);
	assert_int_equal(count_with(source, "07:53:00", "07:54:00"),
	                 2); /* the sample, and the budget as it was */
	assert_int_equal(
	    count_with(source, "\"alerts\":[{\"id\":\"a1\"", "\"alerts\":[{\"id\":\"a2\""),
	    3); /* sample too */
	source_free(&source);
}

static void
a_value_without_a_time_is_true_at_each_answer(void **state)
{
	struct source *source = open_source("metrics", "/data");
	struct event_batch *batch;
	struct err e;

	(void)state;
	for (int i = 0; i < 2; i++) {
		batch = read_slot(source, 0, "{\"data\":[{\"id\":\"qps\",\"value\":812000}]}", &e);
		assert_int_equal(only(batch, EVENT_SAMPLE)->sample_us, NOW);
		event_batch_free(&batch);
	}
	source_free(&source);
}

static void
a_broken_record_costs_itself_and_is_told_at_every_answer(void **state)
{
	struct source *source = open_source("room", NULL);

	(void)state;
	assert_int_equal(count_with(source, "\"standby\"", "\"asleep\""), 8);
	assert_string_equal(slot_at(source, 0)->first_broken.text,
	                    "content: people[0] 'duty' is none of on, standby, off, away");
	assert_int_equal(
	    count_with(source, "\"standby\",\"shift\":\"20", "\"asleep\",\"shift\":\"21"), 0);
	assert_int_equal(slot_at(source, 0)->broken, 1);
	assert_int_equal(count_with(source, "x", "x"), 1); /* mended */
	assert_int_equal(count_with(source, "2026-10-25T00", "2026-10-20T00"), 0);
	assert_string_equal(slot_at(source, 0)->first_broken.text,
	                    "content: phases[0] ends before it starts");
	assert_int_equal(count_with(source, "A wang", "Awang"), 1);
	assert_string_equal(slot_at(source, 0)->first_broken.text,
	                    "content: risks[0] 'raci' of ops is not like \"A/R\" or \"A wang\"");
	assert_int_equal(count_with(source, "\"title\":\"StockOut\",", ""), 1);
	assert_string_equal(slot_at(source, 0)->first_broken.text,
	                    "content: alerts[0] has no title");
	source_free(&source);
}

static void
a_foreign_form_is_read_by_its_mapping(void **state)
{
	struct source *source = open_source("alerts", "/result/items");
	struct source_query *query = g_ptr_array_index(source->conf->queries, 0);
	struct event_batch *batch;
	const struct alert_data *alert;
	char *fingerprint;
	struct err e;

	(void)state;
	source_query_add_field(query, "title", "/rule/name");
	source_query_add_field(query, "severity", "=critical");
	source_query_add_field(query, "starts", "/since");
	source_query_add_field(query, "label:host", "/tags/0");
	batch =
	    read_slot(source, 0,
	              "{\"result\":{\"items\":[{\"rule\":{\"name\":\"Queue\"},\"since\":1795353376,"
	              "\"tags\":[\"mq1\"],\"team\":\"nobody mapped this\"}]}}",
	              &e);
	alert = only(batch, EVENT_ALERT)->alert;
	assert_string_equal(alert->title, "Queue");
	assert_string_equal(alert->team, "");
	assert_int_equal(alert->starts_us, INT64_C(1795353376) * SEC_US);
	assert_int_equal(alert->n_labels, 2);
	assert_string_equal(alert->labels[0].value, "mq1");
	assert_string_equal(alert->labels[1].value, "critical");
	assert_int_equal(strlen(alert->fingerprint), 16); /* made of title and labels */
	fingerprint = g_strconcat("shop/", alert->fingerprint, NULL);
	event_batch_free(&batch);
	batch = read_slot(source, 0, "{\"result\":{\"items\":[]}}", &e);
	assert_string_equal(only(batch, EVENT_ALERT_GONE)->subject, fingerprint);
	event_batch_free(&batch);
	assert_null(read_slot(source, 0, "{\"result\":{}}", &e));
	assert_string_equal(e.text, "content: there is no list at \"/result/items\"");
	g_free(fingerprint);
	source_free(&source);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_native_form_defines_the_room),
		cmocka_unit_test(only_what_changed_is_told),
		cmocka_unit_test(a_value_without_a_time_is_true_at_each_answer),
		cmocka_unit_test(a_broken_record_costs_itself_and_is_told_at_every_answer),
		cmocka_unit_test(a_foreign_form_is_read_by_its_mapping),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
