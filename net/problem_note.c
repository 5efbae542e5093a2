/* What is noted with the alert of a host or service: since when it is not well, and its name as its source has it. */
#include "net/problem_note.h"

#include <stdio.h>
#include <string.h>

int64_t
problem_start(const char *note, double well, int64_t state_since_us)
{
	double noted_well;
	int64_t noted_us;

	if (note && sscanf(note, "%lf %" SCNd64, &noted_well, &noted_us) == 2 && well == noted_well)
		return noted_us;
	return state_since_us;
}

void
problem_set_note(struct slot *slot, const char *fingerprint, double well, int64_t starts_us,
                 const char *name)
{
	char *note = g_strdup_printf("%.17g %" PRId64 " %s", well, starts_us, name);

	changes_set_note(slot->alerts, fingerprint, note);
	g_free(note);
}

char *
problem_object(const struct source *source, const char *fingerprint)
{
	for (guint i = 0; i < source->slots->len; i++) {
		const struct slot *slot = g_ptr_array_index(source->slots, i);
		const char *note = changes_note(slot->alerts, fingerprint);
		const char *name = note ? strchr(note, ' ') : NULL;

		name = name ? strchr(name + 1, ' ') : NULL;
		if (name)
			return g_strdup(name + 1);
	}
	return g_strdup(fingerprint);
}
