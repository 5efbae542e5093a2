/* `warroom alerts`: the feed for scripts. */
#include "app/alert_out.h"
#include "app/command.h"
#include "app/headless.h"
#include "app/json_out.h"
#include "base/lang.h"
#include "base/text.h"
#include "panels/alerts.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

static GPtrArray *
feed(const struct session *s, const char *line)
{
	struct alert_filter filter = { 0 };
	struct feed_filter ask;
	GPtrArray *alerts;
	char *clean = text_clean(line, line ? strlen(line) : 0, TEXT_MAX_SUMMARY, NULL);

	alert_filter_parse(&filter, clean);
	ask = (struct feed_filter){ .text = filter.words,
		                    .tier = filter.tier,
		                    .team = filter.team,
		                    .risk = filter.risk,
		                    .source = filter.source,
		                    .person = filter.person,
		                    .unseen_only = filter.unseen_only,
		                    .with_silenced = filter.with_silenced };
	alerts = room_feed(s->room, &ask, session_now_us(s));
	alert_filter_clear(&filter);
	g_free(clean);
	return alerts;
}

static void
print_json(const struct session *s, const GPtrArray *alerts)
{
	struct json_object *doc = json_out_document(s), *rows = json_object_new_array();

	for (guint i = 0; i < alerts->len; i++)
		json_object_array_add(
		    rows, alert_out_json(s->room, g_ptr_array_index(alerts, i), session_now_us(s)));
	json_object_object_add(doc, "alerts", rows);
	json_out_sources(doc, s);
	json_out_print(doc);
}

static int
list(const struct options *o)
{
	struct err e = { "" };
	struct session *s = headless_look(o, &e);
	GPtrArray *alerts;
	bool is_whole;

	if (!s)
		return headless_fail(&e);
	alerts = feed(s, o->filter);
	if (o->is_json)
		print_json(s, alerts);
	else
		alert_out_table(s->room, alerts, session_now_us(s));
	/* a list that may lack rows must not look like a whole one */
	is_whole = headless_complain(s);
	g_ptr_array_unref(alerts);
	session_free(&s);
	return is_whole ? 0 : 1;
}

static int
run(int argc, char **argv)
{
	struct options o = { 0 };
	int code = options_parse(
	    &o, OPTIONS_ROOM | OPTIONS_FILTER | OPTIONS_JSON,
	    N_("Asks every source once and prints the feed, most pressing first. Exit code 1 when a source failed:\n"
	       "then the list may lack alerts."),
	    &argc, argv);

	if (code < 0)
		code = list(&o);
	options_fini(&o);
	return code;
}

const struct command cmd_alerts = {
	.name = "alerts",
	.run = run,
	.synopsis = "[--filter WORDS] [--json]",
	.help = N_("print the feed of alerts"),
};
