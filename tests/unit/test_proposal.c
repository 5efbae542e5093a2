/* Proposals to move money: three teams within 24 hours, in whatever order it is heard. */
#include "tests/unit/fixture.h"

#include "room/apply.h"
#include "room/proposal.h"

enum { YUAN = 100 };
#define MILLION (INT64_C(1000000) * YUAN)

static void
plan(struct room *room, const char *id, enum line_class class, double millions, double floor,
     double cap, double return_ratio)
{
	struct line line = { .id = id,
		             .team = "mkt",
		             .region = "east",
		             .class = class,
		             .planned_minor = llround(millions * (double)MILLION),
		             .committed_minor = UNSAID,
		             .actual_minor = UNSAID,
		             .as_of_us = UNSAID,
		             .floor_minor = llround(floor * (double)MILLION),
		             .cap_minor = llround(cap * (double)MILLION),
		             .return_ratio = return_ratio };

	apply_one(room,
	          &(struct event){ .kind = EVENT_DEFINE_LINE, .at_us = UNSAID, .line = &line });
}

/* 20 M, of which kol gives (return 1.4), ads is in the middle, promo takes (3.9). */
static struct room *
room_with_lines(void)
{
	static const char *const people[][2] = {
		{ "zheng", "fin" }, { "wu", "mkt" }, { "chen", "merch" }, { "lin", "tech" }
	};
	struct room *room = new_room();

	for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
		struct person person = unsaid_person(people[i][0], people[i][1]);

		say_team(room, people[i][1], people[i][1]);
		say_person(room, &person);
	}
	plan(room, "kol", LINE_OTHER, 6, 4, 8, 1.4);
	plan(room, "ads", LINE_CORE, 8, 5, 10, 3.6);
	plan(room, "promo", LINE_CORE, 4, 2, 5, 3.9);
	plan(room, "reserve", LINE_RESERVE, 2, 0, 2, NAN);
	return room;
}

static int64_t
noon(void)
{
	return at("2026-10-14"); /* half of the event is over */
}

static void
outcome(struct room *room, enum event_kind kind, const char *cause)
{
	apply_one(room, &(struct event){ .kind = kind, .at_us = noon(), .cause = cause });
}

static void
propose(struct room *room, const char *id, const char *from, const char *to, double millions)
{
	apply_one(room, &(struct event){ .kind = EVENT_PROPOSE,
	                                 .at_us = noon(),
	                                 .id = id,
	                                 .person = "lin",
	                                 .subject = from,
	                                 .target = to,
	                                 .number = llround(millions * (double)MILLION),
	                                 .until_us = noon() + DAY_US,
	                                 .text = "it sells" });
	outcome(room, EVENT_KEPT, id);
}

static void
reply(struct room *room, const char *proposal, const char *person, bool accepted, int64_t after_us)
{
	char *id = g_strdup_printf("%s-%s-%d", proposal, person, accepted);

	apply_one(room, &(struct event){ .kind = EVENT_APPROVE,
	                                 .at_us = noon() + after_us,
	                                 .id = id,
	                                 .person = person,
	                                 .subject = proposal,
	                                 .cause = proposal,
	                                 .accepted = accepted });
	outcome(room, EVENT_KEPT, id);
	g_free(id);
}

static int64_t
planned(const struct room *room, const char *id)
{
	return room_line(room, id)->is.planned_minor;
}

static const char *
last_log(const struct room *room)
{
	return ((const struct entry *)room->log->pdata[room->log->len - 1])->text;
}

/* Derives at an instant, and applies what came as the session does. Gives how many. */
static guint
let_pass(struct room *room, int64_t now_us)
{
	struct event_batch *batch = event_batch_new();
	guint n;

	budget_derive(room, now_us, batch);
	n = batch->events->len;
	room_apply_batch(room, batch);
	for (guint i = 0; i < n; i++)
		outcome(room, EVENT_KEPT, ((struct event *)batch->events->pdata[i])->id);
	event_batch_free(&batch);
	return n;
}

