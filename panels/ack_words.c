/* Where an alert's acknowledgement stands, in a few words, one letter and a role. */
#include "panels/words.h"

#include "base/lang.h"
#include "room/escalate.h"

#include <stdio.h>

static void say(struct ack_words *w, char letter, enum role role, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

static void
say(struct ack_words *w, char letter, enum role role, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	words_vprint(w->text, sizeof(w->text), fmt, ap);
	va_end(ap);
	w->letter = letter;
	w->role = role;
}

/* What its target says about an acknowledgement that is kept: "kept", "sent", "retry 2"; "kept here" where it has
 * none. */
static const char *
delivery_word(const struct ack *ack, char *buf, size_t size)
{
	if (ack->state == ACK_CONFIRMED)
		return _("confirmed");
	if (ack->state == ACK_SENT)
		return _("sent");
	if (ack->retries == 0) /* where no target takes it that is all, and the row says so */
		return ack->deliverable ? _("kept") : _("kept here");
	g_snprintf(buf, size, _("retry %u"), ack->retries);
	return buf;
}

static void
standing(struct ack_words *w, const struct ack *ack, int64_t now_us)
{
	bool is_silence = ack->kind == ACK_SILENCE;
	char span[16] = "", buf[16];
	const char *word = delivery_word(ack, buf, sizeof(buf));

	if (is_silence && ack->until_us != UNSAID)
		duration_coarse(ack->until_us - now_us, span, sizeof(span));
	else if (!is_silence)
		duration_coarse(now_us - ack->at_us, span, sizeof(span));
	if (*ack->taken_back_by)
		say(w, 'u', ROLE_DIM, _("taking back %s"), ack->person);
	else if (is_silence)
		say(w, 'z', ROLE_DIM, _("silenced %s %s %s"), span, ack->person, word);
	else if (ack->state == ACK_CONFIRMED)
		say(w, 'c', ROLE_SEEN, _("confirmed %s %s%s%s"), ack->person, span,
		    *ack->reason ? ": " : "", ack->reason);
	else
		say(w, ack->state == ACK_SENT ? 's' : 'k', ack->retries ? ROLE_WARN : ROLE_SEEN,
		    _("seen %s %s %s"), ack->person, span, word);
}

/* Brightest for the urgent ones; quiet for what is general and has time. */
static enum role
unseen_role(const struct alert *alert, int64_t now_us)
{
	if (!alert->tier)
		return ROLE_TEXT;
	if (alert->tier->is.rank == 1)
		return ROLE_URGENT;
	if (alert_remaining_us(alert, now_us) < 0)
		return ROLE_CRIT;
	return alert->tier->is.rank == 2 ? ROLE_WARN : ROLE_TEXT;
}

static void
nobody(struct ack_words *w, const struct alert *alert, int64_t now_us)
{
	enum role role = unseen_role(alert, now_us);
	char span[16], esc[24] = "";

	if (alert->escalated)
		snprintf(esc, sizeof(esc), _(" esc %d/%d"), (int)alert->escalated->step,
		         (int)escalation_steps(alert));
	if (*alert->more->done_by)
		say(w, 'd', ROLE_GOOD, _("done %s"), alert->more->done_by);
	else if (*alert->more->held_by)
		say(w, 'h', ROLE_SEEN, _("held by %s"), alert->more->held_by);
	else if (alert->more->n_silenced_by > 0)
		say(w, 'z', ROLE_DIM, _("silenced at %s"), alert->source);
	else if (alert->inhibited)
		say(w, 'i', ROLE_DIM, _("inhibited"));
	else if (alert->recovered_us != UNSAID)
		say(w, 'r', ROLE_WARN, _("recovered %s unseen"),
		    duration_coarse(now_us - alert->recovered_us, span, sizeof(span)));
	else if (*alert->more->reopened)
		say(w, '!', role, _("unseen%s: %s"), esc, _(alert->more->reopened));
	else
		say(w, '!', role, _("unseen%s"), esc);
}

struct ack_words
words_ack(const struct alert *alert, int64_t now_us)
{
	const struct ack *ack = alert->ack;
	struct ack_words w;

	if (ack && ack->state == ACK_REFUSED)
		say(&w, 'X', ROLE_CRIT, _("REFUSED %s"), ack->reason);
	else if (ack && ack->state == ACK_LOST)
		say(&w, 'X', ROLE_CRIT, _("NOT KEPT %s"), ack->reason);
	else if (ack && ack->state == ACK_PENDING)
		say(&w, 'p', ROLE_DIM, _("pending %s"), ack->person);
	else if (ack && ack->state != ACK_ENDED && !*alert->more->done_by)
		standing(&w, ack, now_us);
	else
		nobody(&w, alert, now_us);
	return w;
}
