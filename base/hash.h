/* Hashes that tell whether something is as it was. Pure; no secret is safe behind them. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* A 64-bit hash, chained by its first argument (start with HASH_START). It differs between machines
 * of another byte order, and the hash of two pieces in a row is not that of the whole. */
#define HASH_START UINT64_C(0xcbf29ce484222325)
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t len);
uint64_t hash_word(uint64_t hash, uint64_t word);
/* Another hash, quicker by half on some hundred bytes and more; for what is not kept. */
uint64_t hash_long(uint64_t hash, const void *bytes, size_t len);
/* The same of a string with its end, so that "ab","c" differs from "a","bc". NULL counts as its own
 * value. */
uint64_t hash_text(uint64_t hash, const char *text);

#endif
