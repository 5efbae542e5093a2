/* Intents: asks for what is missing (a comment, a length, a yes), then lets the session act. */
#include "app/console.h"

#include "app/deed.h"
#include "app/undo.h"
#include "base/lang.h"
#include "room/alert.h"
#include "room/team.h"

#include <stdio.h>
#include <string.h>

/* Of one alert: how it is taken back, and its acknowledgement is followed. */
static void
say_acknowledged(struct console *c, const char *said)
{
	const struct alert *alert =
	    room_alert(c->session->room, g_ptr_array_index(c->intent.subjects, 0));

	g_free(c->followed);
	c->followed = alert && alert->ack ? g_strdup(alert->ack->id) : NULL;
	view_say(c->view, ROLE_MESSAGE, _("%s; %s takes it back"), said,
	         keymap_key(c->view->keymap, ACTION_UNACK));
}

static void
act(struct console *c, const char *text, int64_t length_us)
{
	char said[240];
	bool is_done = session_act(c->session, &c->intent, text, length_us, said, sizeof said);

	if (is_done && c->term && c->intent.kind == INTENT_ACK && c->intent.subjects->len == 1)
		say_acknowledged(c, said);
	else
		view_say(c->view, is_done ? ROLE_MESSAGE : ROLE_ERROR, "%s", said);
}

void
console_describe(const struct console *c, const struct deed_row *row, char *buf, size_t size)
{
	const GPtrArray *keys = c->intent.subjects;
	const struct room *room = c->session->room;
	const char *title;
	bool is_first = true;
	size_t used;

	if (keys->len == 1) {
		title = row->object->title(room, g_ptr_array_index(keys, 0));
		snprintf(buf, size, "%.60s%s%.20s%s",
		         title ? title : (const char *)g_ptr_array_index(keys, 0),
		         c->intent.target ? " (" : "", c->intent.target ? c->intent.target : "",
		         c->intent.target ? ")" : "");
		return;
	}
	if (keys->len == 0) {
		g_strlcpy(buf, _("the room"), size);
		return;
	}
	snprintf(buf, size, _("%u %s"), keys->len, _(row->object->many));
	for (guint t = 0; t < room->tiers->len; t++) {
		const struct tier_state *tier = g_ptr_array_index(room->tiers, t);
		unsigned n = 0;

		for (guint i = 0; i < keys->len; i++) {
			const struct alert *alert = room_alert(room, g_ptr_array_index(keys, i));

			n += alert && alert->tier == tier;
		}
		used = strlen(buf);
		if (n) {
			snprintf(buf + used, size - used, "%s%u %s", is_first ? " (" : " ", n,
			         tier->is.brief);
			is_first = false;
		}
	}
	if (!is_first)
		g_strlcat(buf, ")", size);
}

void
console_ask_comment(struct console *c, const struct deed_row *row)
{
	char what[120], label[240];

	console_describe(c, row, what, sizeof what);
	if (c->confirms && row->asks != DEED_NEEDS_WORDS)
		snprintf(label, sizeof label,
		         _("%s %s? Type yes, or yes and a comment; an empty line does nothing."),
		         _(row->verb), what);
	else
		snprintf(label, sizeof label, _("%s %s%s: "), _(row->verb), what,
		         *row->hint ? _(row->hint) : "");
	console_ask(c, QUESTION_COMMENT, label, "");
}

/* "yes", or "yes" and what comes after it: *rest. */
static bool
is_yes(const char *text, const char **rest)
{
	if (g_ascii_strncasecmp(text, "yes", 3) != 0 || (text[3] && text[3] != ' '))
		return false;
	*rest = text + 3 + strspn(text + 3, " ");
	return true;
}

/* May it be done now? Otherwise the words are kept, and the yes is asked for with the name of what it
 * is done to; or nothing is done. */
static bool
is_confirmed(struct console *c, const struct deed_row *row, const char **text)
{
	char what[120], label[400];
	const char *rest;

	if (row->asks == DEED_NEEDS_WORDS && !row->is_final && c->intent.subjects->len < 2)
		return true;
	if (is_yes(*text, &rest)) {
		*text = !*rest && c->words ? c->words : rest;
		return true;
	}
	if (!**text || !g_ascii_strcasecmp(*text, "no")) {
		view_say(c->view, ROLE_WARN, lang_in("answer", "not done"));
		return false;
	}
	g_free(c->words);
	c->words = g_strdup(*text);
	console_describe(c, row, what, sizeof what);
	snprintf(label, sizeof label, _("%s %s: \"%.160s\"? Type yes; an empty line does nothing."),
	         _(row->verb), what, c->words);
	console_ask(c, QUESTION_COMMENT, label, "");
	return false;
}

