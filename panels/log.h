/* Inside panels/: what the files of the log panel share. */
#ifndef PANELS_LOG_H
#define PANELS_LOG_H

#include "base/needle.h"
#include "panels/rows.h"

/* The timeline; chains from a signal to a done action that are open; missed limits without feedback (督办). */
enum log_shows { LOG_LINES, LOG_CHAINS, LOG_SUPERVISED, LOG_VIEWS };

/* Is it one of the filter's words, or of "kind:", "team:", "person:" and "on:" (an alert's or risk's name)? */
bool log_entry_passes(const struct room *room, const struct entry *entry, char **words);
bool log_entry_matches(const struct room *room, const struct entry *entry,
                       const struct needle *needle);

/* "[corrected by lin 17:45] " before the words of a line; "" when it stands. Returns buf. */
char *log_correction(const struct panel_context *ctx, const struct entry *entry, char *buf,
                     size_t size);

/* Everything about a line; g_free. */
char *log_entry_details(const struct panel_context *ctx, const struct entry *entry);

/* What a key does with a line of the timeline (NULL: there is none). */
enum reaction log_entry_act(const struct panel_context *ctx, const struct entry *entry,
                            enum action action, struct intent *intent);

/* What is open, as a list. `shows` is LOG_CHAINS or LOG_SUPERVISED. */
void log_open_draw(struct list_view *view, enum log_shows shows, const struct panel_context *ctx,
                   const struct canvas *c);
enum reaction log_open_act(struct list_view *view, enum log_shows shows,
                           const struct panel_context *ctx, enum action action, int height,
                           struct intent *intent);
/* g_free; NULL: nothing is selected. */
char *log_open_details(struct list_view *view, enum log_shows shows,
                       const struct panel_context *ctx);

/* As panel_ops.find does. */
bool log_open_find(struct list_view *view, enum log_shows shows, const struct panel_context *ctx,
                   const char *text, struct seek *seek);
void log_open_tell(enum log_shows shows, const struct panel_context *ctx, struct tell *t);
bool log_open_select(struct list_view *view, enum log_shows shows, const struct panel_context *ctx,
                     const char *id);

#endif
