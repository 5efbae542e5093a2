/* `warroom sim`: serves the simulated endpoints on loopback until it is told to end. */
#include "app/command.h"
#include "app/options.h"
#include "app/out.h"
#include "base/clock.h"
#include "base/lang.h"
#include "sim/sim.h"

#include <signal.h>
#include <stdio.h>

enum { DEFAULT_PORT = 18090, DEFAULT_SEED = 11 };

static bool
serve(const struct options *o, struct err *e)
{
	struct sim_options sim = { .port = (unsigned)o->port,
		                   .seed = (uint64_t)o->seed,
		                   .start_us = clock_real_us(),
		                   .speed = o->speed > 0 ? o->speed : 1 };
	GTimeZone *utc = g_time_zone_new_utc();
	struct sim *server;
	sigset_t ends;
	int number;
	bool ok = !o->at || instant_parse(o->at, utc, &sim.start_us, e);

	g_time_zone_unref(utc);
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	server = ok ? sim_start(&sim, e) : NULL;
	if (!server)
		return false;
	out_say(_("serving the simulated Double 11 on http://127.0.0.1:%u (Ctrl-C ends)\n"),
	        sim_port(server));
	fflush(stdout);
	sigwait(&ends, &number);
	sim_stop(&server);
	return true;
}

static int
run(int argc, char **argv)
{
	struct options o = { .port = DEFAULT_PORT, .seed = DEFAULT_SEED };
	struct err e = { "" };
	int code = options_parse(
	    &o, OPTIONS_SIM | OPTIONS_SPEED,
	    N_("Serves a simulated Double 11 over HTTP on 127.0.0.1: Alertmanager (/api/v2),\n"
	       "Prometheus (/api/v1) and native JSON (/room)."),
	    &argc, argv);

	if (code < 0 && (o.port < 0 || o.port > UINT16_MAX)) {
		out_error(_("--port %d: a port is a number from 1 to 65535, or 0 for any"), o.port);
		code = 2;
	}
	if (code < 0) {
		code = serve(&o, &e) ? 0 : 1;
		if (code)
			out_error("%s", e.text);
	}
	options_fini(&o);
	return code;
}

const struct command cmd_sim = {
	.name = "sim",
	.run = run,
	.synopsis = "[--port N] [--at TIME]",
	.help = N_("serves the simulated endpoints over HTTP on loopback"),
};
