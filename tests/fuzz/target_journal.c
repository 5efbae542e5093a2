/* Fuzz target: a journal file with wrong bytes in it, as a torn disk or a hand leaves it: opening, reading in
 * every way, and writing end with a reason, or go on. Input: a byte that says whether its log (FILE-wal) is there; then
 * changes of four bytes each: which file and where, and what. */
#include "store/admin.h"
#include "store/codec.h"
#include "store/replay.h"
#include "store/sqlite.h"
#include "store/verify.h"
#include "tests/fuzz/fuzz.h"

#include <glib/gstdio.h>
#include <string.h>
#include <syslog.h>

enum { CHANGES_MAX = 64 };

/* The journal whose bytes are changed: as it was written, with and without its log. */
static struct {
	char *dir, *file, *wal, *shm, *anchor;
	char *bytes[2], *wal_bytes;
	gsize len[2], wal_len;
} base;

/* In place of the C library's: heads of damaged journals are nothing for the system's log. */
void
syslog(int priority, const char *format, ...)
{
	(void)priority;
	(void)format;
}

static void
drop(struct event_batch *batch, void *data)
{
	(void)data;
	event_batch_free(&batch);
}

static void
remove_all(void)
{
	g_remove(base.file);
	g_remove(base.wal);
	g_remove(base.shm);
	g_remove(base.anchor);
}

static void
clean_up(void)
{
	remove_all();
	g_rmdir(base.dir);
}

static void
load(const char *file, char **bytes, gsize *len)
{
	fuzz_check(g_file_get_contents(file, bytes, len, NULL), "cannot read %s", file);
}

static struct delivery *
delivery_of(const struct event *e)
{
	struct delivery *d = delivery_new();

	d->kind = e->kind;
	delivery_set(&d->id, e->id);
	delivery_set(&d->source, "am");
	delivery_set(&d->alert_key, e->subject);
	d->at_us = e->at_us;
	delivery_add_label(d, "alertname", "DiskFull");
	return d;
}

static void
write_some(struct journal *j, unsigned n, struct err *e)
{
	struct event_batch *batch = event_batch_new();
	GPtrArray *deliveries = g_ptr_array_new_with_free_func(delivery_free_payload);

	for (unsigned i = 0; i < n; i++) {
		struct event *event =
		    event_batch_add(batch, i % 2 ? EVENT_NOTE : EVENT_ACK, (1000000 + i) * SEC_US);
		char id[40];

		g_snprintf(id, sizeof id, "0d5d2a1e-0000-4000-8000-%012u", i);
		event->id = event_batch_str(batch, id);
		event->person = "lin";
		event->subject = "am/f1";
		event->text = "on it";
		if (event->kind == EVENT_ACK)
			g_ptr_array_add(deliveries, delivery_of(event));
	}
	if (!journal_append(j, batch, deliveries, drop, NULL, e))
		fuzz_check(*e->text != '\0', "no reason");
	g_ptr_array_unref(deliveries);
	event_batch_free(&batch);
}

static void
observe_some(struct journal *j)
{
	struct event_batch *batch = event_batch_new();
	struct err e = { "" };

	for (int i = 0; i < 4; i++) {
		struct event *event =
		    event_batch_add(batch, EVENT_SAMPLE, (1000000 + 20 * i) * SEC_US);

		event->subject = "orders";
		event->sample_us = event->at_us;
		event->value = i;
	}
	if (!journal_observe(j, batch->events, &e))
		fuzz_check(*e.text != '\0', "no reason");
	event_batch_free(&batch);
}

