/* What sites give each other: events in, hostile ones out, nothing twice, deliveries by one. */
#include "store/link.h"
#include "tests/unit/store_fixture.h"

#include <string.h>

static const char uuid[] = "11111111-1111-4111-8111-111111111111";
static const char other_uuid[] = "22222222-2222-4222-8222-222222222222";
static const int64_t at_us = INT64_C(1790000000) * SEC_US;

static struct site_event *
read_text(const char *id, const char *text)
{
	return site_event_read(id, text, strlen(text));
}

/* As it is in etcd; %s: further members. */
static char *
written(const char *kind, const char *body, const char *delivery)
{
	struct site_event e = { .id = (char *)uuid,
		                .kind = (char *)kind,
		                .person = (char *)"lin",
		                .terminal_user = (char *)"ops",
		                .body = (char *)body,
		                .site = (char *)"sh",
		                .at_us = at_us,
		                .seq = 12,
		                .delivery = (char *)delivery };

	return site_event_write(&e);
}

static void
an_event_comes_as_it_went(void **state)
{
	char *text = written("ack", "{\"subject\":\"am/1\",\"text\":\"我来\",\"until_us\":5}",
	                     "{\"id\":\"11111111-1111-4111-8111-111111111111\",\"kind\":\"ack\","
	                     "\"source\":\"am\",\"labels\":{\"a\":\"b\"}}");
	struct site_event *e = read_text(uuid, text);

	(void)state;
	assert_non_null(e);
	assert_string_equal(e->kind, "ack");
	assert_string_equal(e->person, "lin");
	assert_string_equal(e->site, "sh");
	assert_string_equal(e->body, "{\"subject\":\"am/1\",\"text\":\"我来\",\"until_us\":5}");
	assert_int_equal(e->at_us, at_us);
	assert_int_equal(e->seq, 12);
	assert_non_null(strstr(e->delivery, "\"source\":\"am\""));
	site_event_free(e);
	g_free(text);
}

static void
what_is_no_event_is_left_out(void **state)
{
	char *note = written("note", "{\"text\":\"x\"}", NULL), *kept = written("kept", "{}", NULL),
	     *unknown = written("frobnicate", "{}", NULL), *no_body = written("note", "[]", NULL),
	     *sent = written("sent", "{}", NULL);
	char *outcome = g_strconcat(uuid, "/sent", NULL), *wrong = g_strconcat(uuid, "/x", NULL);
	struct site_event *e;

	(void)state;
	assert_null(read_text("../../etc/passwd", note));
	assert_null(read_text("", note));
	assert_null(read_text(wrong, note));
	assert_null(read_text(uuid, kept));
	assert_null(read_text(uuid, unknown));
	assert_null(read_text(uuid, no_body));
	assert_null(read_text(uuid, "7"));
	assert_null(read_text(uuid, "{\"form\":2}"));
	e = read_text(outcome, sent);
	assert_non_null(e);
	site_event_free(e);
	g_free(wrong);
	g_free(outcome);
	g_free(sent);
	g_free(no_body);
	g_free(unknown);
	g_free(kept);
	g_free(note);
}

static void
what_comes_is_cleaned(void **state)
{
	char *text = written("ack", "{\"text\":\"\\u001b[31mred\",\"evil\":{\"a\":1}}",
	                     "{\"id\":\"22222222-2222-4222-8222-222222222222\",\"kind\":\"ack\"}");
	struct site_event *e = read_text(uuid, text);

	(void)state;
	assert_non_null(e);
	assert_string_equal(e->body, "{\"text\":\"^[[31mred\"}");
	assert_null(e->delivery); /* of another event */
	site_event_free(e);
	g_free(text);
}

static struct site_conf
conf_of(const char *name)
{
	return (struct site_conf){ .name = (char *)name, .prefix = (char *)"warroom/test" };
}

static void
carry(struct journal *from, const char *from_name, struct journal *to, const char *to_name,
      guint expected)
{
	struct site_conf a = conf_of(from_name), b = conf_of(to_name);
	GPtrArray *list = g_ptr_array_new_with_free_func(site_event_free),
		  *come = g_ptr_array_new_with_free_func(site_event_free);
	struct link_row row = { .revision = 5 };
	unsigned came = 0;
	int64_t last;
	struct err e;

	assert_true(link_unsent(from, &a, 0, false, 100, list, &last, &e));
	for (guint i = 0; i < list->len; i++) {
		const struct site_event *event = g_ptr_array_index(list, i);
		char *text = site_event_write(event);

		g_ptr_array_add(come, read_text(event->id, text));
		g_free(text);
	}
	for (int twice = 0; twice < 2; twice++)
		assert_true(link_merge(to, &b, come, &row, &came, &e));
	assert_int_equal(came, expected);
	g_ptr_array_unref(come);
	g_ptr_array_unref(list);
}

