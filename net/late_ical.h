/* The functions of libical under its own names, loaded with the first calendar. */
#ifndef NET_LATE_ICAL_H
#define NET_LATE_ICAL_H

#include "base/err.h"

/* Before the first of its functions, in one thread. False with a sentence: none may be called. */
bool late_ical(struct err *e) MUST_USE;

#endif
