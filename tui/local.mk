noinst_LIBRARIES += libtui.a
libtui_a_SOURCES = \
	tui/action.h tui/canvas.h tui/keymap.h tui/layout.h tui/panel.h tui/print.h tui/prompt.h tui/term.h tui/widget.h \
	tui/canvas.c tui/frame.c tui/glyph.c tui/glyph.h \
	tui/layout.c tui/layout_fit.c tui/layout_node.h \
	tui/bar.c tui/big_digits.c tui/chart.c tui/chart_plot.c tui/chart_plot.h tui/graph.c tui/graph.h \
	tui/list_view.c tui/sparkline.c \
	tui/print.c
libtui_a_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)

UNIT_TESTS += tests/unit/test_layout
tests_unit_test_layout_SOURCES = tests/unit/test_layout.c
tests_unit_test_layout_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_widget
tests_unit_test_widget_SOURCES = tests/unit/test_widget.c tests/unit/screen.c tests/unit/screen.h
tests_unit_test_widget_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_canvas
tests_unit_test_canvas_SOURCES = tests/unit/test_canvas.c tests/unit/screen.c tests/unit/screen.h
tests_unit_test_canvas_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_print
tests_unit_test_print_SOURCES = tests/unit/test_print.c
tests_unit_test_print_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)
