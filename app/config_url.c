/* Configuration of addresses and of the headers of requests to them. */
#include "app/config_reader.h"
#include "base/lang.h"

#include <libconfig.h>
#include <string.h>

static bool
is_http(const char *scheme)
{
	return !g_strcmp0(scheme, "http") || !g_strcmp0(scheme, "https");
}

static void
check_url(struct config_reader *r, unsigned line, const char *text, GUri *uri)
{
	if (!uri)
		reader_problem(r, line, _("%s: '%s' is not an address: write \"http://host:9090\""),
		               r->where, text);
	else if (!g_strcmp0(g_uri_get_scheme(uri), "file"))
		return; /* a roster's, which add_source() knows */
	else if (!is_http(g_uri_get_scheme(uri)))
		reader_problem(r, line, _("%s: only http and https are spoken here, not '%s'"),
		               r->where, g_uri_get_scheme(uri));
	else if (g_uri_get_userinfo(uri))
		reader_problem(
		    r, line,
		    _("%s: no names or passwords in an address: use user and password_file"),
		    r->where);
	else if (!g_uri_get_host(uri) || !*g_uri_get_host(uri))
		reader_problem(r, line, _("%s: '%s' has no host"), r->where, text);
	else if (g_uri_get_query(uri) || g_uri_get_fragment(uri))
		reader_problem(r, line, _("%s: an address here ends before '?' and '#'"), r->where);
}

/* The address is kept without a slash at its end, since paths that start with one are appended. */
void
reader_url(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct source_conf *source = into;
	char *text = reader_text(r, setting, _("an address"));
	GUri *uri;
	size_t n;

	if (!text)
		return;
	uri = g_uri_parse(text, G_URI_FLAGS_NONE, NULL);
	check_url(r, config_setting_source_line(setting), text, uri);
	if (uri)
		g_uri_unref(uri);
	for (n = strlen(text); n > 0 && text[n - 1] == '/'; n--)
		text[n - 1] = '\0';
	g_free(source->url);
	source->url = text;
}

static void
add_url(struct config_reader *r, unsigned line, const char *text, void *data)
{
	struct source_conf *source = data;
	GUri *uri = g_uri_parse(text, G_URI_FLAGS_NONE, NULL);
	char *kept = g_strdup(text);

	check_url(r, line, text, uri);
	if (uri)
		g_uri_unref(uri);
	while (g_str_has_suffix(kept, "/"))
		kept[strlen(kept) - 1] = '\0';
	if (source->url)
		g_ptr_array_add(source->peers, kept);
	else
		source->url = kept;
}

void
reader_urls(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct source_conf *source = into;

	if (source->url)
		reader_problem(r, config_setting_source_line(setting),
		               _("%s: 'url' is one address and 'urls' are all: write one of them"),
		               r->where);
	reader_texts(r, setting, add_url, into);
}

bool
reader_is_header(struct config_reader *r, unsigned line, const char *text)
{
	guint before = r->errors;
	bool has_secret = strstr(text, "{token}") != NULL;
	size_t n = strspn(text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "!#$%&'*+-.^_`|~");

	if (strpbrk(text, "\r\n"))
		reader_problem(
		    r, line,
		    _("%s: a header has no line breaks: they would add headers that nobody sees"),
		    r->where);
	else if (n == 0 || text[n] != ':')
		reader_problem(r, line, _("%s: '%s' is not a header: write \"Name: value\""),
		               r->where, text);
	else if (!has_secret && (!g_ascii_strncasecmp(text, "authorization:", 14) ||
	                         !g_ascii_strncasecmp(text, "cookie:", 7)))
		reader_problem(r, line,
		               _("%s: no secrets in this file: use password_file or token_file"),
		               r->where);
	return r->errors == before;
}

static void
add_header(struct config_reader *r, unsigned line, const char *text, void *data)
{
	struct source_conf *source = data;

	if (reader_is_header(r, line, text))
		g_ptr_array_add(source->headers, g_strdup(text));
}

void
reader_headers(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	reader_texts(r, setting, add_header, into);
}

static void
add_header_file(struct config_reader *r, unsigned line, const char *text, void *data)
{
	struct source_conf *source = data;
	size_t n = strspn(text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "!#$%&'*+-.^_`|~");
	const char *file = text + n + 1;
	char *dir, *path;

	if (n == 0 || text[n] != ':' || !*(file += strspn(file, " "))) {
		reader_problem(r, line,
		               _("%s: '%s' is not a header and its file: write \"Name: FILE\""),
		               r->where, text);
		return;
	}
	dir = g_path_get_dirname(r->config->file);
	path = g_path_is_absolute(file) ? g_strdup(file) : g_build_filename(dir, file, NULL);
	g_ptr_array_add(source->header_files, g_strdup_printf("%.*s: %s", (int)n, text, path));
	g_free(dir);
	g_free(path);
}

void
reader_header_files(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	reader_texts(r, setting, add_header_file, into);
}
