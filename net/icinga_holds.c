/* Who holds what in Icinga 2: the comments of acknowledgements, and the downtimes. */
#include "net/icinga_holds.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/lang.h"
#include "base/text.h"
#include "net/changes.h"
#include "net/json_read.h"
#include "net/silences.h"

#include <string.h>

enum { KINDS = HOLD_DOWNTIME + 1 };

/* Of each kind: char * in the first hold -> GPtrArray of struct icinga_hold *, owner. */
struct icinga_holds {
	GHashTable *now[KINDS], *next[KINDS];
	uint64_t hash[KINDS], next_hash[KINDS];
};

static void
hold_free(void *data)
{
	struct icinga_hold *hold = data;

	g_free(hold->object);
	g_free(hold->name);
	g_free(hold->id);
	g_free(hold->author);
	g_free(hold->text);
	g_free(hold->token);
	g_free(hold);
}

static GHashTable *
table_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                             (GDestroyNotify)g_ptr_array_unref);
}

struct icinga_holds *
icinga_holds_new(void)
{
	struct icinga_holds *holds = g_new0(struct icinga_holds, 1);

	for (int kind = 0; kind < KINDS; kind++) {
		holds->now[kind] = table_new();
		holds->next[kind] = table_new();
	}
	return holds;
}

void
icinga_holds_free(struct icinga_holds **holds)
{
	if (!*holds)
		return;
	for (int kind = 0; kind < KINDS; kind++) {
		g_hash_table_unref((*holds)->now[kind]);
		g_hash_table_unref((*holds)->next[kind]);
	}
	g_free(*holds);
	*holds = NULL;
}

static char *
text_of(json_object *attrs, const char *name, size_t max_bytes)
{
	bool hidden = false;
	char *text = json_text(json_member(attrs, name), max_bytes, &hidden);

	return text ? text : g_strdup("");
}

/* Seconds since 1970; 0 when there are none. */
static int64_t
instant_of(json_object *attrs, const char *name)
{
	int64_t us;

	return json_instant(json_member(attrs, name), &us) ? us : 0;
}

/* Fixed ones begin with the time, flexible ones with the first problem after that. */
static void
read_span(struct icinga_hold *hold, json_object *attrs)
{
	bool is_fixed = json_object_get_boolean(json_member(attrs, "fixed"));
	double duration_s;

	hold->from_us = instant_of(attrs, is_fixed ? "start_time" : "trigger_time");
	hold->until_us = instant_of(attrs, "end_time");
	if (!is_fixed && json_number(json_member(attrs, "duration"), &duration_s) &&
	    duration_s > 0 && duration_s < 1e9)
		hold->until_us = hold->from_us + (int64_t)(duration_s * SEC_US);
}

static struct icinga_hold *
hold_of(json_object *json, enum hold_kind kind)
{
	json_object *attrs = json_member(json, "attrs");
	const char *host = json_object_get_string(json_member(attrs, "host_name"));
	const char *service = json_object_get_string(json_member(attrs, "service_name"));
	struct icinga_hold *hold = g_new0(struct icinga_hold, 1);
	double acknowledged;

	hold->kind = kind;
	hold->object = service && *service ? g_strconcat(host ? host : "", "!", service, NULL)
	                                   : g_strdup(host);
	hold->name = g_strdup(json_object_get_string(json_member(json, "name")));
	hold->id = text_of(attrs, "name", TEXT_MAX_LABEL);
	hold->author = text_of(attrs, "author", TEXT_MAX_LABEL);
	hold->text = text_of(attrs, kind == HOLD_COMMENT ? "text" : "comment", TEXT_MAX_BODY);
	hold->token = silence_take_token(hold->text);
	hold->entered_us = instant_of(attrs, "entry_time");
	if (kind == HOLD_COMMENT)
		hold->until_us = instant_of(attrs, "expire_time");
	else
		read_span(hold, attrs);
	json = json_member(json_member(json, "joins"), service && *service ? "service" : "host");
	hold->is_acked =
	    json_number(json_member(json, "acknowledgement"), &acknowledged) && acknowledged > 0;
	return hold;
}

bool
icinga_holds_put(struct icinga_holds *holds, json_object *json, enum hold_kind kind, struct err *e)
{
	struct icinga_hold *hold = hold_of(json, kind);
	GPtrArray *list;

	if (!hold->object || !*hold->object || !hold->name || !*hold->id) {
		hold_free(hold);
		return err_set(e, kind == HOLD_COMMENT
		                      ? _("content: a comment without a name or a host")
		                      : _("content: a downtime without a name or a host"));
	}
	list = g_hash_table_lookup(holds->next[kind], hold->object);
	if (!list) {
		list = g_ptr_array_new_with_free_func(hold_free);
		g_hash_table_insert(holds->next[kind], g_strdup(hold->object), list);
	}
	g_ptr_array_add(list, hold);
	holds->next_hash[kind] += icinga_hold_hash(HASH_START, hold); /* a sum: no order */
	return true;
}

void
icinga_holds_begin(struct icinga_holds *holds, enum hold_kind kind)
{
	g_hash_table_remove_all(holds->next[kind]);
	holds->next_hash[kind] = 0;
}

void
icinga_holds_end(struct icinga_holds *holds, enum hold_kind kind)
{
	GHashTable *before = holds->now[kind];

	holds->now[kind] = holds->next[kind];
	holds->next[kind] = before;
	holds->hash[kind] = holds->next_hash[kind];
	icinga_holds_begin(holds, kind);
}

const struct icinga_hold *
icinga_comment(const struct icinga_holds *holds, const char *object)
{
	const GPtrArray *list = g_hash_table_lookup(holds->now[HOLD_COMMENT], object);
	const struct icinga_hold *newest = NULL;

	for (guint i = 0; list && i < list->len; i++) {
		const struct icinga_hold *hold = g_ptr_array_index(list, i);

		if (!newest || hold->entered_us > newest->entered_us)
			newest = hold;
	}
	return newest;
}

const GPtrArray *
icinga_downtimes(const struct icinga_holds *holds, const char *object)
{
	return g_hash_table_lookup(holds->now[HOLD_DOWNTIME], object);
}

bool
icinga_is_down(const struct icinga_hold *downtime, int64_t at_us)
{
	return downtime->from_us > 0 && downtime->from_us <= at_us && at_us < downtime->until_us;
}

uint64_t
icinga_holds_hash(const struct icinga_holds *holds)
{
	return holds->hash[HOLD_COMMENT] ^ hash_word(HASH_START, holds->hash[HOLD_DOWNTIME]);
}

uint64_t
icinga_hold_hash(uint64_t hash, const struct icinga_hold *hold)
{
	hash = hash_text(hash, hold->id);
	hash = hash_text(hash, hold->object);
	hash = hash_text(hash, hold->author);
	hash = hash_text(hash, hold->text);
	hash = hash_word(hash, (uint64_t)hold->entered_us);
	hash = hash_word(hash, (uint64_t)hold->from_us);
	return hash_word(hash, (uint64_t)hold->until_us);
}
