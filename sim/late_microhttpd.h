/* Loads libmicrohttpd, when a simulator starts: no other room needs it. */
#ifndef SIM_LATE_MICROHTTPD_H
#define SIM_LATE_MICROHTTPD_H

#include "base/err.h"

/* Before the first call of <microhttpd.h>. False with a sentence when it is not there. One thread. */
bool late_microhttpd(struct err *e) MUST_USE;

#endif
