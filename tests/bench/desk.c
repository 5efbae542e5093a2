/* What all rows of the bench need: the programs, a scratch folder, and how the room is started. */
#include "tests/bench/desk.h"

#include "room/event.h"
#include "store/store.h"
#include "tests/bench/stub.h"
#include "tests/bench/table.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PAST_EVENTS = 300, QUIT_MS = 5000 };

static void
die(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

/* A journal as it is some days into the sale. */
static void
fill_journal(const char *path)
{
	struct mailbox *mailbox = mailbox_new();
	struct store *store = store_start(path, mailbox);
	struct event_batch *batch = event_batch_new();
	int64_t now_us = UNSAID;
	struct err err;

	if (!instant_parse(STUB_NOW, NULL, &now_us, &err))
		die(err.text);
	for (int i = 0; i < PAST_EVENTS; i++) {
		struct event *e =
		    event_batch_add(batch, EVENT_NOTE, now_us - (PAST_EVENTS - i) * MIN_US);

		e->id = event_batch_uuid(batch);
		e->person = event_batch_str(batch, "lin");
		e->text = event_batch_str(
		    batch, "gateway looked after, nothing to see; next look at the full hour");
	}
	store_append(store, batch, NULL);
	store_stop(&store);
	mailbox_free(&mailbox);
}

void
desk_init(struct desk *d, const char *warroom, const char *floors, const char *example)
{
	*d = (struct desk){ .warroom = warroom, .floors = floors, .example = example };
	d->folder = g_dir_make_tmp("warroom-bench-XXXXXX", NULL);
	if (!d->folder)
		die("no scratch folder can be made: is TMPDIR writable?");
	d->journal = g_build_filename(d->folder, "journal.db", NULL);
	g_setenv("TERM", "xterm-256color", TRUE);
	g_setenv("LC_ALL", "C.UTF-8", TRUE);
	g_setenv("XDG_CONFIG_HOME", d->folder, TRUE);
	g_setenv("XDG_STATE_HOME", d->folder, TRUE);
	g_unsetenv("NO_COLOR");
	fill_journal(d->journal);
}

void
desk_fini(struct desk *d)
{
	GDir *dir = g_dir_open(d->folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		char *path = g_build_filename(d->folder, name, NULL);

		unlink(path);
		g_free(path);
	}
	if (dir)
		g_dir_close(dir);
	rmdir(d->folder);
	g_free(d->folder);
	g_free(d->journal);
}

unsigned
desk_dead_port(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, size) ||
	    getsockname(fd, (struct sockaddr *)&at, &size))
		die("no port on loopback");
	close(fd);
	return ntohs(at.sin_port);
}

static char *
config_of(const struct desk *d, unsigned port, const char *period, const char *timeout,
          int n_sources)
{
	char *text = NULL, *path = g_build_filename(d->folder, "room.cfg", NULL), *sources, *end;
	GString *config;

	if (!g_file_get_contents(d->example, &text, NULL, NULL))
		die("the example's configuration cannot be read");
	sources = strstr(text, "\nsources = (");
	end = sources ? strstr(sources, "\n);") : NULL;
	if (!end)
		die("the example's configuration has no list of sources");
	config = g_string_new_len(text, sources - text);
	g_string_append(config, "\nsources = (");
	for (int i = 0; i < n_sources; i++) {
		static const char *const kinds[] = {
			"name = \"alertmanager\"; kind = \"alertmanager\"",
			"name = \"prometheus\"; kind = \"prometheus\"",
			"kind = \"json\"; path = \"/room\"; shows = \"room\"; name = \"room\""
		};

		g_string_append_printf(config, "%s{ %s", i ? ", " : "", kinds[MIN(i, 2)]);
		if (i > 2)
			g_string_insert_len(config, (gssize)config->len - 1,
			                    (char[]){ (char)('a' + i) }, 1);
		g_string_append_printf(
		    config,
		    "; url = \"http://127.0.0.1:%u\"; period = \"%s\"; timeout = \"%s\"; }", port,
		    period, timeout);
	}
	g_string_append(config, end);
	if (!g_file_set_contents(path, config->str, (gssize)config->len, NULL))
		die("the configuration cannot be written");
	g_string_free(config, TRUE);
	g_free(text);
	return path;
}

char *
desk_config(const struct desk *d, unsigned port, const char *period, const char *timeout)
{
	return config_of(d, port, period, timeout, 3);
}

char *
desk_config_twelve(const struct desk *d, unsigned port, const char *period, const char *timeout)
{
	return config_of(d, port, period, timeout, 12);
}

void
desk_start_room(const struct desk *d, struct pty_run *r, const char *config, const char *layout,
                int columns, int rows)
{
	const char *const argv[] = { d->warroom, "-c",   config, "--layout", layout,   "--journal",
		                     d->journal, "--as", "lin",  "--at",     STUB_NOW, NULL };

	pty_run_start(r, argv, columns, rows);
}

void
desk_start_floor(const struct desk *d, struct pty_run *r, const char *floor, const char *arg,
                 int columns, int rows)
{
	char *path = g_build_filename(d->floors, floor, NULL);
	const char *const argv[] = { path, arg, NULL };

	pty_run_start(r, argv, columns, rows);
	g_free(path);
}

double
desk_quit(struct pty_run *r)
{
	int64_t pressed_us = clock_monotonic_us(), ended_us;

	pty_run_type(r, "Q");
	ended_us = pty_run_until_end(r, QUIT_MS, NULL);
	return ended_us == UNSAID ? QUIT_MS : (double)(ended_us - pressed_us) / MSEC_US;
}
