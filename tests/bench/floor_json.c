/* The peer of a poll: one GET of the URL by libcurl, one json-c tree, six fields a row. */
#include <curl/curl.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

struct body {
	char *bytes;
	size_t len, size;
};

static size_t
take(char *bytes, size_t one, size_t len, void *user)
{
	struct body *b = user;

	(void)one;
	if (b->len + len + 1 > b->size) {
		b->size = (b->len + len + 1) * 2;
		b->bytes = realloc(b->bytes, b->size);
		if (!b->bytes)
			abort();
	}
	memcpy(b->bytes + b->len, bytes, len);
	b->len += len;
	b->bytes[b->len] = '\0';
	return len;
}

static char *
copy(json_object *alert, const char *group, const char *name)
{
	json_object *from = group ? json_object_object_get(alert, group) : alert;
	const char *text = json_object_get_string(json_object_object_get(from, name));

	return strdup(text ? text : "");
}

static void
fill_rows(json_object *alerts)
{
	static const char *const fields[][2] = {
		{ "labels", "alertname" },    { "labels", "severity" }, { "labels", "instance" },
		{ "annotations", "summary" }, { NULL, "startsAt" },     { NULL, "fingerprint" }
	};
	size_t n = json_object_array_length(alerts), n_fields = sizeof fields / sizeof fields[0];
	char **rows = calloc(n * n_fields + 1, sizeof *rows);

	for (size_t i = 0; rows && i < n; i++)
		for (size_t f = 0; f < n_fields; f++)
			rows[i * n_fields + f] =
			    copy(json_object_array_get_idx(alerts, i), fields[f][0], fields[f][1]);
	for (size_t i = 0; rows && i < n * n_fields; i++)
		free(rows[i]);
	free(rows);
}

int
main(int argc, char **argv)
{
	struct body body = { NULL, 0, 0 };
	json_object *alerts;
	CURLcode code;
	CURL *curl;

	curl_global_init(CURL_GLOBAL_DEFAULT);
	curl = curl_easy_init();
	curl_easy_setopt(curl, CURLOPT_URL, argc > 1 ? argv[1] : "");
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
	code = curl_easy_perform(curl);
	curl_easy_cleanup(curl);
	alerts = code == CURLE_OK && body.bytes ? json_tokener_parse(body.bytes) : NULL;
	if (alerts)
		fill_rows(alerts);
	json_object_put(alerts);
	free(body.bytes);
	return alerts ? 0 : 1;
}
