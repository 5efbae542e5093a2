/* The polls of one source: its rounds, their schedule, and what they tell the room. */
#include "net/poll.h"

#include "base/hash.h"
#include "base/lang.h"
#include "net/elements.h"
#include "net/local_file.h"
#include "net/schedule.h"
#include "room/message.h"

#include <string.h>

/* Of a flood no more batches wait in the mailbox: memory holds only these. */
enum { BATCHES_WAITING = 4, LOOK_UP_MS = 50 };

#define GAP_LEAST_US (30 * SEC_US) /* a longer silence leaves a hole in the history */

struct poller {
	struct net_core *core;
	struct source *source;
	int64_t offset_us, next_us;  /* monotonic */
	int64_t last_ok_us;          /* monotonic; UNSAID */
	int64_t begun_us, lasted_us; /* the last round: monotonic; and how long */
	unsigned failures;           /* rounds in a row */
	bool is_hurried;

	/* the round under way */
	bool is_running;
	guint next_slot;
	GPtrArray *exchanges; /* struct exchange *: requests under way */
	struct event_batch *batch;
	struct err failure; /* the first; "" */
	bool is_abandoned;  /* the server does not answer: the other requests are not tried */
	unsigned tried;     /* members of a cluster that failed in this round */
	unsigned connected; /* members that were only connected to */
	struct err lost;    /* which member of a cluster failed last, and why; "" */
	int64_t retry_after_us, took_ms;

	/* what was reported last */
	enum source_health health;
	size_t rows, broken;
	char *reason;
};

/* One request of a round. */
struct exchange {
	struct reading r; /* first: what tells is given this alone */
	struct poller *p;
	struct slot *slot;
	struct elements *elements; /* NULL: the document is read as a whole */
	uint64_t url_hash;
	bool has_begun;
};

int64_t
core_now_us(const struct net_core *core)
{
	return clock_pace_now_us(&core->options.clock);
}

void
core_post(struct net_core *core, int message, struct event_batch **batch)
{
	if (*batch && (*batch)->events->len > 0)
		mailbox_post(core->to_ui, message, *batch, event_batch_free_payload);
	else
		event_batch_free(batch);
	*batch = NULL;
}

static void
exchange_free(void *data)
{
	struct exchange *x = data;

	elements_free(&x->elements);
	g_free(x);
}

struct poller *
poller_new(struct net_core *core, struct source_conf *conf, unsigned number)
{
	struct poller *p = g_new0(struct poller, 1);

	p->core = core;
	p->source = source_new(conf, &core->alerts);
	if (p->source->ops && !p->source->ops->url && !core->options.connects)
		p->next_us = NEVER;
	p->offset_us = schedule_offset(core->console, number, conf->period_us);
	p->last_ok_us = UNSAID;
	p->exchanges = g_ptr_array_new_with_free_func(exchange_free);
	return p;
}

void
poller_free(void *poller)
{
	struct poller *p = poller;

	g_ptr_array_unref(p->exchanges);
	event_batch_free(&p->batch);
	g_free(p->reason);
	source_free(&p->source);
	g_free(p);
}

struct source *
poller_source(const struct poller *p)
{
	return p->source;
}

static void
fail(struct poller *p, const struct err *e)
{
	if (!*p->failure.text)
		p->failure = *e;
}

static void
plan_next(struct poller *p, int64_t mono_us)
{
	const struct source_conf *conf = p->source->conf;

	if (p->is_hurried)
		p->next_us = mono_us;
	else if (p->core->options.once || !p->source->ops)
		p->next_us = NEVER;
	else if (p->failures)
		p->next_us = mono_us + schedule_backoff(p->failures, g_rand_double(p->core->random),
		                                        schedule_poll_cap(conf->period_us),
		                                        p->retry_after_us);
	else
		p->next_us = schedule_next(mono_us, p->offset_us, conf->period_us);
	p->is_hurried = false;
}

/* Nothing but that the source was asked again, and came to the same as the last time. */
static bool
is_same(struct poller *p, const struct source_report *said)
{
	bool yes = p->batch->events->len == 1 && said->health == p->health &&
	           said->rows == p->rows && said->broken == p->broken &&
	           g_strcmp0(said->reason, p->reason) == 0;

	p->health = said->health;
	p->rows = said->rows;
	p->broken = said->broken;
	g_free(p->reason);
	p->reason = g_strdup(said->reason);
	return yes;
}

