/* The manual page warroom.cfg(5) describes every key as the tables say; with --write FILE, writes
 * that part of it anew. */
#include "app/config_reader.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char begin[] = ".\\\" KEYS: made from the program's tables, do not edit\n",
		  end[] = ".\\\" END OF KEYS\n";

/* Text as roff: no character of it is a request or a hyphenation. */
static void
put(GString *page, const char *text)
{
	for (; *text; text++) {
		if (*text == '\\')
			g_string_append(page, "\\e");
		else if (*text == '-')
			g_string_append(page, "\\-");
		else if (*text == '"')
			g_string_append(page, "\\(dq");
		else
			g_string_append_c(page, *text);
	}
}

static void
put_field(GString *page, const struct field *field)
{
	char *expects = field_expects(field);

	if (field->type == FIELD_REFUSED) {
		g_free(expects);
		return;
	}
	g_string_append(page, ".TP\n\\fB");
	put(page, field->name);
	g_string_append(page, "\\fR (");
	put(page, expects);
	if (field->is_required)
		g_string_append(page, ", required");
	if (field->fallback) {
		g_string_append(page, "; default ");
		put(page, *field->fallback ? field->fallback : "empty");
	}
	g_string_append(page, ")\n");
	put(page, field->help);
	g_string_append(page, ".\n");
	g_free(expects);
}

static void
put_section(GString *page, const struct section *section, const char *inside)
{
	const char *shape = section->is_list ? " = ( { ... }, { ... } )" : " = { ... }";

	g_string_append_printf(page, ".SS %s%s%s%s\n", inside ? inside : "", inside ? ": " : "",
	                       section->name, shape);
	put(page, section->help);
	g_string_append_c(page, '\n');
	for (const struct field *f = section->fields; f->name; f++)
		put_field(page, f);
	for (const struct field *f = section->fields; f->name; f++)
		if (f->section)
			put_section(page, f->section, section->name);
}

static char *
keys_part(void)
{
	GString *page = g_string_new(begin);

	for (int i = 0; config_sections[i]; i++)
		put_section(page, config_sections[i], NULL);
	g_string_append(page, end);
	return g_string_free(page, FALSE);
}

static char *
page_file(void)
{
	const char *source = g_getenv("srcdir");

	return g_build_filename(source ? source : ".", "doc/warroom.cfg.5", NULL);
}

static void
test_page_has_all_keys(void **state)
{
	char *file = page_file(), *page = NULL, *part = keys_part();

	(void)state;
	assert_true(g_file_get_contents(file, &page, NULL, NULL));
	if (!strstr(page, part))
		fail_msg("%s is older than the keys: run tests/unit/test_config_man --write %s",
		         file, file);
	g_free(part);
	g_free(page);
	g_free(file);
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

static int
write_page(const char *file)
{
	char *page = NULL, *part = keys_part(), *from, *to, *whole;
	bool is_written;

	if (!g_file_get_contents(file, &page, NULL, NULL) || !(from = strstr(page, begin)) ||
	    !(to = strstr(from, end))) {
		fprintf(stderr, "%s: cannot be read, or has no marks around the keys\n", file);
		return 1;
	}
	*from = '\0';
	whole = g_strconcat(page, part, to + strlen(end), NULL);
	is_written = g_file_set_contents(file, whole, -1, NULL);
	g_free(whole);
	g_free(part);
	g_free(page);
	return is_written ? 0 : 1;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page_has_all_keys),
		cmocka_unit_test(test_every_key_is_described),
	};

	if (argc == 3 && !strcmp(argv[1], "--write"))
		return write_page(argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
