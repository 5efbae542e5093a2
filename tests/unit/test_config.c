/* Reading good configurations: the example room, the minimal one, defaults. */
#include "app/config.h"
#include "app/example.h"
#include "app/suggest.h"

#include "room/match.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static char *
source_file(const char *name)
{
	const char *folder = g_getenv("srcdir");

	return g_build_filename(folder ? folder : ".", name, NULL);
}

/* A configuration in which nothing is wrong. */
static struct config *
good(const char *file, const char *text)
{
	GPtrArray *problems;
	struct config *config = config_load(file, text, &problems);

	for (guint i = 0; i < problems->len; i++) {
		char *line = config_problem_text(problems->pdata[i]);

		print_message("%s\n", line);
		g_free(line);
	}
	assert_int_equal(problems->len, 0);
	assert_non_null(config);
	g_ptr_array_unref(problems);
	return config;
}

/* The n-th definition of a kind; NULL when there are not so many. */
static const struct event *
definition(const struct config *config, enum event_kind kind, unsigned n)
{
	for (guint i = 0; i < config->definitions->events->len; i++) {
		const struct event *event = config->definitions->events->pdata[i];

		if (event->kind == kind && n-- == 0)
			return event;
	}
	return NULL;
}

static unsigned
count(const struct config *config, enum event_kind kind)
{
	unsigned n = 0;

	while (definition(config, kind, n))
		n++;
	return n;
}

static int64_t
at(const char *rfc3339)
{
	int64_t us = 0;

	assert_true(instant_parse_rfc3339(rfc3339, &us));
	return us;
}

static const struct phase *
phase(const struct config *config, const char *id)
{
	for (unsigned i = 0; definition(config, EVENT_DEFINE_PHASE, i); i++)
		if (!strcmp(definition(config, EVENT_DEFINE_PHASE, i)->phase->id, id))
			return definition(config, EVENT_DEFINE_PHASE, i)->phase;
	fail_msg("no phase %s", id);
	return NULL;
}

static void
test_example_counts(void **state)
{
	struct config *config = good("double11.cfg", example_double11);

	(void)state;
	assert_int_equal(((struct event *)config->definitions->events->pdata[0])->kind,
	                 EVENT_DEFINE_ROOM);
	assert_int_equal(count(config, EVENT_DEFINE_TEAM), 9);
	assert_int_equal(count(config, EVENT_DEFINE_PERSON), 13);
	assert_int_equal(count(config, EVENT_DEFINE_TIER), 3);
	assert_int_equal(count(config, EVENT_DEFINE_PHASE), 6);
	assert_int_equal(count(config, EVENT_DEFINE_GATE), 5);
	assert_int_equal(count(config, EVENT_DEFINE_RISK), 9);
	assert_int_equal(count(config, EVENT_DEFINE_SUPPLIER), 4);
	assert_int_equal(count(config, EVENT_DEFINE_LINE), 11);
	assert_int_equal(count(config, EVENT_DEFINE_METRIC), 27);
	assert_int_equal(count(config, EVENT_DEFINE_SOURCE), 3);
	assert_int_equal(config->layouts->len, 10);
	assert_int_equal(config->keys->len, 1);
	config_free(&config);
	assert_null(config);
}

/* The file and the text inside the program are the same room. */
static void
test_example_file(void **state)
{
	char *file = source_file("examples/double11.cfg"), *text;
	struct config *config = good(file, NULL);

	(void)state;
	assert_true(g_file_get_contents(file, &text, NULL, NULL));
	assert_string_equal(text, example_double11);
	assert_string_equal(config->file, file);
	config_free(&config);
	g_free(text);
	g_free(file);
}

