/* Icinga 2.13's answers as it really gives them, what the room is told of them, and what is asked of it. */
#include "tests/unit/net_fixture.h"

#include "net/icinga_holds.h"

enum { CLOCK, COMMENTS, DOWNTIMES, HOSTS, SERVICES };

#define RESULTS(list) "{\"results\":[" list "]}"
#define STARTED "1795353000.25"

/* state, its type, acknowledgement, its expiry, downtime_depth, reachable, since when, last well, output */
#define SERVICE(state, type, ack, expiry, depth, reach, since, well, output) \
	"{\"attrs\":{\"acknowledgement\":" ack ",\"acknowledgement_expiry\":" expiry \
	",\"action_url\":\"\",\"display_name\":\"HTTP check\",\"downtime_depth\":" depth \
	",\"flapping\":false,\"last_check_result\":{\"active\":false,\"check_source\":\"warroom\"," \
	"\"command\":null,\"execution_end\":1795353552.584395,\"exit_status\":0,\"output\":\"" output \
	"\",\"performance_data\":[\"time=0.003s;1;2;0;10\"],\"state\":2,\"ttl\":0," \
	"\"type\":\"CheckResult\",\"vars_after\":{\"attempt\":1,\"reachable\":true,\"state\":2," \
	"\"state_type\":1},\"vars_before\":null},\"last_hard_state_change\":" since \
	",\"last_reachable\":" reach ",\"last_state_change\":" since ",\"last_state_ok\":" well \
	",\"notes_url\":\"https://wiki/http\",\"state\":" state ",\"state_type\":" type \
	",\"vars\":{\"env\":\"prod\",\"password\":\"canary\"}},\"joins\":{\"host\":{" \
	"\"display_name\":\"web1\",\"last_check\":-1,\"notes_url\":\"\",\"state\":1," \
	"\"vars\":{\"team\":\"tech\"}}},\"meta\":{},\"name\":\"web1!http\",\"type\":\"Service\"}"

#define CRITICAL SERVICE("2", "1", "0", "0", "0", "true", STARTED, "1795352000", "refused")
#define ACKED(expiry) SERVICE("2", "1", "1", expiry, "0", "true", STARTED, "1795352000", "refused")

#define COMMENT(author, text, entered, acked) \
	"{\"attrs\":{\"author\":\"" author "\",\"entry_time\":" entered \
	",\"expire_time\":0,\"host_name\":\"web1\",\"name\":\"5d55-" entered \
	"\",\"service_name\":\"http\",\"text\":\"" text "\"},\"joins\":{\"host\":{" \
	"\"acknowledgement\":0},\"service\":{\"acknowledgement\":" acked "}},\"meta\":{}," \
	"\"name\":\"web1!http!5d55-" entered "\",\"type\":\"Comment\"}"

#define DOWNTIME(from, until, text) \
	"{\"attrs\":{\"author\":\"ops\",\"comment\":\"" text \
	"\",\"duration\":0,\"end_time\":" until \
	",\"entry_time\":1795353000,\"fixed\":true,\"host_name\":\"web1\",\"name\":\"6450-down\"," \
	"\"service_name\":\"http\",\"start_time\":" from ",\"trigger_time\":" from \
	"},\"joins\":{}," \
	"\"meta\":{},\"name\":\"web1!http!6450-down\",\"type\":\"Downtime\"}"

static struct source *
open_source(void)
{
	struct source_conf *conf = conf_of("ic", "icinga2", "https://ic:5665");

	g_ptr_array_add(source_conf_icinga(conf)->labels, g_strdup("env"));
	return source_alone(conf);
}

static void
a_problem_is_told_with_all_that_matters(void **state)
{
	struct source *source = open_source();
	struct event_batch *batch = read_ok(source, SERVICES,
	                                    RESULTS(SERVICE("2", "1", "0", "0", "0", "true",
	                                                    STARTED, "0", "HTTP CRITICAL\\nmore")));
	const struct alert_data *alert = event_at(batch, 0)->alert;

	(void)state;
	assert_string_equal(event_at(batch, 0)->subject, "ic/web1!http");
	assert_string_equal(alert->title, "HTTP check on web1");
	assert_string_equal(alert->summary, "web1 CRITICAL: HTTP CRITICAL");
	assert_string_equal(alert->runbook, "https://wiki/http");
	assert_string_equal(alert->team, "tech"); /* of the host */
	assert_string_equal(label_of(alert, "host"), "web1");
	assert_string_equal(label_of(alert, "service"), "http");
	assert_string_equal(label_of(alert, "severity"), "critical");
	assert_string_equal(label_of(alert, "env"), "prod");
	assert_string_equal(label_of(alert, "password"), "");
	assert_int_equal(alert->starts_us, NOW - 600 * SEC_US + 250 * MSEC_US);
	assert_false(alert->inhibited);
	assert_int_equal(alert->n_silenced_by, 0);
	event_batch_free(&batch);
	source_free(&source);
}

