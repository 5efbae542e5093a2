/* A client of etcd's JSON gateway (v3): requests to one member after the other, and the log-in. */
#include "store/etcd_http.h"

#include "base/lang.h"
#include "base/secret.h"
#include "base/text.h"
#include "store/etcd_json.h"

#include <string.h>

/* gRPC codes of answers that another member, or a log-in, may better. */
enum {
	CODE_INVALID = 3,
	CODE_DEADLINE = 4,
	CODE_PRECONDITION = 9,
	CODE_UNAVAILABLE = 14,
	CODE_UNAUTHENTICATED = 16
};

/* What became of one try at one member. */
struct
try {
	struct json_object *answer; /* NULL: it failed */
	long status;                /* 0: no answer */
	int code;
};

struct etcd *
etcd_new(const struct etcd_conf *conf, const atomic_bool *is_stopping)
{
	struct etcd *etcd = g_new0(struct etcd, 1);

	etcd->conf = conf;
	etcd->is_stopping = is_stopping;
	etcd->call.max = ETCD_MAX_ANSWER;
	etcd->watch.max = ETCD_MAX_LINE;
	etcd->watch.is_watch = true;
	g_queue_init(&etcd->call.lines);
	g_queue_init(&etcd->watch.lines);
	return etcd;
}

static void
forget_token(struct etcd *etcd)
{
	if (etcd->token)
		explicit_bzero(etcd->token, strlen(etcd->token));
	g_clear_pointer(&etcd->token, g_free);
}

void
etcd_free(struct etcd **etcd)
{
	if (!*etcd)
		return;
	exchange_end(*etcd, &(*etcd)->call);
	exchange_end(*etcd, &(*etcd)->watch);
	if ((*etcd)->multi)
		curl_multi_cleanup((*etcd)->multi);
	forget_token(*etcd);
	g_free(*etcd);
	*etcd = NULL;
}

/* What etcd says of itself, or the status alone. */
static void
explain(const struct etcd *etcd, long status, struct json_object *answer, struct err *e)
{
	const char *said = etcd_text(answer, "message");
	char *clean = text_clean(said, strlen(said), TEXT_MAX_LABEL, NULL);

	err_set(e, _("etcd at %s: %s (HTTP %ld)"),
	        (const char *)g_ptr_array_index(etcd->conf->endpoints, etcd->at),
	        *clean ? clean : _("it gave no answer that can be read"), status);
	g_free(clean);
}

static struct try
try_once(struct etcd *etcd, const char *path, const char *body, struct err *e)
{
	struct etcd_exchange *x = &etcd->call;
	struct json_object *answer = NULL;
	struct try t = { .answer = NULL };

	if (!exchange_begin(etcd, x, path, body, e))
		return t;
	for (exchange_run(etcd); !x->is_done && !atomic_load(etcd->is_stopping); exchange_run(etcd))
		curl_multi_poll(etcd->multi, NULL, 0, 100, NULL);
	if (!x->is_done) {
		err_set(e, _("it was not waited for"));
	} else if (x->result != CURLE_OK) {
		exchange_fail(etcd, x, etcd->at, e);
	} else {
		curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &t.status);
		answer = etcd_parse(x->received->str, x->received->len);
		t.code = (int)etcd_int(answer, "code");
		if (t.status == 200 && answer)
			t.answer = json_object_get(answer);
		else
			explain(etcd, t.status, answer, e);
		json_object_put(answer);
	}
	exchange_end(etcd, x);
	return t;
}

static char *
log_in_body(const struct etcd_conf *conf, struct err *e)
{
	char *password = secret_read(conf->password_file, e), *body;
	struct json_object *request;

	if (!password)
		return NULL;
	request = json_object_new_object();
	json_object_object_add(request, "name", json_object_new_string(conf->user));
	json_object_object_add(request, "password", json_object_new_string(password));
	body = g_strdup(json_object_to_json_string_ext(request, JSON_C_TO_STRING_PLAIN));
	json_object_put(request);
	secret_free(&password);
	return body;
}

/* A new token. A server whose log-in is off wants none. */
static bool
log_in(struct etcd *etcd, struct err *e)
{
	char *body = log_in_body(etcd->conf, e);
	struct try t;

	forget_token(etcd);
	if (!body)
		return false;
	t = try_once(etcd, "auth/authenticate", body, e);
	secret_free(&body);
	if (t.answer || t.code == CODE_PRECONDITION)
		etcd->token = g_strdup(etcd_text(t.answer, "token"));
	json_object_put(t.answer);
	return etcd->token != NULL;
}

/* One member: logs in where it must, and once more where the log-in has run out. */
static struct try
try_member(struct etcd *etcd, const char *path, const char *body, struct err *e)
{
	bool may_renew = etcd->conf->user && etcd->token;
	struct try t = { .answer = NULL };

	if (etcd->conf->user && !etcd->token && !log_in(etcd, e))
		return t;
	t = try_once(etcd, path, body, e);
	if (!t.answer && may_renew &&
	    (t.code == CODE_INVALID || t.code == CODE_UNAUTHENTICATED || t.status == 401) &&
	    log_in(etcd, e))
		t = try_once(etcd, path, body, e);
	return t;
}

/* Would another member know better? */
static bool
is_member_at_fault(const struct try *t)
{
	return !t->answer && (t->status == 0 || t->status >= 500 || t->code == CODE_DEADLINE ||
	                      t->code == CODE_UNAVAILABLE);
}

struct json_object *
etcd_call(struct etcd *etcd, const char *path, struct json_object *request, int *code,
          struct err *e)
{
	char *body = g_strdup(json_object_to_json_string_ext(
	    request, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	struct try t = { .answer = NULL };

	for (guint i = 0; i < etcd->conf->endpoints->len; i++) {
		t = try_member(etcd, path, body, e);
		if (!is_member_at_fault(&t) || atomic_load(etcd->is_stopping))
			break;
		etcd->at = (etcd->at + 1) % etcd->conf->endpoints->len;
	}
	if (code)
		*code = t.code;
	json_object_put(request);
	g_free(body);
	return t.answer;
}
