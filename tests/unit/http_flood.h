/* Answers that are far too large: a gibibyte in chunks, or unpacked, headers without end, and lists that would
 * make a large tree. */
#ifndef TESTS_UNIT_HTTP_FLOOD_H
#define TESTS_UNIT_HTTP_FLOOD_H

#include <stdatomic.h>

/* Each writes a whole answer to fd until the peer has had enough or is_stopping; gives the bytes that the
 * connection took. Bomb: 1 GiB of spaces in gzip, 6.8 MB; headers: 20,000 lines. */
long http_flood_chunks(int fd, const atomic_bool *is_stopping);
long http_flood_bomb(int fd, const atomic_bool *is_stopping);
long http_flood_headers(int fd, const atomic_bool *is_stopping);

/* A document of just under 8 MiB: head ("[", or an object's begin up to its list), then this element with its
 * comma again and again, and the brackets' ends. */
void http_flood_list(int fd, const char *head, const char *element);

#endif
