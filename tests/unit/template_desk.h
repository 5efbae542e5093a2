/* A shipped template in use: the net thread, and a server that keeps what it was sent. */
#ifndef TESTS_UNIT_TEMPLATE_DESK_H
#define TESTS_UNIT_TEMPLATE_DESK_H

#include "net/source.h"
#include "tests/unit/http_fixture.h"

#include <pthread.h>

#define NOW (1795353600 * SEC_US) /* 2026-11-22T13:20:00Z */
#define TOKEN "s3cr3t-t0ken"
#define SECRET "SECabc"
#define SOURCES "sources"
#define NOTIFY "notify"
#define REQUEST_AUTH "token_file = \"token\";"
#define JSON_TYPE "Content-Type: application/json"
#define SAID "on it: \\\"A\\\" <B>"
#define SAID_HTML "on it: \\\"A\\\" &lt;B&gt;"
#define BASIC_KEYS "user = \"you@example.com\"; password_file = \"token\";"
#define ROBOT_TEXT "{\"msgtype\":\"text\",\"text\":{\"content\":\"" SAID "\"}}"

enum { SEEN_MAX = 16 };

/* What one request looked like. */
struct template_seen {
	char *method, *path, *head, *body;
};

/* The server's side. */
struct template_server {
	pthread_mutex_t lock;
	const char *list_path, *list_answer; /* what a source is polled by; NULL */
	int status;
	const char *headers, *answer;
	const char *then;   /* the answer to GETs of a request's state, NULL: 404 at first */
	const char *poison; /* a body with this is refused */
	struct template_seen seen[SEEN_MAX]; /* also polls, but those of list_path */
	unsigned n, looks;
};

/* One template in use. */
struct template_desk {
	struct template_server server;
	struct http_fixture *http;
	char *folder;
	struct mailbox *mail;
	struct net *net;
	char reason[512]; /* of the last outcome */
	int64_t until_us;
};

/* A request as it must leave, and the answers of the system. `headers`: lines that must be there, with
 * '\n' between. */
struct template_row {
	const char *template, *section, *keys;
	enum event_kind kind;
	const char *fingerprint;
	const char *method, *path, *headers, *body;
	int status;
	const char *taken; /* the answer of a success */
	int refused_status;
	const char *refused, *why; /* the answer of a refusal, and what is shown of it */
};

/* A server that answers so, and a folder with the files "token" and "secret". */
struct template_desk *template_desk_new(int status, const char *headers, const char *text);
/* What the configuration makes of the template with these further keys (g_ptr_array_unref). */
GPtrArray *template_desk_sources(struct template_desk *d, const char *section, const char *template,
                                 const char *keys);
/* Starts the net thread with them. */
void template_desk_run(struct template_desk *d, const char *section, const char *template,
                       const char *keys);
void template_desk_close(struct template_desk *d);

/* Of the source "x" and the person li, over an hour; the net thread's once it is delivered. */
struct delivery *template_desk_delivery(enum event_kind kind, const char *id,
                                        const char *fingerprint);
/* Waits for the next outcome, and keeps its reason; asserts that no secret is in it. */
enum event_kind template_desk_outcome(struct template_desk *d);
/* Asserts that this is the row's request. */
void template_desk_check(const struct template_row *row, const struct template_seen *seen);

#endif