static void
test_example_times(void **state)
{
	struct config *config = good("double11.cfg", example_double11);
	const struct define_room *room = definition(config, EVENT_DEFINE_ROOM, 0)->define_room;
	const struct gate *gate = definition(config, EVENT_DEFINE_GATE, 1)->gate;

	(void)state;
	assert_string_equal(room->zone, "Asia/Shanghai");
	assert_true(room->event_start_us == at("2026-09-15T00:00:00+08:00"));
	assert_true(room->event_end_us == at("2026-11-12T00:00:00+08:00"));
	assert_true(phase(config, "peak")->start_us == at("2026-10-21T00:00:00+08:00"));
	assert_true(phase(config, "clearance")->start_us == at("2026-10-24T08:00:00+08:00"));
	assert_true(phase(config, "clearance")->end_us == phase(config, "tail")->start_us);
	assert_string_equal(phase(config, "clearance")->parent, "peak");
	assert_true(phase(config, "tail")->actual_start_us == UNSAID);
	assert_string_equal(gate->id, "stock_ready");
	assert_true(gate->due_us == at("2026-10-19T00:00:00+08:00"));
	config_free(&config);
}

static void
test_example_money(void **state)
{
	struct config *config = good("double11.cfg", example_double11);
	int64_t by_class[4] = { 0 };
	const struct line *temp_staff = definition(config, EVENT_DEFINE_LINE, 7)->line;
	const struct line *stock = definition(config, EVENT_DEFINE_LINE, 0)->line;

	(void)state;
	for (unsigned i = 0; definition(config, EVENT_DEFINE_LINE, i); i++) {
		const struct line *line = definition(config, EVENT_DEFINE_LINE, i)->line;

		by_class[line->class] += line->planned_minor;
	}
	assert_true(by_class[LINE_CORE] == 3520000000);
	assert_true(by_class[LINE_OTHER] == 1055000000);
	assert_true(by_class[LINE_RESERVE] == 425000000);
	assert_true(temp_staff->curve[0].share == 0.28); /* its own */
	assert_int_equal(stock->n_curve, 3);             /* the budget's */
	assert_string_equal(stock->curve[1].phase, "peak");
	assert_true(stock->actual_minor == UNSAID);
	config_free(&config);
}

static void
test_example_moves_and_objectives(void **state)
{
	struct config *config = good("double11.cfg", example_double11);
	const struct define_room *room = definition(config, EVENT_DEFINE_ROOM, 0)->define_room;
	const struct objective *counted = definition(config, EVENT_DEFINE_OBJECTIVE, 0)->objective,
			       *ratio = definition(config, EVENT_DEFINE_OBJECTIVE, 1)->objective;

	(void)state;
	assert_string_equal(room->approvers[0], "fin");
	assert_string_equal(room->approvers[2], "merch");
	assert_null(room->approvers[3]);
	assert_true(room->approval_us == 24 * HOUR_US);
	assert_true(room->elastic.trigger == 0.021);
	assert_true(room->elastic.step == 0.05);
	assert_true(room->elastic.least_minor == 1000000);
	assert_true(room->elastic.hold_us == 30 * SEC_US);
	assert_true(counted->target == 0.9999);
	assert_string_equal(counted->total, "requests");
	assert_string_equal(counted->bad, "requests_failed");
	assert_null(counted->good);
	assert_string_equal(ratio->ratio, "order_success");
	config_free(&config);
}

static void
test_example_people_and_risks(void **state)
{
	struct config *config = good("double11.cfg", example_double11);
	const struct person *feng = definition(config, EVENT_DEFINE_PERSON, 1)->define_person;
	const struct risk *order_path = definition(config, EVENT_DEFINE_RISK, 0)->risk;

	(void)state;
	assert_int_equal(feng->shift_from_min, 20 * 60);
	assert_int_equal(feng->shift_to_min, 8 * 60);
	assert_int_equal(feng->permission, PERMISSION_LEAD);
	assert_int_equal(order_path->level, RISK_URGENT);
	assert_true(order_path->recovery_cost_minor == 500000000);
	assert_int_equal(order_path->n_raci, 5);
	assert_string_equal(order_path->raci[1].team, "ops");
	assert_int_equal(order_path->raci[1].letters, RACI_A);
	assert_string_equal(order_path->raci[1].person, "zhou");
	assert_string_equal(order_path->matches[0].matchers[0].value, "OrderSuccessLow");
	assert_int_equal(order_path->n_triggers, 1);
	assert_string_equal(order_path->triggers[0].metric, "order_success");
	assert_true(order_path->triggers[0].below == 99.9 &&
	            order_path->triggers[0].clear == 99.92);
	assert_true(order_path->triggers[0].hold_us == 2 * MIN_US);
	assert_true(order_path->triggers[0].clear_hold_us == UNSAID);
	config_free(&config);
}

