/* Acting from a script: the console's actions, with a result for each target. */
#include "app/script.h"

#include "app/deed.h"
#include "app/headless.h"
#include "app/json_out.h"
#include "app/script_target.h"
#include "app/out.h"
#include "base/lang.h"
#include "net/net.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

/* For the journal and the sources' first answers; and until an action is on the disk. */
#define OPEN_US (10 * SEC_US)
#define KEEP_US (10 * SEC_US)

struct run {
	const struct script *script;
	const struct options *options;
	struct session *s;
	GPtrArray *targets; /* struct script_target * */
};

static void
heard(void *data, const struct event *event)
{
	const struct run *r = data;

	for (guint i = 0; i < r->targets->len; i++)
		script_target_hear(g_ptr_array_index(r->targets, i), r->s->room, event);
	/* its next answer is the proof: it is not waited for until the period is over */
	if (event->kind == EVENT_SENT)
		net_poll_now(r->s->net, NULL);
}

static void
left_out(void *data, const char *subject, const char *why)
{
	const struct run *r = data;

	for (guint i = 0; i < r->targets->len; i++) {
		struct script_target *t = g_ptr_array_index(r->targets, i);

		if (t->subject && !strcmp(t->subject, subject))
			script_target_refuse(t, why);
	}
}

static bool
is_ready(void *data)
{
	const struct run *r = data;

	return r->s->journal.read && (!r->s->journal.open || session_heard_all(r->s));
}

static bool
is_kept(void *data)
{
	const struct run *r = data;

	for (guint i = 0; i < r->targets->len; i++)
		if (!script_target_is_over(g_ptr_array_index(r->targets, i), r->s, false))
			return false;
	return true;
}

static bool
is_over(void *data)
{
	const struct run *r = data;

	for (guint i = 0; i < r->targets->len; i++)
		if (!script_target_is_over(g_ptr_array_index(r->targets, i), r->s, true))
			return false;
	return true;
}

static void
name_target(struct script_target *t, const char *subject, const char *title)
{
	t->subject = g_strdup(subject);
	g_free(t->title);
	t->title = g_strdup(title);
}

/* A word that is empty stands for the room. */
static void
find_target(const struct run *r, struct script_target *t)
{
	const struct deed_row *row = deed_row(r->script->kind);
	struct err e = { "" };

	if (*t->asked || !row->of_room) {
		const char *id = row->object->find(r->s->room, t->asked, &e);

		if (id)
			name_target(t, id, row->object->title(r->s->room, id));
	} else {
		name_target(t, "", "");
	}
	if (!t->subject)
		script_target_refuse(t, e.text);
}

/* The same alert by two words is one target. */
static bool
is_twice(const struct run *r, guint i)
{
	const struct script_target *t = g_ptr_array_index(r->targets, i);

	for (guint k = 0; t->subject && k < i; k++)
		if (!g_strcmp0(
			((const struct script_target *)g_ptr_array_index(r->targets, k))->subject,
			t->subject))
			return true;
	return false;
}

/* False when there is nothing to act on. The room itself is no subject, and yet a target. */
static bool
find_targets(const struct run *r, struct intent *intent)
{
	bool any = false;

	for (guint i = 0; i < r->targets->len; i++) {
		struct script_target *t = g_ptr_array_index(r->targets, i);

		find_target(r, t);
		if (is_twice(r, i)) {
			g_ptr_array_remove_index(r->targets, i--);
			continue;
		}
		any |= t->subject != NULL;
		if (t->subject && *t->subject)
			intent_add(intent, t->subject);
	}
	return any;
}

/* Those that have a reason of their own keep it. */
static void
refuse_all(const struct run *r, const char *why)
{
	for (guint i = 0; i < r->targets->len; i++) {
		struct script_target *t = g_ptr_array_index(r->targets, i);

		if (!t->refused)
			script_target_refuse(t, why);
	}
}

/* Takes the words apart as the console does; false: nothing can be done, and every target says why. */
static bool
read_words(struct run *r, struct intent *intent, const char **text, int64_t *length_us)
{
	const struct deed_row *row = deed_row(r->script->kind);
	struct err e = { "" };

	if (!r->script->words)
		return true;
	*text = r->script->words;
	if (!row->read || row->read(r->s, intent, text, length_us, &e))
		return true;
	refuse_all(r, e.text);
	return false;
}

