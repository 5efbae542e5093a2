/* What the shim that fails allocations and the program that drives it share: a mapped file. */
#ifndef TESTS_TORTURE_FAIL_ALLOC_H
#define TESTS_TORTURE_FAIL_ALLOC_H

#include <stdatomic.h>

/* The path of the file, in the environment of the program under test. */
#define FAIL_ALLOC_FILE "WARROOM_FAIL_ALLOC"

struct fail_alloc {
	unsigned long at; /* which one fails, from 1; 0: none */
	int is_lasting;   /* and all after it */
	atomic_ulong count, failed;
};

#endif
