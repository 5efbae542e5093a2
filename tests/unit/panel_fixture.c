/* For the tests of panels/: the Double 11 six minutes before clearance, and a panel drawn as text.
 */
#include "tests/unit/panel_fixture.h"

#include "base/lang.h"
#include "panels/panels.h"
#include "tui/print.h"

int64_t
panel_now(void)
{
	return at("2026-10-24 07:54:00");
}

static void
add_room(struct room *room)
{
	struct define_room is = unsaid_room();

	is.name = "Double 11";
	is.zone = "Asia/Shanghai";
	is.currency = "¥";
	is.event_start_us = at("2026-09-15");
	is.event_end_us = at("2026-11-12");
	is.earned_metric = "gmv";
	is.loss_metric = "loss";
	say_room(room, &is);
}

static void
add_teams(struct room *room)
{
	static const struct team teams[] = {
		{ "tech", "Technology", "tech", "" },
		{ "ops", "Operations", "ops", "" },
		{ "merch", "Merchandise 商品", "merch", "" },
		{ "supply", "Supply chain", "suppl", "" },
		{ "mkt", "Marketing", "mkt", "" },
		{ "logis", "Logistics 物流", "logis", "" },
		{ "service", "Customer service", "svc", "" },
		{ "fin", "Finance", "fin", "" },
		{ "legal", "Legal", "legal", "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(teams); i++)
		apply_one(room, &(struct event){ .kind = EVENT_DEFINE_TEAM, .team = &teams[i] });
}

static void
add_person(struct room *room, const char *id, const char *name, const char *team, const char *role,
           int64_t from_h, int64_t to_h)
{
	struct person person = {
		.id = id,
		.name = name,
		.team = team,
		.role = role,
		.contact = "+86 10 5555 0100",
		.shift_from_min = from_h * 60,
		.shift_to_min = to_h * 60,
		.permission = PERMISSION_RESPONDER,
	};

	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_PERSON, .define_person = &person });
}

static void
add_people(struct room *room)
{
	add_person(room, "zhou", "zhou", "ops", "commander", 0, 24);
	add_person(room, "feng", "feng", "ops", "operations lead", 20, 8);
	add_person(room, "wang", "wang", "tech", "technical director", 0, 24);
	add_person(room, "lin", "lin", "tech", "on-call engineer", 0, 12);
	add_person(room, "zhao", "zhao", "tech", "payments engineer", 12, 24);
	add_person(room, "chen", "陈晓", "merch", "merchandise lead", 6, 18);
	add_person(room, "he", "he", "supply", "supply lead", 9, 18);
	add_person(room, "wu", "wu", "mkt", "marketing lead", 6, 18);
	add_person(room, "sun", "sun", "logis", "logistics lead", 0, 24);
	add_person(room, "li", "李雷", "service", "service lead", 0, 24);
	add_person(room, "xu", "xu", "service", "agent lead", 0, 8);
	add_person(room, "zheng", "zheng", "fin", "controller", 9, 18);
	add_person(room, "qian", "qian", "legal", "counsel", 9, 18);
}

static void
add_tier(struct room *room, const char *id, const char *title, const char *brief, int rank,
         int limit_min, const char *severity)
{
	struct matcher matcher = { "severity", MATCH_EQUAL, severity };
	struct matcher_list rule = { &matcher, 1 };
	struct tier tier = {
		.id = id,
		.title = title,
		.brief = brief,
		.rank = rank,
		.limit_us = limit_min * MIN_US,
		.expiry_us = 2 * HOUR_US,
		.feedback_us = UNSAID,
		.rules = severity ? &rule : NULL,
		.n_rules = severity ? 1 : 0,
	};

	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_TIER, .tier = &tier });
}

static void
answer_roll(struct room *room, const char *team, const char *person, bool accepted, const char *why)
{
	struct event event = { .kind = EVENT_ROLL,
		               .id = team,
		               .subject = "clearance",
		               .target = team,
		               .person = person,
		               .at_us = at("2026-10-24 07:41"),
		               .accepted = accepted,
		               .text = why };

	apply_one(room, &event);
	apply_one(room, &(struct event){ .kind = EVENT_KEPT, .cause = team, .at_us = event.at_us });
}

