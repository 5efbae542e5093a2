/* The simulator's HTTP server: one thread, one clock, and the services behind it. */
#include "sim/sim.h"

#include "base/clock.h"
#include "base/lang.h"
#include "sim/late_microhttpd.h"
#include "sim/scenario.h"
#include "sim/services.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

enum {
	MAX_BODY = 64 * 1024,
	MAX_CONNECTIONS = 64,
	IDLE_S = 30,
	CONNECTION_BYTES = 32 * 1024 /* of headers */
};

/* A request that is kept waiting in an outage. */
struct hung {
	struct MHD_Connection *connection;
	int64_t since_us; /* monotonic */
};

struct sim {
	struct services services; /* the server's thread alone, once it runs */
	struct MHD_Daemon *daemon;
	GMutex lock;  /* of the next two */
	GArray *hung; /* struct hung, oldest first */
	bool is_stopping;
	unsigned port;
	int64_t began_us; /* monotonic */
	double speed;
};

/* A request whose body is still coming. */
struct incoming {
	GString *body;
	bool too_large, was_hung;
};

static int64_t
sim_now_us(const struct sim *sim)
{
	double gone = (double)(clock_monotonic_us() - sim->began_us) * sim->speed;

	return sim->services.world.scene.start_us + (int64_t)gone;
}

static void
add_date(struct MHD_Response *response, int64_t now_us)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
		                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	GDateTime *at = g_date_time_new_from_unix_utc(now_us / SEC_US);
	char text[40];

	/* Not by g_date_time_format: its names follow the locale. */
	g_snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT",
	           days[g_date_time_get_day_of_week(at) - 1], g_date_time_get_day_of_month(at),
	           months[g_date_time_get_month(at) - 1], g_date_time_get_year(at),
	           g_date_time_get_hour(at), g_date_time_get_minute(at),
	           g_date_time_get_second(at));
	g_date_time_unref(at);
	MHD_add_response_header(response, MHD_HTTP_HEADER_DATE, text);
}

static enum MHD_Result
send_reply(struct MHD_Connection *connection, const struct http_reply *reply, int64_t now_us)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(
	    reply->body->len, reply->body->str, MHD_RESPMEM_MUST_COPY);
	enum MHD_Result result;

	if (!response)
		return MHD_NO;
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->content_type);
	add_date(response, now_us);
	result = MHD_queue_response(connection, reply->status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result
add_param(void *params, enum MHD_ValueKind kind, const char *name, const char *value)
{
	(void)kind;
	http_params_add(params, name, value);
	return MHD_YES;
}

static void
add_form_params(GArray *params, const GString *body)
{
	GUriParamsIter iter;
	char *name, *value;

	g_uri_params_iter_init(&iter, body->str, (gssize)body->len, "&", G_URI_PARAMS_WWW_FORM);
	while (g_uri_params_iter_next(&iter, &name, &value, NULL)) {
		http_params_add(params, name, value);
		g_free(name);
		g_free(value);
	}
}

static enum MHD_Result
answer(struct sim *sim, struct MHD_Connection *connection, const char *path, const char *method,
       const struct incoming *incoming)
{
	const char *type =
	    MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_TYPE);
	struct http_request request = {
		.method = method,
		.path = path,
		.content_type = type ? type : "",
		.params = http_params_new(),
		.body = incoming->body->str,
		.body_len = incoming->body->len,
	};
	int64_t now_us = sim_now_us(sim);
	struct http_reply reply;
	enum MHD_Result result;

	http_reply_init(&reply);
	MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, add_param, request.params);
	if (http_has_type(&request, "application/x-www-form-urlencoded"))
		add_form_params(request.params, incoming->body);
	if (incoming->too_large)
		http_text(&reply, 413, "a body may have 64 KiB\n");
	else
		services_answer(&sim->services, &request, now_us, &reply);
	result = send_reply(connection, &reply, now_us);
	http_reply_fini(&reply);
	g_array_unref(request.params);
	return result;
}

/* Longer than any source waits; then the connection may go. */
static const int64_t HUNG_US = 10 * SEC_US;

/* Those that have waited since `before_us` are called again by microhttpd, and hung up. */
static void
let_go(struct sim *sim, int64_t before_us)
{
	guint n = 0;

	g_mutex_lock(&sim->lock);
	while (n < sim->hung->len && g_array_index(sim->hung, struct hung, n).since_us < before_us)
		MHD_resume_connection(g_array_index(sim->hung, struct hung, n++).connection);
	if (n > 0)
		g_array_remove_range(sim->hung, 0, n);
	g_mutex_unlock(&sim->lock);
}

static enum MHD_Result
hang(struct sim *sim, struct MHD_Connection *connection, struct incoming *incoming)
{
	struct hung hung = { connection, clock_monotonic_us() };

	g_mutex_lock(&sim->lock);
	incoming->was_hung = !sim->is_stopping;
	if (incoming->was_hung) {
		MHD_suspend_connection(connection);
		g_array_append_val(sim->hung, hung);
	}
	g_mutex_unlock(&sim->lock);
	return incoming->was_hung ? MHD_YES : MHD_NO;
}

