/* Fuzz target: JSON endpoints: the native form of the room, and foreign forms by a mapping. Input: a
 * byte that picks what is shown, a byte for the mapping; documents, each ending with a NUL. */
#include "net/source.h"
#include "tests/fuzz/fuzz.h"

#define NOW (1795353600 * SEC_US)

static const char *const shows[] = { "room",   "alerts", "metrics", "budget", "teams",
	                             "people", "phases", "gates",   "risks" };

/* Native field names, each found at "/a" ... or constant. */
static void
map(struct source_query *query, unsigned kind)
{
	static const char *const fields[] = { "id",    "title", "team",  "severity", "summary",
		                              "start", "end",   "value", "actual",   "duty" };
	char pointer[] = "/a";

	if (kind == 0)
		return;
	query->elements = g_strdup(kind == 1 ? "" : "/data/items");
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++, pointer[1]++)
		source_query_add_field(query, fields[i], kind == 3 && i == 2 ? "=tech" : pointer);
}

static struct source *
open_source(struct fuzz_input *in)
{
	struct source_conf *conf = source_conf_new();
	struct source_query *query = source_conf_add_query(conf);

	conf->name = g_strdup("feed");
	conf->kind = g_strdup("json");
	conf->url = g_strdup("http://feed");
	conf->team = g_strdup("ops");
	query->shows = g_strdup(shows[fuzz_pick(in, G_N_ELEMENTS(shows))]);
	map(query, fuzz_pick(in, 4));
	return fuzz_source(conf);
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	struct source *source = open_source(&in);

	for (int i = 0; in.left && i < 4; i++) {
		struct reading r = { .source = source,
			             .slot = g_ptr_array_index(source->slots, 0),
			             .now_us = NOW,
			             .batch = event_batch_new() };
		struct err e = { "" };
		size_t text_len;
		char *text = fuzz_text(&in, '\0', &text_len);

		if (!source_read(&r, text, text_len, &e))
			fuzz_check_clean("reason", e.text);
		fuzz_check_clean("first broken", r.slot->first_broken.text);
		fuzz_check_events(r.batch);
		event_batch_free(&r.batch);
		g_free(text);
	}
	source_free(&source);
}

FUZZ_TARGET(json, run)
