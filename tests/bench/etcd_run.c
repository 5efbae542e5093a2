/* A real etcd on loopback for the bench. */
#include "tests/bench/etcd_run.h"

#include "base/clock.h"
#include "tests/bench/desk.h"

#include <arpa/inet.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define READY_US (10 * SEC_US)

static bool
listens(unsigned port)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		                  .sin_port = htons((uint16_t)port),
		                  .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool yes = fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at) == 0;

	if (fd >= 0)
		close(fd);
	return yes;
}

bool
etcd_run_start(struct etcd_run *r, const char *folder)
{
	unsigned peer_port = desk_dead_port();
	char *client, *peer, *cluster, *found = g_find_program_in_path("etcd");
	int64_t end_us = clock_monotonic_us() + READY_US;
	bool is_up;

	r->port = desk_dead_port();
	r->folder = g_build_filename(folder, "etcd", NULL);
	client = g_strdup_printf("http://127.0.0.1:%u", r->port);
	peer = g_strdup_printf("http://127.0.0.1:%u", peer_port);
	cluster = g_strconcat("bench=", peer, NULL);
	char *argv[] = { "etcd",    "--name",
		         "bench",   "--data-dir",
		         r->folder, "--listen-client-urls",
		         client,    "--advertise-client-urls",
		         client,    "--listen-peer-urls",
		         peer,      "--initial-advertise-peer-urls",
		         peer,      "--initial-cluster",
		         cluster,   NULL };

	is_up = found && g_spawn_async(NULL, argv, NULL,
	                               G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
	                                   G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
	                               NULL, NULL, &r->pid, NULL);
	while (is_up && !listens(r->port) && clock_monotonic_us() < end_us)
		g_usleep(50 * 1000);
	g_free(cluster);
	g_free(peer);
	g_free(client);
	g_free(found);
	if (!is_up)
		g_free(r->folder);
	return is_up;
}

void
etcd_run_stop(struct etcd_run *r)
{
	char *argv[] = { "rm", "-rf", r->folder, NULL };

	kill(r->pid, SIGTERM);
	waitpid(r->pid, NULL, 0);
	g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
	g_free(r->folder);
}
