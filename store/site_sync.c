/* Keeping journal and etcd in step: what others wrote comes in, what was done here goes out. */
#include "store/site_link.h"

#include <string.h>

/* Events in one transaction: etcd takes 128 operations and 1.5 MiB. Keys in one page. */
enum { SEND_EVENTS = 32, SEND_BYTES = 512 * 1024, PAGE = 500 };

char *
site_key(const struct site *s, const char *folder, const char *name)
{
	return g_strconcat(s->conf->prefix, "/", folder, name, NULL);
}

static void
take_event(struct site *s, const char *id, const struct etcd_change *change)
{
	struct site_event *event;

	if (!change->value || link_knows(&s->journal, id))
		return;
	event = site_event_read(id, change->value, change->value_len);
	if (!event)
		return;
	event->revision = change->mod_revision;
	g_ptr_array_add(s->arrived, event);
}

void
sync_take(const struct etcd_change *change, void *site)
{
	struct site *s = site;
	size_t n = strlen(s->conf->prefix) + 1;
	const char *key = change->key;

	s->seen_revision = MAX(s->seen_revision, change->mod_revision);
	if (strncmp(key, s->conf->prefix, n - 1) != 0 || key[n - 1] != '/')
		return;
	if (g_str_has_prefix(key + n, "event/"))
		take_event(s, key + n + strlen("event/"), change);
	else if (g_str_has_prefix(key + n, "site/"))
		presence_hear(s, key + n + strlen("site/"), change->value, change->value_len);
}

static int
by_time_of_writing(const void *a, const void *b)
{
	const struct site_event *p = *(struct site_event *const *)a,
				*q = *(struct site_event *const *)b;

	if (p->revision != q->revision)
		return p->revision < q->revision ? -1 : 1;
	return p->seq < q->seq ? -1 : p->seq > q->seq;
}

/* What was gathered goes into the journal, up to this revision. */
static bool
keep_arrived(struct site *s, int64_t revision, struct err *e)
{
	bool ok = true;

	if (*s->failed.text) {
		*e = s->failed;
		return false;
	}
	if (s->arrived->len > 0) {
		struct link_row row = s->row;

		row.revision = revision;
		ok = link_merge(&s->journal, s->conf, s->arrived, &row, &s->came, e);
		g_ptr_array_set_size(s->arrived, 0);
	}
	if (ok)
		s->row.revision = revision;
	return ok;
}

struct page {
	struct site *site;
	char *last; /* key */
};

static void
take_of_page(const struct etcd_change *change, void *data)
{
	struct page *page = data;

	g_free(page->last);
	page->last = g_strdup(change->key);
	sync_take(change, page->site);
}

/* The next page of keys with the prefix, from `from` on, as of *revision (0: now, and set). */
static struct json_object *
read_page(struct site *s, const char *prefix, const char *from, int64_t *revision, struct err *e)
{
	struct json_object *request = json_object_new_object(), *answer;

	etcd_put_prefix(request, prefix);
	if (from) {
		json_object_object_del(request, "key");
		etcd_put_bytes(request, "key", from);
	}
	json_object_object_add(request, "limit", json_object_new_int(PAGE));
	if (*revision)
		etcd_put_int(request, "revision", *revision);
	answer = etcd_call(s->etcd, "kv/range", request, NULL, e);
	if (answer && !*revision)
		*revision = etcd_int(etcd_member(answer, "header", json_type_object), "revision");
	return answer;
}

/* Every key with the prefix in pages of one revision. */
static bool
read_all(struct site *s, const char *folder, int64_t *revision, struct err *e)
{
	char *prefix = site_key(s, folder, ""), *from = NULL;
	bool more = true, ok = true;

	while (ok && more && !atomic_load(&s->is_stopping)) {
		struct page page = { s, NULL };
		struct json_object *answer = read_page(s, prefix, from, revision, e);

		ok = answer != NULL;
		etcd_read_range(answer, take_of_page, &page);
		more = etcd_is(answer, "more") && page.last;
		json_object_put(answer);
		g_free(from);
		/* the first key behind: it, and the lowest character; a space is low enough here */
		from = page.last ? g_strconcat(page.last, " ", NULL) : NULL;
		g_free(page.last);
	}
	g_free(from);
	g_free(prefix);
	return ok;
}

