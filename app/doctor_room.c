/* The doctor at the room's files: its journal and its secrets. */
#include "app/doctor.h"

#include "base/lang.h"
#include "base/secret.h"
#include "store/store.h"
#include "store/verify.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define ROOM_LEAST_BYTES (INT64_C(100) << 20)

/* The first folder of the path that is there: the journal's own is made with it. */
static char *
folder_there(const char *path)
{
	char *dir = g_path_get_dirname(path);

	while (!g_file_test(dir, G_FILE_TEST_IS_DIR) && strcmp(dir, "/") && strcmp(dir, ".")) {
		char *up = g_path_get_dirname(dir);

		g_free(dir);
		dir = up;
	}
	return dir;
}

static bool
can_write(struct doctor *d, const char *dir)
{
	char *name = g_build_filename(dir, ".warroom-doctor-XXXXXX", NULL);
	int fd = g_mkstemp(name);
	bool ok = fd >= 0 && write(fd, "x", 1) == 1 && fsync(fd) == 0;
	int why = errno;

	if (fd >= 0) {
		close(fd);
		unlink(name);
	}
	g_free(name);
	if (!ok)
		doctor_say(
		    d, DOCTOR_FAIL, N_("journal"),
		    _("Give yourself write permission to that folder, make room on its disk, or "
		      "name another file as journal."),
		    "%s: %s", dir, g_strerror(why));
	return ok;
}

static const char *
shared_file_system(unsigned long magic)
{
	static const struct {
		unsigned long magic;
		const char *name;
	} shared[] = { { 0x6969, "NFS" },      { 0x517B, "SMB" },        { 0xFF534D42, "CIFS" },
		       { 0xFE534D42, "SMB2" }, { 0x0BD00BD0, "Lustre" }, { 0x47504653, "GPFS" } };

	for (size_t i = 0; i < G_N_ELEMENTS(shared); i++)
		if (magic == shared[i].magic)
			return shared[i].name;
	return NULL;
}

static void
look_at_disk(struct doctor *d, const char *dir)
{
	enum { TMPFS = 0x01021994 };
	const char *shared = NULL;
	struct statvfs space;
	struct statfs fs;

	if (statfs(dir, &fs) == 0)
		shared = shared_file_system((unsigned long)fs.f_type & 0xFFFFFFFFul);
	if (shared)
		doctor_say(d, DOCTOR_FAIL, N_("disk"), _("Put the journal on a local disk."),
		           _("%s is on %s, where the journal's locks do not hold"), dir, shared);
	else if (statfs(dir, &fs) == 0 && fs.f_type == TMPFS)
		doctor_say(d, DOCTOR_WARN, N_("disk"), _("Put the journal on a disk."),
		           _("%s is in memory: a reboot takes the journal with it"), dir);
	else if (statvfs(dir, &space) == 0) {
		int64_t left = (int64_t)space.f_bavail * (int64_t)space.f_frsize;
		bool is_little = left < ROOM_LEAST_BYTES;

		doctor_say(d, is_little ? DOCTOR_WARN : DOCTOR_OK, N_("disk"),
		           is_little ? _("Make room on that disk.") : NULL,
		           _("%" PRId64 " MiB free at %s"), left >> 20, dir);
	}
}

static void
look_at_chain(struct doctor *d, const char *path, int64_t limit_bytes)
{
	struct verification v;
	struct err e = { "" };
	char warning[256], *text;

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		doctor_say(d, DOCTOR_OK, N_("journal"), NULL, _("%s is made by the first console"),
		           path);
		return;
	}
	store_file_warning(path, limit_bytes, warning, sizeof warning);
	if (*warning)
		doctor_say(d, DOCTOR_WARN, N_("journal"), _("See \"The journal\" in warroom(1)."),
		           "%s", warning);
	if (!store_verify(path, &v, &e)) {
		doctor_say(d, DOCTOR_FAIL, N_("journal"),
		           _("Move the file away (or restore a backup), and start again."),
		           "%s: %s", path, e.text);
		return;
	}
	text = verification_text(&v);
	doctor_say(d, v.integrity == INTEGRITY_OK ? DOCTOR_OK : DOCTOR_FAIL, N_("journal"),
	           v.integrity == INTEGRITY_OK
	               ? NULL
	               : _("Keep this file as evidence, restore a backup, and find "
	                   "out who wrote it."),
	           "%s: %s", path, text);
	g_free(text);
}

void
doctor_journal(struct doctor *d)
{
	char *path = session_journal_path(d->session), *dir;

	if (!path) {
		doctor_say(d, DOCTOR_OK, N_("journal"), NULL,
		           _("in memory: it ends with the program"));
		return;
	}
	dir = folder_there(path);
	if (can_write(d, dir)) {
		look_at_disk(d, dir);
		look_at_chain(d, path, d->session->config->journal_limit_bytes);
	}
	g_free(dir);
	g_free(path);
}

/* Counts it in *n when it is well. */
static void
look_at_secret(struct doctor *d, const char *file, bool is_key, unsigned *n)
{
	struct err e = { "" };
	char *secret = NULL;
	bool ok;

	if (!file)
		return;
	if (!is_key)
		secret = secret_read(file, &e);
	ok = is_key ? secret_check(file, &e) : secret != NULL;
	secret_free(&secret);
	*n += ok;
	if (!ok)
		doctor_say(
		    d, DOCTOR_FAIL, N_("secrets"),
		    _("Write the secret alone into that file, as the user who runs warroom, and "
		      "'chmod 600' it."),
		    "%s", e.text);
}

void
doctor_secrets(struct doctor *d)
{
	const struct config *config = d->session->config;
	const struct etcd_conf *etcd = &config->site.etcd;
	unsigned n = 0;

	for (guint i = 0; i < config->sources->len; i++) {
		const struct source_conf *conf = g_ptr_array_index(config->sources, i);

		look_at_secret(d, conf->password_file, false, &n);
		look_at_secret(d, conf->token_file, false, &n);
		look_at_secret(d, conf->key_file, true, &n);
		for (guint j = 0; j < conf->header_files->len; j++) {
			const char *colon = strchr(g_ptr_array_index(conf->header_files, j), ':');

			look_at_secret(d, colon + 1 + strspn(colon + 1, " "), false, &n);
		}
	}
	look_at_secret(d, etcd->password_file, false, &n);
	look_at_secret(d, etcd->key_file, true, &n);
	if (n > 0)
		doctor_say(d, DOCTOR_OK, N_("secrets"), NULL,
		           lang_count("%u file that nobody else can read",
		                      "%u files that nobody else can read", n),
		           n);
}
