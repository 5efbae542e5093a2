/* For tests: the example room (Double 11) in one call, and what happens in it in one line each. */
#include "tests/unit/fixture.h"

#include <math.h>
#include <string.h>

/* One event in a batch of its own. */
struct said {
	struct event_batch *batch;
	struct event *event;
};

static struct said
say(enum event_kind kind, int64_t offset_us)
{
	struct said said = { .batch = event_batch_new() };

	said.event = event_batch_add(said.batch, kind, fixture_now() + offset_us);
	return said;
}

static void
heard(struct room *room, struct said *said)
{
	room_apply_batch(room, said->batch);
	event_batch_free(&said->batch);
}

int64_t
fixture_now(void)
{
	int64_t us = 0;

	return instant_parse_rfc3339("2026-10-24T07:54:00+08:00", &us) ? us : 0;
}

static int64_t
instant(const char *text)
{
	int64_t us;

	return instant_parse_rfc3339(text, &us) ? us : UNSAID;
}

struct person
fixture_person(const char *id, const char *team)
{
	return (struct person){
		.id = id, .team = team, .shift_from_min = UNSAID, .shift_to_min = UNSAID
	};
}

struct risk
fixture_risk(const char *id)
{
	return (struct risk){ .id = id,
		              .probability = NAN,
		              .scope = NAN,
		              .recovery_cost_minor = UNSAID,
		              .affected_users = NAN,
		              .user_value_minor = UNSAID,
		              .harm = NAN };
}

struct tier
fixture_tier(const char *id)
{
	return (struct tier){ .id = id, .rank = UNSAID, .limit_us = UNSAID, .expiry_us = UNSAID };
}

void
fixture_define_person(struct room *room, const struct person *person)
{
	struct said said = say(EVENT_DEFINE_PERSON, 0);

	said.event->define_person = person;
	heard(room, &said);
}

void
fixture_define_risk(struct room *room, const struct risk *risk)
{
	struct said said = say(EVENT_DEFINE_RISK, 0);

	said.event->risk = risk;
	heard(room, &said);
}

void
fixture_define_tier(struct room *room, const struct tier *tier)
{
	struct said said = say(EVENT_DEFINE_TIER, 0);

	said.event->tier = tier;
	heard(room, &said);
}

void
fixture_define_team(struct room *room, const char *id, const char *title)
{
	struct team team = { .id = id, .title = title };
	struct said said = say(EVENT_DEFINE_TEAM, 0);

	said.event->team = &team;
	heard(room, &said);
}

static void
define_people(struct room *room)
{
	static const struct {
		const char *id, *team, *role;
		enum permission permission;
	} people[] = {
		{ "zhou", "ops", "commander", PERMISSION_LEAD },
		{ "feng", "ops", "", PERMISSION_RESPONDER },
		{ "wang", "tech", "technical director", PERMISSION_LEAD },
		{ "lin", "tech", "", PERMISSION_RESPONDER },
		{ "zhao", "tech", "", PERMISSION_RESPONDER },
		{ "chen", "merch", "", PERMISSION_RESPONDER },
		{ "he", "supply", "", PERMISSION_RESPONDER },
		{ "sun", "logis", "", PERMISSION_RESPONDER },
		{ "li", "service", "", PERMISSION_RESPONDER },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
		struct person person = fixture_person(people[i].id, people[i].team);

		person.role = people[i].role;
		person.permission = people[i].permission;
		fixture_define_person(room, &person);
	}
}

static void
define_tier(struct room *room, const char *id, const char *brief, int64_t rank, int64_t limit_us,
            const char *severity)
{
	const struct matcher m = { "severity", MATCH_EQUAL, severity };
	const struct matcher_list rule = { &m, 1 };
	struct tier tier = fixture_tier(id);

	tier.title = id;
	tier.brief = brief;
	tier.rank = rank;
	tier.limit_us = limit_us;
	tier.expiry_us = HOUR_US;
	if (severity) {
		tier.rules = &rule;
		tier.n_rules = 1;
	}
	fixture_define_tier(room, &tier);
}

static void
define_risk(struct room *room, const char *id, const char *title, const char *alertname,
            const struct raci_cell *raci, size_t n_raci)
{
	const struct matcher m = { "alertname", MATCH_EQUAL, alertname };
	const struct matcher_list match = { &m, 1 };
	struct risk risk = fixture_risk(id);

	risk.title = title;
	risk.raci = raci;
	risk.n_raci = n_raci;
	risk.matches = &match;
	risk.n_matches = 1;
	fixture_define_risk(room, &risk);
}

static void
define_risks(struct room *room)
{
	static const struct raci_cell order[] = { { "tech", RACI_R, "lin" },
		                                  { "ops", RACI_A, NULL } };
	static const struct raci_cell payment[] = { { "tech", RACI_R | RACI_A, "wang" },
		                                    { "service", RACI_I, NULL } };
	static const struct raci_cell stock[] = { { "merch", RACI_A | RACI_R, NULL },
		                                  { "supply", RACI_C, NULL } };
	static const struct raci_cell courier[] = { { "logis", RACI_A | RACI_R, NULL } };

	define_risk(room, "order_path", "order path", "OrderSuccessLow", order, 2);
	define_risk(room, "payment", "payment", "PaymentGatewaySlow", payment, 2);
	define_risk(room, "stock_out", "stock-out", "StockOut", stock, 2);
	define_risk(room, "courier", "courier", "CourierLate", courier, 1);
}

static void
define_phase(struct room *room, const char *id, const char *parent, const char *start,
             const char *end)
{
	struct phase phase = { .id = id,
		               .title = id,
		               .parent = parent,
		               .start_us = instant(start),
		               .end_us = instant(end),
		               .actual_start_us = UNSAID,
		               .actual_end_us = UNSAID,
		               .done_share = NAN };
	struct said said = say(EVENT_DEFINE_PHASE, 0);

	said.event->phase = &phase;
	heard(room, &said);
}