static void
only_what_changed_is_told(void **state)
{
	struct source *source = open_source();

	(void)state;
	assert_int_equal(count_read(source, SERVICES, RESULTS(CRITICAL)), 1);
	assert_int_equal(count_read(source, SERVICES, RESULTS(CRITICAL)), 0);
	assert_int_equal(count_read(source, SERVICES, RESULTS("")), 1); /* it is gone */
	assert_int_equal(count_read(source, SERVICES, RESULTS(CRITICAL)), 1);
	source_free(&source);
}

/* A change among problem states is the same problem; one that was well in between is another. */
static void
a_problem_begins_when_it_stopped_being_well(void **state)
{
	static const char warning[] =
	    RESULTS(SERVICE("1", "1", "0", "0", "0", "true", "1795353300", "1795352000", "slow"));
	static const char again[] =
	    RESULTS(SERVICE("1", "1", "0", "0", "0", "true", "1795353500", "1795353400", "slow"));
	struct source *source = open_source();
	struct event_batch *batch;

	(void)state;
	count_read(source, SERVICES, RESULTS(CRITICAL));
	batch = read_ok(source, SERVICES, warning);
	assert_string_equal(label_of(event_at(batch, 0)->alert, "state"), "warning");
	assert_int_equal(event_at(batch, 0)->alert->starts_us, NOW - 600 * SEC_US + 250 * MSEC_US);
	event_batch_free(&batch);
	batch = read_ok(source, SERVICES, again);
	assert_int_equal(event_at(batch, 0)->alert->starts_us, NOW - 100 * SEC_US);
	event_batch_free(&batch);
	source_free(&source);
}

static void
what_cannot_be_reached_and_what_is_soft_says_so(void **state)
{
	struct source *source = open_source();
	struct event_batch *batch =
	    read_ok(source, SERVICES,
	            RESULTS(SERVICE("3", "0", "0", "0", "0", "false", STARTED, "0", "no route")));
	const struct alert_data *alert = event_at(batch, 0)->alert;

	(void)state;
	assert_true(alert->inhibited);
	assert_string_equal(alert->summary, "web1 UNKNOWN (soft), unreachable: no route");
	assert_string_equal(label_of(alert, "soft"), "yes");
	event_batch_free(&batch);
	source_free(&source);
}

static void
who_holds_it_is_read_from_the_newest_comment(void **state)
{
	struct source *source = open_source();
	struct event_batch *batch;
	const struct alert_data *alert;

	(void)state;
	count_read(source, COMMENTS,
	           RESULTS(COMMENT("bob", "old", "1795353100", "1") "," COMMENT(
		       "lin", "ACK! on it [wr:u-1]", "1795353200", "1")));
	batch = read_ok(source, SERVICES, RESULTS(ACKED("0")));
	alert = event_at(batch, 0)->alert;
	assert_int_equal(alert->n_silenced_by, 1);
	assert_string_equal(alert->silenced_by[0], "5d55-1795353200");
	assert_string_equal(alert->held_by, "lin");
	assert_string_equal(alert->held_comment, "ACK! on it");
	event_batch_free(&batch);
	/* the comment goes, the problem's own bytes stay: nobody knows who */
	count_read(source, COMMENTS, RESULTS(""));
	batch = read_ok(source, SERVICES, RESULTS(ACKED("0")));
	alert = event_at(batch, 0)->alert;
	assert_string_equal(alert->silenced_by[0], "acknowledgement");
	assert_string_equal(alert->held_by, "");
	event_batch_free(&batch);
	source_free(&source);
}

