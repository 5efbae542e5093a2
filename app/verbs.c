/* Commands that list something of the room and act on it. */
#include "app/verbs.h"

#include "app/headless.h"
#include "app/script.h"
#include "app/out.h"
#include "base/lang.h"

#include <stdio.h>
#include <string.h>

int
verbs_wrong(const char *sentence)
{
	out_error("%s", sentence);
	return 2;
}

bool
verbs_has_words(const struct options *o)
{
	return o->comment && *o->comment;
}

static int
act(const struct verbs *verbs, const struct verb *verb, const struct options *o, int n,
    char **words)
{
	struct script script = { .kind = verb->kind,
		                 .name = verb->name,
		                 .keys = (const char *const *)words };

	if (verb->run)
		return verb->run(o, n, words);
	if (n == 0 || !*words[0])
		return verbs_wrong(_(verbs->which));
	if (verb->needs_words && !verbs_has_words(o))
		return verbs_wrong(_(verb->needs_words));
	return script_run(&script, o);
}

static int
refuse(const struct verbs *verbs, const char *word)
{
	GString *usages = g_string_new("list");

	for (const struct verb *verb = verbs->verbs; verb->usage; verb++)
		g_string_append_printf(usages, "%s%s", verb[1].usage ? ", " : _(" or "),
		                       verb->usage);
	out_error(_("%s does not know '%.40s': %s"), verbs->command, word, usages->str);
	g_string_free(usages, TRUE);
	return 2;
}

static int
carry_out(const struct verbs *verbs, const struct options *o, int argc, char **argv)
{
	const char *word = argc > 1 && *argv[1] ? argv[1] : "list";
	size_t len = strlen(word);

	if (!strcmp(word, "list"))
		return headless_list(o, o->is_json ? verbs->print_json : verbs->print_text);
	for (const struct verb *verb = verbs->verbs; verb->usage; verb++)
		if (!strncmp(verb->usage, word, len) &&
		    (!verb->usage[len] || verb->usage[len] == ' '))
			return act(verbs, verb, o, argc - 2, argv + 2);
	return refuse(verbs, word);
}

int
verbs_run(const struct verbs *verbs, int argc, char **argv)
{
	struct options o = { 0 };
	int code = options_parse(&o, OPTIONS_ROOM | OPTIONS_COMMENT | OPTIONS_JSON | OPTIONS_WORDS,
	                         verbs->summary, &argc, argv);

	if (code < 0)
		code = carry_out(verbs, &o, argc, argv);
	options_fini(&o);
	return code;
}
