/* The functions of libmicrohttpd that we call, forwarded to it: it is loaded when a simulator starts. */
#include "config.h"

#include "sim/late_microhttpd.h"

#include "base/late.h"

#include <microhttpd.h>
#include <stdarg.h>

/* What we call of it. */
#define CALLS(X) \
	X(MHD_add_response_header) \
	X(MHD_create_response_from_buffer) \
	X(MHD_destroy_response) \
	X(MHD_get_connection_values) \
	X(MHD_get_daemon_info) \
	X(MHD_lookup_connection_value) \
	X(MHD_queue_response) \
	X(MHD_resume_connection) \
	X(MHD_start_daemon_va) \
	X(MHD_stop_daemon) \
	X(MHD_suspend_connection)

#define FIELD(name) __typeof__(name) *name;
static struct {
	CALLS(FIELD)
} real;

bool
late_microhttpd(struct err *e)
{
#define ROW(name) { #name, (void **)&real.name },
	static const struct late_call calls[] = { CALLS(ROW) };

	return late_load(LATE_MICROHTTPD, calls, sizeof calls / sizeof *calls, e);
}

enum MHD_Result
MHD_add_response_header(struct MHD_Response *response, const char *name, const char *value)
{
	return real.MHD_add_response_header(response, name, value);
}

struct MHD_Response *
MHD_create_response_from_buffer(size_t size, void *buffer, enum MHD_ResponseMemoryMode mode)
{
	return real.MHD_create_response_from_buffer(size, buffer, mode);
}

void
MHD_destroy_response(struct MHD_Response *response)
{
	real.MHD_destroy_response(response);
}

int
MHD_get_connection_values(struct MHD_Connection *connection, enum MHD_ValueKind kind,
                          MHD_KeyValueIterator each, void *data)
{
	return real.MHD_get_connection_values(connection, kind, each, data);
}

/* What we ask for takes no argument. */
const union MHD_DaemonInfo *
MHD_get_daemon_info(struct MHD_Daemon *daemon, enum MHD_DaemonInfoType what, ...)
{
	return real.MHD_get_daemon_info(daemon, what);
}

const char *
MHD_lookup_connection_value(struct MHD_Connection *connection, enum MHD_ValueKind kind,
                            const char *name)
{
	return real.MHD_lookup_connection_value(connection, kind, name);
}

enum MHD_Result
MHD_queue_response(struct MHD_Connection *connection, unsigned status,
                   struct MHD_Response *response)
{
	return real.MHD_queue_response(connection, status, response);
}

void
MHD_resume_connection(struct MHD_Connection *connection)
{
	real.MHD_resume_connection(connection);
}

struct MHD_Daemon *
MHD_start_daemon(unsigned flags, uint16_t port, MHD_AcceptPolicyCallback accept, void *accept_data,
                 MHD_AccessHandlerCallback handler, void *handler_data, ...)
{
	struct MHD_Daemon *daemon;
	va_list options;

	va_start(options, handler_data);
	daemon = real.MHD_start_daemon_va(flags, port, accept, accept_data, handler, handler_data,
	                                  options);
	va_end(options);
	return daemon;
}

void
MHD_stop_daemon(struct MHD_Daemon *daemon)
{
	real.MHD_stop_daemon(daemon);
}

void
MHD_suspend_connection(struct MHD_Connection *connection)
{
	real.MHD_suspend_connection(connection);
}