static void
define_source(struct room *room, const char *name, const char *kind, bool can_ack)
{
	struct define_source source = { .name = name,
		                        .kind = kind,
		                        .shows = "alerts",
		                        .period_us = 5 * SEC_US,
		                        .can_ack = can_ack };
	struct said said = say(EVENT_DEFINE_SOURCE, 0);

	said.event->define_source = &source;
	heard(room, &said);
}

static void
define_event(struct room *room)
{
	struct define_room is = {
		.name = "Double 11",
		.zone = "Asia/Shanghai",
		.currency = "¥",
		.event_start_us = instant("2026-09-15T00:00:00+08:00"),
		.event_end_us = instant("2026-11-12T00:00:00+08:00"),
		.core_share_min = NAN,
		.other_share_max = NAN,
		.loss_cap = NAN,
		.spend_cap = NAN,
		.reserve_share = NAN,
		.time_buffer_share = NAN,
		.max_accountable = UNSAID,
		.max_consulted = UNSAID,
		.response_window_us = UNSAID,
		.late_cost_factor = NAN,
	};
	struct said said = say(EVENT_DEFINE_ROOM, 0);

	said.event->define_room = &is;
	heard(room, &said);
}

struct room *
fixture_room(void)
{
	static const char *const teams[][2] = {
		{ "tech", "technology 技术" }, { "ops", "operations" },  { "merch", "merchandise" },
		{ "supply", "supply chain" },  { "logis", "logistics" }, { "service", "service" },
	};
	struct room *room = room_new();

	define_event(room);
	for (size_t i = 0; i < G_N_ELEMENTS(teams); i++)
		fixture_define_team(room, teams[i][0], teams[i][1]);
	define_people(room);
	define_tier(room, "general", "GEN", 3, HOUR_US, NULL);
	define_tier(room, "urgent", "URG", 1, 5 * MIN_US, "critical");
	define_tier(room, "key", "KEY", 2, 15 * MIN_US, "warning");
	define_risks(room);
	define_phase(room, "warmup", "", "2026-09-15T00:00:00+08:00", "2026-10-21T00:00:00+08:00");
	define_phase(room, "peak", "", "2026-10-21T00:00:00+08:00", "2026-10-25T00:00:00+08:00");
	define_phase(room, "tail", "", "2026-10-25T00:00:00+08:00", "2026-11-12T00:00:00+08:00");
	define_source(room, "am", "alertmanager", true);
	define_source(room, "feed", "json", false);
	return room;
}

const char *
fixture_observe(struct room *room, const struct alert_data *data, int64_t offset_us)
{
	struct said said = say(EVENT_ALERT, offset_us);
	struct alert_data alert = *data;
	const struct alert *shown;
	char *key;

	alert.source = alert.source ? alert.source : "am";
	alert.fingerprint = alert.fingerprint ? alert.fingerprint : alert.title;
	key = g_strdup_printf("%s/%s", alert.source, alert.fingerprint);
	said.event->alert = &alert;
	said.event->source = alert.source;
	said.event->subject = event_batch_str(said.batch, key);
	heard(room, &said);
	shown = room_alert(room, key);
	g_free(key);
	return shown ? shown->key : NULL;
}

const char *
fixture_alert(struct room *room, const char *name, const char *severity, int64_t age_us)
{
	const struct label labels[] = { { "alertname", name }, { "severity", severity } };
	struct alert_data data = { .title = name, .labels = labels, .n_labels = 2 };

	data.starts_us = fixture_now() - age_us;
	return fixture_observe(room, &data, -age_us);
}

void
fixture_gone(struct room *room, const char *key, int64_t offset_us)
{
	struct said said = say(EVENT_ALERT_GONE, offset_us);

	said.event->subject = event_batch_str(said.batch, key);
	heard(room, &said);
}

void
fixture_act(struct room *room, enum event_kind kind, const char *id, const char *key,
            const char *person, int64_t offset_us)
{
	struct said said = say(kind, offset_us);

	said.event->id = event_batch_str(said.batch, id);
	said.event->subject = event_batch_str(said.batch, key);
	said.event->person = event_batch_str(said.batch, person);
	said.event->text = "on it";
	if (kind == EVENT_ACK || kind == EVENT_SILENCE)
		said.event->until_us = said.event->at_us + HOUR_US;
	heard(room, &said);
}

void
fixture_outcome(struct room *room, enum event_kind kind, const char *id, const char *text,
                int64_t offset_us)
{
	struct said said = say(kind, offset_us);

	said.event->cause = event_batch_str(said.batch, id);
	if (kind == EVENT_SENT)
		said.event->remote_id = event_batch_str(said.batch, text);
	else
		said.event->text = event_batch_str(said.batch, text);
	heard(room, &said);
}

void
fixture_ack(struct room *room, const char *key, const char *person, int64_t offset_us)
{
	char *id = g_strdup_printf("ack-%s", person);

	fixture_act(room, EVENT_ACK, id, key, person, offset_us);
	fixture_outcome(room, EVENT_KEPT, id, "", offset_us);
	g_free(id);
}

void
fixture_poll(struct room *room, const char *source, enum source_health health, const char *reason,
             int64_t offset_us)
{
	struct source_report report = {
		.health = health, .reason = reason, .skew_us = UNSAID, .next_try_us = UNSAID
	};
	struct said said = say(EVENT_SOURCE, offset_us);

	said.event->subject = source;
	said.event->report = &report;
	heard(room, &said);
}
