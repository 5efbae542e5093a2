/* The commands that act on alerts: which alert is meant, and what all of them have in common. */
#include "app/script.h"
#include "app/out.h"

#include "base/lang.h"
#include "base/text.h"
#include "room/alert.h"

#include <stdio.h>
#include <string.h>

enum { CANDIDATES_SHOWN = 5 };

static bool
fits(const struct alert *alert, const char *text)
{
	return g_str_has_prefix(alert->fingerprint, text) ||
	       session_text_begins(alert->title, text);
}

static gint
compare_key(gconstpointer a, gconstpointer b)
{
	return strcmp((*(const struct alert *const *)a)->key,
	              (*(const struct alert *const *)b)->key);
}

const struct alert *
script_find_alert(const struct room *room, const char *text, struct err *e)
{
	const struct alert *found = room_alert(room, text);
	GPtrArray *fit = g_ptr_array_new();
	GHashTableIter iter;
	GString *names;
	void *alert;

	g_hash_table_iter_init(&iter, room->alerts);
	while (!found && g_hash_table_iter_next(&iter, NULL, &alert))
		if (fits(alert, text))
			g_ptr_array_add(fit, alert);
	if (fit->len == 1)
		found = g_ptr_array_index(fit, 0);
	g_ptr_array_sort(fit, compare_key);
	names = g_string_new("");
	for (guint i = 0; i < fit->len && i < CANDIDATES_SHOWN; i++)
		g_string_append_printf(names, "%s %s", i ? "," : "",
		                       ((const struct alert *)g_ptr_array_index(fit, i))->key);
	if (!found && fit->len == 0)
		err_set(
		    e,
		    _("no alert is shown whose key is '%.60s', or whose fingerprint or title begins so: see 'warroom alerts'"),
		    text);
	else if (!found)
		err_set(e, _("'%.60s' fits %u alerts:%s%s"), text, fit->len, names->str,
		        fit->len > CANDIDATES_SHOWN ? ", ..." : "");
	g_string_free(names, TRUE);
	g_ptr_array_unref(fit);
	return found;
}

static int
wrong_usage(const char *sentence)
{
	out_error(_("%s; see '%s --help'"), sentence, g_get_prgname());
	return 2;
}

static bool
read_length(const struct options *o, int64_t *length_us, struct err *e)
{
	if (!o->length)
		return err_set(e, _("a silence needs its length: --for 30m"));
	if (!duration_parse(o->length, length_us, e))
		return err_in(e, "--for");
	return *length_us >= MIN_US ||
	       err_set(e, _("a silence lasts at least a minute: --for 30m"));
}

static int
run(enum intent_kind kind, const char *name, int least, const char *needs_text,
    const struct options *o, char **keys)
{
	/* a note without a KEY is about the room: its one target has no name */
	static const char *const the_room[] = { "", NULL };
	struct script script = {
		.kind = kind, .name = name, .keys = (const char *const *)keys, .target = o->to
	};
	struct err e = { "" };

	if (!keys[0] && least > 0)
		return wrong_usage(_("which alert? give its KEY, as 'warroom alerts' prints it"));
	if (!keys[0])
		script.keys = the_room;
	for (size_t i = 0; keys[i]; i++)
		if (!*keys[i])
			return wrong_usage(_("a KEY is empty"));
	if (needs_text && (!o->comment || !*o->comment))
		return wrong_usage(_(needs_text));
	if (kind == INTENT_SILENCE && !read_length(o, &script.length_us, &e))
		return wrong_usage(e.text);
	return script_run(&script, o);
}

int
script_command(enum intent_kind kind, unsigned sets, int least, const char *needs_text,
               const char *summary, int argc, char **argv)
{
	struct options o = { 0 };
	int code =
	    options_parse(&o, sets | OPTIONS_ROOM | OPTIONS_COMMENT | OPTIONS_JSON | OPTIONS_WORDS,
	                  summary, &argc, argv);

	if (code < 0)
		code = run(kind, argv[0], least, needs_text, &o, argv + 1);
	options_fini(&o);
	return code;
}
