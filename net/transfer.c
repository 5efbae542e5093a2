/* HTTP transfers: curl's multi handle, how each transfer is set up, and what bounds it. */
#include "net/transfer.h"

#include "base/secret.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

enum {
	MAX_HEADERS = 100,
	MAX_HEADER_BYTES = 64 * 1024,
	MAX_ERROR_BODY = 64 * 1024,
	CONNECTION_LIFE_S = 3600
};

struct transfer_pool {
	CURLM *multi;
	GPtrArray *active; /* struct transfer * */
	const atomic_bool *is_stopping;
};

struct transfer {
	struct transfer_pool *pool;
	CURL *easy;
	struct curl_slist *headers;
	char *source_name, *body; /* body: of the request */
	int64_t max_bytes, timeout_us, connect_timeout_us, received;
	int64_t quiet_since_us; /* monotonic: begun, or done with the last bytes that came */
	bool is_stalled;        /* given up by us: quiet for longer than timeout_us */
	transfer_sink *sink;
	transfer_done *done;
	void *user;
	GString *gathered;
	size_t n_headers, header_bytes;
	int64_t date_us;
	struct err cut; /* why we ended it ourselves; "" */
	char curl_error[CURL_ERROR_SIZE];
};

bool
transfer_init(struct err *e)
{
	/* libcurl would write the keys of every TLS session to the file that this names */
	unsetenv("SSLKEYLOGFILE");
	if (curl_global_init(CURL_GLOBAL_DEFAULT))
		return err_set(e, "libcurl cannot start");
	return true;
}

struct transfer_pool *
transfer_pool_new(const atomic_bool *is_stopping, struct err *e)
{
	CURLM *multi = curl_multi_init();
	struct transfer_pool *pool;

	if (!multi) {
		err_set(e, "libcurl has no memory or descriptor for its transfers");
		return NULL;
	}
	pool = g_new0(struct transfer_pool, 1);
	pool->multi = multi;
	pool->active = g_ptr_array_new();
	pool->is_stopping = is_stopping;
	return pool;
}

static void
transfer_free(struct transfer *t)
{
	curl_easy_cleanup(t->easy);
	curl_slist_free_all(t->headers);
	g_string_free(t->gathered, TRUE);
	g_free(t->source_name);
	g_free(t->body);
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

static bool
take_body(struct transfer *t, const char *bytes, size_t len)
{
	bool is_success = status_of(t->easy) / 100 == 2;

	t->received += (int64_t)len;
	if (t->received > t->max_bytes)
		return err_set(&t->cut, "content: larger than %" PRId64 " %s",
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
	t->quiet_since_us = clock_monotonic_us(); /* after the reading, which is our own time */
	return size * n;
}

static size_t
on_header(char *bytes, size_t size, size_t n, void *user)
{
	struct transfer *t = user;
	size_t len = size * n;
	char *line;

	t->quiet_since_us = clock_monotonic_us();
	t->header_bytes += len;
	if (++t->n_headers > MAX_HEADERS || t->header_bytes > MAX_HEADER_BYTES) {
		err_set(&t->cut, "content: more than %d header lines or %d KiB of them",
		        MAX_HEADERS, MAX_HEADER_BYTES / 1024);
		return 0;
	}
	if (len > 5 && !g_ascii_strncasecmp(bytes, "Date:", 5)) {
		time_t date;

		line = g_strndup(bytes + 5, len - 5);
		date = curl_getdate(g_strstrip(line), NULL);
		t->date_us = date < 0 ? UNSAID : (int64_t)date * SEC_US;
		g_free(line);
	}
	return len;
}

/* A source's timeout is for its silence, which is_silent() watches: curl's own clock would also
 * count the time that we take to read what came. To curl remains the cap over all. */
static void
set_limits(struct transfer *t, const struct source_conf *conf)
{
	CURL *easy = t->easy;
	int64_t connect_us = MIN(conf->connect_timeout_us, conf->timeout_us);

	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); /* never wait for a resolver that hangs */
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(easy, CURLOPT_PROXY, ""); /* not by the environment */
	curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
	                 (long)(TRANSFER_MOST_TIMEOUTS * conf->timeout_us / MSEC_US));
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)(connect_us / MSEC_US));
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)TRANSFER_LEAST_BYTES_S);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)TRANSFER_LEAST_S);
	curl_easy_setopt(easy, CURLOPT_MAXLIFETIME_CONN, (long)CONNECTION_LIFE_S);
	curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "warroom");
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->curl_error);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
}

