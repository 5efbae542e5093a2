/* The answers of Nagios 4.4.6 as it really gives them, what the room is told of them, and what is sent there. */
#include "tests/unit/http_fixture.h"
#include "tests/unit/net_desk.h"

#include "net/nagios.h"

#include <glib/gstdio.h>

enum { COUNT_HOSTS, COUNT_SERVICES, COMMENTS, HOSTS, SERVICES };

#define WRITTEN "1795353598000"
#define ANSWER_OF(code, message, written, data) \
	"{\n  \"format_version\": 0,\n  \"result\": {\n    \"query_time\": 1795353600000,\n    \"cgi\": " \
	"\"statusjson.cgi\",\n    \"user\": \"warroom\",\n    \"query_status\": \"released\",\n    " \
	"\"program_start\": 1795350000000,\n    \"last_data_update\": " written \
	",\n    \"type_code\": " code \
	",\n    \"type_text\": \"Option Value Invalid\",\n    \"message\": \"" message \
	"\"\n  },\n  \"data\": {\n" \
	"    \"selectors\": {\n    },\n    " data "\n  }\n}\n"
#define ANSWER(data) ANSWER_OF("0", "", WRITTEN, data)
#define LIST(name, members) ANSWER("\"" name "\": {" members "}")
#define HOST(name, status, acked) \
	"\"" name "\":{\"name\":\"" name "\",\"plugin_output\":\"no ping\",\"status\":" status \
	",\"last_state_change\":1795353000000,\"last_hard_state_change\":1795353000000,\"last_time_up\":" \
	"1795352990000,\"state_type\":1,\"problem_has_been_acknowledged\":" acked \
	",\"acknowledgement_type\":0,\"is_flapping\":false,\"scheduled_downtime_depth\":0}"
#define SERVICE_OF(host, name, status, type, acked, depth, since, well) \
	"\"" name "\":{\"host_name\":\"" host "\",\"description\":\"" name \
	"\",\"plugin_output\":\"HTTP CRITICAL - \\\"refused\\\" \\u62d2\\u7edd\",\"long_plugin_output\":\"\"," \
	"\"perf_data\":\"t=1s\",\"status\":" status ",\"last_state_change\":" since \
	",\"last_hard_state_change\":" since ",\"last_time_ok\":" well ",\"state_type\":" type \
	",\"problem_has_been_acknowledged\":" acked \
	",\"acknowledgement_type\":0,\"is_flapping\":false," \
	"\"scheduled_downtime_depth\":" depth "}"
#define SERVICE(status, type, acked, depth) \
	SERVICE_OF("web1", "HTTP", status, type, acked, depth, "1795353000000", "1795352990000")
#define ON_WEB1(services) LIST("servicelist", "\"web1\":{" services "}")
#define CRITICAL ON_WEB1(SERVICE("16", "1", "false", "0"))
#define ACKED ON_WEB1(SERVICE("16", "1", "true", "0"))
#define COMMENT(id, author, text) \
	"\"" id "\":{\"comment_id\":" id \
	",\"comment_type\":2,\"entry_type\":4,\"source\":0,\"persistent\":false," \
	"\"entry_time\":1795353100000,\"expires\":false,\"expire_time\":0,\"host_name\":\"web1\"," \
	"\"service_description\":\"HTTP\",\"author\":\"" author "\",\"comment_data\":\"" text \
	"\"}"
#define OURS COMMENT("7", "warroom", "ACK! on it (lin) [wr:a1]")
#define VENDOR COMMENT("8", "alice", "called the vendor")
#define BLANK COMMENT("9", "warroom", "")

#define FORM \
	"<form method='post' action='cmd.cgi'>\n<INPUT TYPE='hidden' NAME='nagFormId' VALUE='7545e146515f007c'\n" \
	"<tr><td><INPUT TYPE='HIDDEN' NAME='cmd_typ' VALUE='34'></td></tr>"
#define FAILED(words) "<P><DIV CLASS='errorMessage'>" words "</DIV></P>"
#define DONE \
	"<P><DIV CLASS='infoMessage'>Your command request was successfully submitted to Nagios for " \
	"processing.<BR><BR>"

static struct source *
open_source(void)
{
	struct source_conf *conf = conf_of("nag", "nagios", "https://n/cgi-bin/nagios4");

	conf->team = g_strdup("ops");
	return source_alone(conf);
}

