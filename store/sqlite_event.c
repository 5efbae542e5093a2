/* The journal's events: appending them, and following what any console appended. */
#include "store/codec.h"
#include "base/lang.h"
#include "store/codec_observed.h"
#include "store/sqlite_chain.h"

#include <sqlite3.h>

enum { READ_BATCH = 500 };

/* An outcome has no id of its own: one is made from its cause, so that it is written once. */
static char *
event_id(const struct event *event)
{
	return *event->id ? g_strdup(event->id)
	                  : g_strconcat(event->cause, "/", event_kind_name(event->kind), NULL);
}

static bool
insert_event(struct journal *j, struct anchor *head, const struct event *event)
{
	char *id = event_id(event), *body = codec_event(event);
	struct row row = { .id = id,
		           .kind = event_kind_name(event->kind),
		           .person = event->person,
		           .terminal_user = event->terminal_user,
		           .body = body,
		           .at_us = event->at_us };
	bool ok = chain_append(j, head, &row);

	g_free(id);
	g_free(body);
	return ok;
}

static bool
insert_all(struct journal *j, struct anchor *head, const struct event_batch *events,
           const GPtrArray *deliveries)
{
	bool ok = true;

	for (guint i = 0; ok && deliveries && i < deliveries->len; i++)
		ok = outbox_insert(j, g_ptr_array_index(deliveries, i));
	for (guint i = 0; ok && i < events->events->len; i++) {
		const struct event *event = g_ptr_array_index(events->events, i);

		ok = (!event_is_durable(event->kind) || insert_event(j, head, event)) &&
		     outbox_outcome(j, event);
	}
	return ok;
}

bool
journal_append(struct journal *j, const struct event_batch *events, const GPtrArray *deliveries,
               journal_take *take, void *data, struct err *e)
{
	struct anchor head;
	bool ok;

	if (!journal_exec(j, "BEGIN IMMEDIATE"))
		return journal_fail(j, e, _("the journal cannot be written"));
	ok = journal_follow(j, take, data, e) && chain_head(j, &head) &&
	     insert_all(j, &head, events, deliveries);
	if (!journal_commit(j, ok, e))
		return false;
	j->seq = head.seq;
	if (head.seq - j->anchor_seq >= ANCHOR_EVERY)
		chain_anchor(j);
	return true;
}

struct event *
journal_read_event(struct event_batch *batch, const struct row *row)
{
	enum event_kind kind = event_kind_by_name(row->kind);
	struct event *event;

	if (kind == EVENT_NONE)
		return NULL;
	event = event_batch_add(batch, kind, row->at_us);
	event->id = codec_text(batch, row->id);
	event->person = codec_text(batch, row->person);
	event->terminal_user = codec_text(batch, row->terminal_user);
	if (!codec_event_read(batch, event, row->body))
		event->text = _("(this event cannot be read)");
	return event;
}

struct event *
journal_read_observed(struct event_batch *batch, const char *kind_name, int64_t at_us,
                      const char *subject, const char *body)
{
	enum event_kind kind = event_kind_by_name(kind_name);
	struct event *event;

	if (kind == EVENT_NONE)
		return NULL;
	event = event_batch_add(batch, kind, at_us);
	event->subject = codec_text(batch, subject);
	if (codec_observed_read(batch, event, body))
		return event;
	g_ptr_array_set_size(batch->events, (gint)batch->events->len - 1);
	return NULL;
}

void
journal_add_event(struct event_batch *batch, const struct row *row)
{
	const struct event *event = journal_read_event(batch, row);

	if (event && event_is_kept_apart(event->kind))
		event_batch_add(batch, EVENT_KEPT, event->at_us)->cause = event->id;
}

void
journal_give(struct event_batch *batch, journal_take *take, void *data)
{
	if (batch->events->len > 0)
		take(batch, data);
	else
		event_batch_free(&batch);
}

struct event_batch *
journal_give_full(struct event_batch *batch, journal_take *take, void *data)
{
	if (batch->events->len < READ_BATCH)
		return batch;
	journal_give(batch, take, data);
	return event_batch_new();
}

bool
journal_give_events(struct journal *j, const char *sql, int64_t *seq, journal_take *take,
                    void *data, struct err *e)
{
	struct event_batch *batch = event_batch_new();
	sqlite3_stmt *st = NULL;
	int step = SQLITE_ERROR;

	if (sqlite3_prepare_v2(j->db, sql, -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, *seq);
		while ((step = sqlite3_step(st)) == SQLITE_ROW) {
			struct row row = chain_row(st, 1);

			*seq = batch->seq = sqlite3_column_int64(st, 0);
			journal_add_event(batch, &row);
			batch = journal_give_full(batch, take, data);
		}
	}
	journal_give(batch, take, data);
	if (sqlite3_finalize(st) != SQLITE_OK || step != SQLITE_DONE)
		return journal_fail(j, e, _("the journal cannot be read"));
	return true;
}

bool
journal_follow(struct journal *j, journal_take *take, void *data, struct err *e)
{
	return journal_give_events(j,
	                           "SELECT seq, id, at_us, kind, person, terminal_user, body FROM"
	                           " event WHERE seq > ? ORDER BY seq",
	                           &j->seq, take, data, e);
}
