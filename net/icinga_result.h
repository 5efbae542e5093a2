/* What Icinga 2 says became of an action. */
#ifndef NET_ICINGA_RESULT_H
#define NET_ICINGA_RESULT_H

#include "net/source.h"

/* Of its one object. */
struct icinga_result {
	int code;    /* as of HTTP; 0: a success that is said of nothing */
	char *words; /* Icinga's own, clean; owned */
	char *name;  /* of the downtime made, its last part; owned, NULL */
};

struct icinga_result icinga_result_read(const struct answer *answer);
void icinga_result_clear(struct icinga_result *result);

/* Was the problem over before? Then there is nothing to acknowledge. */
bool icinga_is_over(const struct icinga_result *result);

/* Of a result that is no success: a refusal with its sentence in job->why, or what the common rules
 * judge. */
enum verdict icinga_judge(const struct source *source, struct job *job,
                          const struct icinga_result *result, const struct answer *answer);

#endif
