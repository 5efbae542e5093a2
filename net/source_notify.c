/* A web hook that notices go to: a chat robot, a pager. It is never polled. */
#include "net/source.h"

static void
add_slots(struct source *source)
{
	(void)source;
}

static bool
can_ack(const struct source_conf *conf)
{
	return conf->templates[FOR_TELLING] && !conf->read_only;
}

const struct source_ops source_notify = {
	.kind = SOURCE_KIND_NOTIFY,
	.max_bytes = 64 * 1024,
	.add_slots = add_slots,
	.can_ack = can_ack,
	.deliver = request_deliver,
};
