/* Who delivers what: a claim in etcd under the lease of the site that made it. */
#include "store/site_link.h"

#include <string.h>

/* Under the lease of this site. */
static struct json_object *
op_claim(const struct site *s, const char *key)
{
	return etcd_op_put(key, s->conf->name, s->lease);
}

static void
add_failure_range(struct json_object *txn, const char *key)
{
	struct json_object *list = json_object_new_array(), *op = json_object_new_object();

	json_object_object_add(op, "request_range", etcd_key(key));
	json_object_array_add(list, op);
	json_object_object_add(txn, "failure", list);
}

struct holder {
	char name[65];
	int64_t revision;
};

static void
take_holder(const struct etcd_change *change, void *data)
{
	struct holder *holder = data;

	g_strlcpy(holder->name, change->value, sizeof holder->name);
	holder->revision = change->mod_revision;
}

/* The site that holds the claim after a transaction that wanted it. */
static struct holder
holder_of(struct json_object *answer)
{
	struct json_object *list = etcd_member(answer, "responses", json_type_array);
	struct holder holder = { "", 0 };

	if (list && json_object_array_length(list) > 0)
		etcd_read_range(etcd_member(json_object_array_get_idx(list, 0), "response_range",
		                            json_type_object),
		                take_holder, &holder);
	return holder;
}

static bool
call_txn(struct site *s, struct json_object *txn, struct json_object **answer, struct err *e)
{
	*answer = etcd_call(s->etcd, "kv/txn", txn, NULL, e);
	return *answer != NULL;
}

/* Only while nobody has it, and nobody has delivered the same: what a rule derives at two sites has one
 * id, and the one may be done before the other begins. */
static struct json_object *
txn_claim(const struct site *s, const char *key, const char *id)
{
	static const enum event_kind outcomes[] = { EVENT_SENT, EVENT_REFUSED };
	struct json_object *txn = etcd_txn(etcd_if_absent(key), op_claim(s, key), NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(outcomes); i++) {
		char *name = g_strconcat(id, "/", event_kind_name(outcomes[i]), NULL);
		char *outcome = site_key(s, "event/", name);

		json_object_array_add(etcd_member(txn, "compare", json_type_array),
		                      etcd_if_absent(outcome));
		g_free(outcome);
		g_free(name);
	}
	add_failure_range(txn, key);
	return txn;
}

/* An earlier lease of this site may still hold it: then this one does from now on. */
static bool
renew(struct site *s, const char *key, int64_t revision, struct err *e)
{
	struct json_object *answer;
	bool ok =
	    call_txn(s, etcd_txn(etcd_if_at(key, revision), op_claim(s, key), NULL), &answer, e);

	json_object_put(answer);
	return ok;
}

static bool
claim(struct site *s, const struct link_delivery *d, struct err *e)
{
	char *key = site_key(s, "deliver/", d->id);
	struct json_object *answer;
	struct holder holder;
	bool ok = call_txn(s, txn_claim(s, key, d->id), &answer, e);

	holder = holder_of(answer);
	if (ok && etcd_is(answer, "succeeded"))
		ok = link_claim(&s->journal, d->id, e);
	else if (ok && strcmp(holder.name, s->conf->name) == 0)
		ok = renew(s, key, holder.revision, e) && link_claim(&s->journal, d->id, e);
	else if (ok && site_is_name(holder.name))
		ok = link_give(&s->journal, d->id, holder.name, e);
	else if (ok)
		ok = link_settle(&s->journal, d->id, e);
	json_object_put(answer);
	g_free(key);
	return ok;
}

bool
claim_own(struct site *s, bool anew, struct err *e)
{
	GPtrArray *waiting = link_waiting(&s->journal);
	bool ok = true;

	for (guint i = 0; ok && i < waiting->len; i++) {
		const struct link_delivery *d = g_ptr_array_index(waiting, i);

		if (!*d->holder && (anew || !d->is_claimed))
			ok = claim(s, d, e) && site_keep(s, e);
	}
	g_ptr_array_unref(waiting);
	return ok;
}

static bool
is_target(const struct site_conf *conf, const char *source)
{
	for (guint i = 0; i < conf->targets->len; i++)
		if (strcmp(g_ptr_array_index(conf->targets, i), source) == 0)
			return true;
	return false;
}

static bool
is_long_gone(struct site *s, const char *name)
{
	struct other_site *other = g_hash_table_lookup(s->others, name);
	int64_t now_us = clock_monotonic_us();

	if (!other) { /* from now on it is known to be gone */
		other = g_new0(struct other_site, 1);
		other->gone_us = now_us;
		g_hash_table_insert(s->others, g_strdup(name), other);
	}
	return !other->is_here && now_us - other->gone_us >= s->conf->take_over_us;
}

/* Only if nobody has it, and its site is still gone. */
static bool
take_over(struct site *s, const struct link_delivery *d, struct err *e)
{
	char *key = site_key(s, "deliver/", d->id), *gone = site_key(s, "site/", d->holder);
	struct json_object *txn = txn_claim(s, key, d->id), *answer;
	bool ok;

	json_object_array_add(etcd_member(txn, "compare", json_type_array), etcd_if_absent(gone));
	ok = call_txn(s, txn, &answer, e);
	if (ok && etcd_is(answer, "succeeded"))
		ok = link_give(&s->journal, d->id, "", e);
	json_object_put(answer);
	g_free(gone);
	g_free(key);
	return ok;
}

bool
claim_left(struct site *s, struct err *e)
{
	GPtrArray *waiting = link_waiting(&s->journal);
	bool ok = true;

	for (guint i = 0; ok && i < waiting->len; i++) {
		const struct link_delivery *d = g_ptr_array_index(waiting, i);

		if (*d->holder && is_target(s->conf, d->source) && is_long_gone(s, d->holder))
			ok = take_over(s, d, e);
	}
	g_ptr_array_unref(waiting);
	return ok;
}