static void
add_time(struct room *room)
{
	static const char *const roll[] = { "tech", "supply", "service" };
	static const char *const phases[][5] = {
		{ "warmup", "warm-up 预热", NULL, "2026-09-15", "2026-10-21" },
		{ "peak", "peak 高峰", NULL, "2026-10-21", "2026-10-25" },
		{ "traffic", "traffic 引流", "peak", "2026-10-21", "2026-10-22 08:00" },
		{ "conversion", "conversion 转化", "peak", "2026-10-22 08:00", "2026-10-24 08:00" },
		{ "clearance", "clearance 清仓", "peak", "2026-10-24 08:00", "2026-10-25" },
		{ "tail", "tail 尾期", NULL, "2026-10-25", "2026-11-12" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(phases); i++) {
		struct phase phase = unsaid_phase(phases[i][0]);

		phase.title = phases[i][1];
		phase.parent = phases[i][2];
		phase.start_us = at(phases[i][3]);
		phase.end_us = at(phases[i][4]);
		if (strcmp(phase.id, "conversion") == 0)
			phase.actual_start_us = phase.start_us + 2 * HOUR_US;
		if (strcmp(phase.id, "peak") == 0)
			phase.done_share = 0.84;
		if (strcmp(phase.id, "warmup") == 0)
			phase.done_share = 1;
		if (strcmp(phase.id, "clearance") == 0) {
			phase.roll = roll;
			phase.n_roll = G_N_ELEMENTS(roll);
		}
		say_phase(room, &phase);
	}
	answer_roll(room, "tech", "wang", true, "");
	answer_roll(room, "service", "li", false, "200 agents missing");
}

static void
add_gate(struct room *room, const char *id, const char *title, const char *phase, const char *team,
         const char *owner, const char *due)
{
	struct gate gate = { id,     title, phase,
		             team,   owner, "p99 below 2 s at 1M QPS for 30 min",
		             at(due) };

	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_GATE, .gate = &gate });
}

static void
answer_gate(struct room *room, const char *id, const char *person, const char *when, bool accepted,
            const char *why)
{
	apply_one(room, &(struct event){ .kind = EVENT_GATE,
	                                 .id = id,
	                                 .subject = id,
	                                 .person = person,
	                                 .at_us = at(when),
	                                 .accepted = accepted,
	                                 .text = why });
	apply_one(room, &(struct event){ .kind = EVENT_KEPT, .cause = id, .at_us = at(when) });
}

static void
add_gates(struct room *room)
{
	add_gate(room, "stock", "all-category stock ready", "peak", "supply", "he",
	         "2026-10-20 18:00");
	add_gate(room, "live", "live-stream team confirmed 直播", "peak", "mkt", "wu",
	         "2026-10-20 20:00");
	add_gate(room, "load", "service load test passed", "clearance", "service", "li",
	         "2026-10-24 06:00");
	add_gate(room, "courier", "couriers confirmed", "tail", "logis", "sun", "2026-10-24 20:00");
	answer_gate(room, "stock", "he", "2026-10-20 17:10", true, "counted");
	answer_gate(room, "live", "wu", "2026-10-20 19:55", true, "");
}

static void
add_risk(struct room *room, const char *id, const char *title, enum risk_level level, double cost_m,
         const char *raci, const char *alertname)
{
	struct raci_cell cells[9];
	struct matcher matcher = { "alertname", MATCH_REGEX, alertname };
	struct matcher_list match = { &matcher, 1 };
	struct risk risk = {
		.id = id,
		.title = title,
		.kind = "technical",
		.level = level,
		.probability = 0.4,
		.scope = 0.5,
		.recovery_cost_minor = (int64_t)(cost_m * 5e8),
		.affected_users = 120000,
		.user_value_minor = 12000,
		.harm = 0.3,
		.raci = cells,
		.matches = &match,
		.n_matches = 1,
		.plan = "switch to the standby data centre",
		.runbook = "https://wiki.example/order-path",
	};
	char **words = g_strsplit(raci, " ", -1);

	for (char **word = words; *word; word++) {
		char *colon = strchr(*word, ':');

		*colon = '\0';
		cells[risk.n_raci++] = (struct raci_cell){
			.team = *word,
			.letters = (strchr(colon + 1, 'R') ? RACI_R : 0u) |
			           (strchr(colon + 1, 'A') ? RACI_A : 0u) |
			           (strchr(colon + 1, 'C') ? RACI_C : 0u) |
			           (strchr(colon + 1, 'I') ? RACI_I : 0u),
			.person = "",
		};
	}
	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_RISK, .risk = &risk });
	g_strfreev(words);
}