static void
test_example_sources(void **state)
{
	struct config *config = good("double11.cfg", example_double11);
	const struct source_conf *prometheus = config->sources->pdata[1],
				 *room = config->sources->pdata[2];
	const struct source_query *gmv = prometheus->queries->pdata[0];
	GPtrArray *sources;

	(void)state;
	assert_int_equal(prometheus->queries->len, 27);
	assert_string_equal(gmv->metric, "gmv");
	assert_string_equal(gmv->query, "sale_gmv");
	assert_true(gmv->range_us == 6 * HOUR_US && gmv->step_us == MIN_US);
	assert_string_equal(((struct source_query *)room->queries->pdata[0])->query, "/room");
	assert_true(definition(config, EVENT_DEFINE_SOURCE, 0)->define_source->can_ack);
	assert_false(definition(config, EVENT_DEFINE_SOURCE, 1)->define_source->can_ack);
	sources = config_take_sources(config);
	assert_null(config->sources);
	config_free(&config);
	g_ptr_array_unref(sources);
}

/* Ten lines are enough: tiers, layouts and all the rest have defaults. */
static void
test_minimal(void **state)
{
	char *file = source_file("examples/minimal.cfg");
	struct config *config = good(file, NULL);
	const struct tier *urgent = definition(config, EVENT_DEFINE_TIER, 0)->tier;
	const struct define_room *room = definition(config, EVENT_DEFINE_ROOM, 0)->define_room;
	const struct source_conf *alertmanager = config->sources->pdata[1];

	(void)state;
	assert_int_equal(count(config, EVENT_DEFINE_TIER), 3);
	assert_true(urgent->limit_us == 5 * MIN_US);
	assert_string_equal(urgent->rules[0].matchers[0].value, "critical");
	assert_int_equal(config->layouts->len, 10);
	assert_string_equal(((struct layout_conf *)config->layouts->pdata[0])->name, "war");
	assert_string_equal(config->theme, "default");
	assert_string_equal(config->graphs, "block");
	assert_true(config->grace_us == 3 * SEC_US);
	assert_true(room->loss_cap == 0.03);
	assert_true(alertmanager->period_us == 5 * SEC_US &&
	            alertmanager->timeout_us == 4 * SEC_US);
	config_free(&config);
	g_free(file);
}

static void
test_the_example_of_a_zabbix(void **state)
{
	char *file = source_file("examples/zabbix.cfg");
	struct config *config = good(file, NULL);
	const struct source_conf *zabbix = config->sources->pdata[0];

	(void)state;
	assert_true(definition(config, EVENT_DEFINE_SOURCE, 0)->define_source->can_ack);
	assert_int_equal(zabbix->zabbix.least, 2);
	assert_string_equal(zabbix->zabbix.labels[4], "critical");
	assert_string_equal(zabbix->zabbix.labels[2], "info");
	config_free(&config);
	g_free(file);
}

static void
test_empty_is_a_room(void **state)
{
	struct config *config = good("empty", "");
	const struct define_room *room = definition(config, EVENT_DEFINE_ROOM, 0)->define_room;

	(void)state;
	assert_string_equal(room->name, "war room");
	assert_non_null(room->zone);
	assert_true(room->event_start_us == UNSAID);
	config_free(&config);
}

/* Without bounds the event goes from the first phase to the last; a day of an offset is a day of
 * the calendar. */