static void
set_filter_elsewhere(struct console *c)
{
	struct pane_state *p = view_pane(c->view, c->intent.panel);

	if (!p || !p->ops->set_filter)
		return;
	p->ops->set_filter(p->state, c->intent.text ? c->intent.text : "");
	c->view->focus = p->ops;
	for (guint i = 0; i < c->view->shown->len; i++)
		if (!strcmp(g_array_index(c->view->shown, struct pane, i).panel, p->ops->name))
			return;
	c->view->is_zoomed = true; /* the layout does not show it */
}

/* What only concerns this screen. */
static void
answer_at_once(struct console *c)
{
	if (c->intent.kind == INTENT_FILTER)
		set_filter_elsewhere(c);
	else if (c->intent.kind == INTENT_MESSAGE)
		view_say(c->view, ROLE_MESSAGE, "%s", c->intent.text);
}

static void
refuse(struct console *c, const char *said)
{
	if (c->session->is_locked && !c->session->claimant)
		console_say_locked(c, ROLE_ERROR);
	else
		view_say(c->view, ROLE_ERROR, "%s", said);
}

void
console_intent(struct console *c, struct intent *intent)
{
	/* the console keeps it while it asks; the caller gets the old, empty one to release */
	struct intent old = c->intent;
	const struct deed_row *row;
	char said[240];

	c->intent = *intent;
	*intent = old;
	g_clear_pointer(&c->words, g_free);
	row = deed_row(c->intent.kind);
	if (!row)
		answer_at_once(c);
	/* before anything is asked: nobody types a comment for nothing */
	else if (!session_may_intend(c->session, &c->intent, said, sizeof said))
		refuse(c, said);
	else if (row->asks == DEED_ASKS_IF_MANY && !c->intent.ask)
		act(c, "", 0);
	else if (c->confirms || row->asks == DEED_NEEDS_WORDS)
		console_ask_comment(c, row);
	else
		console_confirm(c, row);
}

void
console_undo(struct console *c)
{
	struct intent intent;
	char why[240];

	intent_init(&intent);
	if (!session_may_act(c->session, why, sizeof why))
		refuse(c, why);
	else if (undo_last(c->session, &intent, why, sizeof why))
		console_intent(c, &intent);
	else
		view_say(c->view, ROLE_MESSAGE, "%s", why);
	intent_fini(&intent);
}

/* What was typed says what the deed still lacks. */
void
console_carry_out(struct console *c, const char *text)
{
	const struct deed_row *row = deed_row(c->intent.kind);
	int64_t length_us = 0;
	struct err e;

	if (row->asks == DEED_NEEDS_WORDS && !*text)
		view_say(c->view, ROLE_WARN, _("not done: it needs a few words"));
	else if (row->read && !row->read(c->session, &c->intent, &text, &length_us, &e))
		view_say(c->view, ROLE_ERROR, _("not done: %s"), e.text);
	else
		act(c, text, length_us);
}

/* The words alone say yes for one; for many, all are named first. */
static void
act_with(struct console *c, const char *text)
{
	const struct deed_row *row = deed_row(c->intent.kind);

	if (c->confirms && !is_confirmed(c, row, &text))
		return;
	if (!c->confirms && row->asks == DEED_NEEDS_WORDS && *text && c->intent.subjects->len > 1) {
		g_free(c->words);
		c->words = g_strdup(text);
		console_confirm(c, row);
		return;
	}
	console_carry_out(c, text);
}

void
console_answer(struct console *c, const char *text)
{
	enum question question = c->question;

	c->question = QUESTION_NONE;
	switch (question) {
	case QUESTION_COMMENT:
		act_with(c, text);
		break;
	case QUESTION_SEARCH:
		console_search(c, text);
		break;
	case QUESTION_FILTER:
		console_filter(c, text);
		break;
	case QUESTION_COMMAND:
		console_command(c, text);
		break;
	case QUESTION_IDENTIFY:
		console_identify(c, text);
		break;
	case QUESTION_PIN:
		console_prove(c, text);
		break;
	case QUESTION_CONFIRM: /* by console_choice_key() */
	case QUESTION_NONE:
		break;
	}
}