static void
add_risks(struct room *room)
{
	add_risk(room, "order_path", "order path", RISK_URGENT, 1.2,
	         "tech:R ops:A merch:I supply:I service:C", "Order.*");
	add_risk(room, "payment", "payment 支付", RISK_URGENT, 0.9, "tech:AR ops:I service:C fin:C",
	         "Payment.*");
	add_risk(room, "stock_out", "stock-out", RISK_KEY, 0.4,
	         "tech:C ops:I merch:A supply:R logis:C", "StockOut");
	add_risk(room, "courier", "courier", RISK_KEY, 0.25, "ops:C merch:I logis:A service:I",
	         "Courier.*");
	add_risk(room, "compliance", "advertising law", RISK_GENERAL, 0.05, "legal:A mkt:R",
	         "Ad.*");
}

static void
add_line(struct room *room, const char *id, const char *title, const char *team,
         enum line_class class, double planned_m, double actual_m, double return_ratio)
{
	struct line line = {
		.id = id,
		.title = title,
		.team = team,
		.region = "cn",
		.class = class,
		.planned_minor = (int64_t)(planned_m * 1e8),
		.committed_minor = (int64_t)(planned_m * 0.8e8),
		.actual_minor = (int64_t)(actual_m * 0.5e8),
		.as_of_us = at("2026-10-20"),
		.floor_minor = UNSAID,
		.cap_minor = UNSAID,
		.return_ratio = return_ratio,
	};
	struct event said = { .kind = EVENT_DEFINE_LINE, .line = &line, .at_us = line.as_of_us };

	apply_one(room, &said);
	line.actual_minor = (int64_t)(actual_m * 1e8);
	line.as_of_us = said.at_us = at("2026-10-24 07:30");
	apply_one(room, &said);
}

static void
add_budget(struct room *room)
{
	add_line(room, "stock", "stock 备货", "supply", LINE_CORE, 12, 8.4, 4.1);
	add_line(room, "hosting", "hosting", "tech", LINE_CORE, 5.2, 5.4, NAN);
	add_line(room, "security", "security", "tech", LINE_CORE, 1.2, 0.8, NAN);
	add_line(room, "ads", "on-site ads", "mkt", LINE_CORE, 8, 5.1, 3.5);
	add_line(room, "kol", "KOL 直播", "mkt", LINE_CORE, 5, 3.1, 2.75);
	add_line(room, "promo", "promotion", "mkt", LINE_CORE, 3.8, 2.2, 3.1);
	add_line(room, "logistics", "logistics", "logis", LINE_OTHER, 5.5, 3.3, NAN);
	add_line(room, "temp_staff", "temporary staff", "service", LINE_OTHER, 3.05, 1.9, NAN);
	add_line(room, "gifts", "gifts", "merch", LINE_OTHER, 1.2, 0.4, 1.2);
	add_line(room, "brand", "brand", "mkt", LINE_OTHER, 0.8, 0.32, NAN);
	add_line(room, "reserve", "reserve", "fin", LINE_RESERVE, 4.25, 0, NAN);
}

