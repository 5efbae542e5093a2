/* The simulated Prometheus: instant and range queries of plain names `sale_ID`. */
#include "sim/figure.h"
#include "sim/json_add.h"
#include "sim/services.h"

#include <math.h>
#include <string.h>

static const char PREFIX[] = "sale_";

enum { MAX_POINTS = 11000 };

/* bad_data about a parameter; detail is taken. */
static void
refuse(struct http_reply *reply, const char *param, char *detail)
{
	json_object *o = json_object_new_object();
	char *text = g_strdup_printf("invalid parameter \"%s\": %s", param, detail);

	json_add_text(o, "status", "error");
	json_add_text(o, "errorType", "bad_data");
	json_add_text(o, "error", text);
	http_json(reply, 400, o);
	g_free(text);
	g_free(detail);
}

/* Takes a result list. */
static void
succeed(struct http_reply *reply, const char *type, json_object *result)
{
	json_object *o = json_object_new_object(), *data = json_object_new_object();

	json_add_text(data, "resultType", type);
	json_object_object_add(data, "result", result);
	json_add_text(o, "status", "success");
	json_object_object_add(o, "data", data);
	http_json(reply, 200, o);
}

static bool
parse_number(const char *text, double *value)
{
	char *end;

	*value = g_ascii_strtod(text, &end);
	return end != text && *end == '\0' && isfinite(*value) && fabs(*value) < 1e11;
}

/* Epoch seconds or RFC 3339. */
static bool
take_time(const struct http_request *request, const char *name, int64_t *us,
          struct http_reply *reply)
{
	const char *stated = http_param(request, name), *text = stated ? stated : "";
	double seconds;

	if (parse_number(text, &seconds)) {
		*us = llround(seconds * 1000) * MSEC_US;
		return true;
	}
	if (instant_parse_rfc3339(text, us))
		return true;
	refuse(reply, name, g_strdup_printf("cannot parse \"%s\" to a valid timestamp", text));
	return false;
}

/* Seconds or a duration. */
static bool
take_step(const char *text, int64_t *us, struct http_reply *reply)
{
	double seconds;
	struct err e;

	if (parse_number(text, &seconds)) {
		*us = llround(seconds * 1000) * MSEC_US;
	} else if (!duration_parse(text, us, &e)) {
		refuse(reply, "step",
		       g_strdup_printf("cannot parse \"%s\" to a valid duration", text));
		return false;
	}
	if (*us > 0)
		return true;
	refuse(reply, "step",
	       g_strdup("zero or negative query resolution step widths are not"
	                " accepted. Try a positive integer"));
	return false;
}

/* The id of the metric that a query names (g_free); NULL when no such series exists. */
static bool
take_query(const struct world *world, const struct http_request *request, char **id,
           struct http_reply *reply)
{
	const char *query = http_param(request, "query");
	char *name = g_strstrip(g_strdup(query ? query : ""));
	size_t len = strspn(name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_:");
	bool ok = len > 0 && name[len] == '\0' && !g_ascii_isdigit(name[0]);

	*id = NULL;
	if (ok && g_str_has_prefix(name, PREFIX) && figure_is_known(world, name + strlen(PREFIX)))
		*id = g_strdup(name + strlen(PREFIX));
	if (!ok && !*name)
		refuse(reply, "query",
		       g_strdup("unknown position: parse error: no expression found"
		                " in input"));
	else if (!ok)
		refuse(reply, "query",
		       g_strdup_printf("1:%zu: parse error: only the plain name of"
		                       " a series is understood here",
		                       len + 1));
	g_free(name);
	return ok;
}

static json_object *
metric_to_json(const struct http_request *request)
{
	json_object *o = json_object_new_object();
	char *name = g_strstrip(g_strdup(http_param(request, "query")));

	json_add_text(o, "__name__", name);
	json_add_text(o, "instance", "sale:9100");
	json_add_text(o, "job", "sale");
	g_free(name);
	return o;
}

/* [1795353376.500,"7.5"]: the time with the decimals that it has, the value as text. */
static json_object *
sample_to_json(const char *id, const struct world *world, int64_t at_us)
{
	json_object *pair = json_object_new_array();
	char text[64], format[8];
	int64_t ms = at_us / MSEC_US;

	if (ms % 1000) {
		g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT ".%03d", ms / 1000,
		           (int)(ms % 1000));
		json_object_array_add(pair, json_object_new_double_s((double)ms / 1000, text));
	} else {
		json_object_array_add(pair, json_object_new_int64(ms / 1000));
	}
	g_snprintf(format, sizeof format, "%%.%df", figure_decimals(id));
	g_ascii_formatd(text, sizeof text, format, figure_shown(world, id, at_us));
	json_object_array_add(pair, json_object_new_string(text));
	return pair;
}

