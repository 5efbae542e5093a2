/* `make bench`: what the console costs, each figure beside a floor or peer that ran in turn. */
#include "tests/bench/desk.h"
#include "tests/bench/table.h"

#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

enum { FEW_ALERTS = 1000, MANY_ALERTS = 100000 };

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
	       "takes about 10 minutes.\n\n");
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

int
main(int argc, char **argv)
{
	struct desk desk;

	if (argc < 4) {
		fprintf(stderr, "usage: bench WARROOM FLOORS-FOLDER EXAMPLE.cfg "
		                "[start|idle|memory|keys|journal|kept|seen|consoles|sources|few|many|steps|filter]...\n");
		return 2;
	}
	desk_init(&desk, argv[1], argv[2], argv[3]);
	print_machine();
	table_head();
	if (is_wanted(argc, argv, "start"))
		bench_start(&desk);
	if (is_wanted(argc, argv, "idle"))
		bench_idle(&desk);
	if (is_wanted(argc, argv, "memory"))
		bench_memory(&desk);
	if (is_wanted(argc, argv, "keys"))
		bench_keys(&desk);
	if (is_wanted(argc, argv, "journal"))
		bench_journal(&desk);
	if (is_wanted(argc, argv, "kept"))
		bench_kept(&desk);
	if (is_wanted(argc, argv, "seen"))
		bench_seen(&desk);
	if (is_wanted(argc, argv, "consoles"))
		bench_consoles(&desk);
	if (is_wanted(argc, argv, "sources"))
		bench_sources(&desk);
	if (is_wanted(argc, argv, "few"))
		bench_feed(&desk, FEW_ALERTS);
	if (is_wanted(argc, argv, "many"))
		bench_feed(&desk, MANY_ALERTS);
	if (is_wanted(argc, argv, "steps"))
		bench_steps(&desk);
	if (is_wanted(argc, argv, "filter"))
		bench_filter(&desk, MANY_ALERTS);
	desk_fini(&desk);
	return 0;
}
