/* Fuzz target: what etcd's JSON gateway answers, and the events of other sites that it brings. Input: a
 * byte that picks which; the text, or of an event its kind, its body and its delivery. */
#include "store/codec.h"
#include "store/etcd_json.h"
#include "store/site_event.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define ID "0d5d2a1e-0000-4000-8000-000000000001"

static void
check_site_event(const char *id, const char *text, size_t len)
{
	struct site_event *e = site_event_read(id, text, len), *again;
	char *written;

	if (!e)
		return;
	fuzz_check_clean("person", e->person);
	fuzz_check_clean("terminal user", e->terminal_user);
	fuzz_check_clean("site", e->site);
	fuzz_check(g_utf8_validate(e->body, -1, NULL), "a body not in UTF-8");
	written = site_event_write(e);
	again = site_event_read(id, written, strlen(written));
	fuzz_check(again && !strcmp(again->body, e->body), "sent on, it is another event");
	g_free(written);
	site_event_free(again);
	site_event_free(e);
}

static void
take(const struct etcd_change *change, void *data)
{
	(void)data;
	if (change->value)
		check_site_event(ID, change->value, change->value_len);
}

static void
put(json_object *doc, const char *name, const char *text)
{
	json_object_object_add(doc, name, json_object_new_string(text));
}

/* A whole event around what is inside: the kind, the body, the delivery. */
static void
check_inside(struct fuzz_input *in)
{
	enum event_kind kind = (enum event_kind)(1 + fuzz_pick(in, EVENT_KINDS - 1));
	char *body = fuzz_text(in, '\0', NULL), *delivery = fuzz_text(in, '\0', NULL);
	json_object *doc = json_object_new_object();
	const char *text;

	json_object_object_add(doc, "form", json_object_new_int(1));
	json_object_object_add(doc, "at_us", json_object_new_int64(1795353600 * SEC_US));
	put(doc, "site", "berlin");
	put(doc, "kind", event_kind_name(kind));
	put(doc, "person", body);
	put(doc, "body", body);
	put(doc, "delivery", delivery);
	text = json_object_to_json_string(doc);
	check_site_event(ID, text, strlen(text));
	json_object_put(doc);
	g_free(body);
	g_free(delivery);
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	unsigned which = fuzz_pick(&in, 5);
	const char *text = (const char *)in.at;
	struct etcd_news news;
	struct err e = { "" };
	json_object *answer;

	if (which == 0) {
		if (!etcd_read_line(text, in.left, take, NULL, &news, &e))
			fuzz_check_clean("reason", e.text);
	} else if (which == 1) {
		answer = etcd_parse(text, in.left);
		etcd_read_range(answer, take, NULL);
		json_object_put(answer);
	} else if (which == 4) {
		check_inside(&in);
	} else {
		check_site_event(which == 2 ? ID : ID "/sent", text, in.left);
	}
}

FUZZ_TARGET(etcd, run)
