/* The lines of the log about acknowledgements: who acknowledged what, and who was first. */
#include "room/ack.h"

#include "base/lang.h"
#include "room/apply.h"
#include "room/dossier.h"

/* The event of its log line: it belongs to the person and the instant of the key press. */
static struct event
line_of(const struct ack *ack)
{
	return (struct event){ .kind = ack->kind == ACK_SEEN ? EVENT_ACK : EVENT_SILENCE,
		               .at_us = ack->at_us,
		               .person = ack->person,
		               .subject = ack->alert_key };
}

static char *
words_of(const struct room *room, const struct ack *ack)
{
	GString *text = g_string_new(ack->kind == ACK_SEEN ? _("acknowledged ") : _("silenced "));

	g_string_append(text, ack_title(room, ack->alert_key));
	if (*ack->comment)
		g_string_append_printf(text, ": %s", ack->comment);
	if (*ack->first)
		g_string_append_printf(text, _(" (%s was first)"), ack->first);
	return g_string_free(text, FALSE);
}

void
ack_log_kept(struct room *room, struct ack *ack)
{
	const struct alert *alert = room_alert(room, ack->alert_key);
	struct event line = line_of(ack);
	char *text;

	ack->first = room_str(room, dossier_who_was_first(dossier_get(room, ack->alert_key), ack));
	text = words_of(room, ack);
	room_log(room, &line, alert ? alert->team : "", "%s", text);
	g_free(text);
}

void
ack_reword_later(struct room *room, const struct dossier *d, const struct ack *than)
{
	for (guint i = d->acks->len; i-- > 0 && d->acks->pdata[i] != than;) {
		struct ack *ack = d->acks->pdata[i];
		const char *first = room_str(room, dossier_who_was_first(d, ack));
		struct event line = line_of(ack);
		char *before, *text;

		if (first == ack->first)
			continue;
		before = words_of(room, ack);
		ack->first = first;
		text = words_of(room, ack);
		log_reword(room, &line, before, text);
		g_free(before);
		g_free(text);
	}
}
