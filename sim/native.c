/* The room's native form as a team's own endpoint would give it: people, phases, money. */
#include "sim/json_add.h"
#include "sim/services.h"

enum { MINUTES_PER_DAY = 24 * 60, STANDBY_BEFORE_MIN = 60 };

/* Who works when; what else is to say of them (role, contact) stands in the room's own file. */
static const struct sim_person {
	const char *id, *name, *team;
	int from_h, from_min, to_h, to_min; /* daily shift in local time; may run over midnight */
	bool on_call;                       /* outside the shift too */
} people[] = {
	{ "zhou", "Zhou Min 周敏", "ops", 6, 0, 23, 0, true },
	{ "feng", "Feng Lei 冯磊", "ops", 20, 0, 8, 0, false },
	{ "wang", "Wang Jun 王军", "tech", 6, 0, 22, 0, true },
	{ "lin", "Lin Yue 林月", "tech", 7, 30, 19, 30, false },
	{ "zhao", "Zhao Qi 赵琦", "tech", 20, 0, 8, 0, false },
	{ "chen", "Chen Jing 陈静", "merch", 6, 0, 18, 0, true },
	{ "he", "He Tao 何涛", "supply", 7, 0, 19, 0, false },
	{ "wu", "Wu Fan 吴帆", "mkt", 8, 0, 20, 0, false },
	{ "sun", "Sun Hao 孙浩", "logis", 6, 0, 18, 0, false },
	{ "li", "Li Na 李娜", "service", 8, 0, 20, 0, false },
	{ "xu", "Xu Dan 徐丹", "service", 20, 0, 8, 0, false },
	{ "zheng", "Zheng Kai 郑凯", "fin", 9, 0, 19, 0, true },
	{ "qian", "Qian Wen 钱文", "legal", 9, 0, 18, 0, true },
};

/* Planned in yuan; pace is the spending against the plan to date at the demo's start. */
static const struct sim_line {
	const char *id;
	double planned, pace, ahead; /* ahead: share of the rest already ordered */
} lines[] = {
	{ "stock", 12.0e6, 1.20, 0.80 },    { "hosting", 5.2e6, 1.10, 0.60 },
	{ "security", 1.2e6, 1.00, 0.70 },  { "ads", 8.0e6, 1.15, 0.35 },
	{ "kol", 5.0e6, 1.40, 0.45 },       { "promo", 3.8e6, 1.12, 0.30 },
	{ "logistics", 5.5e6, 1.02, 0.55 }, { "temp_staff", 3.05e6, 1.10, 0.50 },
	{ "gifts", 1.2e6, 0.98, 0.40 },     { "brand", 0.8e6, 1.05, 0.20 },
	{ "reserve", 4.25e6, 0.00, 0.00 },
};

static const char *const phase_ids[WORLD_PHASES] = {
	[WORLD_WARMUP] = "warmup",
	[WORLD_PEAK] = "peak",
	[WORLD_TAIL] = "tail",
	[WORLD_TRAFFIC] = "traffic",
	[WORLD_CONVERSION] = "conversion",
	[WORLD_CLEARANCE] = "clearance",
};

/* How much later than planned each one really began. */
static const int began_late_min[WORLD_PHASES] = {
	[WORLD_WARMUP] = 0,  [WORLD_PEAK] = 4,        [WORLD_TAIL] = 0,
	[WORLD_TRAFFIC] = 4, [WORLD_CONVERSION] = 12, [WORLD_CLEARANCE] = 1,
};

/* How fast its work gets done, against a plan that keeps the last 15 % of the time as buffer. */
static const double work_pace[WORLD_PHASES] = {
	[WORLD_WARMUP] = 1,     [WORLD_PEAK] = 0.86,    [WORLD_TAIL] = 1,
	[WORLD_TRAFFIC] = 0.95, [WORLD_CONVERSION] = 1, [WORLD_CLEARANCE] = 0.92,
};

static double
work_done(const struct world_span *span, int i, int64_t now_us)
{
	double share = world_span_share(span, now_us);

	return now_us >= span->end_us ? 1 : MIN(1, share / 0.85 * work_pace[i]);
}