static void
test_three_approvals_move_the_money(void **state)
{
	struct room *room = room_with_lines();
	const struct proposal_state *p;
	int64_t before;

	(void)state;
	propose(room, "p1", "kol", "promo", 1);
	p = room_proposal(room, "p1");
	before = budget_planned_at(room, NULL, noon() + HOUR_US);
	reply(room, "p1", "zheng", true, MIN_US);
	reply(room, "p1", "wu", true, 2 * MIN_US);
	reply(room, "p1", "lin", true, 2 * MIN_US); /* of no approving team */
	assert_int_equal(p->status, PROPOSAL_OPEN);
	assert_int_equal(planned(room, "kol"), 6 * MILLION);
	reply(room, "p1", "chen", true, HOUR_US);
	assert_int_equal(p->status, PROPOSAL_APPROVED);
	assert_int_equal(p->decided_us, noon() + HOUR_US);
	assert_int_equal(planned(room, "kol"), 5 * MILLION);
	assert_int_equal(planned(room, "promo"), 5 * MILLION);
	assert_string_equal(last_log(room), "approved by all, moved 1.00M from kol to promo");
	/* The plan to date is what it was, and grows by the new plan from here on. */
	assert_int_equal(budget_planned_at(room, NULL, noon() + HOUR_US), before);
	assert_int_equal(budget_planned_at(room, room_line(room, "kol"), noon()), 3 * MILLION);
	assert_int_equal(budget_planned_at(room, room_line(room, "kol"), at("2026-11-12")),
	                 5 * MILLION);
	/* whoever carries the move out is told once, at the instant of the last approval */
	assert_int_equal(let_pass(room, noon() + 2 * HOUR_US), 1);
	assert_true(p->is_moved);
	assert_int_equal(let_pass(room, noon() + 3 * HOUR_US), 0);
	room_free(&room);
}

static void
test_what_a_source_says_again_does_not_undo_a_move(void **state)
{
	struct room *room = room_with_lines();

	(void)state;
	propose(room, "p1", "kol", "promo", 1);
	reply(room, "p1", "zheng", true, 1);
	reply(room, "p1", "wu", true, 2);
	reply(room, "p1", "chen", true, 3);
	plan(room, "kol", LINE_OTHER, 6, 4, 8, 1.4);
	assert_int_equal(planned(room, "kol"), 5 * MILLION);
	plan(room, "kol", LINE_OTHER, 7, 4, 8, 1.4);
	assert_int_equal(planned(room, "kol"), 6 * MILLION);
	room_free(&room);
}

static void
test_one_refusal_ends_it(void **state)
{
	struct room *room = room_with_lines();

	(void)state;
	propose(room, "p1", "kol", "promo", 1);
	reply(room, "p1", "zheng", true, 1);
	reply(room, "p1", "wu", false, 2);
	reply(room, "p1", "wu", true, 3);
	reply(room, "p1", "chen", true, 4);
	assert_int_equal(room_proposal(room, "p1")->status, PROPOSAL_REFUSED);
	assert_int_equal(planned(room, "kol"), 6 * MILLION);
	assert_int_equal(line_can_give(room, room_line(room, "kol")), 2 * MILLION);
	room_free(&room);
}

/* The same events in another order give the same room: replies before the proposal, a refusal that
 * comes from another site after all approved. */
static void
test_order_of_arrival_does_not_matter(void **state)
{
	struct room *one = room_with_lines(), *two = room_with_lines();

	(void)state;
	reply(one, "p1", "chen", true, 4);
	reply(one, "p1", "zheng", true, 1);
	assert_null(room_proposal(one, "p1"));
	propose(one, "p1", "kol", "promo", 1);
	reply(one, "p1", "wu", true, 3);
	assert_int_equal(room_proposal(one, "p1")->status, PROPOSAL_APPROVED);
	reply(one, "p1", "zheng", false, 2);

	propose(two, "p1", "kol", "promo", 1);
	reply(two, "p1", "zheng", true, 1);
	reply(two, "p1", "zheng", false, 2);
	reply(two, "p1", "wu", true, 3);
	reply(two, "p1", "chen", true, 4);
	assert_int_equal(room_proposal(one, "p1")->status, PROPOSAL_REFUSED);
	assert_int_equal(room_proposal(two, "p1")->status, PROPOSAL_REFUSED);
	assert_int_equal(planned(one, "kol"), planned(two, "kol"));
	room_free(&one);
	room_free(&two);
}

static void
test_lapses_after_24_hours_but_not_what_was_approved_in_time(void **state)
{
	struct room *room = room_with_lines();

	(void)state;
	propose(room, "p1", "kol", "promo", 1);
	reply(room, "p1", "zheng", true, 1);
	reply(room, "p1", "wu", true, DAY_US - 1);
	reply(room, "p1", "chen", true, DAY_US); /* too late */
	assert_int_equal(let_pass(room, noon() + DAY_US - 1), 0);
	assert_int_equal(let_pass(room, noon() + DAY_US), 1);
	assert_int_equal(let_pass(room, noon() + DAY_US + 1), 0);
	assert_int_equal(room_proposal(room, "p1")->status, PROPOSAL_LAPSED);
	assert_int_equal(planned(room, "kol"), 6 * MILLION);
	/* An approval in time that was long under way still counts. */
	apply_one(room, &(struct event){ .kind = EVENT_APPROVE,
	                                 .at_us = noon() + 5,
	                                 .id = "late",
	                                 .person = "chen",
	                                 .cause = "p1",
	                                 .accepted = true });
	outcome(room, EVENT_KEPT, "late");
	assert_int_equal(room_proposal(room, "p1")->status, PROPOSAL_APPROVED);
	assert_int_equal(planned(room, "kol"), 5 * MILLION);
	room_free(&room);
}

