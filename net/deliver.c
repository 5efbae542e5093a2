/* Deliveries: each action to its target once, with what became of it told to the room. */
#include "net/deliver.h"

#include "base/lang.h"
#include "net/schedule.h"
#include "room/message.h"

#include <string.h>

enum { PARALLEL = 4 }; /* deliveries to one source at once */
/* What waited for so long may be at another console by now, if this one was asleep meanwhile: it is
 * looked for before it is sent. */
#define FRESH_US (20 * SEC_US)

struct deliveries {
	struct net_core *core;
	GPtrArray *pollers; /* lent */
	GPtrArray *parcels; /* struct parcel *, in the order in which they came */
	GHashTable *tried;  /* ids that were sent to their target without a clear answer yet */
	GHashTable *undone; /* ids of acknowledgements that have been taken back */
};

/* A job with what the thread needs around it. */
struct parcel {
	struct deliveries *ds;
	struct poller *poller; /* NULL: there is no such source */
	struct job job;
	int64_t came_us;       /* on the room's clock */
	struct parcel *leader; /* whose request it travels in; NULL: its own */
	GPtrArray *followers;  /* struct parcel *: what travels in its request; NULL: none */
	int64_t resume_us;     /* monotonic: its next request waits until then; 0: none waits */
	bool is_running;
	bool is_alone; /* it was refused together with others: not with others again */
};

static void
parcel_free(void *data)
{
	struct parcel *parcel = data;

	delivery_free(&parcel->job.delivery);
	job_clear(&parcel->job);
	if (parcel->followers)
		g_ptr_array_unref(parcel->followers);
	g_free(parcel);
}

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
	struct parcel *parcel;

	for (guint i = 0; i < ds->parcels->len; i++) {
		parcel = g_ptr_array_index(ds->parcels, i);
		if (!strcmp(parcel->job.delivery->id, delivery->id)) {
			delivery_free(&delivery);
			return;
		}
	}
	parcel = g_new0(struct parcel, 1);
	parcel->ds = ds;
	parcel->poller = poller_by_name(ds, delivery->source);
	parcel->came_us = core_now_us(ds->core);
	parcel->job.delivery = delivery;
	parcel->job.must_look =
	    delivery->attempts > 0 || g_hash_table_contains(ds->tried, delivery->id);
	g_ptr_array_add(ds->parcels, parcel);
}

static void end(struct parcel *parcel, enum event_kind kind, int64_t until_us);

/* What became of a request became of all that travelled in it. */
static void
end_followers(struct parcel *parcel, enum event_kind kind, int64_t until_us)
{
	GPtrArray *followers = g_steal_pointer(&parcel->followers);

	for (guint i = 0; followers && i < followers->len; i++) {
		struct parcel *follower = g_ptr_array_index(followers, i);

		follower->job.why = parcel->job.why;
		end(follower, kind, until_us);
	}
	if (followers)
		g_ptr_array_unref(followers);
}

/* Refused together: one may be the reason. Each is sent again alone. */
static void
part(struct parcel *parcel)
{
	GPtrArray *all = g_steal_pointer(&parcel->followers);

	g_ptr_array_add(all, parcel);
	for (guint i = 0; i < all->len; i++) {
		struct parcel *one = g_ptr_array_index(all, i);

		one->leader = NULL;
		one->is_alone = true;
		one->is_running = false;
		job_clear(&one->job);
		one->job.step = 0;
		one->job.why.text[0] = '\0';
	}
	g_ptr_array_unref(all);
}

/* Tells what became of it and lets it go. */
static void
end(struct parcel *parcel, enum event_kind kind, int64_t until_us)
{
	struct deliveries *ds = parcel->ds;
	const struct delivery *d = parcel->job.delivery;
	struct event_batch *batch;
	struct event *event;

	if (parcel->followers && kind == EVENT_REFUSED) {
		part(parcel);
		return;
	}
	end_followers(parcel, kind, until_us);
	batch = event_batch_new();
	event = event_batch_add(batch, kind, core_now_us(ds->core));
	event->cause = event_batch_str(batch, d->id);
	event->source = event_batch_str(batch, d->source);
	event->subject = event_batch_str(batch, d->alert_key);
	event->person = event_batch_str(batch, d->person);
	event->text = event_batch_str(batch, parcel->job.why.text);
	event->remote_id = event_batch_str(batch, parcel->job.remote_id);
	event->until_us = until_us;
	core_post(ds->core, MESSAGE_OUTCOME, &batch);
	if (kind != EVENT_RETRY)
		g_hash_table_remove(ds->tried, d->id);
	if (kind == EVENT_SENT && d->kind == EVENT_UNACK && *d->ack_id)
		g_hash_table_add(ds->undone, g_strdup(d->ack_id));
	if (kind == EVENT_SENT)
		poller_hurry(parcel->poller); /* so that the confirmation shows */
	g_ptr_array_remove(ds->parcels, parcel);
}