static bool
set_tls(CURL *easy, const struct source_conf *conf, struct err *e)
{
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (conf->ca_file)
		curl_easy_setopt(easy, CURLOPT_CAINFO, conf->ca_file);
	if (!conf->cert_file)
		return true;
	curl_easy_setopt(easy, CURLOPT_SSLCERT, conf->cert_file);
	if (!conf->key_file)
		return true;
	curl_easy_setopt(easy, CURLOPT_SSLKEY, conf->key_file);
	return secret_check(conf->key_file, e);
}

/* The secret is read anew for each request, so that a rotated one counts at once. */
static bool
set_auth(CURL *easy, const struct source_conf *conf, struct err *e)
{
	const char *file = conf->auth == AUTH_BASIC ? conf->password_file : conf->token_file;
	char *secret;

	if (conf->auth == AUTH_NONE || conf->auth == AUTH_REQUEST)
		return true;
	if (!file)
		return err_set(e, "secret: source %s names no file for it", conf->name);
	secret = secret_read(file, e);
	if (!secret)
		return false;
	if (conf->auth == AUTH_BASIC) {
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
		curl_easy_setopt(easy, CURLOPT_USERNAME, conf->user ? conf->user : "");
		curl_easy_setopt(easy, CURLOPT_PASSWORD, secret);
	} else {
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER);
		curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, secret);
	}
	secret_free(&secret);
	return true;
}

static void
add_header(struct transfer *t, const char *name, const char *value)
{
	char *line = g_strconcat(name, value, NULL);

	if (!strpbrk(line, "\r\n")) /* would begin a header of its own */
		t->headers = curl_slist_append(t->headers, line);
	g_free(line);
}

/* A header of the configuration, with the token where it says {token}. */
static bool
add_configured(struct transfer *t, const struct source_conf *conf, const char *line, struct err *e)
{
	char *secret, **parts, *filled;

	if (conf->auth != AUTH_REQUEST || !strstr(line, "{token}")) {
		add_header(t, line, "");
		return true;
	}
	if (!conf->token_file)
		return err_set(e, "secret: source %s names no file for it", conf->name);
	secret = secret_read(conf->token_file, e);
	if (!secret)
		return false;
	parts = g_strsplit(line, "{token}", -1);
	filled = g_strjoinv(secret, parts);
	add_header(t, filled, "");
	secret_free(&secret);
	secret_free(&filled);
	g_strfreev(parts);
	return true;
}

static bool
set_request(struct transfer *t, const struct transfer_order *order, struct err *e)
{
	const struct request *request = order->request;
	const GPtrArray *headers = order->conf->headers, *own = request->headers;
	bool states_accept = false;

	curl_easy_setopt(t->easy, CURLOPT_URL, request->url);
	curl_easy_setopt(t->easy, CURLOPT_ACCEPT_ENCODING, order->accept_encoding);
	if (strcmp(request->method, "GET"))
		curl_easy_setopt(t->easy, CURLOPT_CUSTOMREQUEST, request->method);
	if (request->body) {
		t->body = g_strdup(request->body);
		curl_easy_setopt(t->easy, CURLOPT_POSTFIELDS, t->body);
		add_header(t, "Content-Type: ", request->content_type);
		add_header(t, "Expect:", ""); /* the header off: do not wait for a 100 */
	}
	if (request->key)
		add_header(t, "Idempotency-Key: ", request->key);
	for (guint i = 0; headers && i < headers->len; i++) {
		const char *line = g_ptr_array_index(headers, i);

		states_accept |= !g_ascii_strncasecmp(line, "Accept:", 7);
		if (!add_configured(t, order->conf, line, e))
			return false;
	}
	for (guint i = 0; own && i < own->len; i++)
		add_header(t, g_ptr_array_index(own, i), "");
	if (!states_accept)
		add_header(t, "Accept: ", "application/json");
	curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
	return true;
}

