/* The first configuration that `warroom init` writes: it can be read, whatever the answers; and how the doctor mends. */
#include "app/config.h"
#include "app/doctor.h"
#include "app/init.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct identified
found(const char *kind, const char *url)
{
	return (struct identified){ .kind = kind,
		                    .what = (char *)"what it is",
		                    .url = (char *)url,
		                    .node = (char *)"",
		                    .peers = (char *)" " };
}

/* The configuration that comes of it; the caller's. */
static struct config *
config_of(const char *name, struct identified *list[], char **text)
{
	struct init_room room = { .name = (char *)name,
		                  .zone = (char *)"Europe/Berlin",
		                  .start = (char *)"2026-11-27 00:00",
		                  .end = (char *)"2026-12-01 00:00",
		                  .person = (char *)"lin",
		                  .found = g_ptr_array_new() };
	GPtrArray *problems;
	struct config *config;

	for (; *list; list++)
		g_ptr_array_add(room.found, *list);
	*text = init_text(&room);
	config = config_load("first.cfg", *text, &problems);
	config_print_problems(problems);
	assert_non_null(config);
	assert_int_equal(problems->len, 0);
	g_ptr_array_unref(problems);
	g_ptr_array_unref(room.found);
	return config;
}

static const struct source_conf *
source_at(const struct config *config, guint i)
{
	assert_true(i < config->sources->len);
	return g_ptr_array_index(config->sources, i);
}

static void
test_what_is_found_becomes_sources(void **state)
{
	struct identified am = found("alertmanager", "http://am:9093"),
			  prom = found("prometheus", "http://prom:9090");
	struct identified *list[] = { &am, &prom, NULL };
	struct config *config;
	char *text;

	(void)state;
	am.has_watchdog = true;
	prom.needs_tenant = true;
	config = config_of("Sale", list, &text);
	assert_int_equal(config->sources->len, 2);
	assert_string_equal(source_at(config, 0)->kind, "alertmanager");
	assert_string_equal(source_at(config, 0)->watchdog, "Watchdog");
	assert_string_equal(source_at(config, 1)->url, "http://prom:9090");
	assert_string_equal(g_ptr_array_index(source_at(config, 1)->headers, 0),
	                    "X-Scope-OrgID: anonymous");
	config_free(&config);
	g_free(text);
}

static void
test_members_of_a_cluster_are_one_source(void **state)
{
	struct identified a = found("alertmanager", "http://a"),
			  b = found("alertmanager", "http://b"),
			  other = found("alertmanager", "http://c");
	struct identified *list[] = { &a, &other, &b, NULL };
	struct config *config;
	char *text;

	(void)state;
	a.node = (char *)"01A";
	b.node = (char *)"01B";
	other.node = (char *)"01C";
	a.peers = b.peers = (char *)" 01A 01B ";
	other.peers = (char *)" 01C ";
	config = config_of("Sale", list, &text);
	assert_int_equal(config->sources->len, 2);
	assert_string_equal(source_at(config, 0)->url, "http://a");
	assert_int_equal(source_at(config, 0)->peers->len, 1);
	assert_string_equal(g_ptr_array_index(source_at(config, 0)->peers, 0), "http://b");
	assert_string_equal(source_at(config, 1)->url, "http://c");
	config_free(&config);
	g_free(text);
}

static void
test_without_an_alertmanager_the_rules_give_the_alerts(void **state)
{
	struct identified prom = found("prometheus", "http://prom:9090");
	struct identified *list[] = { &prom, NULL };
	struct config *config;
	char *text;

	(void)state;
	config = config_of("Sale", list, &text);
	assert_int_equal(config->sources->len, 2);
	assert_string_equal(source_at(config, 1)->kind, "prometheus-alerts");
	config_free(&config);
	g_free(text);
}

static void
test_any_answer_can_be_read_again(void **state)
{
	struct identified none = found(NULL, "http://x/\"}\\"), *list[] = { &none, NULL };
	struct config *config;
	char *text;

	(void)state;
	config = config_of("\"Double\" \\ 11 母婴", list, &text);
	assert_int_equal(config->sources->len, 0);
	assert_non_null(strstr(text, "Left out: http://x/"));
	config_free(&config);
	g_free(text);
}

static void
test_each_reason_has_its_remedy(void **state)
{
	(void)state;
	assert_non_null(strstr(doctor_mend("network: Could not resolve host: am"), "resolver"));
	assert_non_null(strstr(doctor_mend("network: Connection refused"), "firewall"));
	assert_non_null(strstr(doctor_mend("tls: certificate has expired"), "ca_file"));
	assert_non_null(strstr(doctor_mend("secret: /x is open to its group"), "chmod 600"));
	assert_non_null(strstr(doctor_mend("http 401: check the token"), "password_file"));
	assert_non_null(
	    strstr(doctor_mend("content: the query of metric x finds no series"), "query"));
	assert_non_null(
	    strstr(doctor_mend("http://a failed: network: Connection refused"), "member"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_found_becomes_sources),
		cmocka_unit_test(test_members_of_a_cluster_are_one_source),
		cmocka_unit_test(test_without_an_alertmanager_the_rules_give_the_alerts),
		cmocka_unit_test(test_any_answer_can_be_read_again),
		cmocka_unit_test(test_each_reason_has_its_remedy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