static void
a_problem_is_told_with_all_that_matters(void **state)
{
	struct source *source = open_source();
	struct event_batch *batch = read_ok(source, SERVICES, CRITICAL);
	const struct alert_data *alert = event_at(batch, 0)->alert;

	(void)state;
	assert_string_equal(event_at(batch, 0)->subject, "nag/web1!HTTP");
	assert_string_equal(alert->title, "HTTP on web1");
	assert_string_equal(alert->summary, "web1 CRITICAL: HTTP CRITICAL - \"refused\" 拒绝");
	assert_string_equal(alert->team, "ops");
	assert_string_equal(label_of(alert, "host"), "web1");
	assert_string_equal(label_of(alert, "service"), "HTTP");
	assert_string_equal(label_of(alert, "severity"), "critical");
	assert_int_equal(alert->starts_us, NOW - 10 * MIN_US);
	assert_int_equal(alert->n_silenced_by, 0);
	assert_int_equal(slot_at(source, SERVICES)->rows, 1);
	event_batch_free(&batch);
	assert_int_equal(count_read(source, SERVICES, CRITICAL), 0);
	assert_int_equal(count_read(source, SERVICES, LIST("servicelist", "")), 1); /* it is gone */
	source_free(&source);
}

static void
each_status_has_its_word(void **state)
{
	static const struct {
		guint slot;
		const char *answer, *word, *severity;
		bool is_inhibited;
	} cases[] = {
		{ SERVICES, ON_WEB1(SERVICE("4", "1", "false", "0")), "warning", "warning", false },
		{ SERVICES, ON_WEB1(SERVICE("8", "1", "false", "0")), "unknown", "unknown", false },
		{ HOSTS, LIST("hostlist", HOST("web1", "4", "false")), "down", "critical", false },
		{ HOSTS, LIST("hostlist", HOST("web1", "8", "false")), "unreachable", "critical",
		  true },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct source *source = open_source();
		struct event_batch *batch = read_ok(source, cases[i].slot, cases[i].answer);
		const struct alert_data *alert = event_at(batch, 0)->alert;

		assert_string_equal(label_of(alert, "state"), cases[i].word);
		assert_string_equal(label_of(alert, "severity"), cases[i].severity);
		assert_int_equal(alert->inhibited, cases[i].is_inhibited);
		event_batch_free(&batch);
		source_free(&source);
	}
}

static void
what_stands_on_a_host_that_is_down_cannot_be_reached(void **state)
{
	struct source *source = open_source();
	struct event_batch *batch;

	(void)state;
	count_read(source, HOSTS, LIST("hostlist", HOST("web1", "4", "false")));
	batch = read_ok(source, SERVICES, CRITICAL);
	assert_true(event_at(batch, 0)->alert->inhibited);
	assert_string_equal(label_of(event_at(batch, 0)->alert, "unreachable"), "yes");
	event_batch_free(&batch);
	source_free(&source);
}

static void
a_soft_state_shows_only_where_it_is_asked_for(void **state)
{
	static const char soft[] = ON_WEB1(SERVICE("16", "0", "false", "0"));
	struct source *source = open_source();

	(void)state;
	assert_int_equal(count_read(source, SERVICES, soft), 0);
	source->conf->nagios.soft_states = true;
	assert_int_equal(count_read(source, SERVICES, soft), 1);
	source_free(&source);
}

/* A change among problem states is the same problem; one that was well in between is another. */
static void
a_problem_begins_when_it_stopped_being_well(void **state)
{
	static const char warning[] = ON_WEB1(
	    SERVICE_OF("web1", "HTTP", "4", "1", "false", "0", "1795353300000", "1795352990000"));
	static const char again[] = ON_WEB1(
	    SERVICE_OF("web1", "HTTP", "4", "1", "false", "0", "1795353500000", "1795353400000"));
	struct source *source = open_source();
	struct event_batch *batch;

	(void)state;
	count_read(source, SERVICES, CRITICAL);
	batch = read_ok(source, SERVICES, warning);
	assert_int_equal(event_at(batch, 0)->alert->starts_us, NOW - 10 * MIN_US);
	event_batch_free(&batch);
	batch = read_ok(source, SERVICES, again);
	assert_int_equal(event_at(batch, 0)->alert->starts_us, NOW - 100 * SEC_US);
	event_batch_free(&batch);
	source_free(&source);
}

