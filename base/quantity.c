/* Amounts: money in integer minor units, and numbers, parsed and shown short. */
#include "base/quantity.h"

#include "base/lang.h"

#include <glib.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Major units are cut to this so that minor units of any suffix stay inside int64_t. */
#define MAX_MAJOR 9e14

static double
suffix_factor(char c)
{
	switch (c) {
	case '\0':
		return 1;
	case 'k':
		return 1e3;
	case 'M':
		return 1e6;
	case 'B':
		return 1e9;
	default:
		return 0;
	}
}

/* Copies the digits of text without '_' separators; false when there is anything else than a plain
 * decimal number. */
static bool
take_number(const char **text, char *digits, size_t size)
{
	size_t n = 0;
	unsigned count = 0, points = 0;

	if (**text == '-')
		digits[n++] = *(*text)++;
	for (; g_ascii_isdigit(**text) || **text == '.' || **text == '_'; (*text)++) {
		if (**text == '_')
			continue;
		if (n + 1 >= size)
			return false;
		count += **text != '.';
		points += **text == '.';
		digits[n++] = **text;
	}
	digits[n] = '\0';
	return count > 0 && points <= 1;
}

bool
money_parse(const char *text, int64_t *minor, struct err *e)
{
	const char *p = text;
	char digits[32];
	double major, exact;

	if (!take_number(&p, digits, sizeof digits))
		goto bad;
	while (*p == ' ')
		p++;
	if (suffix_factor(*p) == 0 || (*p && p[1]))
		goto bad;
	major = g_ascii_strtod(digits, NULL) * suffix_factor(*p);
	if (fabs(major) > MAX_MAJOR)
		return err_set(e, _("'%.40s' is larger than %.0f"), text, MAX_MAJOR);
	exact = major * 100;
	if (fabs(exact - nearbyint(exact)) > 1e-3 * fmax(1, fabs(exact) * 1e-9))
		return err_set(e, _("'%.40s' has more than two decimals"), text);
	*minor = llrint(exact);
	return true;
bad:
	return err_set(e, _("'%.40s' is not an amount: write \"120M\", \"350k\" or \"1200.50\""),
	               text);
}

/* Three significant digits with the suffix that fits: 1.23M 12.3M 123M. Below 1000 no suffix. */
static char *
short_form(double value, char *buf, size_t size)
{
	static const struct {
		double from;
		char suffix;
	} steps[] = { { 1e12, 'T' }, { 1e9, 'B' }, { 1e6, 'M' }, { 1e3, 'k' } };
	double size_of = fabs(value);

	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		double v = value / steps[i].from;
		/* the next step up begins where rounding would show 1000 */
		if (size_of < steps[i].from * 0.9995)
			continue;
		snprintf(buf, size,
		         fabs(v) < 9.995   ? "%.2f%c"
		         : fabs(v) < 99.95 ? "%.1f%c"
		                           : "%.0f%c",
		         v, steps[i].suffix);
		return buf;
	}
	snprintf(buf, size, "%.0f", value);
	return buf;
}

char *
money_short(int64_t minor, char *buf, size_t size)
{
	return short_form((double)minor / 100, buf, size);
}

char *
money_long(int64_t minor, char *buf, size_t size)
{
	uint64_t abs_minor = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
	char digits[24], grouped[40];
	size_t n =
	    (size_t)snprintf(digits, sizeof digits, "%llu", (unsigned long long)(abs_minor / 100));
	size_t out = 0;

	for (size_t i = 0; i < n; i++) {
		grouped[out++] = digits[i];
		if ((n - i) % 3 == 1 && i + 1 < n)
			grouped[out++] = ',';
	}
	grouped[out] = '\0';
	snprintf(buf, size, "%s%s.%02u", minor < 0 ? "-" : "", grouped,
	         (unsigned)(abs_minor % 100));
	return buf;
}

char *
number_short(double value, int decimals, char *buf, size_t size)
{
	if (!isfinite(value))
		snprintf(buf, size, "-");
	else if (fabs(value) < 10000)
		snprintf(buf, size, "%.*f", CLAMP(decimals, 0, 6), value);
	else if (fabs(value) >= 99.95e6 && fabs(value) < 999.95e6)
		snprintf(buf, size, "%.1fM",
		         value / 1e6); /* a total of hundreds of millions moves in tenths */
	else
		short_form(value, buf, size);
	return buf;
}
