/* Files of this machine that a source is read from. */
#include "net/local_file.h"

#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is cut short while we read is read again at the next poll. */
static char *
read_all(int fd, size_t size, size_t *len)
{
	char *bytes = g_malloc(size + 1);
	ssize_t n = 1;

	for (*len = 0; *len < size && n > 0; *len += n > 0 ? (size_t)n : 0)
		n = read(fd, bytes + *len, size - *len);
	bytes[*len] = '\0';
	return bytes;
}

/* Not blocking: a pipe of that name must not hold the thread. */
char *
local_file_read(const char *path, int64_t max_bytes, size_t *len, struct err *e)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	char *bytes = NULL;
	struct stat st;

	if (fd < 0 || fstat(fd, &st)) {
		err_set(e, _("file: %s cannot be read: %s"), path, g_strerror(errno));
	} else if (!S_ISREG(st.st_mode)) {
		err_set(e, _("file: %s is no file"), path);
	} else if (st.st_size > max_bytes) {
		err_set(e, _("file: %s is larger than %lld bytes (max_bytes)"), path,
		        (long long)max_bytes);
	} else {
		bytes = read_all(fd, (size_t)st.st_size, len);
	}
	if (fd >= 0)
		close(fd);
	return bytes;
}
