/* What a room holds in memory, with nothing configured: the demo. */
#include "tests/bench/desk.h"
#include "tests/bench/proc_use.h"
#include "tests/bench/table.h"

#include <math.h>

enum { RUN_MS = 30000 };

void
bench_memory(const struct desk *d)
{
	const char *const argv[] = { d->warroom, "demo", "--layout", "war", NULL };
	struct proc_use use;
	struct pty_run r;

	pty_run_start(&r, argv, WIDE, HIGH);
	pty_run_for(&r, RUN_MS);
	use = proc_use(r.pid);
	desk_quit(&r);
	table_part("The demo room after half a minute, 200x50", "nothing");
	table_bar(BAR_MEMORY_DEMO, (double)use.peak_kb / 1024, NAN);
	table_row("peak resident memory, MB", (double)use.peak_kb / 1024, NAN, "<= 24 MB");
}
