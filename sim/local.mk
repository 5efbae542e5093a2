noinst_LIBRARIES += libsim.a
libsim_a_SOURCES = \
	sim/alertmanager.c sim/alertmanager_alerts.c sim/alertmanager_alerts.h \
	sim/figure.c sim/figure.h \
	sim/filter.c sim/filter.h \
	sim/http.c sim/http.h \
	sim/late_microhttpd.c sim/late_microhttpd.h \
	sim/json_add.c sim/json_add.h \
	sim/native.c \
	sim/noise.c sim/noise.h \
	sim/prometheus.c \
	sim/scenario.c sim/scenario.h \
	sim/scene.c sim/scene.h \
	sim/scene_kinds.c sim/scene_kinds.h \
	sim/services.c sim/services.h \
	sim/silence.c sim/silence.h \
	sim/silence_json.c sim/silence_json.h \
	sim/sim.c sim/sim.h \
	sim/world.c sim/world.h
libsim_a_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS) $(JSON_CFLAGS)

UNIT_TESTS += tests/unit/test_sim_world
tests_unit_test_sim_world_SOURCES = tests/unit/test_sim_world.c
tests_unit_test_sim_world_LDADD = $(LIBS_SIM) $(CMOCKA_ALL)
SIM_CLIENT = tests/unit/sim_client.c tests/unit/sim_client.h

UNIT_TESTS += tests/unit/test_sim_http
tests_unit_test_sim_http_SOURCES = tests/unit/test_sim_http.c $(SIM_CLIENT)
tests_unit_test_sim_http_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_sim_http_LDADD = $(LIBS_SIM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_sim_alertmanager
tests_unit_test_sim_alertmanager_SOURCES = tests/unit/test_sim_alertmanager.c $(SIM_CLIENT)
tests_unit_test_sim_alertmanager_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_sim_alertmanager_LDADD = $(LIBS_SIM) $(CMOCKA_ALL)

UNIT_TESTS += tests/unit/test_sim_prometheus
tests_unit_test_sim_prometheus_SOURCES = tests/unit/test_sim_prometheus.c $(SIM_CLIENT)
tests_unit_test_sim_prometheus_CFLAGS = $(AM_CFLAGS) $(JSON_CFLAGS)
tests_unit_test_sim_prometheus_LDADD = $(LIBS_SIM) $(CMOCKA_ALL)
