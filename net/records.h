/* The kinds of records of a json document: one row a kind, one reader each. */
#ifndef NET_RECORDS_H
#define NET_RECORDS_H

#include "net/record.h"

/* Reads one record and appends its events. What is told already is not told again. */
typedef void record_reader(struct record *x, const char *const *fields);

record_reader read_team, read_person, read_phase, read_gate, read_risk, read_line, read_metric,
    read_alert_record;

/* The record's id when it is well-formed and is new or has changed; then tell it. NULL otherwise.
 */
const char *record_take(struct record *x, const char *const *fields);

#endif
