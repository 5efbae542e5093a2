/* `warroom report` on a small recorded journal: Markdown, HTML and JSON as they must be, and what is hostile in it. */
#include "app/command.h"
#include "base/clock.h"
#include "store/store.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HOSTILE "<script>alert(1)</script>\x1b[31m & \"x\" | *b* `c` \xe2\x80\xae"

static const char config[] =
    "room = { name = \"Review room <1>\"; zone = \"Asia/Shanghai\"; currency = \"¥\";\n"
    "  event_start = \"2026-10-24 00:00\"; event_end = \"2026-10-25 00:00\"; };\n"
    "teams = ( { id = \"tech\"; title = \"technology 技术\"; }, { id = \"ops\"; title = \"operations\"; } );\n"
    "people = ( { id = \"lin\"; name = \"Lin Yue 林月\"; team = \"tech\"; },\n"
    "  { id = \"wang\"; name = \"Wang Jun\"; team = \"tech\"; permission = \"lead\"; },\n"
    "  { id = \"zhou\"; name = \"Zhou Min\"; team = \"ops\"; permission = \"lead\"; } );\n"
    "tiers = ( { id = \"urgent\"; title = \"urgent\"; brief = \"URG\"; rank = 1; limit = \"5m\"; expiry = \"30m\";\n"
    "    match = [ \"severity=critical\" ]; },\n"
    "  { id = \"key\"; title = \"key\"; brief = \"KEY\"; rank = 2; limit = \"15m\"; expiry = \"2h\"; } );\n"
    "phases = ( { id = \"morning\"; title = \"morning\"; start = \"event_start\"; end = \"2026-10-24 10:00\"; },\n"
    "  { id = \"evening\"; title = \"evening\"; start = \"morning.end\"; end = \"event_end\"; } );\n"
    "gates = ( { id = \"load\"; title = \"load test\"; phase = \"morning\"; team = \"tech\"; owner = \"lin\";\n"
    "    due = \"2026-10-24 08:30\"; } );\n"
    "risks = ( { id = \"order\"; title = \"order path\"; level = \"urgent\"; raci = { tech = \"R lin\"; ops = \"A zhou\"; };\n"
    "    match = [ \"alertname=Orders\" ]; plan = \"switch\"; } );\n"
    "plans = ( { id = \"switch\"; title = \"switch over\"; team = \"tech\"; rto = \"10m\";\n"
    "    steps = ( { title = \"page\"; owner = \"lin\"; limit = \"3m\"; }, { title = \"go\"; } ); } );\n"
    "budget = { earned_metric = \"gmv\"; lines = (\n"
    "  { id = \"ads\"; title = \"ads\"; team = \"ops\"; class = \"core\"; planned = \"700k\"; floor = \"100k\"; cap = \"900k\"; },\n"
    "  { id = \"gifts\"; title = \"gifts\"; team = \"ops\"; class = \"other\"; planned = \"300k\"; floor = \"0\"; cap = \"400k\"; } ); };\n"
    "metrics = (\n"
    "  { id = \"gmv\"; title = \"GMV\"; unit = \"¥\"; group = \"sales\"; target = \"1M\"; weight = 2; decimals = 0;\n"
    "    pace = { morning = 0.5; evening = 0.5; }; },\n"
    "  { id = \"success\"; title = \"order success\"; unit = \"%\"; group = \"experience\"; target = 99.9; warn = 99.8;\n"
    "    crit = 99.5; baseline = 99.7; weight = 1; team = \"tech\"; } );\n";

struct past {
	char *dir, *config, *journal;
	struct mailbox *mailbox;
	struct store *store;
};

/* So many minutes after 08:00 of the event's day. */
static int64_t
minute(int64_t n)
{
	int64_t us;

	if (!instant_parse_rfc3339("2026-10-24T08:00:00+08:00", &us))
		fail();
	return us + n * MIN_US;
}

