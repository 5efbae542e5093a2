/* Zabbix's answers as 6.0.14 really gives them, what the room is told of them, and what is sent there. */
#include "tests/unit/http_fixture.h"
#include "tests/unit/net_desk.h"

#include "net/zabbix.h"
#include "room/alert.h"

#include <glib/gstdio.h>

enum { VERSION, PROBLEMS, NAMES };

#define ANSWER(result) "{\"jsonrpc\":\"2.0\",\"result\":" result ",\"id\":1}"
#define ERROR(code, data) \
	"{\"jsonrpc\":\"2.0\",\"error\":{\"code\":" code \
	",\"message\":\"Invalid params.\",\"data\":\"" data "\"},\"id\":1}"
#define PROBLEM(id, severity, acknowledged, updates, suppressed) \
	"{\"eventid\":\"" id \
	"\",\"source\":\"0\",\"object\":\"0\",\"objectid\":\"23133\",\"clock\":\"1795353000\"," \
	"\"ns\":\"328994343\",\"r_eventid\":\"0\",\"r_clock\":\"0\",\"r_ns\":\"0\"," \
	"\"correlationid\":\"0\",\"userid\":\"0\",\"name\":\"Load too high on db1\"," \
	"\"acknowledged\":\"" acknowledged "\",\"severity\":\"" severity \
	"\",\"opdata\":\"now 9.5\",\"acknowledges\":[" updates \
	"],\"suppression_data\":[],\"suppressed\":\"" suppressed \
	"\",\"urls\":[],\"tags\":[{\"tag\":\"scope\",\"value\":\"performance\"},{\"tag\":\"team\"," \
	"\"value\":\"tech\"}]}"
#define UPDATE(id, user, message, action) \
	"{\"acknowledgeid\":\"" id "\",\"userid\":\"" user \
	"\",\"eventid\":\"1\",\"clock\":\"1795353100\",\"message\":\"" message \
	"\",\"action\":\"" action "\",\"old_severity\":\"0\",\"new_severity\":\"0\"}"
#define OURS UPDATE("1", "3", "ACK! on it (lin) [wr:a1]", "6")
#define BACK UPDATE("2", "3", "taken back (lin) [wr:-a1]", "20")
#define BACK_LATE UPDATE("4", "3", "taken back (lin) [wr:-a1]", "4")
#define LATE UPDATE("1", "3", "ACK! (lin) [wr:a1]", "4")
#define WEI UPDATE("2", "3", "ACK! (wei) [wr:c3]", "4")
#define VENDOR UPDATE("3", "1", "called the vendor", "6")
#define EVENT_OF(id, users) \
	"{\"eventid\":\"" id "\",\"hosts\":[{\"hostid\":\"10559\",\"name\":\"Orders database\"}]," \
	"\"acknowledges\":[" users "]}"
#define ADMIN \
	"{\"userid\":\"1\",\"username\":\"Admin\",\"name\":\"Zabbix\",\"surname\":\"Administrator\"}"

static struct source *
open_version(const char *version)
{
	struct source_conf *conf = conf_of("zbx", "zabbix", "http://z");
	char *text = g_strdup_printf(ANSWER("\"%s\""), version);
	struct source *source;

	conf->team = g_strdup("ops");
	source = source_alone(conf);
	assert_int_equal(count_read(source, VERSION, text), 0);
	g_free(text);
	return source;
}

static struct source *
open_source(void)
{
	return open_version("6.0.14");
}

/* The request of a slot's poll; NULL: none. */
static bool
poll_of(struct source *source, guint slot, struct request *request)
{
	char *url = source->ops->url(source, slot_at(source, slot), NOW);

	*request = (struct request){ .url = url };
	if (url)
		source->ops->fill(source, slot_at(source, slot), 0, request);
	return url != NULL;
}

