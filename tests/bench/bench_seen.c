/* How soon a second console shows what the first one acknowledged. */
#include "tests/bench/desk.h"
#include "tests/bench/etcd_run.h"
#include "tests/bench/stub.h"
#include "tests/bench/table.h"

#include <stdio.h>

/* A frame with a new line of the log costs the terminal more than this, one with the clock alone
 * less. */
enum { LINE_BYTES = 45 };
enum { ALERTS = 1000, ACKS = 40, LOAD_MS = 3000, SEEN_MS = 2000, UNEVEN_MS = 97 };

/* The instant of the next frame of more than the clock; UNSAID when the time is up. */
static int64_t
until_line(struct pty_run *r, int timeout_ms)
{
	int64_t end_us = clock_monotonic_us() + timeout_ms * MSEC_US, at_us;
	size_t before;

	do {
		before = r->bytes;
		at_us = pty_run_until_output(r, timeout_ms);
	} while (r->bytes - before < LINE_BYTES && clock_monotonic_us() < end_us);
	return r->bytes - before < LINE_BYTES ? UNSAID : at_us;
}

static void
start(const struct desk *d, struct pty_run *r, const char *config, const char *layout)
{
	desk_start_room(d, r, config, layout, WIDE, HIGH);
	pty_run_for(r, LOAD_MS);
}

/* What is on top now, at any moment of the other console's second. */
static void
acknowledge(struct pty_run *actor, struct pty_run *witness, int i, GArray *seen, GArray *own)
{
	int64_t pressed_us;

	pty_run_type(actor, "g");
	pty_run_for(actor, 300 + i * UNEVEN_MS % 200);
	pty_run_until_still(witness, 30, SEEN_MS);
	pty_run_until_still(actor, 15, SEEN_MS);
	pressed_us = clock_monotonic_us();
	pty_run_type(actor, "a");
	series_add_span(own, pressed_us, pty_run_until_output(actor, SEEN_MS), SEEN_MS);
	series_add_span(seen, pressed_us, until_line(witness, SEEN_MS), SEEN_MS);
}

/* Two consoles, each with its own desk and configuration. */
static void
see(const struct desk *here, const char *config, const struct desk *there, const char *other_config,
    const char *title)
{
	GArray *seen = series_new(), *own = series_new();
	struct pty_run actor, witness;

	start(here, &actor, config, "alerts");
	start(there, &witness, other_config, "log");
	for (int i = 0; i < ACKS; i++)
		acknowledge(&actor, &witness, i, seen, own);
	table_part(title, "the console in which the key was pressed");
	table_row("key to screen, median, ms", series_at(seen, 0.5), series_at(own, 0.5),
	          "<= 1,000 ms");
	table_row("key to screen, worst, ms", series_at(seen, 1), series_at(own, 1), "<= 1,000 ms");
	desk_quit(&actor);
	desk_quit(&witness);
	g_array_unref(seen);
	g_array_unref(own);
}

/* The same room as one of two sites. */
static char *
site_config(const struct desk *d, const char *config, const char *site, unsigned etcd)
{
	char *name = g_strconcat(site, ".cfg", NULL), *text = NULL, *all;
	char *path = g_build_filename(d->folder, name, NULL);

	g_file_get_contents(config, &text, NULL, NULL);
	all = g_strdup_printf("%s\nsite = { name = \"%s\"; prefix = \"bench\"; endpoints = "
	                      "[\"http://127.0.0.1:%u\"]; };\n",
	                      text, site, etcd);
	g_file_set_contents(path, all, -1, NULL);
	g_free(all);
	g_free(text);
	g_free(name);
	return path;
}

static void
see_through_etcd(const struct desk *d, const char *config)
{
	struct etcd_run etcd;
	struct desk there = *d;
	char *here_config, *there_config;

	if (!etcd_run_start(&etcd, d->folder)) {
		table_part("Another site shows an acknowledgement, through etcd", "not measured");
		table_line("  (etcd is not installed, or does not start)");
		return;
	}
	here_config = site_config(d, config, "sh", etcd.port);
	there_config = site_config(d, config, "bj", etcd.port);
	there.journal = g_build_filename(d->folder, "other.db", NULL);
	see(d, here_config, &there, there_config,
	    "Another site shows an acknowledgement, two journals through one etcd, 200x50");
	etcd_run_stop(&etcd);
	g_free(there.journal);
	g_free(there_config);
	g_free(here_config);
}

void
bench_seen(const struct desk *d)
{
	struct stub *stub = stub_start(ALERTS);
	char *config = desk_config(d, stub_port(stub), "5s", "4s");

	see(d, config, d, config,
	    "A second console shows an acknowledgement, one SQLite journal, 200x50");
	stub_stop(&stub);
	g_free(config);
	stub = stub_start(ALERTS);
	config = desk_config(d, stub_port(stub), "5s", "4s");
	see_through_etcd(d, config);
	stub_stop(&stub);
	g_free(config);
}
