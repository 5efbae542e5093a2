/* A session on a shared terminal: who is at the keyboard, how it is proved, and what they may do. */
#include "app/identity.h"
#include "room/message.h"
#include "tests/unit/folder.h"

#include <crypt.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

/* "4711", hashed with few rounds so that the test is quick. */
static const char *
hash_of_4711(void)
{
	static struct crypt_data data;

	return crypt_r("4711", "$5$rounds=1000$saltsalt", &data);
}

struct desk {
	struct session *s;
	char *folder;
};

static void
write_config(const char *file, const char *room)
{
	char *text = g_strdup_printf(
	    "room = { name = \"Desk\"; %s };\n"
	    "teams = ( { id = \"tech\"; }, { id = \"logis\"; } );\n"
	    "people = (\n"
	    "  { id = \"zhou\"; name = \"Zhou Min\"; team = \"tech\"; permission = \"lead\"; pin = \"%s\"; },\n"
	    "  { id = \"lin\"; name = \"Lin Yue\"; team = \"tech\"; },\n"
	    "  { id = \"sun\"; name = \"Sun Hao\"; team = \"logis\"; },\n"
	    "  { id = \"xu\"; name = \"Xu Dan\"; team = \"logis\"; permission = \"viewer\"; } );\n"
	    "phases = ( { id = \"peak\"; start = \"2026-10-21 00:00\"; end = \"2026-10-25 00:00\"; },\n"
	    "  { id = \"sale\"; start = \"2026-01-01 00:00\"; end = \"2199-01-01 00:00\"; roll = [ \"tech\" ]; } );\n"
	    "gates = ( { id = \"load\"; title = \"load test\"; phase = \"peak\"; team = \"logis\"; owner = \"sun\"; } );\n",
	    room, hash_of_4711());

	assert_true(g_file_set_contents(file, text, -1, NULL));
	g_free(text);
}

static void
add_alerts(struct session *s)
{
	static const char *const teams[] = { "tech", "logis", "" };
	struct event_batch *batch = event_batch_new();

	for (size_t i = 0; i < G_N_ELEMENTS(teams); i++) {
		struct event *e = event_batch_add(batch, EVENT_ALERT, session_now_us(s));
		struct alert_data *alert = event_batch_alloc(batch, sizeof *alert);

		*alert = (struct alert_data){ .source = "test",
			                      .title = "Burning",
			                      .summary = "",
			                      .team = teams[i],
			                      .runbook = "",
			                      .link = "",
			                      .held_by = "",
			                      .held_comment = "",
			                      .starts_us = e->at_us };
		alert->fingerprint = e->subject =
		    event_batch_str(batch, *teams[i] ? teams[i] : "nobody");
		e->source = "test";
		e->alert = alert;
	}
	session_enter(s, batch);
	event_batch_free(&batch);
}

/* A desk at which `as` sits, in a room with these further settings. */
static struct desk
desk_open(const char *as, const char *room, bool is_wall)
{
	struct desk d = { .folder = g_dir_make_tmp("warroom-desk-XXXXXX", NULL) };
	char *file = g_build_filename(d.folder, "room.cfg", NULL),
	     *journal = g_build_filename(d.folder, "room.db", NULL);
	struct options o = {
		.config_file = file, .journal = journal, .as = (char *)as, .is_wall = is_wall
	};
	struct err e = { "" };

	write_config(file, room);
	d.s = session_new(&o, &e);
	if (!d.s)
		fail_msg("%s", e.text);
	assert_true(session_go(d.s, false, &e));
	add_alerts(d.s);
	g_free(file);
	g_free(journal);
	return d;
}

static void
desk_close(struct desk *d)
{
	session_free(&d->s);
	folder_remove(&d->folder);
}

