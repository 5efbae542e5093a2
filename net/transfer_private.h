/* What of a request nobody may read again in the answer, as careless servers and proxies show it. */
#ifndef NET_TRANSFER_PRIVATE_H
#define NET_TRANSFER_PRIVATE_H

#include <glib.h>

/* Owns copies, which are overwritten before they are freed (g_ptr_array_unref). */
GPtrArray *private_new(void);
/* A text is remembered unless it is so short that it would be found everywhere. */
void private_add(GPtrArray *texts, const char *text);
/* The password or token, and as it is sent for this user (NULL: a token). */
void private_add_secret(GPtrArray *texts, const char *user, const char *secret);
/* The value of "Name: value". */
void private_add_header(GPtrArray *texts, const char *header);
/* The long parts of what comes after the host: web hooks have their secret there. */
void private_add_url(GPtrArray *texts, const char *url);

/* Each byte of what was remembered becomes a '*'. */
void private_hide(const GPtrArray *texts, GString *answer);

#endif
