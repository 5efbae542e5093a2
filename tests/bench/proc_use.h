/* What a running process has used so far, as /proc and its CPU clock tell. */
#ifndef TESTS_BENCH_PROC_USE_H
#define TESTS_BENCH_PROC_USE_H

#include <stdint.h>
#include <sys/types.h>

struct proc_use {
	int64_t cpu_us;  /* user and system, all threads, ended ones too */
	int64_t wakeups; /* voluntary context switches, over the threads that live now */
	int64_t writes;  /* write calls, on all descriptors */
	int64_t peak_kb; /* highest resident memory */
};

/* Of a process that is running; what cannot be read is 0. */
struct proc_use proc_use(pid_t pid);

#endif
