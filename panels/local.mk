noinst_LIBRARIES += libpanels.a
libpanels_a_SOURCES = \
	panels/panels.h
