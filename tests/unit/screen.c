/* Screens as text in tests. */
#include "tests/unit/screen.h"

#include "tui/print.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <glib.h>

void
assert_screen(struct grid *grid, const char *expected)
{
	char *got = print_text(grid);

	if (strcmp(got, expected) != 0)
		fail_msg("expected\n%s--- but the screen is\n%s", expected, got);
	g_free(got);
	grid_free(&grid);
}

char *
screen_roles(const struct grid *grid)
{
	static const char *const names[] = {
#define X(id, name, look, what) name,
		ROLES(X)
#undef X
	};
	GString *out = g_string_new(NULL);

	for (int y = 0; y < grid->height; y++) {
		for (int x = 0; x < grid->width; x++) {
			int role = grid_at(grid, x, y)->role;

			g_string_append_c(out, role == ROLE_TEXT ? '.'
			                                         : g_ascii_toupper(names[role][0]));
		}
		g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}
