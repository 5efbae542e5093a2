/* `warroom check`: reads a configuration and prints all that is wrong with it. */
#include "app/command.h"
#include "app/config.h"
#include "app/options.h"
#include "app/out.h"
#include "store/store.h"

static unsigned
count(const struct config *config, enum event_kind kind)
{
	unsigned n = 0;

	for (guint i = 0; i < config->definitions->events->len; i++)
		n += ((const struct event *)config->definitions->events->pdata[i])->kind == kind;
	return n;
}

static void
print_summary(const struct config *config)
{
	static const struct {
		enum event_kind kind;
		const char *one, *many;
	} parts[] = {
		{ EVENT_DEFINE_TEAM, "team", "teams" },
		{ EVENT_DEFINE_PERSON, "person", "people" },
		{ EVENT_DEFINE_TIER, "tier", "tiers" },
		{ EVENT_DEFINE_PHASE, "phase", "phases" },
		{ EVENT_DEFINE_GATE, "gate", "gates" },
		{ EVENT_DEFINE_RISK, "risk", "risks" },
		{ EVENT_DEFINE_SUPPLIER, "supplier", "suppliers" },
		{ EVENT_DEFINE_PLAN, "plan", "plans" },
		{ EVENT_DEFINE_LINE, "budget line", "budget lines" },
		{ EVENT_DEFINE_METRIC, "metric", "metrics" },
		{ EVENT_DEFINE_SOURCE, "source", "sources" },
	};
	const char *separator = "";

	out_say("%s: ok (", config->file);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		unsigned n = count(config, parts[i].kind);

		if (n)
			out_say("%s%u %s", separator, n, n == 1 ? parts[i].one : parts[i].many);
		if (n)
			separator = ", ";
	}
	out_say(")\n");
}

/* The journal that is there already may need a hand before the room can. */
static void
print_journal(const struct config *config)
{
	const struct event *first = g_ptr_array_index(config->definitions->events, 0);
	char *path = config_journal_path(config, first->define_room->name), warning[256];

	store_file_warning(path, config->journal_limit_bytes, warning, sizeof warning);
	if (*warning)
		out_say("%s: warning: %s\n", path, warning);
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
	    "Prints every error of a configuration as \"file:line: message\" (exit code 1), or "
	    "that it is fine (0). Warnings are worth a look, but the room runs with them. The keys "
	    "are described in warroom.cfg(5).",
	    &argc, argv);

	if (code < 0 && argc == 2) {
		code = check(argv[1]);
	} else if (code < 0) {
		out_error("which file? write 'warroom check FILE'");
		code = 2;
	}
	options_fini(&o);
	return code;
}

const struct command cmd_check = {
	.name = "check",
	.run = run,
	.synopsis = "FILE",
	.help = "read a configuration and print every error as file:line: message"
};
