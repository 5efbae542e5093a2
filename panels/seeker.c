/* Which of the rows that match a search is the one to go to. */
#include "panels/seeker.h"

struct seeker
seeker_from(int from, int step)
{
	return (struct seeker){
		.from = from, .step = step, .first = -1, .last = -1, .before = -1, .behind = -1
	};
}

void
seeker_meet(struct seeker *s, int i)
{
	s->n++;
	s->last = i;
	if (s->first < 0)
		s->first = i;
	if (i < s->from) {
		s->before = i;
		s->up_to_before = s->n;
	}
	if (s->behind < 0 && (s->step == 0 ? i >= s->from : i > s->from)) {
		s->behind = i;
		s->up_to_behind = s->n;
	}
}

int
seeker_choose(const struct seeker *s, struct seek *seek)
{
	bool is_back = s->step < 0;
	int there = is_back ? s->before : s->behind;

	*seek = (struct seek){ .step = s->step, .of = s->n };
	if (s->n == 0)
		return -1;
	seek->has_wrapped = there < 0;
	seek->at = there < 0 ? (is_back ? s->n : 1) : is_back ? s->up_to_before : s->up_to_behind;
	return there >= 0 ? there : is_back ? s->last : s->first;
}
