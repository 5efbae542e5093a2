/* A line of the log panel: what the filter asks of it, its details, what can be done with it. */
#include "panels/log.h"

#include "base/lang.h"
#include "panels/words.h"
#include "room/alert.h"
#include "room/decision.h"

#include <string.h>

bool
log_entry_matches(const struct room *room, const struct entry *entry, const struct needle *needle)
{
	return needle_in(needle, entry->text) || needle_in(needle, entry->person) ||
	       needle_in(needle, entry->team) || needle_in(needle, entry->subject) ||
	       needle_in(needle, event_kind_name(entry->kind)) ||
	       needle_in(needle, _(event_kind_name(entry->kind))) ||
	       needle_in(needle, words_person(room, entry->person));
}

static bool
contains(const struct room *room, const struct entry *entry, const char *word)
{
	struct needle *needle = needle_new(word);
	bool is_in = log_entry_matches(room, entry, needle);

	needle_free(&needle);
	return is_in;
}

/* The incident: the line's subject, its title, or the risk of the alert. */
static bool
is_on(const struct room *room, const struct entry *entry, const char *word)
{
	const struct alert *alert = room_alert(room, entry->subject);

	if (!*entry->subject)
		return false;
	return words_contain(entry->subject, word) ||
	       words_contain(subject_title(room, entry->subject), word) ||
	       (alert && alert->risk && words_contain(alert->risk->is.id, word));
}

/* By the name of the kind, or as the panel shows it. */
static bool
is_kind(enum event_kind kind, const char *word)
{
	const char *name = event_kind_name(kind);

	return g_str_has_prefix(name, word) || g_str_has_prefix(_(name), word);
}

static bool
passes(const struct room *room, const struct entry *entry, const char *word)
{
	if (g_str_has_prefix(word, "kind:"))
		return is_kind(entry->kind, word + strlen("kind:"));
	if (g_str_has_prefix(word, "team:"))
		return words_contain(entry->team, word + strlen("team:"));
	if (g_str_has_prefix(word, "person:"))
		return words_contain(entry->person, word + strlen("person:")) ||
		       words_contain(words_person(room, entry->person), word + strlen("person:"));
	if (g_str_has_prefix(word, "on:"))
		return is_on(room, entry, word + strlen("on:"));
	return contains(room, entry, word);
}

bool
log_entry_passes(const struct room *room, const struct entry *entry, char **words)
{
	for (; *words; words++)
		if (**words && !passes(room, entry, *words))
			return false;
	return true;
}

char *
log_correction(const struct panel_context *ctx, const struct entry *entry, char *buf, size_t size)
{
	const struct correction *c = *entry->id ? room_correction(ctx->room, entry->id) : NULL;
	char when[32];

	if (!c)
		return words_print(buf, size, "%s", "");
	return words_print(buf, size, _("[corrected by %s %s] "), c->person,
	                   words_when(ctx->room, c->at_us, ctx->now_us, when, sizeof(when)));
}

char *
log_entry_details(const struct panel_context *ctx, const struct entry *entry)
{
	const struct correction *c = *entry->id ? room_correction(ctx->room, entry->id) : NULL;
	GString *to = g_string_new(NULL);
	char text[64];

	words_detail(to, _("when"), "%s",
	             words_instant(ctx->room, entry->at_us, text, sizeof(text)));
	words_detail(to, _("what"), "%s", _(event_kind_name(entry->kind)));
	words_detail(to, _("who"), "%s",
	             *entry->person ? words_person(ctx->room, entry->person) : "");
	words_detail(to, _("known by"), "%s", entry->proof);
	words_detail(to, _("terminal user"), "%s", entry->terminal_user);
	words_detail(to, _("team"), "%s", words_team(ctx->room, entry->team));
	words_detail(to, _("about"), "%s", entry->subject);
	words_detail(to, _("text"), "%s", entry->text);
	for (; c; c = room_correction(ctx->room, c->id))
		words_detail(to, _("corrected"), _("%s by %s: %s"),
		             words_instant(ctx->room, c->at_us, text, sizeof(text)), c->person,
		             c->text);
	words_detail(to, "id", "%s", entry->id);
	return g_string_free(to, FALSE);
}

static bool
is_incident(const struct room *room, const char *subject)
{
	return room_alert(room, subject) || room_risk(room, subject);
}

enum reaction
log_entry_act(const struct panel_context *ctx, const struct entry *entry, enum action action,
              struct intent *intent)
{
	switch (action) {
	case ACTION_NOTE:
		intent->kind = INTENT_NOTE;
		return REACTION_INTENT;
	case ACTION_DECIDE:
		intent->kind = INTENT_DECIDE;
		if (entry && is_incident(ctx->room, entry->subject))
			intent_add(intent, entry->subject);
		return REACTION_INTENT;
	case ACTION_CORRECT:
		if (!entry || (entry->kind != EVENT_DECIDE && entry->kind != EVENT_NOTE &&
		               entry->kind != EVENT_CORRECT))
			return rows_say(intent, _("select a decision, a note or a correction"));
		intent->kind = INTENT_CORRECT;
		intent_add(intent, entry->id);
		return REACTION_INTENT;
	case ACTION_DONE:
		if (!entry || entry->kind != EVENT_DECIDE)
			return rows_say(intent, _("select a decision to say that it is done"));
		intent->kind = INTENT_CLOSE;
		intent_add(intent, entry->id);
		return REACTION_INTENT;
	default:
		return REACTION_PASS;
	}
}
