/* Prometheus, Thanos and Mimir as the source of alerts, where no Alertmanager can be reached: what their
 * rules hold now. Nothing is delivered there: they take no acknowledgements. */
#include "net/source.h"

#include "base/lang.h"
#include "net/alert_form.h"
#include "net/json_read.h"

#include <string.h>

/* The list of alerts; where a server has none (only the series that its rules write), these. */
enum purpose { LIST, SERIES };

/* The value of ALERTS_FOR_STATE is since when; its labels are those of ALERTS without the state. */
#define FIRING "ALERTS_FOR_STATE and ignoring(alertstate) ALERTS{alertstate=\"firing\"}"
#define PENDING \
	" or label_replace(ALERTS_FOR_STATE and ignoring(alertstate) ALERTS{alertstate=\"pending\"}, " \
	"\"alertstate\", \"pending\", \"\", \"\")"

static void
add_slots(struct source *source)
{
	source->form = alert_form_new();
	source_add_slot(source, NULL, LIST);
	source_add_slot(source, NULL, SERIES);
}

static char *
url(const struct source *source, const struct slot *slot, int64_t now_us)
{
	const char *base = source_url(source, source->member);
	char *escaped, *full;

	(void)now_us;
	if (slot->purpose == LIST)
		return g_strconcat(base, "/api/v1/alerts", NULL);
	if (!slot->is_due)
		return NULL;
	escaped =
	    g_uri_escape_string(source->conf->shows_pending ? FIRING PENDING : FIRING, NULL, FALSE);
	full = g_strconcat(base, "/api/v1/query?query=", escaped, NULL);
	g_free(escaped);
	return full;
}

/* There is no list here: the series are asked for in the same round. */
static bool
is_missing(struct source *source, struct slot *slot)
{
	struct slot *series = g_ptr_array_index(source->slots, SERIES);

	if (slot->purpose != LIST)
		return false;
	slot->body_hash = 0;
	series->is_due = true;
	return true;
}

static gint
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static uint64_t
fnv(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return (hash ^ 0xff) * UINT64_C(0x100000001b3);
}

/* As Alertmanager computes it, so that an alert has one name on every way. (g_free) */
static char *
fingerprint_of(json_object *labels)
{
	GPtrArray *names = g_ptr_array_new();
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	json_object_object_foreach(labels, name, value)
	{
		(void)value;
		g_ptr_array_add(names, name);
	}
	g_ptr_array_sort(names, compare_names);
	for (guint i = 0; i < names->len; i++) {
		const char *text = json_object_get_string(json_member(labels, names->pdata[i]));

		hash = fnv(fnv(hash, names->pdata[i]), text ? text : "");
	}
	g_ptr_array_unref(names);
	return g_strdup_printf("%016" PRIx64, hash);
}

/* Makes of it what Alertmanager would show, and takes that. Labels (taken) may be written to. */
static void
take(struct reading *r, json_object *labels, json_object *notes, const char *starts,
     bool is_pending)
{
	json_object *alert = json_object_new_object();
	char *fingerprint = fingerprint_of(labels);

	/* the same alert when it fires: the state is no part of its name */
	if (is_pending)
		json_object_object_add(labels, "alertstate", json_object_new_string("pending"));
	json_object_object_add(alert, "labels", labels);
	json_object_object_add(alert, "annotations", json_object_get(notes));
	json_object_object_add(alert, "startsAt", json_object_new_string(starts));
	json_object_object_add(alert, "fingerprint", json_object_new_string(fingerprint));
	alert_form_of_tree(r->source->form, alert);
	alert_form_take(r, r->source->form, 0);
	json_object_put(alert);
	g_free(fingerprint);
}

static void
take_listed(struct reading *r, json_object *alert)
{
	json_object *labels = json_member(alert, "labels");
	const char *state = json_object_get_string(json_member(alert, "state")),
		   *since = json_object_get_string(json_member(alert, "activeAt"));
	bool is_pending = g_strcmp0(state, "pending") == 0;
	json_object *copy = NULL;

	if (!is_pending && g_strcmp0(state, "firing")) {
		if (!state)
			reading_broken(r, _("content: an alert without a state"));
	} else if (!json_object_is_type(labels, json_type_object) || !since) {
		reading_broken(r, _("content: an alert without labels or activeAt"));
	} else if ((!is_pending || r->source->conf->shows_pending) &&
	           json_object_deep_copy(labels, &copy, NULL) == 0) {
		take(r, copy, json_member(alert, "annotations"), since, is_pending);
	}
}

static void
take_series(struct reading *r, json_object *series)
{
	json_object *labels = json_member(series, "metric"), *copy = NULL;
	json_object *value = json_member(series, "value");
	double since = 0;
	char text[32];
	bool is_pending;

	if (!json_object_is_type(labels, json_type_object) ||
	    !json_object_is_type(value, json_type_array) ||
	    !json_number(json_object_array_get_idx(value, 1), &since) || since < 0 || since > 4e9 ||
	    json_object_deep_copy(labels, &copy, NULL) != 0) {
		reading_broken(r,
		               _("content: a series of ALERTS_FOR_STATE without labels or value"));
		return;
	}
	is_pending = json_member(copy, "alertstate") != NULL;
	json_object_object_del(copy, "__name__");
	json_object_object_del(copy, "alertstate");
	instant_rfc3339((int64_t)since * SEC_US, text, sizeof text);
	take(r, copy, NULL, text, is_pending);
}

static bool
read_document(struct reading *r, const char *bytes, size_t len, struct err *e)
{
	bool is_list = r->slot->purpose == LIST;
	json_object *root = json_read(bytes, len, e), *list;
	/* one list of what is known, whichever way it came */
	struct reading into = *r;

	if (!root)
		return false;
	into.slot = g_ptr_array_index(r->source->slots, LIST);
	into.tell = NULL;
	list = json_at(root, is_list ? "/data/alerts" : "/data/result");
	if (!json_object_is_type(list, json_type_array)) {
		json_object_put(root);
		return err_set(e,
		               _("content: not an answer of Prometheus: no list of alerts in it"));
	}
	if (!is_list)
		reading_begin(&into);
	for (size_t i = 0; i < json_object_array_length(list); i++)
		(is_list ? take_listed : take_series)(&into, json_object_array_get_idx(list, i));
	changes_end(into.slot->alerts, reading_gone, &into);
	json_object_put(root);
	return true;
}

const struct source_ops source_prometheus_alerts = {
	.kind = "prometheus-alerts",
	.max_bytes = 64 * 1024 * 1024,
	.parallel = 1, /* the series only once there is no list */
	.accept_encoding = "gzip",
	.add_slots = add_slots,
	.url = url,
	.is_missing = is_missing,
	.read = read_document,
};
