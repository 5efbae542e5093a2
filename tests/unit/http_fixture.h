/* A small HTTP server for tests, on 127.0.0.1 and any free port, whose answers the test writes byte
 * by byte. */
#ifndef TESTS_UNIT_HTTP_FIXTURE_H
#define TESTS_UNIT_HTTP_FIXTURE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* One request. Lent for the call. */
struct http_seen {
	char method[16], path[1024];
	char *head; /* the request line and headers */
	char *body;
	unsigned connection; /* how many were accepted before this one's */
};

struct http_fixture;

/* Writes the answer to fd, or not; the connection is closed after it returns. Called on a thread of
 * the connection; while is_stopping is false it may take its time. */
typedef void http_answerer(int fd, const struct http_seen *seen, const atomic_bool *is_stopping,
                           void *user);

struct http_fixture *http_fixture_start(http_answerer *answerer, void *user);
/* The same, but the connection stays open for further requests; answers by http_reply_kept(). address:
 * "127.0.0.2", port 0: any. NULL when that address and port are taken. */
struct http_fixture *http_fixture_start_kept(const char *address, unsigned port,
                                             http_answerer *answerer, void *user);
/* So many connections were accepted. */
unsigned http_fixture_connections(struct http_fixture *f);
unsigned http_fixture_port(const struct http_fixture *f);
/* "http://127.0.0.1:PORT" (g_free) */
char *http_fixture_url(const struct http_fixture *f);
void http_fixture_stop(struct http_fixture **f);

/* A whole answer; headers: further lines with their "\r\n", or "". */
void http_reply(int fd, int status, const char *headers, const char *body);
/* The same, without a word on the connection's end. */
void http_reply_kept(int fd, int status, const char *headers, const char *body);
/* Raw bytes; false when the peer has gone away. */
bool http_write(int fd, const char *bytes, size_t len);

#endif
