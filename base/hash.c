/* Hashes that tell whether something is as it was. */
#include "base/hash.h"

#include <string.h>

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
