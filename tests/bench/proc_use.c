/* What a running process has used so far, as /proc and its CPU clock tell. */
#include "tests/bench/proc_use.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The number after `field` in a file of lines "field: number". */
static int64_t
field_of(const char *path, const char *field)
{
	char *text = NULL, *at;
	int64_t n = 0;

	if (g_file_get_contents(path, &text, NULL, NULL)) {
		at = strstr(text, field);
		n = at ? strtoll(at + strlen(field), NULL, 10) : 0;
	}
	g_free(text);
	return n;
}

static int64_t
wakeups(pid_t pid)
{
	char folder[64], path[160];
	int64_t sum = 0;
	const char *name;
	GDir *dir;

	snprintf(folder, sizeof folder, "/proc/%d/task", (int)pid);
	dir = g_dir_open(folder, 0, NULL);
	while (dir && (name = g_dir_read_name(dir))) {
		snprintf(path, sizeof path, "%s/%.64s/status", folder, name);
		sum += field_of(path, "\nvoluntary_ctxt_switches:");
	}
	if (dir)
		g_dir_close(dir);
	return sum;
}

static int64_t
cpu_us(pid_t pid)
{
	struct timespec used;
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
		return 0;
	return used.tv_sec * INT64_C(1000000) + used.tv_nsec / 1000;
}

struct proc_use
proc_use(pid_t pid)
{
	struct proc_use use = { .cpu_us = cpu_us(pid), .wakeups = wakeups(pid) };
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/io", (int)pid);
	use.writes = field_of(path, "syscw:");
	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	use.peak_kb = field_of(path, "VmHWM:");
	return use;
}