/* Acts on one subject; gives what was said (static), and whether it was done. */
static const char *
act(struct desk *d, enum intent_kind kind, const char *subject, bool *is_done)
{
	static char said[240];
	struct intent intent;

	intent_init(&intent);
	intent.kind = kind;
	if (*subject)
		intent_add(&intent, subject);
	*said = '\0';
	*is_done = session_act(d->s, &intent, "because", 0, said, sizeof said);
	assert_int_equal(session_may_intend(d->s, &intent, said, sizeof said), *is_done);
	intent_fini(&intent);
	return said;
}

static void
assert_done(struct desk *d, enum intent_kind kind, const char *subject)
{
	bool is_done;
	const char *said = act(d, kind, subject, &is_done);

	if (!is_done)
		fail_msg("%s is refused: %s", subject, said);
}

static void
assert_refused(struct desk *d, enum intent_kind kind, const char *subject, const char *why)
{
	bool is_done;
	const char *said = act(d, kind, subject, &is_done);

	assert_false(is_done);
	assert_string_equal(said, why);
}

/* The key of the alert of a team. */
static const char *
alert_of(const struct desk *d, const char *team)
{
	GHashTableIter iter;
	void *key;

	g_hash_table_iter_init(&iter, d->s->room->alerts);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		if (strstr(key, team))
			return key;
	fail_msg("there is no alert of %s", team);
	return "";
}

/* The listener's: how the last actor was known. */
static void
note_proof(void *data, const struct event *e)
{
	if (event_is_durable(e->kind))
		g_strlcpy(data, e->proof, 16);
}

static void
ignore_left_out(void *data, const char *subject, const char *why)
{
	(void)data;
	(void)subject;
	(void)why;
}

static void
a_claim_without_pin_is_taken(void **state)
{
	struct desk d = desk_open("lin", "", false);
	char proof[16] = "";
	struct session_listener listener = { note_proof, ignore_left_out, proof };
	struct err e;

	(void)state;
	assert_string_equal(d.s->person, "lin");
	assert_string_equal(d.s->proof, "claimed");
	assert_int_equal(identity_claim(d.s, "Sun", &e), CLAIM_TAKEN);
	assert_string_equal(d.s->person, "sun");
	assert_int_equal(identity_claim(d.s, "ly", &e), CLAIM_TAKEN); /* initials */
	assert_string_equal(d.s->person, "lin");
	assert_int_equal(identity_claim(d.s, "nemo", &e), CLAIM_REFUSED);
	assert_string_equal(d.s->person, "lin");
	d.s->listener = &listener;
	assert_done(&d, INTENT_ACK, alert_of(&d, "tech"));
	assert_string_equal(proof, "claimed");
	desk_close(&d);
}

static void
a_pin_is_asked_and_five_wrong_ones_bar(void **state)
{
	struct desk d = desk_open("lin", "", false);
	struct err e;

	(void)state;
	assert_int_equal(identity_claim(d.s, "zhou", &e), CLAIM_NEEDS_PIN);
	assert_string_equal(d.s->person, "lin"); /* until it is proved */
	assert_true(identity_prove(d.s, "4711", &e));
	assert_string_equal(d.s->person, "zhou");
	assert_string_equal(d.s->proof, "pin");
	for (int i = 1; i <= IDENTITY_TRIES; i++) {
		assert_int_equal(identity_claim(d.s, "zm", &e), CLAIM_NEEDS_PIN);
		assert_false(identity_prove(d.s, i % 2 ? "4712" : "", &e));
	}
	assert_string_equal(e.text, "5 wrong PINs: wait 60 s, then say who you are");
	assert_int_equal(identity_claim(d.s, "lin", &e), CLAIM_REFUSED);
	assert_false(identity_prove(d.s, "4711", &e));
	d.s->barred_until_us = clock_monotonic_us() - 1; /* a minute later */
	assert_int_equal(identity_claim(d.s, "zhou", &e), CLAIM_NEEDS_PIN);
	assert_true(identity_prove(d.s, "4711", &e));
	desk_close(&d);
}

