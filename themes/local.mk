THEME_FILES = \
	themes/dark.theme themes/light.theme themes/mono.theme themes/contrast.theme themes/cvd.theme \
	themes/catppuccin.theme themes/catppuccin-latte.theme themes/gruvbox.theme themes/nord.theme themes/solarized.theme

noinst_LIBRARIES += libthemes.a
libthemes_a_SOURCES = \
	themes/base16.c themes/base16.h themes/builtin.h themes/ink.c themes/ink.h themes/look.c themes/role.h themes/theme.c themes/theme.h
nodist_libthemes_a_SOURCES = themes/builtin.c

# Theme names work without installation: the files are compiled in, and installed to be copied from.
themes/builtin.c: $(THEME_FILES) themes/builtin.awk
	$(AM_V_GEN)$(MKDIR_P) themes && cd $(srcdir) && \
	$(AWK) -f themes/builtin.awk $(THEME_FILES) >$(abs_builddir)/themes/builtin.tmp && \
	mv $(abs_builddir)/themes/builtin.tmp $(abs_builddir)/$@

themesdir = $(pkgdatadir)/themes
dist_themes_DATA = $(THEME_FILES)
EXTRA_DIST += themes/builtin.awk
CLEANFILES += themes/builtin.c

UNIT_TESTS += tests/unit/test_theme tests/unit/test_theme_colours
tests_unit_test_theme_SOURCES = tests/unit/test_theme.c
tests_unit_test_theme_LDADD = $(LIBS_THEMES) $(CMOCKA_ALL)
tests_unit_test_theme_colours_SOURCES = tests/unit/test_theme_colours.c
tests_unit_test_theme_colours_LDADD = $(LIBS_THEMES) $(CMOCKA_ALL)
