/* Reading bad configurations: each tests/config/bad-*.cfg and what is said about it, in its
 * .expected
 * ('*' stands for words of a library). */
#include "app/config.h"

#include <glib.h>
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* libconfig 1.5 forgets what its parser held when it meets a syntax error. */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libconfig_yyparse\nleak:libconfig_yylex";
}

static char *
folder(void)
{
	const char *source = g_getenv("srcdir");

	return g_build_filename(source ? source : ".", "tests/config", NULL);
}

/* All that is said about a file, with its name without its folder. */
static char *
said_about(const char *path)
{
	GPtrArray *problems;
	struct config *config = config_load(path, NULL, &problems);
	GString *said = g_string_new("");

	assert_null(config);
	for (guint i = 0; i < problems->len; i++) {
		char *line = config_problem_text(problems->pdata[i]);

		assert_true(g_str_has_prefix(line, path));
		g_string_append_printf(said, "%s\n", line + (strrchr(path, '/') + 1 - path));
		g_free(line);
	}
	g_ptr_array_unref(problems);
	return g_string_free(said, FALSE);
}

static char *
expected_of(const char *path)
{
	char *stem = g_strndup(path, strlen(path) - strlen(".cfg")),
	     *file = g_strconcat(stem, ".expected", NULL), *text = NULL;

	if (!g_file_get_contents(file, &text, NULL, NULL))
		text = g_strdup("(there is no such file)\n");
	g_free(file);
	g_free(stem);
	return text;
}

static bool
is_as_expected(const char *path)
{
	char *said = said_about(path), *expected = expected_of(path);
	bool is_same = g_pattern_match_simple(expected, said);

	if (!is_same)
		print_message("%s\nis:\n%sexpected:\n%s", path, said, expected);
	g_free(said);
	g_free(expected);
	return is_same;
}

static void
test_bad_files(void **state)
{
	char *where = folder();
	GDir *dir = g_dir_open(where, 0, NULL);
	unsigned files = 0, wrong = 0;
	const char *name;

	(void)state;
	assert_non_null(dir);
	while ((name = g_dir_read_name(dir))) {
		char *path = g_build_filename(where, name, NULL);

		if (g_str_has_prefix(name, "bad-") && g_str_has_suffix(name, ".cfg")) {
			files++;
			wrong += !is_as_expected(path);
		}
		g_free(path);
	}
	g_dir_close(dir);
	g_free(where);
	assert_int_equal(wrong, 0);
	assert_true(files >= 25);
}

/* What the first (and only) problem of a text is. */
static void
assert_only_problem(const char *file, const char *text, const char *expected)
{
	GPtrArray *problems;
	struct config *config = config_load(file, text, &problems);
	char *line;

	assert_null(config);
	assert_int_equal(problems->len, 1);
	line = config_problem_text(problems->pdata[0]);
	assert_string_equal(line, expected);
	g_free(line);
	g_ptr_array_unref(problems);
}

static void
test_not_a_file(void **state)
{
	(void)state;
	assert_only_problem("/nonexistent/x.cfg", NULL,
	                    "/nonexistent/x.cfg: cannot open it: No such file or directory");
	assert_only_problem("/dev/null", NULL, "/dev/null: not a regular file");
}

static void
test_large_file(void **state)
{
	char *name = NULL, *text = g_strnfill(256 * 1024 + 1, '\n'), *expected;
	int fd = g_file_open_tmp("warroom-XXXXXX.cfg", &name, NULL);

	(void)state;
	assert_true(fd >= 0);
	assert_true(close(fd) == 0);
	assert_true(g_file_set_contents(name, text, -1, NULL));
	expected = g_strconcat(name, ": larger than 256 KiB", NULL);
	assert_only_problem(name, NULL, expected);
	remove(name);
	g_free(expected);
	g_free(text);
	g_free(name);
}

/* A file in which all is wrong ends after a few hundred lines, with the number of the rest. */
static void
test_many_problems(void **state)
{
	GString *text = g_string_new("teams = (\n");
	GPtrArray *problems;
	struct config *config;
	const struct config_problem *last;

	(void)state;
	for (int i = 0; i < 1000; i++)
		g_string_append_printf(text, "{ id = \"t%d\"; nothing = 1; }%s\n", i,
		                       i < 999 ? "," : "");
	g_string_append(text, ");");
	config = config_load("many.cfg", text->str, &problems);
	assert_null(config);
	assert_int_equal(problems->len, 201);
	last = problems->pdata[200];
	assert_string_equal(last->message, "and 800 more");
	g_ptr_array_unref(problems);
	g_string_free(text, TRUE);
}

/* F34: a room reads its configuration once, at its start; a file that went bad meanwhile touches nothing of what is loaded,
 * and costs no memory, however often it is looked at. */
static void
test_a_bad_file_costs_the_loaded_one_nothing(void **state)
{
	static const char good[] =
	    "room = { name = \"A\"; zone = \"UTC\"; }; teams = ( { id = \"t\"; } );";
	static const char bad[] = "room = { name = \"B\"; zone = \"nowhere\"; nmae = 1; };"
				  " teams = ( { id = \"t\"; }, { id = \"t\"; } );";
	GPtrArray *problems;
	struct config *config = config_load("room.cfg", good, &problems);
	size_t before = 0;

	(void)state;
	assert_non_null(config);
	g_ptr_array_unref(problems);
	for (int i = 0; i < 100; i++) {
		assert_null(config_load("room.cfg", bad, &problems));
		assert_int_equal(problems->len, 3);
		g_ptr_array_unref(problems);
		if (i == 9) /* what is allocated once and for all is there */
			before = mallinfo2().uordblks;
	}
	/* some bytes are lost to rounding; the sanitizers say 0, and look for leaks themselves */
	assert_true(mallinfo2().uordblks <= before + 16384);
	assert_int_equal(config->definitions->events->len > 0, 1);
	assert_string_equal(
	    ((const struct event *)config->definitions->events->pdata[0])->define_room->name, "A");
	config_free(&config);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bad_files),
		cmocka_unit_test(test_not_a_file),
		cmocka_unit_test(test_large_file),
		cmocka_unit_test(test_many_problems),
		cmocka_unit_test(test_a_bad_file_costs_the_loaded_one_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
