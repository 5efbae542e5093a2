/* Chance that is a function: the same seed and key always give the same value. */
#ifndef SIM_NOISE_H
#define SIM_NOISE_H

#include <stdint.h>

/* 64 well mixed bits of a seed and a key (SplitMix64's finaliser). Pure. */
uint64_t noise_bits(uint64_t seed, uint64_t key);

/* Evenly in [0, 1). Pure. */
double noise_unit(uint64_t seed, uint64_t key);

/* A smooth curve through random values in [-1, 1], one every period_us. Pure. */
double noise_smooth(uint64_t seed, uint64_t key, int64_t at_us, int64_t period_us);

#endif
