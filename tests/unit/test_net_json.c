/* Reading JSON that nobody here wrote: bounds, pointers, numbers, and lists cut into elements as
 * they arrive. */
#include "base/clock.h"
#include "net/changes.h"
#include "net/elements.h"
#include "net/json_read.h"

#include <glib.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void
check_refused(const char *bytes, size_t len, const char *why)
{
	struct err e = { "" };
	json_object *root = json_read(bytes, len, &e);

	assert_null(root);
	assert_string_equal(e.text, why);
}
#define REFUSED(text, why) check_refused(text, sizeof text - 1, why)

static void
what_is_not_strict_json_is_refused_with_its_place(void **state)
{
	(void)state;
	REFUSED("", "content: the answer is empty");
	REFUSED("<html>", "content: not JSON at byte 0");
	REFUSED("{\"a\":1,}", "content: not JSON at byte 7");
	REFUSED("{\"a\":1} x", "content: not JSON at byte 8");
	REFUSED("{\"a\": [1, 2", "content: the JSON ends at byte 11 before it is complete");
	REFUSED("{\"a\":\"\xff\"}", "content: not UTF-8 at byte 6");
	REFUSED("\"text\"", "content: neither an object nor a list");
}

static char *
repeated(const char *piece, size_t n)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < n; i++)
		g_string_append(text, piece);
	return g_string_free(text, FALSE);
}

static void
what_would_cost_memory_or_the_stack_is_refused(void **state)
{
	char *deep = repeated("[", 100), *bomb = repeated("{},", 1 << 18),
	     *flat = repeated("1,", 1 << 20);
	char *text = g_strconcat("[", bomb, "{}]", NULL);
	struct err e;

	(void)state;
	assert_null(json_read(deep, strlen(deep), &e));
	assert_non_null(strstr(e.text, "nested deeper than 32 levels"));
	assert_null(json_read(text, strlen(text), &e));
	assert_string_equal(e.text, "content: more than 100000 objects and lists");
	g_free(text);
	text = g_strconcat("[", flat, "1]", NULL);
	assert_null(json_read(text, strlen(text), &e));
	assert_string_equal(e.text, "content: more than 600000 values");
	g_free(text);
	g_free(flat);
	g_free(bomb);
	g_free(deep);
}

static json_object *
parsed(const char *text)
{
	struct err e;
	json_object *root = json_read(text, strlen(text), &e);

	assert_non_null(root);
	return root;
}

static void
pointers_find_what_rfc_6901_says(void **state)
{
	json_object *root = parsed("{\"a/b\": {\"m~n\": [1, 2, null]}, \"x\": null, \"\": 5}");

	(void)state;
	assert_ptr_equal(json_at(root, ""), root);
	assert_int_equal(json_object_get_int(json_at(root, "/a~1b/m~0n/1")), 2);
	assert_int_equal(json_object_get_int(json_at(root, "/")), 5);
	assert_null(json_at(root, "/a~1b/m~0n/2"));
	assert_null(json_at(root, "/a~1b/m~0n/9"));
	assert_null(json_at(root, "/x"));
	assert_null(json_at(root, "/x/y"));
	assert_null(json_at(root, "no slash"));
	json_object_put(root);
}

static void
numbers_are_finite_and_not_clamped(void **state)
{
	json_object *root = parsed(
	    "[1.5, \"99.41\", \"NaN\", \"+Inf\", 1e400, 99999999999999999999999999, \"12x\", true,"
	    " -9223372036854775808, 7]");
	const bool good[] = { true, true, false, false, false, false, false, false, false, true };
	double number;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
		assert_int_equal(json_number(json_object_array_get_idx(root, i), &number), good[i]);
	assert_true(number == 7);
	assert_true(json_number(json_object_array_get_idx(root, 1), &number) &&
	            fabs(number - 99.41) < 1e-12);
	json_object_put(root);
}

static void
money_times_and_texts_come_in_the_rooms_units(void **state)
{
	json_object *root =
	    parsed("[12000000.5, \"2026-10-24T08:00:00+08:00\", 1795353376.5, 1795353376500, "
	           "\"a\\u0000b\\u001b[31m\", \"ab\\u202ecd\", 1e17]");
	int64_t n;
	bool hidden = false;
	char *text;

	(void)state;
	assert_true(json_money(json_object_array_get_idx(root, 0), &n));
	assert_int_equal(n, 1200000050);
	assert_false(json_money(json_object_array_get_idx(root, 6), &n));
	assert_true(json_instant(json_object_array_get_idx(root, 1), &n));
	assert_int_equal(n, INT64_C(1792800000) * SEC_US);
	assert_true(json_instant(json_object_array_get_idx(root, 2), &n));
	assert_int_equal(n, INT64_C(1795353376500000));
	assert_true(json_instant(json_object_array_get_idx(root, 3), &n));
	assert_int_equal(n, INT64_C(1795353376500000));
	text = json_text(json_object_array_get_idx(root, 4), 100, &hidden);
	assert_string_equal(text, "a^@b^[[31m");
	assert_false(hidden);
	g_free(text);
	text = json_text(json_object_array_get_idx(root, 5), 100, &hidden);
	assert_string_equal(text, "ab·cd");
	assert_true(hidden);
	g_free(text);
	json_object_put(root);
}

