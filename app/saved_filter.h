/* Filters that have a name: a person's own, kept in the user's state folder, and those of the
 * configuration, which everybody at this terminal has. */
#ifndef APP_SAVED_FILTER_H
#define APP_SAVED_FILTER_H

#include "app/config.h"

/* The text of the filter of this name, a person's own before the configuration's; g_free. NULL: there
 * is none, or (e->text not "") the file cannot be read. */
char *saved_filter_text(const struct config *config, const char *person, const char *name,
                        struct err *e);

/* The names a person can use, sorted, NULL-terminated; g_strfreev. What cannot be read is not in it. */
char **saved_filter_names(const struct config *config, const char *person);
/* Only the person's own. */
char **saved_filter_own_names(const char *person);

/* Keeps it, in the place of one of this name; durable. Fails on a name that is none, and when the file
 * cannot be read or written. */
bool saved_filter_keep(const char *person, const char *name, const char *text,
                       struct err *e) MUST_USE;
/* Fails when the person has none of this name. */
bool saved_filter_drop(const struct config *config, const char *person, const char *name,
                       struct err *e) MUST_USE;

#endif
