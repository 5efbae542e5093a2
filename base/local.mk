noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	base/clock.c base/clock.h \
	base/err.c base/err.h \
	base/hash.c base/hash.h \
	base/lang.c base/lang.h \
	base/late.c base/late.h base/late_curl.c \
	base/mailbox.c base/mailbox.h \
	base/needle.c base/needle.h \
	base/quantity.c base/quantity.h \
	base/secret.c base/secret.h \
	base/text.c base/text.h
libbase_a_CFLAGS = $(AM_CFLAGS) $(CURL_CFLAGS)

UNIT_TESTS += tests/unit/test_base
tests_unit_test_base_SOURCES = tests/unit/test_base.c
tests_unit_test_base_LDADD = $(LIBS_BASE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_lang
tests_unit_test_lang_SOURCES = tests/unit/test_lang.c
tests_unit_test_lang_LDADD = $(LIBS_BASE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_text
tests_unit_test_text_SOURCES = tests/unit/test_text.c
tests_unit_test_text_LDADD = $(LIBS_BASE) $(CMOCKA_ALL)
