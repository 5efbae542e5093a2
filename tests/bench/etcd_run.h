/* A real etcd on loopback for the bench. */
#ifndef TESTS_BENCH_ETCD_RUN_H
#define TESTS_BENCH_ETCD_RUN_H

#include <glib.h>
#include <stdbool.h>

struct etcd_run {
	GPid pid;
	unsigned port;
	char *folder; /* its data */
};

/* Starts one member with its data in a folder below this one, on free ports, and waits until it is
 * ready. False: it is not installed, or does not start. */
bool etcd_run_start(struct etcd_run *r, const char *folder);
/* Ends it and removes its data. */
void etcd_run_stop(struct etcd_run *r);

#endif
