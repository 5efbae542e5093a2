/* What a source showed at its last answer, so that only what changed is told. */
#include "net/changes.h"

#include <glib.h>
#include <string.h>

struct seen {
	char *note;
	uint64_t bytes_hash; /* 0: none */
	uint64_t hash;
	unsigned answer; /* number of the last answer that had it */
	char key[];      /* with the rest: there are a hundred thousand of them */
};

struct changes {
	GHashTable *by_key;   /* char * in seen -> struct seen *, owner */
	GHashTable *by_bytes; /* uint64_t * in seen -> struct seen * */
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

static void
seen_free(void *data)
{
	struct seen *seen = data;

	g_free(seen->note);
	g_free(seen);
}

struct changes *
changes_new(void)
{
	struct changes *c = g_new0(struct changes, 1);

	c->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, seen_free);
	c->by_bytes = g_hash_table_new(g_int64_hash, g_int64_equal);
	return c;
}

void
changes_free(struct changes **c)
{
	if (!*c)
		return;
	g_hash_table_unref((*c)->by_bytes);
	g_hash_table_unref((*c)->by_key);
	g_free(*c);
	*c = NULL;
}

/* One step of MurmurHash64A, by Austin Appleby (public domain). */
uint64_t
hash_word(uint64_t hash, uint64_t word)
{
	const uint64_t m = UINT64_C(0xc6a4a7935bd1e995);

	word *= m;
	word ^= word >> 47;
	word *= m;
	return (hash ^ word) * m;
}

uint64_t
hash_bytes(uint64_t hash, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	uint64_t word;
	size_t left = len;

	for (; left >= sizeof word; left -= sizeof word, p += sizeof word) {
		memcpy(&word, p, sizeof word);
		hash = hash_word(hash, word);
	}
	word = 0;
	memcpy(&word, p, left);
	hash = hash_word(hash_word(hash, word), len); /* the length: zeros at the end count */
	return hash ^ hash >> 47;
}

uint64_t
hash_text(uint64_t hash, const char *text)
{
	return text ? hash_bytes(hash, text, strlen(text) + 1) : hash_bytes(hash, "\xff", 1);
}

void
changes_begin(struct changes *c)
{
	c->answer++;
}

bool
changes_has_bytes(struct changes *c, uint64_t bytes_hash)
{
	struct seen *seen = g_hash_table_lookup(c->by_bytes, &bytes_hash);

	if (!seen)
		return false;
	seen->answer = c->answer;
	return true;
}

static void
set_bytes(struct changes *c, struct seen *seen, uint64_t bytes_hash)
{
	if (seen->bytes_hash && g_hash_table_lookup(c->by_bytes, &seen->bytes_hash) == seen)
		g_hash_table_remove(c->by_bytes, &seen->bytes_hash);
	seen->bytes_hash = bytes_hash;
	if (bytes_hash)
		g_hash_table_replace(c->by_bytes, &seen->bytes_hash, seen);
}

enum change
changes_put(struct changes *c, const char *key, uint64_t bytes_hash, uint64_t hash)
{
	struct seen *seen = g_hash_table_lookup(c->by_key, key);
	bool is_new = !seen;

	if (seen && seen->answer == c->answer)
		return CHANGE_TWICE;
	if (is_new) {
		seen = seen_new(key);
		g_hash_table_insert(c->by_key, seen->key, seen);
	}
	is_new |= seen->hash != hash;
	seen->hash = hash;
	seen->answer = c->answer;
	set_bytes(c, seen, bytes_hash);
	return is_new ? CHANGE_NEW : CHANGE_NONE;
}

void
changes_keep(struct changes *c, const char *key)
{
	struct seen *seen = g_hash_table_lookup(c->by_key, key);

	if (seen)
		seen->answer = c->answer;
}

void
changes_reread(struct changes *c, const char *key)
{
	struct seen *seen = g_hash_table_lookup(c->by_key, key);

	if (!seen)
		return;
	seen->hash = 0;
	set_bytes(c, seen, 0);
}

void
changes_end(struct changes *c, void (*gone)(void *user, const char *key), void *user)
{
	GHashTableIter it;
	gpointer value;

	g_hash_table_iter_init(&it, c->by_key);
	while (g_hash_table_iter_next(&it, NULL, &value)) {
		struct seen *seen = value;

		if (seen->answer == c->answer)
			continue;
		if (gone)
			gone(user, seen->key);
		set_bytes(c, seen, 0);
		g_hash_table_iter_remove(&it);
	}
}

void
changes_set_note(struct changes *c, const char *key, const char *note)
{
	struct seen *seen = g_hash_table_lookup(c->by_key, key);

	if (!seen)
		return;
	g_free(seen->note);
	seen->note = g_strdup(note);
}

const char *
changes_note(const struct changes *c, const char *key)
{
	struct seen *seen = g_hash_table_lookup(c->by_key, key);

	return seen ? seen->note : NULL;
}
