/* The silences that an Alertmanager lists: who holds what, and which of them are this room's. */
#include "net/silences.h"

#include "base/text.h"
#include "base/hash.h"
#include "base/lang.h"
#include "net/json_read.h"

#include <string.h>

struct silences {
	GHashTable *by_id; /* char * in silence -> struct entry *, owner */
	unsigned answer;   /* number of the one being read */
	uint64_t hash;
};

struct entry {
	struct silence is;
	unsigned answer;
};

static void
entry_free(void *data)
{
	struct entry *entry = data;

	g_free(entry->is.id);
	g_free(entry->is.created_by);
	g_free(entry->is.comment);
	g_free(entry->is.token);
	g_free(entry->is.matchers);
	g_free(entry);
}

struct silences *
silences_new(void)
{
	struct silences *s = g_new0(struct silences, 1);

	s->by_id = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, entry_free);
	return s;
}

void
silences_free(struct silences **s)
{
	if (!*s)
		return;
	g_hash_table_unref((*s)->by_id);
	g_free(*s);
	*s = NULL;
}

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorts and joins; takes the array. */
static char *
join_sorted(GPtrArray *parts)
{
	char *joined;

	g_ptr_array_sort(parts, compare_texts);
	g_ptr_array_add(parts, NULL);
	joined = g_strjoinv("\n", (char **)parts->pdata);
	g_ptr_array_unref(parts);
	return joined;
}

char *
silence_matchers(const struct label *labels, size_t n)
{
	GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);

	for (size_t i = 0; i < n; i++)
		if (*labels[i].value)
			g_ptr_array_add(parts,
			                g_strdup_printf("%s=%s", labels[i].name, labels[i].value));
	return join_sorted(parts);
}

static char *
matchers_of(json_object *json)
{
	json_object *list = json_member(json, "matchers");
	GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
	size_t n = json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;

	for (size_t i = 0; i < n; i++) {
		json_object *m = json_object_array_get_idx(list, i),
			    *equal = json_member(m, "isEqual");
		bool hidden = false;
		char *name = json_text(json_member(m, "name"), TEXT_MAX_LABEL, &hidden);
		char *value = json_text(json_member(m, "value"), TEXT_MAX_LABEL, &hidden);
		bool is_plain = name && value &&
		                !json_object_get_boolean(json_member(m, "isRegex")) &&
		                (!equal || json_object_get_boolean(equal));

		if (is_plain)
			g_ptr_array_add(parts, g_strdup_printf("%s=%s", name, value));
		g_free(name);
		g_free(value);
		if (!is_plain) {
			g_ptr_array_unref(parts);
			return g_strdup("");
		}
	}
	return join_sorted(parts);
}

char *
silence_take_token(char *comment)
{
	char *start = g_strrstr(comment, "[wr:"), *end = start ? strchr(start, ']') : NULL, *token;

	if (!end)
		return g_strdup("");
	token = g_strndup(start + 4, (gsize)(end - start - 4));
	*start = '\0';
	g_strchomp(comment);
	return token;
}

char *
silence_comment(const struct delivery *d)
{
	const char *space = *d->comment ? " " : "";

	return g_strdup_printf("%s%s%s[wr:%s]", d->kind == EVENT_ACK ? "ACK! " : "", d->comment,
	                       space, d->id);
}

char *
silence_signed_comment(const struct delivery *d, size_t max_bytes)
{
	char *comment = text_clean(d->comment, strlen(d->comment), max_bytes, NULL);
	char *whole = g_strdup_printf("%s%s%s(%s) [wr:%s]", d->kind == EVENT_ACK ? "ACK! " : "",
	                              comment, *comment ? " " : "", d->person, d->id);

	g_free(comment);
	return whole;
}

static char *
text_or_empty(json_object *value, size_t max_bytes)
{
	bool hidden = false;
	char *text = json_text(value, max_bytes, &hidden);

	return text ? text : g_strdup("");
}

static uint64_t
hash_of(const struct silence *is)
{
	uint64_t hash = hash_text(HASH_START, is->id);

	hash = hash_text(hash, is->created_by);
	hash = hash_text(hash, is->comment);
	return hash_bytes(hash, &is->ends_us, sizeof is->ends_us);
}

bool
silences_put(struct silences *s, json_object *json, struct err *e)
{
	struct entry *entry = g_new0(struct entry, 1);
	struct silence *is = &entry->is;
	json_object *state = json_at(json, "/status/state");
	bool has_end = json_instant(json_member(json, "endsAt"), &is->ends_us);

	entry->answer = s->answer;
	is->id = text_or_empty(json_member(json, "id"), TEXT_MAX_LABEL);
	is->created_by = text_or_empty(json_member(json, "createdBy"), TEXT_MAX_LABEL);
	is->comment = text_or_empty(json_member(json, "comment"), TEXT_MAX_BODY);
	is->token = silence_take_token(is->comment);
	is->matchers = matchers_of(json);
	is->is_over = state && !strcmp(json_object_get_string(state), "expired");
	is->hash = hash_of(is);
	if (!*is->id || !has_end) {
		entry_free(entry);
		return err_set(e, _("content: a silence without id or endsAt"));
	}
	g_hash_table_replace(s->by_id, is->id, entry);
	return true;
}

static gboolean
is_forgotten(gpointer key, gpointer value, gpointer data)
{
	(void)key;
	return ((struct entry *)value)->answer != ((struct silences *)data)->answer;
}

void
silences_end(struct silences *s)
{
	GHashTableIter it;
	gpointer value;

	g_hash_table_foreach_remove(s->by_id, is_forgotten, s);
	s->answer++;
	s->hash = 0;
	g_hash_table_iter_init(&it, s->by_id);
	while (g_hash_table_iter_next(&it, NULL, &value)) {
		struct entry *entry = value;

		if (!entry->is.is_over)
			s->hash += entry->is.hash; /* a sum: the table has no order */
	}
}

const struct silence *
silences_by_id(const struct silences *s, const char *id)
{
	struct entry *entry = g_hash_table_lookup(s->by_id, id);

	return entry ? &entry->is : NULL;
}

void
silences_set_over(struct silences *s, const char *id)
{
	struct entry *entry = g_hash_table_lookup(s->by_id, id);

	if (entry)
		entry->is.is_over = true;
}

const struct silence *
silences_by_token(const struct silences *s, const char *token)
{
	const struct silence *found = NULL;
	GHashTableIter it;
	gpointer value;

	g_hash_table_iter_init(&it, s->by_id);
	while (*token && g_hash_table_iter_next(&it, NULL, &value)) {
		struct entry *entry = value;

		/* one that still holds is the better answer than one that is over */
		if (!strcmp(entry->is.token, token) && (!found || found->is_over))
			found = &entry->is;
	}
	return found;
}

uint64_t
silences_hash(const struct silences *s)
{
	return s->hash;
}
