/* What the terminal is told beside its screen, where the configuration asks for it: the bell or a notice of a new
 * urgent alert, and what is copied. Never in wall mode. */
#include "app/console.h"

#include "base/lang.h"
#include "room/alert.h"
#include "room/order.h"
#include "tui/osc.h"

#include <string.h>

static bool
is_in_tmux(void)
{
	const char *tmux = g_getenv("TMUX");

	return tmux && *tmux;
}

static void
take_newer(const struct alert *alert, void *data)
{
	const struct alert **newest = data;

	if (alert_is_unseen(alert) && (!*newest || alert->number > (*newest)->number))
		*newest = alert;
}

/* Names the one that came last, and how many there are. */
static void
notify(struct console *c, int number, unsigned urgent)
{
	const struct room *room = c->session->room;
	const struct alert *newest = NULL;
	GString *bytes = g_string_new(NULL);
	char *text;

	order_of_rank(room->order, 1, take_newer, &newest);
	text = g_strdup_printf(lang_count("%s: %s (%u urgent alert unseen)",
	                                  "%s: %s (%u urgent alerts unseen)", urgent),
	                       room->is.name, newest ? newest->title : "", urgent);
	osc_notice(bytes, number, text, is_in_tmux());
	term_send(c->term, bytes->str, bytes->len);
	g_string_free(bytes, TRUE);
	g_free(text);
}

void
console_ring(struct console *c)
{
	const struct config *config = c->session->config;
	unsigned urgent;

	if (!config->bell || config->notify_terminal == NOTIFY_NONE ||
	    c->rung_version == c->session->room->alerts_version)
		return;
	c->rung_version = c->session->room->alerts_version;
	urgent = room_alert_counts(c->session->room, session_now_us(c->session)).unseen_by_rank[1];
	if (urgent > c->urgent) {
		term_bell(c->term);
		if (config->notify_terminal != NOTIFY_BEL && !c->view->is_wall)
			notify(c, config->notify_terminal == NOTIFY_OSC9 ? 9 : 777, urgent);
	}
	c->urgent = urgent;
}

/* In one line, so that nothing is carried out where it is pasted: what the panel gives, else of the details the
 * first line and those with an address. g_free; NULL: nothing is selected. */
static char *
what_to_copy(struct console *c)
{
	struct pane_state *p = view_focused(c->view);
	struct panel_context ctx = view_context(c->view, session_now_us(c->session));
	char *details, **lines;
	GString *text;

	if (p && p->ops->copy)
		return p->ops->copy(p->state, &ctx);
	details = p && p->ops->details ? p->ops->details(p->state, &ctx) : NULL;
	if (!details)
		return NULL;
	lines = g_strsplit(details, "\n", -1);
	text = g_string_new(lines[0]);
	for (guint i = 1; lines[0] && lines[i]; i++)
		if (strstr(lines[i], "://"))
			g_string_append_printf(text, "  %s", lines[i]);
	g_strfreev(lines);
	g_free(details);
	return g_string_free(text, FALSE);
}

void
console_copy(struct console *c)
{
	GString *bytes;
	char *text;

	if (!c->session->config->clipboard) {
		view_say(
		    c->view, ROLE_MESSAGE,
		    _("nothing is copied: 'clipboard = true' in the console section allows it"));
		return;
	}
	text = what_to_copy(c);
	if (!text) {
		view_say(c->view, ROLE_MESSAGE, _("nothing is selected here"));
		return;
	}
	bytes = g_string_new(NULL);
	osc_clipboard(bytes, text, is_in_tmux());
	if (c->term)
		term_send(c->term, bytes->str, bytes->len);
	view_say(c->view, ROLE_MESSAGE, _("sent to the terminal's clipboard: %s"), text);
	g_string_free(bytes, TRUE);
	g_free(text);
}