static void
add_metric(struct room *room, const char *id, const char *title, const char *unit,
           enum direction direction, double target, double warn, double crit, int decimals,
           double value)
{
	static const struct curve_share pace[] = { { "warmup", 0.3 },
		                                   { "peak", 0.4 },
		                                   { "tail", 0.3 } };
	struct metric metric = unsaid_metric(id);
	int64_t age_us = strcmp(id, "page_load") == 0 ? 12 * MIN_US : 2 * SEC_US;
	int bend = 3 + (int)strlen(id) % 5;

	if (strcmp(id, "gmv") == 0) {
		metric.pace = pace;
		metric.n_pace = G_N_ELEMENTS(pace);
	}
	metric.title = title;
	metric.unit = unit;
	metric.group = "sales";
	metric.source = "prom";
	metric.direction = direction;
	metric.target = target;
	metric.warn = warn;
	metric.crit = crit;
	metric.decimals = decimals;
	metric.hold_us = 0;
	metric.max_age_us = 5 * MIN_US;
	say_metric(room, &metric);
	for (int i = 60; i >= 0 && isfinite(value); i--)
		sample(room, id, panel_now() - (i * MIN_US) - age_us,
		       value * (1 - 0.0003 * i * (i % bend)));
}

static void
add_metrics(struct room *room)
{
	add_metric(room, "gmv", "GMV 成交额", "¥", DIRECTION_HIGHER, 200e6, NAN, NAN, 1, 121.4e6);
	add_metric(room, "order_success", "order success", "%", DIRECTION_HIGHER, 99.9, 99.7, 99.5,
	           2, 99.41);
	add_metric(room, "conversion", "conversion", "%", DIRECTION_HIGHER, 3.2, 3.0, 2.5, 2, 3.18);
	add_metric(room, "refund_response", "refund response", "s", DIRECTION_LOWER, 60, 90, 180, 0,
	           41);
	add_metric(room, "return_rate", "return rate", "%", DIRECTION_LOWER, 15, 14.5, 16, 1, 14.6);
	add_metric(room, "qps", "requests", "/s", DIRECTION_LOWER, 1e6, 0.9e6, 1e6, 0, 812345);
	add_metric(room, "page_load", "page load 首屏", "s", DIRECTION_LOWER, 2, 2.5, 4, 2, 1.42);
	add_metric(room, "loss", "loss", "¥", DIRECTION_LOWER, 1.5e6, NAN, NAN, 0, 450000);
	add_metric(room, "nps", "NPS", "", DIRECTION_HIGHER, 50, NAN, NAN, 0, NAN);
}

static void
add_source(struct room *room, const char *name, const char *kind, const char *shows, bool can_ack)
{
	struct define_source source = { .name = name,
		                        .kind = kind,
		                        .shows = shows,
		                        .period_us = 5 * SEC_US,
		                        .can_ack = can_ack };

	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_SOURCE, .define_source = &source });
}

static void
report(struct room *room, const char *name, enum source_health health, const char *reason,
       int64_t age_us, size_t rows)
{
	struct source_report said = { .health = health,
		                      .reason = reason,
		                      .next_try_us = panel_now() + 3 * SEC_US,
		                      .took_ms = 12,
		                      .skew_us = UNSAID,
		                      .rows = rows,
		                      .broken = rows > 15 };

	apply_one(room, &(struct event){ .kind = EVENT_SOURCE,
	                                 .subject = name,
	                                 .source = name,
	                                 .report = &said,
	                                 .at_us = panel_now() - age_us });
}

void
panel_alert(struct room *room, const char *fingerprint, const char *title, const char *summary,
            const char *severity, const char *team, int64_t starts_us)
{
	struct label labels[] = { { "alertname", title },
		                  { "severity", severity },
		                  { "team", team },
		                  { "instance", "web-07" } };
	struct alert_data alert = {
		.source = "am",
		.fingerprint = fingerprint,
		.title = title,
		.summary = summary,
		.team = team,
		.runbook = "",
		.link = "https://am.example/#/alerts",
		.labels = labels,
		.n_labels = G_N_ELEMENTS(labels),
		.starts_us = starts_us,
		.held_by = "",
		.held_comment = "",
		.held_until_us = UNSAID,
	};
	char *key = g_strdup_printf("am/%s", fingerprint);

	apply_one(room, &(struct event){ .kind = EVENT_ALERT,
	                                 .source = "am",
	                                 .subject = key,
	                                 .alert = &alert,
	                                 .at_us = starts_us });
	g_free(key);
}

