/* Amounts: money in integer minor units, and numbers, parsed and shown short. */
#include "base/quantity.h"

#include "base/lang.h"
#include "base/text.h"

#include <glib.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Major units are cut to this so that minor units of any suffix stay inside int64_t. */
#define MAX_MAJOR 9e14

/* What is behind the digits; 0: nothing that is known. */
static double
suffix_factor(const char *suffix)
{
	static const struct {
		const char *suffix;
		double factor;
	} known[] = { { "", 1 },     { "k", 1e3 },  { "M", 1e6 },    { "B", 1e9 },
		      { "万", 1e4 }, { "亿", 1e8 }, { "万亿", 1e12 } };

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (!strcmp(suffix, known[i].suffix))
			return known[i].factor;
	return 0;
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
	if (suffix_factor(p) == 0)
		goto bad;
	major = g_ascii_strtod(digits, NULL) * suffix_factor(p);
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

/* translators: the powers of ten by which a large number is shortened, smallest first, each with its sign */
static const char *const english_scales = NC_("scales", "3k 6M 9B 12T");

static const char *
scales(void)
{
	return lang_in("scales", english_scales);
}

/* How many decimals leave so many significant digits: 1.23, 12.3, 123. */
static int
decimals_of(double v, int significant)
{
	int decimals = significant - 1;

	for (double next = 10; decimals > 0 && fabs(v) >= next - 0.5 * pow(10, -decimals);
	     next *= 10)
		decimals--;
	return decimals;
}

/* So many significant digits with the sign that fits: 1.23M 12.3M 123M. Below the first scale none. */
static char *
short_form(double value, int significant, const char *scale, char *buf, size_t size)
{
	double step = 1;
	const char *sign = "";
	int sign_bytes = 0;

	while (*scale) {
		char *behind;
		double next = pow(10, (double)strtol(scale, &behind, 10));

		/* the next step up begins where rounding would show 1000 */
		if (fabs(value) < next * 0.9995)
			break;
		step = next;
		sign = behind;
		sign_bytes = (int)strcspn(behind, " ");
		scale = behind + sign_bytes + strspn(behind + sign_bytes, " ");
	}
	snprintf(buf, size, "%.*f%.*s", step > 1 ? decimals_of(value / step, significant) : 0,
	         value / step, sign_bytes, sign);
	return buf;
}

char *
money_short(int64_t minor, char *buf, size_t size)
{
	return short_form((double)minor / 100, 3, scales(), buf, size);
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

static char *
number_form(double value, int decimals, const char *scale, char *buf, size_t size)
{
	/* a total of hundreds of millions moves in tenths */
	bool is_total = fabs(value) >= 99.95e6 && fabs(value) < 999.95e6;

	if (!isfinite(value))
		snprintf(buf, size, "-");
	else if (fabs(value) < 10000)
		snprintf(buf, size, "%.*f", CLAMP(decimals, 0, 6), value);
	else
		short_form(value, is_total ? 4 : 3, scale, buf, size);
	return buf;
}

char *
number_short(double value, int decimals, char *buf, size_t size)
{
	return number_form(value, decimals, scales(), buf, size);
}

char *
number_kept(double value, int decimals, char *buf, size_t size)
{
	return number_form(value, decimals, english_scales, buf, size);
}

int
number_sign_cells(void)
{
	int most = 0;

	for (const char *scale = scales(); *scale;) {
		const char *sign = scale + strspn(scale, "0123456789");
		size_t bytes = strcspn(sign, " ");
		char *alone = g_strndup(sign, bytes);

		most = MAX(most, text_width(alone));
		g_free(alone);
		scale = sign + bytes + strspn(sign + bytes, " ");
	}
	return most;
}
