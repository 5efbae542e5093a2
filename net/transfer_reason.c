/* Why a transfer brought no whole answer, in one sentence. */
#include "net/transfer.h"

#include "base/lang.h"
#include "base/text.h"

#include <curl/curl.h>
#include <string.h>

/* "4 s", "200 ms" */
static char *
seconds(int64_t us, char *buf, size_t size)
{
	if (us % SEC_US)
		g_snprintf(buf, (gulong)size, "%" PRId64 " ms", us / MSEC_US);
	else
		g_snprintf(buf, (gulong)size, "%" PRId64 " s", us / SEC_US);
	return buf;
}

static bool
is_tls(CURLcode code, const char *text)
{
	switch (code) {
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CIPHER:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_ISSUER_ERROR:
	case CURLE_SSL_CRL_BADFILE:
	case CURLE_SSL_INVALIDCERTSTATUS:
	case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
	case CURLE_SSL_CLIENTCERT:
		return true;
	default: /* a refused client certificate comes as an error of reading */
		return code == CURLE_RECV_ERROR && strstr(text, "SSL");
	}
}

static bool
explain_timeout(const struct transfer_failure *f, struct err *e)
{
	char buf[32];

	if (f->is_slow)
		return err_set(e, _("timeout: less than %d bytes a second for %d s"),
		               TRANSFER_LEAST_BYTES_S, TRANSFER_LEAST_S);
	if (strstr(f->words, "esolving tim"))
		return err_set(e, _("timeout: the resolver gave no address in %s"),
		               seconds(MIN(f->connect_timeout_us, f->timeout_us), buf, sizeof buf));
	if (!f->is_asked)
		return err_set(e, _("timeout: no connection in %s"),
		               seconds(MIN(f->connect_timeout_us, f->timeout_us), buf, sizeof buf));
	if (!f->is_stalled)
		return err_set(e, _("timeout: the answer was not complete in %s"),
		               seconds(TRANSFER_MOST_TIMEOUTS * f->timeout_us, buf, sizeof buf));
	return err_set(e,
	               f->received > 0 ? _("timeout: the answer broke off, nothing more in %s")
	                               : _("timeout: no answer in %s"),
	               seconds(f->timeout_us, buf, sizeof buf));
}

/* curl's own words, for what has none of ours. The url, and so what it may hold, is not in them. */
static bool
explain_by_curl(const struct transfer_failure *f, const char *class, struct err *e)
{
	char *clean = text_clean(f->words, strlen(f->words), TEXT_MAX_LABEL, NULL);

	err_set(e, "%s: %s", class, clean);
	g_free(clean);
	return false;
}

/* What is behind OpenSSL's words, and what to do about it; the first part that fits counts. */
static const struct tls_cause {
	const char *part, *means;
} tls_causes[] = {
	{ "has expired", N_("the server's certificate has expired: renew it for source") },
	{ "not yet valid",
	  N_("the server's certificate is not valid yet: compare its clock with ours, "
	     "source") },
	{ "subject name", N_("the server's certificate is for another name than that in the url of "
	                     "source") },
	{ "does not match target",
	  N_("the server's certificate is for another name than that in the "
	     "url of source") },
	{ "self-signed",
	  N_("the server's certificate is signed by nobody whom we trust: check ca_file "
	     "of source") },
	{ "local issuer",
	  N_("the server's certificate is signed by nobody whom we trust: check ca_file "
	     "of source") },
	{ "protocol version", N_("the server speaks no TLS 1.2 or newer, source") },
	{ "unsupported protocol", N_("the server speaks no TLS 1.2 or newer, source") },
	{ "wrong version number",
	  N_("no TLS is spoken there: is it http? check the url of source") },
	{ "certificate required", N_("the server wants a certificate of ours: set cert_file and "
	                             "key_file of source") },
	{ "alert bad certificate",
	  N_("the server does not take our certificate: check cert_file of "
	     "source") },
	{ "alert unknown ca",
	  N_("the server does not know who signed our certificate: check cert_file "
	     "of source") },
	{ "alert handshake failure", N_("the server agrees to no way of encryption, or wants a "
	                                "certificate of ours: check cert_file of source") },
};

static bool
explain_tls(const struct transfer_failure *f, struct err *e)
{
	for (size_t i = 0; i < G_N_ELEMENTS(tls_causes); i++)
		if (strstr(f->words, tls_causes[i].part))
			return err_set(e, "tls: %s %s", _(tls_causes[i].means), f->source_name);
	return explain_by_curl(f, "tls", e);
}

bool
transfer_explain(const struct transfer_failure *f, struct err *e)
{
	switch ((CURLcode)f->code) {
	case CURLE_OPERATION_TIMEDOUT:
		return explain_timeout(f, e);
	case CURLE_COULDNT_RESOLVE_HOST:
		return err_set(
		    e,
		    _("network: the name in the url of source %s has no address: check the "
		      "url, and this machine's resolver"),
		    f->source_name);
	case CURLE_COULDNT_CONNECT:
		if (f->os_errno)
			return err_set(e, "network: %s", g_strerror((int)f->os_errno));
		break;
	case CURLE_RECV_ERROR:
	case CURLE_SEND_ERROR:
		if (strstr(f->words, "reset by peer"))
			return err_set(e, _("network: the connection was reset by the other end"));
		break;
	case CURLE_GOT_NOTHING:
		return err_set(e, _("network: the connection was closed without an answer"));
	case CURLE_PARTIAL_FILE:
		return err_set(e,
		               _("network: the connection was closed in the middle of the answer"));
	case CURLE_LOGIN_DENIED:
		return err_set(e,
		               _("secret: take the user name out of the url of source %s: set user "
		                 "and password_file"),
		               f->source_name);
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT:
		return err_set(e, _("network: the url of source %s is no http or https url"),
		               f->source_name);
	case CURLE_BAD_CONTENT_ENCODING:
	case CURLE_WRITE_ERROR: /* gzip that breaks off */
		return err_set(e, _("content: the compressed answer cannot be unpacked"));
	default:
		break;
	}
	if (is_tls((CURLcode)f->code, f->words))
		return explain_tls(f, e);
	return explain_by_curl(f, "network", e);
}