static void
who_acknowledged_it_is_told_by_its_comment(void **state)
{
	static const struct {
		const char *comments, *answer, *ids, *held_by, *comment;
	} cases[] = {
		{ OURS, ACKED, "a1 ", "warroom", "ACK! on it (lin)" },
		{ VENDOR "," OURS, ACKED, "a1 comment 8 ", "alice", "called the vendor" },
		{ "", ACKED, "acknowledgement ", "", "" },
		{ BLANK, ACKED, "comment 9 ", "warroom", "" },
		/* a comment that outlived its acknowledgement */
		{ VENDOR, CRITICAL, "", "", "" },
		{ "", ON_WEB1(SERVICE("16", "1", "false", "1")), "downtime ", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct source *source = open_source();
		char *list = g_strdup_printf(LIST("commentlist", "%s"), cases[i].comments);
		GString *ids = g_string_new(NULL);
		const struct alert_data *alert;
		struct event_batch *batch;

		count_read(source, COMMENTS, list);
		batch = read_ok(source, SERVICES, cases[i].answer);
		alert = event_at(batch, 0)->alert;
		for (size_t k = 0; k < alert->n_silenced_by; k++)
			g_string_append_printf(ids, "%s ", alert->silenced_by[k]);
		assert_string_equal(ids->str, cases[i].ids);
		assert_string_equal(alert->held_by, cases[i].held_by);
		assert_string_equal(alert->held_comment, cases[i].comment);
		event_batch_free(&batch);
		g_string_free(ids, TRUE);
		g_free(list);
		source_free(&source);
	}
}

/* Who acknowledged changes another document than that of the problem. */
static void
a_comment_that_comes_later_is_told(void **state)
{
	struct source *source = open_source();

	(void)state;
	assert_int_equal(count_read(source, SERVICES, ACKED), 1);
	count_read(source, COMMENTS, LIST("commentlist", VENDOR));
	assert_int_equal(count_read(source, SERVICES, ACKED), 1);
	source_free(&source);
}

static void
errors_inside_200_are_told_in_words(void **state)
{
	static const struct {
		const char *answer, *says;
	} cases[] = {
		{ ANSWER_OF("6", "The servicestatus option value 'bla' is invalid.", WRITTEN,
		            "\"options\":{}"),
		  "content: Nagios says: The servicestatus option value 'bla' is invalid." },
		{ ANSWER_OF("6", "", WRITTEN, "\"options\":{}"),
		  "content: Nagios says: Option Value Invalid" },
		{ ANSWER_OF("0", "", "1795353000000", "\"servicelist\":{}"),
		  "content: the Nagios of source nag has not written its status for 10 minutes: is it running?" },
		{ "{\"status\":\"success\"}",
		  "content: not an answer of Nagios: the url of source nag is where its statusjson.cgi is" },
		{ "\n",
		  "content: Nagios gives an empty answer, as it does when it is not running: start it, and "
		  "check the main_config_file in cgi.cfg" },
		{ ANSWER("\"servicelist\": []"), "content: Nagios gives no list" },
	};
	struct source *source = open_source();

	(void)state;
	count_read(source, SERVICES, CRITICAL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct err e = { "" };

		assert_null(read_slot(source, SERVICES, cases[i].answer, &e));
		assert_string_equal(e.text, cases[i].says);
	}
	assert_int_equal(count_read(source, SERVICES, CRITICAL), 0); /* nothing was taken off */
	source_free(&source);
}

/* An empty list is what a user without rights gets, too. */
static void
missing_rights_are_told_from_all_being_well(void **state)
{
	static const char none[] = LIST("count", "\"ok\": 0, \"critical\": 0");
	struct source *source = open_source();
	char *url;

	(void)state;
	count_read(source, COUNT_HOSTS, LIST("count", "\"up\": 0, \"down\": 0"));
	count_read(source, COUNT_SERVICES, none);
	assert_non_null(
	    strstr(slot_at(source, COUNT_SERVICES)->first_broken.text,
	           "no host and no service at all: give the user of source nag rights in cgi.cfg"));
	url = source->ops->url(source, slot_at(source, COUNT_HOSTS), NOW);
	assert_non_null(url); /* it may have them at the next poll */
	g_free(url);
	count_read(source, COUNT_HOSTS, LIST("count", "\"up\": 3, \"down\": 0"));
	count_read(source, COUNT_SERVICES, none);
	assert_string_equal(slot_at(source, COUNT_SERVICES)->first_broken.text, "");
	assert_null(source->ops->url(source, slot_at(source, COUNT_SERVICES), NOW));
	source_free(&source);
}

static void
what_is_broken_costs_itself_alone(void **state)
{
	static const char list[] =
	    LIST("servicelist",
	         "\"(null)\":{\"(null)\":{\"host_name\":\"\",\"status\":16}},\"odd\":7,\"web1\":{"
	         "\"a\":{\"status\":16}," SERVICE("16", "1", "false", "0") "}");
	struct source *source = open_source();
	struct event_batch *batch = read_ok(source, SERVICES, list);

	(void)state;
	assert_int_equal(batch->events->len, 1);
	assert_int_equal(slot_at(source, SERVICES)->broken, 3);
	assert_non_null(
	    strstr(slot_at(source, SERVICES)->first_broken.text, "lacks the locale en_US.UTF-8"));
	event_batch_free(&batch);
	source_free(&source);
}

static void
an_acknowledgement_is_a_form_that_is_filled(void **state)
{
	struct source *source = open_source();
	struct job job = job_of("web1!HTTP", EVENT_ACK);

	(void)state;
	source->conf->nagios.sticky = true;
	delivery_set(&job.delivery->comment, "on it; a&b\n拒绝");
	assert_int_equal(job_step(source, &job, NULL), VERDICT_ASK);
	assert_string_equal(job.request.method, "GET");
	assert_string_equal(job.request.url, "https://n/cgi-bin/nagios4/cmd.cgi?cmd_typ=34");
	assert_int_equal(job_step(source, &job, FORM), VERDICT_ASK);
	assert_string_equal(job.request.method, "POST");
	assert_string_equal(job.request.url, "https://n/cgi-bin/nagios4/cmd.cgi");
	assert_string_equal(job.request.content_type, "application/x-www-form-urlencoded");
	assert_string_equal(g_ptr_array_index(job.request.headers, 0),
	                    "Cookie: NagFormId=7545e146515f007c");
	assert_string_equal(
	    job.request.body,
	    "cmd_typ=34&cmd_mod=2&host=web1&service=HTTP&nagFormId=7545e146515f007c&com_author=lin&"
	    "com_data=ACK%21%20on%20it%20%20a%26b%20%E6%8B%92%E7%BB%9D%20%28lin%29%20%5Bwr%3Aa1%5D&"
	    "sticky_ack=on");
	assert_int_equal(job_step(source, &job, DONE), VERDICT_SENT);
	assert_string_equal(job.remote_id, "a1");
	job_end(&job);
	job = job_of("web1", EVENT_ACK);
	job_step(source, &job, NULL);
	assert_non_null(strstr(job.request.url, "cmd_typ=33"));
	job_step(source, &job, FORM);
	assert_non_null(
	    g_str_has_prefix(job.request.body, "cmd_typ=33&cmd_mod=2&host=web1&nagFormId=") ? ""
											    : NULL);
	job_end(&job);
	source_free(&source);
}

/* Without its locale Nagios shows a comment in Chinese as nothing: it is ours all the same. */
static void
a_comment_without_letters_is_known_again(void **state)
{
	struct source *source = open_source();
	struct job job = job_of("web1!HTTP", EVENT_ACK);
	struct event_batch *batch;

	(void)state;
	count_read(source, SERVICES, CRITICAL);
	delivery_set(&job.delivery->comment, "看一下");
	job_step(source, &job, NULL);
	job_step(source, &job, FORM);
	assert_int_equal(job_step(source, &job, DONE), VERDICT_SENT);
	job_end(&job);
	count_read(source, COMMENTS, LIST("commentlist", BLANK));
	assert_non_null(strstr(slot_at(source, COMMENTS)->first_broken.text, "locale"));
	batch = read_ok(source, SERVICES, ACKED);
	assert_string_equal(event_at(batch, 0)->alert->silenced_by[0], "a1");
	event_batch_free(&batch);
	source_free(&source);
}

static void
what_may_have_arrived_is_looked_for_first(void **state)
{
	struct source *source = open_source();
	struct job job = job_of("web1!HTTP", EVENT_ACK);

	(void)state;
	job.must_look = true;
	assert_int_equal(job_step(source, &job, NULL), VERDICT_ASK);
	assert_non_null(strstr(job.request.url, "commentlist"));
	assert_int_equal(job_step(source, &job, LIST("commentlist", OURS)), VERDICT_SENT);
	assert_string_equal(job.remote_id, "a1");
	job_end(&job);
	job = job_of("web1!HTTP", EVENT_ACK);
	job.must_look = true;
	job_step(source, &job, NULL);
	assert_int_equal(job_step(source, &job, LIST("commentlist", VENDOR)), VERDICT_ASK);
	assert_non_null(strstr(job.request.url, "cmd.cgi?cmd_typ=34"));
	job_end(&job);
	source_free(&source);
}

static void
taking_back_leaves_what_others_did(void **state)
{
	static const struct {
		const char *comments, *url, *body; /* url NULL: nothing is to be done */
	} cases[] = {
		{ OURS, "cmd_typ=52",
		  "cmd_typ=52&cmd_mod=2&host=web1&service=HTTP&nagFormId=7545e146515f007c" },
		{ OURS "," VENDOR, "cmd_typ=4",
		  "cmd_typ=4&cmd_mod=2&com_id=7&host=web1&service=HTTP&nagFormId=7545e146515f007c" },
		{ BLANK, "cmd_typ=52",
		  "cmd_typ=52&cmd_mod=2&host=web1&service=HTTP&nagFormId=7545e146515f007c" },
		{ BLANK "," OURS, "cmd_typ=4",
		  "cmd_typ=4&cmd_mod=2&com_id=7&host=web1&service=HTTP&nagFormId=7545e146515f007c" },
		{ VENDOR, NULL, NULL },
		{ "", NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct source *source = open_source();
		struct job job = job_of("web1!HTTP", EVENT_UNACK);
		char *list = g_strdup_printf(LIST("commentlist", "%s"), cases[i].comments);
		enum verdict verdict;

		job_step(source, &job, NULL);
		verdict = job_step(source, &job, list);
		assert_int_equal(verdict, cases[i].url ? VERDICT_ASK : VERDICT_SENT);
		if (cases[i].url) {
			assert_true(g_str_has_suffix(job.request.url, cases[i].url));
			job_step(source, &job, FORM);
			assert_string_equal(job.request.body, cases[i].body);
			assert_int_equal(job_step(source, &job, DONE), VERDICT_SENT);
		}
		g_free(list);
		job_end(&job);
		source_free(&source);
	}
}

static void
refusals_are_told_from_what_is_tried_again(void **state)
{
	static const struct {
		const char *page;
		enum verdict verdict;
		const char *says;
	} cases[] = {
		{ FAILED("Sorry, but you are not authorized to commit the specified command."),
		  VERDICT_REFUSED,
		  "auth: not permitted: give the user of source nag in cgi.cfg authorized_for_all_host_commands" },
		{ FAILED("Comment was not entered"), VERDICT_REFUSED,
		  "content: Nagios says: Comment was not entered" },
		{ FAILED("Error: Could not stat() command file '/rw/nagios.cmd'!"), VERDICT_RETRY,
		  "takes no commands: is it running" },
		{ FAILED(
		      "An error occurred while attempting to commit your command for processing.<BR>"),
		  VERDICT_RETRY, "takes no commands: is it running" },
		{ FAILED("Error: Invalid or missing CSRF cookie!"), VERDICT_RETRY, "its own form" },
		{ "<html>", VERDICT_RETRY, "does not say what became of it" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct source *source = open_source();
		struct job job = job_of("web1!HTTP", EVENT_ACK);

		job_step(source, &job, NULL);
		job_step(source, &job, FORM);
		assert_int_equal(job_step(source, &job, cases[i].page), cases[i].verdict);
		assert_non_null(strstr(job.why.text, cases[i].says));
		assert_null(job.remote_id);
		job_end(&job);
		source_free(&source);
	}
}

static void
the_form_may_be_refused_and_a_silence_always_is(void **state)
{
	struct source *source = open_source();
	struct job job = job_of("web1!HTTP", EVENT_ACK);

	(void)state;
	job_step(source, &job, NULL);
	assert_int_equal(
	    job_step(source, &job,
	             FAILED("It appears as though you do not have permission to submit the command "
	                    "you requested...")),
	    VERDICT_REFUSED);
	assert_non_null(strstr(job.why.text, "authorized_for_all_service_commands"));
	job_end(&job);
	job = job_of("web1!HTTP", EVENT_SILENCE);
	assert_int_equal(job_step(source, &job, NULL), VERDICT_REFUSED);
	assert_non_null(strstr(job.why.text, "acknowledge the problem instead"));
	job_end(&job);
	source_free(&source);
}

/* A Nagios that counts what does not look as it should: the password, the cookie and the form. */
struct server {
	bool is_acked; /* on the threads of its connections, one after the other */
	atomic_uint strange;
};

static void
answer_cgi(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	struct server *server = user;
	const char *path = seen->path;

	(void)is_stopping;
	if (!strstr(seen->head, "Authorization: Basic d2Fycm9vbTpzZWNyZXQ=")) /* warroom:secret */
		atomic_fetch_add(&server->strange, 1);
	if (strstr(path, "count"))
		http_reply(fd, 200, "", LIST("count", "\"up\": 1"));
	else if (strstr(path, "commentlist"))
		http_reply(fd, 200, "",
		           server->is_acked ? LIST("commentlist", OURS) : LIST("commentlist", ""));
	else if (strstr(path, "hostlist"))
		http_reply(fd, 200, "", LIST("hostlist", ""));
	else if (strstr(path, "servicelist"))
		http_reply(fd, 200, "", server->is_acked ? ACKED : CRITICAL);
	else if (!strcmp(seen->method, "GET"))
		http_reply(fd, 200, "Set-Cookie: NagFormId=7545e146515f007c; SameSite=Strict\r\n",
		           FORM);
	else if (strstr(seen->head, "Cookie: NagFormId=7545e146515f007c") &&
	         strstr(seen->body, "nagFormId=7545e146515f007c")) {
		server->is_acked = true;
		http_reply(fd, 200, "", DONE);
	} else {
		http_reply(fd, 200, "", FAILED("Error: Invalid or missing CSRF cookie!"));
	}
}

static void
an_acknowledgement_is_sent_and_the_next_poll_shows_it(void **state)
{
	struct server server = { .is_acked = false };
	struct http_fixture *http = http_fixture_start(answer_cgi, &server);
	char *url = http_fixture_url(http), *dir = g_dir_make_tmp("warroom-XXXXXX", NULL);
	char *file = g_build_filename(dir, "password", NULL);
	struct source_conf *conf = conf_of("nag", "nagios", url);
	struct job job = job_of("web1!HTTP", EVENT_ACK);
	const struct event *event;
	struct desk desk;

	(void)state;
	assert_true(
	    g_file_set_contents_full(file, "secret\n", -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
	conf->auth = AUTH_BASIC;
	conf->user = g_strdup("warroom");
	conf->password_file = g_strdup(file);
	desk = desk_open(conf, &(struct net_options){ .once = false });
	event = desk_wait(&desk, EVENT_ALERT);
	assert_int_equal(event->alert->n_silenced_by, 0);
	delivery_set(&job.delivery->source, "nag");
	delivery_set(&job.delivery->alert_key, "nag/web1!HTTP");
	job.delivery->until_us = UNSAID;
	net_deliver(desk.net, g_steal_pointer(&job.delivery));
	event = desk_wait(&desk, EVENT_SENT);
	assert_string_equal(event->remote_id, "a1");
	event = desk_wait(&desk, EVENT_ALERT);
	assert_string_equal(event->alert->silenced_by[0], "a1");
	desk_close(&desk);
	http_fixture_stop(&http);
	assert_int_equal(atomic_load(&server.strange), 0);
	g_unlink(file);
	g_rmdir(dir);
	g_free(file);
	g_free(dir);
	g_free(url);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_problem_is_told_with_all_that_matters),
		cmocka_unit_test(each_status_has_its_word),
		cmocka_unit_test(what_stands_on_a_host_that_is_down_cannot_be_reached),
		cmocka_unit_test(a_soft_state_shows_only_where_it_is_asked_for),
		cmocka_unit_test(a_problem_begins_when_it_stopped_being_well),
		cmocka_unit_test(who_acknowledged_it_is_told_by_its_comment),
		cmocka_unit_test(a_comment_that_comes_later_is_told),
		cmocka_unit_test(errors_inside_200_are_told_in_words),
		cmocka_unit_test(missing_rights_are_told_from_all_being_well),
		cmocka_unit_test(what_is_broken_costs_itself_alone),
		cmocka_unit_test(an_acknowledgement_is_a_form_that_is_filled),
		cmocka_unit_test(a_comment_without_letters_is_known_again),
		cmocka_unit_test(what_may_have_arrived_is_looked_for_first),
		cmocka_unit_test(taking_back_leaves_what_others_did),
		cmocka_unit_test(refusals_are_told_from_what_is_tried_again),
		cmocka_unit_test(the_form_may_be_refused_and_a_silence_always_is),
		cmocka_unit_test(an_acknowledgement_is_sent_and_the_next_poll_shows_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
