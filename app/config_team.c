/* Configuration of the room itself, its teams, people and tiers. */
#include "app/config_reader.h"
#include "base/lang.h"

#include <libconfig.h>
#include <stdio.h>
#include <string.h>

#define AT(member) offsetof(struct define_room, member)
static void
read_zone(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct define_room *room = into;
	char *text = reader_text(r, setting, _("the name of a time zone"));
	GTimeZone *zone = text ? g_time_zone_new_identifier(text) : NULL;

	if (zone) {
		room->zone = event_batch_str(r->batch, text);
		g_time_zone_unref(r->zone);
		r->zone = zone;
	} else if (text) {
		reader_problem(
		    r, config_setting_source_line(setting),
		    _("%s: '%s' is not a time zone of this machine: write a name such as "
		      "\"Asia/Shanghai\""),
		    r->where, text);
	}
	g_free(text);
}

static const struct field room_fields[] = {
	{ "name", FIELD_TEXT, AT(name), .fallback = "war room",
	  .help = "stands in the header line" },
	{ "zone", FIELD_OTHER, AT(zone), .form = N_("name of a time zone"), .read = read_zone,
	  .help = "IANA time zone in which all times of this file and of the screen are; the "
	          "machine's own if unsaid" },
	{ "currency", FIELD_TEXT, AT(currency), .fallback = "", .help = "stands before amounts" },
	{ "event_start", FIELD_INSTANT, AT(event_start_us),
	  .help = "start of the event; that of the first phase if unsaid" },
	{ "event_end", FIELD_INSTANT, AT(event_end_us),
	  .help = "end of the event; that of the last phase if unsaid" },
	{ "time_buffer", FIELD_SHARE, AT(time_buffer_share), .fallback = "15%",
	  .help = "share of the time that is buffer" },
	{ "response_window", FIELD_DURATION, AT(response_window_us), .fallback = "2h",
	  .help = "an incident that is handled within it costs less" },
	{ "late_cost_factor", FIELD_NUMBER, AT(late_cost_factor), .fallback = "3",
	  .help = "how many times as much it costs later" },
	{ "max_accountable", FIELD_INTEGER, AT(max_accountable), .fallback = "3", .low = 1,
	  .high = 1000,
	  .help = "a person who is A of more risks than this is shown as overloaded" },
	{ "max_consulted", FIELD_INTEGER, AT(max_consulted), .fallback = "3", .low = 1,
	  .high = 1000, .help = "a risk with more C than this is shown as slow to decide" },
	{ "team_only", FIELD_BOOL, AT(team_only), .fallback = "false",
	  .help =
	      "a responder acts only on alerts of the own team, and on those of no team; a lead "
	      "on all" },
	{ .name = NULL }
};
#undef AT

static void
finish_room(struct config_reader *r)
{
	const struct define_room *room = r->room;

	if (room->event_start_us != UNSAID && room->event_end_us != UNSAID &&
	    room->event_end_us <= room->event_start_us)
		reader_problem(r, r->room_line, _("room: the event ends before it starts"));
}

const struct section section_room = {
	.name = "room",
	.item = N_("room"),
	.fields = room_fields,
	.finish = finish_room,
	.help = "The war room as a whole.",
};

#define AT(member) offsetof(struct team, member)
static const struct field team_fields[] = {
	{ "id", FIELD_ID, AT(id), .is_required = true,
	  .help = "name of the team in this file and in labels of alerts" },
	{ "title", FIELD_TEXT, AT(title), .help = "what the screen calls it" },
	{ "brief", FIELD_TEXT, AT(brief),
	  .help = "head of its column in the RACI matrix, at most 5 cells; the id if unsaid" },
	{ "group", FIELD_TEXT, AT(group), .help = "combat group or department" },
	{ .name = NULL }
};
#undef AT

static void
add_team(struct config_reader *r, const struct config_setting_t *setting, void *team)
{
	(void)setting;
	event_batch_add(r->batch, EVENT_DEFINE_TEAM, 0)->team = team;
}

const struct section section_teams = {
	.name = "teams",
	.item = N_("team"),
	.fields = team_fields,
	.collection = OF_TEAMS,
	.is_list = true,
	.size = sizeof(struct team),
	.add = add_team,
	.help = "The teams: the columns of the RACI matrix.",
};

