/* Alertmanager's ?filter= parameters. */
#ifndef SIM_FILTER_H
#define SIM_FILTER_H

#include "room/match.h"
#include "sim/http.h"

/*
 * All filters of a request as one match (name, one of = != =~ !~, value in quotes or bare); the
 * caller's: match_free. false with reply filled when one is malformed. *match NULL: there are
 * none, everything passes.
 */
bool filter_compile(const struct http_request *request, struct match **match,
                    struct http_reply *reply) MUST_USE;

#endif