static void
show_alert(struct event_batch *batch, int64_t at, const char *name, const char *severity,
           const char *title)
{
	struct event *event = event_batch_add(batch, EVENT_ALERT, minute(at));
	struct alert_data *a = event_batch_alloc(batch, sizeof *a);
	struct label *labels = event_batch_alloc(batch, 2 * sizeof *labels);

	labels[0] = (struct label){ "alertname", name };
	labels[1] = (struct label){ "severity", severity };
	*a = (struct alert_data){ .source = "am",
		                  .fingerprint = name,
		                  .title = title,
		                  .summary = "success 99.4%",
		                  .team = "tech",
		                  .runbook = "",
		                  .link = "",
		                  .held_by = "",
		                  .held_comment = "",
		                  .labels = labels,
		                  .n_labels = 2,
		                  .starts_us = minute(at) };
	event->source = "am";
	event->alert = a;
}

static void
show_sample(struct event_batch *batch, int64_t at, const char *metric, double value)
{
	struct event *event = event_batch_add(batch, EVENT_SAMPLE, minute(at));

	event->source = "prom";
	event->subject = metric;
	event->sample_us = event->at_us;
	event->value = value;
}

static void
show_line(struct event_batch *batch, int64_t at, const char *id, int64_t actual_minor)
{
	struct event *event = event_batch_add(batch, EVENT_DEFINE_LINE, minute(at));
	struct line *line = event_batch_alloc(batch, sizeof *line);

	*line = (struct line){ .id = id,
		               .planned_minor = UNSAID,
		               .committed_minor = actual_minor,
		               .actual_minor = actual_minor,
		               .as_of_us = minute(at),
		               .floor_minor = UNSAID,
		               .cap_minor = UNSAID,
		               .return_ratio = 2.5 };
	event->source = "room";
	event->subject = id;
	event->line = line;
}

static void
observe(struct store *store)
{
	struct event_batch *batch = event_batch_new();

	for (int i = 0; i <= 12; i++) {
		show_sample(batch, 15 * i, "gmv", 200000 + 25000 * i);
		show_sample(batch, 15 * i, "success", i == 4 ? 99.4 : 99.95);
	}
	show_alert(batch, 60, "Orders", "critical", "Orders " HOSTILE);
	show_alert(batch, 70, "Stock", "warning", "Stock low");
	event_batch_add(batch, EVENT_ALERT_GONE, minute(95))->subject = "am/Orders";
	show_line(batch, 90, "ads", 30000000);
	show_line(batch, 150, "ads", 45000000);
	show_line(batch, 150, "gifts", 10000000);
	store_observe(store, batch);
}

static struct event *
act(struct event_batch *batch, enum event_kind kind, int64_t at, const char *id,
    const char *subject, const char *person, const char *text)
{
	struct event *event = event_batch_add(batch, kind, minute(at));

	event->id = id;
	event->subject = subject;
	event->person = person;
	event->text = text;
	return event;
}

static void
act_on_alerts(struct event_batch *batch)
{
	struct event *e =
	    act(batch, EVENT_ESCALATE, 65, "e1", "am/Orders", "", "nobody has it after 5m");

	e->target = "wang";
	e->number = 1;
	e->until_us = minute(65);
	act(batch, EVENT_ACK, 68, "a1", "am/Orders", "lin", "on it " HOSTILE)->until_us =
	    minute(98);
	act(batch, EVENT_DONE, 90, "d1", "am/Orders", "lin", "pool raised");
	act(batch, EVENT_TRIGGER, 62, "t1", "order", "", "success 99.4% < 99.9%")->number =
	    minute(61);
	act(batch, EVENT_CLEAR, 95, "c1", "order", "", "success 99.95%")->cause = "t1";
}

