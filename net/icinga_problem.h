/* A host or service of Icinga 2 that is not well, as an alert. */
#ifndef NET_ICINGA_PROBLEM_H
#define NET_ICINGA_PROBLEM_H

#include "net/source.h"

/* Takes one element of a list of hosts or services; what Icinga says of who holds it was read
 * before. */
void icinga_read_problem(struct reading *r, const char *bytes, size_t len);

#endif
