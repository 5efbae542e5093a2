/* The manual page warroom.cfg(5) describes every key as the tables say; with --write FILE, writes
 * that part of it anew. */
#include "app/config_reader.h"
#include "app/config_template.h"
#include "net/request_template.h"
#include "tests/unit/man_page.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char begin[] = ".\\\" KEYS: made from the program's tables, do not edit\n",
		  end[] = ".\\\" END OF KEYS\n";

static void
put_field(GString *page, const struct field *field)
{
	char *expects = field_expects(field);

	if (field->type == FIELD_REFUSED) {
		g_free(expects);
		return;
	}
	g_string_append(page, ".TP\n\\fB");
	man_put(page, field->name);
	g_string_append(page, "\\fR (");
	man_put(page, expects);
	if (field->is_required)
		g_string_append(page, ", required");
	if (field->fallback) {
		g_string_append(page, "; default ");
		man_put(page, *field->fallback ? field->fallback : "empty");
	}
	g_string_append(page, ")\n");
	man_put(page, field->help);
	g_string_append(page, ".\n");
	g_free(expects);
}

/* A section that several others have is described once. */
static void
put_section(GString *page, GPtrArray *done, const struct section *section, const char *inside)
{
	const char *shape = section->is_list ? " = ( { ... }, { ... } )" : " = { ... }";

	if (g_ptr_array_find(done, section, NULL))
		return;
	g_ptr_array_add(done, (void *)section);
	g_string_append_printf(page, ".SS %s%s%s%s\n", inside ? inside : "", inside ? ": " : "",
	                       section->name, shape);
	man_put(page, section->help);
	g_string_append_c(page, '\n');
	for (const struct field *f = section->fields; f->name; f++)
		put_field(page, f);
	for (const struct field *f = section->fields; f->name; f++)
		if (f->section)
			put_section(page, done, f->section, section->name);
}

static void
put_request_fields(GString *page)
{
	g_string_append(page, ".SS Request fields\n"
	                      "What may stand in braces in a request, and\n"
	                      ".B {label:NAME}\n"
	                      "(a label of the alert) and\n"
	                      ".B {set:NAME}\n"
	                      "(a value of the key set).\n");
	for (const struct template_field *f = template_fields; f->name; f++) {
		g_string_append_printf(page, ".TP\n\\fB{%s}\\fR\n", f->name);
		man_put(page, f->help);
		g_string_append(page, ".\n");
	}
	g_string_append(page,
	                ".SS Templates\nThe key template takes one of these names, or a file:");
	for (const struct template_text *t = template_builtin; t->name; t++)
		g_string_append_printf(page, "%s\n%s", t == template_builtin ? "" : ",", t->name);
	g_string_append(page, ".\n");
}

static char *
keys_part(void)
{
	GString *page = g_string_new(begin);
	GPtrArray *done = g_ptr_array_new();

	for (int i = 0; config_sections[i]; i++)
		put_section(page, done, config_sections[i], NULL);
	g_ptr_array_unref(done);
	put_request_fields(page);
	g_string_append(page, end);
	return g_string_free(page, FALSE);
}

static const struct man_part part = { "doc/warroom.cfg.5", begin, end, keys_part };

static void
test_page_has_all_keys(void **state)
{
	(void)state;
	man_assert_current(&part);
}

/* Every key says what it is. */
static void
assert_described(const struct section *section)
{
	assert_true(*section->help);
	for (const struct field *f = section->fields; f->name; f++) {
		assert_true(f->help && *f->help);
		assert_true(f->type != FIELD_CHOICE || f->choices);
		assert_true(f->type != FIELD_OTHER || (f->read && f->form));
		if (f->section)
			assert_described(f->section);
	}
}

static void
test_every_key_is_described(void **state)
{
	(void)state;
	for (int i = 0; config_sections[i]; i++)
		assert_described(config_sections[i]);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page_has_all_keys),
		cmocka_unit_test(test_every_key_is_described),
	};

	if (argc == 3 && !strcmp(argv[1], "--write"))
		return man_write(&part, argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
