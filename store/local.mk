noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	store/anchor.c store/anchor.h store/wal_watch.c store/wal_watch.h \
	store/codec.c store/codec.h \
	store/codec_alert.c store/codec_alert.h \
	store/etcd.c store/etcd.h store/etcd_http.c store/etcd_http.h \
	store/etcd_json.c store/etcd_json.h store/etcd_watch.c \
	store/site.c store/site.h store/site_claim.c store/site_link.h store/site_presence.c \
	store/site_event.c store/site_event.h store/site_sync.c \
	store/codec_define.c store/codec_define.h \
	store/codec_observed.c store/codec_observed.h \
	store/sqlite_replay.c store/replay.h \
	store/observed.c store/observed.h \
	store/sqlite.c store/sqlite.h \
	store/sqlite_admin.c store/admin.h \
	store/sqlite_chain.c store/sqlite_chain.h \
	store/sqlite_backup.c \
	store/sqlite_checkpoint.c \
	store/sqlite_console.c \
	store/sqlite_event.c \
	store/sqlite_link.c store/link.h \
	store/sqlite_merge.c \
	store/sqlite_growth.c \
	store/sqlite_observe.c \
	store/sqlite_outbox.c \
	store/sqlite_present.c \
	store/sqlite_schema.c \
	store/sqlite_verify.c store/verify.h \
	store/sqlite_whole.c \
	store/store.c store/store.h \
	store/store_thread.c store/store_thread.h
libstore_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS) $(JSON_CFLAGS) $(CURL_CFLAGS)

UNIT_TESTS += tests/unit/test_store
tests_unit_test_store_SOURCES = tests/unit/test_store.c tests/unit/store_fixture.c tests/unit/store_fixture.h
tests_unit_test_store_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_store_admin
tests_unit_test_store_admin_SOURCES = tests/unit/test_store_admin.c
tests_unit_test_store_admin_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_wal_watch
tests_unit_test_wal_watch_SOURCES = tests/unit/test_wal_watch.c
tests_unit_test_wal_watch_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_store_shared
tests_unit_test_store_shared_SOURCES = tests/unit/test_store_shared.c tests/unit/store_fixture.c tests/unit/store_fixture.h
tests_unit_test_store_shared_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_store_kill
tests_unit_test_store_kill_SOURCES = tests/unit/test_store_kill.c tests/unit/store_fixture.c tests/unit/store_fixture.h
tests_unit_test_store_kill_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_store_load
tests_unit_test_store_load_SOURCES = tests/unit/test_store_load.c tests/unit/store_fixture.c tests/unit/store_fixture.h
tests_unit_test_store_load_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_store_chain
tests_unit_test_store_chain_SOURCES = tests/unit/test_store_chain.c tests/unit/store_fixture.c tests/unit/store_fixture.h
tests_unit_test_store_chain_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_store_disk
tests_unit_test_store_disk_SOURCES = tests/unit/test_store_disk.c tests/unit/store_fixture.c tests/unit/store_fixture.h
tests_unit_test_store_disk_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_etcd
tests_unit_test_etcd_SOURCES = tests/unit/test_etcd.c tests/unit/http_fixture.c tests/unit/http_fixture.h
tests_unit_test_etcd_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS) $(CURL_CFLAGS)
tests_unit_test_etcd_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_site
tests_unit_test_site_SOURCES = tests/unit/test_site.c tests/unit/store_fixture.c tests/unit/store_fixture.h
tests_unit_test_site_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)
UNIT_TESTS += tests/unit/test_store_observe
tests_unit_test_store_observe_SOURCES = tests/unit/test_store_observe.c tests/unit/store_fixture.c tests/unit/store_fixture.h
tests_unit_test_store_observe_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_store_checkpoint
tests_unit_test_store_checkpoint_SOURCES = tests/unit/test_store_checkpoint.c tests/unit/store_fixture.c tests/unit/store_fixture.h
tests_unit_test_store_checkpoint_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_store_growth
tests_unit_test_store_growth_SOURCES = tests/unit/test_store_growth.c tests/unit/store_fixture.c tests/unit/store_fixture.h
tests_unit_test_store_growth_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_store_io
tests_unit_test_store_io_SOURCES = tests/unit/test_store_io.c tests/unit/failing_vfs.c tests/unit/failing_vfs.h
tests_unit_test_store_io_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_store_upgrade
tests_unit_test_store_upgrade_SOURCES = tests/unit/test_store_upgrade.c tests/unit/store_fixture.c tests/unit/store_fixture.h
tests_unit_test_store_upgrade_LDADD = $(LIBS_STORE) $(CMOCKA_ALL)
