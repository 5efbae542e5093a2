noinst_LIBRARIES += libthemes.a
libthemes_a_SOURCES = \
	themes/role.h themes/theme.h
