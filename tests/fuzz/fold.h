/* A small room for fuzz targets, with one of everything that events can be about. */
#ifndef TESTS_FUZZ_FOLD_H
#define TESTS_FUZZ_FOLD_H

#include "room/event.h"

/* 2026-10-24 07:54 in Shanghai: the peak is under way. */
#define FOLD_NOW (INT64_C(1792799640) * SEC_US)

/* Its configuration. */
extern const char fold_config[];

/* Its definitions, read once. Lent. */
const struct event_batch *fold_definitions(void);

#endif
