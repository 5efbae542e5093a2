/* Fuzz target: the configuration file. Whatever it says, it is refused with a reason or makes a room. */
#include "app/config.h"
#include "room/derive.h"
#include "room/room.h"
#include "tests/fuzz/fuzz.h"
#include "tui/layout.h"

static void
check_problems(const GPtrArray *problems)
{
	for (guint i = 0; i < problems->len; i++) {
		char *line = config_problem_text(g_ptr_array_index(problems, i));

		fuzz_check_clean("problem", line);
		g_free(line);
	}
}

static void
check_config(const struct config *config)
{
	struct room *room = room_new();
	struct event_batch *batch = event_batch_new();

	room_apply_batch(room, config->definitions);
	room_derive(room, 1795353600 * SEC_US, batch);
	room_apply_batch(room, batch);
	event_batch_free(&batch);
	room_free(&room);
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	char *text = fuzz_text(&in, '\0', NULL);
	GPtrArray *problems;
	struct config *config = config_load("fuzz.cfg", text, &problems);

	fuzz_check(config || problems->len, "refused without a reason");
	check_problems(problems);
	if (config) {
		check_config(config);
		config_free(&config);
	}
	g_ptr_array_unref(problems);
	g_free(text);
}

FUZZ_TARGET(config, run)
