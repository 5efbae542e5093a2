/* Deliveries: each action to its target once: which may begin, and which travel together. */
#include "net/deliver.h"

#include "net/parcel.h"

#include <string.h>

enum { PARALLEL = 4 }; /* deliveries to one source at once */
/* What waited for so long may be at another console by now, if this one was asleep meanwhile: it is
 * looked for before it is sent. */
#define FRESH_US (20 * SEC_US)

struct deliveries *
deliveries_new(struct net_core *core, GPtrArray *pollers)
{
	struct deliveries *ds = g_new0(struct deliveries, 1);

	ds->core = core;
	ds->pollers = pollers;
	ds->parcels = g_ptr_array_new_with_free_func(parcel_free);
	ds->tried = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	ds->undone = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return ds;
}

void
deliveries_free(struct deliveries **ds)
{
	if (!*ds)
		return;
	g_ptr_array_unref((*ds)->parcels);
	g_hash_table_unref((*ds)->tried);
	g_hash_table_unref((*ds)->undone);
	g_free(*ds);
	*ds = NULL;
}

static struct poller *
poller_by_name(const struct deliveries *ds, const char *name)
{
	for (guint i = 0; i < ds->pollers->len; i++) {
		struct poller *p = g_ptr_array_index(ds->pollers, i);

		if (!strcmp(poller_source(p)->conf->name, name))
			return p;
	}
	return NULL;
}

void
deliveries_add(struct deliveries *ds, struct delivery *delivery)
{
	for (guint i = 0; i < ds->parcels->len; i++) {
		const struct parcel *parcel = g_ptr_array_index(ds->parcels, i);

		if (!strcmp(parcel->job.delivery->id, delivery->id)) {
			delivery_free(&delivery);
			return;
		}
	}
	g_ptr_array_add(ds->parcels,
	                parcel_new(ds, poller_by_name(ds, delivery->source), delivery));
}

/* How long until the delivery's own time and its target's spacing let it begin. */
static int64_t
rest_us(const struct parcel *parcel)
{
	const struct delivery *d = parcel->job.delivery;
	int64_t rest = 0;

	/* never longer than it was to be: the clock may have been set back since */
	if (d->not_before_us != UNSAID)
		rest = CLAMP(d->not_before_us - core_now_us(parcel->ds->core), 0,
		             MAX(d->not_before_us - d->at_us, 0));
	if (parcel->poller)
		rest = MAX(rest,
		           poller_source(parcel->poller)->next_delivery_us - clock_monotonic_us());
	return rest;
}

/* Its time has come, and nothing older is under way to the same target for the same alert. */
static bool
is_ready(const struct parcel *parcel)
{
	const struct deliveries *ds = parcel->ds;
	const struct delivery *d = parcel->job.delivery;

	if (parcel->is_running || rest_us(parcel) > 0)
		return false;
	for (guint i = 0; i < ds->parcels->len; i++) {
		const struct parcel *other = g_ptr_array_index(ds->parcels, i);

		if (other == parcel)
			break;
		if (other->poller == parcel->poller &&
		    !strcmp(other->job.delivery->alert_key, d->alert_key))
			return false;
	}
	return true;
}

static bool
is_busy(const struct deliveries *ds, const struct poller *poller)
{
	unsigned busy = 0;

	for (guint i = 0; i < ds->parcels->len; i++) {
		const struct parcel *other = g_ptr_array_index(ds->parcels, i);

		busy += other->is_running && !other->leader && other->poller == poller;
	}
	return busy >= PARALLEL;
}

static bool
may_begin(const struct parcel *parcel)
{
	return is_ready(parcel) && !is_busy(parcel->ds, parcel->poller);
}

/* Would one request say the same of both but for the alert? */
static bool
is_alike(const struct parcel *a, const struct parcel *b)
{
	const struct delivery *x = a->job.delivery, *y = b->job.delivery;

	return a->poller == b->poller && x->kind == y->kind && x->until_us == y->until_us &&
	       !strcmp(x->person, y->person) && !strcmp(x->comment, y->comment);
}

/* Where the target takes many in one request, what is like this one and may begin, too, goes along. */
static void
gather(struct parcel *parcel)
{
	struct deliveries *ds = parcel->ds;
	struct job *job = &parcel->job;
	const struct request_template *t =
	    source_conf_template(poller_source(parcel->poller)->conf, job->delivery->kind);

	if (!t || t->bulk < 2 || parcel->is_alone)
		return;
	for (guint i = 0; i < ds->parcels->len; i++) {
		struct parcel *other = g_ptr_array_index(ds->parcels, i);

		if (parcel->followers && parcel->followers->len + 1 >= t->bulk)
			return;
		if (other->is_alone || !is_alike(parcel, other) || !is_ready(other) ||
		    g_hash_table_contains(ds->undone, other->job.delivery->id))
			continue;
		if (!parcel->followers) {
			parcel->followers = g_ptr_array_new();
			job->also = g_ptr_array_new();
		}
		other->leader = parcel;
		other->is_running = true;
		g_hash_table_add(ds->tried, g_strdup(other->job.delivery->id));
		g_ptr_array_add(parcel->followers, other);
		g_ptr_array_add(job->also, other->job.delivery);
	}
}

static void
begin(struct parcel *parcel)
{
	struct source *source;

	if (!parcel_is_deliverable(parcel)) {
		parcel_end(parcel, EVENT_REFUSED, UNSAID);
		return;
	}
	parcel->is_running = true;
	parcel->job.must_look |= core_now_us(parcel->ds->core) - parcel->came_us > FRESH_US;
	source = poller_source(parcel->poller);
	gather(parcel);
	source->next_delivery_us = clock_monotonic_us() + source->conf->spacing_us;
	parcel_ask(parcel);
}

void
deliveries_run(struct deliveries *ds)
{
	int64_t mono_us = clock_monotonic_us();
	guint i = 0;

	while (i < ds->parcels->len) {
		struct parcel *parcel = g_ptr_array_index(ds->parcels, i);

		if (parcel->resume_us > 0 && parcel->resume_us <= mono_us)
			parcel_send(parcel);
		else if (may_begin(parcel))
			begin(parcel);
		if (i < ds->parcels->len && g_ptr_array_index(ds->parcels, i) == parcel)
			i++; /* otherwise it ended at once and the next one stands here */
	}
}

int64_t
deliveries_wait_us(const struct deliveries *ds)
{
	int64_t wait_us = NEVER;

	for (guint i = 0; i < ds->parcels->len; i++) {
		const struct parcel *parcel = g_ptr_array_index(ds->parcels, i);
		int64_t rest = parcel->is_running ? 0 : rest_us(parcel);

		if (parcel->resume_us > 0)
			rest = MAX(parcel->resume_us - clock_monotonic_us(), 1);
		if (rest > 0)
			wait_us = MIN(wait_us, rest);
	}
	return wait_us;
}