static void
a_problem_is_told_with_all_that_matters(void **state)
{
	struct source *source = open_source();
	struct event_batch *batch =
	    read_ok(source, PROBLEMS, ANSWER("[" PROBLEM("1", "4", "0", "", "0") "]"));
	const struct alert_data *alert = event_at(batch, 0)->alert;

	(void)state;
	assert_string_equal(event_at(batch, 0)->subject, "zbx/1");
	assert_string_equal(alert->title, "Load too high on db1");
	assert_string_equal(alert->summary, ""); /* the title is the sentence */
	assert_string_equal(label_of(alert, "opdata"), "now 9.5");
	assert_string_equal(alert->link, "http://z/tr_events.php?triggerid=23133&eventid=1");
	assert_string_equal(alert->team, "tech");
	assert_string_equal(label_of(alert, "severity"), "critical");
	assert_string_equal(label_of(alert, "zabbix_severity"), "high");
	assert_string_equal(label_of(alert, "scope"), "performance");
	assert_int_equal(alert->starts_us, NOW - 10 * MIN_US);
	assert_string_equal(alert->held_by, "");
	assert_false(alert->inhibited);
	event_batch_free(&batch);
	source_free(&source);
}

static void
the_host_is_asked_for_once(void **state)
{
	const char *list = ANSWER("[" PROBLEM("1", "4", "0", "", "0") "]");
	struct source *source = open_source();
	struct event_batch *batch;
	struct request request;

	(void)state;
	assert_false(poll_of(source, NAMES, &request));
	assert_int_equal(count_read(source, PROBLEMS, list), 1);
	assert_true(poll_of(source, NAMES, &request));
	assert_non_null(strstr(request.body, "\"method\":\"event.get\""));
	assert_non_null(strstr(request.body, "\"eventids\":[\"1\"]"));
	request_clear(&request);
	batch = read_ok(source, NAMES, ANSWER("[" EVENT_OF("1", "") "]"));
	assert_int_equal(batch->events->len, 1);
	assert_string_equal(label_of(event_at(batch, 0)->alert, "host"), "Orders database");
	event_batch_free(&batch);
	assert_false(poll_of(source, NAMES, &request));
	assert_int_equal(count_read(source, PROBLEMS, list), 0);
	assert_false(poll_of(source, NAMES, &request));
	assert_int_equal(count_read(source, PROBLEMS, ANSWER("[]")), 1); /* gone */
	source_free(&source);
}

static void
who_acknowledged_it_there_is_named(void **state)
{
	const char *list = ANSWER(
	    "[" PROBLEM("1", "4", "1", VENDOR "," OURS "," BACK, "0") "]"); /* in any order */
	struct source *source = open_source();
	struct event_batch *batch = read_ok(source, PROBLEMS, list);

	(void)state;
	assert_string_equal(event_at(batch, 0)->alert->held_by, "Zabbix user 1");
	event_batch_free(&batch);
	batch = read_ok(source, NAMES, ANSWER("[" EVENT_OF("1", ADMIN) "]"));
	assert_string_equal(event_at(batch, 0)->alert->held_by, "Zabbix Administrator");
	assert_string_equal(event_at(batch, 0)->alert->held_comment, "called the vendor");
	assert_int_equal(event_at(batch, 0)->alert->n_silenced_by, 1); /* ours was taken back */
	assert_string_equal(event_at(batch, 0)->alert->silenced_by[0], "update 3");
	event_batch_free(&batch);
	source_free(&source);
}

/* A user that may not see the others' names (the role "User") gets their numbers. */
static void
a_name_that_may_not_be_seen_is_a_number(void **state)
{
	struct source *source = open_source();
	struct event_batch *batch;
	struct request request;

	(void)state;
	count_read(source, PROBLEMS, ANSWER("[" PROBLEM("1", "4", "1", VENDOR, "0") "]"));
	batch = read_ok(source, NAMES, ANSWER("[" EVENT_OF("1", "{\"userid\":\"1\"}") "]"));
	assert_string_equal(event_at(batch, 0)->alert->held_by, "Zabbix user 1");
	assert_false(poll_of(source, NAMES, &request));
	event_batch_free(&batch);
	source_free(&source);
}

static void
ours_is_found_by_its_token(void **state)
{
	/* the second found it acknowledged already: Zabbix keeps only its message */
	static const char *const updates[] = {
		ANSWER("[" PROBLEM("1", "4", "1", OURS, "0") "]"),
		ANSWER("[" PROBLEM(
		    "1", "4", "1",
		    UPDATE("0", "1", "mine", "2") "," UPDATE("1", "3", "ACK! (lin) [wr:a1]", "4"),
		    "0") "]")
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(updates); i++) {
		struct source *source = open_source();
		struct event_batch *batch = read_ok(source, PROBLEMS, updates[i]);
		const struct alert_data *alert = event_at(batch, 0)->alert;

		assert_int_equal(alert->n_silenced_by, i + 1);
		assert_string_equal(alert->silenced_by[i], "a1");
		assert_string_equal(alert->held_by, i ? "Zabbix user 1" : "Zabbix user 3");
		event_batch_free(&batch);
		source_free(&source);
	}
}

