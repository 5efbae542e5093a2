noinst_LIBRARIES += libnet.a
libnet_a_SOURCES = \
	net/alert_form.c net/alert_form.h \
	net/answer.c net/source.h \
	net/answer_head.c net/answer_head.h \
	net/changes.c net/changes.h \
	net/core.h \
	net/deliver.c net/deliver.h \
	net/deliver_alertmanager.c \
	net/deliver_icinga.c \
	net/deliver_request.c \
	net/elements.c net/elements.h \
	net/icinga_holds.c net/icinga_holds.h \
	net/icinga_problem.c net/icinga_problem.h \
	net/icinga_result.c net/icinga_result.h \
	net/identify.c net/identify.h \
	net/json_read.c net/json_read.h \
	net/listener.c net/listener.h \
	net/net.c net/net.h \
	net/plain_json.c net/plain_json.h \
	net/parcel.c net/parcel.h \
	net/poll.c net/poll.h \
	net/reading.c net/record.c net/record.h \
	net/records.c net/records.h \
	net/records_define.c \
	net/records_live.c \
	net/request_field.c net/request_template.c net/request_template.h \
	net/ical_event.c net/ical_event.h net/ical_time.c net/ical_time.h \
	net/late_ical.c net/late_ical.h \
	net/local_file.c net/local_file.h \
	net/roster.h net/roster_goalert.c net/roster_grafana.c net/roster_ical.c net/roster_native.c \
	net/roster_pagerduty.c \
	net/schedule.c net/schedule.h \
	net/silences.c net/silences.h \
	net/source.c \
	net/source_alertmanager.c \
	net/source_icinga.c \
	net/source_json.c \
	net/source_notify.c \
	net/source_prometheus.c net/source_prometheus_alerts.c \
	net/source_roster.c \
	net/transfer.c net/transfer.h net/transfer_private.c net/transfer_private.h net/transfer_reason.c \
	net/transfer_setup.c net/transfer_setup.h
libnet_a_SOURCES += net/nagios.c net/nagios.h net/nagios_problem.c net/source_nagios.c net/deliver_nagios.c
libnet_a_SOURCES += net/problem_note.c net/problem_note.h
libnet_a_SOURCES += net/zabbix.c net/zabbix.h net/zabbix_problem.c net/source_zabbix.c net/deliver_zabbix.c
libnet_a_CFLAGS = $(AM_CFLAGS) $(CURL_CFLAGS) $(JSON_CFLAGS) $(ICAL_CFLAGS)

UNIT_TESTS += tests/unit/test_net_json
tests_unit_test_net_json_SOURCES = tests/unit/test_net_json.c
tests_unit_test_net_json_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_json_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_thread
NET_DESK = tests/unit/net_fixture.h tests/unit/net_desk.c tests/unit/net_desk.h \
	tests/unit/http_fixture.c tests/unit/http_fixture.h
tests_unit_test_net_thread_SOURCES = tests/unit/test_net_thread.c $(NET_DESK)
tests_unit_test_net_thread_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_thread_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_deliver
tests_unit_test_net_deliver_SOURCES = tests/unit/test_net_deliver.c $(NET_DESK)
tests_unit_test_net_deliver_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_deliver_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_hostile
tests_unit_test_net_hostile_SOURCES = tests/unit/test_net_hostile.c $(NET_DESK) \
	tests/unit/http_flood.c tests/unit/http_flood.h
tests_unit_test_net_hostile_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_hostile_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_document
tests_unit_test_net_document_SOURCES = tests/unit/test_net_document.c tests/unit/net_fixture.h
tests_unit_test_net_document_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_document_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_poll
tests_unit_test_net_poll_SOURCES = tests/unit/test_net_poll.c $(NET_DESK)
tests_unit_test_net_poll_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_poll_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_resolver
tests_unit_test_net_resolver_SOURCES = tests/unit/test_net_resolver.c $(NET_DESK)
tests_unit_test_net_resolver_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_resolver_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_schedule
tests_unit_test_net_schedule_SOURCES = tests/unit/test_net_schedule.c tests/unit/net_fixture.h
tests_unit_test_net_schedule_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_schedule_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_icinga
tests_unit_test_net_icinga_SOURCES = tests/unit/test_net_icinga.c tests/unit/net_fixture.h
tests_unit_test_net_icinga_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_icinga_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_alertmanager
tests_unit_test_net_alertmanager_SOURCES = tests/unit/test_net_alertmanager.c tests/unit/net_fixture.h
tests_unit_test_net_alertmanager_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_alertmanager_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_prometheus
tests_unit_test_net_prometheus_SOURCES = tests/unit/test_net_prometheus.c tests/unit/net_fixture.h
tests_unit_test_net_prometheus_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_prometheus_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_zabbix
tests_unit_test_net_zabbix_SOURCES = tests/unit/test_net_zabbix.c $(NET_DESK)
tests_unit_test_net_zabbix_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_zabbix_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_native
tests_unit_test_net_native_SOURCES = tests/unit/test_net_native.c tests/unit/net_fixture.h
tests_unit_test_net_native_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_native_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_request_template
tests_unit_test_request_template_SOURCES = tests/unit/test_request_template.c tests/unit/net_fixture.h
tests_unit_test_request_template_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_request_template_LDADD = $(LIBS_NET) $(CMOCKA_ALL)
UNIT_TESTS += tests/unit/test_net_roster
tests_unit_test_net_roster_SOURCES = tests/unit/test_net_roster.c $(NET_DESK)
tests_unit_test_net_roster_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_roster_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_alert_form
tests_unit_test_alert_form_SOURCES = tests/unit/test_alert_form.c tests/unit/net_fixture.h
tests_unit_test_alert_form_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_alert_form_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_transfer_private
tests_unit_test_transfer_private_SOURCES = tests/unit/test_transfer_private.c
tests_unit_test_transfer_private_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_family
tests_unit_test_net_family_SOURCES = tests/unit/test_net_family.c $(NET_DESK)
tests_unit_test_net_family_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_family_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_nagios
tests_unit_test_net_nagios_SOURCES = tests/unit/test_net_nagios.c $(NET_DESK)
tests_unit_test_net_nagios_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_nagios_LDADD = $(LIBS_NET) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_net_listener
tests_unit_test_net_listener_SOURCES = tests/unit/test_net_listener.c $(NET_DESK)
tests_unit_test_net_listener_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_net_listener_LDADD = $(LIBS_NET) $(CMOCKA_ALL)
