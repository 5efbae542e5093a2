/* What an address is: Alertmanager, Prometheus and its relatives, Icinga 2, Zabbix, Nagios, or a JSON document. */
#ifndef NET_IDENTIFY_H
#define NET_IDENTIFY_H

#include "base/err.h"

#include <stdbool.h>

/* Who asks, and which certificates are trusted. Lent; NULL: unsaid. */
struct identify_login {
	const char *user, *password_file, *token_file; /* a user's password, or a token alone */
	const char *ca_file;
};

/* Texts are owned and clean. */
struct identified {
	const char *kind; /* of source; NULL: not known, and `what` says why. Static */
	char *what;       /* "Alertmanager 0.25.0" */
	char *url;        /* where its API begins, without a slash at the end */
	char *node;       /* alertmanager in a cluster: its name there; "" */
	char *peers;      /* and the names of all members, a space around each; "" */
	bool needs_login; /* it asks who we are before it says anything */
	bool has_login;   /* it was asked with one */
	bool has_ca;      /* or with certificates of one's own */
	bool needs_tenant;
	bool has_watchdog; /* alertmanager: an alert Watchdog fires there now */
};

/* Asks it, with that login (NULL: none), and without sending anything that acts. Blocks for at most some seconds. Never
 * NULL; the caller's. No other thread of the process may use the network meanwhile. */
struct identified *identify(const char *url, const struct identify_login *login);
/* Sets *identified to NULL. */
void identify_free(struct identified **identified);

#endif