static void
an_option_is_no_way_around_the_pin(void **state)
{
	struct desk d = desk_open("zhou", "", false);
	struct err e;

	(void)state;
	assert_true(d.s->is_locked);
	assert_string_equal(d.s->person, "");
	assert_refused(&d, INTENT_ACK, alert_of(&d, "tech"),
	               "locked: zhou has a PIN, and the console asks for it");
	assert_true(identity_prove(d.s, "4711", &e));
	assert_done(&d, INTENT_ACK, alert_of(&d, "tech"));
	desk_close(&d);
}

static void
a_locked_session_does_nothing(void **state)
{
	struct desk d = desk_open("lin", "", false);
	struct err e;

	(void)state;
	identity_lock(d.s);
	assert_refused(&d, INTENT_ACK, alert_of(&d, "tech"),
	               "locked: nobody has said who they are");
	assert_refused(&d, INTENT_NOTE, "", "locked: nobody has said who they are");
	assert_int_equal(identity_claim(d.s, "lin", &e), CLAIM_TAKEN);
	assert_done(&d, INTENT_NOTE, "");
	desk_close(&d);
}

static void
gates_need_a_lead_or_their_owner(void **state)
{
	struct desk d = desk_open("lin", "", false);
	struct err e;

	(void)state;
	assert_refused(&d, INTENT_SIGN, "load",
	               "lin has permission responder: a gate needs lead (zhou) or its owner, sun");
	assert_int_equal(identity_claim(d.s, "sun", &e), CLAIM_TAKEN);
	assert_done(&d, INTENT_SIGN, "load");
	assert_int_equal(identity_claim(d.s, "zhou", &e), CLAIM_NEEDS_PIN);
	assert_true(identity_prove(d.s, "4711", &e));
	assert_done(&d, INTENT_REFUSE, "load");
	desk_close(&d);
}

static void
a_viewer_only_looks(void **state)
{
	struct desk d = desk_open("xu", "", false);
	const char *why =
	    "xu may only look (permission viewer): this needs responder (zhou, lin, sun)";

	(void)state;
	assert_refused(&d, INTENT_ACK, alert_of(&d, "logis"), why);
	assert_refused(&d, INTENT_SILENCE, alert_of(&d, "logis"), why);
	assert_refused(&d, INTENT_DONE, alert_of(&d, "logis"), why);
	assert_refused(&d, INTENT_NOTE, "", why);
	assert_refused(&d, INTENT_SIGN, "load", why);
	desk_close(&d);
}

static void
team_only_keeps_responders_to_their_alerts(void **state)
{
	struct desk d = desk_open("lin", "team_only = true;", false);
	struct intent both;
	struct err e;
	char said[240];

	(void)state;
	assert_refused(
	    &d, INTENT_ACK, alert_of(&d, "logis"),
	    "lin may not act for team logis (team_only): this needs its responders (sun) or a lead");
	assert_done(&d, INTENT_NOTE, alert_of(&d, "nobody"));
	assert_done(&d, INTENT_NOTE, alert_of(&d, "tech"));
	/* of several, those that are allowed */
	intent_init(&both);
	both.kind = INTENT_ACK;
	intent_add(&both, alert_of(&d, "logis"));
	intent_add(&both, alert_of(&d, "tech"));
	assert_true(session_act(d.s, &both, "", 0, said, sizeof said));
	assert_true(g_str_has_prefix(
	    said, "acknowledged Burning; 1 left out: lin may not act for team logis"));
	intent_fini(&both);
	assert_int_equal(identity_claim(d.s, "zhou", &e), CLAIM_NEEDS_PIN);
	assert_true(identity_prove(d.s, "4711", &e));
	assert_done(&d, INTENT_ACK, alert_of(&d, "logis"));
	desk_close(&d);
}

static void
a_wall_makes_no_journal_and_writes_none(void **state)
{
	struct desk d = desk_open("lin", "", true);
	char *path = session_journal_path(d.s);

	(void)state;
	assert_false(d.s->journal.open);
	assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
	g_free(path);
	assert_refused(&d, INTENT_NOTE, "",
	               "read-only: this console was started with --read-only or --wall");
	desk_close(&d);
}

