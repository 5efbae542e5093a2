noinst_LIBRARIES += libsim.a
libsim_a_SOURCES = \
	sim/figure.c sim/figure.h \
	sim/noise.c sim/noise.h \
	sim/scene.c sim/scene.h \
	sim/scene_kinds.c sim/scene_kinds.h \
	sim/sim.h \
	sim/world.c sim/world.h
libsim_a_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS) $(JSON_CFLAGS)

UNIT_TESTS += tests/unit/test_sim_world
tests_unit_test_sim_world_SOURCES = tests/unit/test_sim_world.c
tests_unit_test_sim_world_LDADD = $(LIBS_SIM) $(CMOCKA_ALL)
