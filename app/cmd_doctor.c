/* `warroom doctor`: looks at all that a room needs, and says how to mend what is wrong. */
#include "app/command.h"
#include "app/doctor.h"
#include "app/headless.h"
#include "app/json_out.h"
#include "app/out.h"
#include "base/lang.h"

#include <json-c/json.h>
#include <stdio.h>

static const char *const words[] = { N_("ok"), N_("warn"), N_("FAIL") };
static const char *const states[] = { "OK", "WARNING", "CRITICAL" };

/* What is said once there is a line, so that a slow endpoint does not keep the rest waiting. */
static void
print_from(const struct doctor *d, guint *printed)
{
	for (; *printed < d->findings->len; (*printed)++) {
		const struct finding *f = g_ptr_array_index(d->findings, *printed);

		out_cells(_(words[f->verdict]), 4);
		out_say("  %s: %s\n", _(f->check), f->says);
		if (*f->mend)
			out_say("      %s\n", f->mend);
	}
	fflush(stdout);
}

static enum doctor_verdict
worst(const struct doctor *d)
{
	enum doctor_verdict verdict = DOCTOR_OK;

	for (guint i = 0; i < d->findings->len; i++)
		verdict =
		    MAX(verdict, ((struct finding *)g_ptr_array_index(d->findings, i))->verdict);
	return verdict;
}

static void
print_json(const struct doctor *d)
{
	struct json_object *doc = json_object_new_object(), *list = json_object_new_array();

	for (guint i = 0; i < d->findings->len; i++) {
		const struct finding *f = g_ptr_array_index(d->findings, i);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "verdict", words[f->verdict]);
		json_out_text(row, "check", f->check);
		json_out_text(row, "says", f->says);
		json_out_text(row, "mend", f->mend);
		json_object_array_add(list, row);
	}
	json_out_text(doc, "status", states[worst(d)]);
	json_out_count(doc, "code", worst(d));
	json_object_object_add(doc, "checks", list);
	json_out_print(doc);
}

static int
examine(const struct options *o)
{
	struct doctor d = { .findings = g_ptr_array_new_with_free_func(finding_free) };
	struct err e = { "" };
	guint printed = 0;
	int code;

	doctor_machine(&d);
	d.session = headless_new(o, &e);
	if (d.session) {
		doctor_say(&d, DOCTOR_OK, N_("configuration"), NULL, "%s", d.session->config->file);
		doctor_journal(&d);
		doctor_secrets(&d);
		if (!o->is_json)
			print_from(&d, &printed);
		doctor_net(&d);
	} else {
		doctor_say(
		    &d, DOCTOR_FAIL, N_("configuration"),
		    _("'warroom init' writes a first one; 'warroom check FILE' shows what is wrong "
		      "with one."),
		    "%s", *e.text ? e.text : _("it cannot be used (see above)"));
	}
	if (o->is_json)
		print_json(&d);
	else
		print_from(&d, &printed);
	code = (int)worst(&d);
	session_free(&d.session);
	g_ptr_array_unref(d.findings);
	return code;
}

static int
run(int argc, char **argv)
{
	struct options o = { 0 };
	int code = options_parse(
	    &o, OPTIONS_JOURNAL | OPTIONS_JSON,
	    N_("Looks at terminal, locale, clock, journal, secrets, and asks every source once for real; "
	       "nothing is\nsent that acts. A line each: ok, warn or FAIL, and how to mend it. Exit code: 0 "
	       "ok, 1 warnings, 2 failures,\n3 wrong usage."),
	    &argc, argv);

	if (code < 0)
		code = examine(&o);
	else if (code == 2)
		code = 3;
	options_fini(&o);
	return code;
}

const struct command cmd_doctor = {
	.name = "doctor",
	.run = run,
	.synopsis = "[-c FILE] [--json]",
	.help = N_(
	    "look at all that the room needs, ask every source, and say how to mend what is wrong"),
};
