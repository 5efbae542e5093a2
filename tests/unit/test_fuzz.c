/* What fuzzing has found and the examples that it starts from, run through every target: no fuzzer needed. */
#include "tests/fuzz/fuzz.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A crash or a failed check ends the program: then this tells which input it was. */
static void
run_file(const struct fuzz_target *target, const char *file)
{
	char *bytes;
	gsize len;

	assert_true(g_file_get_contents(file, &bytes, &len, NULL));
	fprintf(stderr, "%s\n", file);
	target->run((const uint8_t *)bytes, len);
	g_free(bytes);
}

/* How many there are in tests/fuzz/corpus/NAME. */
static unsigned
run_corpus(const struct fuzz_target *target)
{
	const char *source = g_getenv("srcdir");
	char *folder =
	    g_build_filename(source ? source : ".", "tests", "fuzz", "corpus", target->name, NULL);
	GDir *dir = g_dir_open(folder, 0, NULL);
	unsigned n = 0;

	for (const char *name; dir && (name = g_dir_read_name(dir)); n++) {
		char *file = g_build_filename(folder, name, NULL);

		run_file(target, file);
		g_free(file);
	}
	if (dir)
		g_dir_close(dir);
	g_free(folder);
	return n;
}

static void
every_input_of_the_corpus_passes(void **state)
{
	unsigned targets = 0;

	(void)state;
	for (const struct fuzz_target *t = fuzz_targets(); t; t = t->next, targets++) {
		unsigned n = run_corpus(t);

		print_message("%s: %u inputs\n", t->name, n);
		if (n == 0)
			fail_msg("there is nothing in tests/fuzz/corpus/%s", t->name);
	}
	assert_true(targets >= 10);
}

static void
no_input_at_all_passes(void **state)
{
	(void)state;
	for (const struct fuzz_target *t = fuzz_targets(); t; t = t->next)
		t->run((const uint8_t *)"", 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_input_at_all_passes),
		cmocka_unit_test(every_input_of_the_corpus_passes),
	};

	fuzz_begin();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
