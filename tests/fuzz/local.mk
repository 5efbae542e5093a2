# Fuzz targets: one row each. The file target_NAME.c makes the libFuzzer program fuzz/NAME (with clang, on demand),
# and its inputs in corpus/NAME/ are run by tests/unit/test_fuzz (with any compiler, in "make check").
FUZZ_TARGETS =
FUZZ_TARGETS += tests/fuzz/target_alertmanager.c
FUZZ_TARGETS += tests/fuzz/target_codec.c
FUZZ_TARGETS += tests/fuzz/target_config.c
FUZZ_TARGETS += tests/fuzz/target_console.c
FUZZ_TARGETS += tests/fuzz/target_delivery.c
FUZZ_TARGETS += tests/fuzz/target_etcd.c
FUZZ_TARGETS += tests/fuzz/target_ical.c
FUZZ_TARGETS += tests/fuzz/target_icinga.c
FUZZ_TARGETS += tests/fuzz/target_journal.c
FUZZ_TARGETS += tests/fuzz/target_json.c
FUZZ_TARGETS += tests/fuzz/target_keys.c
FUZZ_TARGETS += tests/fuzz/target_nagios.c
FUZZ_TARGETS += tests/fuzz/target_prometheus.c
FUZZ_TARGETS += tests/fuzz/target_quantity.c
FUZZ_TARGETS += tests/fuzz/target_room.c
FUZZ_TARGETS += tests/fuzz/target_scenario.c
FUZZ_TARGETS += tests/fuzz/target_template.c
FUZZ_TARGETS += tests/fuzz/target_text.c
FUZZ_TARGETS += tests/fuzz/target_theme.c
FUZZ_TARGETS += tests/fuzz/target_words.c
FUZZ_TARGETS += tests/fuzz/target_zabbix.c

FUZZ_SHARED = tests/fuzz/fuzz.c tests/fuzz/fuzz.h tests/fuzz/fold.c tests/fuzz/fold.h
EXTRA_DIST += tests/fuzz/libfuzzer.c tests/fuzz/corpus tests/fuzz/fuzz.supp

UNIT_TESTS += tests/unit/test_fuzz
tests_unit_test_fuzz_SOURCES = tests/unit/test_fuzz.c $(FUZZ_SHARED) $(FUZZ_TARGETS)
tests_unit_test_fuzz_CPPFLAGS = $(AM_CPPFLAGS) $(JSON_CFLAGS)
tests_unit_test_fuzz_LDADD = $(LIBS_APP) $(CMOCKA_ALL)

# "make fuzz [FUZZ=name] [SECONDS=n]" searches on; "make check" does it for a minute in all.
SCRIPT_TESTS += tests/fuzz/short.sh
EXTRA_DIST += tests/fuzz/run.sh tests/fuzz/dict

# What the fuzzers are made of, by clang and apart from the other objects: all but the commands without a screen.
CLANG = clang
# Optimizing takes most of the time of building: only where it buys many runs a second.
FUZZ_OPTIMIZE = -O1
fuzz/objects/app/%.o fuzz/objects/panels/%.o fuzz/objects/sim/%.o: FUZZ_OPTIMIZE = -O0
FUZZ_CFLAGS = -std=gnu11 $(FUZZ_OPTIMIZE) -gline-tables-only -w -fno-omit-frame-pointer -pthread \
	-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
FUZZ_ALL = $(libbase_a_SOURCES) $(libroom_a_SOURCES) $(libstore_a_SOURCES) $(libnet_a_SOURCES) $(libsim_a_SOURCES) \
	$(libthemes_a_SOURCES) $(nodist_libthemes_a_SOURCES) $(libtui_a_SOURCES) $(libpanels_a_SOURCES) \
	$(libapp_a_SOURCES) $(nodist_libapp_a_SOURCES) tests/fuzz/fuzz.c tests/fuzz/fold.c
FUZZ_LEFT_OUT = app/cmd_%.c app/report%.c app/commands.c
FUZZ_OBJECTS = $(patsubst %.c,fuzz/objects/%.o,$(filter-out $(FUZZ_LEFT_OUT),$(filter %.c,$(FUZZ_ALL))))
FUZZERS = $(patsubst tests/fuzz/target_%.c,fuzz/%,$(FUZZ_TARGETS))

fuzz/objects/%.o: %.c
	@$(MKDIR_P) $(@D)
	$(AM_V_CC)$(CLANG) $(DEFS) $(DEFAULT_INCLUDES) $(AM_CPPFLAGS) $(FUZZ_CFLAGS) $(JSON_CFLAGS) $(CONFIG_CFLAGS) \
		$(NCURSES_CFLAGS) $(SQLITE_CFLAGS) $(CURL_CFLAGS) $(ICAL_CFLAGS) -MMD -MP -c -o $@ $<

fuzz/objects/all.a: $(FUZZ_OBJECTS)
	$(AM_V_AR)rm -f $@ && $(AR) cr $@ $(FUZZ_OBJECTS)

fuzz/%: fuzz/objects/tests/fuzz/target_%.o fuzz/objects/tests/fuzz/libfuzzer.o fuzz/objects/all.a
	$(AM_V_CCLD)$(CLANG) -fsanitize=fuzzer,address,undefined -pthread -o $@ $^ $(GLIB_LIBS) $(NCURSES_LIBS) \
		$(CURL_LIBS) $(JSON_LIBS) $(CONFIG_LIBS) $(SQLITE_LIBS) $(MICROHTTPD_LIBS) $(CRYPT_LIBS) -lm

-include $(FUZZ_OBJECTS:.o=.d) $(patsubst tests/%.c,fuzz/objects/tests/%.d,$(FUZZ_TARGETS) tests/fuzz/libfuzzer.c)

.PHONY: fuzz fuzzers
.PRECIOUS: fuzz/objects/%.o
fuzzers: $(BUILT_SOURCES) $(FUZZERS)
fuzz: fuzzers
	srcdir=$(srcdir) $(srcdir)/tests/fuzz/run.sh $(if $(SECONDS),$(SECONDS),600)s $(if $(FUZZ),$(FUZZ),$(notdir $(FUZZERS)))

.PHONY: clean-fuzz
clean-local: clean-fuzz
clean-fuzz:
	rm -rf fuzz
