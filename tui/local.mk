noinst_LIBRARIES += libtui.a
libtui_a_SOURCES = \
	tui/action.h tui/canvas.h tui/keymap.h tui/layout.h tui/panel.h tui/print.h tui/prompt.h tui/term.h tui/widget.h \
	tui/canvas.c tui/frame.c tui/glyph.c tui/glyph.h
libtui_a_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)
