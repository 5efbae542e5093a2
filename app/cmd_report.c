/* `warroom report`: the review of what the journal holds. */
#include "app/command.h"
#include "app/headless.h"
#include "app/report.h"
#include "app/out.h"
#include "base/lang.h"
#include "store/admin.h"

#include <stdio.h>
#include <string.h>

static void
take(struct event_batch *batch, void *review)
{
	for (guint i = 0; i < batch->events->len; i++)
		review_take(review, g_ptr_array_index(batch->events, i));
	event_batch_free(&batch);
}

static bool
parse_time(const struct session *s, const char *name, const char *text, int64_t *us, struct err *e)
{
	*us = UNSAID;
	if (!text || instant_parse(text, s->room->zone, us, e))
		return true;
	return err_in(e, "%s", name);
}

static bool
parse_span(const struct session *s, const struct options *o, int64_t *from_us, int64_t *to_us,
           struct err *e)
{
	if (!parse_time(s, "--from", o->from, from_us, e) ||
	    !parse_time(s, "--to", o->until, to_us, e))
		return false;
	if (*from_us != UNSAID && *to_us != UNSAID && *from_us >= *to_us)
		return err_set(e, _("--from must be before --to"));
	return true;
}

static char *
text_of(const struct review *review, const char *format)
{
	struct report_doc *doc;
	char *text;

	if (!strcmp(format, "json"))
		return report_json(review);
	doc = report_doc_of(review);
	text = !strcmp(format, "html") ? report_html(doc) : report_md(doc);
	report_doc_free(&doc);
	return text;
}

static bool
put_out(const char *text, const char *file, struct err *e)
{
	GError *error = NULL;

	if (!file || !strcmp(file, "-")) {
		fputs(text, stdout);
		return fflush(stdout) == 0 || err_set(e, _("the report cannot be written"));
	}
	if (g_file_set_contents(file, text, -1, &error))
		return true;
	err_set(e, _("the report cannot be written: %s"), error->message);
	g_error_free(error);
	return false;
}

static bool
report(const struct options *o, const char *format, struct err *e)
{
	struct session *s = headless_new(o, e);
	struct review *review = NULL;
	int64_t from_us, to_us;
	char *path, *text;
	bool ok;

	if (!s)
		return false;
	if (!parse_span(s, o, &from_us, &to_us, e)) {
		session_free(&s);
		return false;
	}
	path = session_journal_path(s);
	review = review_new(s->room, from_us, to_us);
	ok = admin_read_all(path, take, review, e);
	if (ok) {
		review_end(review);
		text = text_of(review, format);
		ok = put_out(text, o->output, e);
		g_free(text);
	}
	if (ok && review->events + review->observations == 0)
		out_error(_("there is nothing of this time in the journal %s"), path);
	g_free(path);
	review_free(&review);
	session_free(&s);
	return ok;
}

/* As asked for, else by the file's name. */
static const char *
format_of(const struct options *o)
{
	if (o->format)
		return o->format;
	if (o->output && g_str_has_suffix(o->output, ".html"))
		return "html";
	return o->output && g_str_has_suffix(o->output, ".json") ? "json" : "md";
}

static int
run(int argc, char **argv)
{
	struct options o = { 0 };
	struct err e = { "" };
	int code = options_parse(
	    &o, OPTIONS_JOURNAL | OPTIONS_REPORT,
	    N_("The review of a sale, from its journal: goals against results, phases, incidents, times, limits\n"
	       "missed, warnings, money, plans, decisions, and what to improve. The journal may be in use."),
	    &argc, argv);

	if (code < 0 && strcmp(format_of(&o), "md") && strcmp(format_of(&o), "html") &&
	    strcmp(format_of(&o), "json")) {
		out_error(_("there is no format '%.40s': md, html or json"), o.format);
		code = 2;
	}
	/* what scripts read is the same in every language */
	if (!strcmp(format_of(&o), "json"))
		lang_off();
	if (code < 0)
		code = report(&o, format_of(&o), &e) ? 0 : headless_fail(&e);
	options_fini(&o);
	return code;
}

const struct command cmd_report = {
	.name = "report",
	.run = run,
	.synopsis = "[--from TIME] [--to TIME] [--format md|html|json] [-o FILE]",
	.help =
	    N_("the review of a sale: goals, incidents, times, money, decisions, what to improve"),
};