static void
an_end_counts_by_the_clock_although_icinga_clears_it_late(void **state)
{
	struct source *source = open_source();
	struct event_batch *batch;

	(void)state;
	count_read(source, COMMENTS, RESULTS(COMMENT("lin", "x", "1795353200", "1")));
	batch = read_ok(source, SERVICES, RESULTS(ACKED("1795353630"))); /* 30 s from now */
	assert_int_equal(event_at(batch, 0)->alert->n_silenced_by, 1);
	event_batch_free(&batch);
	source->skew_us = 40 * SEC_US; /* the same answer, when it is later there */
	batch = read_ok(source, SERVICES, RESULTS(ACKED("1795353630")));
	assert_int_equal(event_at(batch, 0)->alert->n_silenced_by, 0);
	event_batch_free(&batch);
	source_free(&source);
}

static void
a_downtime_holds_while_it_is_in_effect(void **state)
{
	static const char problem[] =
	    RESULTS(SERVICE("2", "1", "0", "0", "1", "true", STARTED, "0", "refused"));
	struct source *source = open_source();
	struct event_batch *batch;

	(void)state;
	count_read(source, DOWNTIMES, RESULTS(DOWNTIME("1795353000", "1795354000", "known")));
	batch = read_ok(source, SERVICES, problem);
	assert_string_equal(event_at(batch, 0)->alert->silenced_by[0], "6450-down");
	assert_string_equal(event_at(batch, 0)->alert->held_by, "ops");
	assert_int_equal(event_at(batch, 0)->alert->held_until_us, NOW + 400 * SEC_US);
	assert_string_equal(event_at(batch, 0)->alert->summary,
	                    "web1 CRITICAL, in downtime: refused");
	event_batch_free(&batch);
	count_read(source, DOWNTIMES, RESULTS(DOWNTIME("1795354000", "1795355000", "later")));
	batch = read_ok(source, SERVICES, problem);
	assert_string_equal(event_at(batch, 0)->alert->silenced_by[0], "downtime");
	event_batch_free(&batch);
	source_free(&source);
}

/* Icinga 2.13 sends no Date. */
static void
its_clock_is_read_from_its_status(void **state)
{
	struct source *source = open_source();

	(void)state;
	count_read(source, CLOCK,
	           RESULTS("{\"name\":\"CIB\",\"perfdata\":[],\"status\":{\"uptime\":100.5}},"
	                   "{\"name\":\"IcingaApplication\",\"perfdata\":[],\"status\":{"
	                   "\"icingaapplication\":{\"app\":{\"program_start\":1795353560.5}}}}"));
	assert_int_equal(source->skew_us, 61 * SEC_US);
	assert_null(source->ops->url(source, slot_at(source, CLOCK), NOW + SEC_US));
	source_free(&source);
}

static void
a_list_that_breaks_off_takes_nothing_away(void **state)
{
	struct source *source = open_source();
	struct err e;

	(void)state;
	count_read(source, COMMENTS, RESULTS(COMMENT("lin", "x", "1795353200", "1")));
	count_read(source, SERVICES, RESULTS(ACKED("0")));
	assert_null(read_slot(source, COMMENTS, "{\"results\":[", &e));
	assert_null(read_slot(source, SERVICES, "{\"results\":[]", &e));
	assert_null(read_slot(source, SERVICES, "[]", &e));
	assert_int_equal(count_read(source, SERVICES, RESULTS(ACKED("0"))), 0);
	source_free(&source);
}

static void
filters_are_expressions_of_icinga(void **state)
{
	struct source *source = open_source();
	char *url;

	(void)state;
	source->conf->filter = g_strdup("\"shop\" in host.groups");
	source_conf_icinga(source->conf)->service_filter = g_strdup("service.vars.x + 1 == 2");
	url = source->ops->url(source, slot_at(source, SERVICES), NOW);
	assert_non_null(strstr(url,
	                       "&filter=service.state%21%3D0%26%26service.last_check%3E0%26%26"
	                       "service.state_type%3D%3D1%26%26%28%22shop%22%20in%20host.groups"
	                       "%29%26%26%28service.vars.x%20%2B%201%20%3D%3D%202%29"));
	g_free(url);
	source_conf_icinga(source->conf)->soft_states = true;
	url = source->ops->url(source, slot_at(source, HOSTS), NOW);
	assert_null(strstr(url, "state_type%3D%3D1"));
	assert_null(strstr(url, "service.vars"));
	g_free(url);
	source_free(&source);
}

/* A delivery on its way, with what has been asked last. */
struct way {
	struct source *source;
	struct job job;
};

