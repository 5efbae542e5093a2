/* A client of etcd's JSON gateway (v3): requests, and one watch. */
#ifndef STORE_ETCD_H
#define STORE_ETCD_H

#include "base/err.h"

#include <glib.h>
#include <stdatomic.h>
#include <stdint.h>

struct json_object;

/* Where the members are and how to log in. Texts are owned by whoever made it. */
struct etcd_conf {
	GPtrArray *endpoints;       /* char *: "https://host:2379" */
	char *user, *password_file; /* NULL: no log-in */
	char *ca_file;              /* NULL: the system's */
	char *cert_file, *key_file; /* NULL: none */
};

/* gRPC codes that callers look at. */
enum { ETCD_NOT_FOUND = 5, ETCD_OUT_OF_RANGE = 11 };

struct etcd;

/* Lends conf. A request ends early when *is_stopping becomes true. One thread, but etcd_wake(). */
struct etcd *etcd_new(const struct etcd_conf *conf, const atomic_bool *is_stopping);
/* Sets *etcd to NULL. */
void etcd_free(struct etcd **etcd);

/*
 * Posts the request (taken) to /v3/PATH and gives the answer (json_object_put). Tries every
 * member once, the one that answered last first; renews the log-in when it has run out. NULL with
 * a sentence; *code (may be NULL) becomes the gRPC code, 0 when nobody answered. Takes at most
 * some seconds; a watch is read meanwhile.
 */
struct json_object *etcd_call(struct etcd *etcd, const char *path, struct json_object *request,
                              int *code, struct err *e) MUST_USE;

/*
 * Watches the keys that begin with `prefix` from this revision on, at the member that answered
 * last; ends the watch that there was. False with a sentence. What comes is taken by
 * etcd_watch_line().
 */
bool etcd_watch(struct etcd *etcd, const char *prefix, int64_t from_revision,
                struct err *e) MUST_USE;
void etcd_watch_end(struct etcd *etcd);
/* The next line (g_free); NULL when there is none yet. */
char *etcd_watch_line(struct etcd *etcd);
/* Does the watch still run, at the member that answered last? False with a sentence. */
bool etcd_watch_lives(const struct etcd *etcd, struct err *e) MUST_USE;

/* Sleeps until something comes on the watch, etcd_wake(), or the time is over. */
void etcd_wait(struct etcd *etcd, int ms);
/* Ends etcd_wait(). Any thread. */
void etcd_wake(struct etcd *etcd);

#endif
