/* Answers that are far too large: a gibibyte in chunks, or unpacked, headers without end, and lists that would
 * make a large tree. */
#include "tests/unit/http_flood.h"

#include "tests/unit/http_fixture.h"

#include <glib.h>
#include <string.h>

#define GIB (1024L * 1024 * 1024)

enum { CHUNK_BYTES = 0x10000, LINES = 20000, LIST_BYTES = 8 * 1024 * 1024 };
/* A match of deflate repeats so many bytes. Eight of these codes, of 13 bits each, fill whole bytes. */
enum { MATCH_BYTES = 258, MATCHES = 8 * 5000, MATCHES_BYTES = 13 * 5000 };

static bool
write_text(int fd, const char *text)
{
	return http_write(fd, text, strlen(text));
}

static bool
write_chunk(int fd, const char *bytes, size_t len)
{
	char *size = g_strdup_printf("%zx\r\n", len);
	bool is_ok = write_text(fd, size) && http_write(fd, bytes, len) && write_text(fd, "\r\n");

	g_free(size);
	return is_ok;
}

long
http_flood_chunks(int fd, const atomic_bool *is_stopping)
{
	char *spaces = g_strnfill(CHUNK_BYTES, ' ');
	long sent = 0;

	write_text(fd, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
	while (sent < GIB && !atomic_load(is_stopping) && write_chunk(fd, spaces, CHUNK_BYTES))
		sent += CHUNK_BYTES;
	g_free(spaces);
	return sent;
}

/* The first bit of the text is the lowest of the first byte. */
static GString *
bytes_of(const GString *bits)
{
	GString *bytes = g_string_new(NULL);

	for (size_t i = 0; i + 8 <= bits->len; i += 8) {
		unsigned byte = 0;

		for (size_t k = 0; k < 8; k++)
			byte |= (unsigned)(bits->str[i + k] == '1') << k;
		g_string_append_c(bytes, (char)byte);
	}
	return bytes;
}

/* A stream in a block of fixed codes: a space, and then "the 258 bytes from one back" without end. Sent once
 * with its beginning, then by pieces that are all alike. */
long
http_flood_bomb(int fd, const atomic_bool *is_stopping)
{
	static const char gzip[] = "\x1f\x8b\x08\0\0\0\0\0\0\x03";
	GString *bits = g_string_new("1"          /* the last block */
	                             "10"         /* of fixed codes */
	                             "01010000"), /* a space */
	    *bytes;
	long sent = 0, unpacked = 0;
	bool is_ok;

	while (bits->len < 8 * MATCHES_BYTES + 16 || bits->len % 8)
		g_string_append(bits, "11000101" /* 258 bytes */
		                      "00000");  /* from one back */
	bytes = bytes_of(bits);
	is_ok = write_text(fd, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
	                       "Transfer-Encoding: chunked\r\n\r\n") &&
	        write_chunk(fd, gzip, sizeof gzip - 1) && write_chunk(fd, bytes->str, bytes->len);
	g_string_erase(bytes, 0, (gssize)bytes->len - MATCHES_BYTES);
	while (is_ok && unpacked < GIB && !atomic_load(is_stopping)) {
		is_ok = write_chunk(fd, bytes->str, bytes->len);
		unpacked += (long)MATCH_BYTES * MATCHES;
		sent += (long)bytes->len;
	}
	g_string_free(bits, TRUE);
	g_string_free(bytes, TRUE);
	return sent;
}

long
http_flood_headers(int fd, const atomic_bool *is_stopping)
{
	static const char line[] = "X-A: b\r\n";
	long sent = 0;

	write_text(fd, "HTTP/1.1 200 OK\r\n");
	for (int i = 0; i < LINES && !atomic_load(is_stopping); i++)
		sent += write_text(fd, line) ? (long)strlen(line) : 0;
	write_text(fd, "Content-Length: 2\r\n\r\n{}");
	return sent;
}

void
http_flood_list(int fd, const char *head, const char *element)
{
	GString *body = g_string_new(head);

	while (body->len + strlen(element) + 2 < LIST_BYTES)
		g_string_append(body, element);
	g_string_truncate(body, body->len - 1);
	g_string_append(body, *head == '[' ? "]" : "]}");
	http_reply(fd, 200, "", body->str);
	g_string_free(body, TRUE);
}
