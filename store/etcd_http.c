/* How the client of etcd speaks HTTP: each exchange set up, bounded and moved by one multi handle. */
#include "store/etcd_http.h"

#include "base/lang.h"
#include "base/late.h"
#include "base/secret.h"
#include "base/text.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

enum { CONNECT_MS = 1000, ANSWER_MS = 2500, KEEP_IDLE_S = 2, KEEP_INTERVAL_S = 1, KEEP_COUNT = 2 };

static size_t
on_bytes(char *bytes, size_t size, size_t n, void *user)
{
	struct etcd_exchange *x = user;
	size_t len = size * n;

	if (x->is_watch) {
		x->is_too_large = !watch_take(x, bytes, len);
	} else {
		x->is_too_large = x->received->len + len > x->max;
		if (!x->is_too_large)
			g_string_append_len(x->received, bytes, (gssize)len);
	}
	return x->is_too_large ? CURL_WRITEFUNC_ERROR : len;
}

/* A connection whose other end is gone without a word is given up after some seconds. */
static int
on_socket(void *user, curl_socket_t fd, curlsocktype purpose)
{
	const int count = KEEP_COUNT, most_ms = 1000 * (KEEP_IDLE_S + KEEP_INTERVAL_S * KEEP_COUNT);

	(void)user;
	(void)purpose;
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &count, sizeof count);
	setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &most_ms, sizeof most_ms);
	return CURL_SOCKOPT_OK;
}

static void
set_limits(struct etcd_exchange *x)
{
	CURL *easy = x->easy;

	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(easy, CURLOPT_PROXY, "");
	curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	if (!x->is_watch)
		curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)ANSWER_MS);
	curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(easy, CURLOPT_TCP_KEEPIDLE, (long)KEEP_IDLE_S);
	curl_easy_setopt(easy, CURLOPT_TCP_KEEPINTVL, (long)KEEP_INTERVAL_S);
	curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, on_socket);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, x->words);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "warroom");
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_bytes);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, x);
}

static bool
set_tls(CURL *easy, const struct etcd_conf *conf, struct err *e)
{
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	/* over HTTP/2 the gateway would put watch and requests on one connection */
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	if (conf->ca_file)
		curl_easy_setopt(easy, CURLOPT_CAINFO, conf->ca_file);
	if (!conf->cert_file)
		return true;
	curl_easy_setopt(easy, CURLOPT_SSLCERT, conf->cert_file);
	curl_easy_setopt(easy, CURLOPT_SSLKEY, conf->key_file);
	return secret_check(conf->key_file, e);
}

static void
set_headers(struct etcd_exchange *x, const char *token)
{
	char *line = token && *token ? g_strconcat("Authorization: ", token, NULL) : NULL;

	x->headers = curl_slist_append(NULL, "Content-Type: application/json");
	x->headers = curl_slist_append(x->headers, "Expect:");
	if (line && !strpbrk(line, "\r\n"))
		x->headers = curl_slist_append(x->headers, line);
	g_free(line);
	curl_easy_setopt(x->easy, CURLOPT_HTTPHEADER, x->headers);
}

/* What fails is tried again with the next exchange. */
static bool
start_curl(struct etcd *etcd, struct err *e)
{
	if (!etcd->multi && !late_curl(e))
		return false;
	if (!etcd->multi)
		etcd->multi = curl_multi_init();
	return etcd->multi ||
	       err_set(e, _("libcurl has no memory or descriptor for its transfers"));
}

bool
exchange_begin(struct etcd *etcd, struct etcd_exchange *x, const char *path, const char *body,
               struct err *e)
{
	const char *endpoint = g_ptr_array_index(etcd->conf->endpoints, etcd->at);
	char *url = g_strconcat(endpoint, "/v3/", path, NULL);

	exchange_end(etcd, x);
	if (!start_curl(etcd, e)) {
		g_free(url);
		return false;
	}
	x->easy = curl_easy_init();
	if (!x->easy || !set_tls(x->easy, etcd->conf, e)) {
		if (!x->easy)
			err_set(e, _("libcurl has no memory for a request"));
		exchange_end(etcd, x);
		g_free(url);
		return false;
	}
	x->received = g_string_new(NULL);
	x->body = g_strdup(body);
	set_limits(x);
	set_headers(x, etcd->token);
	curl_easy_setopt(x->easy, CURLOPT_URL, url);
	curl_easy_setopt(x->easy, CURLOPT_POSTFIELDS, x->body);
	curl_multi_add_handle(etcd->multi, x->easy);
	g_free(url);
	return true;
}

void
exchange_end(struct etcd *etcd, struct etcd_exchange *x)
{
	if (x->easy) {
		curl_multi_remove_handle(etcd->multi, x->easy);
		curl_easy_cleanup(x->easy);
	}
	x->easy = NULL;
	curl_slist_free_all(x->headers);
	x->headers = NULL;
	if (x->body)
		explicit_bzero(x->body, strlen(x->body));
	g_clear_pointer(&x->body, g_free);
	if (x->received)
		g_string_free(x->received, TRUE);
	x->received = NULL;
	g_queue_clear_full(&x->lines, g_free);
	x->is_done = x->is_too_large = false;
	*x->words = '\0';
}

void
exchange_run(struct etcd *etcd)
{
	CURLMsg *message;
	int n;

	if (!etcd->multi)
		return;
	curl_multi_perform(etcd->multi, &n);
	while ((message = curl_multi_info_read(etcd->multi, &n))) {
		struct etcd_exchange *x =
		    message->easy_handle == etcd->watch.easy ? &etcd->watch : &etcd->call;

		if (message->msg != CURLMSG_DONE)
			continue;
		x->is_done = true;
		x->result = message->data.result;
	}
}

bool
exchange_fail(const struct etcd *etcd, const struct etcd_exchange *x, guint at, struct err *e)
{
	const char *words = *x->words ? x->words : curl_easy_strerror(x->result);
	char *clean = text_clean(words, strlen(words), TEXT_MAX_LABEL, NULL);

	if (x->is_too_large)
		err_set(e, _("etcd at %s: the answer is too large"),
		        (const char *)g_ptr_array_index(etcd->conf->endpoints, at));
	else
		err_set(e, _("etcd at %s: %s"),
		        (const char *)g_ptr_array_index(etcd->conf->endpoints, at),
		        x->result == CURLE_OK ? _("the connection was closed") : clean);
	g_free(clean);
	return false;
}