/* Elements as they were taken, joined by '|', broken ones as their reason in parentheses. */
static void
gather(void *user, const char *bytes, size_t len, const char *why)
{
	GString *out = user;

	if (bytes)
		g_string_append_len(out, bytes, (gssize)len);
	else
		g_string_append_printf(out, "(%s)", why);
	g_string_append_c(out, '|');
}

/* Feeds text in pieces of this size; "" or the reason in e. */
static char *
cut(const char *text, size_t len, size_t piece, struct err *e)
{
	GString *out = g_string_new(NULL);
	struct elements *elements = elements_new(gather, out);
	bool is_ok = true;

	e->text[0] = '\0';
	for (size_t i = 0; i < len && is_ok; i += piece)
		is_ok = elements_feed(elements, text + i, MIN(piece, len - i), e);
	if (is_ok)
		is_ok = elements_end(elements, e);
	assert_int_equal(is_ok, e->text[0] == '\0');
	elements_free(&elements);
	return g_string_free(out, FALSE);
}

static void
a_list_is_cut_into_its_elements_wherever_the_pieces_end(void **state)
{
	static const char text[] =
	    " [ {\"a\":\"}]\\\"\",\"c\":\"\\\\\"} ,\n{\"b\":[{},[]]},{}, 17, \"x,]\", [1,{}], null ] ";
	static const char want[] =
	    "{\"a\":\"}]\\\"\",\"c\":\"\\\\\"}|{\"b\":[{},[]]}|{}|(is no object)|(is no object)|(is no object)|"
	    "(is no object)|";
	struct err e;

	(void)state;
	for (size_t piece = 1; piece < sizeof text; piece++) {
		char *got = cut(text, sizeof text - 1, piece, &e);

		assert_string_equal(e.text, "");
		assert_string_equal(got, want);
		g_free(got);
	}
}

static size_t
know_b(void *user, const char *bytes, size_t len)
{
	static const char b[] = "{\"b\":[1]}";

	(void)user;
	return len >= strlen(b) && !memcmp(bytes, b, strlen(b)) ? strlen(b) : 0;
}

static void
an_element_that_is_known_is_not_cut(void **state)
{
	static const char text[] = "[{\"a\":0},{\"b\":[1]} , {\"b\":[1],\"c\":2},{\"b\":[1]}]";
	GString *out = g_string_new(NULL);
	struct elements *elements = elements_new(gather, out);
	struct err e;

	(void)state;
	elements_knowing(elements, know_b);
	assert_true(elements_feed(elements, text, 14, &e)); /* a known one is not all there */
	assert_true(elements_feed(elements, text + 14, sizeof text - 1 - 14, &e));
	assert_true(elements_end(elements, &e));
	assert_string_equal(out->str, "{\"a\":0}|{\"b\":[1]}|{\"b\":[1],\"c\":2}|");
	elements_free(&elements);
	g_string_free(out, TRUE);
}

static void
check_cut(const char *text, const char *elements, const char *why)
{
	struct err e;
	char *got = cut(text, strlen(text), 3, &e);

	assert_string_equal(got, elements);
	assert_string_equal(e.text, why);
	g_free(got);
}

static void
a_list_that_is_none_or_breaks_off_says_so(void **state)
{
	(void)state;
	check_cut("[]", "", "");
	check_cut("", "", "content: the answer is empty");
	check_cut("{\"a\":1}", "", "content: not a JSON list at byte 0");
	check_cut("[{},", "{}|", "content: the list ends at byte 4 before it is complete");
	check_cut("[{}]x", "{}|", "content: not a JSON list at byte 4");
	check_cut("[{}{}]", "{}|", "content: not a JSON list at byte 3");
	check_cut("[,]", "", "content: not a JSON list at byte 1");
	check_cut("[{\"a\":", "", "content: the list ends at byte 6 before it is complete");
}

static void
a_hostile_element_costs_only_itself(void **state)
{
	char *big = g_strnfill(300 * 1024, 'x'), *braces = repeated("{},", 5000);
	char *text =
	    g_strdup_printf("[{\"a\":1},{\"a\":\"%s\"},{\"a\":[%s{}]},{\"b\":2}]", big, braces);
	struct err e;
	char *got = cut(text, strlen(text), 4096, &e);

	(void)state;
	assert_string_equal(e.text, "");
	assert_string_equal(got, "{\"a\":1}|(is larger than 256 KiB)|(holds more than 2000 objects "
	                         "and lists)|{\"b\":2}|");
	g_free(got);
	g_free(text);
	g_free(braces);
	g_free(big);
}

