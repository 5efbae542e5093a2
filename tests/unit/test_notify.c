/* Notices: what happens in the room is told to a web hook, once, as the configuration says. */
#include "app/config.h"
#include "app/notify.h"
#include "net/net.h"
#include "room/message.h"
#include "tests/unit/http_fixture.h"

#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW (1795353600 * SEC_US)

/* The hook's side. */
struct hook {
	pthread_mutex_t lock;
	const char *answer;
	GString *bodies; /* one a line */
	char path[64], key[80];
	int64_t first_us, last_us;
	unsigned n;
};

static void
answer(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	struct hook *hook = user;
	const char *key = strstr(seen->head, "Idempotency-Key: ");

	(void)is_stopping;
	pthread_mutex_lock(&hook->lock);
	if (key)
		sscanf(key, "Idempotency-Key: %79[^\r]", hook->key);
	g_strlcpy(hook->path, seen->path, sizeof hook->path);
	g_string_append_printf(hook->bodies, "%s\n", seen->body);
	hook->last_us = clock_monotonic_us();
	if (hook->n++ == 0)
		hook->first_us = hook->last_us;
	pthread_mutex_unlock(&hook->lock);
	http_reply(fd, 200, "", hook->answer);
}

struct desk {
	struct hook hook;
	struct http_fixture *http;
	struct config *config;
	struct room *room;
	struct notify *notify;
	struct mailbox *mail;
	struct net *net;
};

static struct config *
read_config(const char *text)
{
	GPtrArray *problems;
	struct config *config = config_load("room.cfg", text, &problems);

	for (guint i = 0; i < problems->len; i++) {
		char *said = config_problem_text(problems->pdata[i]);

		print_message("%s\n", said);
		g_free(said);
	}
	assert_non_null(config);
	g_ptr_array_unref(problems);
	return config;
}

static struct desk *
desk_open(const char *keys)
{
	struct desk *d = g_new0(struct desk, 1);
	struct net_options options = { 0 };
	char *url, *text;
	struct err e;

	pthread_mutex_init(&d->hook.lock, NULL);
	d->hook.bodies = g_string_new(NULL);
	d->hook.answer = "{\"errcode\":0,\"errmsg\":\"ok\"}";
	d->http = http_fixture_start(answer, &d->hook);
	url = http_fixture_url(d->http);
	text = g_strdup_printf(
	    "room = { name = \"Double 11\"; };\n"
	    "phases = ( { id = \"peak\"; start = \"2026-10-21\"; end = \"2026-10-25\"; } );\n"
	    "gates = ( { id = \"stock\"; title = \"all stock ready\"; phase = \"peak\"; due = \"2026-10-20\"; } );\n"
	    "risks = ( { id = \"courier\"; title = \"courier late 快递\"; } );\n"
	    "notify = ( { name = \"robot\"; url = \"%s\"; on = [\"done\", \"gate\", \"trigger\"]; %s\n"
	    "  request = { path = \"/send?key={id}\"; expect = \"/errcode=0\";\n"
	    "    body = \"{\\\"msg\\\":\\\"{text}\\\",\\\"about\\\":\\\"{label:service}\\\"}\"; "
	    "}; } );\n",
	    url, keys);
	d->config = read_config(text);
	d->notify = notify_new(d->config->notify);
	d->room = room_new();
	room_apply_batch(d->room, d->config->definitions);
	d->mail = mailbox_new();
	d->net = net_start(config_take_sources(d->config), &options, d->mail, &e);
	assert_non_null(d->net);
	g_free(text);
	g_free(url);
	return d;
}

static void
desk_close(struct desk *d)
{
	net_stop(&d->net);
	http_fixture_stop(&d->http);
	mailbox_free(&d->mail);
	notify_free(&d->notify);
	room_free(&d->room);
	config_free(&d->config);
	g_string_free(d->hook.bodies, TRUE);
	pthread_mutex_destroy(&d->hook.lock);
	g_free(d);
}

static void
show_alert(struct desk *d, const char *severity)
{
	struct event_batch *batch = event_batch_new();
	struct event *e = event_batch_add(batch, EVENT_ALERT, NOW);
	const struct label labels[] = { { "severity", severity }, { "service", "order \"A\"" } };
	struct alert_data alert = { .source = "am",
		                    .fingerprint = "1",
		                    .title = "order success 99.41%",
		                    .summary = "",
		                    .team = "",
		                    .runbook = "",
		                    .link = "",
		                    .labels = labels,
		                    .n_labels = 2,
		                    .starts_us = NOW,
		                    .held_by = "",
		                    .held_comment = "" };

	e->source = "am";
	e->subject = "am/1";
	e->alert = &alert;
	room_apply_batch(d->room, batch);
	event_batch_free(&batch);
}

