/* List views: the selection stays on its id while rows come and go, and the list scrolls with it. */
#include "tui/widget.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

struct names {
	const char *ids[8];
};

static const char *
id_of(const void *of, int i)
{
	return ((const struct names *)of)->ids[i];
}

#define ROWS(count, names) ((struct rows){ .n = (count), .id = id_of, .of = &(names) })

static void
selection_stays_on_its_id(void **state)
{
	struct names before = { { "a", "b", "c" } }, after = { { "x", "y", "a", "b", "c" } };
	struct list_view v = { 0 };

	(void)state;
	assert_int_equal(list_view_sync(&v, &ROWS(3, before), 5), 0);
	list_view_move(&v, 1, &ROWS(3, before));
	assert_string_equal(v.selected, "b");
	assert_int_equal(list_view_sync(&v, &ROWS(5, after), 5), 3);
	assert_string_equal(v.selected, "b");
	assert_int_equal(v.top, 0);
	list_view_fini(&v);
	assert_null(v.selected);
}

/* The first row is an id too, once it has been seen: what arrives above it does not slip under the
 * key. */
static void
first_row_is_held(void **state)
{
	struct names before = { { "a", "b" } }, after = { { "new", "a", "b" } };
	struct list_view v = { 0 };

	(void)state;
	list_view_sync(&v, &ROWS(2, before), 5);
	assert_int_equal(list_view_sync(&v, &ROWS(3, after), 5), 1);
	list_view_fini(&v);
}

static void
gone_selection_goes_to_what_took_its_place(void **state)
{
	struct names before = { { "a", "b", "c" } }, middle = { { "a", "c" } }, last = { { "a" } };
	struct list_view v = { 0 };

	(void)state;
	list_view_sync(&v, &ROWS(3, before), 5);
	list_view_move(&v, 1, &ROWS(3, before));
	assert_int_equal(list_view_sync(&v, &ROWS(2, middle), 5), 1);
	assert_string_equal(v.selected, "c");
	assert_int_equal(list_view_sync(&v, &ROWS(1, last), 5), 0);
	assert_int_equal(list_view_sync(&v, &ROWS(0, last), 5), -1);
	assert_int_equal(list_view_sync(&v, &ROWS(1, last), 0), 0);
	list_view_fini(&v);
}

static void
list_scrolls_with_the_selection(void **state)
{
	struct names names = { { "a", "b", "c", "d", "e", "f" } },
		     more = { { "x", "a", "b", "c", "d", "e", "f" } };
	struct list_view v = { 0 };

	(void)state;
	list_view_sync(&v, &ROWS(6, names), 3);
	list_view_move(&v, 3, &ROWS(6, names));
	assert_int_equal(list_view_sync(&v, &ROWS(6, names), 3), 3);
	assert_int_equal(v.top, 1);
	assert_int_equal(list_view_sync(&v, &ROWS(7, more), 3), 4);
	assert_int_equal(v.top, 2);
	list_view_move(&v, INT_MAX, &ROWS(7, more));
	assert_int_equal(list_view_sync(&v, &ROWS(7, more), 3), 6);
	assert_int_equal(v.top, 4);
	list_view_move(&v, INT_MIN, &ROWS(7, more));
	assert_int_equal(list_view_sync(&v, &ROWS(7, more), 3), 0);
	assert_int_equal(v.top, 0);
	list_view_fini(&v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(selection_stays_on_its_id),
		cmocka_unit_test(first_row_is_held),
		cmocka_unit_test(gone_selection_goes_to_what_took_its_place),
		cmocka_unit_test(list_scrolls_with_the_selection),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
