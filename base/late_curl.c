/* The functions of libcurl that we call, forwarded to it: it is loaded when it is first needed, since with what it
 * brings along it costs more than the rest of a start. */
#define CURL_DISABLE_TYPECHECK
#include "config.h"

#include "base/lang.h"
#include "base/late.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>

/* with curl's own macros of that name the calls are checked where they are made */
#undef curl_easy_setopt
#undef curl_easy_getinfo

/* What we call of it. */
#define CALLS(X) \
	X(curl_easy_cleanup) \
	X(curl_easy_getinfo) \
	X(curl_easy_init) \
	X(curl_easy_setopt) \
	X(curl_easy_strerror) \
	X(curl_getdate) \
	X(curl_global_init) \
	X(curl_multi_add_handle) \
	X(curl_multi_cleanup) \
	X(curl_multi_info_read) \
	X(curl_multi_init) \
	X(curl_multi_perform) \
	X(curl_multi_poll) \
	X(curl_multi_remove_handle) \
	X(curl_multi_wakeup) \
	X(curl_slist_append) \
	X(curl_slist_free_all)

#define FIELD(name) __typeof__(name) *name;
static struct {
	CALLS(FIELD)
} real;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

bool
late_curl(struct err *e)
{
#define ROW(name) { #name, (void **)&real.name },
	static const struct late_call calls[] = { CALLS(ROW) };
	static bool is_ready;
	bool is_ok;

	pthread_mutex_lock(&lock);
	if (!is_ready && late_load(LATE_CURL, calls, sizeof calls / sizeof *calls, e)) {
		/* libcurl would write the keys of every TLS session to the file that this names */
		unsetenv("SSLKEYLOGFILE");
		is_ready = !real.curl_global_init(CURL_GLOBAL_DEFAULT) ||
		           err_set(e, _("libcurl cannot start"));
	}
	is_ok = is_ready;
	pthread_mutex_unlock(&lock);
	return is_ok;
}

void
curl_easy_cleanup(CURL *easy)
{
	real.curl_easy_cleanup(easy);
}

/* Where the value goes is a pointer, whatever is asked. */
CURLcode
curl_easy_getinfo(CURL *easy, CURLINFO info, ...)
{
	va_list args;
	void *to;

	va_start(args, info);
	to = va_arg(args, void *);
	va_end(args);
	return real.curl_easy_getinfo(easy, info, to);
}

CURL *
curl_easy_init(void)
{
	return real.curl_easy_init();
}

/* The option's number says of what type its value is. */
CURLcode
curl_easy_setopt(CURL *easy, CURLoption option, ...)
{
	CURLcode code;
	va_list args;

	va_start(args, option);
	switch (option / 10000 * 10000) {
	case CURLOPTTYPE_LONG:
		code = real.curl_easy_setopt(easy, option, va_arg(args, long));
		break;
	case CURLOPTTYPE_OFF_T:
		code = real.curl_easy_setopt(easy, option, va_arg(args, curl_off_t));
		break;
	case CURLOPTTYPE_FUNCTIONPOINT:
		code = real.curl_easy_setopt(easy, option, va_arg(args, void (*)(void)));
		break;
	default:
		code = real.curl_easy_setopt(easy, option, va_arg(args, void *));
	}
	va_end(args);
	return code;
}

const char *
curl_easy_strerror(CURLcode code)
{
	return real.curl_easy_strerror(code);
}

time_t
curl_getdate(const char *text, const time_t *unused)
{
	return real.curl_getdate(text, unused);
}

CURLMcode
curl_multi_add_handle(CURLM *multi, CURL *easy)
{
	return real.curl_multi_add_handle(multi, easy);
}

CURLMcode
curl_multi_cleanup(CURLM *multi)
{
	return real.curl_multi_cleanup(multi);
}

CURLMsg *
curl_multi_info_read(CURLM *multi, int *n)
{
	return real.curl_multi_info_read(multi, n);
}

CURLM *
curl_multi_init(void)
{
	return real.curl_multi_init();
}

CURLMcode
curl_multi_perform(CURLM *multi, int *n)
{
	return real.curl_multi_perform(multi, n);
}

CURLMcode
curl_multi_poll(CURLM *multi, struct curl_waitfd fds[], unsigned n_fds, int timeout_ms, int *n)
{
	return real.curl_multi_poll(multi, fds, n_fds, timeout_ms, n);
}

CURLMcode
curl_multi_remove_handle(CURLM *multi, CURL *easy)
{
	return real.curl_multi_remove_handle(multi, easy);
}

CURLMcode
curl_multi_wakeup(CURLM *multi)
{
	return real.curl_multi_wakeup(multi);
}

struct curl_slist *
curl_slist_append(struct curl_slist *list, const char *text)
{
	return real.curl_slist_append(list, text);
}

void
curl_slist_free_all(struct curl_slist *list)
{
	if (list)
		real.curl_slist_free_all(list);
}
