/* Fuzz target: theme files, schemes of base16, and looks. */
#include "themes/base16.h"
#include "themes/ink.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static void
check_theme(const struct theme *theme)
{
	static const int depths[] = { 1 << 24, 256, 16, 8, 0 };

	for (size_t i = 0; i < G_N_ELEMENTS(depths); i++)
		for (int role = 0; role < ROLE_COUNT; role++) {
			struct look look = theme_look(theme, (enum role)role, depths[i]);

			fuzz_check(depths[i] == 1 << 24 || look.fg < MAX(depths[i], 1),
			           "colour %d of %d", look.fg, depths[i]);
			fuzz_check(depths[i] == 1 << 24 || look.bg < MAX(depths[i], 1),
			           "colour %d of %d", look.bg, depths[i]);
		}
}

/* A scheme is a theme that can be read, whatever its colours. */
static void
check_scheme(const uint8_t *bytes, size_t len, const struct theme *theme)
{
	char *text = g_strndup((const char *)bytes, len);

	for (int role = 0; role < ROLE_COUNT && base16_is(text); role++) {
		struct ink ink = theme_ink(theme, (enum role)role);

		fuzz_check(ink_contrast(ink.fg, ink.bg) > 1.3, "role %d cannot be seen", role);
	}
	g_free(text);
}

static void
run(const uint8_t *bytes, size_t len)
{
	int fd = memfd_create("theme", MFD_CLOEXEC);
	char path[64];
	struct theme theme;
	struct err e = { "" };

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (fd < 0 || write(fd, bytes, len) != (ssize_t)len)
		return;
	if (theme_load(path, &theme, &e)) {
		check_theme(&theme);
		check_scheme(bytes, len, &theme);
	} else {
		fuzz_check_clean("reason", e.text);
	}
	close(fd);
}

FUZZ_TARGET(theme, run)
