/* A drill: a room that nothing leaves, on a simulator that a scenario drives, and its score. */
#ifndef APP_DRILL_H
#define APP_DRILL_H

#include "app/config_scenario.h"
#include "sim/sim.h"

/* UI thread only. */
struct drill_run {
	struct scenario_file *file;
	struct drill *score;
	int64_t start_us; /* of the room's clock; the scenario's times count from here */
	guint answered;   /* how many of the scenario's answers were given */
};

/* Reads the scenario. Prints what is wrong with it to stderr. NULL then, or with the reason in e. */
struct drill_run *drill_run_new(const char *file, struct err *e) MUST_USE;
/* Sets *run to NULL. The simulator must have stopped. */
void drill_run_free(struct drill_run **run);

/*
 * Cuts the configuration of a room off from everything outside, and starts the simulator in the place of
 * its sources: sources, targets of notices, other sites and the journal's file are taken out; every
 * metric comes from the simulator, which shows one that it does not know at its target. is_builtin: the
 * simulator also gives the room's people, phases and money. NULL with the reason.
 */
struct sim *drill_simulate(struct drill_run *run, struct config *config, bool is_builtin,
                           int64_t now_us, int speed, struct err *e) MUST_USE;

struct session;

/* Gives the scenario's answers that are due. */
void drill_answer(struct session *session);

/* When the scenario is over, on the room's clock. */
int64_t drill_end_us(const struct drill_run *run);

/* The score so far (g_free). */
char *drill_text(const struct session *session);
/* The same on standard output, as text or as a JSON document. */
void drill_say(const struct session *session, bool is_json);

#endif
