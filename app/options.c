/* Command-line options that several commands share. */
#include "app/options.h"
#include "app/out.h"
#include "app/usage.h"
#include "base/lang.h"

#include <stdio.h>
#include <string.h>

/* -1 when all was understood, else what was not was said on stderr, and 2. */
static int
parse(const GOptionEntry *entries, bool takes_words, int *argc, char **argv)
{
	GOptionContext *context = g_option_context_new(NULL);
	GOptionGroup *group = g_option_group_new("main", "", "", NULL, NULL);
	GError *error = NULL;
	int code = -1;

	g_option_group_add_entries(group, entries);
	g_option_context_set_main_group(context, group);
	g_option_context_set_help_enabled(context, FALSE);
	if (!g_option_context_parse(context, argc, &argv, &error)) {
		out_error(_("%s; see '%s --help'"), error->message, g_get_prgname());
		g_error_free(error);
		code = 2;
	} else if (*argc > 1 && !takes_words) {
		out_error(_("'%.40s' is one word too many; see '%s --help'"), argv[1],
		          g_get_prgname());
		code = 2;
	}
	g_option_context_free(context);
	return code;
}

int
options_parse(struct options *o, unsigned sets, const char *summary, int *argc, char **argv)
{
	gboolean asks_help = FALSE;
	const GOptionEntry where[] = { { "config", 'c', 0, G_OPTION_ARG_FILENAME, &o->config_file,
		                         N_("The room's configuration"), "FILE" },
		                       { "journal", 0, 0, G_OPTION_ARG_FILENAME, &o->journal,
		                         N_("Journal file"), "FILE" },
		                       G_OPTION_ENTRY_NULL };
	const GOptionEntry room[] = { { "demo", 0, 0, G_OPTION_ARG_NONE, &o->demo,
		                        N_("The built-in simulated Double 11 instead"), NULL },
		                      { "as", 0, 0, G_OPTION_ARG_STRING, &o->as,
		                        N_("Who is at the keyboard (an id of the room's people)"),
		                        "NAME" },
		                      { "read-only", 0, 0, G_OPTION_ARG_NONE, &o->is_read_only,
		                        N_("Look, but change nothing"), NULL },
		                      G_OPTION_ENTRY_NULL };
	const GOptionEntry look[] = { { "theme", 0, 0, G_OPTION_ARG_STRING, &o->theme,
		                        N_("Colours: a built-in theme or a file"), "NAME" },
		                      { "layout", 0, 0, G_OPTION_ARG_STRING, &o->layout,
		                        N_("Layout to start with"), "NAME" },
		                      { "ascii", 0, 0, G_OPTION_ARG_NONE, &o->is_ascii,
		                        N_("Draw with ASCII characters only"), NULL },
		                      G_OPTION_ENTRY_NULL };
	const GOptionEntry print[] = { { "size", 0, 0, G_OPTION_ARG_STRING, &o->size,
		                         N_("Size of the frame (default 132x40)"), "COLSxROWS" },
		                       { "format", 0, 0, G_OPTION_ARG_STRING, &o->format,
		                         N_("text, ansi, svg, html or json (default text)"), "NAME" },
		                       { "wait", 0, 0, G_OPTION_ARG_INT, &o->wait_ms,
		                         N_("Wait at most so long for the sources (default 3000)"),
		                         "MS" },
		                       G_OPTION_ENTRY_NULL };
	const GOptionEntry sim[] = { { "port", 0, 0, G_OPTION_ARG_INT, &o->port,
		                       N_("Port on 127.0.0.1 (default 18090, 0 = any)"), "N" },
		                     { "seed", 0, 0, G_OPTION_ARG_INT, &o->seed,
		                       N_("Which course of events (default 11)"), "N" },
		                     G_OPTION_ENTRY_NULL };
	const GOptionEntry speed[] = { { "speed", 0, 0, G_OPTION_ARG_INT, &o->speed,
		                         N_("Simulated seconds a second (default 1)"), "N" },
		                       G_OPTION_ENTRY_NULL };
	/* texts are taken as bytes: under a service or cron the locale often says ASCII, and would
	 * refuse Chinese */
	const GOptionEntry json[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &o->is_json,
		                        N_("JSON instead of text"), NULL },
		                      G_OPTION_ENTRY_NULL };
	const GOptionEntry comment[] = { { "comment", 'm', 0, G_OPTION_ARG_FILENAME, &o->comment,
		                           N_("A comment, or what was done"), "TEXT" },
		                         G_OPTION_ENTRY_NULL };
	const GOptionEntry wait[] = {
		{ "wait", 0, 0, G_OPTION_ARG_INT, &o->wait_s,
		  N_("Deliver it, and wait at most so long until its target confirmed it"),
		  "SECONDS" },
		G_OPTION_ENTRY_NULL
	};
	const GOptionEntry length[] = { { "for", 0, 0, G_OPTION_ARG_STRING, &o->length,
		                          N_("How long, for example 30m"), "TIME" },
		                        G_OPTION_ENTRY_NULL };
	const GOptionEntry filter[] = {
		{ "filter", 0, 0, G_OPTION_ARG_FILENAME, &o->filter,
		  N_("Only what has all these words; also tier:, team:, risk:, source:, person:, unseen, silenced"),
		  "WORDS" },
		G_OPTION_ENTRY_NULL
	};
	const GOptionEntry since[] = { { "since", 0, 0, G_OPTION_ARG_STRING, &o->since,
		                         N_("How far back, for example 12h (default 8h)"), "TIME" },
		                       G_OPTION_ENTRY_NULL };
	const GOptionEntry to[] = { { "to", 0, 0, G_OPTION_ARG_STRING, &o->to,
		                      N_("A person or team of the room, by its id"), "WHO" },
		                    G_OPTION_ENTRY_NULL };
	const GOptionEntry at[] = { { "at", 0, 0, G_OPTION_ARG_STRING, &o->at,
		                      N_("What time it is in the room instead of now"), "TIME" },
		                    G_OPTION_ENTRY_NULL };
	const GOptionEntry wall[] = {
		{ "wall", 0, 0, G_OPTION_ARG_NONE, &o->is_wall,
		  N_("Start in wall mode; as with --read-only nothing can be changed"), NULL },
		G_OPTION_ENTRY_NULL
	};
	const GOptionEntry plain[] = {
		{ "plain", 0, 0, G_OPTION_ARG_NONE, &o->is_plain,
		  N_("No screen: lines to read or to hear, and commands to type"), NULL },
		G_OPTION_ENTRY_NULL
	};
	const GOptionEntry report[] = {
		{ "from", 0, 0, G_OPTION_ARG_STRING, &o->from,
		  N_("Begin there (default: with the journal), for example '2026-10-21 00:00'"),
		  "TIME" },
		{ "to", 0, 0, G_OPTION_ARG_STRING, &o->until,
		  N_("End there (default: with the journal); the room is shown as it was then"),
		  "TIME" },
		{ "format", 0, 0, G_OPTION_ARG_STRING, &o->format,
		  N_("md, html or json (default by the name of the file, else md)"), "NAME" },
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output,
		  N_("Write it there instead of to standard output"), "FILE" },
		G_OPTION_ENTRY_NULL
	};
	const GOptionEntry replay[] = { { "print", 0, 0, G_OPTION_ARG_NONE, &o->is_print,
		                          N_("Print that frame instead; needs no terminal"), NULL },
		                        G_OPTION_ENTRY_NULL };
	const GOptionEntry init[] = {
		{ "config", 'c', 0, G_OPTION_ARG_FILENAME, &o->config_file,
		  N_("Write it there (default: where warroom looks for it)"), "FILE" },
		{ "name", 0, 0, G_OPTION_ARG_FILENAME, &o->name, N_("What the event is called"),
		  "TEXT" },
		{ "zone", 0, 0, G_OPTION_ARG_STRING, &o->zone,
		  N_("Time zone of the event, such as Europe/Berlin (default: this machine's)"),
		  "ZONE" },
		{ "from", 0, 0, G_OPTION_ARG_STRING, &o->from,
		  N_("When the event begins, for example '2026-11-27 00:00' (default: today)"),
		  "TIME" },
		{ "to", 0, 0, G_OPTION_ARG_STRING, &o->until,
		  N_("When it ends (default: four days from now)"), "TIME" },
		{ "user", 0, 0, G_OPTION_ARG_STRING, &o->user,
		  N_("Who asks the given addresses, with a password"), "NAME" },
		{ "password-file", 0, 0, G_OPTION_ARG_FILENAME, &o->password_file,
		  N_("File that holds the password alone, mode 0600"), "FILE" },
		{ "token-file", 0, 0, G_OPTION_ARG_FILENAME, &o->token_file,
		  N_("Or a file that holds a token alone, mode 0600"), "FILE" },
		{ "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &o->ca_file,
		  N_("Certificates to trust instead of the system's"), "FILE" },
		{ "no-input", 0, 0, G_OPTION_ARG_NONE, &o->is_no_input,
		  N_("Ask nothing, take what is given and the defaults"), NULL },
		G_OPTION_ENTRY_NULL
	};
	const GOptionEntry drill[] = {
		{ "as", 0, 0, G_OPTION_ARG_STRING, &o->as,
		  N_("Who is at the keyboard (an id of the room's people)"), "NAME" },
		{ "score-only", 0, 0, G_OPTION_ARG_NONE, &o->is_score_only,
		  N_("No screen: only the answers of the scenario, and the score"), NULL },
		{ "for", 0, 0, G_OPTION_ARG_STRING, &o->length,
		  N_("With --score-only: end after so long instead of when the scenario does"),
		  "TIME" },
		G_OPTION_ENTRY_NULL
	};
	const struct {
		unsigned sets;
		const GOptionEntry *entries;
	} all[] = {
		{ OPTIONS_ROOM | OPTIONS_JOURNAL | OPTIONS_DRILL, where },
		{ OPTIONS_ROOM, room },
		{ OPTIONS_LOOK, look },
		{ OPTIONS_PRINT, print },
		{ OPTIONS_SIM, sim },
		{ OPTIONS_SPEED, speed },
		{ OPTIONS_COMMENT, comment },
		{ OPTIONS_FOR, length },
		{ OPTIONS_FILTER, filter },
		{ OPTIONS_SINCE, since },
		{ OPTIONS_TO, to },
		{ OPTIONS_JSON, json },
		{ OPTIONS_WAIT, wait },
		{ OPTIONS_WALL, wall },
		{ OPTIONS_PLAIN, plain },
		{ OPTIONS_REPORT, report },
		{ OPTIONS_REPLAY, replay },
		{ OPTIONS_INIT, init },
		{ OPTIONS_DRILL, drill },
		{ OPTIONS_ROOM | OPTIONS_SIM, at },
	};
	const GOptionEntry help = {
		"help", 'h', 0, G_OPTION_ARG_NONE, &asks_help, N_("Say this, and do nothing"), NULL
	};
	GArray *entries = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));
	int code;

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		for (const GOptionEntry *entry = all[i].entries;
		     (sets & all[i].sets) && entry->long_name; entry++)
			g_array_append_vals(entries, entry, 1);
	g_array_append_val(entries, help);
	if (usage_take(summary, (const GOptionEntry *)(void *)entries->data, entries->len)) {
		g_array_unref(entries);
		return 0;
	}
	code = parse((const GOptionEntry *)(void *)entries->data, sets & OPTIONS_WORDS, argc, argv);
	if (code < 0 && asks_help) {
		usage_print(summary, (const GOptionEntry *)(void *)entries->data, entries->len);
		code = 0;
	}
	g_array_unref(entries);
	/* what scripts read is the same in every language */
	if (o->is_json)
		lang_off();
	return code;
}

