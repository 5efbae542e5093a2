/* Amounts: money in integer minor units, and numbers, parsed and shown short. */
#ifndef BASE_QUANTITY_H
#define BASE_QUANTITY_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/* "120M", "350k", "1_200_000.50", "-3.5M", "1.2B", "120万", "3.2亿" major units to minor units (100 to 1). Fails on
 * overflow, rest of text, or more than two decimals of a minor unit. Pure. */
bool money_parse(const char *text, int64_t *minor, struct err *e) MUST_USE;

/* "1.2M", "940k", "-35.0k", "812", in Chinese "120万", "3.20亿": at most 7 cells, three significant
 * digits. Returns buf. */
char *money_short(int64_t minor, char *buf, size_t size);

/* "1,234,567.50"; returns buf. */
char *money_long(int64_t minor, char *buf, size_t size);

/* A metric's value with so many decimals below 10 000, else short ("121.4M", "812k", in Chinese
 * "1.214亿", "81.2万"); NAN is "-". Returns buf. */
char *number_short(double value, int decimals, char *buf, size_t size);
/* The same in English whatever the language: in a text that is kept. */
char *number_kept(double value, int decimals, char *buf, size_t size);

/* Cells of what number_short() puts behind a large number: 1 for "M", 2 for "亿". */
int number_sign_cells(void);

#endif
