SCRIPT_TESTS += tests/terminal/consoles.sh tests/terminal/identity.sh
SCRIPT_TESTS += tests/check-layers.sh tests/terminal/demo.sh tests/live/alertmanager.sh tests/live/tls.sh
SCRIPT_TESTS += tests/terminal/scripts.sh tests/terminal/money.sh
EXTRA_DIST += tests/terminal/lib.sh
SCRIPT_TESTS += tests/terminal/faults.sh tests/terminal/signals.sh tests/terminal/types.sh tests/terminal/sizes.sh tests/terminal/usage.sh

check_PROGRAMS += tests/terminal/fault_server
tests_terminal_fault_server_SOURCES = tests/terminal/fault_server.c tests/unit/http_fixture.c tests/unit/http_fixture.h
tests_terminal_fault_server_LDADD = $(GLIB_LIBS)
