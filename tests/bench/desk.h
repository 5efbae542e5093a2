/* What all rows of the bench need: the programs, a scratch folder, and how the room is started. */
#ifndef TESTS_BENCH_DESK_H
#define TESTS_BENCH_DESK_H

#include "tests/bench/pty_run.h"

#include <stdbool.h>

struct desk {
	const char *warroom; /* the program */
	const char *floors;  /* the folder of the floors */
	const char *example; /* the configuration to start from */
	char *folder;        /* scratch; goes with desk_fini */
	char *journal;
};

enum { WIDE = 200, HIGH = 50 };

/* Also sets the environment that all programs run in. Ends the bench when the scratch folder cannot
 * be made. */
void desk_init(struct desk *desk, const char *warroom, const char *floors, const char *example);
void desk_fini(struct desk *desk);

/* A port on loopback on which nothing listens. */
unsigned desk_dead_port(void);
/* The example room with its three sources on this port, polled with this period ("5s") and timeout;
 * the file's path (g_free). */
char *desk_config(const struct desk *desk, unsigned port, const char *period, const char *timeout);
/* The same with 12 sources: ten of them are documents of the room. */
char *desk_config_twelve(const struct desk *desk, unsigned port, const char *period,
                         const char *timeout);

/* The console in this layout; or one of the floors with an argument (NULL: none). */
void desk_start_room(const struct desk *desk, struct pty_run *r, const char *config,
                     const char *layout, int columns, int rows);
void desk_start_floor(const struct desk *desk, struct pty_run *r, const char *floor,
                      const char *arg, int columns, int rows);
/* Presses Q and waits for the end; ms until then. */
double desk_quit(struct pty_run *r);

/* The rows, each by its file. */
void bench_start(const struct desk *desk);
void bench_idle(const struct desk *desk);
void bench_keys(const struct desk *desk);
void bench_feed(const struct desk *desk, unsigned n_alerts);
void bench_storm(const struct desk *desk, unsigned n_alerts);
void bench_steps(const struct desk *desk);
void bench_filter(const struct desk *desk, unsigned n_alerts);
void bench_kept(const struct desk *desk);
void bench_seen(const struct desk *desk);
void bench_consoles(const struct desk *desk);
void bench_memory(const struct desk *desk);
void bench_journal(const struct desk *desk);
void bench_sources(const struct desk *desk);

/* Presses j `n` times, 38 to 62 ms apart and after 15 ms of silence; adds to `first` the ms until
 * the first byte of the answer and to `last` those until its last before 20 ms of silence. */
void bench_press(struct pty_run *r, int n, GArray *first, GArray *last);

#endif
