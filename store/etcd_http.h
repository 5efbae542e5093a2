/* Inside store/etcd*.c: the client's parts. */
#ifndef STORE_ETCD_HTTP_H
#define STORE_ETCD_HTTP_H

#include "store/etcd.h"

#include <curl/curl.h>

/* One request and its answer, or the watch. */
struct etcd_exchange {
	CURL *easy; /* NULL: none */
	struct curl_slist *headers;
	char *body;        /* of the request; may hold a password: overwritten */
	GString *received; /* an answer; of a watch the beginning of a line */
	GQueue lines;      /* of a watch: char * */
	size_t max;
	bool is_watch, is_done, is_too_large;
	CURLcode result;
	char words[CURL_ERROR_SIZE];
};

struct etcd {
	const struct etcd_conf *conf;
	const atomic_bool *is_stopping;
	CURLM *_Atomic multi; /* NULL: nothing was asked yet; another thread may wake it */
	guint at; /* the member that answered last */
	guint watched_at;
	char *token; /* NULL: not logged in; "": not needed */
	struct etcd_exchange call, watch;
};

/* Lets a request begin at the member `at`. False with a sentence. */
bool exchange_begin(struct etcd *etcd, struct etcd_exchange *x, const char *path, const char *body,
                    struct err *e) MUST_USE;
void exchange_end(struct etcd *etcd, struct etcd_exchange *x);
/* Moves all that is under way; marks what has ended. */
void exchange_run(struct etcd *etcd);
/* Why it ended, with the member's name. False. */
bool exchange_fail(const struct etcd *etcd, const struct etcd_exchange *x, guint at, struct err *e);

/* In etcd_watch.c: takes bytes of a watch and cuts them into lines. False: a line is too long. */
bool watch_take(struct etcd_exchange *x, const char *bytes, size_t len) MUST_USE;

#endif
