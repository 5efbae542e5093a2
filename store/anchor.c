/* The anchor: what the journal's last event was, kept outside of the journal. */
#include "store/anchor.h"

#include <glib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

static char *
anchor_path(const char *journal)
{
	return g_strconcat(journal, ".anchor", NULL);
}

bool
anchor_read(const char *journal, struct anchor *anchor)
{
	char *path = anchor_path(journal), *text = NULL;
	bool ok = g_file_get_contents(path, &text, NULL, NULL) &&
	          sscanf(text, "%" SCNd64 " %64[0-9a-f]", &anchor->seq, anchor->hash) == 2 &&
	          strlen(anchor->hash) == CHAIN_HASH_SIZE - 1;

	g_free(text);
	g_free(path);
	return ok;
}

void
anchor_write(const char *journal, const struct anchor *anchor)
{
	char *path = anchor_path(journal),
	     *text = g_strdup_printf("%" PRId64 " %s\n", anchor->seq, anchor->hash);
	GError *error = NULL;

	syslog(LOG_AUTHPRIV | LOG_INFO, "warroom: journal %s: event %" PRId64 " has hash %s",
	       journal, anchor->seq, anchor->hash);
	if (!g_file_set_contents_full(path, text, -1,
	                              G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
	                              0600, &error)) {
		syslog(LOG_AUTHPRIV | LOG_WARNING, "warroom: the anchor cannot be written: %s",
		       error->message);
		g_error_free(error);
	}
	g_free(text);
	g_free(path);
}

void
anchor_warn(const char *journal, const struct anchor *anchor)
{
	syslog(LOG_AUTHPRIV | LOG_WARNING,
	       "warroom: journal %s does not contain event %" PRId64
	       " with hash %s any more; see 'warroom verify'",
	       journal, anchor->seq, anchor->hash);
}