void
panel_ack(struct room *room, const char *id, const char *fingerprint, const char *person,
          int64_t at_us)
{
	char *key = g_strdup_printf("am/%s", fingerprint);

	apply_one(room, &(struct event){ .kind = EVENT_ACK,
	                                 .id = id,
	                                 .subject = key,
	                                 .person = person,
	                                 .text = "looking",
	                                 .at_us = at_us,
	                                 .until_us = at_us + 2 * HOUR_US });
	g_free(key);
}

void
panel_outcome(struct room *room, enum event_kind kind, const char *cause, const char *text,
              int64_t at_us)
{
	apply_one(room, &(struct event){ .kind = kind,
	                                 .cause = cause,
	                                 .text = text,
	                                 .remote_id = cause,
	                                 .source = "am",
	                                 .at_us = at_us });
}

static void
add_alerts(struct room *room)
{
	int64_t now = panel_now();

	panel_alert(room, "f1", "OrderSuccessLow", "order success 99.41% < 99.9%", "critical",
	            "tech", now - 341 * SEC_US);
	panel_alert(room, "f2", "PaymentGatewaySlow", "支付网关 p99 8.2 s", "critical", "tech",
	            now - 220 * SEC_US);
	panel_alert(room, "f3", "StockOut", "SKU 组 A 缺货 1.8%", "warning", "merch",
	            now - 175 * SEC_US);
	panel_alert(room, "f4", "CourierLate", "courier B signed on time 96%", "warning", "logis",
	            now - 1000 * SEC_US);
	panel_alert(room, "f5", "ReturnRateHigh", "return rate 14.6% near 15%", "warning",
	            "service", now - 90 * SEC_US);
	panel_alert(room, "f6", "AdComplaint", "complaint about 'the best price' 广告法", "info",
	            "legal", now - 9 * MIN_US);
	panel_alert(room, "f7", "LiveStreamFlood",
	            "直播间流量 3x the forecast, autoscaling is at its limit", "warning", "tech",
	            now - 200 * SEC_US);
	panel_alert(room, "f8", "ServiceQueueLong", "queue 412, wait 6 min", "info", "service",
	            now - 30 * MIN_US);
	panel_ack(room, "a2", "f2", "lin", now - 38 * SEC_US);
	panel_outcome(room, EVENT_KEPT, "a2", "", now - 38 * SEC_US);
	panel_ack(room, "a4", "f4", "sun", now - 5 * MIN_US);
	panel_outcome(room, EVENT_KEPT, "a4", "", now - 5 * MIN_US);
	panel_outcome(room, EVENT_REFUSED, "a4", "403 the token may not create silences",
	              now - 4 * MIN_US);
	panel_ack(room, "a5", "f5", "xu", now - 80 * SEC_US);
	panel_outcome(room, EVENT_KEPT, "a5", "", now - 80 * SEC_US);
	panel_outcome(room, EVENT_SENT, "a5", "", now - 75 * SEC_US);
	panel_ack(room, "a7", "f7", "lin", now - SEC_US);
}

struct room *
panel_empty_room(void)
{
	struct room *room = room_new();

	add_room(room);
	add_source(room, "all", "json", "room", false);
	return room;
}

static void
add_consoles(struct room *room)
{
	static const struct peer peers[] = {
		{ "1", "lin", "lin", "pts/3", "console", "", true },
		{ "2", "sun", "ops", "tty1", "console", "", false },
		{ "bj/3", "he", "ops", "pts/2", "console", "bj", false },
	};

	apply_one(room,
	          &(struct event){
		      .kind = EVENT_CONSOLES, .at_us = UNSAID, .peers = peers, .n_peers = 3 });
}