static void
make_base(void)
{
	struct journal j = { .db = NULL };
	struct err e = { "" };
	bool on_tmpfs = g_access("/dev/shm", 7) == 0;

	base.dir = on_tmpfs ? g_mkdtemp(g_strdup("/dev/shm/warroom-fuzz-XXXXXX"))
	                    : g_dir_make_tmp("warroom-fuzz-XXXXXX", NULL);
	base.file = g_build_filename(base.dir, "room.db", NULL);
	base.wal = g_strconcat(base.file, "-wal", NULL);
	base.shm = g_strconcat(base.file, "-shm", NULL);
	base.anchor = g_strconcat(base.file, ".anchor", NULL);
	atexit(clean_up);
	fuzz_check(journal_open(&j, base.file, &e), "%s", e.text);
	write_some(&j, 6, &e);
	observe_some(&j);
	load(base.file, &base.bytes[1], &base.len[1]);
	load(base.wal, &base.wal_bytes, &base.wal_len);
	journal_close(&j);
	load(base.file, &base.bytes[0], &base.len[0]);
}

/* Lays down the journal with its wrong bytes. */
static void
damage(struct fuzz_input *in)
{
	unsigned kind = fuzz_pick(in, 2);
	char *bytes = g_memdup2(base.bytes[kind], base.len[kind]);
	char *wal = g_memdup2(base.wal_bytes, base.wal_len);

	for (int i = 0; i < CHANGES_MAX && in->left >= 4; i++, in->at += 4, in->left -= 4) {
		size_t at = (size_t)in->at[0] << 16 | (size_t)in->at[1] << 8 | in->at[2];

		if (kind && at >> 23)
			wal[(at & 0x7FFFFF) % base.wal_len] = (char)in->at[3];
		else
			bytes[(at & 0x7FFFFF) % base.len[kind]] = (char)in->at[3];
	}
	remove_all();
	fuzz_check(g_file_set_contents(base.file, bytes, (gssize)base.len[kind], NULL) &&
	               (!kind || g_file_set_contents(base.wal, wal, (gssize)base.wal_len, NULL)),
	           "cannot write in %s", base.dir);
	g_free(bytes);
	g_free(wal);
}

static void
check_ok(bool ok, const struct err *e)
{
	fuzz_check(ok || (*e->text && g_utf8_validate(e->text, -1, NULL)), "no reason");
}

static void
replay(void)
{
	struct err e = { "" };
	struct replay *replay = replay_open(base.file, &e);
	struct event_batch *batch = event_batch_new();

	check_ok(replay != NULL, &e);
	while (replay && replay_next(replay, batch, &e))
		;
	if (replay)
		replay_last_heard_us(replay);
	event_batch_free(&batch);
	replay_close(&replay);
}

static void
read_all(void)
{
	struct verification v;
	struct err e = { "" };
	GPtrArray *rows;

	check_ok(admin_read_past(base.file, drop, NULL, &e), &e);
	check_ok(admin_read_all(base.file, drop, NULL, &e), &e);
	check_ok(admin_read_present(base.file, "", drop, NULL, &e), &e);
	rows = admin_outbox(base.file, &e);
	check_ok(rows != NULL, &e);
	if (rows)
		g_ptr_array_unref(rows);
	if (store_verify(base.file, &v, &e))
		g_free(verification_text(&v));
	else
		check_ok(false, &e);
	replay();
}

static void
free_delivery(void *delivery, void *data)
{
	(void)data;
	delivery_free_payload(delivery);
}

/* As a console does that starts. */
static void
go_on(void)
{
	struct journal j = { .db = NULL };
	GPtrArray *due = g_ptr_array_new();
	struct err e = { "" };
	int64_t next_us;

	if (!journal_open(&j, base.file, &e)) {
		check_ok(false, &e);
	} else {
		check_ok(journal_follow(&j, drop, NULL, &e), &e);
		check_ok(journal_tell_present(&j, drop, NULL, &e), &e);
		write_some(&j, 8, &e);
		observe_some(&j);
		check_ok(journal_take_due(&j, due, &next_us, &e), &e);
	}
	journal_close(&j);
	g_ptr_array_foreach(due, free_delivery, NULL);
	g_ptr_array_unref(due);
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };

	if (!base.dir)
		make_base();
	damage(&in);
	read_all();
	go_on();
}

FUZZ_TARGET(journal, run)