static void
decide(struct event_batch *batch)
{
	struct event *e;

	act(batch, EVENT_GATE, 45, "g1", "load", "lin", "8 times the load")->accepted = true;
	act(batch, EVENT_GATE_LATE, 30, "l1", "load", "", "")->number = minute(30);
	act(batch, EVENT_PLAN_OFFER, 62, "o1", "switch", "", "order path: success 99.4%");
	act(batch, EVENT_PLAN_START, 63, "s1", "switch", "wang", "");
	e = act(batch, EVENT_PLAN_STEP, 64, "s2", "switch", "lin", "");
	e->number = 1;
	e->cause = "s1";
	act(batch, EVENT_PLAN_CLOSE, 92, "s3", "switch", "wang", "too slow")->cause = "s1";
	e = act(batch, EVENT_PROPOSE, 100, "p1", "gifts", "zhou", "ads pay more");
	e->target = "ads";
	e->number = 5000000;
	e->until_us = minute(1540);
	act(batch, EVENT_DECIDE, 66, "x1", "order", "zhou", "switch over: the bank is slow");
	act(batch, EVENT_DONE, 93, "x2", "order", "wang", "switched")->cause = "x1";
	act(batch, EVENT_DECIDE, 110, "x3", "", "zhou", "buy a second line");
	act(batch, EVENT_ASSIGN, 75, "x4", "am/Stock", "zhou", "yours")->target = "zhou";
	act(batch, EVENT_HOLD, 120, "h1", "morning", "zhou", "wait for stock");
	act(batch, EVENT_RESUME, 140, "h2", "morning", "zhou", "");
}

static void
record(struct past *p)
{
	struct event_batch *batch = event_batch_new();

	act_on_alerts(batch);
	decide(batch);
	store_append(p->store, batch, NULL);
	observe(p->store);
}

static int
set_up(void **state)
{
	struct past *p = g_new0(struct past, 1);
	struct store_options options = { 0 };

	p->dir = g_dir_make_tmp("warroom-report-XXXXXX", NULL);
	p->config = g_build_filename(p->dir, "room.cfg", NULL);
	p->journal = g_build_filename(p->dir, "room.db", NULL);
	if (!g_file_set_contents(p->config, config, -1, NULL))
		return -1;
	p->mailbox = mailbox_new();
	options.path = p->journal;
	p->store = store_start_with(&options, p->mailbox);
	record(p);
	/* what waits is written when it stops; then it is in use again */
	store_stop(&p->store);
	p->store = store_start_with(&options, p->mailbox);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct past *p = *state;
	char *command = g_strdup_printf("rm -rf '%s'", p->dir);
	int code;

	store_stop(&p->store);
	mailbox_free(&p->mailbox);
	code = system(command);
	g_free(command);
	g_free(p->config);
	g_free(p->journal);
	g_free(p->dir);
	g_free(p);
	return code;
}

/* What the command writes with these further arguments, NULL-terminated; g_free. */
static char *
report(const struct past *p, const char *journal, const char *const *more)
{
	char *out = g_build_filename(p->dir, "out", NULL), *text = NULL;
	GPtrArray *args = g_ptr_array_new();

	g_ptr_array_add(args, (gpointer) "report");
	g_ptr_array_add(args, (gpointer) "-c");
	g_ptr_array_add(args, p->config);
	g_ptr_array_add(args, (gpointer) "--journal");
	g_ptr_array_add(args, (gpointer)journal);
	g_ptr_array_add(args, (gpointer) "-o");
	g_ptr_array_add(args, out);
	for (; *more; more++)
		g_ptr_array_add(args, (gpointer)*more);
	g_ptr_array_add(args, NULL);
	assert_int_equal(cmd_report.run((int)args->len - 1, (char **)args->pdata), 0);
	assert_true(g_file_get_contents(out, &text, NULL, NULL));
	g_ptr_array_unref(args);
	g_unlink(out);
	g_free(out);
	return text;
}

static char *
report_as(const struct past *p, const char *format)
{
	return report(p, p->journal, (const char *const[]){ "--format", format, NULL });
}

