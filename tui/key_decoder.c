/* Turns the bytes that a terminal sends into names of keys. */
#include "tui/key_decoder.h"

#include "tui/key_sequence.h"

#include <glib.h>
#include <string.h>

enum {
	ESC = 0x1b,
	CTRL_C = 0x03,
	PASTE_MAX = 64 * 1024,
	BURST_MIN = 64,         /* this much plain text in one read was not typed */
	BURST_MIN_LINES = 32,   /* nor this much with a line end in it */
	BURST_MIN_DISTINCT = 8, /* unless it is a key that repeats */
	BURST_PLAIN_PARTS = 4 /* text may be coloured: all of it but one part in so many is plain */
};

static const char paste_end[] = "\033[201~";

struct key_decoder {
	GByteArray *in;   /* not yet decoded */
	GString *paste;   /* text of the paste that is under way */
	bool in_paste;    /* between the brackets */
	bool is_ended;    /* ... and the closing one came: a pause must follow */
	bool in_burst;    /* a paste without brackets */
	bool has_mouse;   /* its reports are given out */
	bool has_expired; /* what is in `in` is all there is */
};

struct key_decoder *
key_decoder_new(void)
{
	struct key_decoder *d = g_new0(struct key_decoder, 1);

	d->in = g_byte_array_new();
	d->paste = g_string_new(NULL);
	return d;
}

void
key_decoder_free(struct key_decoder **d)
{
	if (!*d)
		return;
	g_byte_array_unref((*d)->in);
	g_string_free((*d)->paste, TRUE);
	g_free(*d);
	*d = NULL;
}

void
key_decoder_set_mouse(struct key_decoder *d, bool is_on)
{
	d->has_mouse = is_on;
}

static bool
is_plain(guint8 b)
{
	return (b >= ' ' && b != 0x7f) || b == '\r' || b == '\n' || b == '\t';
}

/* Length of the report of the mouse that begins here; 0: none does. */
static size_t
report_length(const guint8 *p, size_t left)
{
	static const char start[] = "\033[<";
	size_t n = strlen(start);

	if (left <= n || memcmp(p, start, n) != 0)
		return 0;
	while (n < left && (g_ascii_isdigit(p[n]) || p[n] == ';'))
		n++;
	return n < left && (p[n] == 'M' || p[n] == 'm') ? n + 1 : 0;
}

static bool
looks_pasted(const guint8 *bytes, size_t len)
{
	bool seen[256] = { false }, has_lines = false;
	unsigned distinct = 0;
	size_t plain = 0, reports = 0;

	for (size_t i = 0; i < len; i++) {
		size_t report = report_length(bytes + i, len - i); /* a wheel sends many at once */

		if (report > 0) {
			i += report - 1;
			reports += report;
		}
		if (report > 0 || !is_plain(bytes[i]))
			continue;
		plain++;
		distinct += !seen[bytes[i]];
		seen[bytes[i]] = true;
		has_lines |= (bytes[i] == '\r' || bytes[i] == '\n') && i + 1 < len;
	}
	len -= reports;
	return distinct >= BURST_MIN_DISTINCT && len - plain <= len / BURST_PLAIN_PARTS &&
	       plain >= (has_lines ? BURST_MIN_LINES : BURST_MIN);
}

static void
add_pasted(struct key_decoder *d, const guint8 *bytes, size_t len)
{
	size_t room = PASTE_MAX - d->paste->len;

	g_string_append_len(d->paste, (const char *)bytes, (gssize)MIN(len, room));
}

void
key_decoder_feed(struct key_decoder *d, const void *bytes, size_t len)
{
	if (len == 0)
		return;
	d->has_expired = false;
	if (!d->in_paste && !d->in_burst && d->in->len == 0)
		d->in_burst = looks_pasted(bytes, len);
	if (d->in_burst) {
		add_pasted(d, bytes, len);
		return;
	}
	g_byte_array_append(d->in, bytes, (guint)len);
}

static bool
finish_paste(struct key_decoder *d, char *buf, size_t size, char **paste)
{
	*paste = g_utf8_make_valid(d->paste->str, (gssize)d->paste->len);
	g_string_truncate(d->paste, 0);
	d->in_paste = d->is_ended = d->in_burst = false;
	g_strlcpy(buf, "Paste", size);
	return true;
}

static bool
ends_in_ctrl_c(const struct key_decoder *d)
{
	return d->in->len > 0 && d->in->data[d->in->len - 1] == CTRL_C;
}

/* Does the rest of the input begin with the closing bracket, or with what may become an end? */
static bool
may_end(const struct key_decoder *d, size_t at)
{
	size_t rest = d->in->len - at;

	if (d->in->data[at] == CTRL_C)
		return rest == 1; /* in the midst of text it is text */
	return d->in->data[at] == ESC &&
	       memcmp(d->in->data + at, paste_end, MIN(rest, sizeof paste_end - 1)) == 0;
}

/* Moves pasted bytes from the input; true when the paste is complete. What comes behind its end without a pause was not
 * typed: the text itself held the bracket, and the rest of it must not become keys. */
static bool
take_pasted(struct key_decoder *d)
{
	size_t i = 0;

	while (!d->is_ended && i < d->in->len && !may_end(d, i))
		i++;
	add_pasted(d, d->in->data, i);
	g_byte_array_remove_range(d->in, 0, (guint)i);
	d->is_ended |= d->in->len >= sizeof paste_end - 1 || (d->has_expired && ends_in_ctrl_c(d));
	if (d->is_ended)
		g_byte_array_set_size(d->in, 0);
	return d->is_ended && d->has_expired;
}

bool
key_decoder_next(struct key_decoder *d, char *buf, size_t size, char **paste)
{
	*paste = NULL;
	if (d->in_burst)
		return d->has_expired && finish_paste(d, buf, size, paste);
	while (d->in_paste || d->in->len > 0) {
		struct key_bytes b = { d->in->data, d->in->len, d->has_expired };
		struct key_found f = { 0 };
		enum key_step step;

		if (d->in_paste)
			return take_pasted(d) && finish_paste(d, buf, size, paste);
		step = key_sequence(b, &f);
		if (step == KEY_STEP_MORE)
			return false;
		g_byte_array_remove_range(d->in, 0, (guint)f.used);
		if (step == KEY_STEP_PASTE)
			d->in_paste = true;
		if (step == KEY_STEP_KEY || (step == KEY_STEP_MOUSE && d->has_mouse)) {
			g_strlcpy(buf, f.name, size);
			return true;
		}
	}
	return false;
}

bool
key_decoder_is_pending(const struct key_decoder *d)
{
	if (d->in_paste)
		return d->is_ended || ends_in_ctrl_c(d);
	return d->in_burst || d->in->len > 0;
}

void
key_decoder_expire(struct key_decoder *d)
{
	d->has_expired = d->in_paste || key_decoder_is_pending(d);
}
