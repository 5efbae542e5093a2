/* What a source showed at its last answer, so that only what changed is told. */
#include "net/changes.h"

#include <glib.h>
#include <stddef.h>
#include <string.h>

/* There are a hundred thousand of them, so all of one is in one piece, and both tables hold only
 * pointers to members of it. */
struct seen {
	uint64_t bytes_hash; /* 0: none */
	uint64_t hash;
	struct seen *after; /* what came after it in the last answer: mostly it does again; NULL */
	unsigned answer;    /* number of the last answer that had it */
	uint32_t size;      /* of the bytes; 0: not known */
	char key[];
};

struct changes {
	GHashTable *by_key;   /* key in struct seen */
	GHashTable *by_bytes; /* bytes_hash in struct seen */
	GHashTable *notes;    /* key -> char *: few have one */
	struct seen *last;    /* of this answer; NULL: none yet */
	unsigned answer;
};

static struct seen *
seen_new(const char *key)
{
	size_t size = strlen(key) + 1;
	struct seen *seen = g_malloc0(sizeof *seen + size);

	memcpy(seen->key, key, size);
	return seen;
}

static struct seen *
seen_of_key(void *key)
{
	return key ? (struct seen *)(void *)((char *)key - offsetof(struct seen, key)) : NULL;
}

static void
free_of_key(void *key)
{
	g_free(seen_of_key(key));
}

static struct seen *
by_key(const struct changes *c, const char *key)
{
	return seen_of_key(g_hash_table_lookup(c->by_key, key));
}

/* bytes_hash is the first member. */
static struct seen *
by_bytes(const struct changes *c, uint64_t bytes_hash)
{
	return g_hash_table_lookup(c->by_bytes, &bytes_hash);
}

struct changes *
changes_new(void)
{
	struct changes *c = g_new0(struct changes, 1);

	c->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, free_of_key, NULL);
	c->by_bytes = g_hash_table_new(g_int64_hash, g_int64_equal);
	c->notes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return c;
}

void
changes_free(struct changes **c)
{
	if (!*c)
		return;
	g_hash_table_unref((*c)->by_bytes);
	g_hash_table_unref((*c)->by_key);
	g_hash_table_unref((*c)->notes);
	g_free(*c);
	*c = NULL;
}

void
changes_begin(struct changes *c)
{
	c->answer++;
	c->last = NULL;
}

static void
mark(struct changes *c, struct seen *seen)
{
	seen->answer = c->answer;
	if (c->last)
		c->last->after = seen;
	c->last = seen;
}

bool
changes_has_bytes(struct changes *c, uint64_t bytes_hash)
{
	struct seen *seen = c->last ? c->last->after : NULL;

	if (!seen || seen->bytes_hash != bytes_hash)
		seen = by_bytes(c, bytes_hash);
	if (!seen)
		return false;
	mark(c, seen);
	return true;
}

static void
set_bytes(struct changes *c, struct seen *seen, uint64_t bytes_hash)
{
	if (seen->bytes_hash && by_bytes(c, seen->bytes_hash) == seen)
		g_hash_table_remove(c->by_bytes, &seen->bytes_hash);
	seen->bytes_hash = bytes_hash;
	seen->size = 0;
	if (bytes_hash)
		g_hash_table_add(c->by_bytes, &seen->bytes_hash);
}

void
changes_set_size(struct changes *c, uint64_t bytes_hash, size_t size)
{
	if (c->last && c->last->bytes_hash == bytes_hash && size <= UINT32_MAX)
		c->last->size = (uint32_t)size;
}

size_t
changes_next(const struct changes *c, uint64_t *bytes_hash)
{
	const struct seen *next = c->last ? c->last->after : NULL;

	if (!next || !next->bytes_hash)
		return 0;
	*bytes_hash = next->bytes_hash;
	return next->size;
}

enum change
changes_put(struct changes *c, const char *key, uint64_t bytes_hash, uint64_t hash)
{
	struct seen *seen = by_key(c, key);
	bool is_new = !seen;

	if (seen && seen->answer == c->answer)
		return CHANGE_TWICE;
	if (is_new) {
		seen = seen_new(key);
		g_hash_table_add(c->by_key, seen->key);
	}
	is_new |= seen->hash != hash;
	seen->hash = hash;
	mark(c, seen);
	set_bytes(c, seen, bytes_hash);
	return is_new ? CHANGE_NEW : CHANGE_NONE;
}

size_t
changes_count(const struct changes *c)
{
	return g_hash_table_size(c->by_key);
}

bool
changes_has(const struct changes *c, const char *key)
{
	return by_key(c, key) != NULL;
}

void
changes_keep(struct changes *c, const char *key)
{
	struct seen *seen = by_key(c, key);

	if (seen)
		seen->answer = c->answer;
}

void
changes_reread(struct changes *c, const char *key)
{
	struct seen *seen = by_key(c, key);

	if (!seen)
		return;
	seen->hash = 0;
	set_bytes(c, seen, 0);
}

static void
forget_order(struct changes *c)
{
	GHashTableIter it;
	gpointer key;

	c->last = NULL;
	g_hash_table_iter_init(&it, c->by_key);
	while (g_hash_table_iter_next(&it, &key, NULL))
		seen_of_key(key)->after = NULL;
}

void
changes_end(struct changes *c, void (*gone)(void *user, const char *key), void *user)
{
	GHashTableIter it;
	gpointer key;
	bool is_any_gone = false;

	g_hash_table_iter_init(&it, c->by_key);
	while (g_hash_table_iter_next(&it, &key, NULL)) {
		struct seen *seen = seen_of_key(key);

		if (seen->answer == c->answer)
			continue;
		if (gone)
			gone(user, seen->key);
		set_bytes(c, seen, 0);
		g_hash_table_remove(c->notes, seen->key);
		g_hash_table_iter_remove(&it);
		is_any_gone = true;
	}
	if (is_any_gone)
		forget_order(c);
}

void
changes_set_note(struct changes *c, const char *key, const char *note)
{
	if (note && by_key(c, key))
		g_hash_table_replace(c->notes, g_strdup(key), g_strdup(note));
	else if (!note && g_hash_table_size(c->notes) > 0)
		g_hash_table_remove(c->notes, key);
}

const char *
changes_note(const struct changes *c, const char *key)
{
	return g_hash_table_lookup(c->notes, key);
}
