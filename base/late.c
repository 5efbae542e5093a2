/* Libraries that are loaded when they are first needed, and not before the first frame. */
#include "base/late.h"

#include "base/lang.h"

#include <dlfcn.h>

/* Never unloaded: libraries below libcurl leave handlers for the end of the process and of threads. */
bool
late_load(const char *file, const struct late_call *calls, size_t n_calls, struct err *e)
{
	void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);

	if (!library)
		return err_set(e, _("a library cannot be loaded: %s"), dlerror());
	for (size_t i = 0; i < n_calls; i++) {
		*calls[i].address = dlsym(library, calls[i].name);
		if (!*calls[i].address)
			return err_set(e, _("%s is too old: it has no %s"), file, calls[i].name);
	}
	return true;
}
