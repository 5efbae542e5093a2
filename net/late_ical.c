/* The functions of libical that we call, forwarded to it: it is loaded when it is first needed, since it brings the
 * 30 MB of ICU along. */
#include "net/late_ical.h"

#include "config.h"

#include "base/late.h"

#include <libical/ical.h>

/* What we call of it. */
#define CALLS(X) \
	X(icalcomponent_free) \
	X(icalcomponent_get_first_component) \
	X(icalcomponent_get_first_property) \
	X(icalcomponent_get_next_component) \
	X(icalcomponent_get_next_property) \
	X(icalcomponent_get_timezone) \
	X(icalcomponent_isa) \
	X(icalerror_set_errors_are_fatal) \
	X(icalparameter_get_cn) \
	X(icalparameter_get_cutype) \
	X(icalparameter_get_partstat) \
	X(icalparameter_get_range) \
	X(icalparameter_get_tzid) \
	X(icalparser_parse_string) \
	X(icalproperty_get_first_parameter) \
	X(icalproperty_get_value) \
	X(icalrecur_iterator_free) \
	X(icalrecur_iterator_new) \
	X(icalrecur_iterator_next) \
	X(icaltime_as_timet_with_zone) \
	X(icaltime_is_utc) \
	X(icalvalue_get_caladdress) \
	X(icalvalue_get_date) \
	X(icalvalue_get_datetime) \
	X(icalvalue_get_duration) \
	X(icalvalue_get_period) \
	X(icalvalue_get_recur) \
	X(icalvalue_get_status) \
	X(icalvalue_get_text) \
	X(icalvalue_isa)

#define FIELD(name) __typeof__(name) *name;
static struct {
	CALLS(FIELD)
} real;

bool
late_ical(struct err *e)
{
#define ROW(name) { #name, (void **)&real.name },
	static const struct late_call calls[] = { CALLS(ROW) };
	static bool is_ready;

	if (!is_ready && late_load(LATE_ICAL, calls, sizeof calls / sizeof *calls, e)) {
		real.icalerror_set_errors_are_fatal(0); /* else what a calendar says may end the program */
		is_ready = true;
	}
	return is_ready;
}

/* TYPE NAME(TYPE ARGUMENT) */
#define FORWARD(type, name, of) \
	type name(of x) \
	{ \
		return real.name(x); \
	}
/* The same with two arguments. */
#define FORWARD2(type, name, of, and) \
	type name(of x, and y) \
	{ \
		return real.name(x, y); \
	}

FORWARD(void, icalcomponent_free, icalcomponent *)
FORWARD2(icalcomponent *, icalcomponent_get_first_component, icalcomponent *, icalcomponent_kind)
FORWARD2(icalproperty *, icalcomponent_get_first_property, icalcomponent *, icalproperty_kind)
FORWARD2(icalcomponent *, icalcomponent_get_next_component, icalcomponent *, icalcomponent_kind)
FORWARD2(icalproperty *, icalcomponent_get_next_property, icalcomponent *, icalproperty_kind)
FORWARD2(icaltimezone *, icalcomponent_get_timezone, icalcomponent *, const char *)
FORWARD(icalcomponent_kind, icalcomponent_isa, const icalcomponent *)
FORWARD(void, icalerror_set_errors_are_fatal, int)
FORWARD(const char *, icalparameter_get_cn, const icalparameter *)
FORWARD(icalparameter_cutype, icalparameter_get_cutype, const icalparameter *)
FORWARD(icalparameter_partstat, icalparameter_get_partstat, const icalparameter *)
FORWARD(icalparameter_range, icalparameter_get_range, const icalparameter *)
FORWARD(const char *, icalparameter_get_tzid, const icalparameter *)
FORWARD(icalcomponent *, icalparser_parse_string, const char *)
FORWARD2(icalparameter *, icalproperty_get_first_parameter, icalproperty *, icalparameter_kind)
FORWARD(icalvalue *, icalproperty_get_value, const icalproperty *)
FORWARD(void, icalrecur_iterator_free, icalrecur_iterator *)
FORWARD2(icalrecur_iterator *, icalrecur_iterator_new, struct icalrecurrencetype, struct icaltimetype)
FORWARD(struct icaltimetype, icalrecur_iterator_next, icalrecur_iterator *)
FORWARD2(time_t, icaltime_as_timet_with_zone, const struct icaltimetype, const icaltimezone *)
FORWARD(int, icaltime_is_utc, const struct icaltimetype)
FORWARD(const char *, icalvalue_get_caladdress, const icalvalue *)
FORWARD(struct icaltimetype, icalvalue_get_date, const icalvalue *)
FORWARD(struct icaltimetype, icalvalue_get_datetime, const icalvalue *)
FORWARD(struct icaldurationtype, icalvalue_get_duration, const icalvalue *)
FORWARD(struct icalperiodtype, icalvalue_get_period, const icalvalue *)
FORWARD(struct icalrecurrencetype, icalvalue_get_recur, const icalvalue *)
FORWARD(icalproperty_status, icalvalue_get_status, const icalvalue *)
FORWARD(const char *, icalvalue_get_text, const icalvalue *)
FORWARD(icalvalue_kind, icalvalue_isa, const icalvalue *)
