/* A source that says by itself when something changed: its next poll begins at once. What it says is not read, so
 * that a poll stays the only truth, and nothing is lost when the stream ends: then polls come with their period. */
#include "net/listener.h"

#include "net/schedule.h"

#define AGAIN_MOST_US (60 * SEC_US)
#define REFUSED_US (10 * MIN_US) /* a right that is missing may be given */
#define STEADY_US (60 * SEC_US)  /* a stream that lasted so long was well */
#define LOOK_US (SEC_US / 4)

struct listener {
	struct net_core *core;
	struct poller *poller;
	bool is_open;
	unsigned failures; /* in a row */
	/* monotonic: when it began, when it may begin, when the poller is to be hurried (NEVER: it need not
	 * be), and when it was last */
	int64_t begun_us, next_us, hurry_us, hurried_us;
};

struct listener *
listener_new(struct net_core *core, struct poller *poller)
{
	const struct source *source = poller_source(poller);
	struct request request = { 0 };
	struct listener *l;
	bool is_wanted;

	if (!source->ops || !source->ops->listen || core->options.once)
		return NULL;
	is_wanted = source->ops->listen(source, &request);
	request_clear(&request);
	if (!is_wanted)
		return NULL;
	l = g_new0(struct listener, 1);
	l->core = core;
	l->poller = poller;
	l->hurry_us = NEVER;
	return l;
}

void
listener_free(void *listener)
{
	g_free(listener);
}

static bool
on_piece(void *user, const char *bytes, size_t len, struct err *e)
{
	struct listener *l = user;
	int64_t mono_us = clock_monotonic_us();
	int64_t rest_us = MAX(SEC_US, 4 * poller_lasted_us(l->poller));

	(void)bytes;
	(void)len;
	(void)e;
	if (l->hurry_us == NEVER)
		l->hurry_us = MAX(mono_us + LISTENER_GATHER_US, l->hurried_us + rest_us);
	return true;
}

static void
on_end(void *user, const struct answer *answer)
{
	struct listener *l = user;
	int64_t mono_us = clock_monotonic_us();
	bool is_refused = answer->status >= 400 && answer->status < 500 && answer->status != 429;

	l->is_open = false;
	l->failures = mono_us - l->begun_us > STEADY_US ? 1 : l->failures + 1;
	l->next_us =
	    mono_us + (is_refused ? REFUSED_US
	                          : schedule_backoff(l->failures, g_rand_double(l->core->random),
	                                             AGAIN_MOST_US, answer->retry_after_us));
}

static void
listen(struct listener *l, int64_t mono_us)
{
	const struct source *source = poller_source(l->poller);
	struct request request = { 0 };
	struct transfer_order order = { .conf = source->conf,
		                        .request = &request,
		                        .is_stream = true,
		                        .max_bytes = INT64_MAX,
		                        .sink = on_piece,
		                        .done = on_end,
		                        .user = l };
	struct err e;

	l->begun_us = mono_us;
	l->is_open =
	    source->ops->listen(source, &request) && transfer_start(l->core->pool, &order, &e);
	if (!l->is_open) /* the poll says why */
		l->next_us = mono_us + AGAIN_MOST_US;
	request_clear(&request);
}

void
listener_run(struct listener *l, int64_t mono_us)
{
	if (l->hurry_us <= mono_us) {
		l->hurry_us = NEVER;
		l->hurried_us = mono_us;
		poller_hurry(l->poller);
	}
	if (l->is_open || l->next_us > mono_us)
		return;
	if (poller_is_well(l->poller))
		listen(l, mono_us);
	else
		l->next_us = mono_us + LOOK_US;
}

int64_t
listener_next_us(const struct listener *l)
{
	return l->is_open ? l->hurry_us : MIN(l->hurry_us, l->next_us);
}