struct pair {
	struct journal sh, bj;
	struct link_row row;
};

/* Two journals in memory, as two sites have them. */
static int
set_up(void **state)
{
	struct pair *p = g_new0(struct pair, 1);
	struct err e;

	assert_true(journal_open(&p->sh, NULL, &e) && journal_open(&p->bj, NULL, &e));
	assert_true(link_take(&p->sh, "sh", &p->row, &e) && link_take(&p->bj, "bj", &p->row, &e));
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct pair *p = *state;

	journal_close(&p->sh);
	journal_close(&p->bj);
	g_free(p);
	return 0;
}

static void
forget(struct event_batch *batch, void *data)
{
	(void)data;
	event_batch_free(&batch);
}

/* An event at a site, with a delivery of its own where `ack_id` is given. */
static void
act(struct journal *j, enum event_kind kind, const char *id, const char *cause, bool delivers)
{
	struct event_batch *batch = event_batch_new();
	struct event *event = event_batch_add(batch, kind, at_us);
	GPtrArray *deliveries = g_ptr_array_new_with_free_func(delivery_free_payload);
	struct delivery *d = delivery_new();
	struct err e;

	event->id = event_batch_str(batch, id);
	event->cause = event_batch_str(batch, cause);
	event->remote_id = kind == EVENT_SENT ? "silence-1" : "";
	d->kind = kind;
	d->at_us = d->not_before_us = at_us;
	delivery_set(&d->id, id);
	delivery_set(&d->ack_id, cause);
	delivery_set(&d->source, "am");
	if (delivers)
		g_ptr_array_add(deliveries, d);
	else
		delivery_free(&d);
	assert_true(journal_append(j, batch, deliveries, forget, NULL, &e));
	g_ptr_array_unref(deliveries);
	event_batch_free(&batch);
}

static void
free_delivery(void *d, void *data)
{
	(void)data;
	delivery_free_payload(d);
}

static guint
count_due(struct journal *j, unsigned *attempts)
{
	GPtrArray *due = g_ptr_array_new();
	int64_t next_us;
	struct err e;
	guint n;

	assert_true(journal_take_due(j, due, &next_us, &e));
	n = due->len;
	if (n > 0 && attempts)
		*attempts = ((struct delivery *)g_ptr_array_index(due, 0))->attempts;
	g_ptr_array_foreach(due, free_delivery, NULL);
	g_ptr_array_unref(due);
	return n;
}

static void
nothing_comes_twice_and_the_delivery_stays_with_its_site(void **state)
{
	struct pair *p = *state;
	unsigned attempts = 0;
	GPtrArray *waiting;

	act(&p->sh, EVENT_ACK, uuid, "", true);
	carry(&p->sh, "sh", &p->bj, "bj", 1);
	carry(&p->bj, "bj", &p->sh, "sh", 0); /* it is not handed back as one's own */
	assert_true(link_knows(&p->bj, uuid));
	assert_int_equal(count_due(&p->bj, NULL), 0);
	assert_int_equal(count_due(&p->sh, &attempts), 1);
	assert_int_equal(attempts, 1); /* so it is looked for before it is sent */

	act(&p->sh, EVENT_SENT, "", uuid, false);
	carry(&p->sh, "sh", &p->bj, "bj", 1);
	waiting = link_waiting(&p->bj);
	assert_int_equal(waiting->len, 0);
	g_ptr_array_unref(waiting);
}

static void
while_linked_a_delivery_waits_for_its_claim(void **state)
{
	struct pair *p = *state;
	struct site_state told = { .name = "sh", .is_linked = true, .since_us = 1, .sites = 2 };
	struct err e;

	assert_true(link_tell(&p->sh, &told, &e));
	act(&p->sh, EVENT_ACK, uuid, "", true);
	assert_int_equal(count_due(&p->sh, NULL), 0);
	assert_true(link_claim(&p->sh, uuid, &e));
	assert_int_equal(count_due(&p->sh, NULL), 1);

	/* one that another site has claimed is that site's until it is given back */
	act(&p->sh, EVENT_ACK, other_uuid, "", true);
	assert_true(link_give(&p->sh, other_uuid, "bj", &e));
	assert_int_equal(count_due(&p->sh, NULL), 0);
	assert_true(link_give(&p->sh, other_uuid, "", &e));
	assert_int_equal(count_due(&p->sh, NULL), 1);
}

static void
what_was_taken_back_before_it_left_leaves_nowhere(void **state)
{
	struct pair *p = *state;
	struct err e;

	act(&p->sh, EVENT_ACK, uuid, "", true);
	carry(&p->sh, "sh", &p->bj, "bj", 1);
	act(&p->sh, EVENT_UNACK, other_uuid, uuid, true);
	carry(&p->sh, "sh", &p->bj, "bj", 1);
	assert_true(link_give(&p->bj, uuid, "", &e)); /* as when sh were gone */
	assert_int_equal(count_due(&p->bj, NULL), 0);
	assert_int_equal(count_due(&p->sh, NULL), 0);
}