static void
add_plan(struct room *room, const char *id, const char *title, const char *team)
{
	static const struct plan_step steps[] = {
		{ "page the duty engineers of tech and ops", "lin", 3 * MIN_US },
		{ "stop deployments, freeze configuration", "zhao", 2 * MIN_US },
		{ "switch order traffic to the second data centre", "wang", 10 * MIN_US },
		{ "check order success 检查", "ops", UNSAID },
	};
	struct plan plan = { .id = id,
		             .title = title,
		             .team = team,
		             .resources = "12 engineers",
		             .at_us = UNSAID,
		             .rpo_us = 5 * MIN_US,
		             .rto_us = 30 * MIN_US,
		             .steps = steps,
		             .n_steps = G_N_ELEMENTS(steps) };

	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_PLAN, .plan = &plan });
}

static void
run_plan(struct room *room, enum event_kind kind, const char *id, const char *plan, int64_t number,
         const char *text, int64_t ago_us)
{
	struct event_batch *batch = event_batch_new();
	struct event *event = event_batch_add(batch, kind, panel_now() - ago_us);

	event->id = id;
	event->subject = plan;
	event->cause = number == UNSAID ? "" : "start";
	event->number = number;
	event->person = kind == EVENT_PLAN_OFFER ? "" : "lin";
	event->text = text;
	event_batch_add(batch, EVENT_KEPT, event->at_us)->cause = id;
	room_apply_batch(room, batch);
	event_batch_free(&batch);
}

static void
add_plans(struct room *room)
{
	add_plan(room, "flood", "absorb the live-stream flood 直播洪峰", "tech");
	add_plan(room, "switch", "switch to the second data centre 双活切换", "tech");
	add_plan(room, "transfer", "cross-region stock transfer", "supply");
	run_plan(room, EVENT_PLAN_OFFER, "offer", "switch", UNSAID,
	         "order path: order success 99.41% < 99.90%", 7 * MIN_US);
	run_plan(room, EVENT_PLAN_START, "start", "switch", UNSAID, "", 6 * MIN_US);
	run_plan(room, EVENT_PLAN_STEP, "step1", "switch", 1, "all there", 5 * MIN_US);
	run_plan(room, EVENT_PLAN_OFFER, "offer2", "transfer", UNSAID,
	         "stock-out: stock-out rate 1.80% > 1.50%", 2 * MIN_US);
}

struct room *
panel_room(void)
{
	struct room *room = room_new();

	add_room(room);
	add_teams(room);
	add_people(room);
	add_tier(room, "urgent", "urgent 紧急", "URG", 1, 5, "critical");
	add_tier(room, "key", "key 重点", "KEY", 2, 15, "warning");
	add_tier(room, "general", "general 一般", "GEN", 3, 60, NULL);
	add_time(room);
	add_source(room, "am", "alertmanager", "alerts", true);
	add_source(room, "prom", "prometheus", "metrics", false);
	add_source(room, "logistics", "json", "budget, gates", false);
	add_gates(room);
	add_risks(room);
	add_plans(room);
	add_budget(room);
	add_metrics(room);
	add_alerts(room);
	add_consoles(room);
	report(room, "am", SOURCE_LIVE, "", 3 * SEC_US, 8);
	report(room, "prom", SOURCE_LIVE, "", 2 * SEC_US, 23);
	report(room, "logistics", SOURCE_LIVE, "", 300 * SEC_US, 11);
	report(room, "logistics", SOURCE_FAILING, "network: connection refused", 42 * SEC_US, 0);
	return room;
}

/* A trigger on alerts of the risk; its probability moves it on the heat map. */
static void
say_trigger(struct room *room, const char *id, double probability, int64_t hold_us)
{
	struct trigger trigger = { .metric = "",
		                   .above = NAN,
		                   .below = NAN,
		                   .clear = NAN,
		                   .count = 1,
		                   .hold_us = hold_us,
		                   .clear_hold_us = UNSAID };
	struct risk risk = unsaid_risk(id);

	risk.triggers = &trigger;
	risk.n_triggers = 1;
	risk.probability = probability;
	say_risk(room, &risk);
}

static void
say_supplier(struct room *room, const char *id, const char *title, double score)
{
	const struct supplier supplier = { .id = id,
		                           .title = title,
		                           .team = "logis",
		                           .risk = "courier",
		                           .score = score,
		                           .threshold = 75,
		                           .clear = NAN };

	apply_one(room, &(struct event){ .kind = EVENT_DEFINE_SUPPLIER,
	                                 .supplier = &supplier,
	                                 .at_us = panel_now() - DAY_US });
}

