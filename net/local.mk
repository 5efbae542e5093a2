noinst_LIBRARIES += libnet.a
libnet_a_SOURCES = \
	net/net.h
libnet_a_CFLAGS = $(AM_CFLAGS) $(CURL_CFLAGS) $(JSON_CFLAGS)