/* True: the screen can wait for it until the next second. */
static bool
report(struct poller *p, int64_t mono_us)
{
	int64_t now_us = core_now_us(p->core);
	struct event *event = event_batch_add(p->batch, EVENT_SOURCE, now_us);
	struct source_report *said = event_batch_alloc(p->batch, sizeof *said);
	const char *broken = "";

	for (guint i = 0; i < p->source->slots->len; i++) {
		const struct slot *slot = g_ptr_array_index(p->source->slots, i);

		said->rows += slot->rows;
		said->broken += slot->broken;
		if (!*broken && slot->broken)
			broken = slot->first_broken.text;
	}
	said->health = p->failures ? SOURCE_FAILING : SOURCE_LIVE;
	said->reason = event_batch_str(p->batch, p->failures ? p->failure.text
	                                         : *broken   ? broken
	                                                     : p->lost.text);
	said->next_try_us = p->next_us == NEVER ? UNSAID : now_us + p->next_us - mono_us;
	said->took_ms = p->took_ms;
	said->skew_us = p->source->clock_off_us;
	event->source = event->subject = event_batch_str(p->batch, p->source->conf->name);
	event->report = said;
	return is_same(p, said);
}

/* After a long silence the histories are asked for again. */
static void
note_recovery(struct poller *p, int64_t mono_us)
{
	int64_t gap_us = MAX(GAP_LEAST_US, 2 * p->source->conf->period_us);

	if (p->last_ok_us != UNSAID &&
	    mono_us - p->last_ok_us > gap_us + p->source->conf->period_us)
		for (guint i = 0; i < p->source->slots->len; i++)
			((struct slot *)g_ptr_array_index(p->source->slots, i))->is_due = true;
	p->last_ok_us = mono_us;
}

static void
end_round(struct poller *p)
{
	int64_t mono_us = clock_monotonic_us();

	p->is_running = false;
	p->lasted_us = mono_us - p->begun_us;
	if (*p->failure.text)
		p->failures++;
	else
		p->failures = 0;
	if (!p->failures)
		note_recovery(p, mono_us);
	plan_next(p, mono_us);
	if (report(p, mono_us))
		mailbox_leave(p->core->to_ui, MESSAGE_OBSERVED, g_steal_pointer(&p->batch),
		              event_batch_free_payload);
	else
		core_post(p->core, MESSAGE_OBSERVED, &p->batch);
}

static void
begin_reading(struct exchange *x)
{
	x->r.now_us = core_now_us(x->p->core);
	x->r.batch = x->p->batch;
}

/* Posts what was read so far of a long answer, once the other thread has room for it. */
static void
post_some(struct reading *r)
{
	struct poller *p = ((struct exchange *)r)->p;
	struct net_core *core = p->core;

	while (!mailbox_has_room(core->to_ui, BATCHES_WAITING, LOOK_UP_MS) &&
	       !atomic_load(core->is_stopping))
		continue;
	core_post(core, MESSAGE_OBSERVED, &p->batch);
	r->batch = p->batch = event_batch_new();
}

static bool
on_piece(void *user, const char *bytes, size_t len, struct err *e)
{
	struct exchange *x = user;

	begin_reading(x);
	if (!x->has_begun)
		reading_begin(&x->r);
	x->has_begun = true;
	return elements_feed(x->elements, bytes, len, e);
}

/* Is the answer that we know of this very document so true that it need not come again? */
static bool
is_known(const struct exchange *x)
{
	const struct slot *slot = x->slot;

	return slot->body_hash && slot->url_hash == x->url_hash &&
	       (!slot->read_again_us || core_now_us(x->p->core) < slot->read_again_us);
}

static void
note_validators(struct exchange *x, const struct answer *answer)
{
	struct slot *slot = x->slot;

	g_free(slot->etag);
	g_free(slot->modified);
	slot->etag = g_strdup(answer->etag);
	slot->modified = g_strdup(answer->modified);
	slot->url_hash = x->url_hash;
}

