/* Chance that is a function: the same seed and key always give the same value. */
#include "sim/noise.h"

#include <math.h>

uint64_t
noise_bits(uint64_t seed, uint64_t key)
{
	uint64_t z = seed + (key + 1) * UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

double
noise_unit(uint64_t seed, uint64_t key)
{
	return (double)(noise_bits(seed, key) >> 11) * 0x1p-53;
}

double
noise_smooth(uint64_t seed, uint64_t key, int64_t at_us, int64_t period_us)
{
	double place = (double)at_us / (double)period_us;
	double whole = floor(place), part = place - whole;
	uint64_t stream = noise_bits(seed, key);
	double a = 2 * noise_unit(stream, (uint64_t)(int64_t)whole) - 1;
	double b = 2 * noise_unit(stream, (uint64_t)(int64_t)whole + 1) - 1;

	return a + (b - a) * part * part * (3 - 2 * part);
}
