/* An SQLite file system whose Nth operation fails, or all from the Nth on. */
#include "tests/unit/failing_vfs.h"

#include <glib.h>
#include <sqlite3.h>

/* What SQLite holds for each open file; the real one's follows it. */
struct file {
	sqlite3_file base;
	sqlite3_file *real;
};

static sqlite3_vfs *real_vfs;
static unsigned long fails_at, count, failed, asked_to_hold;
static bool is_for_good, is_disk_full;

static bool
fails(void)
{
	count++;
	if (fails_at == 0 || (is_for_good ? count < fails_at : count != fails_at))
		return false;
	failed++;
	return true;
}

static sqlite3_file *
real(sqlite3_file *f)
{
	return ((struct file *)f)->real;
}

static int
io_close(sqlite3_file *f)
{
	return real(f)->pMethods->xClose(real(f));
}

static int
io_read(sqlite3_file *f, void *into, int n, sqlite3_int64 at)
{
	return fails() ? SQLITE_IOERR_READ : real(f)->pMethods->xRead(real(f), into, n, at);
}

static int
io_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
	if (fails())
		return is_disk_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
	return real(f)->pMethods->xWrite(real(f), from, n, at);
}

static int
io_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	return fails() ? SQLITE_IOERR_TRUNCATE : real(f)->pMethods->xTruncate(real(f), size);
}

/* No power is cut here: what the disk is asked to hold need not be waited for. */
static int
io_sync(sqlite3_file *f, int flags)
{
	(void)f;
	(void)flags;
	asked_to_hold++;
	return fails() ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int
io_file_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return fails() ? SQLITE_IOERR_FSTAT : real(f)->pMethods->xFileSize(real(f), size);
}

static int
io_lock(sqlite3_file *f, int level)
{
	return fails() ? SQLITE_IOERR_LOCK : real(f)->pMethods->xLock(real(f), level);
}

static int
io_unlock(sqlite3_file *f, int level)
{
	return real(f)->pMethods->xUnlock(real(f), level);
}

static int
io_check_reserved(sqlite3_file *f, int *is_reserved)
{
	return real(f)->pMethods->xCheckReservedLock(real(f), is_reserved);
}

static int
io_control(sqlite3_file *f, int what, void *arg)
{
	return real(f)->pMethods->xFileControl(real(f), what, arg);
}

static int
io_sector_size(sqlite3_file *f)
{
	return real(f)->pMethods->xSectorSize(real(f));
}

static int
io_characteristics(sqlite3_file *f)
{
	return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

static int
io_shm_map(sqlite3_file *f, int page, int size, int extends, void volatile **at)
{
	return fails() ? SQLITE_IOERR_SHMMAP
	               : real(f)->pMethods->xShmMap(real(f), page, size, extends, at);
}

static int
io_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	/* an unlock has no answer that SQLite would look at */
	if (flags & SQLITE_SHM_LOCK && fails())
		return SQLITE_IOERR_SHMLOCK;
	return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}

static void
io_shm_barrier(sqlite3_file *f)
{
	real(f)->pMethods->xShmBarrier(real(f));
}

static int
io_shm_unmap(sqlite3_file *f, int deletes)
{
	return real(f)->pMethods->xShmUnmap(real(f), deletes);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = io_close,
	.xRead = io_read,
	.xWrite = io_write,
	.xTruncate = io_truncate,
	.xSync = io_sync,
	.xFileSize = io_file_size,
	.xLock = io_lock,
	.xUnlock = io_unlock,
	.xCheckReservedLock = io_check_reserved,
	.xFileControl = io_control,
	.xSectorSize = io_sector_size,
	.xDeviceCharacteristics = io_characteristics,
	.xShmMap = io_shm_map,
	.xShmLock = io_shm_lock,
	.xShmBarrier = io_shm_barrier,
	.xShmUnmap = io_shm_unmap,
};

static int
vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out_flags)
{
	struct file *file = (struct file *)f;
	int code;

	(void)vfs;
	file->base.pMethods = NULL;
	if (fails())
		return SQLITE_CANTOPEN;
	file->real = (sqlite3_file *)(file + 1);
	code = real_vfs->xOpen(real_vfs, name, file->real, flags, out_flags);
	if (file->real->pMethods)
		file->base.pMethods = &methods;
	return code;
}

static int
vfs_delete(sqlite3_vfs *vfs, const char *name, int syncs)
{
	(void)vfs;
	return fails() ? SQLITE_IOERR_DELETE : real_vfs->xDelete(real_vfs, name, syncs);
}

static int
vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *is_so)
{
	(void)vfs;
	return fails() ? SQLITE_IOERR_ACCESS : real_vfs->xAccess(real_vfs, name, flags, is_so);
}

static int
vfs_full_name(sqlite3_vfs *vfs, const char *name, int size, char *full)
{
	(void)vfs;
	return fails() ? SQLITE_CANTOPEN : real_vfs->xFullPathname(real_vfs, name, size, full);
}

void
failing_vfs_install(void)
{
	static sqlite3_vfs vfs;

	if (real_vfs)
		return;
	real_vfs = sqlite3_vfs_find(NULL);
	vfs = *real_vfs;
	vfs.zName = "failing";
	vfs.szOsFile = (int)sizeof(struct file) + real_vfs->szOsFile;
	vfs.xOpen = vfs_open;
	vfs.xDelete = vfs_delete;
	vfs.xAccess = vfs_access;
	vfs.xFullPathname = vfs_full_name;
	if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK)
		g_error("SQLite takes no file system");
}

void
failing_vfs_arm(unsigned long n, bool is_lasting, bool is_full)
{
	fails_at = n;
	is_for_good = is_lasting;
	is_disk_full = is_full;
	count = failed = asked_to_hold = 0;
}

unsigned long
failing_vfs_count(void)
{
	return count;
}

unsigned long
failing_vfs_failed(void)
{
	return failed;
}

unsigned long
failing_vfs_syncs(void)
{
	return asked_to_hold;
}
