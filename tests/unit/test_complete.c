/* What the shells' completion is told: commands, options, their values, and ids of the configuration. */
#include "app/complete.h"
#include "app/usage.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* All words that are offered for the last word of a line, each followed by a space; g_free. */
static char *
offered(const char *line)
{
	/* of "" g_strsplit() makes no word, the shells one that is empty */
	const char *const nothing[] = { "", NULL };
	char **words = g_strsplit(line, " ", -1);
	GPtrArray *lines = complete(*line ? (const char *const *)words : nothing);
	GString *all = g_string_new(" ");

	for (guint i = 0; i < lines->len; i++) {
		const char *one = lines->pdata[i];

		g_string_append_len(all, one, (gssize)strcspn(one, " "));
		g_string_append_c(all, ' ');
	}
	g_ptr_array_unref(lines);
	g_strfreev(words);
	return g_string_free(all, FALSE);
}

static void
expect(const char *line, const char *wanted)
{
	char *all = offered(line);

	assert_string_equal(all, wanted);
	g_free(all);
}

static void
expect_among(const char *line, const char *word)
{
	char *all = offered(line), *spaced = g_strdup_printf(" %s ", word);

	if (!strstr(all, spaced))
		fail_msg("'%s' should offer '%s', offers:%s", line, word, all);
	g_free(spaced);
	g_free(all);
}

static void
every_command_is_offered(void **state)
{
	(void)state;
	for (size_t i = 0; commands[i]; i++) {
		expect_among("", commands[i]->name);
		expect_among("help ", commands[i]->name);
	}
	expect("una", " unack ");
	expect("no-such-command ", " ");
}

static void
every_option_of_every_command_is_offered(void **state)
{
	(void)state;
	for (size_t i = 0; commands[i]; i++) {
		struct usage usage;

		usage_ask(commands[i], &usage);
		assert_true(*usage.summary);
		for (guint n = 0; n < usage.options->len; n++) {
			char *line = g_strconcat(commands[i]->name, " --", NULL),
			     *name = g_strconcat(
				 "--", g_array_index(usage.options, GOptionEntry, n).long_name,
				 NULL);

			expect_among(line, name);
			g_free(name);
			g_free(line);
		}
		usage_clear(&usage);
	}
	expect("--read", " --read-only ");
}

static void
values_of_options_are_offered(void **state)
{
	(void)state;
	expect("print --format ", " text ansi svg html json ");
	expect("report --format ", " md html json ");
	expect("print --theme no", " nord :files ");
	expect("print --theme=no", " nord :files ");
	expect("print --demo --layout on", " oncall ");
	expect("print -c ", " :files ");
	expect("print --size ", " ");
}

static void
ids_come_from_the_configuration(void **state)
{
	(void)state;
	expect("gate sign --demo load", " load_test ");
	expect("gate --demo refuse load", " load_test ");
	expect("gate --demo list load", " ");
	expect("phase roll x tech --demo ", " go no-go ");
	expect("ack --demo --as zha", " zhao ");
	expect("demo --as zha", " zhao ");
	expect("assign X --demo --to zha", " zhao ");
	expect("budget propose --demo bra", " brand ");
	expect("gate sign -c /nonexistent/room.cfg ", " ");
}

static void
verbs_and_files_are_offered(void **state)
{
	(void)state;
	expect("gate ", " list sign refuse ");
	expect("check ", " :files ");
	expect("drill ", " :files ");
	expect("status ", " ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_is_offered),
		cmocka_unit_test(every_option_of_every_command_is_offered),
		cmocka_unit_test(values_of_options_are_offered),
		cmocka_unit_test(ids_come_from_the_configuration),
		cmocka_unit_test(verbs_and_files_are_offered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
