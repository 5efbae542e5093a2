/* A file in memory that gathers what a library writes to its descriptor piece by piece. */
#include "config.h"

#include "base/lang.h"
#include "tui/gather.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

FILE *
gather_new(struct err *e)
{
	int fd = memfd_create("frame", MFD_CLOEXEC);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w+");

	if (!f) {
		err_set(e, _("cannot get a file in memory for the screen: %s"), g_strerror(errno));
		if (fd >= 0)
			close(fd);
	}
	return f;
}

void
gather_take(FILE *gather, GByteArray *to)
{
	int fd = fileno(gather);
	off_t len = lseek(fd, 0, SEEK_CUR);

	if (len > 0 && to) {
		guint before = to->len;
		ssize_t n;

		g_byte_array_set_size(to, before + (guint)len);
		n = pread(fd, to->data + before, (size_t)len, 0);
		g_byte_array_set_size(to, before + (guint)MAX(n, 0));
	}
	lseek(fd, 0, SEEK_SET);
}