static void
test_what_is_not_kept_does_not_count(void **state)
{
	struct room *room = room_with_lines();
	struct event said = { .kind = EVENT_APPROVE,
		              .at_us = noon() + 3,
		              .id = "u3",
		              .person = "chen",
		              .cause = "p1",
		              .accepted = true };

	(void)state;
	propose(room, "p1", "kol", "promo", 1);
	reply(room, "p1", "zheng", true, 1);
	reply(room, "p1", "wu", true, 2);
	apply_one(room, &said);
	assert_int_equal(room_proposal(room, "p1")->status, PROPOSAL_OPEN);
	assert_false(proposal_reply_of(room, room_proposal(room, "p1"), "merch")->is_kept);
	outcome(room, EVENT_LOST, "u3");
	assert_null(proposal_reply_of(room, room_proposal(room, "p1"), "merch"));
	apply_one(room, &said);
	outcome(room, EVENT_KEPT, "u3");
	assert_int_equal(room_proposal(room, "p1")->status, PROPOSAL_APPROVED);
	room_free(&room);
}

static void
test_limits_of_a_proposal(void **state)
{
	struct room *room = room_with_lines();
	struct err e;

	(void)state;
	assert_true(proposal_is_possible(room, "kol", "promo", MILLION, &e));
	assert_false(proposal_is_possible(room, "kol", "promo", MILLION + 1, &e)); /* its cap */
	assert_string_equal(e.text, "promo can take at most 1.00M up to its cap");
	assert_false(proposal_is_possible(room, "kol", "ads", 2 * MILLION + 1, &e)); /* floor */
	assert_false(proposal_is_possible(room, "kol", "kol", 1, &e));
	assert_false(proposal_is_possible(room, "kol", "no", 1, &e));
	assert_false(proposal_is_possible(room, "kol", "ads", 0, &e));
	propose(room, "p1", "kol", "ads", 1.5);
	assert_int_equal(line_can_give(room, room_line(room, "kol")), MILLION / 2);
	assert_int_equal(line_can_take(room, room_line(room, "ads")), MILLION / 2);
	room_free(&room);
}

/* What is ordered can't be given away either. */
static void
test_committed_money_stays(void **state)
{
	struct room *room = room_with_lines();
	struct line said = { .id = "kol",
		             .planned_minor = UNSAID,
		             .committed_minor = 55 * MILLION / 10,
		             .actual_minor = 3 * MILLION,
		             .as_of_us = noon(),
		             .floor_minor = UNSAID,
		             .cap_minor = UNSAID,
		             .return_ratio = NAN };

	(void)state;
	apply_one(room,
	          &(struct event){ .kind = EVENT_DEFINE_LINE, .at_us = noon(), .line = &said });
	assert_int_equal(line_can_give(room, room_line(room, "kol")), MILLION / 2);
	room_free(&room);
}

/* Sales of 200 over the event, evenly: 100 by noon(). */
static void
add_sales(struct room *room)
{
	static const struct curve_share pace[] = { { "event", 1 } };
	struct define_room is = unsaid_room();
	struct metric gmv = unsaid_metric("gmv");

	is.earned_metric = "gmv";
	is.elastic = (struct elastic){
		.trigger = 0.10, .step = 0.05, .least_minor = 30000 * YUAN, .hold_us = 10 * MIN_US
	};
	say_room(room, &is);
	add_phase(room, "event", NULL, "2026-09-15", "2026-11-12");
	gmv.target = 200;
	gmv.max_age_us = DAY_US;
	gmv.pace = pace;
	gmv.n_pace = 1;
	say_metric(room, &gmv);
}

/* 5 % of 20 M is 1 M: promo's cap allows exactly that, and 30,000 fits into 990,000. */
static void
test_worked_example_of_the_elastic_model(void **state)
{
	struct room *room = room_with_lines();
	struct elastic_move move;

	(void)state;
	add_sales(room);
	move = elastic_choose(room);
	assert_string_equal(move.from->is.id, "kol");
	assert_string_equal(move.to->is.id, "promo");
	assert_int_equal(move.amount_minor, INT64_C(990000) * YUAN);
	plan(room, "promo", LINE_CORE, 4, 2, 4.1, 3.9); /* takes 100,000 */
	assert_int_equal(elastic_choose(room).amount_minor, INT64_C(90000) * YUAN);
	plan(room, "promo", LINE_CORE, 4, 2, 4.02, 3.9); /* less than the least: the next best */
	assert_string_equal(elastic_choose(room).to->is.id, "ads");
	plan(room, "promo", LINE_CORE, 4, 2, 5, 3.9);
	plan(room, "kol", LINE_OTHER, 6, 6, 8, 1.4); /* at its floor: the next poorest */
	assert_string_equal(elastic_choose(room).from->is.id, "ads");
	room_free(&room);
}

