/* A delivery on its way: its requests, their answers, and its end. */
#include "net/parcel.h"

#include "base/lang.h"
#include "net/schedule.h"
#include "room/message.h"

#include <string.h>

struct parcel *
parcel_new(struct deliveries *ds, struct poller *poller, struct delivery *delivery)
{
	struct parcel *parcel = g_new0(struct parcel, 1);

	parcel->ds = ds;
	parcel->poller = poller;
	parcel->came_us = core_now_us(ds->core);
	parcel->job.delivery = delivery;
	parcel->job.must_look =
	    delivery->attempts > 0 || g_hash_table_contains(ds->tried, delivery->id);
	return parcel;
}

void
parcel_free(void *data)
{
	struct parcel *parcel = data;

	delivery_free(&parcel->job.delivery);
	job_clear(&parcel->job);
	if (parcel->followers)
		g_ptr_array_unref(parcel->followers);
	g_free(parcel);
}

/* What became of a request became of all that travelled in it. */
static void
end_followers(struct parcel *parcel, enum event_kind kind, int64_t until_us)
{
	GPtrArray *followers = g_steal_pointer(&parcel->followers);

	for (guint i = 0; followers && i < followers->len; i++) {
		struct parcel *follower = g_ptr_array_index(followers, i);

		follower->job.why = parcel->job.why;
		parcel_end(follower, kind, until_us);
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

void
parcel_end(struct parcel *parcel, enum event_kind kind, int64_t until_us)
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

	parcel_end(parcel, EVENT_RETRY, core_now_us(core) + wait_us);
}

static bool
is_transient(long status)
{
	return status == 408 || status == 429 || status / 100 == 5 || status / 100 == 2;
}

static void on_answer(void *user, const struct answer *answer);

void
parcel_send(struct parcel *parcel)
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
			parcel_send(parcel);
		break;
	case VERDICT_SENT:
		parcel_end(parcel, EVENT_SENT, UNSAID);
		break;
	case VERDICT_REFUSED:
		parcel_end(parcel, EVENT_REFUSED, UNSAID);
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
			parcel_end(parcel, EVENT_REFUSED, UNSAID);
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

void
parcel_ask(struct parcel *parcel)
{
	struct source *source = poller_source(parcel->poller);
	int64_t now_us = core_now_us(parcel->ds->core);

	follow(parcel, source->ops->deliver(source, &parcel->job, NULL, now_us), NULL);
}

bool
parcel_is_deliverable(struct parcel *parcel)
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
