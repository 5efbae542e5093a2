/* The alerts of the simulated Alertmanager: those of the scene that fire, as its API lists them. */
#include "sim/alertmanager_alerts.h"

#include "sim/filter.h"
#include "sim/json_add.h"
#include "sim/scenario.h"
#include "sim/silence_json.h"

#include <stdlib.h>
#include <string.h>

static const char RECEIVER[] = "warroom";

/* Rules send a firing alert again so often; what it is sent with lives four times as long. */
static const int64_t RESEND_US = 60 * SEC_US;

enum { LABELS = 6 };

/* An alert as it stands in the list. */
struct listed {
	const struct episode *episode;
	char *instance;
	struct label labels[LABELS + SCENARIO_MORE_LABELS]; /* sorted by name */
	size_t n_labels;
	uint64_t fingerprint;
	GPtrArray *silenced_by; /* const char *, lent from the silences */
};

uint64_t
alertmanager_fingerprint(const struct label *labels, size_t n)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	size_t i;

	for (i = 0; i < n; i++) {
		const char *parts[2] = { labels[i].name, labels[i].value };
		int k;

		for (k = 0; k < 2; k++) {
			const char *p;

			for (p = parts[k]; *p; p++)
				hash = (hash ^ (unsigned char)*p) * UINT64_C(1099511628211);
			hash = (hash ^ 0xff) * UINT64_C(1099511628211);
		}
	}
	return hash;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(((const struct label *)a)->name, ((const struct label *)b)->name);
}

static void
add_more_labels(struct listed *alert)
{
	const struct episode *episode = alert->episode;

	alert->n_labels = LABELS;
	for (size_t i = 0; i < MIN(episode->n_labels, SCENARIO_MORE_LABELS); i++)
		alert->labels[alert->n_labels++] = episode->labels[i];
	qsort(alert->labels, alert->n_labels, sizeof alert->labels[0], compare_names);
}

static struct listed *
listed_new(const struct episode *episode, const struct silence_list *silences, int64_t now_us)
{
	struct listed *alert = g_new0(struct listed, 1);
	GPtrArray *sorted = sim_silences_sorted(silences, now_us);
	guint i;

	alert->episode = episode;
	alert->instance = episode_instance(episode);
	alert->labels[0] = (struct label){ "alertname", episode->kind->name };
	alert->labels[1] = (struct label){ "event", "double11" };
	alert->labels[2] = (struct label){ "instance", alert->instance };
	alert->labels[3] = (struct label){ "service", episode->kind->service };
	alert->labels[4] = (struct label){ "severity", episode->kind->severity };
	alert->labels[5] = (struct label){ "team", episode->kind->team };
	add_more_labels(alert);
	alert->fingerprint = alertmanager_fingerprint(alert->labels, alert->n_labels);
	alert->silenced_by = g_ptr_array_new();
	for (i = 0; i < sorted->len; i++) {
		struct silence *silence = sorted->pdata[i];

		if (silence_state(silence, now_us) == SILENCE_ACTIVE &&
		    match_holds(silence->compiled, alert->labels, alert->n_labels, "", ""))
			g_ptr_array_add(alert->silenced_by, silence->id);
	}
	g_ptr_array_unref(sorted);
	return alert;
}

static void
listed_free(gpointer data)
{
	struct listed *alert = data;

	g_free(alert->instance);
	g_ptr_array_unref(alert->silenced_by);
	g_free(alert);
}

static int
compare_fingerprints(gconstpointer a, gconstpointer b)
{
	const struct listed *x = *(struct listed *const *)a, *y = *(struct listed *const *)b;

	return (x->fingerprint > y->fingerprint) - (x->fingerprint < y->fingerprint);
}

static json_object *
annotations_to_json(const struct episode *episode)
{
	json_object *o = json_object_new_object();

	json_add_taken_text(o, "description", episode_text(episode, episode->kind->description));
	json_add_taken_text(
	    o, "runbook_url",
	    g_strdup_printf("https://runbooks.sale.example/%s", episode->kind->name));
	json_add_taken_text(o, "summary", episode_text(episode, episode->kind->summary));
	return o;
}

static json_object *
status_to_json(const struct listed *alert)
{
	json_object *o = json_object_new_object(), *ids = json_object_new_array();
	guint i;

	for (i = 0; i < alert->silenced_by->len; i++)
		json_object_array_add(ids, json_object_new_string(alert->silenced_by->pdata[i]));
	json_object_object_add(o, "inhibitedBy", json_object_new_array());
	json_object_object_add(o, "silencedBy", ids);
	json_add_text(o, "state", alert->silenced_by->len ? "suppressed" : "active");
	return o;
}