static enum scenario_fate
fate_of(const struct sim *sim, const char *path)
{
	const struct scene *scene = &sim->services.world.scene;

	return scene->scenario
	           ? scenario_fate(scene->scenario, path, sim_now_us(sim) - scene->start_us)
	           : FATE_ANSWERS;
}

static enum MHD_Result
answer_by_fate(struct sim *sim, struct MHD_Connection *connection, const char *path,
               const char *method, struct incoming *incoming)
{
	struct http_reply reply;
	enum MHD_Result result;

	if (incoming->was_hung)
		return MHD_NO;
	let_go(sim, clock_monotonic_us() - HUNG_US);
	switch (fate_of(sim, path)) {
	case FATE_CLOSES:
		return MHD_NO;
	case FATE_HANGS:
		return hang(sim, connection, incoming);
	case FATE_ERROR:
		http_reply_init(&reply);
		http_text(&reply, 500, "out of order: this is a drill\n");
		result = send_reply(connection, &reply, sim_now_us(sim));
		http_reply_fini(&reply);
		return result;
	case FATE_ANSWERS:
		break;
	}
	return answer(sim, connection, path, method, incoming);
}

/* microhttpd calls this once for the headers, then for each piece of the body, then without a
 * piece. */
static enum MHD_Result
on_request(void *data, struct MHD_Connection *connection, const char *path, const char *method,
           const char *version, const char *piece, size_t *piece_len, void **state)
{
	struct incoming *incoming = *state;

	(void)version;
	if (!incoming) {
		incoming = *state = g_new0(struct incoming, 1);
		incoming->body = g_string_new(NULL);
		return MHD_YES;
	}
	if (*piece_len == 0)
		return answer_by_fate(data, connection, path, method, incoming);
	if (incoming->body->len + *piece_len > MAX_BODY)
		incoming->too_large = true;
	else
		g_string_append_len(incoming->body, piece, (gssize)*piece_len);
	*piece_len = 0;
	return MHD_YES;
}

static void
on_completed(void *data, struct MHD_Connection *connection, void **state,
             enum MHD_RequestTerminationCode why)
{
	struct incoming *incoming = *state;

	(void)data;
	(void)connection;
	(void)why;
	if (!incoming)
		return;
	g_string_free(incoming->body, TRUE);
	g_free(incoming);
	*state = NULL;
}

static struct MHD_Daemon *
listen_on(struct sim *sim, uint16_t port)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_port = htons(port),
		                       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	return MHD_start_daemon(MHD_USE_AUTO_INTERNAL_THREAD | MHD_USE_ITC |
	                            MHD_USE_SUPPRESS_DATE_NO_CLOCK | MHD_ALLOW_SUSPEND_RESUME,
	                        port, NULL, NULL, on_request, sim, MHD_OPTION_SOCK_ADDR, &address,
	                        MHD_OPTION_CONNECTION_LIMIT, (unsigned)MAX_CONNECTIONS,
	                        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S,
	                        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
	                        MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL, MHD_OPTION_END);
}

struct sim *
sim_start(const struct sim_options *options, struct err *e)
{
	struct sim *sim = g_new0(struct sim, 1);

	if (options->port > UINT16_MAX)
		err_set(e, _("simulator: port %u is above 65535"), options->port);
	else if (!(options->speed >= 0 && options->speed <= 1e6))
		err_set(e, _("simulator: speed must lie between 0 and 1000000"));
	else if (!late_microhttpd(e))
		err_in(e, _("simulator"));
	else if (world_init(&sim->services.world, options, e)) {
		sim->services.silences = sim_silences_new();
		sim->hung = g_array_new(FALSE, FALSE, sizeof(struct hung));
		sim->speed = options->speed > 0 ? options->speed : 1;
		sim->began_us = clock_monotonic_us();
		errno = 0;
		sim->daemon = listen_on(sim, (uint16_t)options->port);
		if (!sim->daemon)
			err_set(e, _("simulator: cannot serve on 127.0.0.1 port %u: %s"),
			        options->port, errno ? g_strerror(errno) : _("no reason given"));
	}
	if (!sim->daemon) {
		g_clear_pointer(&sim->hung, g_array_unref);
		sim_silences_free(&sim->services.silences);
		g_free(sim);
		return NULL;
	}
	sim->port = MHD_get_daemon_info(sim->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
	return sim;
}

unsigned
sim_port(const struct sim *sim)
{
	return sim->port;
}

void
sim_stop(struct sim **sim)
{
	if (!*sim)
		return;
	g_mutex_lock(&(*sim)->lock);
	(*sim)->is_stopping = true; /* nobody hangs any more */
	g_mutex_unlock(&(*sim)->lock);
	let_go(*sim, INT64_MAX);
	MHD_stop_daemon((*sim)->daemon);
	g_array_unref((*sim)->hung);
	sim_silences_free(&(*sim)->services.silences);
	g_free(*sim);
	*sim = NULL;
}