/* Was it measured by then? Nothing is known of the future. */
static bool
is_measured(const char *id, const struct world *world, int64_t at_us, int64_t now_us)
{
	return at_us <= now_us && !isnan(figure_shown(world, id, at_us));
}

static void
instant_query(const struct world *world, const struct http_request *request, int64_t now_us,
              struct http_reply *reply)
{
	char *id;
	json_object *result;
	int64_t at_us = now_us;

	if (http_param(request, "time") && !take_time(request, "time", &at_us, reply))
		return;
	if (!take_query(world, request, &id, reply))
		return;
	result = json_object_new_array();
	if (id && is_measured(id, world, at_us, now_us)) {
		json_object *series = json_object_new_object();

		json_object_object_add(series, "metric", metric_to_json(request));
		json_object_object_add(series, "value", sample_to_json(id, world, at_us));
		json_object_array_add(result, series);
	}
	g_free(id);
	succeed(reply, "vector", result);
}

struct range {
	int64_t start_us, end_us, step_us;
};

static bool
take_range(const struct http_request *request, struct range *range, struct http_reply *reply)
{
	const char *step = http_param(request, "step");

	if (!take_time(request, "start", &range->start_us, reply) ||
	    !take_time(request, "end", &range->end_us, reply))
		return false;
	if (range->end_us < range->start_us) {
		refuse(reply, "end", g_strdup("end timestamp must not be before start time"));
		return false;
	}
	if (!take_step(step ? step : "", &range->step_us, reply))
		return false;
	if ((range->end_us - range->start_us) / range->step_us > MAX_POINTS) {
		refuse(reply, "step",
		       g_strdup("exceeded maximum resolution of 11,000 points per"
		                " timeseries. Try decreasing the query resolution"
		                " (?step=XX)"));
		return false;
	}
	return true;
}

static void
range_query(const struct world *world, const struct http_request *request, int64_t now_us,
            struct http_reply *reply)
{
	char *id;
	json_object *result, *values, *series;
	struct range range;
	int64_t at_us;

	if (!take_range(request, &range, reply) || !take_query(world, request, &id, reply))
		return;
	values = json_object_new_array();
	for (at_us = range.start_us; id && at_us <= range.end_us; at_us += range.step_us)
		if (is_measured(id, world, at_us, now_us))
			json_object_array_add(values, sample_to_json(id, world, at_us));
	result = json_object_new_array();
	if (json_object_array_length(values)) {
		series = json_object_new_object();
		json_object_object_add(series, "metric", metric_to_json(request));
		json_object_object_add(series, "values", values);
		json_object_array_add(result, series);
	} else {
		json_object_put(values);
	}
	g_free(id);
	succeed(reply, "matrix", result);
}

bool
prometheus_answer(const struct world *world, const struct http_request *request, int64_t now_us,
                  struct http_reply *reply)
{
	bool is_range = strcmp(request->path, "/api/v1/query_range") == 0;

	if (!is_range && strcmp(request->path, "/api/v1/query") != 0)
		return false;
	if (!http_is(request, "GET") && !http_is(request, "POST"))
		http_text(reply, 405, "Method Not Allowed\n");
	else if (is_range)
		range_query(world, request, now_us, reply);
	else
		instant_query(world, request, now_us, reply);
	return true;
}