static void
test_no_move_without_room_or_gain(void **state)
{
	struct room *room = room_with_lines();

	(void)state;
	add_sales(room);
	plan(room, "ads", LINE_CORE, 8, 8, 8, 3.6);
	plan(room, "kol", LINE_OTHER, 6, 6, 8, 1.4);
	plan(room, "promo", LINE_CORE, 4, 4, 4, 3.9);
	assert_null(elastic_choose(room).from); /* the reserve has money, and is left alone */
	plan(room, "promo", LINE_CORE, 4, 2, 4, 3.9);
	assert_null(elastic_choose(room).from); /* from the best to the poorest: no */
	room_free(&room);
}

static void
test_rule_proposes_once_per_episode(void **state)
{
	struct room *room = room_with_lines();
	const struct proposal_state *p;

	(void)state;
	add_sales(room);
	sample(room, "gmv", noon(), 100);
	assert_int_equal(let_pass(room, noon()), 0);
	sample(room, "gmv", noon() + MIN_US, 89);                  /* 11 % behind */
	assert_int_equal(let_pass(room, noon() + 10 * MIN_US), 0); /* held for 9 minutes */
	assert_int_equal(let_pass(room, noon() + 11 * MIN_US), 1);
	assert_int_equal(let_pass(room, noon() + 12 * MIN_US), 0);
	p = room->proposals->pdata[0];
	assert_string_equal(p->by, "");
	assert_string_equal(p->from, "kol");
	assert_int_equal(p->until_us, noon() + 11 * MIN_US + DAY_US);
	assert_string_equal(p->why, "sales are 11.0% behind their pace; return 1.40 against 3.90");
	/* It lapses; sales are still behind: that is the same episode. */
	sample(room, "gmv", noon() + DAY_US, 85);
	assert_int_equal(let_pass(room, p->until_us), 1);
	assert_int_equal(let_pass(room, p->until_us + 1), 0);
	assert_int_equal(p->status, PROPOSAL_LAPSED);
	/* Back at their pace, and off again. */
	sample(room, "gmv", noon() + DAY_US + HOUR_US, 103);
	sample(room, "gmv", noon() + DAY_US + 2 * HOUR_US, 80);
	assert_int_equal(let_pass(room, noon() + DAY_US + 3 * HOUR_US), 1);
	assert_int_equal(room->proposals->len, 2);
	room_free(&room);
}

static void
test_two_consoles_derive_one_proposal(void **state)
{
	struct room *room = room_with_lines();
	struct event_batch *one = event_batch_new(), *two = event_batch_new();
	const struct event *first, *second;

	(void)state;
	add_sales(room);
	sample(room, "gmv", noon(), 120);
	budget_derive(room, noon() + HOUR_US, one);
	budget_derive(room, noon() + HOUR_US + SEC_US, two);
	first = one->events->pdata[0];
	second = two->events->pdata[0];
	assert_string_equal(first->id, second->id);
	/* This console derived the second; the journal kept the first. */
	room_apply(room, second);
	room_apply(room, first);
	outcome(room, EVENT_KEPT, first->id);
	room_apply(room, second);
	assert_int_equal(room->proposals->len, 1);
	assert_int_equal(room_proposal(room, first->id)->at_us, noon() + HOUR_US);
	event_batch_free(&one);
	event_batch_free(&two);
	room_free(&room);
}

static void
test_stale_sales_propose_nothing(void **state)
{
	struct room *room = room_with_lines();

	(void)state;
	add_sales(room);
	sample(room, "gmv", noon(), 50);
	assert_int_equal(let_pass(room, noon() + DAY_US + 1), 0);
	room_free(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_three_approvals_move_the_money),
		cmocka_unit_test(test_what_a_source_says_again_does_not_undo_a_move),
		cmocka_unit_test(test_one_refusal_ends_it),
		cmocka_unit_test(test_order_of_arrival_does_not_matter),
		cmocka_unit_test(test_lapses_after_24_hours_but_not_what_was_approved_in_time),
		cmocka_unit_test(test_what_is_not_kept_does_not_count),
		cmocka_unit_test(test_limits_of_a_proposal),
		cmocka_unit_test(test_committed_money_stays),
		cmocka_unit_test(test_worked_example_of_the_elastic_model),
		cmocka_unit_test(test_no_move_without_room_or_gain),
		cmocka_unit_test(test_rule_proposes_once_per_episode),
		cmocka_unit_test(test_two_consoles_derive_one_proposal),
		cmocka_unit_test(test_stale_sales_propose_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
