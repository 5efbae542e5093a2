/* Who is at the keyboard: claims, PINs, and the lock of a shared terminal. */
#include "app/identity.h"

#include "app/demo.h"
#include "base/lang.h"
#include "base/text.h"
#include "room/team.h"

#include <crypt.h>
#include <string.h>

static void
take(struct session *s, const char *person, const char *proof)
{
	char *id = g_strdup(person); /* it may be the claimant */

	g_free(s->person);
	s->person = id;
	s->proof = proof;
	s->is_locked = false;
	g_clear_pointer(&s->claimant, g_free);
	if (s->store)
		session_present(s);
}

void
identity_lock(struct session *s)
{
	take(s, "", "");
	s->is_locked = true;
}

/* Only the configuration states PINs, so that no endpoint can change one. NULL: there is none. */
static const char *
pin_of(const struct session *s, const char *person)
{
	const GPtrArray *events = s->config->definitions->events;

	for (guint i = 0; i < events->len; i++) {
		const struct event *e = g_ptr_array_index(events, i);

		if (e->kind == EVENT_DEFINE_PERSON && e->define_person->pin &&
		    !strcmp(e->define_person->id, person))
			return e->define_person->pin;
	}
	return NULL;
}

/* Do the words of a name begin with these letters, one each? "ly" is Lin Yue. */
static bool
is_initials(const char *name, const char *letters)
{
	char **words = g_strsplit(name, " ", -1);
	const char *at = letters;

	for (char **word = words; *word && *at; word++) {
		char *letter = g_utf8_substring(at, 0, 1);
		bool is_next = **word && session_text_begins(*word, letter);

		g_free(letter);
		if (**word && !is_next)
			break;
		at = is_next ? g_utf8_next_char(at) : at;
	}
	g_strfreev(words);
	return *letters && !*at;
}

static bool
fits(const struct person *p, const char *who)
{
	return *who && (session_text_begins(p->id, who) || session_text_begins(p->name, who) ||
	                (g_utf8_strlen(who, -1) > 1 && is_initials(p->name, who)));
}

static const struct person *
find(const struct room *room, const char *who, struct err *e)
{
	const struct person *found = room_person(room, who);
	unsigned n = 0;

	if (found)
		return found;
	for (guint i = 0; i < room->people->len; i++) {
		const struct person *p = g_ptr_array_index(room->people, i);

		if (fits(p, who)) {
			found = p;
			n++;
		}
	}
	if (n == 1)
		return found;
	err_set(e,
	        n ? _("'%.40s' fits %u people: write more of the name")
	          : _("nobody in this room is called '%.40s' (%u fit)"),
	        who, n);
	return NULL;
}

void
identity_withdraw(struct session *s)
{
	g_clear_pointer(&s->claimant, g_free);
}

static bool
is_barred(const struct session *s, struct err *e)
{
	int64_t left_us = s->barred_until_us - clock_monotonic_us();

	if (left_us <= 0)
		return false;
	err_set(e, _("%d wrong PINs: wait %d s, then say who you are"), IDENTITY_TRIES,
	        (int)((left_us + SEC_US - 1) / SEC_US));
	return true;
}

enum claim
identity_claim(struct session *s, const char *who, struct err *e)
{
	const struct person *p = is_barred(s, e) ? NULL : find(s->room, who, e);

	identity_withdraw(s); /* only now: `who` may be the claimant */
	if (!p)
		return CLAIM_REFUSED;
	if (pin_of(s, p->id)) {
		s->claimant = g_strdup(p->id);
		return CLAIM_NEEDS_PIN;
	}
	take(s, p->id, "claimed");
	return CLAIM_TAKEN;
}

static bool
is_right(const char *pin, const char *hash)
{
	struct crypt_data *data = g_new0(struct crypt_data, 1);
	const char *made = crypt_r(pin, hash, data);
	/* what crypt_r gives for a hash that it cannot make begins with '*' */
	bool ok = made && *made == '$' && !strcmp(made, hash);

	explicit_bzero(data, sizeof *data);
	g_free(data);
	return ok;
}

bool
identity_prove(struct session *s, const char *pin, struct err *e)
{
	const char *hash = s->claimant ? pin_of(s, s->claimant) : NULL;

	if (is_barred(s, e))
		return false;
	if (!hash)
		return err_set(e, _("nobody said who they are"));
	if (is_right(pin, hash)) {
		s->wrong_pins = 0;
		take(s, s->claimant, "pin");
		return true;
	}
	err_set(e, _("this is not the PIN of %.40s (%u of %d tries)"), s->claimant, ++s->wrong_pins,
	        IDENTITY_TRIES);
	g_clear_pointer(&s->claimant, g_free);
	if (s->wrong_pins >= IDENTITY_TRIES) {
		s->wrong_pins = 0;
		s->barred_until_us = clock_monotonic_us() + IDENTITY_BAR_S * SEC_US;
		(void)is_barred(s, e);
	}
	return false;
}

static void
start_as(struct session *s, const char *who)
{
	char *name = text_clean(who, strlen(who), TEXT_MAX_LABEL, NULL);
	struct err ignored;

	switch (identity_claim(s, name, &ignored)) {
	case CLAIM_TAKEN:
		break;
	case CLAIM_REFUSED: /* better a strange author than none */
		take(s, name, "claimed");
		break;
	case CLAIM_NEEDS_PIN: {
		char *claimant = g_steal_pointer(&s->claimant);

		identity_lock(s);
		s->claimant = claimant;
		break;
	}
	}
	g_free(name);
}

void
identity_start(struct session *s, const struct options *o)
{
	const char *user = g_get_user_name();
	const struct person *p;
	struct err ignored;

	s->terminal_user = text_clean(user, strlen(user), TEXT_MAX_LABEL, NULL);
	if (o->as && strcmp(o->as, s->terminal_user) != 0) {
		start_as(s, o->as);
		return;
	}
	user = (o->demo || (o->scenario && !o->config_file)) && !o->as ? DEMO_PERSON
	                                                               : s->terminal_user;
	p = find(s->room, user, &ignored);
	/* a login that is only the start of a name proves nothing to somebody with a PIN */
	take(s, p && (!strcmp(p->id, user) || !pin_of(s, p->id)) ? p->id : user, "session");
}
