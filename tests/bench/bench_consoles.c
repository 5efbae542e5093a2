/* Keys in one console of eight that share a journal and all write it, against the same one alone.
 */
#include "tests/bench/desk.h"
#include "tests/bench/journal_end.h"
#include "tests/bench/stub.h"
#include "tests/bench/table.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	ALERTS = 1000,
	PEERS = 7,
	ROUNDS = 3,
	KEYS = 50,
	LOAD_MS = 10000,
	SETTLE_MS = 2500,
	NOTE_EVERY_MS = 100
};

/* In a process of its own: a console in use, and ten notes a second. Until it is killed. */
static void
use_peer(const struct desk *d, const char *config)
{
	struct journal_end end;
	struct pty_run r;

	g_random_set_seed((guint32)getpid()); /* or all peers make the same ids */
	desk_start_room(d, &r, config, "alerts", WIDE, HIGH);
	journal_end_open(&end, d->journal);
	for (;;) {
		pty_run_type(&r, "j");
		pty_run_for(&r, NOTE_EVERY_MS);
		journal_end_note(&end);
	}
}

static void
press(const struct desk *d, const char *config, GArray *first, GArray *last)
{
	struct pty_run r;

	desk_start_room(d, &r, config, "alerts", WIDE, HIGH);
	if (pty_run_until_text(&r, STUB_ALERT, LOAD_MS) == UNSAID)
		fprintf(stderr, "bench: the alerts are not shown within %d ms\n", LOAD_MS);
	pty_run_for(&r, SETTLE_MS);
	bench_press(&r, KEYS, first, last);
	desk_quit(&r);
}

/* The terminal of its console goes with the peer, and the console with its terminal. */
static void
press_among_peers(const struct desk *d, const char *config, GArray *first, GArray *last)
{
	pid_t peers[PEERS];

	fflush(NULL); /* or each child has what waits to be printed */
	for (int i = 0; i < PEERS; i++) {
		peers[i] = fork();
		if (peers[i] == 0)
			use_peer(d, config);
	}
	press(d, config, first, last);
	for (int i = 0; i < PEERS; i++)
		kill(peers[i], SIGKILL);
	for (int i = 0; i < PEERS; i++)
		waitpid(peers[i], NULL, 0);
	usleep(500 * 1000);
}

void
bench_consoles(const struct desk *d)
{
	struct stub *stub = stub_start(ALERTS);
	char *config = desk_config(d, stub_port(stub), "5s", "4s");
	GArray *first[2] = { series_new(), series_new() },
	       *last[2] = { series_new(), series_new() };

	for (int i = 0; i < ROUNDS; i++) {
		press(d, config, first[1], last[1]);
		press_among_peers(d, config, first[0], last[0]);
	}
	table_part("Keys in one of 8 consoles on one journal, 70 events a second",
	           "the same console alone");
	table_row("key to first byte, p50, ms", series_at(first[0], 0.5), series_at(first[1], 0.5),
	          "<= 2x");
	table_row("key to last byte, p50, ms", series_at(last[0], 0.5), series_at(last[1], 0.5),
	          "<= 2x");
	table_row("key to first byte, p99, ms", series_at(first[0], 0.99),
	          series_at(first[1], 0.99), "<= 50 ms");
	for (int i = 0; i < 2; i++) {
		g_array_unref(first[i]);
		g_array_unref(last[i]);
	}
	stub_stop(&stub);
	g_free(config);
}