static struct way
way_of(enum event_kind kind)
{
	struct way w = { .source = open_source(), .job = { .delivery = delivery_new() } };
	struct delivery *d = w.job.delivery;

	d->kind = kind;
	delivery_set(&d->id, "u-1");
	delivery_set(&d->fingerprint, "web1!http");
	delivery_set(&d->person, "lin");
	delivery_set(&d->comment, "on it");
	delivery_set(&d->ack_id, kind == EVENT_UNACK ? "u-0" : "");
	d->until_us = NOW + HOUR_US;
	return w;
}

static void
way_end(struct way *w)
{
	request_clear(&w->job.request);
	delivery_free(&w->job.delivery);
	g_free(w->job.remote_id);
	source_free(&w->source);
}

/* The next step, after an answer (NULL: at the begin). */
static enum verdict
step(struct way *w, long status, const char *body)
{
	struct answer answer = { .is_complete = true,
		                 .status = status,
		                 .body = body,
		                 .len = body ? strlen(body) : 0,
		                 .date_us = UNSAID };

	return w->source->ops->deliver(w->source, &w->job, body ? &answer : NULL, NOW);
}

#define DONE \
	"{\"results\":[{\"code\":200,\"status\":\"Successfully acknowledged problem for object 'web1!http'.\"}]}"
#define TAKEN \
	"{\"results\":[{\"code\":409,\"status\":\"Service web1!http is already acknowledged.\"}]}"

static void
an_acknowledgement_is_made_and_found_by_its_token(void **state)
{
	struct way w = way_of(EVENT_ACK);

	(void)state;
	w.source->skew_us = -45 * SEC_US; /* the server's clock is behind */
	assert_int_equal(step(&w, 0, NULL), VERDICT_ASK);
	assert_string_equal(w.job.request.url, "https://ic:5665/v1/actions/acknowledge-problem");
	assert_string_equal(w.job.request.body,
	                    "{\"service\":\"web1!http\",\"author\":\"lin\",\"comment\":"
	                    "\"ACK! on it [wr:u-1]\",\"sticky\":false,\"persistent\":false,"
	                    "\"notify\":false,\"expiry\":1795357155,\"verbose\":true}");
	assert_int_equal(step(&w, 200, DONE), VERDICT_ASK);
	assert_string_equal(w.job.request.method, "GET");
	assert_int_equal(
	    step(&w, 200, RESULTS(COMMENT("lin", "ACK! on it [wr:u-1]", "1795353600", "1"))),
	    VERDICT_SENT);
	assert_string_equal(w.job.remote_id, "5d55-1795353600");
	assert_string_equal(w.job.why.text, "");
	way_end(&w);
}

static void
options_say_how_it_is_acknowledged(void **state)
{
	struct way w = way_of(EVENT_ACK);
	struct icinga_conf *icinga = source_conf_icinga(w.source->conf);

	(void)state;
	icinga->sticky = icinga->notify = icinga->persistent = true;
	icinga->expires = false;
	delivery_set(&w.job.delivery->fingerprint, "web1");
	step(&w, 0, NULL);
	assert_string_equal(w.job.request.body,
	                    "{\"host\":\"web1\",\"author\":\"lin\",\"comment\":"
	                    "\"ACK! on it [wr:u-1]\",\"sticky\":true,\"persistent\":true,"
	                    "\"notify\":true,\"verbose\":true}");
	way_end(&w);
}

static void
who_was_first_is_told(void **state)
{
	struct way w = way_of(EVENT_ACK);

	(void)state;
	step(&w, 0, NULL);
	assert_int_equal(step(&w, 409, TAKEN), VERDICT_ASK);
	assert_int_equal(step(&w, 200, RESULTS(COMMENT("alice", "mine", "1795353600", "1"))),
	                 VERDICT_SENT);
	assert_null(w.job.remote_id);
	assert_string_equal(w.job.why.text, "alice had acknowledged it in ic before: mine");
	way_end(&w);
}

