/* `warroom check`: reads a configuration and prints all that is wrong with it. */
#include "app/command.h"
#include "app/config.h"
#include "app/options.h"
#include "app/out.h"
#include "base/lang.h"
#include "store/store.h"

static unsigned
count(const struct config *config, enum event_kind kind)
{
	unsigned n = 0;

	for (guint i = 0; i < config->definitions->events->len; i++)
		n += ((const struct event *)config->definitions->events->pdata[i])->kind == kind;
	return n;
}

/* "3 teams" (g_free). */
static char *
count_text(enum event_kind kind, unsigned n)
{
	switch (kind) {
	case EVENT_DEFINE_TEAM:
		return g_strdup_printf(lang_count("%u team", "%u teams", n), n);
	case EVENT_DEFINE_PERSON:
		return g_strdup_printf(lang_count("%u person", "%u people", n), n);
	case EVENT_DEFINE_TIER:
		return g_strdup_printf(lang_count("%u tier", "%u tiers", n), n);
	case EVENT_DEFINE_PHASE:
		return g_strdup_printf(lang_count("%u phase", "%u phases", n), n);
	case EVENT_DEFINE_GATE:
		return g_strdup_printf(lang_count("%u gate", "%u gates", n), n);
	case EVENT_DEFINE_RISK:
		return g_strdup_printf(lang_count("%u risk", "%u risks", n), n);
	case EVENT_DEFINE_SUPPLIER:
		return g_strdup_printf(lang_count("%u supplier", "%u suppliers", n), n);
	case EVENT_DEFINE_PLAN:
		return g_strdup_printf(lang_count("%u plan", "%u plans", n), n);
	case EVENT_DEFINE_LINE:
		return g_strdup_printf(lang_count("%u budget line", "%u budget lines", n), n);
	case EVENT_DEFINE_METRIC:
		return g_strdup_printf(lang_count("%u metric", "%u metrics", n), n);
	case EVENT_DEFINE_SOURCE:
		return g_strdup_printf(lang_count("%u source", "%u sources", n), n);
	default:
		return g_strdup_printf("%u", n);
	}
}

static void
print_summary(const struct config *config)
{
	static const enum event_kind kinds[] = {
		EVENT_DEFINE_TEAM, EVENT_DEFINE_PERSON, EVENT_DEFINE_TIER,     EVENT_DEFINE_PHASE,
		EVENT_DEFINE_GATE, EVENT_DEFINE_RISK,   EVENT_DEFINE_SUPPLIER, EVENT_DEFINE_PLAN,
		EVENT_DEFINE_LINE, EVENT_DEFINE_METRIC, EVENT_DEFINE_SOURCE,
	};
	const char *separator = "";

	out_say(_("%s: ok ("), config->file);
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		unsigned n = count(config, kinds[i]);
		char *text;

		if (!n)
			continue;
		text = count_text(kinds[i], n);
		out_say("%s", separator);
		out_say("%s", text);
		g_free(text);
		separator = _(", ");
	}
	out_say("%s\n", _(")"));
}

/* The journal that is there already may need a hand before the room can. */
static void
print_journal(const struct config *config)
{
	const struct event *first = g_ptr_array_index(config->definitions->events, 0);
	char *path = config_journal_path(config, first->define_room->name), warning[256];

	store_file_warning(path, config->journal_limit_bytes, warning, sizeof warning);
	if (*warning)
		out_say(_("%s: warning: %s\n"), path, warning);
	g_free(path);
}

static int
check(const char *file)
{
	GPtrArray *problems;
	struct config *config = config_load(file, NULL, &problems);
	bool is_fine = config != NULL;

	for (guint i = 0; i < problems->len; i++) {
		char *line = config_problem_text(problems->pdata[i]);

		out_say("%s\n", line);
		g_free(line);
	}
	if (config) {
		print_summary(config);
		print_journal(config);
	}
	config_free(&config);
	g_ptr_array_unref(problems);
	return is_fine ? 0 : 1;
}

static int
run(int argc, char **argv)
{
	struct options o = { 0 };
	int code = options_parse(
	    &o, OPTIONS_WORDS,
	    N_("Prints every error of a configuration as \"file:line: message\" (exit code 1), or "
	       "that it is fine (0). Warnings are worth a look, but the room runs with them. The keys "
	       "are described in warroom.cfg(5)."),
	    &argc, argv);

	if (code < 0 && argc == 2) {
		code = check(argv[1]);
	} else if (code < 0) {
		out_error(_("which file? write 'warroom check FILE'"));
		code = 2;
	}
	options_fini(&o);
	return code;
}

const struct command cmd_check = {
	.name = "check",
	.run = run,
	.synopsis = "FILE",
	.help = N_("read a configuration and print every error as file:line: message")
};
