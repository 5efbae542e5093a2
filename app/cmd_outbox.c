/* `warroom outbox`: what must still leave the room; trying it again, giving it up. */
#include "app/command.h"
#include "app/headless.h"
#include "app/json_out.h"
#include "app/out.h"
#include "base/lang.h"
#include "base/text.h"
#include "store/admin.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

static bool
is_open(const struct outbox_row *row)
{
	return !strcmp(row->state, "waiting") || !strcmp(row->state, "refused");
}

static struct json_object *
row_json(const struct outbox_row *row)
{
	const struct delivery *d = row->delivery;
	struct json_object *to = json_object_new_object();

	json_out_text(to, "id", d->id);
	json_out_text(to, "action", event_kind_name(d->kind));
	json_out_text(to, "state", row->state);
	json_out_text(to, "source", d->source);
	json_out_text(to, "key", d->alert_key);
	json_out_text(to, "title", d->alert_title);
	json_out_text(to, "person", d->person);
	json_out_text(to, "comment", d->comment);
	json_out_time(to, "at", d->at_us);
	json_out_time(to, "until", d->until_us);
	json_out_time(to, "due", row->due_us);
	json_out_count(to, "attempts", d->attempts);
	json_out_flag(to, "under_way", row->is_leased);
	return to;
}

static void
print_row(const struct outbox_row *row)
{
	const struct delivery *d = row->delivery;
	char due[16], when[32] = "";

	if (!strcmp(row->state, "waiting"))
		snprintf(when, sizeof when, row->is_leased ? _(", under way") : _(", due in %s"),
		         duration_coarse(MAX(row->due_us - clock_real_us(), 0), due, sizeof due));
	out_say(_("%s  %s%s, %u tries: %s %s at %s, by %s\n"), d->id, _(row->state), when,
	        d->attempts, event_kind_name(d->kind), d->alert_title, d->source, d->person);
}

static bool
list(const struct session *s, bool is_json, struct err *e)
{
	char *path = session_journal_path(s);
	GPtrArray *rows = admin_outbox(path, e);
	struct json_object *doc, *out;

	g_free(path);
	if (!rows)
		return false;
	doc = json_out_document(s);
	out = json_object_new_array();
	for (guint i = 0; i < rows->len; i++) {
		const struct outbox_row *row = g_ptr_array_index(rows, i);

		if (is_open(row) && is_json)
			json_object_array_add(out, row_json(row));
		else if (is_open(row))
			print_row(row);
	}
	json_object_object_add(doc, "outbox", out);
	if (is_json)
		json_out_print(doc);
	else
		json_object_put(doc);
	g_ptr_array_unref(rows);
	return true;
}

/* The whole id of the one open row that begins so; g_free. */
static char *
find(const char *path, const char *start, struct err *e)
{
	GPtrArray *rows = admin_outbox(path, e);
	char *id = NULL;
	unsigned fit = 0;

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct outbox_row *row = g_ptr_array_index(rows, i);

		if (!is_open(row) || !g_str_has_prefix(row->delivery->id, start))
			continue;
		g_free(id);
		id = g_strdup(row->delivery->id);
		fit++;
	}
	if (rows && fit != 1) {
		g_clear_pointer(&id, g_free);
		err_set(
		    e,
		    fit ? _("'%.40s' begins %u deliveries: write more of the id")
			: _("no open delivery begins with '%.40s' (%u fit): see 'warroom outbox list'"),
		    start, fit);
	}
	if (rows)
		g_ptr_array_unref(rows);
	return id;
}

/* Every room has to see that it will not happen, and by whose decision. */
static bool
drop(const struct session *s, const char *path, const char *id, const char *comment, struct err *e)
{
	struct event_batch *batch = event_batch_new();
	struct event *refused = event_batch_add(batch, EVENT_REFUSED, session_now_us(s));
	char *clean = text_clean(comment, comment ? strlen(comment) : 0, TEXT_MAX_SUMMARY, NULL);
	char *text = g_strdup_printf("given up by %s%s%s", s->person, *clean ? ": " : "", clean);
	bool ok;

	refused->cause = event_batch_str(batch, id);
	refused->person = event_batch_str(batch, s->person);
	refused->terminal_user = event_batch_str(batch, s->terminal_user);
	refused->proof = s->proof;
	refused->text = event_batch_str(batch, text);
	ok = admin_outbox_drop(path, batch, e);
	event_batch_free(&batch);
	g_free(text);
	g_free(clean);
	return ok;
}

static bool
change(const struct session *s, const struct options *o, const char *verb, const char *start,
       struct err *e)
{
	char said[200] = "", *path = session_journal_path(s), *id = NULL;
	bool ok = session_may_act(s, said, sizeof said) || err_set(e, "%s", said);

	if (ok)
		id = find(path, start, e);
	if (!id)
		ok = false;
	else if (!strcmp(verb, "retry"))
		ok = admin_outbox_retry(path, id, e);
	else
		ok = drop(s, path, id, o->comment, e);
	if (ok && o->is_json) {
		struct json_object *doc = json_out_document(s);

		json_out_text(doc, "id", id);
		json_out_text(doc, "state", !strcmp(verb, "retry") ? "waiting" : "dropped");
		json_out_print(doc);
	} else if (ok) {
		out_say("%s: %s\n", id,
		        !strcmp(verb, "retry")
		            ? _("due now; a console or 'warroom watch' delivers it")
		            : _("given up"));
	}
	g_free(id);
	g_free(path);
	return ok;
}

static int
carry_out(const struct options *o, const char *verb, const char *id)
{
	struct err e = { "" };
	struct session *s = headless_new(o, &e);
	bool ok = s && (*id ? change(s, o, verb, id, &e) : list(s, o->is_json, &e));

	session_free(&s);
	return ok ? 0 : headless_fail(&e);
}

static int
run(int argc, char **argv)
{
	struct options o = { 0 };
	int code = options_parse(
	    &o, OPTIONS_ROOM | OPTIONS_COMMENT | OPTIONS_JSON | OPTIONS_WORDS,
	    N_("list prints the deliveries that wait or were refused; retry ID makes one due now; drop ID gives it\n"
	       "up, and every room shows that. The start of an ID is enough."),
	    &argc, argv);
	const char *verb = code < 0 && argc > 1 ? argv[1] : "list",
		   *id = code < 0 && argc > 2 ? argv[2] : "";
	bool changes = !strcmp(verb, "retry") || !strcmp(verb, "drop");

	if (code < 0 &&
	    ((changes && !*id) || (!changes && (strcmp(verb, "list") != 0 || *id)) || argc > 3)) {
		out_error(_("write outbox list, outbox retry ID or outbox drop ID [-m WHY]"));
		code = 2;
	} else if (code < 0) {
		code = carry_out(&o, verb, id);
	}
	options_fini(&o);
	return code;
}

const struct command cmd_outbox = {
	.name = "outbox",
	.run = run,
	.synopsis = "list | retry ID | drop ID [-m WHY] [--json]",
	.help = N_("what must still be delivered: list it, try one again, give one up"),
};
