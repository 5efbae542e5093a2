noinst_LIBRARIES += libtui.a
libtui_a_SOURCES = \
	tui/action.h tui/canvas.h tui/keymap.h tui/layout.h tui/panel.h tui/print.h tui/prompt.h tui/term.h tui/widget.h \
	tui/canvas.c tui/frame.c tui/glyph.c tui/glyph.h \
	tui/layout.c tui/layout_fit.c tui/layout_node.h \
	tui/bar.c tui/big_digits.c tui/chart.c tui/chart_plot.c tui/chart_plot.h tui/graph.c tui/graph.h \
	tui/list_view.c tui/sparkline.c \
	tui/glyph_shape.c tui/glyph_shape.h tui/print.c tui/print_html.c tui/print_svg.c
libtui_a_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)
libtui_a_SOURCES += \
	tui/action.c tui/footer.c tui/footer.h tui/gather.c tui/gather.h tui/help.c tui/help.h \
	tui/key_decoder.c tui/key_decoder.h tui/key_name.c tui/key_name.h tui/key_sequence.c tui/key_sequence.h \
	tui/choice.c tui/choice.h tui/keyboard.c tui/keyboard.h tui/keymap.c tui/links.c tui/links.h tui/mouse.c tui/mouse.h tui/osc.c tui/osc.h tui/panel.c tui/prompt.c \
	tui/shown.c tui/shown.h tui/squeeze.c tui/squeeze.h tui/tell.c tui/tell.h tui/term.c tui/term_crash.c \
	tui/term_guard.c tui/term_guard.h tui/term_type.c tui/term_type.h tui/tty.c tui/tty.h

UNIT_TESTS += tests/unit/test_keymap tests/unit/test_key_decoder tests/unit/test_prompt tests/unit/test_help \
	tests/unit/test_term
tests_unit_test_keymap_SOURCES = tests/unit/test_keymap.c
tests_unit_test_keymap_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)
tests_unit_test_key_decoder_SOURCES = tests/unit/test_key_decoder.c
tests_unit_test_key_decoder_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)
tests_unit_test_prompt_SOURCES = tests/unit/test_prompt.c
tests_unit_test_prompt_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)
tests_unit_test_help_SOURCES = tests/unit/test_help.c
tests_unit_test_help_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)
tests_unit_test_term_SOURCES = tests/unit/test_term.c
tests_unit_test_term_LDADD = $(LIBS_TUI) -lutil $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_osc
tests_unit_test_osc_SOURCES = tests/unit/test_osc.c
tests_unit_test_osc_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_layout
tests_unit_test_layout_SOURCES = tests/unit/test_layout.c
tests_unit_test_layout_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_widget
tests_unit_test_widget_SOURCES = tests/unit/test_widget.c tests/unit/screen.c tests/unit/screen.h
tests_unit_test_widget_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_squeeze
tests_unit_test_squeeze_SOURCES = tests/unit/test_squeeze.c
tests_unit_test_squeeze_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_shown
tests_unit_test_shown_SOURCES = tests/unit/test_shown.c
tests_unit_test_shown_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_list_view
tests_unit_test_list_view_SOURCES = tests/unit/test_list_view.c
tests_unit_test_list_view_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_canvas
tests_unit_test_canvas_SOURCES = tests/unit/test_canvas.c tests/unit/screen.c tests/unit/screen.h
tests_unit_test_canvas_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_print
tests_unit_test_print_SOURCES = tests/unit/test_print.c
tests_unit_test_print_LDADD = $(LIBS_TUI) $(CMOCKA_ALL)
