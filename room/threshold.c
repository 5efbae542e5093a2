/* A threshold that counts after a hold and ends at a level of its own, so that it does not flap. */
#include "room/threshold.h"

#include <math.h>

const struct threshold threshold_none = { UNSAID, UNSAID, UNSAID };

bool
threshold_is_worse(enum direction better, double value, double than)
{
	return better == DIRECTION_LOWER ? value > than : value < than;
}

/* Lets time pass with the value as it was. */
static void
pass_time(struct threshold *t, const struct threshold_rule *rule, int64_t now_us)
{
	if (t->set_us == UNSAID && t->past_us != UNSAID && now_us - t->past_us >= rule->hold_us)
		t->set_us = t->past_us + rule->hold_us;
	if (t->set_us != UNSAID && t->clear_us != UNSAID &&
	    now_us - t->clear_us >= rule->clear_hold_us)
		t->set_us = t->clear_us = UNSAID;
}

void
threshold_see(struct threshold *t, const struct threshold_rule *rule, double value, int64_t at_us)
{
	double clear = isnan(rule->clear) ? rule->level : rule->clear;

	pass_time(t, rule, at_us);
	if (!threshold_is_worse(rule->better, value, rule->level))
		t->past_us = UNSAID;
	else if (t->past_us == UNSAID)
		t->past_us = at_us;
	if (threshold_is_worse(rule->better, value, clear))
		t->clear_us = UNSAID;
	else if (t->clear_us == UNSAID && t->set_us != UNSAID)
		t->clear_us = at_us;
	pass_time(t, rule, at_us);
}

int64_t
threshold_since_us(const struct threshold *threshold, const struct threshold_rule *rule,
                   int64_t now_us)
{
	struct threshold later = *threshold;

	pass_time(&later, rule, now_us);
	return later.set_us;
}