static void
one_that_arrived_already_is_not_sent_again(void **state)
{
	struct way w = way_of(EVENT_ACK);

	(void)state;
	w.job.must_look = true;
	assert_int_equal(step(&w, 0, NULL), VERDICT_ASK);
	assert_string_equal(w.job.request.method, "GET");
	assert_int_equal(step(&w, 200, RESULTS(COMMENT("lin", "x [wr:u-1]", "1795353600", "1"))),
	                 VERDICT_SENT);
	assert_string_equal(w.job.remote_id, "5d55-1795353600");
	way_end(&w);
	w = way_of(EVENT_ACK);
	w.job.must_look = true;
	step(&w, 0, NULL);
	assert_int_equal(step(&w, 200, RESULTS("")), VERDICT_ASK); /* it did not: now it is */
	assert_string_equal(w.job.request.method, "POST");
	way_end(&w);
}

/* What becomes of an acknowledgement by its answer, and what is said of it. */
static void
each_answer_is_judged_by_its_result(void **state)
{
	static const struct {
		long status;
		const char *body;
		enum verdict verdict;
		const char *why;
	} rows[] = {
		{ 409, "{\"results\":[{\"code\":409,\"status\":\"Service web1!http is OK.\"}]}",
		  VERDICT_SENT, "the problem was over before: Service web1!http is OK." },
		{ 409, "{\"results\":[{\"code\":409,\"status\":\"Host web1 is UP.\"}]}",
		  VERDICT_SENT, "the problem was over before: Host web1 is UP." },
		{ 409,
		  "{\"results\":[{\"code\":409,\"status\":\"Acknowledgement 'expiry' timestamp must be in "
		  "the future for object web1\"}]}",
		  VERDICT_REFUSED,
		  "http 409: its end is past by Icinga's clock: compare the clocks of this machine and of "
		  "ic - Acknowledgement 'expiry' timestamp must be in the future for object web1" },
		{ 400,
		  "{\"results\":[{\"code\":400,\"status\":\"Acknowledgements require author and "
		  "comment.\"}]}",
		  VERDICT_REFUSED, "http 400: Acknowledgements require author and comment." },
		{ 404,
		  "{\"diagnostic_information\":\"Error: Object does not exist.\\n\\nStacktrace:\\n\","
		  "\"error\":404,\"status\":\"No objects found.\"}",
		  VERDICT_REFUSED, "http 404: Icinga no longer knows web1!http" },
		{ 404,
		  "{\"diagnostic_information\":\"Error: Missing permission: "
		  "actions/acknowledge-problem\\n\",\"error\":404,\"status\":\"No objects found.\"}",
		  VERDICT_REFUSED,
		  "http 404: the API user of source ic lacks a right: give its ApiUser in Icinga the "
		  "permissions \"actions/*\"" },
		{ 503, "{\"results\":[{\"code\":503,\"status\":\"Icinga is reloading.\"}]}",
		  VERDICT_JUDGE, "" },
		{ 500, "{\"results\":[]}", VERDICT_JUDGE, "" },
		{ 200, "{\"results\":[]}", VERDICT_JUDGE,
		  "content: Icinga does not say what became of it" },
		/* of several objects the status line is that of the one that failed */
		{ 200, "{\"results\":[{\"code\":500,\"status\":\"Action execution failed\"}]}",
		  VERDICT_JUDGE, "" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct way w = way_of(EVENT_ACK);

		step(&w, 0, NULL);
		assert_int_equal(step(&w, rows[i].status, rows[i].body), rows[i].verdict);
		assert_string_equal(w.job.why.text, rows[i].why);
		way_end(&w);
	}
}

static void
only_what_the_room_made_is_taken_back(void **state)
{
	struct way w = way_of(EVENT_UNACK);

	(void)state;
	assert_int_equal(step(&w, 0, NULL), VERDICT_ASK);
	assert_int_equal(step(&w, 200, RESULTS(COMMENT("lin", "x [wr:u-0]", "1795353600", "1"))),
	                 VERDICT_ASK);
	assert_string_equal(w.job.request.url, "https://ic:5665/v1/actions/remove-acknowledgement");
	assert_int_equal(
	    step(&w, 200, RESULTS("{\"code\":200,\"status\":\"Successfully removed\"}")),
	    VERDICT_SENT);
	way_end(&w);

	w = way_of(EVENT_UNACK);
	step(&w, 0, NULL);
	/* another one stands there now; and there is no downtime either */
	assert_int_equal(step(&w, 200,
	                      RESULTS(COMMENT("lin", "x [wr:u-0]", "1795353600", "1") "," COMMENT(
				  "alice", "mine", "1795353700", "1"))),
	                 VERDICT_ASK);
	assert_non_null(strstr(w.job.request.url, "/v1/objects/downtimes?"));
	assert_int_equal(step(&w, 200, RESULTS("")), VERDICT_SENT);
	way_end(&w);
}

static void
a_silence_is_a_downtime(void **state)
{
	struct way w = way_of(EVENT_SILENCE);

	(void)state;
	assert_int_equal(step(&w, 0, NULL), VERDICT_ASK);
	assert_string_equal(w.job.request.body,
	                    "{\"service\":\"web1!http\",\"author\":\"lin\",\"comment\":"
	                    "\"on it [wr:u-1]\",\"start_time\":1795353600,\"end_time\":1795357200,"
	                    "\"fixed\":true,\"verbose\":true}");
	assert_int_equal(step(&w, 200,
	                      RESULTS("{\"code\":200,\"legacy_id\":1,\"name\":\"web1!http!6450\","
	                              "\"status\":\"Successfully scheduled downtime\"}")),
	                 VERDICT_SENT);
	assert_string_equal(w.job.remote_id, "6450");
	way_end(&w);

	w = way_of(EVENT_UNACK);
	step(&w, 0, NULL);
	step(&w, 200, RESULTS(""));
	assert_int_equal(
	    step(&w, 200, RESULTS(DOWNTIME("1795353000", "1795354000", "known [wr:u-0]"))),
	    VERDICT_ASK);
	assert_string_equal(w.job.request.body, "{\"downtime\":\"web1!http!6450-down\",\"author\":"
	                                        "\"lin\",\"verbose\":true}");
	assert_int_equal(step(&w, 404, "{\"error\":404,\"status\":\"No objects found.\"}"),
	                 VERDICT_SENT); /* it has gone meanwhile */
	way_end(&w);
}

/* Names of others never end the literal that they stand in. */
static void
names_cannot_break_out_of_an_expression(void **state)
{
	struct way w = way_of(EVENT_UNACK);

	(void)state;
	delivery_set(&w.job.delivery->fingerprint, "a\"||true!\\\n订");
	step(&w, 0, NULL);
	assert_non_null(strstr(w.job.request.url,
	                       "&filter=comment.host_name%3D%3D%22a%5C042%5C174%5C174true%22%26%26"
	                       "comment.service_name%3D%3D%22%5C134%5C012%5C350%5C256%5C242%22"));
	way_end(&w);
}

static void
what_icinga_says_of_an_error_is_told(void **state)
{
	static const char body[] = "{\"diagnostic_information\":\"Error: syntax error, unexpected "
				   "new-line\\nLocation: in <API query>\",\"error\":404,"
				   "\"status\":\"No objects found.\"}";
	struct answer answer = {
		.is_complete = true, .status = 404, .body = body, .len = sizeof body - 1
	};
	struct err e;

	(void)state;
	assert_false(answer_explain(&answer, "ic", &e));
	assert_string_equal(e.text,
	                    "http 404: nothing is there: check the url of source ic - Error: "
	                    "syntax error, unexpected new-line");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_problem_is_told_with_all_that_matters),
		cmocka_unit_test(only_what_changed_is_told),
		cmocka_unit_test(a_problem_begins_when_it_stopped_being_well),
		cmocka_unit_test(what_cannot_be_reached_and_what_is_soft_says_so),
		cmocka_unit_test(who_holds_it_is_read_from_the_newest_comment),
		cmocka_unit_test(an_end_counts_by_the_clock_although_icinga_clears_it_late),
		cmocka_unit_test(a_downtime_holds_while_it_is_in_effect),
		cmocka_unit_test(its_clock_is_read_from_its_status),
		cmocka_unit_test(a_list_that_breaks_off_takes_nothing_away),
		cmocka_unit_test(filters_are_expressions_of_icinga),
		cmocka_unit_test(an_acknowledgement_is_made_and_found_by_its_token),
		cmocka_unit_test(options_say_how_it_is_acknowledged),
		cmocka_unit_test(who_was_first_is_told),
		cmocka_unit_test(one_that_arrived_already_is_not_sent_again),
		cmocka_unit_test(each_answer_is_judged_by_its_result),
		cmocka_unit_test(only_what_the_room_made_is_taken_back),
		cmocka_unit_test(a_silence_is_a_downtime),
		cmocka_unit_test(names_cannot_break_out_of_an_expression),
		cmocka_unit_test(what_icinga_says_of_an_error_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
