/* HTTP transfers: curl's multi handle, how each transfer is set up, and what bounds it. */
#include "net/transfer.h"

#include "base/lang.h"
#include "base/late.h"
#include "net/answer_head.h"
#include "net/transfer_private.h"
#include "net/transfer_setup.h"

#include <curl/curl.h>
#include <malloc.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum {
	MAX_HEADERS = 100,
	MAX_HEADER_BYTES = 64 * 1024,
	MAX_ERROR_BODY = 64 * 1024,
	LARGE_BYTES = 256 * 1024,
	MOST_DESCRIPTORS = 8192
};
/* The rate of an answer is looked at over so long; less than its share of bytes is too slow. */
#define RATE_SPAN_US (TRANSFER_LEAST_S * SEC_US)
#define RATE_SPAN_BYTES ((int64_t)TRANSFER_LEAST_BYTES_S * TRANSFER_LEAST_S)

/* Several answers are taken together, after a pause: where they are quick that of the first is part of it. */
#define QUICK_US (10 * MSEC_US)
enum { GATHER_MS = 5 };

struct transfer_pool {
	CURLM *multi;      /* NULL: there was no transfer yet */
	GPtrArray *active; /* struct transfer * */
	const atomic_bool *is_stopping;
	bool is_quick; /* the last answer was */
	int64_t address_life_us;
};

struct transfer {
	struct transfer_pool *pool;
	CURL *easy;
	struct curl_slist *headers;
	char *source_name;
	int64_t max_bytes, timeout_us, connect_timeout_us, received;
	int64_t begun_us;       /* monotonic */
	int64_t quiet_since_us; /* monotonic: begun, or done with the last bytes that came */
	int64_t
	    rate_since_us; /* monotonic: the span in which rate_bytes came; 0: nothing came yet */
	int64_t rate_bytes;
	bool is_stalled, is_slow; /* given up by us: quiet for longer than timeout_us, or slow */
	transfer_sink *sink;
	transfer_done *done;
	void *user;
	GString *gathered;
	GPtrArray *private; /* what of the request must not be read in the answer */
	bool is_delivery, is_stream;
	size_t n_headers, header_bytes;
	struct answer_head head;
	int64_t dated_us; /* monotonic: when the Date came */
	struct err cut;   /* why we ended it ourselves; "" */
	char curl_error[CURL_ERROR_SIZE];
};

/* Two hundred sources at once, a few requests each, are more connections than the 1024 descriptors that
 * a process gets unless it asks; the system's limit for it stands much higher. */
static void
allow_connections(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur >= MOST_DESCRIPTORS)
		return;
	limit.rlim_cur = MIN(limit.rlim_max, MOST_DESCRIPTORS);
	setrlimit(RLIMIT_NOFILE, &limit); /* refused: then as it was */
}

void
transfer_init(void)
{
	allow_connections();
	/* Else glibc, once a large answer was freed, keeps the memory of the next ones for itself: 20 MB
	 * more with some hostile sources. */
	mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
	/* libcurl would write the keys of every TLS session to the file that this names */
	unsetenv("SSLKEYLOGFILE");
}

struct transfer_pool *
transfer_pool_new(const atomic_bool *is_stopping, int64_t address_life_us)
{
	struct transfer_pool *pool = g_new0(struct transfer_pool, 1);

	pool->active = g_ptr_array_new();
	pool->is_stopping = is_stopping;
	pool->address_life_us = address_life_us > 0 ? address_life_us : TRANSFER_ADDRESS_LIFE_US;
	return pool;
}

/* What fails is tried again with the next transfer. */
static bool
start_curl(struct transfer_pool *pool, struct err *e)
{
	if (!pool->multi && !late_curl(e))
		return err_in(e, "network");
	if (!pool->multi)
		pool->multi = curl_multi_init();
	return pool->multi ||
	       err_set(e, _("network: libcurl has no memory or descriptor for its transfers"));
}

static void
transfer_free(struct transfer *t)
{
	curl_easy_cleanup(t->easy);
	curl_slist_free_all(t->headers);
	g_string_free(t->gathered, TRUE);
	g_ptr_array_unref(t->private);
	g_free(t->source_name);
	g_free(t);
}

void
transfer_pool_free(struct transfer_pool **pool)
{
	if (!*pool)
		return;
	for (guint i = 0; i < (*pool)->active->len; i++) {
		struct transfer *t = g_ptr_array_index((*pool)->active, i);

		curl_multi_remove_handle((*pool)->multi, t->easy);
		transfer_free(t);
	}
	g_ptr_array_unref((*pool)->active);
	if ((*pool)->multi)
		curl_multi_cleanup((*pool)->multi);
	g_free(*pool);
	*pool = NULL;
}