static void
read_shift(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct person *person = into;
	char *text = reader_text(r, setting, _("a shift"));
	unsigned from_h, from_min, to_h, to_min;
	int end = 0;

	if (!text)
		return;
	if (sscanf(text, "%2u:%2u-%2u:%2u%n", &from_h, &from_min, &to_h, &to_min, &end) != 4 ||
	    text[end] || from_h > 23 || to_h > 24 || from_min > 59 || to_min > 59 ||
	    to_h * 60 + to_min > 24 * 60) {
		reader_problem(r, config_setting_source_line(setting),
		               _("%s: '%s' is not a shift: write \"08:00-20:00\""), r->where, text);
	} else {
		person->shift_from_min = from_h * 60 + from_min;
		person->shift_to_min = to_h * 60 + to_min;
	}
	g_free(text);
}

/* The value is a secret of a kind: no message repeats it. */
static void
read_pin(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct person *person = into;
	char *text = reader_text(r, setting, _("a hash"));

	if (text && *text != '$')
		reader_problem(
		    r, config_setting_source_line(setting),
		    _("%s: this is not a crypt(3) hash, which begins with '$': make one with "
		      "'openssl passwd -6'"),
		    r->where);
	else if (text)
		person->pin = event_batch_str(r->batch, text);
	g_free(text);
}

static const struct choice duties[] = { { "on", DUTY_ON },
	                                { "standby", DUTY_STANDBY },
	                                { "off", DUTY_OFF },
	                                { "away", DUTY_AWAY },
	                                { .name = NULL } };
static const struct choice permissions[] = { { "viewer", PERMISSION_VIEWER },
	                                     { "responder", PERMISSION_RESPONDER },
	                                     { "lead", PERMISSION_LEAD },
	                                     { .name = NULL } };

#define AT(member) offsetof(struct person, member)
static void
read_email(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct person *person = into;
	char *text = reader_text(r, setting, _("an e-mail address"));
	const char *at = text ? strchr(text, '@') : NULL;

	if (text && (!at || at == text || !at[1] || strpbrk(text, " \t\r\n<>,;\"")))
		reader_problem(r, config_setting_source_line(setting),
		               _("%s: '%s' is not an e-mail address: write \"li@example.com\""),
		               r->where, text);
	else if (text)
		person->email = event_batch_str(r->batch, text);
	g_free(text);
}

static const struct field person_fields[] = {
	{ "id", FIELD_ID, AT(id), .is_required = true,
	  .help = "name in this file, on the screen and in the journal" },
	{ "name", FIELD_TEXT, AT(name), .help = "full name" },
	{ "team", FIELD_REFERENCE, AT(team), .refers = OF_TEAMS, .help = "the team" },
	{ "role", FIELD_TEXT, AT(role), .help = "what the person is in the room" },
	{ "contact", FIELD_TEXT, AT(contact), .help = "telephone or chat" },
	{ "email", FIELD_OTHER, AT(email), .form = "e-mail address", .read = read_email,
	  .help = "the name by which rosters and some systems (PagerDuty) know the person; see "
	          "{author_email}" },
	{ "duty", FIELD_CHOICE, AT(duty), .choices = duties,
	  .help = "state that wins over the shift" },
	{ "shift", FIELD_OTHER, AT(shift_from_min), .form = "\"08:00-20:00\"", .read = read_shift,
	  .help =
	      "daily shift, may run over midnight; without one the person is always on duty, unless "
	      "a roster speaks for the team" },
	{ "permission", FIELD_CHOICE, AT(permission), .choices = permissions,
	  .fallback = "responder",
	  .help =
	      "what the person may do: a viewer looks; a responder acknowledges, silences, "
	      "writes notes, says what is done, and signs the gates that the person owns; a lead "
	      "signs all gates" },
	{ "pin", FIELD_OTHER, AT(pin), .form = N_("crypt(3) hash"), .read = read_pin,
	  .help =
	      "asked for before somebody acts as this person, unless it is the OS user; made by "
	      "'openssl passwd -6'" },
	{ .name = NULL }
};
#undef AT

static void *
make_person(struct config_reader *r)
{
	struct person *person = event_batch_alloc(r->batch, sizeof *person);

	person->shift_from_min = person->shift_to_min = UNSAID;
	return person;
}

static void
add_person(struct config_reader *r, const struct config_setting_t *setting, void *person)
{
	(void)setting;
	event_batch_add(r->batch, EVENT_DEFINE_PERSON, 0)->define_person = person;
}