/* The text of what a phase answers, or "" when it is done. */
static const char *
act_on_phase(struct desk *d, enum intent_kind kind, const char *phase, const char *team)
{
	static char said[240];
	struct intent intent;

	intent_init(&intent);
	intent.kind = kind;
	intent.target = g_strdup(team);
	intent_add(&intent, phase);
	if (session_act(d->s, &intent, "because", 0, said, sizeof said))
		*said = '\0';
	intent_fini(&intent);
	return said;
}

static void
only_a_lead_holds_and_a_team_answers_for_itself(void **state)
{
	struct desk d = desk_open("lin", "", false);
	struct err e;

	(void)state;
	assert_string_equal(act_on_phase(&d, INTENT_HOLD, "sale", NULL),
	                    "lin has permission responder: a phase needs lead (zhou)");
	assert_string_equal(act_on_phase(&d, INTENT_GO, "sale", "tech"), "");
	assert_string_equal(act_on_phase(&d, INTENT_GO, "sale", "logis"),
	                    "sale does not ask team 'logis' in its roll call");
	assert_int_equal(identity_claim(d.s, "sun", &e), CLAIM_TAKEN);
	assert_string_equal(
	    act_on_phase(&d, INTENT_NO_GO, "sale", "tech"),
	    "sun may not answer for team tech: its members (zhou, lin) or a lead may");
	assert_int_equal(identity_claim(d.s, "zhou", &e), CLAIM_NEEDS_PIN);
	assert_true(identity_prove(d.s, "4711", &e));
	assert_string_equal(act_on_phase(&d, INTENT_RESUME, "sale", NULL), "sale is not held");
	assert_string_equal(act_on_phase(&d, INTENT_HOLD, "sale", NULL), "");
	assert_string_equal(act_on_phase(&d, INTENT_START_PHASE, "sale", NULL), "");
	desk_close(&d);
}

/* A source reports, and a value comes with it. Is that news for the screen? */
static bool
is_news(struct desk *d, enum source_health health)
{
	struct event_batch *batch = event_batch_new();
	struct source_report *report = event_batch_alloc(batch, sizeof *report);
	struct event *e = event_batch_add(batch, EVENT_SAMPLE, session_now_us(d->s));

	e->source = "shop";
	e->subject = "gmv";
	e->value = 1;
	e->sample_us = e->at_us;
	*report = (struct source_report){
		.health = health, .reason = "", .next_try_us = UNSAID, .skew_us = UNSAID
	};
	e = event_batch_add(batch, EVENT_SOURCE, session_now_us(d->s));
	e->source = e->subject = "shop";
	e->report = report;
	mailbox_post(d->s->mailbox, MESSAGE_OBSERVED, batch, event_batch_free_payload);
	return session_pump(d->s);
}

static void
what_goes_on_as_it_was_waits_for_the_next_frame(void **state)
{
	struct desk d = desk_open("lin", "", false);
	bool can_wait = false;

	(void)state;
	assert_true(is_news(&d, SOURCE_LIVE)); /* it answers for the first time */
	/* what the journal and the second have to say besides may be news */
	for (int i = 0; i < 100 && !can_wait; i++)
		can_wait = !is_news(&d, SOURCE_LIVE);
	assert_true(can_wait);
	assert_true(is_news(&d, SOURCE_FAILING));
	desk_close(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_goes_on_as_it_was_waits_for_the_next_frame),
		cmocka_unit_test(only_a_lead_holds_and_a_team_answers_for_itself),
		cmocka_unit_test(a_claim_without_pin_is_taken),
		cmocka_unit_test(a_pin_is_asked_and_five_wrong_ones_bar),
		cmocka_unit_test(an_option_is_no_way_around_the_pin),
		cmocka_unit_test(a_locked_session_does_nothing),
		cmocka_unit_test(gates_need_a_lead_or_their_owner),
		cmocka_unit_test(a_viewer_only_looks),
		cmocka_unit_test(team_only_keeps_responders_to_their_alerts),
		cmocka_unit_test(a_wall_makes_no_journal_and_writes_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