static bool
read_answer(struct exchange *x, const struct answer *answer, struct err *e)
{
	const struct source_ops *ops = x->p->source->ops;

	if (answer->is_complete && answer->status == 304 && is_known(x))
		return true;
	if (answer->is_complete && answer->status == 404 && ops->is_missing &&
	    ops->is_missing(x->p->source, x->slot))
		return true;
	if (!answer->is_complete || answer->status / 100 != 2)
		return answer_explain(answer, x->p->source->conf->name, e);
	begin_reading(x);
	if (!x->elements) {
		note_validators(x, answer);
		return source_read(&x->r, answer->body, answer->len, e);
	}
	if (!elements_end(x->elements, e))
		return false;
	x->p->source->ops->read_end(&x->r);
	return true;
}

/* A Date is a whole second: its middle is the best guess. */
static void
note_clock(struct poller *p, const struct answer *answer)
{
	int64_t off_us;

	if (answer->date_us == UNSAID)
		return;
	p->source->skew_us = answer->date_us + SEC_US / 2 - core_now_us(p->core);
	/* in a room that was set to another day it is right by either clock; a fast clock tells nothing */
	off_us = answer->date_us + SEC_US / 2 - clock_real_us();
	if (ABS(p->source->skew_us) < ABS(off_us))
		off_us = p->source->skew_us;
	p->source->clock_off_us = p->core->options.clock.speed > 1 ? UNSAID : off_us;
}

static void go_on(struct poller *p);

static void
on_answer(void *user, const struct answer *answer)
{
	struct exchange *x = user;
	struct poller *p = x->p;
	struct err e;

	p->took_ms = MAX(p->took_ms, answer->took_ms);
	p->retry_after_us = MAX(p->retry_after_us, answer->retry_after_us);
	note_clock(p, answer);
	if (!read_answer(x, answer, &e) && (answer->status != 404 || !x->slot->is_optional))
		fail(p, &e);
	if (!answer->is_complete || answer->status == 401 || answer->status == 429 ||
	    answer->status >= 500)
		p->is_abandoned = true;
	g_ptr_array_remove_fast(p->exchanges, x);
	go_on(p);
}

static void
start_exchange(struct poller *p, struct slot *slot, char *url)
{
	const struct source_ops *ops = p->source->ops;
	const struct source_conf *conf = p->source->conf;
	struct request request = { .method = g_strdup("GET"), .url = url };
	struct exchange *x = g_new0(struct exchange, 1);
	struct transfer_order order = {
		.conf = conf,
		.request = &request,
		.accept_encoding = ops->accept_encoding,
		.max_bytes = conf->max_bytes > 0 ? conf->max_bytes : ops->max_bytes,
		.done = on_answer,
		.user = x,
	};
	struct err e;

	if (slot->query && slot->query->post)
		request_post(&request, g_strdup(slot->query->post));
	x->p = p;
	x->slot = slot;
	if (ops->fill)
		ops->fill(p->source, slot, core_now_us(p->core), &request);
	x->url_hash = hash_text(hash_text(HASH_START, request.url), request.body);
	if (!request.body && is_known(x)) {
		order.etag = slot->etag;
		order.modified = slot->modified;
	}
	x->r = (struct reading){ .source = p->source, .slot = slot, .tell = post_some };
	if (ops->read_element) {
		x->elements = reading_elements(&x->r);
		order.sink = on_piece;
	}
	g_ptr_array_add(p->exchanges, x);
	if (!transfer_start(p->core->pool, &order, &e)) {
		fail(p, &e);
		p->is_abandoned = true;
		g_ptr_array_remove_fast(p->exchanges, x);
	}
	request_clear(&request);
}

/* A file of this machine is there at once; read on this thread, which a slow disk may hold up. */
static void
read_file(struct poller *p, struct slot *slot, const char *path)
{
	const struct source_conf *conf = p->source->conf;
	struct reading r = {
		.source = p->source, .slot = slot, .now_us = core_now_us(p->core), .batch = p->batch
	};
	struct err e;
	size_t len;
	char *bytes = local_file_read(
	    path, conf->max_bytes > 0 ? conf->max_bytes : p->source->ops->max_bytes, &len, &e);

	if (!bytes || !source_read(&r, bytes, len, &e))
		fail(p, &e);
	g_free(bytes);
}

