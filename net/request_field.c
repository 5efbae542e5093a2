/* The fields of request templates: which there are, and what each is worth. */
#include "net/request_template.h"

#include "base/lang.h"

#include <string.h>

typedef char *field_value(const struct template_fill *fill, struct err *e);

#define TEXT_FIELD(name, expression) \
	static char *name(const struct template_fill *fill, struct err *e) \
	{ \
		(void)e; \
		return g_strdup(expression); \
	}

TEXT_FIELD(value_title, fill->delivery->alert_title)
TEXT_FIELD(value_key, fill->delivery->alert_key)
TEXT_FIELD(value_fingerprint, fill->delivery->fingerprint)
TEXT_FIELD(value_id, fill->delivery->id)
TEXT_FIELD(value_kind, event_kind_name(fill->delivery->kind))
TEXT_FIELD(value_source, fill->conf->name)
TEXT_FIELD(value_comment, fill->delivery->comment)
TEXT_FIELD(value_author, fill->delivery->person)
TEXT_FIELD(value_tier, fill->delivery->tier)
TEXT_FIELD(value_remote_id, fill->delivery->remote_id)
TEXT_FIELD(value_request_id, fill->request_id ? fill->request_id : "")
TEXT_FIELD(value_items, fill->items ? fill->items : "")

static char *
value_email(const struct template_fill *fill, struct err *e)
{
	if (*fill->delivery->email)
		return g_strdup(fill->delivery->email);
	err_set(
	    e,
	    _("source %s wants the e-mail address of %s: write email = \"...\" at that person in "
	      "the configuration"),
	    fill->conf->name, *fill->delivery->person ? fill->delivery->person : _("who acts"));
	return NULL;
}

static char *
value_until(const struct template_fill *fill, struct err *e)
{
	char until[32];

	(void)e;
	return g_strdup(fill->delivery->until_us == UNSAID
	                    ? ""
	                    : instant_rfc3339(fill->delivery->until_us, until, sizeof until));
}

static char *
value_until_s(const struct template_fill *fill, struct err *e)
{
	(void)e;
	return fill->delivery->until_us == UNSAID
	           ? g_strdup("")
	           : g_strdup_printf("%" PRId64, fill->delivery->until_us / SEC_US);
}

/* From the key press on, so that what is sent again says the same. */
static char *
value_duration_s(const struct template_fill *fill, struct err *e)
{
	const struct delivery *d = fill->delivery;

	(void)e;
	if (d->until_us == UNSAID || d->at_us == UNSAID)
		return g_strdup("");
	return g_strdup_printf("%" PRId64, MAX((d->until_us - d->at_us + SEC_US - 1) / SEC_US, 1));
}

static char *
value_timestamp_s(const struct template_fill *fill, struct err *e)
{
	(void)e;
	return g_strdup_printf("%" PRId64, fill->now_us / SEC_US);
}

static char *
value_timestamp_ms(const struct template_fill *fill, struct err *e)
{
	(void)e;
	return g_strdup_printf("%" PRId64, fill->now_us / MSEC_US);
}

static char *
value_token(const struct template_fill *fill, struct err *e)
{
	if (fill->token)
		return g_strdup(fill->token);
	err_set(e, _("secret: source %s names no token_file for {token}"), fill->conf->name);
	return NULL;
}

/* Base64 of HMAC-SHA256. */
static char *
hmac(const char *key, const char *text)
{
	GHmac *h = g_hmac_new(G_CHECKSUM_SHA256, (const guchar *)key, strlen(key));
	guint8 digest[32];
	gsize len = sizeof digest;

	g_hmac_update(h, (const guchar *)text, (gssize)strlen(text));
	g_hmac_get_digest(h, digest, &len);
	g_hmac_unref(h);
	return g_base64_encode(digest, len);
}

static bool
has_secret(const struct template_fill *fill, struct err *e)
{
	return fill->secret || err_set(e, _("secret: source %s names no secret_file to sign with"),
	                               fill->conf->name);
}

/* DingTalk: the key is the secret, the text "milliseconds\nsecret". */
static char *
value_sign_dingtalk(const struct template_fill *fill, struct err *e)
{
	char *text, *sign;

	if (!has_secret(fill, e))
		return NULL;
	text = g_strdup_printf("%" PRId64 "\n%s", fill->now_us / MSEC_US, fill->secret);
	sign = hmac(fill->secret, text);
	explicit_bzero(text, strlen(text));
	g_free(text);
	return sign;
}

