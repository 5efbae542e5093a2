/* How one transfer is set up: its request, its secrets, and curl's own limits. */
#include "net/transfer_setup.h"

#include "base/lang.h"
#include "base/secret.h"
#include "net/transfer_private.h"

#include <curl/curl.h>
#include <string.h>

/* A source's timeout is for its silence and the least rate is for an answer that has begun: transfer.c
 * watches both, since curl's own clock would also count the time that we take to read what came, and
 * that which the server takes to think. To curl remains the cap over all. */
static void
set_limits(CURL *easy, const struct source_conf *conf, int64_t address_life_us)
{
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
	curl_easy_setopt(easy, CURLOPT_MAXLIFETIME_CONN, (long)MAX(address_life_us / SEC_US, 1));
	curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, (long)(address_life_us / 3 / SEC_US));
	curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "warroom");
}

/* A stream has no time limit; that its peer is no longer there TCP finds out. */
static void
set_endless(CURL *easy)
{
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 0L);
	curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(easy, CURLOPT_TCP_KEEPIDLE, 15L);
	curl_easy_setopt(easy, CURLOPT_TCP_KEEPINTVL, 5L);
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

/* The body with the token as its first member; curl has a copy, ours is overwritten. */
static void
set_signed_body(CURL *easy, const char *body, const char *token)
{
	json_object *text = json_object_new_string(token);
	char *whole =
	    g_strdup_printf("{\"auth\":%s,%s", json_object_to_json_string(text), body + 1);

	curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, whole);
	json_object_put(text);
	secret_free(&whole);
}

/* The secret is read anew for each request, so that a rotated one counts at once. */
static bool
set_auth(CURL *easy, const struct transfer_order *order, GPtrArray *private, struct err *e)
{
	const struct source_conf *conf = order->conf;
	const struct request *request = order->request;
	const char *file = conf->auth == AUTH_BASIC ? conf->password_file : conf->token_file;
	char *secret;

	if (conf->auth == AUTH_NONE || conf->auth == AUTH_REQUEST || request->login == LOGIN_NONE)
		return true;
	if (!file)
		return err_set(e, _("secret: source %s names no file for it"), conf->name);
	secret = secret_read(file, e);
	if (!secret)
		return false;
	if (request->login == LOGIN_BODY) {
		set_signed_body(easy, request->body, secret);
	} else if (conf->auth == AUTH_BASIC) {
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
		curl_easy_setopt(easy, CURLOPT_USERNAME, conf->user ? conf->user : "");
		curl_easy_setopt(easy, CURLOPT_PASSWORD, secret);
	} else {
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER);
		curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, secret);
	}
	private_add_secret(private, conf->auth == AUTH_BASIC ? conf->user : NULL, secret);
	secret_free(&secret);
	return true;
}

static void
add_header(struct curl_slist **headers, const char *name, const char *value)
{
	char *line = g_strconcat(name, value, NULL);

	if (!strpbrk(line, "\r\n")) /* would begin a header of its own */
		*headers = curl_slist_append(*headers, line);
	g_free(line);
}

/* "Name: FILE": read anew for each request, as every secret. */
static bool
add_header_files(struct curl_slist **headers, const GPtrArray *files, GPtrArray *private,
                 struct err *e)
{
	for (guint i = 0; files && i < files->len; i++) {
		const char *line = g_ptr_array_index(files, i), *colon = strchr(line, ':');
		char *secret = secret_read(colon + 1 + strspn(colon + 1, " "), e), *name;

		if (!secret)
			return false;
		name = g_strdup_printf("%.*s: ", (int)(colon - line), line);
		add_header(headers, name, secret);
		private_add(private, secret);
		secret_free(&secret);
		g_free(name);
	}
	return true;
}

/* What the requests of a template carry somewhere: read here, too, to know it again. The token in *token
 * (secret_free). */
static bool
read_request_secrets(const struct source_conf *conf, GPtrArray *private, char **token,
                     struct err *e)
{
	char *secret;

	if (conf->auth == AUTH_REQUEST && conf->token_file) {
		*token = secret_read(conf->token_file, e);
		if (!*token)
			return false;
		private_add_secret(private, NULL, *token);
	}
	if (!conf->secret_file)
		return true;
	secret = secret_read(conf->secret_file, e);
	if (!secret)
		return false;
	private_add_secret(private, NULL, secret);
	secret_free(&secret);
	return true;
}

/* A header of the configuration, with the token (NULL: there is none) where it says {token}. */
static void
add_configured(struct curl_slist **headers, const char *line, const char *token, GPtrArray *private)
{
	char **parts, *filled;

	if (!token || !strstr(line, "{token}")) {
		add_header(headers, line, "");
		private_add_header(private, line);
		return;
	}
	parts = g_strsplit(line, "{token}", -1);
	filled = g_strjoinv(token, parts);
	add_header(headers, filled, "");
	private_add_header(private, filled);
	secret_free(&filled);
	g_strfreev(parts);
}

static struct curl_slist *
headers_of(const struct transfer_order *order, const char *token, GPtrArray *private)
{
	const struct request *request = order->request;
	const GPtrArray *own = order->conf->headers;
	bool states_accept = false;
	struct curl_slist *headers = NULL;

	if (request->body) {
		add_header(&headers, "Content-Type: ", request->content_type);
		add_header(&headers, "Expect:", ""); /* the header off: do not wait for a 100 */
	}
	if (request->key)
		add_header(&headers, "Idempotency-Key: ", request->key);
	if (order->etag && *order->etag)
		add_header(&headers, "If-None-Match: ", order->etag);
	if (order->modified && *order->modified)
		add_header(&headers, "If-Modified-Since: ", order->modified);
	for (guint i = 0; own && i < own->len; i++) {
		const char *line = g_ptr_array_index(own, i);

		states_accept |= !g_ascii_strncasecmp(line, "Accept:", 7);
		add_configured(&headers, line, token, private);
	}
	for (guint i = 0; request->headers && i < request->headers->len; i++)
		add_header(&headers, g_ptr_array_index(request->headers, i), "");
	if (!states_accept)
		add_header(&headers, "Accept: ", "application/json");
	/* a template says what of its address is secret; otherwise all that is long may be */
	private_add_url(private, token ? order->conf->url : request->url);
	return headers;
}

static void
set_request(CURL *easy, const struct transfer_order *order)
{
	const struct request *request = order->request;

	curl_easy_setopt(easy, CURLOPT_URL, request->url);
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, order->accept_encoding);
	if (strcmp(request->method, "GET"))
		curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
	if (request->body)
		curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, request->body);
	if (order->connects_only)
		curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
}

bool
transfer_set_up(void *easy, const struct transfer_order *order, int64_t address_life_us,
                GPtrArray *private, struct curl_slist **headers, struct err *e)
{
	char *token = NULL;

	set_limits(easy, order->conf, address_life_us);
	set_request(easy, order);
	if (!set_tls(easy, order->conf, e) || !set_auth(easy, order, private, e) ||
	    !read_request_secrets(order->conf, private, &token, e)) {
		secret_free(&token);
		return false;
	}
	if (order->is_stream)
		set_endless(easy);
	*headers = headers_of(order, token, private);
	secret_free(&token);
	if (!add_header_files(headers, order->conf->header_files, private, e))
		return false;
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, *headers);
	return true;
}
