/* Fuzz target: the file of a drill's scenario, and what it makes of the simulated figures. */
#include "app/config_scenario.h"
#include "tests/fuzz/fuzz.h"

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	char *text = fuzz_text(&in, '\0', NULL);
	GPtrArray *problems;
	struct scenario_file *file = scenario_file_load("fuzz.scenario", text, &problems);

	fuzz_check(file || problems->len, "refused without a reason");
	for (guint i = 0; i < problems->len; i++) {
		char *line = config_problem_text(g_ptr_array_index(problems, i));

		fuzz_check_clean("problem", line);
		g_free(line);
	}
	scenario_file_free(&file);
	g_ptr_array_unref(problems);
	g_free(text);
}

FUZZ_TARGET(scenario, run)
