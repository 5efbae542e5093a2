/* Intents: asks for what is missing (a comment, a length, a yes), then lets the session act. */
#include "app/console.h"

#include "net/net.h"
#include "room/alert.h"
#include "room/team.h"

#include <stdio.h>
#include <string.h>

static void
act(struct console *c, const char *text, int64_t length_us)
{
	char said[240];
	bool is_done = session_act(c->session, &c->intent, text, length_us, said, sizeof said);

	view_say(c->view, is_done ? ROLE_MESSAGE : ROLE_ERROR, "%s", said);
}

/* "14 alerts (2 URG 5 KEY 7 GEN)", the one's title, or the room. */
static void
describe(const struct console *c, char *buf, size_t size)
{
	const GPtrArray *keys = c->intent.subjects;
	const struct room *room = c->session->room;
	bool is_first = true;
	size_t used;

	if (keys->len == 1) {
		snprintf(buf, size, "%.60s", session_title(c->session, g_ptr_array_index(keys, 0)));
		return;
	}
	if (keys->len == 0) {
		g_strlcpy(buf, "the room", size);
		return;
	}
	snprintf(buf, size, "%u alerts", keys->len);
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

static void
ask_comment(struct console *c, const char *verb, const char *hint)
{
	char what[120], label[240];

	describe(c, what, sizeof what);
	snprintf(label, sizeof label, "%s %s%s: ", verb, what, hint);
	console_ask(c, QUESTION_COMMENT, label, "");
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

static bool
acts(enum intent_kind kind)
{
	return kind != INTENT_NONE && kind != INTENT_FILTER && kind != INTENT_MESSAGE;
}

void
console_intent(struct console *c, struct intent *intent)
{
	/* the console keeps it while it asks; the caller gets the old, empty one to release */
	struct intent old = c->intent;
	char said[240];

	c->intent = *intent;
	*intent = old;
	/* before anything is asked: nobody types a comment for nothing */
	if (acts(c->intent.kind) &&
	    !session_may_intend(c->session, &c->intent, said, sizeof said)) {
		view_say(c->view, ROLE_ERROR, "%s", said);
		return;
	}
	switch (c->intent.kind) {
	case INTENT_ACK:
		if (c->intent.ask)
			ask_comment(c, "acknowledge", "? Esc = no; comment");
		else
			act(c, "", 0);
		break;
	case INTENT_UNACK:
		if (c->intent.ask)
			ask_comment(c, "take back", "? Esc = no; comment");
		else
			act(c, "", 0);
		break;
	case INTENT_SILENCE:
		ask_comment(c, "silence", " for (\"30m why\")");
		c->question = QUESTION_SILENCE;
		break;
	case INTENT_NOTE:
		ask_comment(c, "note on", "");
		break;
	case INTENT_DONE:
		ask_comment(c, "handled", ", what was done");
		break;
	case INTENT_SIGN:
		ask_comment(c, "accept gate", ", on what grounds");
		break;
	case INTENT_REFUSE:
		ask_comment(c, "refuse gate", ", why");
		break;
	case INTENT_FILTER:
		set_filter_elsewhere(c);
		break;
	case INTENT_MESSAGE:
		view_say(c->view, ROLE_MESSAGE, "%s", c->intent.text);
		break;
	case INTENT_NONE:
		break;
	}
}

/* "30m payment team is on it": the first words that are a duration, then the comment. */
static bool
split_length(const char *text, int64_t *length_us, const char **comment, struct err *e)
{
	size_t word = strcspn(text, " ");
	char *first = g_strndup(text, word);
	bool ok = duration_parse(first, length_us, e);

	g_free(first);
	*comment = text + word + strspn(text + word, " ");
	if (ok && *length_us < MIN_US)
		return err_set(e, "a silence lasts at least a minute: write for example \"30m\"");
	return ok;
}

static void
silence(struct console *c, const char *text)
{
	const char *comment;
	int64_t length_us;
	struct err e;

	if (split_length(text, &length_us, &comment, &e))
		act(c, comment, length_us);
	else
		view_say(c->view, ROLE_ERROR, "not silenced: %s", e.text);
}

static void
search(struct console *c, const char *text)
{
	struct pane_state *p = view_focused(c->view);
	struct panel_context ctx = view_context(c->view, session_now_us(c->session));

	g_free(c->search);
	c->search = *text ? g_strdup(text) : NULL;
	if (!c->search)
		return;
	if (!p || !p->ops->find)
		view_say(c->view, ROLE_MESSAGE, "this pane cannot be searched");
	else if (!p->ops->find(p->state, &ctx, text, false))
		view_say(c->view, ROLE_WARN, "'%s' is not found", text);
}

static void
set_filter(struct console *c, const char *text)
{
	struct pane_state *p = view_focused(c->view);

	if (p && p->ops->set_filter)
		p->ops->set_filter(p->state, text);
}

void
console_answer(struct console *c, const char *text)
{
	enum question question = c->question;

	c->question = QUESTION_NONE;
	switch (question) {
	case QUESTION_COMMENT:
		if (c->intent.kind != INTENT_ACK && c->intent.kind != INTENT_UNACK &&
		    c->intent.kind != INTENT_SIGN && !*text)
			view_say(c->view, ROLE_WARN, "not done: it needs a few words");
		else
			act(c, text, 0);
		break;
	case QUESTION_SILENCE:
		silence(c, text);
		break;
	case QUESTION_SEARCH:
		search(c, text);
		break;
	case QUESTION_FILTER:
		set_filter(c, text);
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
	case QUESTION_NONE:
		break;
	}
}
