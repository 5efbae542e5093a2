/* The net thread: its facade for the UI thread, and its loop. */
#include "net/net.h"

#include "base/lang.h"
#include "net/deliver.h"
#include "net/listener.h"
#include "net/poll.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>

enum command { COMMAND_WAKE = 1, COMMAND_DELIVER, COMMAND_POLL };

enum { WAIT_MOST_MS = 60000 };
#define PERIOD_LEAST_US (50 * MSEC_US)

struct net {
	pthread_t thread;
	struct mailbox *commands; /* UI thread to net thread */
	atomic_bool is_stopping;
	/* the net thread's own once it runs */
	struct net_core core;
	GPtrArray *pollers;
	GPtrArray *listeners; /* struct listener * */
	struct deliveries *deliveries;
	struct clock_watch clock; /* of the net thread */
};

static void
hurry(struct net *net, const char *source)
{
	for (guint i = 0; i < net->pollers->len; i++) {
		struct poller *p = g_ptr_array_index(net->pollers, i);

		if (!*source || !strcmp(poller_source(p)->conf->name, source))
			poller_hurry(p);
	}
}

static void
obey(struct net *net)
{
	struct message m;

	while (mailbox_take(net->commands, &m)) {
		if (m.kind == COMMAND_DELIVER) {
			deliveries_add(net->deliveries, m.payload);
			continue; /* taken over */
		}
		if (m.kind == COMMAND_POLL)
			hurry(net, m.payload);
		if (m.free_payload)
			m.free_payload(m.payload);
	}
}

/* Starts what is due; gives the milliseconds until something will be. */
static int
start_due(struct net *net)
{
	int64_t mono_us = clock_monotonic_us(), wait_us = WAIT_MOST_MS * MSEC_US;

	deliveries_run(net->deliveries);
	for (guint i = 0; i < net->listeners->len; i++) {
		struct listener *l = g_ptr_array_index(net->listeners, i);

		listener_run(l, mono_us);
		if (listener_next_us(l) != NEVER)
			wait_us = MIN(wait_us, listener_next_us(l) - mono_us);
	}
	for (guint i = 0; i < net->pollers->len; i++) {
		struct poller *p = g_ptr_array_index(net->pollers, i);

		poller_run(p, mono_us);
		if (poller_next_us(p) != NEVER)
			wait_us = MIN(wait_us, poller_next_us(p) - mono_us);
	}
	wait_us = MIN(wait_us, deliveries_wait_us(net->deliveries));
	return (int)((MAX(wait_us, 0) + MSEC_US - 1) /
	             MSEC_US); /* up: a wait too short would spin */
}

/* Our clock was set: what the sources' clocks differ from it is another now, and a silence must not begin by the old. */
static void
keep_skews(struct net *net)
{
	int64_t step_us = clock_watch_step_us(&net->clock);

	for (guint i = 0; step_us != 0 && i < net->pollers->len; i++)
		source_clock_stepped(poller_source(g_ptr_array_index(net->pollers, i)), step_us);
}

static void *
run(void *arg)
{
	struct net *net = arg;

	while (!atomic_load(&net->is_stopping)) {
		int wait_ms;

		keep_skews(net);
		obey(net);
		transfer_pool_run(net->core.pool);
		wait_ms = start_due(net);
		transfer_pool_wait(net->core.pool, mailbox_fd(net->commands), wait_ms);
	}
	return NULL;
}

static void
net_free(struct net *net)
{
	transfer_pool_free(&net->core.pool);
	deliveries_free(&net->deliveries);
	g_ptr_array_unref(net->listeners);
	g_ptr_array_unref(net->pollers);
	g_rand_free(net->core.random);
	mailbox_free(&net->commands);
	g_free(net);
}

/* Signals belong to the UI thread. */
static bool
start_thread(struct net *net)
{
	sigset_t all, before;
	bool is_ok;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	is_ok = pthread_create(&net->thread, NULL, run, net) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return is_ok;
}

/* A period is of the room's time; a request takes real time, so it is never less than this. */
static void
hasten(struct source_conf *conf, int speed)
{
	if (speed > 1)
		conf->period_us = MAX(conf->period_us / speed, PERIOD_LEAST_US);
}

static void
add_listener(struct net *net, struct poller *poller)
{
	struct listener *l = listener_new(&net->core, poller);

	if (l)
		g_ptr_array_add(net->listeners, l);
}

struct net *
net_start(GPtrArray *sources, const struct net_options *options, struct mailbox *to_ui,
          struct err *e)
{
	struct net *net = g_new0(struct net, 1);
	bool is_ok;

	atomic_init(&net->is_stopping, false);
	net->core.to_ui = to_ui;
	net->core.is_stopping = &net->is_stopping;
	net->core.options = *options;
	net->core.random = g_rand_new();
	net->core.console =
	    (uint64_t)g_rand_int(net->core.random) << 32 | g_rand_int(net->core.random);
	net->pollers = g_ptr_array_new_with_free_func(poller_free);
	net->listeners = g_ptr_array_new_with_free_func(listener_free);
	net->deliveries = deliveries_new(&net->core, net->pollers);
	net->commands = mailbox_new();
	is_ok =
	    net->commands || err_set(e, _("the system has no descriptor left for the net thread"));
	transfer_init();
	net->core.pool = transfer_pool_new(&net->is_stopping, options->address_life_us);
	for (guint i = 0; i < sources->len; i++)
		hasten(g_ptr_array_index(sources, i), options->clock.speed);
	for (guint i = 0; i < sources->len; i++)
		g_ptr_array_add(net->pollers,
		                poller_new(&net->core, g_ptr_array_index(sources, i), i));
	for (guint i = 0; i < net->pollers->len; i++)
		add_listener(net, g_ptr_array_index(net->pollers, i));
	g_ptr_array_set_free_func(sources, NULL); /* the pollers own them now */
	g_ptr_array_unref(sources);
	if (is_ok && start_thread(net))
		return net;
	if (is_ok)
		err_set(e, _("the system cannot start the net thread"));
	net_free(net);
	return NULL;
}

void
net_stop(struct net **net)
{
	if (!*net)
		return;
	atomic_store(&(*net)->is_stopping, true);
	mailbox_post((*net)->commands, COMMAND_WAKE, NULL, NULL);
	pthread_join((*net)->thread, NULL);
	net_free(*net);
	*net = NULL;
}

void
net_deliver(struct net *net, struct delivery *delivery)
{
	mailbox_post(net->commands, COMMAND_DELIVER, delivery, delivery_free_payload);
}

void
net_poll_now(struct net *net, const char *source)
{
	mailbox_post(net->commands, COMMAND_POLL, g_strdup(source ? source : ""), g_free);
}