static void
carry_out(struct run *r)
{
	const char *text = r->options->comment;
	int64_t length_us = r->script->length_us;
	struct session_listener listener = { heard, left_out, r };
	struct intent intent;
	char said[200] = "";

	intent_init(&intent);
	intent.kind = r->script->kind;
	intent.target = g_strdup(r->script->target);
	r->s->listener = &listener;
	if (find_targets(r, &intent) && read_words(r, &intent, &text, &length_us)) {
		if (!session_act(r->s, &intent, text, length_us, said, sizeof said))
			refuse_all(r, said);
		headless_wait(r->s, -1, KEEP_US, is_kept, r);
		if (r->options->wait_s > 0)
			headless_wait(r->s, -1, r->options->wait_s * SEC_US, is_over, r);
	}
	r->s->listener = NULL;
	intent_fini(&intent);
}

/* Why a target that was not refused is not done either; NULL: it is done. */
static const char *
shortfall(const struct run *r, struct script_target *t)
{
	if (!script_target_is_over(t, r->s, false))
		return _(
		    "the journal did not say in time that it is kept: look with 'warroom alerts'");
	if (r->options->wait_s > 0 && script_target_is_open(t, r->s))
		return _("not confirmed in time; it stays in the outbox");
	return NULL;
}

static const char *
hint(const struct run *r, struct script_target *t)
{
	if (r->options->wait_s <= 0 && script_target_is_open(t, r->s))
		return _(" (the next console or 'warroom watch' delivers it)");
	return "";
}

static bool
report_text(const struct run *r)
{
	bool ok = r->targets->len > 0;

	for (guint i = 0; i < r->targets->len; i++) {
		struct script_target *t = g_ptr_array_index(r->targets, i);
		const char *state = script_target_state(t, r->s),
			   *why = t->refused ? t->refused : shortfall(r, t);
		const char *what = t->subject ? t->subject : t->asked;

		if (why)
			out_error("%s%s%s: %s", r->script->name, *what ? " " : "", what, why);
		else
			out_say("%s%s%s%s%s%s%s: %s%s\n", r->script->name, *what ? " " : "", what,
			        *t->title ? " " : "", t->title, *t->took ? ", " : "", t->took,
			        _(state), hint(r, t));
		ok &= !why;
	}
	return ok;
}

static bool
report_json(const struct run *r)
{
	struct json_object *doc = json_out_document(r->s), *rows = json_object_new_array();
	bool ok = r->targets->len > 0;

	for (guint i = 0; i < r->targets->len; i++) {
		struct script_target *t = g_ptr_array_index(r->targets, i);
		struct json_object *row = json_object_new_object();
		const char *state = script_target_state(t, r->s),
			   *why = t->refused ? t->refused : shortfall(r, t);

		json_out_text(row, "asked", t->asked);
		json_out_text(row, "subject", t->subject);
		json_out_text(row, "title", t->title);
		json_out_text(row, "id", t->id);
		json_out_text(row, "took_back", t->took_id);
		json_out_text(row, "state", state);
		json_out_flag(row, "ok", !why);
		json_out_text(row, "reason", why);
		json_object_array_add(rows, row);
		ok &= !why;
	}
	json_out_text(doc, "action", r->script->name);
	json_out_text(doc, "person", r->s->person);
	json_out_flag(doc, "ok", ok);
	json_object_object_add(doc, "results", rows);
	json_out_print(doc);
	return ok;
}

/* Refused before anything is opened that costs time: permission; then what the journal says. */
static void
act(struct run *r)
{
	char said[200] = "";

	if (session_may_act(r->s, said, sizeof said)) {
		headless_wait(r->s, -1, OPEN_US, is_ready, r);
		if (!r->s->journal.read)
			snprintf(said, sizeof said, _("the journal did not open in time"));
		else if (session_may_act(r->s, said, sizeof said))
			*said = '\0';
	}
	if (*said) {
		refuse_all(r, said);
	} else {
		session_derive(
		    r->s); /* what ran out since the room was last open no longer stands */
		carry_out(r);
	}
}

int
script_run(const struct script *script, const struct options *o)
{
	struct run r = { .script = script, .options = o };
	struct err e = { "" };
	bool ok;

	r.s = headless_open(o, o->wait_s > 0 ? HEADLESS_DELIVER : HEADLESS_ACT, &e);
	if (!r.s)
		return headless_fail(&e);
	r.targets = g_ptr_array_new_with_free_func(script_target_free);
	for (size_t i = 0; script->keys[i]; i++)
		g_ptr_array_add(r.targets, script_target_new(script->keys[i]));
	act(&r);
	ok = o->is_json ? report_json(&r) : report_text(&r);
	g_ptr_array_unref(r.targets);
	session_free(&r.s);
	return ok ? 0 : 1;
}
