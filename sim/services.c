/* Which simulated service answers which path. */
#include "sim/services.h"

#include <string.h>

static void
answer_native(struct services *services, const struct http_request *request, int64_t now_us,
              struct http_reply *reply)
{
	if (http_is(request, "GET"))
		http_json(reply, 200, native_room(&services->world, now_us));
	else
		http_text(reply, 405, "Method Not Allowed\n");
}

void
services_answer(struct services *services, const struct http_request *request, int64_t now_us,
                struct http_reply *reply)
{
	if (g_str_has_prefix(request->path, "/api/v2/"))
		alertmanager_answer(services, request, now_us, reply);
	else if (prometheus_answer(&services->world, request, now_us, reply))
		return;
	else if (strcmp(request->path, "/room") == 0)
		answer_native(services, request, now_us, reply);
	else if (strcmp(request->path, "/-/ready") == 0)
		http_text(reply, http_is(request, "GET") ? 200 : 405, "OK");
	else
		http_text(reply, 404, "404 page not found\n");
}
