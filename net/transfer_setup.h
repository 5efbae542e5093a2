/* How one transfer is set up: its request, its secrets, and curl's own limits. Net thread. */
#ifndef NET_TRANSFER_SETUP_H
#define NET_TRANSFER_SETUP_H

#include "net/transfer.h"

struct curl_slist;

/* Sets all but the callbacks of `easy`, a new CURL *. What of it is secret is added to `private`
 * (net/transfer_private.h). *headers (NULL before) is the caller's, for
 * curl_slist_free_all() after the transfer. False with "secret: ..." when it cannot even begin. */
bool transfer_set_up(void *easy, const struct transfer_order *order, int64_t address_life_us,
                     GPtrArray *private, struct curl_slist **headers, struct err *e) MUST_USE;

#endif
