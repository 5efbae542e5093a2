/* `make bench`: what the console costs, each figure beside a floor or peer that ran in turn. */
#include "tests/bench/desk.h"
#include "tests/bench/table.h"

#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

enum { FEW_ALERTS = 1000, MANY_ALERTS = 100000 };

/* In this order: 100,000 alerts are held against 1,000. */
static void
few(const struct desk *d)
{
	bench_feed(d, FEW_ALERTS);
}

static void
many(const struct desk *d)
{
	bench_feed(d, MANY_ALERTS);
}

static void
storm(const struct desk *d)
{
	bench_storm(d, MANY_ALERTS);
}

static void
filter(const struct desk *d)
{
	bench_filter(d, MANY_ALERTS);
}

static const struct {
	const char *name;
	void (*run)(const struct desk *desk);
} parts[] = {
	{ "start", bench_start },
	{ "idle", bench_idle },
	{ "memory", bench_memory },
	{ "keys", bench_keys },
	{ "journal", bench_journal },
	{ "kept", bench_kept },
	{ "seen", bench_seen },
	{ "consoles", bench_consoles },
	{ "sources", bench_sources },
	{ "few", few },
	{ "many", many },
	{ "storm", storm },
	{ "steps", bench_steps },
	{ "filter", filter },
};

static void
print_machine(void)
{
	char *load = NULL;
	struct utsname u;

	uname(&u);
	if (!g_file_get_contents("/proc/loadavg", &load, NULL, NULL))
		load = g_strdup("?");
	printf("%ld cores, %ld MiB, %s %s %s; load before: %.14s\n", sysconf(_SC_NPROCESSORS_ONLN),
	       sysconf(_SC_PHYS_PAGES) / 1024 * (sysconf(_SC_PAGESIZE) / 1024), u.sysname,
	       u.release, u.machine, load);
	printf("Nothing here is judged: times vary from run to run, ratios and counts less. It "
	       "takes about 15 minutes.\n\n");
	fflush(stdout);
	g_free(load);
}

static bool
is_wanted(int argc, char **argv, const char *part)
{
	bool is_named = argc <= 4;

	for (int i = 4; i < argc; i++)
		is_named |= !strcmp(argv[i], part);
	return is_named;
}

static int
usage(void)
{
	fprintf(stderr, "usage: bench WARROOM FLOORS-FOLDER EXAMPLE.cfg [PART]...\nparts:");
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		fprintf(stderr, " %s", parts[i].name);
	fprintf(stderr, "\n");
	return 2;
}

int
main(int argc, char **argv)
{
	struct desk desk;

	if (argc < 4)
		return usage();
	desk_init(&desk, argv[1], argv[2], argv[3]);
	print_machine();
	table_head();
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (is_wanted(argc, argv, parts[i].name))
			parts[i].run(&desk);
	}
	table_print();
	desk_fini(&desk);
	return 0;
}