bool
sync_list(struct site *s, struct err *e)
{
	int64_t revision = 0;
	bool ok = read_all(s, "site/", &revision, e);

	/* after a compaction, or with a new journal, the watch cannot tell what was before */
	if (ok && s->row.revision == 0) {
		ok = read_all(s, "event/", &revision, e);
		g_ptr_array_sort(s->arrived, by_time_of_writing);
		ok = ok && keep_arrived(s, revision, e) &&
		     link_note(&s->journal, s->conf->name, &s->row, e);
	}
	g_ptr_array_set_size(s->arrived, 0);
	return ok;
}

bool
sync_begin_watch(struct site *s, struct err *e)
{
	char *prefix = site_key(s, "", "");
	bool ok = etcd_watch(s->etcd, prefix, s->row.revision + 1, e);

	s->seen_revision = s->row.revision;
	s->heard_us = clock_monotonic_us();
	g_free(prefix);
	return ok;
}

/* The watch lies too far back: everything is read again, and watched from there. */
static bool
start_over(struct site *s, struct err *e)
{
	s->row.revision = 0;
	return sync_list(s, e) && sync_begin_watch(s, e);
}

bool
sync_watch(struct site *s, struct err *e)
{
	struct etcd_news news = { .revision = 0 };
	bool ok = true;
	char *line;

	while (ok && (line = etcd_watch_line(s->etcd))) {
		ok = etcd_read_line(line, strlen(line), sync_take, s, &news, e);
		g_free(line);
		if (ok && news.compact_revision)
			return start_over(s, e);
		ok = ok && keep_arrived(s, s->seen_revision, e);
		s->heard_us = clock_monotonic_us();
	}
	if (!ok)
		return false;
	/* it may have ended only because another member answers now */
	return etcd_watch_lives(s->etcd, e) || sync_begin_watch(s, e);
}

/* Insert if absent; an outcome ends the claim in the same step. */
static struct json_object *
op_send(const struct site *s, const struct site_event *event)
{
	char *key = site_key(s, "event/", event->id), *text = site_event_write(event);
	char *claim = event->cause ? site_key(s, "deliver/", event->cause) : NULL;
	struct json_object *op = json_object_new_object();

	json_object_object_add(op, "request_txn",
	                       etcd_txn(etcd_if_absent(key), etcd_op_put(key, text, 0),
	                                claim ? etcd_op_delete(claim) : NULL));
	g_free(claim);
	g_free(text);
	g_free(key);
	return op;
}

static unsigned
count_written(struct json_object *answer)
{
	struct json_object *list = etcd_member(answer, "responses", json_type_array);
	unsigned n = 0;

	for (size_t i = 0; list && i < json_object_array_length(list); i++)
		n += etcd_is(etcd_member(json_object_array_get_idx(list, i), "response_txn",
		                         json_type_object),
		             "succeeded");
	return n;
}

/* As many of them as one transaction takes; gives how many. 0: it failed. */
static guint
send_some(struct site *s, const GPtrArray *list, struct err *e)
{
	struct json_object *ops = json_object_new_array(), *txn = json_object_new_object(), *answer;
	size_t bytes = 0;
	guint n = 0;

	while (n < list->len && (n == 0 || bytes < SEND_BYTES)) {
		const struct site_event *event = g_ptr_array_index(list, n++);

		bytes += strlen(event->body) + (event->delivery ? strlen(event->delivery) : 0);
		json_object_array_add(ops, op_send(s, event));
	}
	json_object_object_add(txn, "success", ops);
	answer = etcd_call(s->etcd, "kv/txn", txn, NULL, e);
	s->went += count_written(answer);
	n = answer ? n : 0;
	json_object_put(answer);
	return n;
}

bool
sync_send(struct site *s, struct err *e)
{
	bool ok = true, more = true;
	int64_t before = s->row.pushed_seq;

	while (ok && more && !atomic_load(&s->is_stopping)) {
		GPtrArray *list = g_ptr_array_new_with_free_func(site_event_free);
		int64_t last = s->row.pushed_seq;
		guint n = 0;

		ok = link_unsent(&s->journal, s->conf, s->row.pushed_seq, s->sends_all, SEND_EVENTS,
		                 list, &last, e);
		if (ok && list->len)
			ok = (n = send_some(s, list, e)) > 0 && site_keep(s, e);
		if (ok)
			s->row.pushed_seq =
			    n < list->len
				? ((struct site_event *)g_ptr_array_index(list, n - 1))->seq
				: last;
		more = n < list->len || list->len == SEND_EVENTS;
		g_ptr_array_unref(list);
	}
	if (ok && !more)
		s->sends_all = false;
	return ok &&
	       (before == s->row.pushed_seq || link_note(&s->journal, s->conf->name, &s->row, e));
}
