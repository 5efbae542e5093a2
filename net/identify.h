/* What an address is: Alertmanager, Prometheus and its relatives, Icinga 2, Zabbix, Nagios, or a JSON document. */
#ifndef NET_IDENTIFY_H
#define NET_IDENTIFY_H

#include "base/err.h"

#include <stdbool.h>

/* Texts are owned and clean. */
struct identified {
	const char *kind; /* of source; NULL: not known, and `what` says why. Static */
	char *what;       /* "Alertmanager 0.25.0" */
	char *url;        /* where its API begins, without a slash at the end */
	char *node;       /* alertmanager in a cluster: its name there; "" */
	char *peers;      /* and the names of all members, a space around each; "" */
	bool needs_login; /* it asks who we are before it says anything */
	bool needs_tenant;
	bool has_watchdog; /* alertmanager: an alert Watchdog fires there now */
};

/* Asks it, without a login and without sending anything that acts. Blocks for at most some seconds. Never
 * NULL; the caller's. No other thread of the process may use the network meanwhile. */
struct identified *identify(const char *url);
/* Sets *identified to NULL. */
void identify_free(struct identified **identified);

#endif
