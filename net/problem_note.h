/* What is noted with the alert of a host or service: since when it is not well, and its name as its source has it. */
#ifndef NET_PROBLEM_NOTE_H
#define NET_PROBLEM_NOTE_H

#include "net/source.h"

/*
 * When the problem began. Its source tells since when its present state is (0: unknown), and when it was
 * last well, in any unit: as long as that is what was noted, the problem is still the one that was noted,
 * whatever states it went through. note: NULL if there is none.
 */
int64_t problem_start(const char *note, double well, int64_t state_since_us);
/* Notes it with an alert that the slot has. */
void problem_set_note(struct slot *slot, const char *fingerprint, double well, int64_t starts_us,
                      const char *name);

/* The name of the object as its source has it, where the alert's fingerprint is the clean form of it; the
 * fingerprint itself where nothing is noted. (g_free) */
char *problem_object(const struct source *source, const char *fingerprint);

#endif
