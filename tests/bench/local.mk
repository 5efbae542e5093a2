# The bench: "make bench" builds and runs it; BENCH="start keys" chooses parts. No other target builds it.
BENCH_ONES = tests/bench/bench tests/bench/floor_clock tests/bench/floor_table tests/bench/floor_json
EXTRA_PROGRAMS += $(BENCH_ONES)
CLEANFILES += $(EXTRA_PROGRAMS)

tests_bench_bench_SOURCES = \
	tests/bench/bench.c \
	tests/bench/bench_consoles.c tests/bench/bench_feed.c tests/bench/bench_idle.c tests/bench/bench_journal.c tests/bench/bench_kept.c tests/bench/bench_memory.c \
	tests/bench/bench_keys.c tests/bench/bench_seen.c tests/bench/bench_sources.c tests/bench/bench_start.c tests/bench/bench_steps.c \
	tests/bench/desk.c tests/bench/desk.h \
	tests/bench/etcd_run.c tests/bench/etcd_run.h \
	tests/bench/floor_commit.c tests/bench/floor_commit.h \
	tests/bench/journal_end.c tests/bench/journal_end.h \
	tests/bench/proc_use.c tests/bench/proc_use.h \
	tests/bench/pty_run.c tests/bench/pty_run.h \
	tests/bench/stub.c tests/bench/stub.h \
	tests/bench/table.c tests/bench/table.h
tests_bench_bench_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
tests_bench_bench_LDADD = $(LIBS_STORE) -lutil

tests_bench_floor_clock_SOURCES = tests/bench/floor_clock.c
tests_bench_floor_clock_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)
tests_bench_floor_clock_LDADD = $(NCURSES_LIBS)
tests_bench_floor_table_SOURCES = tests/bench/floor_table.c
tests_bench_floor_table_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)
tests_bench_floor_table_LDADD = $(NCURSES_LIBS)
tests_bench_floor_json_SOURCES = tests/bench/floor_json.c
tests_bench_floor_json_CFLAGS = $(AM_CFLAGS) $(CURL_CFLAGS) $(JSON_CFLAGS)
tests_bench_floor_json_LDADD = $(CURL_LIBS) $(JSON_LIBS)

.PHONY: bench
bench: warroom$(EXEEXT) $(BENCH_ONES)
	tests/bench/bench ./warroom$(EXEEXT) tests/bench $(srcdir)/examples/double11.cfg $(BENCH)
