/* A copy of the journal while consoles write it. */
#include "store/admin.h"
#include "base/lang.h"
#include "store/sqlite_chain.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

/* Empty, and nobody else's to read: SQLite fills it. */
static bool
make_file(const char *copy, struct err *e)
{
	int fd = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_set(e,
		               errno == EEXIST ? _("%s is there already: name a new file")
		                               : _("cannot make %s: %s"),
		               copy, g_strerror(errno));
	close(fd);
	return true;
}

static bool
to_disk(const char *copy, struct err *e)
{
	int fd = open(copy, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (!ok)
		err_set(e, _("%s cannot be written: %s"), copy, g_strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

bool
admin_backup(const char *path, const char *copy, struct err *e)
{
	struct journal j = { .db = NULL };
	struct anchor anchor;
	bool has_anchor = anchor_read(path, &anchor), ok;

	if (!journal_open_reading(&j, path, e))
		return false;
	ok = make_file(copy, e);
	if (ok) {
		/* one moment of the journal, whatever is written meanwhile */
		ok = journal_run(&j, "VACUUM INTO ?", "s", copy) ||
		     journal_fail(&j, e, _("the copy cannot be written"));
		ok = ok && to_disk(copy, e);
		if (!ok)
			(void)g_unlink(copy);
	}
	journal_close(&j);
	/* read before the copy was made: the copy has this event at least */
	if (ok && has_anchor)
		anchor_write(copy, &anchor);
	return ok;
}
