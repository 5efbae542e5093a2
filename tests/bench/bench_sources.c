/* What many sources cost: two hundred, each every 15 s, with five series each. */
#include "tests/bench/desk.h"
#include "tests/bench/proc_use.h"
#include "tests/bench/stub.h"
#include "tests/bench/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { SOURCES = 200, SERIES = 5, SETTLE_MS = 20 * 1000, WATCH_S = 30 };

/* Each for a minute. */
struct cost {
	double answers, wakeups, writes, cpu_ms, rss_mb;
};

static void
add_source(GString *sources, GString *metrics, unsigned port, bool is_prometheus, int i)
{
	g_string_append_printf(
	    sources, "%s\t{ name = \"s%d\"; kind = \"%s\"; url = \"http://127.0.0.1:%u%s",
	    i ? ",\n" : "", i, is_prometheus ? "prometheus" : "json", port,
	    is_prometheus ? "\"; " : "\"; shows = \"metrics\"; elements = \"/metrics\"; ");
	if (!is_prometheus)
		g_string_append_printf(sources, "path = \"" STUB_METRICS "%d/%d\"; ", SERIES, i);
	g_string_append(sources, "period = \"15s\"; timeout = \"4s\"; }");
	for (int k = 0; k < SERIES; k++)
		g_string_append_printf(metrics,
		                       "%s\t{ id = \"m%d_%d\"; title = \"m %d\"; source = "
		                       "\"s%d\"; %s }",
		                       i + k ? ",\n" : "", i, k, i, i,
		                       is_prometheus ? "query = \"up\"; " : "");
}

static char *
write_config(const struct desk *d, unsigned port, bool is_prometheus)
{
	GString *sources = g_string_new(NULL), *metrics = g_string_new(NULL);
	char *path = g_build_filename(d->folder, "sources.cfg", NULL), *text;

	for (int i = 0; i < SOURCES; i++)
		add_source(sources, metrics, port, is_prometheus, i);
	text = g_strdup_printf("room = { name = \"Many\"; zone = \"UTC\"; };\n"
	                       "people = ( { id = \"lin\"; name = \"Lin\"; } );\n"
	                       "sources = (\n%s\n);\nmetrics = (\n%s\n);\n",
	                       sources->str, metrics->str);
	if (!g_file_set_contents(path, text, -1, NULL)) {
		fprintf(stderr, "bench: the configuration cannot be written\n");
		exit(1);
	}
	g_string_free(sources, TRUE);
	g_string_free(metrics, TRUE);
	g_free(text);
	return path;
}

/* command NULL: the console. */
static struct cost
watch(const struct desk *d, const char *config, const char *command, const struct stub *stub)
{
	char *journal = g_build_filename(d->folder, command ? "watch.db" : "console.db", NULL);
	const char *const watching[] = { d->warroom, command, "-c",  config, "--journal",
		                         journal,    "--as",  "lin", NULL };
	const char *const showing[] = { d->warroom,  "-c",    config, "--layout", "war",
		                        "--journal", journal, "--as", "lin",      NULL };
	const double minutes = WATCH_S / 60.0;
	struct proc_use before, after;
	unsigned answers;
	struct pty_run r;

	pty_run_start(&r, command ? watching : showing, WIDE, HIGH);
	pty_run_for(&r, SETTLE_MS);
	before = proc_use(r.pid);
	answers = stub_answers(stub);
	pty_run_for(&r, WATCH_S * 1000);
	after = proc_use(r.pid);
	answers = stub_answers(stub) - answers;
	pty_run_type(&r, command ? "\003" : "Q"); /* Ctrl-C */
	pty_run_until_end(&r, 5000, NULL);
	g_free(journal);
	return (struct cost){ .answers = answers / minutes,
		              .wakeups = (double)(after.wakeups - before.wakeups) / minutes,
		              .writes = (double)(after.writes - before.writes) / minutes,
		              .cpu_ms = (double)(after.cpu_us - before.cpu_us) / 1000 / minutes,
		              .rss_mb = (double)after.peak_kb / 1024 };
}

static void
print(const char *title, struct cost c)
{
	table_bar(BAR_SOURCES, c.cpu_ms / 600, NAN);
	table_part(title, "");
	table_row("answers", c.answers, NAN, "");
	table_row("wake-ups, all threads", c.wakeups, NAN, "");
	table_row("write calls, all descriptors", c.writes, NAN, "");
	table_row("CPU, ms", c.cpu_ms, NAN, "<= 3,000 ms");
	table_row("peak RSS, MB", c.rss_mb, NAN, "");
}

void
bench_sources(const struct desk *d)
{
	static const char *const titles[2][2] = {
		{ "200 JSON sources each 15 s, 5 series each, a minute (30 s x 2), watch",
		  "Same, console 200x50, layout war" },
		{ "200 Prometheus sources each 15 s, 5 queries each, a minute (30 s x 2), watch",
		  "Same, console 200x50, layout war" }
	};

	for (int kind = 0; kind < 2; kind++) {
		struct stub *stub = stub_start(0);
		char *config = write_config(d, stub_port(stub), kind == 1);

		print(titles[kind][0], watch(d, config, "watch", stub));
		print(titles[kind][1], watch(d, config, NULL, stub));
		stub_stop(&stub);
		g_free(config);
	}
}
