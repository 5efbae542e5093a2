/* The floor of the journal: bare SQLite that commits rows as large as the journal's. */
#ifndef TESTS_BENCH_FLOOR_COMMIT_H
#define TESTS_BENCH_FLOOR_COMMIT_H

struct floor_commit;

/* WAL, synchronous=FULL; two tables. Each function ends the bench when SQLite refuses. */
struct floor_commit *floor_commit_open(const char *path);
/* So many rows into each table, in one transaction. */
void floor_commit_rows(struct floor_commit *floor, unsigned n);
void floor_commit_close(struct floor_commit **floor);

#endif