static void
retry(struct parcel *parcel, int64_t retry_after_us)
{
	struct net_core *core = parcel->ds->core;
	int64_t wait_us =
	    schedule_backoff(parcel->job.delivery->attempts + 1, g_rand_double(core->random),
	                     DELIVERY_BACKOFF_CAP_US, retry_after_us);

	end(parcel, EVENT_RETRY, core_now_us(core) + wait_us);
}

static bool
is_transient(long status)
{
	return status == 408 || status == 429 || status / 100 == 5 || status / 100 == 2;
}

static void on_answer(void *user, const struct answer *answer);

static void
send_request(struct parcel *parcel)
{
	struct source *source = poller_source(parcel->poller);
	struct transfer_order order = {
		.conf = source->conf,
		.request = &parcel->job.request,
		.accept_encoding = source->ops->accept_encoding,
		.max_bytes =
		    source->conf->max_bytes > 0 ? source->conf->max_bytes : source->ops->max_bytes,
		.done = on_answer,
		.user = parcel,
	};

	g_hash_table_add(parcel->ds->tried, g_strdup(parcel->job.delivery->id));
	parcel->resume_us = 0;
	parcel->job.request.is_delivery = true;
	if (!transfer_start(parcel->ds->core->pool, &order, &parcel->job.why))
		retry(parcel, 0); /* a secret that cannot be read can be put right */
}

/* The target wants to be left alone for a while: that holds for all that goes to it. */
static void
leave_alone(struct parcel *parcel, int64_t retry_after_us)
{
	struct source *source = poller_source(parcel->poller);

	source->next_delivery_us =
	    MAX(source->next_delivery_us, clock_monotonic_us() + retry_after_us);
}

static void
follow(struct parcel *parcel, enum verdict verdict, const struct answer *answer)
{
	switch (verdict) {
	case VERDICT_ASK:
		if (parcel->job.wait_us > 0)
			parcel->resume_us = clock_monotonic_us() + parcel->job.wait_us;
		else
			send_request(parcel);
		break;
	case VERDICT_SENT:
		end(parcel, EVENT_SENT, UNSAID);
		break;
	case VERDICT_REFUSED:
		end(parcel, EVENT_REFUSED, UNSAID);
		break;
	case VERDICT_RETRY:
		retry(parcel, answer ? answer->retry_after_us : 0);
		break;
	case VERDICT_JUDGE:
		if (answer->retry_after_us > 0)
			leave_alone(parcel, answer->retry_after_us);
		if (answer->status / 100 != 2 && !*parcel->job.why.text)
			answer_explain(answer, parcel->job.delivery->source, &parcel->job.why);
		if (is_transient(answer->status))
			retry(parcel, answer->retry_after_us);
		else
			end(parcel, EVENT_REFUSED, UNSAID);
		break;
	}
}

static void
on_answer(void *user, const struct answer *answer)
{
	struct parcel *parcel = user;
	struct source *source = poller_source(parcel->poller);
	int64_t now_us = core_now_us(parcel->ds->core);

	if (!answer->is_complete && !parcel->job.may_miss) {
		source->member++; /* of a cluster the next one may answer */
		answer_explain(answer, source->conf->name, &parcel->job.why);
		retry(parcel, answer->retry_after_us);
		return;
	}
	request_clear(&parcel->job.request);
	follow(parcel, source->ops->deliver(source, &parcel->job, answer, now_us), answer);
}

/* May this ever be delivered? */
static bool
is_deliverable(struct parcel *parcel)
{
	const struct delivery *d = parcel->job.delivery;
	struct err *why = &parcel->job.why;
	const struct source *source = parcel->poller ? poller_source(parcel->poller) : NULL;

	if (parcel->ds->core->options.read_only)
		return err_set(why, _("this console is read-only: nothing leaves it"));
	if (!source)
		return err_set(why, _("there is no source %s in the configuration"), d->source);
	if (source->conf->read_only)
		return err_set(why, _("source %s is set to read_only: nothing is sent to it"),
		               d->source);
	if (!source->ops || !source->ops->deliver || !source->ops->can_ack(source->conf))
		return err_set(why, _("source %s takes no acknowledgements"), d->source);
	if (g_hash_table_contains(parcel->ds->undone, d->id))
		return err_set(why, _("it was taken back before it was delivered"));
	return true;
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

	if (!is_deliverable(parcel)) {
		end(parcel, EVENT_REFUSED, UNSAID);
		return;
	}
	parcel->is_running = true;
	parcel->job.must_look |= core_now_us(parcel->ds->core) - parcel->came_us > FRESH_US;
	source = poller_source(parcel->poller);
	gather(parcel);
	source->next_delivery_us = clock_monotonic_us() + source->conf->spacing_us;
	follow(parcel,
	       source->ops->deliver(source, &parcel->job, NULL, core_now_us(parcel->ds->core)),
	       NULL);
}

void
deliveries_run(struct deliveries *ds)
{
	int64_t mono_us = clock_monotonic_us();
	guint i = 0;

	while (i < ds->parcels->len) {
		struct parcel *parcel = g_ptr_array_index(ds->parcels, i);

		if (parcel->resume_us > 0 && parcel->resume_us <= mono_us)
			send_request(parcel);
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
