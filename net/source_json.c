/* Any JSON endpoint: the native form of the room, or a foreign form by a mapping. */
#include "net/source.h"

#include "net/json_read.h"

static void
add_slots(struct source *source)
{
	for (guint i = 0; i < source->conf->queries->len; i++)
		source_add_slot(source, g_ptr_array_index(source->conf->queries, i), 0);
}

static char *
url(const struct source *source, const struct slot *slot, int64_t now_us)
{
	const char *path = slot->query->query;

	(void)now_us;
	return g_strconcat(source->conf->url, path ? path : "", NULL);
}

static bool
read_document(struct reading *r, const char *bytes, size_t len, struct err *e)
{
	json_object *root = json_read(bytes, len, e);
	bool is_ok = root && records_read(r, root, e);

	json_object_put(root);
	return is_ok;
}

static bool
can_ack(const struct source_conf *conf)
{
	return (conf->templates[FOR_ACK] || conf->templates[FOR_NOTE] ||
	        conf->templates[FOR_ESCALATE]) &&
	       !conf->read_only;
}

const struct source_ops source_json = {
	.kind = "json",
	.max_bytes = 8 * 1024 * 1024,
	.parallel = 6,
	.accept_encoding = "gzip",
	.add_slots = add_slots,
	.url = url,
	.read = read_document,
	.can_ack = can_ack,
	.deliver = request_deliver,
};
