/* A program on a pseudo terminal: its keys, its output and when it came, its end. One thread. */
#ifndef TESTS_BENCH_PTY_RUN_H
#define TESTS_BENCH_PTY_RUN_H

#include "base/clock.h"

#include <sys/resource.h>
#include <sys/types.h>

struct pty_run {
	pid_t pid;
	int fd;
	int64_t started_us; /* monotonic, as all instants here: just before the process was made */
	int64_t last_us;    /* the newest output was read */
	size_t bytes;       /* output so far */
	unsigned chunks;    /* that it came in: at least as many writes */
	GString *tail;      /* the newest output */
};

/* Starts argv[0] (a path) in a terminal of this size. Ends the bench when the system refuses. */
void pty_run_start(struct pty_run *r, const char *const argv[], int columns, int rows);
/* The terminal takes these keys. */
void pty_run_type(struct pty_run *r, const char *keys);

/*
 * Each reads what comes, so that the program never waits for the terminal; each gives back UNSAID
 * when the time is up. until_text: the instant of the chunk after which `text` is in the byte
 * stream. The stream stands for the screen only where a program paints onto blank cells and in one
 * colour, for then it sends such a text whole. until_output: the instant of the next chunk.
 * until_still: that of the last chunk before `quiet_ms` without one. until_end: the instant at
 * which the program has ended; it is killed when the time is up. `use` may be NULL.
 */
int64_t pty_run_until_text(struct pty_run *r, const char *text, int timeout_ms);
int64_t pty_run_until_output(struct pty_run *r, int timeout_ms);
int64_t pty_run_until_still(struct pty_run *r, int quiet_ms, int timeout_ms);
int64_t pty_run_until_end(struct pty_run *r, int timeout_ms, struct rusage *use);
/* Reads for so long. */
void pty_run_for(struct pty_run *r, int ms);

#endif