/* Another's acknowledgement holds on, ours does not. */
static void
what_was_taken_back_holds_no_more(void **state)
{
	struct source *source = open_source();
	struct event_batch *batch =
	    read_ok(source, PROBLEMS,
	            ANSWER("[" PROBLEM("1", "4", "1", OURS "," WEI "," BACK_LATE, "0") "]"));
	const struct alert_data *alert = event_at(batch, 0)->alert;

	(void)state;
	assert_int_equal(alert->n_silenced_by, 1);
	assert_string_equal(alert->silenced_by[0], "c3");
	event_batch_free(&batch);
	source_free(&source);
}

static void
a_maintenance_mutes_and_a_person_who_suppresses_holds(void **state)
{
	static const char *const person =
	    ANSWER("[" PROBLEM("2", "4", "0",
	                       "{\"acknowledgeid\":\"9\",\"userid\":\"1\",\"message\":\"\","
	                       "\"action\":\"32\",\"suppress_until\":\"1795360800\"}",
	                       "1") "]");
	struct source *source = open_version("7.0.3");
	struct event_batch *batch =
	    read_ok(source, PROBLEMS, ANSWER("[" PROBLEM("1", "4", "0", "", "1") "]"));

	(void)state;
	assert_true(event_at(batch, 0)->alert->inhibited);
	assert_string_equal(event_at(batch, 0)->alert->held_by, "");
	event_batch_free(&batch);
	batch = read_ok(source, PROBLEMS, person);
	assert_false(event_at(batch, 0)->alert->inhibited);
	assert_string_equal(event_at(batch, 0)->alert->held_by, "Zabbix user 1");
	assert_int_equal(event_at(batch, 0)->alert->held_until_us, NOW + 2 * HOUR_US);
	event_batch_free(&batch);
	source_free(&source);
}

static void
severities_are_called_as_configured(void **state)
{
	struct source *source = open_source();
	struct event_batch *batch;
	struct request request;

	(void)state;
	source->conf->zabbix.labels[5] = g_strdup("page");
	source->conf->zabbix.least = 4;
	assert_true(poll_of(source, PROBLEMS, &request));
	assert_non_null(strstr(request.body, "\"severities\":[4,5]"));
	request_clear(&request);
	batch = read_ok(
	    source, PROBLEMS,
	    ANSWER("[" PROBLEM("1", "5", "0", "", "0") "," PROBLEM("2", "2", "0", "", "0") "]"));
	assert_string_equal(label_of(event_at(batch, 0)->alert, "severity"), "page");
	assert_string_equal(label_of(event_at(batch, 1)->alert, "severity"), "warning");
	event_batch_free(&batch);
	source_free(&source);
}

