noinst_LIBRARIES += libsim.a
libsim_a_SOURCES = \
	sim/sim.h
libsim_a_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS) $(JSON_CFLAGS)