/* Something happens: tells it, then lets it in. Gives how many deliveries that made. */
static guint
happens(struct desk *d, enum event_kind kind, const char *id, const char *subject, int64_t at_us)
{
	struct event_batch *batch = event_batch_new();
	struct event *e = event_batch_add(batch, kind, at_us);
	GPtrArray *deliveries = g_ptr_array_new();
	guint n;

	e->id = id;
	e->person = "lin";
	e->subject = subject;
	e->text = "switched to channel B";
	e->accepted = kind == EVENT_GATE;
	notify_add(d->notify, d->room, batch, deliveries);
	notify_hear(d->notify, e);
	n = deliveries->len;
	for (guint i = 0; i < n; i++)
		net_deliver(d->net, g_ptr_array_index(deliveries, i));
	g_ptr_array_unref(deliveries);
	event_batch_free(&batch);
	return n;
}

/* The next outcome: its kind, and its reason. */
static enum event_kind
outcome(struct desk *d, char *reason, size_t size)
{
	struct pollfd fd = { .fd = mailbox_fd(d->mail), .events = POLLIN };
	enum event_kind kind = EVENT_NONE;
	struct message m;

	while (kind == EVENT_NONE && poll(&fd, 1, 5000) > 0) {
		while (mailbox_take(d->mail, &m)) {
			const struct event_batch *batch = m.payload;
			const struct event *e = g_ptr_array_index(batch->events, 0);

			if (m.kind == MESSAGE_OUTCOME) {
				kind = e->kind;
				g_strlcpy(reason, e->text, size);
				room_apply_batch(d->room, batch);
			}
			m.free_payload(m.payload);
		}
	}
	return kind;
}

static void
a_deed_is_told_in_the_words_of_the_room(void **state)
{
	struct desk *d = desk_open("");
	char reason[160];

	(void)state;
	show_alert(d, "critical");
	assert_int_equal(happens(d, EVENT_DONE, "id-1", "am/1", NOW), 1);
	assert_int_equal(outcome(d, reason, sizeof reason), EVENT_SENT);
	assert_string_equal(d->hook.bodies->str,
	                    "{\"msg\":\"[Double 11] URG handled: order success 99.41%: switched to "
	                    "channel B (lin)\",\"about\":\"order \\\"A\\\"\"}\n");
	assert_string_equal(d->hook.path, "/send?key=id-1%2Frobot");
	assert_string_equal(d->hook.key, "id-1/robot");
	assert_string_equal(
	    ((struct entry *)g_ptr_array_index(d->room->log, d->room->log->len - 1))->text,
	    "told robot: order success 99.41%");
	desk_close(d);
}

static void
a_risk_that_triggers_is_told_by_its_title(void **state)
{
	struct desk *d = desk_open("");
	char reason[160];

	(void)state;
	assert_int_equal(happens(d, EVENT_TRIGGER, "id-1", "courier", NOW), 1);
	assert_int_equal(happens(d, EVENT_CLEAR, "id-2", "courier", NOW), 0); /* not wanted */
	assert_int_equal(outcome(d, reason, sizeof reason), EVENT_SENT);
	assert_non_null(
	    strstr(d->hook.bodies->str, "[Double 11] risk TRIGGERED: courier late 快递: "));
	desk_close(d);
}

static void
an_escalation_says_to_whom(void **state)
{
	struct desk *d = desk_open("");
	struct event_batch *batch = event_batch_new();
	struct event *e = event_batch_add(batch, EVENT_ESCALATE, NOW);
	struct notify_conf *conf = g_ptr_array_index(d->config->notify, 0);
	enum event_kind kind = EVENT_ESCALATE;
	GPtrArray *deliveries = g_ptr_array_new_with_free_func(delivery_free_payload);

	(void)state;
	g_array_append_val(conf->kinds, kind);
	show_alert(d, "critical");
	e->id = "id-9";
	e->subject = "am/1";
	e->target = "wang";
	e->text = "nobody has it after 5m";
	notify_add(d->notify, d->room, batch, deliveries);
	assert_int_equal(deliveries->len, 1);
	assert_string_equal(
	    ((struct delivery *)deliveries->pdata[0])->comment,
	    "[Double 11] URG escalated to wang: order success 99.41%: nobody has it after 5m");
	g_ptr_array_unref(deliveries);
	event_batch_free(&batch);
	desk_close(d);
}

static void
a_robot_that_says_no_in_its_answer_has_refused(void **state)
{
	struct desk *d = desk_open("");
	char reason[160];

	(void)state;
	d->hook.answer = "{\"errcode\":310000,\"errmsg\":\"sign not match\"}";
	assert_int_equal(happens(d, EVENT_GATE, "id-2", "stock", NOW), 1);
	assert_int_equal(outcome(d, reason, sizeof reason), EVENT_REFUSED);
	assert_string_equal(reason, "content: the answer does not say /errcode=0: "
	                            "{\"errcode\":310000,\"errmsg\":\"sign not match\"}");
	assert_string_equal(
	    d->hook.bodies->str,
	    "{\"msg\":\"[Double 11] gate accepted: all stock ready: switched to channel B "
	    "(lin)\",\"about\":\"\"}\n");
	desk_close(d);
}

