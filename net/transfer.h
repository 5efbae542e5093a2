/* HTTP transfers: curl's multi handle, how each transfer is set up, and what bounds it. Net thread.
 */
#ifndef NET_TRANSFER_H
#define NET_TRANSFER_H

#include "net/source.h"

#include <stdatomic.h>

struct transfer_pool;

/* Takes the bytes of a successful answer as they arrive; false with "content: ..." ends the
 * transfer. */
typedef bool transfer_sink(void *user, const char *bytes, size_t len, struct err *e);
/* The transfer is over. The answer is lent for the call. */
typedef void transfer_done(void *user, const struct answer *answer);

/* Once for the process, before any thread. libcurl itself is loaded with the first transfer. */
void transfer_init(void);

/* is_stopping: raised from another thread, every transfer ends at its next bytes. address_life_us: so
 * long a connection is used and a name's address believed; 0: TRANSFER_ADDRESS_LIFE_US. */
struct transfer_pool *transfer_pool_new(const atomic_bool *is_stopping,
                                        int64_t address_life_us) MUST_USE;
/* Drops every transfer without calling its done; sets *pool to NULL. */
void transfer_pool_free(struct transfer_pool **pool);

struct transfer_order {
	const struct source_conf *conf;
	const struct request *request;
	const char *accept_encoding; /* NULL: none */
	/* of the answer that is known, which need not come again; NULL or "": none */
	const char *etag, *modified;
	bool
	    is_stream; /* the answer has no end, and may be silent for any time once its header is here */
	bool
	    connects_only; /* nothing is sent: the answer is complete when there is a connection (with TLS) */
	int64_t max_bytes;
	transfer_sink *sink; /* NULL: the answer's body is gathered */
	transfer_done *done;
	void *user;
};
/* Begins a transfer. False with "secret: ..." or "network: ..." when it cannot even begin; done is not called then.
 */
bool transfer_start(struct transfer_pool *pool, const struct transfer_order *order,
                    struct err *e) MUST_USE;

/* Moves bytes and calls done for what is over. */
void transfer_pool_run(struct transfer_pool *pool);

/* Waits until something can move, fd is readable, or the time is over. */
void transfer_pool_wait(struct transfer_pool *pool, int fd, int timeout_ms);

/* A transfer is given up when nothing comes for its source's timeout (the time that we take to read
 * what came does not count), when its answer has begun and is slower than this for so long, or after
 * so many timeouts. */
enum { TRANSFER_LEAST_BYTES_S = 100, TRANSFER_LEAST_S = 5, TRANSFER_MOST_TIMEOUTS = 10 };

/* A name that gets another address is followed within a minute, though the old one still answers: so
 * long for the connection, a third of it for the address, and then comes the next poll. */
#define TRANSFER_ADDRESS_LIFE_US INT64_C(30000000)

/* How a transfer ended that did not bring a whole answer. */
struct transfer_failure {
	int code;          /* CURLcode */
	long os_errno;     /* of the connection; 0 */
	const char *words; /* curl's own */
	const char *source_name;
	int64_t timeout_us, connect_timeout_us;
	int64_t received; /* bytes */
	bool is_asked;    /* there was a connection, and the request went out */
	bool is_stalled;  /* nothing came for timeout_us */
	bool is_slow;     /* less than the least rate */
};
/* The class and a sentence: "timeout: no answer in 4 s". Always false. Pure. */
bool transfer_explain(const struct transfer_failure *f, struct err *e);

#endif
