/* Fuzz target: the sanitiser, and widths of what it lets through. */
#include "base/text.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>
#include <wchar.h>

static const size_t caps[] = {
	0, 1, 2, 3, 4, 5, 8, 16, 64, TEXT_MAX_LABEL, TEXT_MAX_SUMMARY, 8192
};

/* Nothing stands on nothing, at most two marks on one base, and the C library can measure it. */
static void
check_clusters(const char *text)
{
	unsigned marks = 2;

	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		bool is_mark = wcwidth((wchar_t)c) == 0;

		marks = is_mark ? marks + 1 : 0;
		fuzz_check(marks <= 2, "too many combining marks, or none to stand on");
		fuzz_check(wcwidth((wchar_t)c) >= 0, "U+%04X has no width", c);
	}
}

static void
check_widths(const char *text)
{
	int width = text_width(text), sum = 0;
	const char *p = text;

	while (*p) {
		int cells;
		size_t len = text_cluster(&p, &cells);

		fuzz_check(len > 0 && cells >= 0 && cells <= 2, "a cluster of %zu bytes, %d cells",
		           len, cells);
		sum += cells;
	}
	fuzz_check(sum == width, "the width is not that of the clusters");
	for (int cells = 0; cells <= width + 1; cells += 1 + cells / 4) {
		int used;
		size_t len = text_fit(text, cells, &used);

		fuzz_check(used <= cells && len <= strlen(text), "more than fits");
		fuzz_check(g_utf8_validate(text, (gssize)len, NULL), "cut inside a character");
	}
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	size_t cap = caps[fuzz_pick(&in, G_N_ELEMENTS(caps))];
	bool hidden, again;
	char *text = text_clean((const char *)in.at, in.left, cap, &hidden);
	char *twice = text_clean(text, strlen(text), cap, &again);

	fuzz_check(strlen(text) <= cap, "longer than its cap");
	fuzz_check_clean("clean text", text);
	check_clusters(text);
	check_widths(text);
	fuzz_check(!strcmp(text, twice) && !again, "cleaning again changes '%s' to '%s'", text,
	           twice);
	g_free(text);
	g_free(twice);
}

FUZZ_TARGET(text, run)
