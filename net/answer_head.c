/* What is read from the header of an answer. Pure. */
#include "net/answer_head.h"

#include "base/clock.h"

#include <curl/curl.h>
#include <glib.h>
#include <string.h>

#define LONGEST_US (24 * HOUR_US)

static int64_t
instant_of(const char *value)
{
	time_t date = curl_getdate(value, NULL);

	return date < 0 ? UNSAID : (int64_t)date * SEC_US;
}

/* "120"; -1 when it is no number. */
static int64_t
seconds_of(const char *value)
{
	guint64 seconds;

	if (!g_ascii_string_to_unsigned(value, 10, 0, G_MAXUINT32, &seconds, NULL))
		return -1;
	return MIN((int64_t)seconds * SEC_US, LONGEST_US);
}

/* A validator goes back to the server as it came, so it must be one that can stand in a header. */
static void
keep_validator(char *to, const char *value)
{
	size_t len = strlen(value);

	to[0] = '\0';
	if (len >= VALIDATOR_MAX)
		return;
	for (size_t i = 0; i < len; i++)
		if (!g_ascii_isprint(value[i]))
			return;
	memcpy(to, value, len + 1);
}

static void
take_field(struct answer_head *head, const char *name, const char *value)
{
	int64_t us;

	if (!g_ascii_strcasecmp(name, "Date")) {
		head->date_us = instant_of(value);
	} else if (!g_ascii_strcasecmp(name, "Age")) {
		head->age_us = MAX(seconds_of(value), 0);
	} else if (!g_ascii_strcasecmp(name, "Retry-After")) {
		us = seconds_of(value);
		head->retry_after_us = MAX(us, 0);
		head->retry_at_us = us < 0 ? instant_of(value) : UNSAID;
	} else if (!g_ascii_strcasecmp(name, "ETag")) {
		keep_validator(head->etag, value);
	} else if (!g_ascii_strcasecmp(name, "Last-Modified")) {
		keep_validator(head->modified, value);
	}
}

void
answer_head_take(struct answer_head *head, const char *line, size_t len)
{
	char *text, *colon;

	if (len >= 5 && !memcmp(line, "HTTP/", 5)) {
		*head = (struct answer_head){ .date_us = UNSAID, .retry_at_us = UNSAID };
		return;
	}
	colon = memchr(line, ':', len);
	if (!colon || !memchr("DdAaRrEeLl", line[0], 10)) /* most lines are none of ours */
		return;
	text = g_strndup(line, len);
	text[colon - line] = '\0';
	take_field(head, text, g_strstrip(text + (colon - line) + 1));
	g_free(text);
}

int64_t
answer_head_wait_us(const struct answer_head *head, int64_t now_us)
{
	if (head->retry_at_us == UNSAID)
		return head->retry_after_us;
	if (head->date_us != UNSAID)
		now_us = head->date_us;
	return CLAMP(head->retry_at_us - now_us, 0, LONGEST_US);
}