const struct section section_people = {
	.name = "people",
	.item = N_("person"),
	.fields = person_fields,
	.collection = OF_PEOPLE,
	.is_list = true,
	.make = make_person,
	.add = add_person,
	.help = "Who may act, and who answers for what.",
};

static void
read_match(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct tier *tier = into;

	reader_matches(r, setting, &tier->rules, &tier->n_rules);
}

#define AT(member) offsetof(struct escalation_step, member)
static const struct field step_fields[] = {
	{ "after", FIELD_DURATION, AT(after_us), .is_required = true,
	  .help = "how long the alert has asked, such as 5m" },
	{ "to", FIELD_TEXT, AT(to), .is_required = true,
	  .help =
	      "id of a person or team, R or A of the matching risk, or a role: the first person "
	      "who has it" },
	{ .name = NULL }
};
#undef AT

static const struct section section_steps = {
	.name = "escalate",
	.item = N_("step"),
	.fields = step_fields,
	.size = sizeof(struct escalation_step),
	.help = "The way up while nobody acknowledges.",
};

static void
read_steps(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct tier *tier = into;
	size_t n = (size_t)config_setting_length(setting);
	struct escalation_step *steps = event_batch_alloc(r->batch, n * sizeof *steps);

	for (size_t i = 0; i < n; i++) {
		const struct config_setting_t *step = config_setting_get_elem(setting, (unsigned)i);
		char *before = reader_enter(r, "[%u]", (unsigned)i + 1);

		if (!config_setting_is_group(step)) {
			reader_problem(
			    r, config_setting_source_line(step),
			    _("%s: each step is a group: { after = \"5m\"; to = \"A\"; }"),
			    r->where);
			reader_leave(r, before);
			return;
		}
		reader_group(r, &section_steps, step, &steps[i]);
		if (i > 0 && steps[i].after_us < steps[i - 1].after_us)
			reader_problem(
			    r, config_setting_source_line(step),
			    _("a step is due before the one above it: put them in order"));
		reader_leave(r, before);
	}
	tier->escalate = steps;
	tier->n_escalate = n;
}

#define AT(member) offsetof(struct tier, member)
static const struct field tier_fields[] = {
	{ "id", FIELD_ID, AT(id), .is_required = true, .help = "name of the tier" },
	{ "title", FIELD_TEXT, AT(title), .help = "what the screen calls it" },
	{ "brief", FIELD_TEXT, AT(brief), .help = "its mark in the feed, at most 4 cells" },
	{ "rank", FIELD_INTEGER, AT(rank), .low = 1, .high = 7,
	  .help = "1 is the most urgent; its place in the list if unsaid" },
	{ "limit", FIELD_DURATION, AT(limit_us), .fallback = "15m", .low = SEC_US,
	  .help = "time to acknowledge" },
	{ "expiry", FIELD_DURATION, AT(expiry_us), .fallback = "2h", .low = SEC_US,
	  .help = "an acknowledgement ends after this time, and the alert asks again" },
	{ "feedback_within", FIELD_DURATION, AT(feedback_us), .fallback = "2h", .low = SEC_US,
	  .help = "when the limit was missed: what was done is asked back this long after somebody "
	          "had it" },
	{ "escalate", FIELD_LIST, .section = &section_steps, .read = read_steps,
	  .help =
	      "who must know next, and when, while nobody acknowledges. If unsaid: A of the "
	      "matching risk (else who is on duty in the team) at the limit, and the first lead "
	      "of team ops (else the first lead) at twice the limit" },
	{ "match", FIELD_OTHER, .form = N_("list of matchers"), .read = read_match,
	  .help = "which alerts are of this tier: any one of the matchers; a tier without them "
	          "takes the rest" },
	{ .name = NULL }
};
#undef AT

static void
add_tier(struct config_reader *r, const struct config_setting_t *setting, void *item)
{
	struct tier *tier = item;

	if (tier->rank == UNSAID)
		tier->rank = MIN(config_setting_index(setting) + 1, 7);
	event_batch_add(r->batch, EVENT_DEFINE_TIER, 0)->tier = tier;
}

const struct section section_tiers = {
	.name = "tiers",
	.item = N_("tier"),
	.fields = tier_fields,
	.collection = OF_TIERS,
	.is_list = true,
	.size = sizeof(struct tier),
	.add = add_tier,
	.help = "Levels of urgency. An alert is of the first tier, by rank, that one of its "
		"matchers holds for. If there are "
		"none in the file: urgent (severity=critical, 5 min), key (severity=warning, 15 "
		"min), general (60 min).",
};