static void
start_slots(struct poller *p)
{
	const struct source *source = p->source;

	while (!p->is_abandoned && p->next_slot < source->slots->len &&
	       p->exchanges->len < source->ops->parallel) {
		struct slot *slot = g_ptr_array_index(source->slots, p->next_slot++);
		char *url = source->ops->url(source, slot, core_now_us(p->core));

		if (url && source->ops->reads_files && g_str_has_prefix(url, LOCAL_FILE)) {
			read_file(p, slot, url + strlen(LOCAL_FILE));
			g_free(url);
		} else if (url) {
			start_exchange(p, slot, url);
		}
	}
}

/* Of a cluster the next member is asked from the beginning, and is the one that is asked from now on. */
static bool
try_next_member(struct poller *p)
{
	struct source *source = p->source;

	if (!*p->failure.text || !source->ops || ++p->tried >= source_members(source))
		return false;
	err_set(&p->lost, _("%s failed: %.150s"), source_url(source, source->member),
	        p->failure.text);
	source->member++;
	p->failure.text[0] = '\0';
	p->is_abandoned = false;
	p->next_slot = 0;
	return true;
}

static void
on_connected(void *user, const struct answer *answer)
{
	struct poller *p = user;

	p->took_ms = MAX(p->took_ms, answer->took_ms);
	if (!answer->is_complete && source_members(p->source) > 1)
		err_set(&p->lost, _("%s failed: %.150s"), source_url(p->source, p->connected - 1),
		        answer->why.text);
	else if (!answer->is_complete)
		fail(p, &answer->why);
	go_on(p);
}

/* Looks whether the next address that is not asked for anything is there; sends nothing. */
static bool
connect_next(struct poller *p)
{
	const struct source *source = p->source;
	bool is_asked = source->ops && source->ops->url;
	struct request request = { 0 };
	struct transfer_order order = { .conf = source->conf,
		                        .request = &request,
		                        .connects_only = true,
		                        .done = on_connected,
		                        .user = p };
	struct err e;

	if (is_asked && p->connected == source->member % source_members(source))
		p->connected++;
	if (!p->core->options.connects || p->connected >= source_members(source))
		return false;
	request.method = g_strdup("GET");
	request.url = g_strdup(source_url(source, p->connected++));
	if (transfer_start(p->core->pool, &order, &e)) {
		request_clear(&request);
		return true;
	}
	request_clear(&request);
	fail(p, &e);
	return false;
}

/* Starts what may start; ends the round when nothing is left. */
static void
go_on(struct poller *p)
{
	do
		start_slots(p);
	while (p->exchanges->len == 0 && try_next_member(p));
	if (p->exchanges->len == 0 && !connect_next(p))
		end_round(p);
}
void
poller_run(struct poller *p, int64_t mono_us)
{
	const struct source_conf *conf = p->source->conf;

	if (p->is_running || p->next_us > mono_us)
		return;
	p->is_running = true;
	p->begun_us = mono_us;
	p->next_slot = 0;
	p->batch = event_batch_new();
	p->failure.text[0] = '\0';
	p->is_abandoned = false;
	p->retry_after_us = p->took_ms = 0;
	p->tried = p->connected = 0;
	if (!p->source->ops)
		err_set(&p->failure, _("config: source %s is of the kind '%s', which is unknown"),
		        conf->name, conf->kind);
	else if (p->source->slots->len == 0 && p->source->ops->url)
		err_set(&p->failure, _("config: source %s has no query: nothing to ask"),
		        conf->name);
	p->is_abandoned = *p->failure.text != '\0';
	go_on(p);
}

int64_t
poller_next_us(const struct poller *p)
{
	return p->is_running ? NEVER : p->next_us;
}

bool
poller_is_well(const struct poller *p)
{
	return p->last_ok_us != UNSAID && p->failures == 0;
}

int64_t
poller_lasted_us(const struct poller *p)
{
	return p->lasted_us;
}

void
poller_hurry(struct poller *p)
{
	if (p->source->ops && !p->source->ops->url)
		return;
	p->is_hurried = p->is_running;
	if (!p->is_running)
		p->next_us = 0;
}