static void
cut_off_a_sent_acknowledgement_is_taken_back_at_its_target(void **state)
{
	struct pair *p = *state;
	struct err e;

	act(&p->sh, EVENT_ACK, uuid, "", true);
	p->row.pushed_seq = 1; /* the others know of it, and may have delivered it */
	assert_true(link_note(&p->sh, "sh", &p->row, &e));
	act(&p->sh, EVENT_UNACK, other_uuid, uuid, true);
	assert_int_equal(count_due(&p->sh, NULL), 1); /* the acknowledgement first */
	act(&p->sh, EVENT_SENT, "", uuid, false);
	assert_int_equal(count_due(&p->sh, NULL), 1);
}

static void
one_process_keeps_the_link(void **state)
{
	struct desk *d = *state;
	struct journal a = { .db = NULL }, b = { .db = NULL };
	struct link_row row;
	struct err e;

	assert_true(journal_open(&a, d->path, &e) && journal_open(&b, d->path, &e));
	assert_true(link_take(&a, "sh", &row, &e) && row.is_mine);
	assert_true(link_take(&b, "sh", &row, &e) && !row.is_mine && row.is_held);
	link_leave(&a, "sh");
	assert_true(link_take(&b, "sh", &row, &e) && row.is_mine);
	journal_close(&a);
	journal_close(&b);
}

static void
the_state_is_read_without_a_link(void **state)
{
	struct desk *d = *state;
	struct journal j = { .db = NULL };
	struct site_state told = { .name = "sh", .since_us = 77 * SEC_US, .reason = "no route" };
	struct site_state seen;
	struct link_row row;
	struct err e;
	char text[128];

	assert_true(site_look(d->path, "sh", &seen, &e));
	assert_string_equal(seen.name, "");
	assert_true(journal_open(&j, d->path, &e) && link_take(&j, "sh", &row, &e) &&
	            link_tell(&j, &told, &e));
	assert_true(site_look(d->path, "sh", &seen, &e));
	assert_string_equal(seen.reason, "no route");
	assert_string_equal(site_text(&seen, 119 * SEC_US, text, sizeof text),
	                    "site sh: CUT OFF 00:42");
	told.is_linked = true;
	told.sites = 2;
	assert_true(link_tell(&j, &told, &e) && site_look(d->path, "sh", &seen, &e));
	assert_string_equal(site_text(&seen, 0, text, sizeof text), "site sh: 2 sites");
	journal_close(&j);
}

static void
consoles_of_other_sites_are_listed_and_go(void **state)
{
	struct pair *p = *state;
	const struct presence he = { "he", "ops", "pts/2", "console" };
	const struct peer lin = { "1 x y", "lin", "ops", "pts/3", "console", "", false };
	struct event_batch *batch;
	const struct event *event;
	struct err e;

	assert_true(journal_present(&p->bj, &he, &e));
	assert_true(link_put_consoles(&p->bj, "sh", &lin, 1, &e));
	assert_true(journal_present(&p->bj, &he, &e)); /* takes nobody off who is elsewhere */
	batch = journal_consoles(&p->bj);
	event = g_ptr_array_index(batch->events, 0);
	assert_int_equal(event->n_peers, 2);
	assert_string_equal(event->peers[0].person, "he");
	assert_string_equal(event->peers[0].site, "");
	assert_string_equal(event->peers[1].person, "lin");
	assert_string_equal(event->peers[1].site, "sh");
	event_batch_free(&batch);
	assert_true(link_drop_consoles(&p->bj, "", &e));
	batch = journal_consoles(&p->bj);
	event = g_ptr_array_index(batch->events, 0);
	assert_int_equal(event->n_peers, 1);
	event_batch_free(&batch);
}

int
main(void)
{
#define PAIR(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
#define DESK(f) cmocka_unit_test_setup_teardown(f, desk_set_up, desk_tear_down)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_event_comes_as_it_went),
		cmocka_unit_test(what_is_no_event_is_left_out),
		cmocka_unit_test(what_comes_is_cleaned),
		PAIR(nothing_comes_twice_and_the_delivery_stays_with_its_site),
		PAIR(while_linked_a_delivery_waits_for_its_claim),
		PAIR(what_was_taken_back_before_it_left_leaves_nowhere),
		PAIR(cut_off_a_sent_acknowledgement_is_taken_back_at_its_target),
		PAIR(consoles_of_other_sites_are_listed_and_go),
		DESK(one_process_keeps_the_link),
		DESK(the_state_is_read_without_a_link),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