/* Money in yuan with whole cents. */
static void
add_money(json_object *o, const char *key, double yuan)
{
	char text[40];

	g_ascii_formatd(text, sizeof text, "%.2f", yuan);
	json_object_object_add(o, key, json_object_new_double_s(yuan, text));
}

static void
add_share(json_object *o, const char *key, double share)
{
	char text[40];

	g_ascii_formatd(text, sizeof text, "%.3f", share);
	json_object_object_add(o, key, json_object_new_double_s(share, text));
}

static const char *
duty_of(const struct sim_person *person, int minute)
{
	int from = person->from_h * 60 + person->from_min;
	int to = person->to_h * 60 + person->to_min;
	int length = (to - from + MINUTES_PER_DAY) % MINUTES_PER_DAY;
	int since = (minute - from + MINUTES_PER_DAY) % MINUTES_PER_DAY;

	if (since < length)
		return "on";
	if (person->on_call || since >= MINUTES_PER_DAY - STANDBY_BEFORE_MIN)
		return "standby";
	return "off";
}

static json_object *
people_to_json(const struct world *world, int64_t now_us)
{
	json_object *list = json_object_new_array();
	int minute = world_minute_of_day(world, now_us);
	size_t i;

	for (i = 0; i < G_N_ELEMENTS(people); i++) {
		const struct sim_person *person = &people[i];
		json_object *o = json_object_new_object();
		char text[40];

		json_add_text(o, "id", person->id);
		json_add_text(o, "name", person->name);
		json_add_text(o, "team", person->team);
		json_add_text(o, "duty", duty_of(person, minute));
		g_snprintf(text, sizeof text, "%02d:%02d-%02d:%02d", person->from_h,
		           person->from_min, person->to_h, person->to_min);
		json_add_text(o, "shift", text);
		json_object_array_add(list, o);
	}
	return list;
}

/* What really happened so far; phases end on time even where the next one begins late. */
static json_object *
phases_to_json(const struct world *world, int64_t now_us)
{
	json_object *list = json_object_new_array();
	int i;

	for (i = 0; i < WORLD_PHASES; i++) {
		const struct world_span *span = &world->phases[i];
		int64_t began_us = span->start_us + began_late_min[i] * MIN_US;
		json_object *o;

		if (now_us < began_us)
			continue;
		o = json_object_new_object();
		json_add_text(o, "id", phase_ids[i]);
		json_add_time(o, "actual_start", began_us);
		if (now_us >= span->end_us)
			json_add_time(o, "actual_end", span->end_us);
		add_share(o, "done", work_done(span, i, now_us));
		json_object_array_add(list, o);
	}
	return list;
}

/* Spending follows the plan at the line's pace, which comes back half the way to the plan by the
 * end. */
static double
spent(const struct sim_line *line, const struct world *world, int64_t at_us)
{
	double share = world_planned_share(world, at_us);

	return line->planned * share * (1 + (line->pace - 1) * (1 - share / 2) / 0.71);
}

static json_object *
line_to_json(const struct sim_line *line, const struct world *world, int64_t as_of_us)
{
	json_object *o = json_object_new_object();
	double actual = line->pace > 0 ? spent(line, world, as_of_us) : 0;
	double rest = MAX(line->planned - actual, 0);

	json_add_text(o, "id", line->id);
	add_money(o, "planned", line->planned);
	add_money(o, "committed", actual + line->ahead * rest);
	add_money(o, "actual", actual);
	json_add_time(o, "as_of", as_of_us);
	return o;
}

static json_object *
budget_to_json(const struct world *world, int64_t now_us)
{
	static const int64_t REPORT_US = 30 * MIN_US;
	json_object *list = json_object_new_array();
	size_t i;

	for (i = 0; i < G_N_ELEMENTS(lines); i++)
		json_object_array_add(list,
		                      line_to_json(&lines[i], world, now_us - now_us % REPORT_US));
	return list;
}

json_object *
native_room(const struct world *world, int64_t now_us)
{
	json_object *o = json_object_new_object();

	json_object_object_add(o, "people", people_to_json(world, now_us));
	json_object_object_add(o, "phases", phases_to_json(world, now_us));
	json_object_object_add(o, "budget", budget_to_json(world, now_us));
	return o;
}
