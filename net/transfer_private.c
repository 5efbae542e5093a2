/* What of a request nobody may read again in the answer, as careless servers and proxies show it. */
#include "net/transfer_private.h"

#include <string.h>

enum { LEAST_SECRET = 4, LEAST_URL_PART = 12 };

static void
wipe(gpointer text)
{
	explicit_bzero(text, strlen(text));
	g_free(text);
}

GPtrArray *
private_new(void)
{
	return g_ptr_array_new_with_free_func(wipe);
}

void
private_add(GPtrArray *texts, const char *text)
{
	if (strlen(text) >= LEAST_SECRET)
		g_ptr_array_add(texts, g_strdup(text));
}

void
private_add_secret(GPtrArray *texts, const char *user, const char *secret)
{
	char *pair, *sent;

	private_add(texts, secret);
	if (!user)
		return;
	pair = g_strconcat(user, ":", secret, NULL);
	sent = g_base64_encode((const guchar *)pair, strlen(pair));
	private_add(texts, sent);
	wipe(sent);
	wipe(pair);
}

void
private_add_header(GPtrArray *texts, const char *header)
{
	const char *value = strchr(header, ':');

	if (value)
		private_add(texts, value + 1 + strspn(value + 1, " \t"));
}

void
private_add_url(GPtrArray *texts, const char *url)
{
	const char *host = strstr(url, "://"), *rest = host ? strpbrk(host + 3, "/?") : NULL;
	char **parts = g_strsplit_set(rest ? rest : "", "/?&=#", -1);

	for (char **part = parts; *part; part++)
		if (strlen(*part) >= LEAST_URL_PART)
			private_add(texts, *part);
	g_strfreev(parts);
}

void
private_hide(const GPtrArray *texts, GString *answer)
{
	for (guint i = 0; i < texts->len; i++) {
		const char *text = g_ptr_array_index(texts, i);
		size_t len = strlen(text);
		char *at = answer->str, *end = answer->str + answer->len;

		while ((at = memmem(at, (size_t)(end - at), text, len))) {
			memset(at, '*', len);
			at += len;
		}
	}
}