/* Feishu: the key is "seconds\nsecret", the text is empty. */
static char *
value_sign_feishu(const struct template_fill *fill, struct err *e)
{
	char *key, *sign;

	if (!has_secret(fill, e))
		return NULL;
	key = g_strdup_printf("%" PRId64 "\n%s", fill->now_us / SEC_US, fill->secret);
	sign = hmac(key, "");
	explicit_bzero(key, strlen(key));
	g_free(key);
	return sign;
}

/* One row a field; template_fields has the words for the manual in the same order. */
/* clang-format off */
const struct template_field template_fields[] = {
	{ "title", "title of the alert, gate or plan" },
	{ "alert", "the same" },
	{ "key", "what the room calls the alert: \"source/fingerprint\"; the same for all news about it" },
	{ "fingerprint", "what its source calls the alert" },
	{ "id", "of the action; the same each time it is sent again" },
	{ "kind", "ack, unack, silence, note, escalate, done, ..." },
	{ "source", "name of this source or target" },
	{ "comment", "what the person wrote; of a notice the whole sentence" },
	{ "text", "the same" },
	{ "author", "id of the person" },
	{ "author_email", "the person's e-mail address; refused if there is none" },
	{ "tier", "tier of the alert" },
	{ "until", "end of the acknowledgement or silence, RFC 3339" },
	{ "until_rfc3339", "the same" },
	{ "until_s", "the same in seconds since 1970" },
	{ "duration_s", "its length in seconds" },
	{ "remote_id", "what the answer to the acknowledgement called it" },
	{ "request_id", "of an answer that only says that the request was accepted" },
	{ "items", "of a request for several alerts: each one's item, with commas" },
	{ "token", "what is in token_file" },
	{ "timestamp_s", "now in seconds since 1970" },
	{ "timestamp_ms", "the same in milliseconds" },
	{ "sign_dingtalk", "signature with secret_file as DingTalk wants it" },
	{ "sign_feishu", "signature with secret_file as Feishu wants it" },
	{ NULL, NULL }
};
static field_value *const values[] = {
	value_title, value_title, value_key, value_fingerprint, value_id, value_kind,
	value_source, value_comment, value_comment, value_author, value_email, value_tier,
	value_until, value_until, value_until_s, value_duration_s, value_remote_id,
	value_request_id, value_items, value_token, value_timestamp_s, value_timestamp_ms,
	value_sign_dingtalk, value_sign_feishu
};
/* clang-format on */
G_STATIC_ASSERT(G_N_ELEMENTS(values) + 1 == G_N_ELEMENTS(template_fields));

static char *
label_value(const struct delivery *d, const char *name)
{
	for (size_t i = 0; i < d->n_labels; i++)
		if (!strcmp(d->labels[i].name, name))
			return g_strdup(d->labels[i].value);
	return g_strdup("");
}

static char *
setting_value(const struct source_conf *conf, const char *name, struct err *e)
{
	for (guint i = 0; i < conf->settings->len; i++) {
		const struct json_field *f = g_ptr_array_index(conf->settings, i);

		if (!strcmp(f->field, name))
			return g_strdup(f->pointer);
	}
	err_set(e, _("source %s has no set = { %s = \"...\"; }"), conf->name, name);
	return NULL;
}

char *
template_value(const char *name, const struct template_fill *fill, struct err *e)
{
	if (g_str_has_prefix(name, "label:"))
		return label_value(fill->delivery, name + strlen("label:"));
	if (g_str_has_prefix(name, "set:"))
		return setting_value(fill->conf, name + strlen("set:"), e);
	for (size_t i = 0; template_fields[i].name; i++)
		if (!strcmp(template_fields[i].name, name))
			return values[i](fill, e);
	err_set(e, _("there is no field {%s}"), name);
	return NULL;
}

bool
template_knows(const char *name)
{
	const char *colon = strchr(name, ':');

	if (colon)
		return colon[1] &&
		       (g_str_has_prefix(name, "label:") || g_str_has_prefix(name, "set:"));
	for (size_t i = 0; template_fields[i].name; i++)
		if (!strcmp(template_fields[i].name, name))
			return true;
	return false;
}
