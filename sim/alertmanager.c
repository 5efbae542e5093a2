/* The simulated Alertmanager's API: its paths, its status, and the silences of the people. */
#include "sim/alertmanager_alerts.h"
#include "sim/filter.h"
#include "sim/json_add.h"
#include "sim/silence_json.h"

#include <string.h>

/* A filter sees the names and values of a silence's matchers as if they were labels. */
static bool
silence_passes(const struct silence *silence, const struct match *filter)
{
	struct label *labels = g_new0(struct label, silence->matchers->len);
	bool holds;
	guint i;

	for (i = 0; i < silence->matchers->len; i++) {
		const struct matcher *m = &g_array_index(silence->matchers, struct matcher, i);

		labels[i] = (struct label){ m->label, m->value };
	}
	holds = !filter || match_holds(filter, labels, silence->matchers->len, "", "");
	g_free(labels);
	return holds;
}

static void
get_silences(struct services *services, const struct http_request *request, int64_t now_us,
             struct http_reply *reply)
{
	struct match *filter = NULL;
	GPtrArray *sorted;
	json_object *out;
	guint i;

	if (!filter_compile(request, &filter, reply))
		return;
	sorted = sim_silences_sorted(services->silences, now_us);
	out = json_object_new_array();
	for (i = 0; i < sorted->len; i++)
		if (silence_passes(sorted->pdata[i], filter))
			json_object_array_add(out, silence_to_json(sorted->pdata[i], now_us));
	http_json(reply, 200, out);
	g_ptr_array_unref(sorted);
	match_free(&filter);
}

static void
post_silence(struct services *services, const struct http_request *request, int64_t now_us,
             struct http_reply *reply)
{
	struct silence *posted;
	const struct silence *kept;
	json_object *o;

	if (!http_has_type(request, "application/json")) {
		char *text = g_strdup_printf("unsupported media type \"%s\", only"
		                             " [application/json] are allowed",
		                             request->content_type);

		reply_problem(reply, 415, 415, text);
		g_free(text);
		return;
	}
	posted = silence_from_json(request->body, request->body_len, now_us, reply);
	if (!posted)
		return;
	if (*posted->id && !sim_silences_find(services->silences, posted->id)) {
		silence_free(&posted);
		reply_sentence(reply, 404, "silence not found");
		return;
	}
	kept = sim_silences_put(services->silences, posted, now_us);
	if (!kept) {
		reply_sentence(reply, 400, "exceeded maximum number of silences");
		return;
	}
	o = json_object_new_object();
	json_add_text(o, "silenceID", kept->id);
	http_json(reply, 200, o);
}

static void
answer_silence(struct services *services, const struct http_request *request, const char *id,
               int64_t now_us, struct http_reply *reply)
{
	struct silence *silence = sim_silences_find(services->silences, id);
	bool deletes = http_is(request, "DELETE");

	if (!g_uuid_string_is_valid(id)) {
		char *text = g_strdup_printf("silenceID in path must be of type uuid: \"%s\"", id);

		reply_problem(reply, 422, 601, text);
		g_free(text);
	} else if (!silence && deletes) {
		reply_sentence(reply, 500, "silence not found");
	} else if (!silence) {
		http_empty(reply, 404);
	} else if (deletes) {
		silence_expire(silence, now_us);
		http_empty(reply, 200);
	} else {
		http_json(reply, 200, silence_to_json(silence, now_us));
	}
}

static void
get_status(struct services *services, struct http_reply *reply)
{
	json_object *o = json_object_new_object(), *cluster = json_object_new_object();
	json_object *config = json_object_new_object(), *version = json_object_new_object();

	json_add_text(cluster, "status", "disabled");
	json_object_object_add(cluster, "peers", json_object_new_array());
	json_add_text(config, "original", "");
	json_add_text(version, "version", "0.25.0");
	json_add_text(version, "branch", "simulated");
	json_object_object_add(o, "cluster", cluster);
	json_object_object_add(o, "config", config);
	json_add_time(o, "uptime", services->world.scene.start_us);
	json_object_object_add(o, "versionInfo", version);
	http_json(reply, 200, o);
}

static void
refuse_method(const struct http_request *request, const char *allowed, struct http_reply *reply)
{
	char *text =
	    g_strdup_printf("method %s is not allowed, but [%s] are", request->method, allowed);

	reply_problem(reply, 405, 405, text);
	g_free(text);
}

void
alertmanager_answer(struct services *services, const struct http_request *request, int64_t now_us,
                    struct http_reply *reply)
{
	static const char ALERTS[] = "/api/v2/alerts", SILENCES[] = "/api/v2/silences",
			  SILENCE[] = "/api/v2/silence/", STATUS[] = "/api/v2/status";
	bool gets = http_is(request, "GET");

	if (strcmp(request->path, ALERTS) == 0 && gets) {
		alertmanager_get_alerts(services, request, now_us, reply);
	} else if (strcmp(request->path, SILENCES) == 0 && gets) {
		get_silences(services, request, now_us, reply);
	} else if (strcmp(request->path, SILENCES) == 0 && http_is(request, "POST")) {
		post_silence(services, request, now_us, reply);
	} else if (strcmp(request->path, SILENCES) == 0) {
		refuse_method(request, "GET,POST", reply);
	} else if (g_str_has_prefix(request->path, SILENCE)) {
		if (gets || http_is(request, "DELETE"))
			answer_silence(services, request, request->path + strlen(SILENCE), now_us,
			               reply);
		else
			refuse_method(request, "DELETE,GET", reply);
	} else if (strcmp(request->path, STATUS) == 0 && gets) {
		get_status(services, reply);
	} else if (strcmp(request->path, ALERTS) == 0 || strcmp(request->path, STATUS) == 0) {
		refuse_method(request, "GET", reply);
	} else {
		char *text = g_strdup_printf("path %s was not found", request->path);

		reply_problem(reply, 404, 404, text);
		g_free(text);
	}
}