static void
a_list_without_end_is_given_up(void **state)
{
	char *many = repeated("{},", ELEMENTS_MAX - 1), *most = g_strconcat("[", many, "{}]", NULL);
	char *more = g_strconcat("[", many, "{},{}]", NULL), *got;
	struct err e;

	(void)state;
	got = cut(most, strlen(most), 4096, &e);
	assert_string_equal(e.text, "");
	g_free(got);
	got = cut(more, strlen(more), 4096, &e);
	assert_string_equal(
	    e.text, "content: more than 100000 entries, which no room holds: ask for fewer");
	assert_int_equal(strlen(got), strlen("{}|") * ELEMENTS_MAX);
	g_free(got);
	g_free(more);
	g_free(most);
	g_free(many);
}

static uint64_t
hash_of(const char *text)
{
	struct err e;
	json_object *root = json_read(text, strlen(text), &e);
	uint64_t hash = json_hash(1, root);

	assert_non_null(root);
	json_object_put(root);
	return hash;
}

static void
a_hash_is_of_the_values_and_not_of_their_spelling(void **state)
{
	static const char *const others[] = {
		"{\"a\":[1,null],\"b\":{}}",      "{\"a\":[1,\"x\"],\"b\":[]}",
		"{\"a\":[\"1\",\"x\"],\"b\":{}}", "{\"a\":[1,\"x\\u0000\"],\"b\":{}}",
		"{\"a\":[1],\"x\":{},\"b\":{}}",  "{\"a\":[[1,\"x\"]],\"b\":{}}",
		"{\"ab\":[1,\"x\"],\"\":{}}",
	};
	uint64_t hash = hash_of("{\"a\":[1,\"x\"],\"b\":{}}");

	(void)state;
	assert_true(hash == hash_of(" {\"a\": [1, \"\\u0078\"], \"b\": { } }"));
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		assert_true(hash != hash_of(others[i]));
}

static void
what_comes_next_is_what_came_next(void **state)
{
	struct changes *c = changes_new();
	uint64_t hash = 0;

	(void)state;
	changes_begin(c);
	assert_int_equal(changes_next(c, &hash), 0);
	changes_put(c, "a", 11, 1);
	changes_set_size(c, 11, 700);
	changes_put(c, "b", 12, 1);
	changes_set_size(c, 99, 800); /* that was another one, which could not be read */
	changes_set_size(c, 12, 710);
	changes_put(c, "c", 0, 1); /* of unknown bytes */
	changes_end(c, NULL, NULL);
	changes_begin(c);
	assert_true(changes_has_bytes(c, 11));
	assert_int_equal(changes_next(c, &hash), 710);
	assert_int_equal(hash, 12);
	/* b changed: nothing is known of its new bytes */
	changes_put(c, "b", 13, 2);
	assert_int_equal(changes_next(c, &hash), 0);
	changes_put(c, "c", 14, 1);
	changes_end(c, NULL, NULL);
	changes_begin(c);
	assert_true(changes_has_bytes(c, 11));
	assert_int_equal(changes_next(c, &hash), 0);
	changes_free(&c);
}

/* An answer with the elements of these letters; which of them were known by their bytes. */
static void
check_answer(struct changes *c, const char *letters, const char *known)
{
	GString *got = g_string_new(NULL);

	changes_begin(c);
	for (const char *l = letters; *l; l++) {
		const char key[] = { *l, '\0' };
		uint64_t bytes_hash = 1000 + (uint64_t)*l;

		if (changes_has_bytes(c, bytes_hash))
			g_string_append_c(got, *l);
		else
			assert_int_not_equal(changes_put(c, key, bytes_hash, bytes_hash),
			                     CHANGE_TWICE);
	}
	changes_end(c, NULL, NULL);
	assert_string_equal(got->str, known);
	assert_int_equal(changes_count(c), strlen(letters));
	g_string_free(got, TRUE);
}

static void
an_element_is_known_wherever_it_stands_and_whatever_left_before_it(void **state)
{
	struct changes *c = changes_new();

	(void)state;
	check_answer(c, "abcd", "");
	check_answer(c, "abcd", "abcd");
	check_answer(c, "acd", "acd"); /* what came after a is freed */
	check_answer(c, "abcd", "acd");
	check_answer(c, "dcba", "dcba");
	check_answer(c, "d", "d");
	check_answer(c, "dxa", "d");
	changes_free(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    an_element_is_known_wherever_it_stands_and_whatever_left_before_it),
		cmocka_unit_test(what_is_not_strict_json_is_refused_with_its_place),
		cmocka_unit_test(what_would_cost_memory_or_the_stack_is_refused),
		cmocka_unit_test(pointers_find_what_rfc_6901_says),
		cmocka_unit_test(numbers_are_finite_and_not_clamped),
		cmocka_unit_test(money_times_and_texts_come_in_the_rooms_units),
		cmocka_unit_test(a_list_without_end_is_given_up),
		cmocka_unit_test(a_list_is_cut_into_its_elements_wherever_the_pieces_end),
		cmocka_unit_test(an_element_that_is_known_is_not_cut),
		cmocka_unit_test(a_list_that_is_none_or_breaks_off_says_so),
		cmocka_unit_test(a_hostile_element_costs_only_itself),
		cmocka_unit_test(what_comes_next_is_what_came_next),
		cmocka_unit_test(a_hash_is_of_the_values_and_not_of_their_spelling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
