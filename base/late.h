/* Libraries that are loaded when they are first needed, and not before the first frame. */
#ifndef BASE_LATE_H
#define BASE_LATE_H

#include "base/err.h"

#include <stddef.h>

/* One function of such a library, and where its address goes. */
struct late_call {
	const char *name;
	void **address;
};

/*
 * Loads `file` (a name as the linker wrote it: "libcurl.so.4") for the rest of the process and looks up the calls. False with a
 * sentence when the library or one of them is not there; then nothing may be called. Any thread; more than once does no harm. It
 * reads files, so never on the UI thread while the room is shown.
 */
bool late_load(const char *file, const struct late_call *calls, size_t n_calls,
               struct err *e) MUST_USE;

/* libcurl under its own names (late_curl.c): before the first of them in any thread. After it they are those of <curl/curl.h>. */
bool late_curl(struct err *e) MUST_USE;

#endif
