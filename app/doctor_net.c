/* The doctor at the endpoints: each source is asked for real, targets and etcd are connected to. */
#include "app/doctor.h"

#include "app/headless.h"
#include "base/lang.h"
#include "store/etcd.h"

#include <json-c/json.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Longer than any endpoint may take that answers at all. */
#define LOOK_LEAST_US (10 * SEC_US)

/* What is known of a source before the net thread owns it. */
struct place {
	char *name, *url;
	unsigned members;
	bool is_target, is_read_only;
};

static void
place_free(void *data)
{
	struct place *place = data;

	g_free(place->name);
	g_free(place->url);
	g_free(place);
}

const char *
doctor_mend(const char *reason)
{
	static const struct {
		const char *begins, *has, *mend;
	} rows[] = {
		{ "http://", "",
		  N_("Start the member that is gone; until then the others are asked.") },
		{ "https://", "",
		  N_("Start the member that is gone; until then the others are asked.") },
		{ "network", NC_("reason", "resolve"),
		  N_("Check the host's name in url; the machine's resolver does not know it.") },
		{ "network", "",
		  N_("See that it runs and listens at that address and port, and that no firewall is in between.") },
		{ "timeout", NC_("reason", "connection"),
		  N_("See that it runs there and that no firewall drops the packets; else raise connect_timeout.") },
		{ "timeout", "",
		  N_("Ask it with curl how long it takes; then raise timeout and period, or ask it for less.") },
		{ "tls", "",
		  N_("Name the CA that signed its certificate in ca_file, and the host as the certificate has it in url.") },
		{ "secret", "",
		  N_("Write the secret alone into that file, as the user who runs warroom, and 'chmod 600' it.") },
		{ "http 401", "",
		  N_("Set auth with user and password_file, or token_file, as it asks for.") },
		{ "http 403", "",
		  N_("Give its user the permission to read, or a tenant by headers.") },
		{ "http 404", "",
		  N_("Correct url: it ends before the path of the API, and keeps a prefix such as /prometheus.") },
		{ "http 429", "", N_("Raise period.") },
		{ "http", "", N_("Look into its own log; ask the same with curl.") },
		{ "config", "",
		  N_("Give it a metric (its source and query) or take the source out.") },
		{ "content", NC_("reason", "no series"),
		  N_("Try the query in Prometheus itself: is there a target, or a recording rule of that name?") },
		{ "content", "",
		  N_("See what it answers with curl, and whether 'kind' is right; 'warroom init URL' tells what it is.") },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (g_str_has_prefix(reason, rows[i].begins) &&
		    (!*rows[i].has || strstr(reason, lang_in("reason", rows[i].has))))
			return _(rows[i].mend);
	return _("Look into its own log; ask the same with curl.");
}

/* How much came: "3 alerts" (g_free). */
static char *
rows_text(const struct source_state *source)
{
	size_t n = source->rows;

	if (source_shows(source, "alerts"))
		return g_strdup_printf(lang_count("%zu alert", "%zu alerts", n), n);
	return g_strdup_printf(
	    !strcmp(source->is.kind, "prometheus") ? _("%zu series") : _("%zu rows"), n);
}

static void
say_live(struct doctor *d, const char *check, const struct place *place,
         const struct source_state *source)
{
	char clock[64], *rows;
	const char *acks = !source->is.can_ack ? _("acknowledgements stay in this room")
	                                       : _("takes acknowledgements (not tried)");

	g_strlcpy(clock, _("no Date"), sizeof clock);
	if (source->skew_us != UNSAID)
		snprintf(clock, sizeof clock, _("clock %+.1f s"), (double)source->skew_us / SEC_US);
	if (place->is_target) {
		doctor_say(d, DOCTOR_OK, check, NULL,
		           _("connects in %" PRId64 " ms (nothing was sent)"), source->took_ms);
		return;
	}
	if (place->is_read_only)
		acks = _("read_only: nothing is sent to it");
	rows = rows_text(source);
	doctor_say(d, source->broken || *source->reason ? DOCTOR_WARN : DOCTOR_OK, check,
	           *source->reason ? doctor_mend(source->reason) : NULL,
	           _("%s in %" PRId64 " ms, %s, %s%s%s"), rows, source->took_ms, clock, acks,
	           *source->reason ? _("; but ") : "", source->reason);
	g_free(rows);
}

static void
say_clock(struct doctor *d, const struct source_state *source)
{
	enum source_clock clock = source_clock(source);
	char text[96];

	if (clock == CLOCK_RIGHT)
		return;
	doctor_say(d, clock == CLOCK_WRONG ? DOCTOR_FAIL : DOCTOR_WARN, N_("clock"),
	           _("Look which of the two is wrong ('timedatectl'), and let NTP set it."),
	           _("source %s: %s"), source->is.name,
	           source_clock_text(source, text, sizeof text));
}

static void
say_source(struct doctor *d, const struct place *place)
{
	const struct source_state *source = room_source(d->session->room, place->name);
	char *check =
	    g_strdup_printf(place->is_target ? _("notify %s") : _("source %s"), place->name);

	if (!source || source->health == SOURCE_WAITING)
		doctor_say(d, DOCTOR_FAIL, check, doctor_mend("timeout: no connection"),
		           _("%s: no answer in time"), place->url);
	else if (source->health == SOURCE_FAILING)
		doctor_say(d, DOCTOR_FAIL, check, doctor_mend(source->reason), "%s: %s", place->url,
		           source->reason);
	else
		say_live(d, check, place, source);
	g_free(check);
}

static GPtrArray *
places_of(const struct config *config, int64_t *limit_us)
{
	GPtrArray *places = g_ptr_array_new_with_free_func(place_free);

	*limit_us = LOOK_LEAST_US;
	for (guint i = 0; i < config->sources->len; i++) {
		const struct source_conf *conf = g_ptr_array_index(config->sources, i);
		struct place *place = g_new0(struct place, 1);

		place->name = g_strdup(conf->name);
		place->url = g_strdup(conf->url);
		place->is_target = !g_strcmp0(conf->kind, SOURCE_KIND_NOTIFY);
		place->is_read_only = conf->read_only;
		place->members = 1 + conf->peers->len;
		*limit_us = MAX(*limit_us,
		                2 * place->members * (conf->timeout_us + conf->connect_timeout_us));
		g_ptr_array_add(places, place);
	}
	return places;
}

struct wait {
	struct session *session;
	const GPtrArray *places;
};

static bool
heard_all(void *data)
{
	const struct wait *wait = data;

	for (guint i = 0; i < wait->places->len; i++) {
		const struct place *place = g_ptr_array_index(wait->places, i);
		const struct source_state *source = room_source(wait->session->room, place->name);

		if (!source || source->health == SOURCE_WAITING)
			return false;
	}
	return true;
}

static void
say_member(struct doctor *d, const struct etcd_conf *conf, const char *endpoint)
{
	struct etcd_conf alone = *conf;
	atomic_bool is_stopping = false;
	struct err e = { "" };
	struct json_object *status;
	struct etcd *etcd;
	int64_t begun_us = clock_monotonic_us();

	alone.endpoints = g_ptr_array_new();
	g_ptr_array_add(alone.endpoints, (char *)endpoint);
	etcd = etcd_new(&alone, &is_stopping);
	status = etcd_call(etcd, "maintenance/status", json_object_new_object(), NULL, &e);
	if (status)
		doctor_say(d, DOCTOR_OK, N_("etcd"), NULL, _("%s answers in %" PRId64 " ms"),
		           endpoint, (clock_monotonic_us() - begun_us) / MSEC_US);
	else
		doctor_say(
		    d, DOCTOR_FAIL, N_("etcd"),
		    _("See that this member runs and is reached from here; the room goes on alone "
		      "without any."),
		    "%s: %s", endpoint, e.text);
	json_object_put(status);
	etcd_free(&etcd);
	g_ptr_array_unref(alone.endpoints);
}

void
doctor_net(struct doctor *d)
{
	struct session *s = d->session;
	const struct etcd_conf *etcd = &s->config->site.etcd;
	int64_t limit_us;
	GPtrArray *places = places_of(s->config, &limit_us);
	struct wait wait = { s, places };
	struct err e = { "" };
	bool has_clock = false;
	guint clocks;

	s->connects = true;
	if (places->len == 0)
		doctor_say(d, DOCTOR_WARN, N_("sources"),
		           _("Add sources = ( ... ), or let 'warroom init' do it."),
		           _("none is configured"));
	else if (!session_go(s, true, &e))
		doctor_say(d, DOCTOR_FAIL, N_("network"), NULL, "%s", e.text);
	else
		headless_wait(s, -1, limit_us, heard_all, &wait);
	for (guint i = 0; s->net && i < places->len; i++)
		say_source(d, g_ptr_array_index(places, i));
	clocks = d->findings->len;
	for (guint i = 0; i < s->room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(s->room->sources, i);

		say_clock(d, source);
		has_clock |= source->health == SOURCE_LIVE && source->skew_us != UNSAID;
	}
	if (clocks == d->findings->len && has_clock)
		doctor_say(d, DOCTOR_OK, N_("clock"), NULL, _("as the servers' clocks"));
	for (guint i = 0; s->config->site.name && i < etcd->endpoints->len; i++)
		say_member(d, etcd, g_ptr_array_index(etcd->endpoints, i));
	g_ptr_array_unref(places);
}
