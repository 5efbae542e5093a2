/* An SQLite file system whose Nth operation fails, or all from the Nth on. One thread. */
#ifndef TESTS_UNIT_FAILING_VFS_H
#define TESTS_UNIT_FAILING_VFS_H

#include <stdbool.h>

/* Makes it the default of all connections opened from now on; nothing fails at first. */
void failing_vfs_install(void);
/* Counts from one again; the nth fails (0: none), and what comes after it when is_lasting. With
 * is_full a write says that the disk is full, else that it cannot be written. */
void failing_vfs_arm(unsigned long n, bool is_lasting, bool is_full);
/* Operations since then. */
unsigned long failing_vfs_count(void);
/* How many of them failed; and how many asked the disk to hold what it has. */
unsigned long failing_vfs_failed(void);
unsigned long failing_vfs_syncs(void);

#endif
