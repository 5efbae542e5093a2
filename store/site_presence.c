/* Who is there: each site's word of itself in etcd, under a lease, with its consoles. */
#include "store/site_link.h"

#include "base/lang.h"
#include "base/text.h"

#include <string.h>

enum { MOST_CONSOLES = 64 };

static void
put(struct json_object *doc, const char *name, const char *text)
{
	json_object_object_add(doc, name, json_object_new_string(text));
}

/* This site's word of itself; g_free. */
static char *
word(struct site *s)
{
	struct json_object *doc = json_object_new_object(), *list = json_object_new_array();
	struct event_batch *batch = link_consoles_here(&s->journal);
	const struct event *event = g_ptr_array_index(batch->events, 0);
	char *text;

	for (size_t i = 0; i < MIN(event->n_peers, (size_t)MOST_CONSOLES); i++) {
		struct json_object *peer = json_object_new_object();

		put(peer, "id", event->peers[i].id);
		put(peer, "person", event->peers[i].person);
		put(peer, "terminal_user", event->peers[i].terminal_user);
		put(peer, "terminal", event->peers[i].terminal);
		put(peer, "mode", event->peers[i].mode);
		json_object_array_add(list, peer);
	}
	put(doc, "identity", s->row.identity);
	json_object_object_add(doc, "consoles", list);
	text = g_strdup(json_object_to_json_string_ext(doc, JSON_C_TO_STRING_PLAIN |
	                                                        JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(doc);
	event_batch_free(&batch);
	return text;
}

static bool
grant(struct site *s, struct err *e)
{
	struct json_object *request = json_object_new_object(), *answer;

	json_object_object_add(request, "TTL", json_object_new_int(SITE_LEASE_S));
	answer = etcd_call(s->etcd, "lease/grant", request, NULL, e);
	s->lease = etcd_int(answer, "ID");
	json_object_put(answer);
	return s->lease != 0 || (answer && err_set(e, _("etcd grants no lease")));
}

static bool
set_said(struct site *s, struct json_object *answer, char *text)
{
	g_free(s->said);
	s->said = text;
	s->heard_us = clock_monotonic_us();
	s->said_revision = etcd_int(etcd_member(answer, "header", json_type_object), "revision");
	return true;
}

struct standing {
	char *identity; /* NULL: nobody has the name */
	int64_t revision;
};

static void
take_standing(const struct etcd_change *change, void *data)
{
	struct standing *standing = data;
	struct json_object *doc = etcd_parse(change->value, change->value_len);

	standing->identity = g_strdup(etcd_text(doc, "identity"));
	standing->revision = change->mod_revision;
	json_object_put(doc);
}

/* Only while the name is free, or an earlier process of this journal has it. */
static bool
say_first(struct site *s, struct json_object *standing_answer, const char *key, struct err *e)
{
	struct standing standing = { NULL, 0 };
	struct json_object *condition, *answer;
	char *text = word(s);
	bool ok;

	etcd_read_range(standing_answer, take_standing, &standing);
	ok = !standing.identity || strcmp(standing.identity, s->row.identity) == 0;
	if (ok) {
		condition =
		    standing.identity ? etcd_if_at(key, standing.revision) : etcd_if_absent(key);
		answer =
		    etcd_call(s->etcd, "kv/txn",
		              etcd_txn(condition, etcd_op_put(key, text, s->lease), NULL), NULL, e);
		ok = answer != NULL;
		if (ok && etcd_is(answer, "succeeded"))
			set_said(s, answer, g_steal_pointer(&text));
		else if (ok)
			ok = err_set(e, _("another process of site %s came first"), s->conf->name);
		json_object_put(answer);
	} else {
		err_set(e,
		        _("another machine calls itself site %s: give each site a name of its own"),
		        s->conf->name);
	}
	g_free(standing.identity);
	g_free(text);
	return ok;
}

/* A cluster that is not the one of before, or was set back, has lost events. */
static void
check_cluster(struct site *s, struct json_object *answer)
{
	struct json_object *header = etcd_member(answer, "header", json_type_object);
	const char *cluster = etcd_text(header, "cluster_id");

	if (strcmp(cluster, s->row.cluster) == 0 && etcd_int(header, "revision") >= s->row.revision)
		return;
	s->sends_all = *s->row.cluster != '\0';
	s->row.revision = s->row.pushed_seq = 0;
	g_strlcpy(s->row.cluster, cluster, sizeof s->row.cluster);
}

bool
presence_begin(struct site *s, struct err *e)
{
	char *key = site_key(s, "site/", s->conf->name);
	struct json_object *answer = etcd_call(s->etcd, "kv/range", etcd_key(key), NULL, e);
	bool ok = answer != NULL;

	if (ok) {
		check_cluster(s, answer);
		ok = grant(s, e) && say_first(s, answer, key, e);
	}
	json_object_put(answer);
	g_free(key);
	return ok;
}

bool
presence_say(struct site *s, bool anew, struct err *e)
{
	struct json_object *request, *answer;
	char *text = word(s), *key;
	bool ok = true;

	if (anew || g_strcmp0(text, s->said) != 0) {
		key = site_key(s, "site/", s->conf->name);
		request = etcd_key(key);
		etcd_put_bytes(request, "value", text);
		etcd_put_int(request, "lease", s->lease);
		answer = etcd_call(s->etcd, "kv/put", request, NULL, e);
		ok = answer && set_said(s, answer, g_steal_pointer(&text));
		json_object_put(answer);
		g_free(key);
	}
	g_free(text);
	return ok;
}

bool
presence_keep(struct site *s, struct err *e)
{
	struct json_object *request = json_object_new_object(), *answer;
	bool ok;

	etcd_put_int(request, "ID", s->lease);
	answer = etcd_call(s->etcd, "lease/keepalive", request, NULL, e);
	ok = answer &&
	     (etcd_int(etcd_member(answer, "result", json_type_object), "TTL") > 0 ||
	      err_set(e, _("etcd forgot this site: it was silent for %d s"), SITE_LEASE_S));
	json_object_put(answer);
	return ok;
}

static const char *
field(struct event_batch *batch, struct json_object *peer, const char *name)
{
	const char *text = etcd_text(peer, name);
	char *clean = text_clean(text, strlen(text), TEXT_MAX_LABEL, NULL);

	text = event_batch_str(batch, clean);
	g_free(clean);
	return text;
}

static void
hear_consoles(struct site *s, const char *name, struct json_object *doc)
{
	struct json_object *list = etcd_member(doc, "consoles", json_type_array);
	size_t n = list ? MIN(json_object_array_length(list), (size_t)MOST_CONSOLES) : 0;
	struct event_batch *batch = event_batch_new();
	struct peer *peers = event_batch_alloc(batch, (n + 1) * sizeof *peers);

	for (size_t i = 0; i < n; i++) {
		struct json_object *peer = json_object_array_get_idx(list, i);

		peers[i] = (struct peer){ .id = field(batch, peer, "id"),
			                  .person = field(batch, peer, "person"),
			                  .terminal_user = field(batch, peer, "terminal_user"),
			                  .terminal = field(batch, peer, "terminal"),
			                  .mode = field(batch, peer, "mode") };
	}
	/* a journal that cannot be written is told of after the line */
	(void)!link_put_consoles(&s->journal, name, peers, n, &s->failed);
	event_batch_free(&batch);
}

void
presence_hear(struct site *s, const char *name, const char *text, size_t len)
{
	struct json_object *doc = text ? etcd_parse(text, len) : NULL;
	struct other_site *other;

	if (site_is_name(name) && strcmp(name, s->conf->name) != 0) {
		other = g_hash_table_lookup(s->others, name);
		if (!other) {
			other = g_new0(struct other_site, 1);
			g_hash_table_insert(s->others, g_strdup(name), other);
		}
		other->is_here = doc != NULL;
		other->gone_us = clock_monotonic_us();
		hear_consoles(s, name, doc);
	}
	json_object_put(doc);
}

int64_t
presence_count(const struct site *s)
{
	GHashTableIter iter;
	gpointer other;
	int64_t n = 1;

	g_hash_table_iter_init(&iter, s->others);
	while (g_hash_table_iter_next(&iter, NULL, &other))
		n += ((struct other_site *)other)->is_here;
	return n;
}