static void
test_anchors_over_a_clock_change(void **state)
{
	struct config *config =
	    good("test",
	         "room = { zone = \"Europe/Berlin\"; };"
	         "phases = ( { id = \"a\"; start = \"2026-10-24 12:00\"; end = \"a.start + 2d\"; },"
	         "{ id = \"b\"; start = \"c.end - 36h\"; end = \"c.end\"; },"
	         "{ id = \"c\"; start = \"a.end\"; end = \"2026-11-01 00:00\"; } );");
	const struct define_room *room = definition(config, EVENT_DEFINE_ROOM, 0)->define_room;

	(void)state;
	assert_true(phase(config, "a")->end_us == at("2026-10-26T12:00:00+01:00"));
	assert_true(phase(config, "b")->start_us == at("2026-10-30T12:00:00+01:00"));
	assert_true(room->event_start_us == at("2026-10-24T12:00:00+02:00"));
	assert_true(room->event_end_us == at("2026-11-01T00:00:00+01:00"));
	config_free(&config);
}

/* A JSON system of another shape: mapping, own headers, login, and the request that acknowledges.
 */
static void
test_json_source(void **state)
{
	struct config *config =
	    good("/etc/warroom/x.cfg",
	         "sources = ( { name = \"tickets\"; kind = \"json\"; url = "
	         "\"https://tickets.example/api/\"; period = \"2s\";"
	         "auth = \"basic\"; user = \"warroom\"; password_file = \"tickets.password\"; "
	         "headers = [ \"X-Site: 7\" ];"
	         "path = \"/open\"; shows = \"alerts\"; elements = \"/data/items\";"
	         "fields = { title = \"/name\"; severity = \"=warning\"; };"
	         "ack = { path = \"/ack/{id}\"; body = \"{\\\"by\\\": \\\"{author}\\\"}\"; success "
	         "= \"200-204\"; }; } );");
	const struct source_conf *source = config->sources->pdata[0];
	const struct source_query *query = source->queries->pdata[0];
	const struct json_field *severity = query->fields->pdata[1];

	(void)state;
	assert_string_equal(source->url, "https://tickets.example/api");
	assert_string_equal(source->password_file, "/etc/warroom/tickets.password");
	assert_string_equal(source->headers->pdata[0], "X-Site: 7");
	assert_true(source->timeout_us == 1600 * MSEC_US);
	assert_string_equal(query->elements, "/data/items");
	assert_string_equal(severity->field, "severity");
	assert_string_equal(severity->pointer, "=warning");
	assert_string_equal(source->templates[FOR_ACK]->method, "POST");
	assert_int_equal(source->templates[FOR_ACK]->success_to, 204);
	assert_true(definition(config, EVENT_DEFINE_SOURCE, 0)->define_source->can_ack);
	config_free(&config);
}

/* A template says what the file does not: by name, and from a file of one's own. What the file says wins. */
static void
test_templates(void **state)
{
	char *folder = g_dir_make_tmp("templates-XXXXXX", NULL);
	char *file = g_build_filename(folder, "x.cfg", NULL),
	     *own = g_build_filename(folder, "own.cfg", NULL);
	const struct source_conf *pd, *mine;
	const struct source_query *query;
	struct config *config;

	(void)state;
	g_file_set_contents(own,
	                    "sources = { kind = \"json\"; shows = \"alerts\"; period = \"7s\";\n"
	                    "  ack = { path = \"/ack/{fingerprint}\"; }; };\n",
	                    -1, NULL);
	config =
	    good(file, "sources = ( { name = \"pd\"; template = \"pagerduty\"; token_file = \"t\";"
	               " period = \"30s\"; fields = { team = \"=tech\"; severity = \"=page\"; };"
	               " set = { level = \"3\"; }; },"
	               " { name = \"mine\"; template = \"./own.cfg\"; url = \"http://a\"; } );");
	pd = config->sources->pdata[0];
	mine = config->sources->pdata[1];
	query = pd->queries->pdata[0];
	assert_string_equal(pd->kind, "json");
	assert_string_equal(pd->url, "https://api.pagerduty.com");
	assert_int_equal(pd->auth, AUTH_REQUEST);
	assert_true(pd->period_us == 30 * SEC_US);
	assert_int_equal(pd->templates[FOR_ACK]->bulk, 250);
	assert_null(pd->templates[FOR_UNACK]);
	assert_string_equal(((struct json_field *)pd->settings->pdata[0])->pointer, "3");
	for (guint i = 0; i < query->fields->len; i++) {
		const struct json_field *f = query->fields->pdata[i];

		if (!strcmp(f->field, "severity"))
			assert_string_equal(f->pointer, "=page");
		if (!strcmp(f->field, "label:service"))
			assert_string_equal(f->pointer, "/service/summary");
	}
	assert_true(mine->period_us == 7 * SEC_US);
	assert_string_equal(mine->templates[FOR_ACK]->path, "/ack/{fingerprint}");
	assert_true(definition(config, EVENT_DEFINE_SOURCE, 0)->define_source->can_ack);
	config_free(&config);
	g_unlink(own);
	g_rmdir(folder);
	g_free(own);
	g_free(file);
	g_free(folder);
}

