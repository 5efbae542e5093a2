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

/* Each word and each chain has one outcome only, so that one word that differs is always seen. */
static uint64_t
hash_chain(uint64_t chain, const unsigned char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof word);
	word = (chain ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return word << 29 | word >> 35;
}

/* Four chains beside each other: a processor multiplies for one while another waits. */
uint64_t
hash_long(uint64_t hash, const void *bytes, size_t len)
{
	uint64_t a = hash, b = hash + 1, c = hash + 2, d = hash + 3;
	const unsigned char *p = bytes;
	size_t left = len;

	for (; left >= 32; left -= 32, p += 32) {
		a = hash_chain(a, p);
		b = hash_chain(b, p + 8);
		c = hash_chain(c, p + 16);
		d = hash_chain(d, p + 24);
	}
	hash = hash_word(hash_word(hash_word(hash_word(hash, a), b), c), d);
	return hash_bytes(hash_word(hash, len), p, left);
}

uint64_t
hash_text(uint64_t hash, const char *text)
{
	return text ? hash_bytes(hash, text, strlen(text) + 1) : hash_bytes(hash, "\xff", 1);
}
