/* The journal that a command is told of: where it is, and the proof that it is what was written. */
#include "app/proof.h"

#include "app/out.h"
#include "app/session.h"
#include "store/verify.h"

int
proof_of(const char *path, const char *about)
{
	struct verification v;
	struct err e = { "" };
	char *text;

	if (!store_verify(path, &v, &e)) {
		out_error("%s: %s", about, e.text);
		return 1;
	}
	text = verification_text(&v);
	out_say("%s: %s\n", path, text);
	g_free(text);
	return v.integrity == INTEGRITY_OK ? 0 : 1;
}

char *
proof_journal(const struct options *o)
{
	struct err e = { "" };
	char *path = session_find_journal(o, &e);

	if (!path && *e.text)
		out_error("%s", e.text);
	return path;
}
