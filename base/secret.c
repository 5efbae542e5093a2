/* Secrets from files: read for one request, then forgotten. */
#include "base/secret.h"

#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECRET_MAX_BYTES = 4096 };

/* From the first secret on, what this process holds reaches no core file and no debugger of its own user. Not by a limit
 * on the size of core files: a pipe to a collector of them does not heed that. */
static void
keep_out_of_cores(void)
{
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/* Opened without following a link or waiting for a pipe, then judged by what was opened. -1 with
 * the reason. */
static int
open_private(const char *file, struct err *e)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	struct stat st;

	if (fd < 0 && errno == ELOOP)
		err_set(e, _("secret: %s is a symbolic link: name the file itself"), file);
	else if (fd < 0)
		err_set(e, _("secret: %s cannot be read: %s"), file, g_strerror(errno));
	if (fd < 0)
		return -1;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		err_set(e,
		        _("secret: %s is no regular file: write the secret into one of mode 0600"),
		        file);
	} else if (st.st_mode & (S_IRWXG | S_IRWXO)) {
		err_set(e, _("secret: %s is open to its group or to others: chmod 600 it"), file);
	} else {
		keep_out_of_cores();
		return fd;
	}
	close(fd);
	return -1;
}

char *
secret_read(const char *file, struct err *e)
{
	int fd = open_private(file, e);
	char *secret;
	ssize_t n;

	if (fd < 0)
		return NULL;
	secret = g_malloc0(SECRET_MAX_BYTES + 1);
	n = read(fd, secret, SECRET_MAX_BYTES);
	close(fd);
	secret[strcspn(secret, "\r\n")] = '\0';
	if (n > 0 && n < SECRET_MAX_BYTES && *secret)
		return secret;
	err_set(e,
	        n >= SECRET_MAX_BYTES
	            ? _("secret: %s is larger than 4 KiB: the secret is its first line")
	        : n < 0 ? _("secret: %s cannot be read")
	                : _("secret: %s is empty: write the secret into its first line"),
	        file);
	secret_free(&secret);
	return NULL;
}

void
secret_free(char **secret)
{
	if (!*secret)
		return;
	explicit_bzero(*secret, strlen(*secret));
	g_free(*secret);
	*secret = NULL;
}

bool
secret_check(const char *file, struct err *e)
{
	int fd = open_private(file, e);

	if (fd < 0)
		return false;
	close(fd);
	return true;
}
