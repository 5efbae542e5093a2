/* An HTTP server like an Alertmanager with any number of alerts; can change some, or hang. */
#ifndef TESTS_BENCH_STUB_H
#define TESTS_BENCH_STUB_H

#include <stdatomic.h>
#include <stdint.h>

/* Its name starts every alert's title, so that the bench finds one in what is painted. */
#define STUB_ALERT "BenchAlert"
/* The alerts began in the two hours before this instant. */
#define STUB_NOW "2026-10-24T07:54:00+08:00"

/* The path of a document of the native form with so many metrics, m7_0, m7_1 ..., whose values are
 * new in each answer: STUB_METRICS "5/7". */
#define STUB_METRICS "/metrics/"

struct stub;

/* Each connection has its thread and is kept for further requests. Ends the bench when the system
 * refuses. */
struct stub *stub_start(unsigned n_alerts);
/* The same with alerts that have stood for so long: with some days, every limit has passed before the room starts, and is shown in days. */
struct stub *stub_start_aged(unsigned n_alerts, int64_t age_us);
/* The same with alerts that all began in the minute before that instant, none of them critical: nobody has missed a
 * limit for a quarter of an hour. */
struct stub *stub_start_calm(unsigned n_alerts);
void stub_stop(struct stub **stub);

unsigned stub_port(const struct stub *stub);
/* From now on so many alerts have another summary in each answer. Any thread. */
void stub_set_churn(struct stub *stub, unsigned n);
/* From now on requests are read and never answered. Any thread. */
void stub_hang(struct stub *stub);
/* How many lists of alerts were sent whole; and how many documents of metrics and results of queries. Any thread. */
unsigned stub_lists(const struct stub *stub);
unsigned stub_answers(const struct stub *stub);

#endif
