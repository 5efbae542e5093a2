/* A drill's scenario as a file: one libconfig file, read once at start. */
#include "app/config_scenario.h"

#include "app/config_reader.h"
#include "app/config_scan.h"
#include "base/lang.h"
#include "room/metric.h"
#include "room/plan.h"
#include "room/team.h"
#include "sim/figure.h"

#include <libconfig.h>

static void
report(void *data, unsigned line, const char *message)
{
	reader_problem(data, line, "%s", message);
}

static void
check_head(struct config_reader *r, const struct scenario_file *f)
{
	if (!f->name)
		reader_problem(r, 0, _("the scenario has no 'name'"));
	if (f->lasts_us == UNSAID)
		reader_problem(r, 0, _("the scenario has no 'lasts': lasts = \"30m\";"));
}

static void
parse(struct config_reader *r, char *text, size_t len, struct scenario_file *f)
{
	config_t tree;

	if (!config_scan(text, len, report, r))
		return;
	config_init(&tree);
	if (config_read_string(&tree, text)) {
		reader_group(r, &section_scenario, config_root_setting(&tree), f);
		check_head(r, f);
	} else {
		reader_problem(r, (unsigned)config_error_line(&tree), "%s",
		               config_error_text(&tree));
	}
	config_destroy(&tree);
}

static struct scenario_file *
file_new(const char *file)
{
	struct scenario_file *f = g_new0(struct scenario_file, 1);

	f->file = g_strdup(file);
	scenario_init(&f->what);
	f->metrics = g_array_new(FALSE, FALSE, sizeof(struct scenario_metric));
	f->expects = g_array_new(FALSE, FALSE, sizeof(struct drill_expect));
	f->answers = g_array_new(FALSE, FALSE, sizeof(struct scenario_answer));
	f->uses = g_array_new(FALSE, FALSE, sizeof(struct scenario_use));
	return f;
}

void
scenario_file_free(struct scenario_file **file)
{
	struct scenario_file *f = *file;

	if (!f)
		return;
	*file = NULL;
	scenario_fini(&f->what);
	g_array_unref(f->metrics);
	g_array_unref(f->expects);
	g_array_unref(f->answers);
	g_array_unref(f->uses);
	event_batch_free(&f->memory);
	g_free(f->file);
	g_free(f);
}

struct scenario_file *
scenario_file_load(const char *file, const char *text, GPtrArray **problems)
{
	struct config_reader *r = reader_new(file);
	struct config *config = r->config;
	struct scenario_file *f = file_new(file);
	size_t len = text ? strlen(text) : 0;
	struct err e;
	char *bytes = text ? g_strdup(text) : config_scan_read(file, &len, &e);

	if (bytes)
		parse(r, bytes, len, f);
	else
		reader_problem(r, 0, "%s", e.text);
	f->memory = r->batch;
	f->about = f->about ? f->about : "";
	f->at = f->at ? f->at : "";
	*problems = r->problems;
	if (r->errors)
		scenario_file_free(&f);
	g_free(config->file);
	g_free(config);
	reader_free(&r);
	g_free(bytes);
	return f;
}

/* What the room lacks, as a sentence (g_free); NULL: it has it. */
static char *
lacks(const struct scenario_file *f, const struct room *room, const struct scenario_use *use)
{
	switch (use->kind) {
	case USE_PLAN:
		if (!room_plan(room, use->id))
			return g_strdup_printf(_("the room has no plan '%s'"), use->id);
		break;
	case USE_WHO:
		if (!room_person(room, use->id) && !room_team(room, use->id))
			return g_strdup_printf(_("the room has no person or team '%s'"), use->id);
		break;
	case USE_METRIC:
		if (!room_metric(room, use->id) && !figure_by_id(use->id) &&
		    !scenario_feed(&f->what, use->id))
			return g_strdup_printf(_("the room has no metric '%s'"), use->id);
		break;
	}
	return NULL;
}

bool
scenario_file_fits(const struct scenario_file *f, const struct room *room, GPtrArray *problems)
{
	guint before = problems->len;

	for (guint i = 0; i < f->uses->len; i++) {
		const struct scenario_use *use = &g_array_index(f->uses, struct scenario_use, i);
		char *what = lacks(f, room, use);
		struct config_problem *problem;

		if (!what)
			continue;
		problem = g_new0(struct config_problem, 1);
		problem->file = g_strdup(f->file);
		problem->line = use->line;
		problem->message = what;
		g_ptr_array_add(problems, problem);
	}
	return problems->len == before;
}
