/* The client's watch: one request whose answer never ends, cut into lines as the bytes come. */
#include "store/etcd_http.h"
#include "base/lang.h"
#include "store/etcd_json.h"

#include <string.h>

enum { BARE_WAIT_MS = 100 }; /* without libcurl nobody can wake it */

bool
watch_take(struct etcd_exchange *x, const char *bytes, size_t len)
{
	while (len > 0) {
		const char *end = memchr(bytes, '\n', len);
		size_t n = end ? (size_t)(end - bytes) : len;

		if (x->received->len + n > x->max)
			return false;
		g_string_append_len(x->received, bytes, (gssize)n);
		if (!end)
			return true;
		if (x->received->len > 0)
			g_queue_push_tail(&x->lines, g_strndup(x->received->str, x->received->len));
		g_string_truncate(x->received, 0);
		bytes += n + 1;
		len -= n + 1;
	}
	return true;
}

bool
etcd_watch(struct etcd *etcd, const char *prefix, int64_t from_revision, struct err *e)
{
	struct json_object *request = json_object_new_object(), *create = json_object_new_object();
	bool ok;

	etcd_put_prefix(create, prefix);
	etcd_put_int(create, "start_revision", from_revision);
	json_object_object_add(create, "progress_notify", json_object_new_boolean(true));
	json_object_object_add(request, "create_request", create);
	ok = exchange_begin(etcd, &etcd->watch, "watch",
	                    json_object_to_json_string_ext(request, JSON_C_TO_STRING_PLAIN), e);
	etcd->watched_at = etcd->at;
	json_object_put(request);
	return ok;
}

void
etcd_watch_end(struct etcd *etcd)
{
	exchange_end(etcd, &etcd->watch);
}

char *
etcd_watch_line(struct etcd *etcd)
{
	return g_queue_pop_head(&etcd->watch.lines);
}

bool
etcd_watch_lives(const struct etcd *etcd, struct err *e)
{
	const struct etcd_exchange *x = &etcd->watch;

	if (x->is_done)
		return exchange_fail(etcd, x, etcd->watched_at, e);
	if (!x->easy || etcd->watched_at != etcd->at)
		return err_set(e, _("etcd is watched at another member from now on"));
	return true;
}

void
etcd_wait(struct etcd *etcd, int ms)
{
	exchange_run(etcd);
	if (!g_queue_is_empty(&etcd->watch.lines))
		return;
	if (etcd->multi)
		curl_multi_poll(etcd->multi, NULL, 0, ms, NULL);
	else if (!atomic_load(etcd->is_stopping))
		g_usleep(1000 * (gulong)MIN(ms, BARE_WAIT_MS));
	exchange_run(etcd);
}

void
etcd_wake(struct etcd *etcd)
{
	CURLM *multi = etcd->multi;

	if (multi)
		curl_multi_wakeup(multi);
}
