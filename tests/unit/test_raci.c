/* The RACI matrix: letters, who stands behind them, and every defect. */
#include "tests/unit/fixture.h"

#include "room/apply.h"

/* How many defects of this kind the risk "courier" has with this row. */
static unsigned
defects(struct room *room, const struct raci_cell *raci, size_t n, enum defect_kind kind)
{
	struct risk said = unsaid_risk("courier");
	unsigned found = 0;
	GArray *all;

	said.raci = raci;
	said.n_raci = n;
	say_risk(room, &said);
	all = room_defects(room, room_risk(room, "courier"), fixture_now());
	for (guint i = 0; i < all->len; i++)
		found += g_array_index(all, struct defect, i).kind == kind;
	g_array_unref(all);
	return found;
}

static void
letters_are_shown_in_order(void **state)
{
	char buf[8];

	(void)state;
	assert_string_equal(raci_letters(RACI_R | RACI_A, buf, sizeof buf), "A/R");
	assert_string_equal(raci_letters(RACI_C, buf, sizeof buf), "C");
	assert_string_equal(raci_letters(0, buf, sizeof buf), "·");
	assert_string_equal(raci_letters(15, buf, sizeof buf), "A/R/C/I");
}

static void
example_matrix_is_sound(void **state)
{
	GArray *all = room_defects(*state, NULL, fixture_now());

	assert_int_equal(all->len, 0);
	g_array_unref(all);
}

static void
row_needs_one_a_and_an_r(void **state)
{
	const struct raci_cell only_r[] = { { "logis", RACI_R, NULL } };
	const struct raci_cell only_a[] = { { "logis", RACI_A, NULL } };
	const struct raci_cell two_a[] = { { "logis", RACI_A | RACI_R, NULL },
		                           { "ops", RACI_A, NULL } };

	assert_int_equal(defects(*state, only_r, 1, DEFECT_NO_A), 1);
	assert_int_equal(defects(*state, only_a, 1, DEFECT_NO_R), 1);
	assert_int_equal(defects(*state, two_a, 2, DEFECT_SEVERAL_A), 1);
	assert_int_equal(defects(*state, two_a, 2, DEFECT_NO_R), 0);
	assert_int_equal(defects(*state, only_r, 0, DEFECT_NO_A), 1);
}

static void
hard_defects_come_first_with_a_sentence(void **state)
{
	const struct raci_cell raci[] = { { "moon", RACI_R, NULL } };
	GArray *all;
	struct defect *first;

	assert_int_equal(defects(*state, raci, 1, DEFECT_UNKNOWN_TEAM), 1);
	assert_int_equal(defects(*state, raci, 1, DEFECT_NOBODY), 1);
	all = room_defects(*state, NULL, fixture_now());
	first = &g_array_index(all, struct defect, 0);
	assert_true(first->hard);
	assert_string_equal(first->brief, "no A");
	assert_non_null(strstr(first->text, "courier"));
	g_array_unref(all);
}

static void
people_make_soft_defects(void **state)
{
	const struct raci_cell named[] = { { "logis", RACI_A | RACI_R, "sun" } };
	const struct raci_cell twice[] = { { "logis", RACI_A, "sun" }, { "ops", RACI_R, "sun" } };
	const struct raci_cell asks[] = { { "logis", RACI_A | RACI_R, NULL },
		                          { "ops", RACI_C, NULL },
		                          { "tech", RACI_C, NULL },
		                          { "merch", RACI_C, NULL },
		                          { "supply", RACI_C, NULL } };
	struct person sun = unsaid_person("sun", NULL);

	assert_int_equal(defects(*state, twice, 2, DEFECT_TWICE_IN_ROW), 1);
	assert_int_equal(defects(*state, asks, 5, DEFECT_MANY_C), 1);
	assert_int_equal(defects(*state, asks, 4, DEFECT_MANY_C), 0);
	assert_int_equal(defects(*state, named, 1, DEFECT_A_OFF_DUTY), 0);
	sun.duty = DUTY_OFF;
	say_person(*state, &sun);
	assert_int_equal(defects(*state, named, 1, DEFECT_A_OFF_DUTY), 1);
}

