/* Icinga 2: polls who holds what, then the problems of hosts and services. */
#include "net/source.h"

#include "net/icinga_holds.h"
#include "net/icinga_problem.h"
#include "net/json_read.h"

#include <string.h>

enum purpose { CLOCK, COMMENTS, DOWNTIMES, HOSTS, SERVICES };

/* Icinga 2.13 states no Date: its clock is read from its status, this often. */
#define CLOCK_PERIOD_US MIN_US

static void
add_slots(struct source *source)
{
	source->holds = icinga_holds_new();
	source_add_slot(source, NULL, CLOCK)->is_optional = true; /* a right of its own */
	source_add_slot(source, NULL, COMMENTS); /* before the problems, which refer to them */
	source_add_slot(source, NULL, DOWNTIMES);
	source_add_slot(source, NULL, HOSTS);
	source_add_slot(source, NULL, SERVICES);
}

static void
append_filter(GString *url, const char *filter)
{
	g_string_append(url, "&filter=");
	g_string_append_uri_escaped(url, filter, NULL, FALSE);
}

/* Problems that have been checked: what waits for its first check has a state, too. */
static void
append_problems(GString *url, const struct source *source, const char *type)
{
	const struct icinga_conf *icinga = source_conf_icinga(source->conf);
	GString *filter = g_string_new(NULL);

	g_string_printf(filter, "%s.state!=0&&%s.last_check>0", type, type);
	if (!icinga->soft_states)
		g_string_append_printf(filter, "&&%s.state_type==1", type);
	if (source->conf->filter)
		g_string_append_printf(filter, "&&(%s)", source->conf->filter);
	if (icinga->service_filter && !strcmp(type, "service"))
		g_string_append_printf(filter, "&&(%s)", icinga->service_filter);
	append_filter(url, filter->str);
	g_string_free(filter, TRUE);
}

#define ATTRS_OF_BOTH \
	"&attrs=display_name&attrs=state&attrs=state_type&attrs=acknowledgement" \
	"&attrs=acknowledgement_expiry&attrs=downtime_depth&attrs=flapping&attrs=last_reachable" \
	"&attrs=last_state_change&attrs=last_hard_state_change&attrs=last_check_result" \
	"&attrs=vars&attrs=notes_url&attrs=action_url"

static char *
url(const struct source *source, const struct slot *slot, int64_t now_us)
{
	GString *out;

	/* later than a period: our clock was set back since */
	if (slot->purpose == CLOCK && now_us < slot->due_us &&
	    slot->due_us - now_us <= CLOCK_PERIOD_US)
		return NULL;
	out = g_string_new(source->conf->url);
	switch ((enum purpose)slot->purpose) {
	case CLOCK:
		g_string_append(out, "/v1/status");
		break;
	case COMMENTS:
		g_string_append(out, "/v1/objects/comments?verbose=1&attrs=name&attrs=host_name"
		                     "&attrs=service_name&attrs=author&attrs=text&attrs=entry_time"
		                     "&attrs=expire_time");
		append_filter(out, "comment.entry_type==4");
		break;
	case DOWNTIMES:
		g_string_append(out, "/v1/objects/downtimes?verbose=1&attrs=name&attrs=host_name"
		                     "&attrs=service_name&attrs=author&attrs=comment&attrs=fixed"
		                     "&attrs=entry_time&attrs=start_time&attrs=end_time"
		                     "&attrs=trigger_time&attrs=duration");
		break;
	case HOSTS:
		g_string_append(out,
		                "/v1/objects/hosts?verbose=1&attrs=last_state_up" ATTRS_OF_BOTH);
		append_problems(out, source, "host");
		break;
	case SERVICES:
		g_string_append(out,
		                "/v1/objects/services?verbose=1&attrs=last_state_ok" ATTRS_OF_BOTH
		                "&joins=host.display_name&joins=host.state&joins=host.last_check"
		                "&joins=host.vars&joins=host.notes_url");
		append_problems(out, source, "service");
		break;
	}
	return g_string_free(out, FALSE);
}