static void
only_what_is_wanted_and_new_is_told(void **state)
{
	struct desk *d = desk_open("tiers = [\"urgent\"]; quiet = \"5m\";");

	(void)state;
	show_alert(d, "warning");
	assert_int_equal(happens(d, EVENT_DONE, "id-3", "am/1", NOW), 0);
	assert_int_equal(happens(d, EVENT_NOTE, "id-4", "am/1", NOW), 0);
	/* the tier is of alerts: a gate has none */
	assert_int_equal(happens(d, EVENT_GATE, "id-5", "stock", NOW), 1);
	assert_int_equal(happens(d, EVENT_GATE, "id-6", "stock", NOW + 4 * MIN_US), 0);
	assert_int_equal(happens(d, EVENT_GATE, "id-7", "stock", NOW + 10 * MIN_US), 1);
	desk_close(d);
}

static void
a_target_is_not_asked_faster_than_it_allows(void **state)
{
	struct desk *d = desk_open("quiet = \"0\"; spacing = \"200ms\";");
	char reason[160];

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_int_equal(
		    happens(d, EVENT_GATE, (const char *[]){ "a", "b", "c" }[i], "stock", NOW), 1);
	for (int i = 0; i < 3; i++)
		assert_int_equal(outcome(d, reason, sizeof reason), EVENT_SENT);
	assert_int_equal(d->hook.n, 3);
	assert_true(d->hook.last_us - d->hook.first_us >= 399 * MSEC_US);
	desk_close(d);
}

/* What would leave for an event of this kind by this person. (g_ptr_array_unref) */
static GPtrArray *
leaving(const struct notify *notify, const struct room *room, enum event_kind kind,
        const char *person, const char *subject)
{
	struct event_batch *batch = event_batch_new();
	struct event *e = event_batch_add(batch, kind, NOW);
	GPtrArray *deliveries = g_ptr_array_new_with_free_func(delivery_free_payload);

	e->id = "id-1";
	e->person = person;
	e->subject = subject;
	e->text = "looks like the bank";
	notify_add(notify, room, batch, deliveries);
	event_batch_free(&batch);
	return deliveries;
}

static void
a_note_goes_to_the_source_of_its_alert_in_the_persons_words(void **state)
{
	struct config *config = read_config(
	    "people = ( { id = \"lin\"; email = \"lin@example.com\"; } );\n"
	    "sources = ( { name = \"am\"; template = \"pagerduty\"; token_file = \"t\"; },"
	    " { name = \"other\"; template = \"pagerduty\"; token_file = \"t\"; } );\n");
	struct desk d = { .config = config, .room = room_new() };
	struct notify *notify = notify_new(config->notify);
	const struct delivery *note;
	GPtrArray *out;

	(void)state;
	room_apply_batch(d.room, config->definitions);
	show_alert(&d, "critical");
	out = leaving(notify, d.room, EVENT_NOTE, "lin", "am/1");
	assert_int_equal(out->len, 1);
	note = out->pdata[0];
	assert_string_equal(note->id, "id-1/am");
	assert_string_equal(note->source, "am");
	assert_string_equal(note->fingerprint, "1");
	assert_string_equal(note->comment, "looks like the bank");
	assert_string_equal(note->email, "lin@example.com");
	assert_string_equal(note->tier, "urgent");
	g_ptr_array_unref(out);
	/* a rule that escalates here pages nobody there, a person does; a gate is of no source */
	out = leaving(notify, d.room, EVENT_ESCALATE, "", "am/1");
	assert_int_equal(out->len, 0);
	g_ptr_array_unref(out);
	out = leaving(notify, d.room, EVENT_ESCALATE, "lin", "am/1");
	assert_int_equal(out->len, 1);
	g_ptr_array_unref(out);
	out = leaving(notify, d.room, EVENT_NOTE, "lin", "");
	assert_int_equal(out->len, 0);
	g_ptr_array_unref(out);
	notify_free(&notify);
	room_free(&d.room);
	config_free(&config);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_deed_is_told_in_the_words_of_the_room),
		cmocka_unit_test(a_risk_that_triggers_is_told_by_its_title),
		cmocka_unit_test(a_note_goes_to_the_source_of_its_alert_in_the_persons_words),
		cmocka_unit_test(an_escalation_says_to_whom),
		cmocka_unit_test(a_robot_that_says_no_in_its_answer_has_refused),
		cmocka_unit_test(only_what_is_wanted_and_new_is_told),
		cmocka_unit_test(a_target_is_not_asked_faster_than_it_allows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
