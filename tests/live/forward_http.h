/* For proxies of the tests: hands a request on to the server behind. */
#ifndef TESTS_LIVE_FORWARD_HTTP_H
#define TESTS_LIVE_FORWARD_HTTP_H

#include "tests/unit/http_fixture.h"

#include <glib.h>

/* The whole answer of the server on this port of 127.0.0.1, head and body (the caller's); empty when
 * there is none. Any thread; waits for the answer's end. */
GString *forward_http(unsigned port, const struct http_seen *seen);

#endif
