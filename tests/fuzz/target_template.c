/* Fuzz target: request templates. Input: a byte for the place, one that says whether the bytes are the
 * template or the values, then texts that end with a NUL: the template, title, comment, fingerprint. */
#include "net/json_read.h"
#include "net/request_template.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

/* Templates that a writer means well: whatever the values are, the result keeps their shape. */
static const char *const meant[] = {
	[PLACE_JSON] =
	    "{\"a\":\"{title}\",\"b\":[\"{comment|html}\",{until_s}],\"c\":\"{label:x}\"}",
	[PLACE_URL] = "/a/{title}/b?c={comment}",
	[PLACE_FORM] = "a={title}&b={comment}",
	[PLACE_TEXT] = "{title} {comment}",
	[PLACE_HEADER] = "X-Title: {title}",
};

static unsigned
count(const char *text, char c)
{
	unsigned n = 0;

	for (; *text; text++)
		n += *text == c;
	return n;
}

static void
check_json(const char *filled)
{
	struct err e = { "" };
	json_object *root = json_read(filled, strlen(filled), &e);

	fuzz_check(root != NULL, "no JSON: %s", filled);
	fuzz_check(json_object_object_length(root) == 3, "another shape: %s", filled);
	fuzz_check(json_object_array_length(json_member(root, "b")) == 2, "another list: %s",
	           filled);
	json_object_put(root);
}

static void
check_shape(enum template_place place, const char *filled)
{
	if (place == PLACE_JSON)
		check_json(filled);
	if (place == PLACE_URL)
		fuzz_check(count(filled, '/') == 3 && count(filled, '?') == 1 &&
		               count(filled, '&') == 0 && count(filled, '#') == 0,
		           "another address: %s", filled);
	if (place == PLACE_FORM)
		fuzz_check(count(filled, '&') == 1 && count(filled, '=') == 2, "another form: %s",
		           filled);
	if (place == PLACE_HEADER)
		fuzz_check(!strpbrk(filled, "\r\n"), "a second header: %s", filled);
	for (const char *p = filled; place == PLACE_URL && *p; p++)
		fuzz_check(*p > ' ' && *p < 0x7F, "a URL with byte %02x", (unsigned char)*p);
}

static void
name_field(const char *name, void *user)
{
	unsigned *n = user;

	fuzz_check(*name != '\0', "a field without a name");
	(*n)++;
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	enum template_place place = (enum template_place)fuzz_pick(&in, PLACE_HEADER + 1);
	bool is_meant = fuzz_pick(&in, 2);
	struct source_conf *conf = source_conf_new();
	struct delivery *d = delivery_new();
	struct template_fill fill = { .conf = conf,
		                      .delivery = d,
		                      .token = "t/k",
		                      .secret = "s",
		                      .request_id = "r",
		                      .now_us = 1795353600 * SEC_US };
	char *text = fuzz_text(&in, '\0', NULL),
	     **values[] = { &d->alert_title, &d->comment, &d->fingerprint };
	struct err e = { "" };
	unsigned fields = 0;
	char *filled;

	conf->name = g_strdup("target");
	d->at_us = 0;
	d->until_us = SEC_US;
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
		char *value = fuzz_text(&in, '\0', NULL), *clean = g_utf8_make_valid(value, -1);

		delivery_set(values[i], clean);
		g_free(clean);
		g_free(value);
	}
	delivery_add_label(d, "x", d->fingerprint);
	template_each(text, name_field, &fields);
	filled = template_fill(is_meant ? meant[place] : text, place, &fill, &e);
	fuzz_check(filled || *e.text, "refused without a reason");
	if (!filled)
		fuzz_check_clean("why", e.text);
	fuzz_check(is_meant || fields > 0 || (filled && !strcmp(filled, text)),
	           "changed without a field");
	if (filled && is_meant)
		check_shape(place, filled);
	g_free(filled);
	g_free(text);
	delivery_free(&d);
	source_conf_free(&conf);
}

FUZZ_TARGET(template, run)
