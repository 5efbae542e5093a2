/* For tests: the Double 11's room in one call, and what happens in it in one line each. */
#include "tests/unit/fixture.h"

#include "room/derive.h"

int64_t
at(const char *local)
{
	GTimeZone *zone = g_time_zone_new_identifier("Asia/Shanghai");
	int64_t us = UNSAID;
	struct err e;

	if (!instant_parse(local, zone, &us, &e))
		fail_msg("%s", e.text);
	g_time_zone_unref(zone);
	return us;
}

void
apply_one(struct room *room, const struct event *said)
{
	struct event_batch *batch = event_batch_new();
	struct event *event = event_batch_add(batch, said->kind, said->at_us);

	*event = *said;
	event->id = event_batch_str(batch, said->id);
	event->cause = event_batch_str(batch, said->cause);
	event->batch = event_batch_str(batch, said->batch);
	event->person = event_batch_str(batch, said->person);
	event->terminal_user = event_batch_str(batch, said->terminal_user);
	event->source = event_batch_str(batch, said->source);
	event->subject = event_batch_str(batch, said->subject);
	event->target = event_batch_str(batch, said->target);
	event->text = event_batch_str(batch, said->text);
	event->remote_id = event_batch_str(batch, said->remote_id);
	room_apply_batch(room, batch);
	event_batch_free(&batch);
}

struct define_room
unsaid_room(void)
{
	return (struct define_room){
		.event_start_us = UNSAID,
		.event_end_us = UNSAID,
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
}

void
say_room(struct room *room, const struct define_room *said)
{
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_ROOM, .define_room = said });
}

struct room *
new_room(void)
{
	struct room *room = room_new();
	struct define_room is = unsaid_room();

	is.name = "Double 11";
	is.zone = "Asia/Shanghai";
	is.event_start_us = at("2026-09-15");
	is.event_end_us = at("2026-11-12");
	say_room(room, &is);
	return room;
}

struct phase
unsaid_phase(const char *id)
{
	return (struct phase){
		.id = id,
		.start_us = UNSAID,
		.end_us = UNSAID,
		.actual_start_us = UNSAID,
		.actual_end_us = UNSAID,
		.done_share = NAN,
	};
}

void
say_phase(struct room *room, const struct phase *said)
{
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_PHASE, .phase = said });
}

void
add_phase(struct room *room, const char *id, const char *parent, const char *from, const char *to)
{
	struct phase phase = unsaid_phase(id);

	phase.parent = parent;
	phase.start_us = at(from);
	phase.end_us = at(to);
	say_phase(room, &phase);
}

struct room *
new_room_with_phases(void)
{
	struct room *room = new_room();

	add_phase(room, "clearance", "peak", "2026-10-24 08:00", "2026-10-25");
	add_phase(room, "conversion", "peak", "2026-10-22 08:00", "2026-10-24 08:00");
	add_phase(room, "traffic", "peak", "2026-10-21", "2026-10-22 08:00");
	add_phase(room, "tail", NULL, "2026-10-25", "2026-11-12");
	add_phase(room, "peak", NULL, "2026-10-21", "2026-10-25");
	add_phase(room, "warmup", NULL, "2026-09-15", "2026-10-21");
	return room;
}

struct metric
unsaid_metric(const char *id)
{
	return (struct metric){
		.id = id,
		.target = NAN,
		.warn = NAN,
		.crit = NAN,
		.hold_us = UNSAID,
		.max_age_us = UNSAID,
		.decimals = UNSAID,
		.baseline = NAN,
		.benchmark = NAN,
		.weight = NAN,
		.warn_clear = NAN,
		.crit_clear = NAN,
		.clear_hold_us = UNSAID,
	};
}

void
say_metric(struct room *room, const struct metric *said)
{
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_METRIC, .metric = said });
}

void
sample(struct room *room, const char *id, int64_t at_us, double value)
{
	apply_one(room, &(struct event){ .kind = EVENT_SAMPLE,
	                                 .at_us = at_us,
	                                 .subject = id,
	                                 .sample_us = at_us,
	                                 .value = value });
}

void
assert_near(double got, double expected, double within)
{
	if (!(fabs(got - expected) <= within))
		fail_msg("%.6f is not within %g of %.6f", got, within, expected);
}

int64_t
fixture_now(void)
{
	return at("2026-10-24 07:54:00");
}

struct person
unsaid_person(const char *id, const char *team)
{
	return (struct person){
		.id = id, .team = team, .shift_from_min = UNSAID, .shift_to_min = UNSAID
	};
}

struct risk
unsaid_risk(const char *id)
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
unsaid_tier(const char *id)
{
	return (struct tier){ .id = id,
		              .rank = UNSAID,
		              .limit_us = UNSAID,
		              .expiry_us = UNSAID,
		              .feedback_us = UNSAID };
}

void
say_person(struct room *room, const struct person *said)
{
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_PERSON, .define_person = said });
}

void
say_risk(struct room *room, const struct risk *said)
{
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_RISK, .risk = said });
}

void
say_tier(struct room *room, const struct tier *said)
{
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_TIER, .tier = said });
}

void
say_team(struct room *room, const char *id, const char *title)
{
	struct team team = { .id = id, .title = title };

	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_TEAM, .team = &team });
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
		struct person person = unsaid_person(people[i].id, people[i].team);

		person.role = people[i].role;
		person.permission = people[i].permission;
		say_person(room, &person);
	}
}

