/* Sense, decide, execute: which chains from a signal to a done action are open. */
#include "room/decision.h"

#include "room/ack.h"
#include "room/apply.h"
#include "room/order.h"

#include <string.h>

static bool
is_decided(const struct room *room, const char *subject, const char *risk, int64_t since_us)
{
	for (guint i = room->decisions->len; i-- > 0;) {
		const struct decision *decision = g_ptr_array_index(room->decisions, i);
		const struct alert *alert = room_alert(room, decision->subject);

		if (decision->at_us < since_us)
			break;
		if (strcmp(decision->subject, subject) == 0 ||
		    (*risk && strcmp(decision->subject, risk) == 0))
			return true;
		/* what was decided on an alert of the risk is decided on the risk */
		if (alert && alert->risk && strcmp(alert->risk->is.id, subject) == 0)
			return true;
	}
	return false;
}

static void
add(const struct room *room, GPtrArray *chains, const char *subject,
    const struct decision *decision, int64_t since_us)
{
	struct chain *chain = g_new(struct chain, 1);

	*chain = (struct chain){ .subject = subject,
		                 .title = subject_title(room, subject),
		                 .decision = decision,
		                 .since_us = since_us };
	g_ptr_array_add(chains, chain);
}

struct chains {
	const struct room *room;
	GPtrArray *chains;
};

static void
add_alert(const struct alert *alert, void *data)
{
	const struct chains *to = data;
	const char *risk = alert->risk ? alert->risk->is.id : "";

	if (alert->recovered_us != UNSAID || alert->more->done_us != UNSAID ||
	    !alert_is_seen(alert))
		return;
	if (!is_decided(to->room, alert->key, risk, alert->starts_us))
		add(to->room, to->chains, alert->key, NULL,
		    alert->ack ? alert->ack->since_us : alert->more->held_since_us);
}

static void
add_risks(const struct room *room, GPtrArray *chains)
{
	for (guint i = 0; i < room->risks->len; i++) {
		const struct risk_state *risk = g_ptr_array_index(room->risks, i);

		if (risk->is_triggered &&
		    !is_decided(room, risk->is.id, "", MIN(risk->triggered_us, risk->began_us)))
			add(room, chains, risk->is.id, NULL, risk->triggered_us);
	}
}

static gint
by_age(gconstpointer a, gconstpointer b)
{
	const struct chain *x = *(const struct chain *const *)a;
	const struct chain *y = *(const struct chain *const *)b;

	if (x->since_us != y->since_us)
		return x->since_us < y->since_us ? -1 : 1;
	return strcmp(x->subject, y->subject);
}

GPtrArray *
room_chains(const struct room *room)
{
	GPtrArray *chains = g_ptr_array_new_with_free_func(g_free);

	order_of_rank(room->order, 1, add_alert, &(struct chains){ room, chains });
	add_risks(room, chains);
	for (guint i = 0; i < room->decisions->len; i++) {
		const struct decision *decision = g_ptr_array_index(room->decisions, i);

		if (!decision_is_done(room, decision))
			add(room, chains, decision->subject, decision, decision->at_us);
	}
	g_ptr_array_sort(chains, by_age);
	return chains;
}
