/* The outbox from outside: listed, made due, given up; and a journal that is only read. */
#include "store/admin.h"
#include "store/store.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct place {
	char *dir, *path;
};

static int
set_up(void **state)
{
	struct place *p = g_new0(struct place, 1);

	p->dir = g_dir_make_tmp("warroom-admin-XXXXXX", NULL);
	p->path = g_build_filename(p->dir, "room.db", NULL);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;
	char *command = g_strdup_printf("rm -rf '%s'", p->dir);

	if (system(command) != 0)
		fail_msg("cannot remove %s", p->dir);
	g_free(command);
	g_free(p->path);
	g_free(p->dir);
	g_free(p);
	return 0;
}

/* lin acknowledges, with an hour of grace, at a console that then ends. Gives the id; g_free. */
static char *
acknowledge(const struct place *p)
{
	struct mailbox *mailbox = mailbox_new();
	struct store *store = store_start(p->path, mailbox);
	struct event_batch *batch = event_batch_new();
	struct event *e = event_batch_add(batch, EVENT_ACK, 1000 * SEC_US);
	GPtrArray *deliveries = g_ptr_array_new();
	struct delivery *d = delivery_new();
	char *id;

	e->id = event_batch_uuid(batch);
	e->person = "lin";
	e->subject = "am/17";
	id = g_strdup(e->id);
	delivery_set(&d->id, id);
	d->kind = EVENT_ACK;
	delivery_set(&d->source, "am");
	delivery_set(&d->alert_key, "am/17");
	delivery_set(&d->alert_title, "StockOut");
	delivery_set(&d->person, "lin");
	d->at_us = 1000 * SEC_US;
	d->not_before_us = d->at_us + HOUR_US;
	g_ptr_array_add(deliveries, d);
	store_append(store, batch, deliveries);
	store_stop(&store);
	mailbox_free(&mailbox);
	return id;
}

/* State of the only row, and when it is due. */
static char *
only_state(const struct place *p, int64_t *due_us)
{
	struct err e = { "" };
	GPtrArray *rows = admin_outbox(p->path, &e);
	const struct outbox_row *row;
	char *state;

	assert_non_null(rows);
	assert_int_equal(rows->len, 1);
	row = g_ptr_array_index(rows, 0);
	assert_string_equal(row->delivery->alert_title, "StockOut");
	assert_false(row->is_leased);
	state = g_strdup(row->state);
	*due_us = row->due_us;
	g_ptr_array_unref(rows);
	return state;
}

static void
assert_state(const struct place *p, const char *expected, int64_t due_before_us)
{
	int64_t due_us;
	char *state = only_state(p, &due_us);

	assert_string_equal(state, expected);
	assert_true(due_us < due_before_us);
	g_free(state);
}

static void
count_refusals(struct event_batch *batch, void *data)
{
	for (guint i = 0; i < batch->events->len; i++) {
		const struct event *e = g_ptr_array_index(batch->events, i);

		if (e->kind == EVENT_REFUSED && !strcmp(e->text, "given up"))
			++*(unsigned *)data;
	}
	event_batch_free(&batch);
}

static bool
give_up(const struct place *p, const char *id, struct err *e)
{
	struct event_batch *batch = event_batch_new();
	struct event *refused = event_batch_add(batch, EVENT_REFUSED, 2000 * SEC_US);
	bool ok;

	refused->cause = event_batch_str(batch, id);
	refused->text = "given up";
	ok = admin_outbox_drop(p->path, batch, e);
	event_batch_free(&batch);
	return ok;
}

static void
a_journal_that_is_not_there_is_empty(void **state)
{
	const struct place *p = *state;
	unsigned refusals = 0;
	struct err e = { "" };
	GPtrArray *rows = admin_outbox(p->path, &e);

	assert_non_null(rows);
	assert_int_equal(rows->len, 0);
	g_ptr_array_unref(rows);
	assert_true(admin_read_past(p->path, count_refusals, &refusals, &e));
	assert_false(g_file_test(p->path, G_FILE_TEST_EXISTS));
	assert_false(admin_outbox_retry(p->path, "x", &e));
	assert_non_null(strstr(e.text, "there is no journal"));
}

static void
a_delivery_is_made_due(void **state)
{
	const struct place *p = *state;
	char *id = acknowledge(p);
	struct err e = { "" };

	assert_state(p, "waiting", INT64_MAX);
	assert_true(admin_outbox_retry(p->path, id, &e));
	assert_state(p, "waiting", clock_real_us() + 1);
	assert_false(admin_outbox_retry(p->path, "nonsense", &e));
	assert_non_null(strstr(e.text, "no delivery nonsense"));
	g_free(id);
}

static void
a_delivery_is_given_up_once_and_the_journal_says_so(void **state)
{
	const struct place *p = *state;
	char *id = acknowledge(p);
	unsigned refusals = 0;
	struct err e = { "" };

	assert_true(give_up(p, id, &e));
	assert_state(p, "dropped", INT64_MAX);
	assert_false(give_up(p, id, &e));
	assert_non_null(strstr(e.text, "it is dropped"));
	assert_true(admin_read_past(p->path, count_refusals, &refusals, &e));
	assert_int_equal(refusals, 1);
	g_free(id);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_journal_that_is_not_there_is_empty, set_up,
		                                tear_down),
		cmocka_unit_test_setup_teardown(a_delivery_is_made_due, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_delivery_is_given_up_once_and_the_journal_says_so,
		                                set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