/* Commas inside of a regular expression do not end a matcher. */
static void
test_matchers(void **state)
{
	struct config *config =
	    good("test",
	         "tiers = ( { id = \"x\"; match = \"alertname=~A{1,2}, severity=critical\"; } );");
	const struct tier *tier = definition(config, EVENT_DEFINE_TIER, 0)->tier;

	(void)state;
	assert_int_equal(count(config, EVENT_DEFINE_TIER), 1);
	assert_int_equal(tier->n_rules, 1);
	assert_int_equal(tier->rules[0].n, 2);
	assert_int_equal(tier->rules[0].matchers[0].op, MATCH_REGEX);
	assert_string_equal(tier->rules[0].matchers[0].value, "A{1,2}");
	config_free(&config);
}

/* Defects of the RACI matrix are told, and the room runs with them: it shows them itself. */
static void
test_defective_matrix_is_a_warning(void **state)
{
	GPtrArray *problems;
	struct config *config =
	    config_load("x.cfg",
	                "teams = ( { id = \"tech\"; }, { id = \"ops\"; } );\n"
	                "risks = ( { id = \"fire\"; raci = { tech = \"A\"; ops = \"A\"; }; } );\n",
	                &problems);
	char *line;

	(void)state;
	assert_non_null(config);
	assert_int_equal(problems->len, 2);
	line = config_problem_text(problems->pdata[0]);
	assert_string_equal(line, "x.cfg:2: warning: risks.fire.raci: more than one A: exactly one "
	                          "team answers for a risk");
	g_free(line);
	g_ptr_array_unref(problems);
	config_free(&config);
}

static void
test_suggest(void **state)
{
	const char *best = NULL;
	size_t distance = 0;

	(void)state;
	assert_int_equal(suggest_distance("period", "perid"), 1);
	assert_int_equal(suggest_distance("titel", "title"), 1); /* a swap */
	assert_int_equal(suggest_distance("", "abc"), 3);
	suggest_offer("perid", "timeout", &best, &distance);
	assert_null(best);
	suggest_offer("perid", "period", &best, &distance);
	suggest_offer("perid", "periods", &best, &distance);
	assert_string_equal(best, "period");
	assert_true(suggest_means("title", "name"));
	assert_true(suggest_means("token", "token_file"));
	assert_true(suggest_means("timezone", "zone"));
	assert_false(suggest_means("title", "zone"));
	assert_false(suggest_means("by", "body")); /* too short to mean anything */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_example_counts),
		cmocka_unit_test(test_example_file),
		cmocka_unit_test(test_example_times),
		cmocka_unit_test(test_example_money),
		cmocka_unit_test(test_example_moves_and_objectives),
		cmocka_unit_test(test_example_people_and_risks),
		cmocka_unit_test(test_example_sources),
		cmocka_unit_test(test_minimal),
		cmocka_unit_test(test_the_example_of_a_zabbix),
		cmocka_unit_test(test_empty_is_a_room),
		cmocka_unit_test(test_anchors_over_a_clock_change),
		cmocka_unit_test(test_json_source),
		cmocka_unit_test(test_templates),
		cmocka_unit_test(test_matchers),
		cmocka_unit_test(test_defective_matrix_is_a_warning),
		cmocka_unit_test(test_suggest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
