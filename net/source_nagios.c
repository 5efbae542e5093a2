/* Nagios 4: polls statusjson.cgi for the comments of acknowledgements, and the hosts and services that are not well. */
#include "net/nagios.h"

#include "base/lang.h"
#include "net/json_read.h"

#include <string.h>

/* What its user may see is counted now and then; as long as that is nothing, at each poll. */
#define COUNT_PERIOD_US (10 * MIN_US)

enum purpose { COUNT_HOSTS, COUNT_SERVICES, COMMENTS, HOSTS, SERVICES };

static const char *const queries[] = {
	[COUNT_HOSTS] = "hostcount",
	[COUNT_SERVICES] = "servicecount",
	[COMMENTS] = "commentlist&details=true&entrytypes=acknowledgement",
	[HOSTS] = "hostlist&details=true&hoststatus=down+unreachable",
	[SERVICES] = "servicelist&details=true&servicestatus=warning+critical+unknown",
};

static void
add_slots(struct source *source)
{
	source->nagios = nagios_new();
	for (size_t i = 0; i < G_N_ELEMENTS(queries); i++)
		source_add_slot(source, NULL, (int)i);
}

static char *
url(const struct source *source, const struct slot *slot, int64_t now_us)
{
	bool is_count = slot->purpose == COUNT_HOSTS || slot->purpose == COUNT_SERVICES;

	/* later than a period: our clock was set back since */
	if (is_count && now_us < slot->due_us && slot->due_us - now_us <= COUNT_PERIOD_US)
		return NULL;
	return g_strconcat(source->conf->url, "/statusjson.cgi?query=", queries[slot->purpose],
	                   NULL);
}

static int64_t
sum(json_object *counts)
{
	int64_t all = 0;

	if (json_object_is_type(counts, json_type_object)) {
		json_object_object_foreach(counts, name, count)
		{
			double n;

			(void)name;
			if (json_number(count, &n) && n > 0 && n < 1e9)
				all += (int64_t)n;
		}
	}
	return all;
}

/* To a user without rights Nagios shows empty lists, as if all were well. */
static void
take_count(struct reading *r, json_object *counts)
{
	struct nagios *n = r->source->nagios;
	int64_t visible = sum(counts);

	if (r->slot->purpose == COUNT_HOSTS) {
		n->hosts_visible = visible;
	} else if (n->hosts_visible + visible == 0) {
		reading_broken(
		    r,
		    _("content: Nagios shows its user no host and no service at all: give the user of "
		      "source %s rights in cgi.cfg (authorized_for_all_hosts, "
		      "authorized_for_all_services), or make it a contact"),
		    r->source->conf->name);
		((struct slot *)r->source->slots->pdata[COUNT_HOSTS])->due_us = 0;
		return;
	}
	r->slot->due_us = r->now_us + COUNT_PERIOD_US;
}

static void
broken_letters(struct reading *r)
{
	reading_broken(
	    r,
	    _("content: Nagios leaves out names and comments that are not ASCII: its server lacks the "
	      "locale en_US.UTF-8 (locale-gen en_US.UTF-8)"));
}

static void
take_comments(struct reading *r, json_object *root)
{
	struct nagios *n = r->source->nagios;
	GHashTableIter it;
	gpointer list;

	g_hash_table_unref(n->comments);
	n->comments = nagios_comments(root);
	g_hash_table_iter_init(&it, n->comments);
	while (g_hash_table_iter_next(&it, NULL, &list))
		for (guint i = 0; i < ((GPtrArray *)list)->len; i++)
			if (((struct nagios_comment *)((GPtrArray *)list)->pdata[i])->is_blank)
				broken_letters(r);
}

static void
take_services(struct reading *r, json_object *services)
{
	if (!json_object_is_type(services, json_type_object)) {
		reading_broken(r, _("content: a host whose services are no list"));
		return;
	}
	json_object_object_foreach(services, name, json)
	{
		if (nagios_lacks_letters(name))
			broken_letters(r);
		else
			nagios_read_problem(r, json, true);
		if (r->tell && r->batch->events->len >= READING_EVENTS)
			r->tell(r);
	}
}

static bool
take_problems(struct reading *r, json_object *list, struct err *e)
{
	if (!json_object_is_type(list, json_type_object))
		return err_set(e, _("content: Nagios gives no list"));
	json_object_object_foreach(list, name, json)
	{
		if (nagios_lacks_letters(name))
			broken_letters(r);
		else if (r->slot->purpose == SERVICES)
			take_services(r, json);
		else
			nagios_read_problem(r, json, false);
	}
	changes_end(r->slot->alerts, reading_gone, r);
	return true;
}

static bool
take(struct reading *r, json_object *root, struct err *e)
{
	switch ((enum purpose)r->slot->purpose) {
	case COUNT_HOSTS:
	case COUNT_SERVICES:
		take_count(r, json_at(root, "/data/count"));
		return true;
	case COMMENTS:
		take_comments(r, root);
		return true;
	case HOSTS:
		return take_problems(r, json_at(root, "/data/hostlist"), e);
	default:
		return take_problems(r, json_at(root, "/data/servicelist"), e);
	}
}

static bool
is_blank(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!g_ascii_isspace(bytes[i]))
			return false;
	return true;
}

static bool
read_document(struct reading *r, const char *bytes, size_t len, struct err *e)
{
	json_object *root;
	bool is_ok;

	r->has_undated = true; /* its holders stand in another document */
	if (is_blank(bytes, len))
		return err_set(e,
		               _("content: Nagios gives an empty answer, as it does when it is not "
		                 "running: start it, and check the main_config_file in cgi.cfg"));
	root = json_read(bytes, len, e);
	if (!root)
		return false;
	is_ok = nagios_result(root, r->source->conf->name, e) && take(r, root, e);
	json_object_put(root);
	return is_ok;
}

static bool
can_ack(const struct source_conf *conf)
{
	return !conf->read_only;
}

const struct source_ops source_nagios = {
	.kind = "nagios",
	.max_bytes = 8 * 1024 * 1024,
	.parallel = 1, /* who holds a problem before the problems, and hosts before services */
	.accept_encoding = "gzip",
	.add_slots = add_slots,
	.url = url,
	.read = read_document,
	.can_ack = can_ack,
	.deliver = nagios_deliver,
};
