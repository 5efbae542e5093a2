/* `warroom duty`: who is on duty, and signing in and out from a script. */
#include "app/command.h"
#include "app/headless.h"
#include "app/json_out.h"
#include "app/script.h"
#include "app/out.h"
#include "base/lang.h"
#include "panels/words.h"
#include "room/roster.h"
#include "room/rota.h"
#include "room/team.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

static const char *
duty_word(enum duty duty)
{
	static const char *const words[] = { NC_("duty", "on"), NC_("duty", "on"),
		                             NC_("duty", "standby"), NC_("duty", "off"),
		                             NC_("duty", "away") };

	return words[duty];
}

static void
print_json(const struct session *s)
{
	struct json_object *doc = json_out_document(s), *rows = json_object_new_array();
	int64_t now_us = session_now_us(s);

	for (guint i = 0; i < s->room->people->len; i++) {
		const struct person *p = g_ptr_array_index(s->room->people, i);
		const struct person *next = person_relief(s->room, p, now_us);
		const struct duty_turn *turn = person_turn(s->room, p, now_us);
		struct json_object *row = json_object_new_object();

		json_out_text(row, "id", p->id);
		json_out_text(row, "name", p->name);
		json_out_text(row, "team", p->team);
		json_out_text(row, "duty", duty_word(person_duty(s->room, p, now_us)));
		json_out_flag(row, "signed", person_sign(s->room, p, now_us) != NULL);
		json_out_text(row, "roster", turn ? turn->source : NULL);
		json_out_flag(row, "guest", p->is_guest);
		json_out_time(row, "until", person_shift_end_us(s->room, p, now_us));
		json_out_text(row, "next", next ? next->id : NULL);
		json_object_object_add(row, "load", json_object_new_int64(person_load(s->room, p)));
		json_object_array_add(rows, row);
	}
	json_object_object_add(doc, "people", rows);
	json_out_print(doc);
}

static const char *
how(const struct room *room, const struct person *p, int64_t now_us)
{
	if (person_sign(room, p, now_us))
		return lang_in("duty", "signed");
	return person_turn(room, p, now_us) || p->is_guest || team_rota(room, p->team, now_us)
	           ? _("roster")
	           : _("by shift");
}

static void
print_person(const struct session *s, const struct person *p, int64_t now_us)
{
	const struct person *next = person_relief(s->room, p, now_us);
	int64_t end_us = person_shift_end_us(s->room, p, now_us);
	char when[32];

	out_say("%-10s  %-8s  ", p->id, p->team);
	out_cells(lang_in("duty", duty_word(person_duty(s->room, p, now_us))), 7);
	out_say("  ");
	out_cells(how(s->room, p, now_us), 8);
	out_say(_("  %2u open  %s"), person_load(s->room, p), p->name);
	if (end_us != UNSAID)
		out_say(_(", until %s, then %s"),
		        words_when(s->room, end_us, now_us, when, sizeof when),
		        next ? next->id : _("nobody"));
	putchar('\n');
}

static void
print_text(const struct session *s)
{
	for (guint i = 0; i < s->room->people->len; i++)
		print_person(s, g_ptr_array_index(s->room->people, i), session_now_us(s));
}

/* Without a PERSON it is whoever acts. */
static int
sign(enum intent_kind kind, const char *name, const struct options *o, char **ids)
{
	const char *const oneself[] = { o->as ? o->as : g_get_user_name(), NULL };
	struct script script = { .kind = kind,
		                 .name = name,
		                 .keys = ids[0] ? (const char *const *)ids : oneself };

	return script_run(&script, o);
}

static int
run(int argc, char **argv)
{
	struct options o = { 0 };
	int code = options_parse(
	    &o, OPTIONS_ROOM | OPTIONS_COMMENT | OPTIONS_JSON | OPTIONS_WORDS,
	    N_("list prints who is on duty, until when, and who is next; in and out sign a "
	       "person in or out,\noneself without PERSON, until the next beginning or end "
	       "of that person's shift."),
	    &argc, argv);
	const char *verb = code < 0 && argc > 1 ? argv[1] : "";

	if (code < 0 && (!*verb || !strcmp(verb, "list"))) {
		code = headless_list(&o, o.is_json ? print_json : print_text);
	} else if (code < 0 && !strcmp(verb, "in")) {
		code = sign(INTENT_SIGN_IN, "duty in", &o, argv + 2);
	} else if (code < 0 && !strcmp(verb, "out")) {
		code = sign(INTENT_SIGN_OUT, "duty out", &o, argv + 2);
	} else if (code < 0) {
		out_error(_("duty does not know '%.40s': list, in [PERSON] or out [PERSON]"), verb);
		code = 2;
	}
	options_fini(&o);
	return code;
}

const struct command cmd_duty = {
	.name = "duty",
	.run = run,
	.synopsis = "list | in [PERSON] | out [PERSON] [-m COMMENT] [--json]",
	.help = N_("who is on duty and who is next; sign in and out"),
};