static long
status_of(CURL *easy)
{
	long status = 0;

	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

static void
note_bytes(struct transfer *t, size_t len)
{
	t->quiet_since_us = clock_monotonic_us();
	t->rate_bytes += (int64_t)len;
	if (!t->rate_since_us && !t->is_stream)
		t->rate_since_us = t->quiet_since_us;
}

static bool
take_body(struct transfer *t, const char *bytes, size_t len)
{
	bool is_success = status_of(t->easy) / 100 == 2;

	t->received += (int64_t)len;
	if (t->received > t->max_bytes)
		return err_set(&t->cut, _("content: larger than %" PRId64 " %s"),
		               t->max_bytes >> (t->max_bytes >= 1 << 20 ? 20 : 10),
		               t->max_bytes >= 1 << 20 ? "MiB" : "KiB");
	if (is_success && t->sink)
		return t->sink(t->user, bytes, len, &t->cut);
	if (is_success || t->gathered->len + len <= MAX_ERROR_BODY)
		g_string_append_len(t->gathered, bytes, (gssize)len);
	return true;
}

/* Counts what arrives, decoded: curl's own limit sees neither chunked nor compressed bodies. */
static size_t
on_body(char *bytes, size_t size, size_t n, void *user)
{
	struct transfer *t = user;

	if (atomic_load(t->pool->is_stopping) || !take_body(t, bytes, size * n))
		return CURL_WRITEFUNC_ERROR;
	note_bytes(t, size * n); /* after the reading, which is our own time */
	return size * n;
}

static size_t
on_header(char *bytes, size_t size, size_t n, void *user)
{
	struct transfer *t = user;
	size_t len = size * n;
	int64_t had_us;

	note_bytes(t, len);
	t->header_bytes += len;
	if (++t->n_headers > MAX_HEADERS || t->header_bytes > MAX_HEADER_BYTES) {
		err_set(&t->cut, _("content: more than %d header lines or %d KiB of them"),
		        MAX_HEADERS, MAX_HEADER_BYTES / 1024);
		return 0;
	}
	had_us = t->head.date_us;
	answer_head_take(&t->head, bytes, len);
	if (t->head.date_us != had_us)
		t->dated_us = t->quiet_since_us;
	return len;
}

static void
set_callbacks(struct transfer *t)
{
	curl_easy_setopt(t->easy, CURLOPT_ERRORBUFFER, t->curl_error);
	curl_easy_setopt(t->easy, CURLOPT_PRIVATE, t);
	curl_easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(t->easy, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(t->easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(t->easy, CURLOPT_HEADERDATA, t);
}

bool
transfer_start(struct transfer_pool *pool, const struct transfer_order *order, struct err *e)
{
	struct transfer *t;

	if (!start_curl(pool, e))
		return false;
	t = g_new0(struct transfer, 1);
	t->pool = pool;
	t->easy = curl_easy_init();
	t->source_name = g_strdup(order->conf->name);
	t->gathered = g_string_new(NULL);
	t->private = private_new();
	t->max_bytes = order->max_bytes;
	t->timeout_us = order->conf->timeout_us;
	t->connect_timeout_us = order->conf->connect_timeout_us;
	t->begun_us = t->quiet_since_us = clock_monotonic_us();
	t->sink = order->sink;
	t->done = order->done;
	t->user = order->user;
	t->head.date_us = t->head.retry_at_us = UNSAID;
	if (!t->easy)
		err_set(e, _("network: libcurl has no memory for a request"));
	t->is_delivery = order->request->is_delivery;
	t->is_stream = order->is_stream;
	if (!t->easy ||
	    !transfer_set_up(t->easy, order, pool->address_life_us, t->private, &t->headers, e)) {
		transfer_free(t);
		return false;
	}
	set_callbacks(t);
	curl_multi_add_handle(pool->multi, t->easy);
	g_ptr_array_add(pool->active, t);
	return true;
}

/* How long it took until the request was out; 0: it is not. */
static int64_t
asked_after_us(const struct transfer *t)
{
	curl_off_t asked_us = 0;

	curl_easy_getinfo(t->easy, CURLINFO_PRETRANSFER_TIME_T, &asked_us);
	return asked_us;
}

static void
explain(const struct transfer *t, CURLcode code, struct err *e)
{
	struct transfer_failure failure = {
		.code = (int)code,
		.words = *t->curl_error ? t->curl_error : curl_easy_strerror(code),
		.source_name = t->source_name,
		.timeout_us = t->timeout_us,
		.connect_timeout_us = t->connect_timeout_us,
		.received = t->received,
		.is_asked = asked_after_us(t) > 0,
		.is_stalled = t->is_stalled,
		.is_slow = t->is_slow,
	};

	curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &failure.os_errno);
	if (*t->cut.text)
		*e = t->cut;
	else
		transfer_explain(&failure, e);
}

/* The server's clock at this moment. */
static int64_t
date_of(const struct transfer *t)
{
	if (t->head.date_us == UNSAID)
		return UNSAID;
	return t->head.date_us + t->head.age_us + clock_monotonic_us() - t->dated_us;
}

static void
finish(struct transfer *t, CURLcode code)
{
	struct answer answer = { .date_us = date_of(t),
		                 .retry_after_us = answer_head_wait_us(&t->head, clock_real_us()),
		                 .etag = t->head.etag,
		                 .modified = t->head.modified,
		                 .body = t->gathered->str,
		                 .len = t->gathered->len };
	curl_off_t took_us = 0;

	curl_easy_getinfo(t->easy, CURLINFO_TOTAL_TIME_T, &took_us);
	answer.status = status_of(t->easy);
	answer.took_ms = took_us / MSEC_US;
	t->pool->is_quick = took_us <= QUICK_US;
	answer.is_complete = code == CURLE_OK;
	/* their reasons are told and kept; what is polled with success is not touched */
	if (answer.status / 100 != 2 || t->is_delivery)
		private_hide(t->private, t->gathered);
	if (!answer.is_complete)
		explain(t, code, &answer.why);
	curl_multi_remove_handle(t->pool->multi, t->easy);
	g_ptr_array_remove_fast(t->pool->active, t);
	t->done(t->user, &answer);
	transfer_free(t);
}

/* When it will have been silent for its source's timeout, since the request went out or since the last
 * bytes; until the request is out, curl's limit for connecting holds. */
static int64_t
silent_at_us(const struct transfer *t)
{
	int64_t asked_us = asked_after_us(t);

	if (asked_us == 0 || (t->is_stream && t->n_headers > 0))
		return INT64_MAX;
	return MAX(t->quiet_since_us, t->begun_us + asked_us) + t->timeout_us;
}

/* An answer that has begun comes too slowly: a drop now and then would keep it from being silent.
 * How long a server thinks before it begins is its own affair, up to the timeout. */
static bool
is_slow(struct transfer *t, int64_t mono_us)
{
	if (!t->rate_since_us || mono_us - t->rate_since_us < RATE_SPAN_US)
		return false;
	if (t->rate_bytes < RATE_SPAN_BYTES)
		return true;
	t->rate_since_us = mono_us;
	t->rate_bytes = 0;
	return false;
}

static void
give_up_idle(struct transfer_pool *pool)
{
	int64_t mono_us = clock_monotonic_us();

	/* from the end: what finishes leaves the array, what begins meanwhile comes last */
	for (guint i = pool->active->len; i-- > 0;) {
		struct transfer *t = g_ptr_array_index(pool->active, i);

		t->is_stalled = mono_us >= silent_at_us(t);
		t->is_slow = !t->is_stalled && is_slow(t, mono_us);
		if (t->is_stalled || t->is_slow)
			finish(t, CURLE_OPERATION_TIMEDOUT);
	}
}

/* The time that we took to read what one of them sent is nobody's silence: meanwhile the others'
 * bytes may have come, and wait to be read. */
static void
forgive(struct transfer_pool *pool, int64_t begun_us)
{
	int64_t mono_us = clock_monotonic_us(), ours_us = mono_us - begun_us;

	for (guint i = 0; i < pool->active->len; i++) {
		struct transfer *t = g_ptr_array_index(pool->active, i);

		t->quiet_since_us = MIN(t->quiet_since_us + ours_us, mono_us);
		if (t->rate_since_us)
			t->rate_since_us = MIN(t->rate_since_us + ours_us, mono_us);
	}
}

void
transfer_pool_run(struct transfer_pool *pool)
{
	int64_t begun_us = clock_monotonic_us();
	CURLMsg *message;
	int n;

	if (!pool->multi)
		return;
	curl_multi_perform(pool->multi, &n);
	while ((message = curl_multi_info_read(pool->multi, &n))) {
		struct transfer *t = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&t);
		finish(t, message->data.result);
	}
	forgive(pool, begun_us);
	give_up_idle(pool);
}

/* Are requests under way of which no answer has begun? */
static bool
awaits_first_bytes(const struct transfer_pool *pool)
{
	for (guint i = 0; i < pool->active->len; i++) {
		const struct transfer *t = g_ptr_array_index(pool->active, i);

		if (t->rate_since_us)
			return false;
	}
	return pool->active->len > 0;
}

void
transfer_pool_wait(struct transfer_pool *pool, int fd, int timeout_ms)
{
	struct curl_waitfd mail = { .fd = fd, .events = CURL_WAIT_POLLIN };
	struct pollfd alone = { .fd = fd, .events = POLLIN };
	int64_t mono_us = clock_monotonic_us();
	int n_ready = 0;

	for (guint i = 0; i < pool->active->len; i++) {
		const struct transfer *t = g_ptr_array_index(pool->active, i);
		int64_t until_us = silent_at_us(t);

		if (t->rate_since_us)
			until_us = MIN(until_us, t->rate_since_us + RATE_SPAN_US);
		if (until_us != INT64_MAX)
			timeout_ms = (int)CLAMP((until_us - mono_us) / MSEC_US + 1, 0, timeout_ms);
	}
	/* a command may come in this time: it is seen at once, and looked at below */
	if (pool->is_quick && awaits_first_bytes(pool) && timeout_ms > GATHER_MS)
		poll(&alone, 1, GATHER_MS);
	if (pool->multi)
		curl_multi_poll(pool->multi, &mail, 1, timeout_ms, &n_ready);
	else
		poll(&alone, 1, timeout_ms);
	/* the first of several has come: the others are not far */
	if (n_ready > 0 && n_ready < (int)pool->active->len && awaits_first_bytes(pool))
		poll(&alone, 1, GATHER_MS);
}
