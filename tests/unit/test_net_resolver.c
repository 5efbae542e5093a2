/* F21: names that hang, do not exist, or move to another address. The resolver is this program's own
 * getaddrinfo(), which libcurl's threads call instead of the system's. */
#include "tests/unit/http_fixture.h"
#include "tests/unit/net_desk.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <unistd.h>

enum { HANG_S = 30 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *moving_address; /* under lock */
static atomic_int hanging, moved_asked;

static struct addrinfo *
address_of(const char *address, const char *service)
{
	struct addrinfo *info = calloc(1, sizeof *info);
	struct sockaddr_in *at = calloc(1, sizeof *at);

	if (!info || !at)
		abort();
	at->sin_family = AF_INET;
	at->sin_port = htons((uint16_t)(service ? atoi(service) : 0));
	at->sin_addr.s_addr = inet_addr(address);
	*info = (struct addrinfo){ .ai_family = AF_INET,
		                   .ai_socktype = SOCK_STREAM,
		                   .ai_protocol = IPPROTO_TCP,
		                   .ai_addrlen = sizeof *at,
		                   .ai_addr = (struct sockaddr *)at };
	return info;
}

int
getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
            struct addrinfo **result)
{
	const char *address = "127.0.0.1";

	(void)hints;
	if (!strcmp(node, "nobody.test"))
		return EAI_NONAME;
	if (!strcmp(node, "hangs.test")) {
		atomic_fetch_add(&hanging, 1);
		sleep(HANG_S);
		atomic_fetch_sub(&hanging, 1);
		return EAI_AGAIN;
	}
	if (!strcmp(node, "moves.test")) {
		atomic_fetch_add(&moved_asked, 1);
		pthread_mutex_lock(&lock);
		address = moving_address;
		pthread_mutex_unlock(&lock);
	}
	*result = address_of(address, service);
	return 0;
}

void
freeaddrinfo(struct addrinfo *info)
{
	while (info) {
		struct addrinfo *next = info->ai_next;

		free(info->ai_addr);
		free(info);
		info = next;
	}
}

static void
answer_with_name(int fd, const struct http_seen *seen, const atomic_bool *is_stopping, void *user)
{
	char *body =
	    g_strdup_printf("{\"metrics\":[{\"id\":\"%s\",\"value\":1}]}", (const char *)user);

	(void)seen;
	(void)is_stopping;
	http_reply_kept(fd, 200, "", body);
	g_free(body);
}

static struct source_conf *
conf_at(const char *name, const char *host, unsigned port)
{
	char *url = g_strdup_printf("http://%s:%u", host, port);
	struct source_conf *conf = conf_of(name, "json", url);

	conf->period_us = 200 * MSEC_US;
	conf->connect_timeout_us = conf->timeout_us = 2 * SEC_US;
	source_conf_add_query(conf)->shows = g_strdup("room");
	g_free(url);
	return conf;
}

static void
a_resolver_that_hangs_holds_nobody_up(void **state)
{
	struct http_fixture *server =
	    http_fixture_start_kept("127.0.0.1", 0, answer_with_name, (void *)"old");
	GPtrArray *sources = g_ptr_array_new_with_free_func(source_conf_free_element);
	const struct event *event;
	struct desk desk;

	(void)state;
	g_ptr_array_add(sources, conf_at("hangs", "hangs.test", http_fixture_port(server)));
	g_ptr_array_add(sources, conf_at("nobody", "nobody.test", http_fixture_port(server)));
	g_ptr_array_add(sources, conf_at("well", "well.test", http_fixture_port(server)));
	desk = desk_open_all(sources, &(struct net_options){ 0 });
	for (int i = 0; i < 5; i++) /* while the name is being looked up */
		assert_int_equal(desk_wait_of(&desk, EVENT_SOURCE, "well")->report->health,
		                 SOURCE_LIVE);
	assert_in_range(atomic_load(&hanging), 1, HANG_S);
	desk.batch = desk.event = 0;
	event = desk_wait_of(&desk, EVENT_SOURCE, "nobody");
	assert_string_equal(event->report->reason,
	                    "network: the name in the url of source nobody has no address: check "
	                    "the url, and this machine's resolver");
	event = desk_wait_of(&desk, EVENT_SOURCE, "hangs");
	assert_string_equal(event->report->reason, "timeout: the resolver gave no address in 2 s");
	for (int i = 0; i < 3; i++)
		assert_int_equal(desk_wait_of(&desk, EVENT_SOURCE, "well")->report->health,
		                 SOURCE_LIVE);
	assert_in_range(atomic_load(&hanging), 1, HANG_S); /* and nobody waited for it */
	desk_close(&desk);
	http_fixture_stop(&server);
}

/* The old address still answers, as it does when a service moves to another machine. */
static void
a_name_that_moves_is_followed(void **state)
{
	struct http_fixture *old =
	    http_fixture_start_kept("127.0.0.1", 0, answer_with_name, (void *)"old");
	unsigned port = http_fixture_port(old), asked;
	struct http_fixture *now =
	    http_fixture_start_kept("127.0.0.2", port, answer_with_name, (void *)"new");
	struct desk desk;

	(void)state;
	assert_non_null(now);
	moving_address = "127.0.0.1";
	desk = desk_open(conf_at("moves", "moves.test", port),
	                 &(struct net_options){ .address_life_us = 2 * SEC_US });
	assert_string_equal(desk_wait(&desk, EVENT_SAMPLE)->subject, "old");
	pthread_mutex_lock(&lock);
	moving_address = "127.0.0.2";
	pthread_mutex_unlock(&lock);
	for (int i = 0; i < 200; i++)
		if (!strcmp(desk_wait(&desk, EVENT_SAMPLE)->subject, "new"))
			break;
	assert_string_equal(desk_wait(&desk, EVENT_SAMPLE)->subject, "new");
	asked = (unsigned)atomic_load(&moved_asked);
	/* asked once a connection, of which the next one may be under way */
	assert_in_range(asked, 2,
	                http_fixture_connections(old) + http_fixture_connections(now) + 1);
	desk_close(&desk);
	http_fixture_stop(&old);
	http_fixture_stop(&now);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_resolver_that_hangs_holds_nobody_up),
		cmocka_unit_test(a_name_that_moves_is_followed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