static void
one_person_cannot_answer_for_everything(void **state)
{
	static const char *const ids[] = { "order_path", "payment", "stock_out" };
	const struct raci_cell raci[] = { { "ops", RACI_A | RACI_R, "zhou" } };
	struct risk said;

	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
		said = unsaid_risk(ids[i]);
		said.raci = raci;
		said.n_raci = 1;
		say_risk(*state, &said);
	}
	assert_int_equal(defects(*state, raci, 1, DEFECT_A_OVERLOADED), 1);
}

static void
answer_stands_behind_the_alert(void **state)
{
	struct room *room = *state;
	const char *key = fixture_alert(room, "OrderSuccessLow", "critical", 0);
	struct answerable who = alert_answerable(room, room_alert(room, key), fixture_now());
	struct person zhou = unsaid_person("zhou", NULL);

	assert_string_equal(who.responsible->id, "lin");
	assert_string_equal(who.accountable->id, "zhou");
	assert_string_equal(who.accountable_team, "ops");
	assert_false(who.accountable_off_duty);
	zhou.duty = DUTY_AWAY;
	say_person(room, &zhou);
	who = alert_answerable(room, room_alert(room, key), fixture_now());
	assert_string_equal(who.accountable->id, "feng");
}

static void
without_a_risk_the_team_answers(void **state)
{
	struct alert_data data = { .title = "PageLoadSlow", .team = "tech", .starts_us = UNSAID };
	const char *key = fixture_observe(*state, &data, 0);
	struct answerable who = alert_answerable(*state, room_alert(*state, key), fixture_now());

	assert_string_equal(who.responsible_team, "tech");
	assert_string_equal(who.accountable->id, "wang");
}

/* What the rules derive now, applied; how many events that were. */
static unsigned
derive(struct room *room, int64_t offset_us)
{
	struct event_batch *batch = event_batch_new();
	unsigned n;

	raci_derive(room, fixture_now() + offset_us, batch);
	n = batch->events->len;
	room_apply_batch(room, batch);
	event_batch_free(&batch);
	return n;
}

static void
say_row(struct room *room, const char *id, const struct raci_cell *raci, size_t n)
{
	struct risk said = unsaid_risk(id);

	said.raci = raci;
	said.n_raci = n;
	say_risk(room, &said);
}

static void
defect_is_one_alert_until_it_is_mended(void **state)
{
	struct room *room = *state;
	const struct raci_cell bad[] = { { "logis", RACI_R, NULL } };
	const struct raci_cell good[] = { { "logis", RACI_A | RACI_R, NULL } };
	const struct alert *alert;

	/* people may still be on their way */
	say_row(room, "courier", bad, 1);
	assert_int_equal(derive(room, 0), 0);
	fixture_poll(room, "am", SOURCE_LIVE, "", 0);
	fixture_poll(room, "feed", SOURCE_FAILING, "network: refused", 0);
	assert_int_equal(derive(room, 0), 1);
	assert_int_equal(derive(room, SEC_US), 0);
	alert = room_alert(room, "room/own:RiskNoAccountable:courier");
	assert_non_null(alert);
	assert_string_equal(alert->tier->is.brief, "GEN");
	assert_string_equal(alert->team, "logis");
	assert_non_null(strstr(alert->title, "nobody answers for"));
	say_row(room, "courier", good, 1);
	assert_int_equal(derive(room, MIN_US), 1);
	assert_null(room_alert(room, "room/own:RiskNoAccountable:courier"));
}

static void
overloaded_person_is_one_alert(void **state)
{
	static const char *const ids[] = { "order_path", "payment", "stock_out", "courier" };
	const struct raci_cell raci[] = { { "ops", RACI_A | RACI_R, "zhou" } };
	struct room *room = *state;

	fixture_poll(room, "am", SOURCE_LIVE, "", 0);
	fixture_poll(room, "feed", SOURCE_LIVE, "", 0);
	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
		say_row(room, ids[i], raci, 1);
	assert_int_equal(derive(room, 0), 1);
	assert_non_null(room_alert(room, "room/own:RiskAccountableOverloaded:zhou"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(letters_are_shown_in_order, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(example_matrix_is_sound, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(row_needs_one_a_and_an_r, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(hard_defects_come_first_with_a_sentence,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(people_make_soft_defects, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(one_person_cannot_answer_for_everything,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(answer_stands_behind_the_alert, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(defect_is_one_alert_until_it_is_mended,
		                                fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(overloaded_person_is_one_alert, fixture_setup,
		                                fixture_teardown),
		cmocka_unit_test_setup_teardown(without_a_risk_the_team_answers, fixture_setup,
		                                fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