static json_object *
alert_to_json(const struct listed *alert, int64_t now_us)
{
	const struct episode *ep = alert->episode;
	int64_t sent_us = MAX(now_us - now_us % RESEND_US, ep->starts_us);
	json_object *o = json_object_new_object(), *labels = json_object_new_object();
	json_object *receivers = json_object_new_array(), *receiver = json_object_new_object();
	char fingerprint[17];
	size_t i;

	for (i = 0; i < alert->n_labels; i++)
		json_add_text(labels, alert->labels[i].name, alert->labels[i].value);
	json_add_text(receiver, "name", RECEIVER);
	json_object_array_add(receivers, receiver);
	g_snprintf(fingerprint, sizeof fingerprint, "%016" G_GINT64_MODIFIER "x",
	           alert->fingerprint);

	json_object_object_add(o, "annotations", annotations_to_json(ep));
	json_add_time(o, "endsAt", sent_us + 4 * RESEND_US);
	json_add_text(o, "fingerprint", fingerprint);
	json_object_object_add(o, "receivers", receivers);
	json_add_time(o, "startsAt", ep->starts_us);
	json_object_object_add(o, "status", status_to_json(alert));
	json_add_time(o, "updatedAt", sent_us);
	json_add_taken_text(o, "generatorURL",
	                    g_strdup_printf("https://prometheus.sale.example/graph?g0.expr=%s",
	                                    ep->kind->metric ? ep->kind->metric : ep->kind->name));
	json_object_object_add(o, "labels", labels);
	return o;
}

/* As the real one reads booleans: absent is true, and what is not a boolean is false. */
static bool
wants(const struct http_request *request, const char *name)
{
	const char *value = http_param(request, name);

	return !value || g_ascii_strcasecmp(value, "true") == 0 || strcmp(value, "1") == 0;
}

static bool
passes(const struct http_request *request, const struct listed *alert, const struct match *filter)
{
	if (!wants(request, alert->silenced_by->len ? "silenced" : "active"))
		return false;
	return !filter || match_holds(filter, alert->labels, alert->n_labels, "", "");
}

/* Does ?receiver=REGEX leave our only receiver? false with reply filled when it is no regex. */
static bool
check_receiver(const struct http_request *request, bool *wanted, struct http_reply *reply)
{
	const char *pattern = http_param(request, "receiver");
	char *anchored = g_strdup_printf("^(?:%s)$", pattern ? pattern : ".*");
	GError *error = NULL;
	GRegex *regex = g_regex_new(anchored, 0, 0, &error);

	g_free(anchored);
	if (!regex) {
		char *text = g_strdup_printf("failed to parse receiver param: %s", error->message);

		reply_sentence(reply, 400, text);
		g_free(text);
		g_error_free(error);
		return false;
	}
	*wanted = g_regex_match(regex, RECEIVER, 0, NULL);
	g_regex_unref(regex);
	return true;
}

/* Every firing alert, by fingerprint; rows struct listed *, owned. Their episodes are lent. */
static GPtrArray *
list_alerts(const struct services *services, const GArray *firing, int64_t now_us)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(listed_free);
	guint i;

	for (i = 0; i < firing->len; i++)
		g_ptr_array_add(list, listed_new(&g_array_index(firing, struct episode, i),
		                                 services->silences, now_us));
	g_ptr_array_sort(list, compare_fingerprints);
	return list;
}

void
alertmanager_get_alerts(struct services *services, const struct http_request *request,
                        int64_t now_us, struct http_reply *reply)
{
	struct match *filter = NULL;
	bool wanted = false;
	GArray *firing;
	GPtrArray *list;
	json_object *out;
	guint i;

	if (!check_receiver(request, &wanted, reply) || !filter_compile(request, &filter, reply))
		return;
	firing = scene_firing(&services->world.scene, now_us);
	list = list_alerts(services, firing, now_us);
	out = json_object_new_array();
	for (i = 0; wanted && i < list->len; i++)
		if (passes(request, list->pdata[i], filter))
			json_object_array_add(out, alert_to_json(list->pdata[i], now_us));
	http_json(reply, 200, out);
	g_ptr_array_unref(list);
	g_array_unref(firing);
	match_free(&filter);
}