bool
transfer_start(struct transfer_pool *pool, const struct transfer_order *order, struct err *e)
{
	struct transfer *t = g_new0(struct transfer, 1);

	t->pool = pool;
	t->easy = curl_easy_init();
	t->source_name = g_strdup(order->conf->name);
	t->gathered = g_string_new(NULL);
	t->max_bytes = order->max_bytes;
	t->timeout_us = order->conf->timeout_us;
	t->connect_timeout_us = order->conf->connect_timeout_us;
	t->quiet_since_us = clock_monotonic_us();
	t->sink = order->sink;
	t->done = order->done;
	t->user = order->user;
	t->date_us = UNSAID;
	if (!t->easy)
		err_set(e, "network: libcurl has no memory for a request");
	if (t->easy)
		set_limits(t, order->conf);
	if (!t->easy || !set_tls(t->easy, order->conf, e) || !set_auth(t->easy, order->conf, e) ||
	    !set_request(t, order, e)) {
		transfer_free(t);
		return false;
	}
	curl_multi_add_handle(pool->multi, t->easy);
	g_ptr_array_add(pool->active, t);
	return true;
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
		.is_stalled = t->is_stalled,
	};

	curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &failure.os_errno);
	if (*t->cut.text)
		*e = t->cut;
	else
		transfer_explain(&failure, e);
}

static void
finish(struct transfer *t, CURLcode code)
{
	struct answer answer = { .date_us = t->date_us,
		                 .body = t->gathered->str,
		                 .len = t->gathered->len };
	curl_off_t took_us = 0, retry_after_s = 0;

	curl_easy_getinfo(t->easy, CURLINFO_TOTAL_TIME_T, &took_us);
	curl_easy_getinfo(t->easy, CURLINFO_RETRY_AFTER, &retry_after_s);
	answer.status = status_of(t->easy);
	answer.took_ms = took_us / MSEC_US;
	answer.retry_after_us = MIN((int64_t)retry_after_s, INT64_C(86400)) * SEC_US;
	answer.is_complete = code == CURLE_OK;
	if (!answer.is_complete)
		explain(t, code, &answer.why);
	curl_multi_remove_handle(t->pool->multi, t->easy);
	g_ptr_array_remove_fast(t->pool->active, t);
	t->done(t->user, &answer);
	transfer_free(t);
}

/* Nothing came for as long as the source's timeout. Until the request is out, curl's limit for
 * connecting holds. */
static bool
is_silent(const struct transfer *t, int64_t mono_us)
{
	curl_off_t asked_us = 0;

	curl_easy_getinfo(t->easy, CURLINFO_PRETRANSFER_TIME_T, &asked_us);
	return asked_us > 0 && mono_us - t->quiet_since_us >= t->timeout_us;
}

static void
give_up_silent(struct transfer_pool *pool)
{
	int64_t mono_us = clock_monotonic_us();

	/* from the end: what finishes leaves the array, what begins meanwhile comes last */
	for (guint i = pool->active->len; i-- > 0;) {
		struct transfer *t = g_ptr_array_index(pool->active, i);

		if (!is_silent(t, mono_us))
			continue;
		t->is_stalled = true;
		finish(t, CURLE_OPERATION_TIMEDOUT);
	}
}

void
transfer_pool_run(struct transfer_pool *pool)
{
	CURLMsg *message;
	int n;

	curl_multi_perform(pool->multi, &n);
	while ((message = curl_multi_info_read(pool->multi, &n))) {
		struct transfer *t = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&t);
		finish(t, message->data.result);
	}
	give_up_silent(pool);
}

void
transfer_pool_wait(struct transfer_pool *pool, int fd, int timeout_ms)
{
	struct curl_waitfd mail = { .fd = fd, .events = CURL_WAIT_POLLIN };
	int64_t mono_us = clock_monotonic_us();

	for (guint i = 0; i < pool->active->len; i++) {
		const struct transfer *t = g_ptr_array_index(pool->active, i);
		int64_t left_us = t->quiet_since_us + t->timeout_us - mono_us;

		if (left_us > 0) /* else it is still connecting, which curl watches */
			timeout_ms = (int)MIN(timeout_ms, left_us / MSEC_US + 1);
	}
	curl_multi_poll(pool->multi, &mail, 1, timeout_ms, NULL);
}