void
options_fini(struct options *o)
{
	g_free(o->config_file);
	g_free(o->as);
	g_free(o->journal);
	g_free(o->theme);
	g_free(o->layout);
	g_free(o->size);
	g_free(o->format);
	g_free(o->at);
	g_free(o->filter);
	g_free(o->comment);
	g_free(o->length);
	g_free(o->since);
	g_free(o->to);
	g_free(o->user);
	g_free(o->password_file);
	g_free(o->token_file);
	g_free(o->ca_file);
	g_free(o->name);
	g_free(o->zone);
	g_free(o->from);
	g_free(o->until);
	g_free(o->output);
	g_free(o->scenario);
}

bool
options_check_speed(const struct options *o, struct err *e)
{
	if (o->speed >= 0 && o->speed <= SPEED_MOST)
		return true;
	return err_set(e, _("--speed %d: from 1 to %d simulated seconds a second"), o->speed,
	               SPEED_MOST);
}

bool
size_parse(const char *text, int *width, int *height, struct err *e)
{
	int end = 0;

	if (sscanf(text, "%4dx%4d%n", width, height, &end) != 2 || text[end] || *width < 1 ||
	    *height < 1 || *width > 1000 || *height > 1000)
		return err_set(
		    e,
		    _("'%.40s' is not a size: write COLSxROWS from 1x1 to 1000x1000, for example 132x40"),
		    text);
	return true;
}
