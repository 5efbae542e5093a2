/* Fuzz target: the key decoder. However the bytes are cut into reads, the keys are the same. */
#include "tests/fuzz/fuzz.h"
#include "tui/key_decoder.h"
#include "tui/key_name.h"

#include <string.h>

/* Less than what counts as a paste without brackets, which only a long read can be */
enum { READ_MAX = 31 };

static void
take_keys(struct key_decoder *d, GString *keys)
{
	char name[KEY_NAME_SIZE], again[KEY_NAME_SIZE], *paste;

	while (key_decoder_next(d, name, sizeof name, &paste)) {
		fuzz_check(*name && g_utf8_validate(name, -1, NULL), "a key without a name");
		if (paste)
			fuzz_check(!strcmp(name, "Paste") && g_utf8_validate(paste, -1, NULL),
			           "a paste that is no text");
		else
			fuzz_check(key_name_parse(name, again, sizeof again) &&
			               !strcmp(name, again),
			           "'%s' is the name of no key", name);
		g_string_append_printf(keys, "%s %s\n", name, paste ? paste : "");
		g_free(paste);
	}
}

static char *
decode(const uint8_t *bytes, size_t len, size_t read_len)
{
	struct key_decoder *d = key_decoder_new();
	GString *keys = g_string_new("");

	for (size_t i = 0; i < len; i += read_len) {
		key_decoder_feed(d, bytes + i, MIN(read_len, len - i));
		take_keys(d, keys);
	}
	while (key_decoder_is_pending(d)) {
		key_decoder_expire(d);
		take_keys(d, keys);
	}
	key_decoder_free(&d);
	return g_string_free(keys, FALSE);
}

static void
run(const uint8_t *bytes, size_t len)
{
	struct fuzz_input in = { bytes, len };
	size_t read_len = 2 + fuzz_pick(&in, READ_MAX - 1);
	char *one = decode(in.at, in.left, 1), *many = decode(in.at, in.left, read_len);
	char *paste = decode(in.at, in.left, SIZE_MAX / 2);

	fuzz_check(!strcmp(one, many), "reads of %zu bytes give\n%sand reads of one byte\n%s",
	           read_len, many, one);
	g_free(one);
	g_free(many);
	g_free(paste);
}

FUZZ_TARGET(keys, run)
