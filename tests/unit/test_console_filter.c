/* Filters with a name: of a person, of the configuration, in the command line. */
#include "tests/unit/console_fixture.h"

#include "app/saved_filter.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

static const char config[] =
    "filters = ( { name = \"ours\"; filter = \"team:tech\"; }, { name = \"odd\"; filter = \"odd\"; } );\n";

static void
assert_bottom(struct console_fixture *f, const char *line)
{
	assert_string_equal(console_fixture_bottom(f), line);
}

static void
one_is_saved_used_and_dropped(void **state)
{
	struct console_fixture *f = console_fixture_open(config, 4);

	(void)state;
	console_fixture_press(f, "f 'team:logis' Enter : 'filter save mine' Enter");
	assert_bottom(f, "filter mine of lin is saved: team:logis");
	console_fixture_press(f, "q");
	assert_shows(f, "Alert00");
	console_fixture_press(f, ": 'filter mine' Enter");
	assert_bottom(f, "filter mine: team:logis");
	assert_lacks(f, "Alert00");
	assert_shows(f, "Alert01");
	/* of another person it is not */
	console_fixture_press(f, ": 'as sun' Enter : 'filter drop mine' Enter");
	assert_bottom(f, "you have no filter 'mine'");
	console_fixture_press(f, ": 'as lin' Enter : 'filter drop mine' Enter");
	assert_bottom(f, "filter mine is dropped");
	console_fixture_press(f, ": 'filter mine' Enter"); /* words again */
	assert_lacks(f, "Alert01");
	console_fixture_close(&f);
}

static void
everybody_has_those_of_the_configuration(void **state)
{
	struct console_fixture *f = console_fixture_open(config, 4);
	char *why;

	(void)state;
	console_fixture_press(f, ": 'filter ours' Enter");
	assert_bottom(f, "filter ours: team:tech");
	assert_lacks(f, "Alert01");
	console_fixture_press(f, ": 'filter drop ours' Enter");
	why = g_strdup(console_fixture_bottom(f));
	assert_non_null(strstr(why, "'ours' stands in the configuration ("));
	g_free(why);
	/* a person's own comes before it */
	console_fixture_press(
	    f, ": 'filter save ours team=logis tier<=3' Enter : 'filter ours' Enter");
	assert_bottom(f, "filter ours: team=logis tier<=3");
	assert_shows(f, "Alert01");
	assert_lacks(f, "Alert00");
	console_fixture_press(f, ": 'filter team=logis tier<=2' Enter");
	assert_lacks(f, "Alert01"); /* they are general: rank 3 */
	console_fixture_press(f, ": 'filter drop ours' Enter : 'filter ours' Enter");
	assert_bottom(f, "filter ours: team:tech");
	console_fixture_close(&f);
}

static void
tab_offers_the_names(void **state)
{
	struct console_fixture *f = console_fixture_open(config, 1);
	char **words, *all;

	(void)state;
	console_fixture_press(f, ": 'filter save zed even' Enter");
	words = console_complete("filter ", &f->c);
	all = g_strjoinv(",", words);
	assert_string_equal(
	    all, "filter save ,filter drop ,filter odd,filter ours,filter zed,filter drop zed");
	g_free(all);
	g_strfreev(words);
	console_fixture_press(f, ": 'filter drop zed' Enter");
	console_fixture_close(&f);
}

static void
what_is_no_filter_is_said(void **state)
{
	struct console_fixture *f = console_fixture_open(config, 1);
	char *file = g_build_filename(g_get_user_state_dir(), "warroom", "filters", NULL), *why;
	struct stat st;

	(void)state;
	console_fixture_press(f, ": 'filter save mine' Enter");
	assert_bottom(f, "there is no filter to save: set one first");
	console_fixture_press(f, ": 'filter save a=b even' Enter");
	assert_bottom(f,
	              "'a=b' is no name: use letters, digits, '-' and '_', for example \"mine\"");
	console_fixture_press(f, ": 'filter save save even' Enter");
	assert_bottom(f, "'save' is a word of the command: choose another name");
	console_fixture_press(f, ": 'filter save mine even' Enter");
	assert_int_equal(g_stat(file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	/* what is there and cannot be read is not written over */
	assert_true(g_file_set_contents(file, "no key file", -1, NULL));
	console_fixture_press(f, ": 'filter save mine even' Enter");
	why = g_strdup(console_fixture_bottom(f));
	assert_non_null(strstr(why, "cannot read your filters in "));
	g_free(why);
	g_remove(file);
	g_free(file);
	console_fixture_close(&f);
}

/* The state folder is the test's own. */
static int
set_up(void **state)
{
	char *folder = g_dir_make_tmp("warroom-state-XXXXXX", NULL);

	g_setenv("XDG_STATE_HOME", folder, TRUE);
	*state = folder;
	return 0;
}

static int
tear_down(void **state)
{
	char *folder = *state, *ours = g_build_filename(folder, "warroom", NULL),
	     *file = g_build_filename(ours, "filters", NULL);

	g_remove(file);
	g_rmdir(ours);
	g_rmdir(folder);
	g_free(file);
	g_free(ours);
	g_free(folder);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_is_saved_used_and_dropped),
		cmocka_unit_test(everybody_has_those_of_the_configuration),
		cmocka_unit_test(tab_offers_the_names),
		cmocka_unit_test(what_is_no_filter_is_said),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