static void
assert_golden(const struct past *p, const char *format)
{
	char *text = report_as(p, format), *again = report_as(p, format), *golden = NULL;
	char *path = g_strdup_printf("%s/tests/golden/report.%s",
	                             getenv("srcdir") ? getenv("srcdir") : ".", format);

	assert_string_equal(text, again);
	if (getenv("WARROOM_UPDATE_GOLDEN"))
		assert_true(g_file_set_contents(path, text, -1, NULL));
	if (!g_file_get_contents(path, &golden, NULL, NULL))
		fail_msg("%s is missing: run with WARROOM_UPDATE_GOLDEN=1 and look at it", path);
	if (strcmp(text, golden) != 0)
		fail_msg("not as in %s:\n%s", path, text);
	g_free(path);
	g_free(golden);
	g_free(again);
	g_free(text);
}

static void
markdown_is_as_recorded(void **state)
{
	assert_golden(*state, "md");
}

static void
json_is_as_recorded(void **state)
{
	assert_golden(*state, "json");
}

static void
html_is_as_recorded(void **state)
{
	assert_golden(*state, "html");
}

static void
what_is_hostile_is_harmless_on_the_page(void **state)
{
	static const char *const never[] = { "<script", "http:",   "https:", "src=",
		                             "url(",    "@import", "onload", "<link" };
	char *html = report_as(*state, "html");

	for (size_t i = 0; i < G_N_ELEMENTS(never); i++)
		if (strstr(html, never[i]))
			fail_msg("the page has '%s'", never[i]);
	assert_non_null(strstr(html, "&lt;script&gt;alert(1)&lt;/script&gt;^[[31m"));
	for (const char *c = html; *c; c++)
		assert_true((unsigned char)*c >= ' ' || *c == '\n');
	assert_null(strstr(html, "\xe2\x80\xae"));
	g_free(html);
}

static void
markdown_takes_nothing_for_markup(void **state)
{
	char *md = report_as(*state, "md");

	assert_null(strstr(md, "<script"));
	assert_non_null(strstr(md, "\\| \\*b\\* \\`c\\`"));
	assert_null(strchr(md, '\x1b'));
	g_free(md);
}

static void
a_part_of_the_time_is_the_room_as_it_was_then(void **state)
{
	const struct past *p = *state;
	char *text = report(p, p->journal,
	                    (const char *const[]){ "--from", "2026-10-24 08:50", "--to",
	                                           "2026-10-24 09:25", NULL });

	assert_non_null(strstr(text, "From 2026-10-24 08:50:00 CST to 2026-10-24 09:25:00 CST"));
	assert_non_null(strstr(text, "Seen by Lin Yue 林月 after 00:08:00, not recovered"));
	assert_null(strstr(text, "pool raised"));        /* later */
	assert_null(strstr(text, "8 times the load: ")); /* before: no decision of this time */
	assert_non_null(strstr(text, "¥0 spent"));
	g_free(text);
}

static void
an_empty_journal_says_so(void **state)
{
	static const char *const formats[] = { "md", "html" };
	const struct past *p = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
		char *text = report(p, "/nonexistent/room.db",
		                    (const char *const[]){ "--format", formats[i], NULL });

		assert_non_null(strstr(text, "The journal is empty"));
		g_free(text);
	}
}

static void
what_cannot_be_asked_for_is_refused(void **state)
{
	const struct past *p = *state;
	char *wrong[] = { "report",           "-c",     p->config,          "--journal",
		          p->journal,         "--from", "2026-10-25 00:00", "--to",
		          "2026-10-24 00:00", NULL };
	char *format[] = { "report", "--format", "pdf", NULL };

	assert_int_equal(cmd_report.run(9, wrong), 1);
	assert_int_equal(cmd_report.run(3, format), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markdown_is_as_recorded),
		cmocka_unit_test(json_is_as_recorded),
		cmocka_unit_test(html_is_as_recorded),
		cmocka_unit_test(what_is_hostile_is_harmless_on_the_page),
		cmocka_unit_test(markdown_takes_nothing_for_markup),
		cmocka_unit_test(a_part_of_the_time_is_the_room_as_it_was_then),
		cmocka_unit_test(an_empty_journal_says_so),
		cmocka_unit_test(what_cannot_be_asked_for_is_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