static void
errors_inside_200_are_told_in_words(void **state)
{
	static const struct {
		const char *answer, *says;
	} errors[] = {
		{ ERROR("-32602", "Session terminated, re-login, please."),
		  "does not accept the token" },
		{ ERROR("-32602", "Not authorized."), "does not accept the token" },
		{ ERROR("-32500", "No permissions to call \\\"problem.get\\\"."),
		  "check the role" },
		{ ERROR("-32603", "SQL statement execution has failed"), "Zabbix says: SQL" },
		{ "{\"hello\":1}", "not an answer of Zabbix" },
		{ ANSWER("{}"), "is no list" },
		{ "<html>", "not JSON" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(errors); i++) {
		struct source *source = open_source();
		struct err e = { "" };

		assert_null(read_slot(source, PROBLEMS, errors[i].answer, &e));
		assert_non_null(strstr(e.text, errors[i].says));
		source_free(&source);
	}
}

static void
what_is_broken_costs_itself_alone(void **state)
{
	struct source *source = open_source();

	(void)state;
	assert_int_equal(
	    count_read(source, PROBLEMS,
	               ANSWER("[{\"eventid\":\"1 or 1\"},{\"eventid\":\"8\"},{},3," PROBLEM(
			   "9", "6", "0", "", "0") "," PROBLEM("1", "4", "0", "", "0") "]")),
	    1);
	assert_int_equal(slot_at(source, PROBLEMS)->broken, 5);
	source_free(&source);
}

/* A list that is cut says nothing of what it lacks. */
static void
a_flood_is_cut_and_ends_nothing(void **state)
{
	struct source *source = open_source();
	GString *list = g_string_new("{\"jsonrpc\":\"2.0\",\"result\":[");

	(void)state;
	assert_int_equal(
	    count_read(source, PROBLEMS, ANSWER("[" PROBLEM("1", "4", "0", "", "0") "]")), 1);
	for (int id = 2101; id > 100; id--)
		g_string_append_printf(list,
		                       "%s{\"eventid\":\"%d\",\"name\":\"n\",\"severity\":\"4\","
		                       "\"clock\":\"1795353000\"}",
		                       id == 2101 ? "" : ",", id);
	g_string_append(list, "],\"id\":1}");
	assert_int_equal(count_read(source, PROBLEMS, list->str), 2000);
	assert_int_equal(slot_at(source, PROBLEMS)->broken, 1);
	assert_non_null(strstr(slot_at(source, PROBLEMS)->first_broken.text, "zabbix.least"));
	g_string_free(list, TRUE);
	source_free(&source);
}

/* Where the token goes depends on the version; the question for it takes none. */
static void
the_token_goes_where_the_version_has_it(void **state)
{
	struct source *source = source_alone(conf_of("zbx", "zabbix", "http://z"));
	struct request request;

	(void)state;
	assert_false(poll_of(source, PROBLEMS, &request)); /* not before the version is known */
	assert_true(poll_of(source, VERSION, &request));
	assert_int_equal(request.login, LOGIN_NONE);
	request_clear(&request);
	count_read(source, VERSION, ANSWER("\"6.0.14\""));
	assert_true(poll_of(source, PROBLEMS, &request));
	assert_int_equal(request.login, LOGIN_BODY);
	assert_string_equal(request.url, "http://z/api_jsonrpc.php");
	request_clear(&request);
	assert_false(poll_of(source, VERSION, &request));
	count_read(source, VERSION, ANSWER("\"6.4.0rc1\""));
	assert_true(poll_of(source, PROBLEMS, &request));
	assert_int_equal(request.login, LOGIN_HEADER);
	request_clear(&request);
	source_free(&source);
}

static void
an_acknowledgement_is_one_update(void **state)
{
	struct source *source = open_source();
	struct job job = job_of("1", EVENT_ACK);

	(void)state;
	assert_int_equal(job_step(source, &job, NULL), VERDICT_ASK);
	assert_string_equal(
	    job.request.body,
	    "{\"jsonrpc\":\"2.0\",\"method\":\"event.acknowledge\",\"params\":{"
	    "\"eventids\":\"1\",\"action\":6,\"message\":\"ACK! on it (lin) [wr:a1]\"},"
	    "\"id\":1}");
	assert_int_equal(job_step(source, &job, ANSWER("{\"eventids\":[1]}")), VERDICT_SENT);
	assert_string_equal(job.remote_id, "a1");
	job_end(&job);
	source_free(&source);
}

static void
what_may_have_arrived_is_looked_for_first(void **state)
{
	struct source *source = open_source();
	struct job job = job_of("1", EVENT_ACK);

	(void)state;
	job.must_look = true;
	assert_int_equal(job_step(source, &job, NULL), VERDICT_ASK);
	assert_non_null(strstr(job.request.body, "\"method\":\"problem.get\""));
	assert_int_equal(job_step(source, &job, ANSWER("[" PROBLEM("1", "4", "1", OURS, "0") "]")),
	                 VERDICT_SENT);
	job_end(&job);
	job = job_of("1", EVENT_ACK);
	job.must_look = true;
	job_step(source, &job, NULL);
	assert_int_equal(job_step(source, &job, ANSWER("[" PROBLEM("1", "4", "1", VENDOR, "0") "]")),
	                 VERDICT_ASK);
	assert_non_null(strstr(job.request.body, "event.acknowledge"));
	job_end(&job);
	job = job_of("1", EVENT_ACK);
	job.must_look = true;
	job_step(source, &job, NULL);
	assert_int_equal(job_step(source, &job, ANSWER("[]")), VERDICT_REFUSED);
	assert_non_null(strstr(job.why.text, "over in Zabbix"));
	job_end(&job);
	source_free(&source);
}

static void
taking_back_leaves_what_others_did(void **state)
{
	static const struct {
		const char *problem, *asks; /* NULL: nothing */
	} cases[] = {
		{ ANSWER("[" PROBLEM("1", "4", "1", OURS, "0") "]"), "\"action\":20" },
		/* theirs came first: Zabbix kept but the message of ours */
		{ ANSWER(
		      "[" PROBLEM("1", "4", "1", UPDATE("0", "1", "mine", "2") "," LATE, "0") "]"),
		  "\"action\":4,\"message\":\"taken back: on it (lin) [wr:-a1]\"" },
		{ ANSWER("[" PROBLEM("1", "4", "1", OURS "," WEI, "0") "]"), "\"action\":4," },
		{ ANSWER("[" PROBLEM("1", "4", "1", OURS "," WEI "," BACK_LATE, "0") "]"), NULL },
		{ ANSWER("[" PROBLEM("1", "4", "1", OURS "," BACK "," VENDOR, "0") "]"), NULL },
		{ ANSWER(
		      "[" PROBLEM("1", "4", "0", UPDATE("1", "3", "(lin) [wr:a1]", "36"), "1") "]"),
		  "\"action\":68" },
		{ ANSWER("[]"), NULL },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct source *source = open_version("7.0.3");
		struct job job = job_of("1", EVENT_UNACK);
		enum verdict verdict;

		assert_int_equal(job_step(source, &job, NULL), VERDICT_ASK);
		verdict = job_step(source, &job, cases[i].problem);
		assert_int_equal(verdict, cases[i].asks ? VERDICT_ASK : VERDICT_SENT);
		if (cases[i].asks)
			assert_non_null(strstr(job.request.body, cases[i].asks));
		job_end(&job);
		source_free(&source);
	}
}

static void
a_silence_suppresses_until_its_end_where_zabbix_can(void **state)
{
	struct source *source = open_version("6.0.14");
	struct job job = job_of("1", EVENT_SILENCE);

	(void)state;
	assert_int_equal(job_step(source, &job, NULL), VERDICT_REFUSED);
	assert_non_null(strstr(job.why.text, "6.2"));
	job_end(&job);
	source_free(&source);
	source = open_version("6.2.0");
	job = job_of("1", EVENT_SILENCE);
	assert_int_equal(job_step(source, &job, NULL), VERDICT_ASK);
	assert_non_null(strstr(job.request.body, "\"action\":36,"));
	assert_non_null(strstr(job.request.body, "\"suppress_until\":1795357200"));
	job_end(&job);
	source_free(&source);
}

/* A script acts before any poll. */
static void
a_delivery_finds_out_the_version(void **state)
{
	struct source *source = source_alone(conf_of("zbx", "zabbix", "http://z"));
	struct job job = job_of("1", EVENT_ACK);

	(void)state;
	assert_int_equal(job_step(source, &job, NULL), VERDICT_ASK);
	assert_int_equal(job.request.login, LOGIN_NONE);
	assert_int_equal(job_step(source, &job, ANSWER("\"6.0.14\"")), VERDICT_ASK);
	assert_int_equal(job.request.login, LOGIN_BODY);
	assert_non_null(strstr(job.request.body, "event.acknowledge"));
	job_end(&job);
	source_free(&source);
}

/* A token can be put right, so that is tried again; what Zabbix will never take is not. */
static void
refusals_are_told_from_what_is_tried_again(void **state)
{
	static const struct {
		const char *answer;
		enum verdict verdict;
	} cases[] = {
		{ ERROR("-32602", "Session terminated, re-login, please."), VERDICT_JUDGE },
		{ ERROR("-32603", "SQL statement execution has failed"), VERDICT_JUDGE },
		{ "gateway", VERDICT_JUDGE },
		{ ERROR("-32500", "No permissions to referred object or it does not exist!"),
		  VERDICT_REFUSED },
		{ ERROR("-32602", "Incorrect value for field \\\"action\\\": unexpected value"),
		  VERDICT_REFUSED },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct source *source = open_source();
		struct job job = job_of("1", EVENT_ACK);

		job_step(source, &job, NULL);
		assert_int_equal(job_step(source, &job, cases[i].answer), cases[i].verdict);
		assert_string_not_equal(job.why.text, "");
		job_end(&job);
		source_free(&source);
	}
}

/* A server that answers by the method that is called, as the real one does, and checks the token. */
struct server {
	const char *version;
	bool in_body;
	atomic_uint strange; /* requests whose token is not where it belongs */
};

static void
answer_call(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	struct server *server = user;
	bool is_version = strstr(seen->body, "\"apiinfo.version\"");
	bool in_body = g_str_has_prefix(seen->body, "{\"auth\":\"tok123\",\"jsonrpc\":\"2.0\",");
	bool in_head = strstr(seen->head, "Authorization: Bearer tok123");
	char *version = g_strdup_printf(ANSWER("\"%s\""), server->version);

	(void)is_stopping;
	if (in_body != (server->in_body && !is_version) ||
	    in_head != (!server->in_body && !is_version) ||
	    strcmp(seen->path, "/api_jsonrpc.php") || strcmp(seen->method, "POST"))
		atomic_fetch_add(&server->strange, 1);
	if (is_version)
		http_reply(fd, 200, "", version);
	else if (strstr(seen->body, "\"problem.get\""))
		http_reply(fd, 200, "", ANSWER("[" PROBLEM("1", "4", "1", VENDOR, "0") "]"));
	else
		http_reply(fd, 200, "", ANSWER("[" EVENT_OF("1", ADMIN) "]"));
	g_free(version);
}

/* One round brings the problem, its host and the name of its holder. */
static void
check_round(const char *version, bool in_body)
{
	struct server server = { .version = version, .in_body = in_body };
	struct http_fixture *http = http_fixture_start(answer_call, &server);
	char *url = http_fixture_url(http), *dir = g_dir_make_tmp("warroom-XXXXXX", NULL);
	char *file = g_build_filename(dir, "token", NULL);
	struct source_conf *conf = conf_of("zbx", "zabbix", url);
	const struct event *event;
	struct desk desk;

	assert_true(
	    g_file_set_contents_full(file, "tok123\n", -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
	conf->auth = AUTH_BEARER;
	conf->token_file = g_strdup(file);
	desk = desk_open(conf, &(struct net_options){ .once = true });
	event = desk_wait(&desk, EVENT_ALERT);
	assert_string_equal(event->alert->held_by, "Zabbix user 1");
	event = desk_wait(&desk, EVENT_ALERT);
	assert_string_equal(event->alert->held_by, "Zabbix Administrator");
	assert_string_equal(label_of(event->alert, "host"), "Orders database");
	event = desk_wait(&desk, EVENT_SOURCE);
	assert_int_equal(event->report->health, SOURCE_LIVE);
	assert_int_equal(event->report->rows, 1);
	desk_close(&desk);
	http_fixture_stop(&http);
	assert_int_equal(atomic_load(&server.strange), 0);
	g_unlink(file);
	g_rmdir(dir);
	g_free(file);
	g_free(dir);
	g_free(url);
}

static void
a_round_is_made_with_the_token_in_its_place(void **state)
{
	(void)state;
	check_round("6.0.14", true);
	check_round("7.0.3", false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_problem_is_told_with_all_that_matters),
		cmocka_unit_test(the_host_is_asked_for_once),
		cmocka_unit_test(who_acknowledged_it_there_is_named),
		cmocka_unit_test(a_name_that_may_not_be_seen_is_a_number),
		cmocka_unit_test(ours_is_found_by_its_token),
		cmocka_unit_test(what_was_taken_back_holds_no_more),
		cmocka_unit_test(a_maintenance_mutes_and_a_person_who_suppresses_holds),
		cmocka_unit_test(severities_are_called_as_configured),
		cmocka_unit_test(errors_inside_200_are_told_in_words),
		cmocka_unit_test(what_is_broken_costs_itself_alone),
		cmocka_unit_test(a_flood_is_cut_and_ends_nothing),
		cmocka_unit_test(the_token_goes_where_the_version_has_it),
		cmocka_unit_test(an_acknowledgement_is_one_update),
		cmocka_unit_test(what_may_have_arrived_is_looked_for_first),
		cmocka_unit_test(taking_back_leaves_what_others_did),
		cmocka_unit_test(a_silence_suppresses_until_its_end_where_zabbix_can),
		cmocka_unit_test(a_delivery_finds_out_the_version),
		cmocka_unit_test(refusals_are_told_from_what_is_tried_again),
		cmocka_unit_test(a_round_is_made_with_the_token_in_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