static void
define_tier(struct room *room, const char *id, const char *brief, int64_t rank, int64_t limit_us,
            const char *severity)
{
	const struct matcher m = { "severity", MATCH_EQUAL, severity };
	const struct matcher_list rule = { &m, 1 };
	struct tier tier = unsaid_tier(id);

	tier.title = id;
	tier.brief = brief;
	tier.rank = rank;
	tier.limit_us = limit_us;
	tier.expiry_us = HOUR_US;
	if (severity) {
		tier.rules = &rule;
		tier.n_rules = 1;
	}
	say_tier(room, &tier);
}

static void
define_risk(struct room *room, const char *id, const char *title, const char *alertname,
            const struct raci_cell *raci, size_t n_raci)
{
	const struct matcher m = { "alertname", MATCH_EQUAL, alertname };
	const struct matcher_list match = { &m, 1 };
	struct risk risk = unsaid_risk(id);

	risk.title = title;
	risk.raci = raci;
	risk.n_raci = n_raci;
	risk.matches = &match;
	risk.n_matches = 1;
	say_risk(room, &risk);
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
define_source(struct room *room, const char *name, const char *kind, bool can_ack)
{
	struct define_source source = { .name = name,
		                        .kind = kind,
		                        .shows = "alerts",
		                        .period_us = 5 * SEC_US,
		                        .can_ack = can_ack };

	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_SOURCE, .define_source = &source });
}

struct room *
fixture_room(void)
{
	static const char *const teams[][2] = {
		{ "tech", "technology 技术" }, { "ops", "operations" },  { "merch", "merchandise" },
		{ "supply", "supply chain" },  { "logis", "logistics" }, { "service", "service" },
	};
	struct room *room = new_room();

	for (size_t i = 0; i < G_N_ELEMENTS(teams); i++)
		say_team(room, teams[i][0], teams[i][1]);
	define_people(room);
	define_tier(room, "general", "GEN", 3, HOUR_US, NULL);
	define_tier(room, "urgent", "URG", 1, 5 * MIN_US, "critical");
	define_tier(room, "key", "KEY", 2, 15 * MIN_US, "warning");
	define_risks(room);
	add_phase(room, "warmup", NULL, "2026-09-15", "2026-10-21");
	add_phase(room, "peak", NULL, "2026-10-21", "2026-10-25");
	add_phase(room, "tail", NULL, "2026-10-25", "2026-11-12");
	define_source(room, "am", "alertmanager", true);
	define_source(room, "feed", "json", false);
	return room;
}

int
fixture_setup(void **state)
{
	*state = fixture_room();
	return 0;
}

int
fixture_teardown(void **state)
{
	struct room *room = *state;

	room_free(&room);
	return 0;
}

const char *
fixture_observe(struct room *room, const struct alert_data *data, int64_t offset_us)
{
	struct alert_data alert = *data;
	const struct alert *shown;
	char *key;

	alert.source = alert.source ? alert.source : "am";
	alert.fingerprint = alert.fingerprint ? alert.fingerprint : alert.title;
	key = g_strdup_printf("%s/%s", alert.source, alert.fingerprint);
	apply_one(room, &(struct event){ .kind = EVENT_ALERT,
	                                 .at_us = fixture_now() + offset_us,
	                                 .alert = &alert,
	                                 .source = alert.source,
	                                 .subject = key });
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
	apply_one(room, &(struct event){ .kind = EVENT_ALERT_GONE,
	                                 .at_us = fixture_now() + offset_us,
	                                 .subject = key });
}

void
fixture_act(struct room *room, enum event_kind kind, const char *id, const char *key,
            const char *person, int64_t offset_us)
{
	int64_t at_us = fixture_now() + offset_us;
	bool ends = kind == EVENT_ACK || kind == EVENT_SILENCE;

	apply_one(room, &(struct event){ .kind = kind,
	                                 .at_us = at_us,
	                                 .id = id,
	                                 .subject = key,
	                                 .person = person,
	                                 .text = "on it",
	                                 .until_us = ends ? at_us + HOUR_US : UNSAID });
}

void
fixture_deed(struct room *room, const struct event *said, int64_t offset_us)
{
	struct event event = *said;

	event.at_us = fixture_now() + offset_us;
	event.cause = said->cause ? said->cause : "";
	event.text = said->text ? said->text : "";
	event.target = said->target ? said->target : "";
	event.subject = said->subject ? said->subject : "";
	event.terminal_user = event.proof = "";
	event.until_us = UNSAID;
	apply_one(room, &event);
	fixture_outcome(room, EVENT_KEPT, said->id, "", offset_us);
}

void
fixture_outcome(struct room *room, enum event_kind kind, const char *id, const char *text,
                int64_t offset_us)
{
	bool is_sent = kind == EVENT_SENT;

	apply_one(room, &(struct event){ .kind = kind,
	                                 .at_us = fixture_now() + offset_us,
	                                 .cause = id,
	                                 .remote_id = is_sent ? text : NULL,
	                                 .text = is_sent ? NULL : text,
	                                 .until_us = UNSAID });
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

	apply_one(room, &(struct event){ .kind = EVENT_SOURCE,
	                                 .at_us = fixture_now() + offset_us,
	                                 .subject = source,
	                                 .report = &report });
}

bool
fixture_derive(struct room *room, int64_t now_us)
{
	struct event_batch *batch = event_batch_new();
	bool any;

	room_derive(room, now_us, batch);
	any = batch->events->len > 0;
	room_apply_batch(room, batch);
	event_batch_free(&batch);
	return any;
}