static void
read_hold(struct reading *r, const char *bytes, size_t len)
{
	enum hold_kind kind = r->slot->purpose == COMMENTS ? HOLD_COMMENT : HOLD_DOWNTIME;
	struct err e;
	json_object *json = json_read(bytes, len, &e);

	if (!json || !icinga_holds_put(r->source->holds, json, kind, &e))
		reading_broken(r, "%s", e.text);
	json_object_put(json);
}

static void
note_clock(struct source *source, int64_t server_us, int64_t now_us)
{
	int64_t off_us = server_us - clock_real_us();

	source->skew_us = server_us - now_us;
	source->clock_off_us = ABS(source->skew_us) < ABS(off_us) ? source->skew_us : off_us;
}

/* Its clock is when it began plus how long that was ago; the two come apart, in this order. */
static void
read_clock(struct reading *r, const char *bytes, size_t len)
{
	struct err e;
	json_object *json = json_read(bytes, len, &e);
	const char *name = json_object_get_string(json_member(json, "name"));
	double uptime_s;
	int64_t us;

	if (!g_strcmp0(name, "CIB") && json_number(json_at(json, "/status/uptime"), &uptime_s))
		r->source->uptime_us = (int64_t)(uptime_s * SEC_US);
	if (!g_strcmp0(name, "IcingaApplication") && r->source->uptime_us > 0 &&
	    json_instant(json_at(json, "/status/icingaapplication/app/program_start"), &us))
		note_clock(r->source, us + r->source->uptime_us, r->now_us);
	json_object_put(json);
}

static void
read_element(struct reading *r, const char *bytes, size_t len)
{
	if (r->slot->purpose == CLOCK)
		read_clock(r, bytes, len);
	else if (r->slot->purpose == COMMENTS || r->slot->purpose == DOWNTIMES)
		read_hold(r, bytes, len);
	else
		icinga_read_problem(r, bytes, len);
}

static void
read_begin(struct reading *r)
{
	if (r->slot->purpose == COMMENTS)
		icinga_holds_begin(r->source->holds, HOLD_COMMENT);
	else if (r->slot->purpose == DOWNTIMES)
		icinga_holds_begin(r->source->holds, HOLD_DOWNTIME);
}

static void
read_end(struct reading *r)
{
	if (r->slot->purpose == CLOCK)
		r->slot->due_us = r->now_us + CLOCK_PERIOD_US;
	else if (r->slot->purpose == COMMENTS)
		icinga_holds_end(r->source->holds, HOLD_COMMENT);
	else if (r->slot->purpose == DOWNTIMES)
		icinga_holds_end(r->source->holds, HOLD_DOWNTIME);
	else
		changes_end(r->slot->alerts, reading_gone, r);
}

/* Each console has a queue of its own, or one would take the other's events. */
static bool
listen(const struct source *source, struct request *request)
{
	char *queue;

	if (!source_conf_icinga(source->conf)->events)
		return false;
	queue = g_uuid_string_random();
	request->url = g_strconcat(source->conf->url, "/v1/events", NULL);
	request_post(request, g_strdup_printf(
				  "{\"queue\":\"warroom-%s\",\"types\":[\"StateChange\","
				  "\"AcknowledgementSet\",\"AcknowledgementCleared\","
				  "\"DowntimeStarted\",\"DowntimeTriggered\",\"DowntimeRemoved\"]}",
				  queue));
	g_free(queue);
	return true;
}

static bool
can_ack(const struct source_conf *conf)
{
	return !conf->read_only;
}

const struct source_ops source_icinga = {
	.kind = "icinga2",
	.max_bytes = 128 * 1024 * 1024,
	.parallel = 1, /* what holds a problem before the problems */
	.add_slots = add_slots,
	.url = url,
	.listen = listen,
	.read_element = read_element,
	.read_begin = read_begin,
	.read_end = read_end,
	.list_head = "{\"results\":",
	.list_tail = "}",
	.can_ack = can_ack,
	.deliver = icinga_deliver,
};