void
panel_trigger_risks(struct room *room)
{
	say_trigger(room, "payment", 0.4, MIN_US);
	say_trigger(room, "stock_out", 0.75, 2 * HOUR_US);
	say_trigger(room, "compliance", 0.1, MIN_US);
	say_supplier(room, "courier_b", "courier B 承运商", 82);
	say_supplier(room, "courier_c", "courier C", NAN);
	apply_one(room, &(struct event){ .kind = EVENT_TRIGGER,
	                                 .id = "t1",
	                                 .cause = "",
	                                 .person = "",
	                                 .subject = "payment",
	                                 .text = "payment p99 8.20s > 4.00s",
	                                 .number = panel_now() - 35 * MIN_US,
	                                 .at_us = panel_now() - 30 * MIN_US });
}

struct panel
panel_open(const char *name, const struct room *room)
{
	struct panel panel = { .ops = panel_by_name(name),
		               .ctx = { .room = room, .now_us = panel_now(), .person = "lin" },
		               .glyphs = GLYPHS_UTF8 };

	assert_non_null(panel.ops);
	panel.state = g_malloc0(panel.ops->state_size);
	return panel;
}

void
panel_close(struct panel *panel)
{
	if (panel->ops->fini)
		panel->ops->fini(panel->state);
	g_free(panel->state);
}

static bool is_chinese;

int
panel_chinese(void **state)
{
	(void)state;
	is_chinese = lang_choose("zh_CN", "po");
	return 0;
}

int
panel_english(void **state)
{
	(void)state;
	is_chinese = false;
	lang_off();
	return 0;
}

/* As the console does: ASCII is English. */
static void
choose_language(enum glyphs glyphs)
{
	if (glyphs == GLYPHS_ASCII)
		lang_off();
	else if (is_chinese)
		lang_choose("zh_CN", "po");
}

char *
panel_draw(struct panel *panel, int width, int height)
{
	struct grid *grid = grid_new(width, height);
	struct canvas all = canvas_of(grid, panel->glyphs,
	                              panel->glyphs == GLYPHS_ASCII ? GRAPHS_ASCII : GRAPHS_BLOCK);
	struct canvas inside;
	char title[160] = "", *text;

	choose_language(panel->glyphs);
	if (panel->ops->head)
		panel->ops->head(panel->state, &panel->ctx, title, sizeof(title));
	inside = canvas_frame(&all, ROLE_FRAME, title, "3s", ROLE_DIM);
	inside.focused = true;
	panel->ops->draw(panel->state, &panel->ctx, &inside);
	text = print_text(grid);
	grid_free(&grid);
	choose_language(GLYPHS_UTF8);
	return text;
}

enum reaction
panel_press(struct panel *panel, enum action action, struct intent *intent)
{
	intent_init(intent);
	if (!panel->ops->act)
		return REACTION_PASS;
	return panel->ops->act(panel->state, &panel->ctx, action, 20, intent);
}

void
assert_golden(const char *name, const char *screen)
{
	const char *srcdir = getenv("srcdir");
	char *file = g_strdup_printf("%s/tests/golden/%s%s.txt", srcdir ? srcdir : ".",
	                             is_chinese ? "zh_CN/" : "", name);
	char *expected = NULL;

	if (is_chinese && strstr(name, "ascii")) {
		/* ASCII is English, and was compared */
	} else if (getenv("WARROOM_UPDATE_GOLDEN")) {
		assert_true(g_file_set_contents(file, screen, -1, NULL));
	} else {
		if (!g_file_get_contents(file, &expected, NULL, NULL))
			fail_msg("%s is missing: run with WARROOM_UPDATE_GOLDEN=1 and look at it",
			         file);
		if (strcmp(screen, expected) != 0)
			fail_msg("%s differs; now:\n%s", file, screen);
	}
	g_free(expected);
	g_free(file);
}
