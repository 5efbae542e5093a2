/* The folder of a test. */
#include "tests/unit/folder.h"

#include <glib.h>
#include <glib/gstdio.h>

void
folder_remove(char **folder)
{
	GDir *dir = g_dir_open(*folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		char *path = g_build_filename(*folder, name, NULL);

		g_unlink(path);
		g_free(path);
	}
	if (dir)
		g_dir_close(dir);
	g_rmdir(*folder);
	g_clear_pointer(folder, g_free);
}
