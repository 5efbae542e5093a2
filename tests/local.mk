# Scripts, a row each; those that take long come first, so that two cores end together.
SCRIPT_TESTS += tests/terminal/locked.sh
SCRIPT_TESTS += tests/terminal/replay.sh
SCRIPT_TESTS += tests/terminal/screens.sh
SCRIPT_TESTS += tests/terminal/consoles.sh
SCRIPT_TESTS += tests/terminal/identity.sh
SCRIPT_TESTS += tests/check-layers.sh
SCRIPT_TESTS += tests/po/complete.sh
SCRIPT_TESTS += tests/terminal/demo.sh
SCRIPT_TESTS += tests/terminal/first_minutes.sh
SCRIPT_TESTS += tests/live/alertmanager.sh
SCRIPT_TESTS += tests/live/dropped_replies.sh
SCRIPT_TESTS += tests/live/killed_watch.sh
SCRIPT_TESTS += tests/live/tls.sh
SCRIPT_TESTS += tests/live/tls_faults.sh
SCRIPT_TESTS += tests/terminal/init.sh tests/terminal/scripts.sh
SCRIPT_TESTS += tests/terminal/money.sh
SCRIPT_TESTS += tests/terminal/story.sh
SCRIPT_TESTS += tests/terminal/drill.sh
EXTRA_DIST += tests/terminal/lib.sh tests/live/lib.sh
SCRIPT_TESTS += tests/terminal/faults.sh
SCRIPT_TESTS += tests/terminal/signals.sh
SCRIPT_TESTS += tests/terminal/types.sh
SCRIPT_TESTS += tests/terminal/plain.sh
SCRIPT_TESTS += tests/terminal/locales.sh
SCRIPT_TESTS += tests/terminal/sizes.sh
SCRIPT_TESTS += tests/terminal/usage.sh
SCRIPT_TESTS += tests/terminal/clock.sh
SCRIPT_TESTS += tests/terminal/rosters.sh
SCRIPT_TESTS += tests/terminal/bad_config.sh
SCRIPT_TESTS += tests/terminal/secrets.sh

check_PROGRAMS += tests/terminal/fault_server
tests_terminal_fault_server_SOURCES = tests/terminal/fault_server.c tests/unit/http_fixture.c tests/unit/http_fixture.h \
	tests/unit/http_flood.c tests/unit/http_flood.h
tests_terminal_fault_server_LDADD = $(GLIB_LIBS)

check_PROGRAMS += tests/terminal/secret_server
tests_terminal_secret_server_SOURCES = tests/terminal/secret_server.c tests/unit/http_fixture.c tests/unit/http_fixture.h
tests_terminal_secret_server_LDADD = $(GLIB_LIBS)

check_PROGRAMS += tests/live/dropping_proxy
FORWARD_HTTP = tests/live/forward_http.c tests/live/forward_http.h tests/unit/http_fixture.c tests/unit/http_fixture.h
tests_live_dropping_proxy_SOURCES = tests/live/dropping_proxy.c $(FORWARD_HTTP)
tests_live_dropping_proxy_LDADD = $(GLIB_LIBS)

# A day of the room in 20 minutes; needs the package faketime. WARROOM_SOAK_MINUTES=3 is a shorter day.
EXTRA_PROGRAMS = tests/live/faulty_proxy
tests_live_faulty_proxy_SOURCES = tests/live/faulty_proxy.c $(FORWARD_HTTP)
tests_live_faulty_proxy_LDADD = $(GLIB_LIBS)
EXTRA_DIST += tests/live/soak.sh
.PHONY: soak
soak: warroom$(EXEEXT) tests/live/faulty_proxy$(EXEEXT)
	srcdir=$(srcdir) $(srcdir)/tests/live/soak.sh

# The full runs of what "make check" does in seconds: 1,000 kills while acknowledging, 200 around a delivery.
.PHONY: check-kill
check-kill: warroom$(EXEEXT) tests/unit/test_store_kill$(EXEEXT)
	WARROOM_KILL_ROUNDS=1000 tests/unit/test_store_kill
	srcdir=$(srcdir) WARROOM_KILL_ROUNDS=200 $(srcdir)/tests/live/killed_watch.sh
SCRIPT_TESTS += tests/live/etcd.sh tests/live/icinga.sh
# A Zabbix takes half a minute to start: only where WARROOM_ZABBIX=1 says so.
SCRIPT_TESTS += tests/live/zabbix.sh
EXTRA_DIST += tests/live/zabbix_lib.sh
.PHONY: check-zabbix
check-zabbix: warroom$(EXEEXT)
	srcdir=$(srcdir) WARROOM_ZABBIX=1 $(srcdir)/tests/live/zabbix.sh
check_PROGRAMS += tests/live/forwarder
tests_live_forwarder_SOURCES = tests/live/forwarder.c
check_PROGRAMS += tests/live/cgi_server
tests_live_cgi_server_SOURCES = tests/live/cgi_server.c tests/unit/http_fixture.c tests/unit/http_fixture.h
tests_live_cgi_server_LDADD = $(GLIB_LIBS)
SCRIPT_TESTS += tests/live/nagios.sh
SCRIPT_TESTS += tests/live/first_hour.sh tests/live/alertmanager_pair.sh

SCRIPT_TESTS += tests/package/help.sh tests/package/completion.sh
# The whole program on a pseudo-terminal of the test's.
UNIT_TESTS += tests/terminal/test_console tests/terminal/test_hostile tests/terminal/test_slow_line
TERMINAL_FIXTURE = tests/terminal/console_run.c tests/terminal/console_run.h tests/terminal/strict_screen.c \
	tests/terminal/strict_screen.h tests/unit/folder.c tests/unit/folder.h tests/unit/http_fixture.c \
	tests/unit/http_fixture.h
tests_terminal_test_console_SOURCES = tests/terminal/test_console.c $(TERMINAL_FIXTURE)
tests_terminal_test_console_LDADD = $(LIBS_STORE) -lutil $(CMOCKA_ALL)
tests_terminal_test_hostile_SOURCES = tests/terminal/test_hostile.c $(TERMINAL_FIXTURE)
tests_terminal_test_hostile_LDADD = $(LIBS_STORE) -lutil $(CMOCKA_ALL)
tests_terminal_test_slow_line_SOURCES = tests/terminal/test_slow_line.c $(TERMINAL_FIXTURE)
tests_terminal_test_slow_line_LDADD = $(LIBS_BASE) -lutil $(CMOCKA_ALL)

# The Debian package on a bare Debian; as root, some minutes. In "make check" with WARROOM_DEB=1.
SCRIPT_TESTS += tests/package/deb.sh
.PHONY: check-deb
check-deb: all
	srcdir=$(srcdir) WARROOM_DEB=1 $(srcdir)/tests/package/deb.sh
