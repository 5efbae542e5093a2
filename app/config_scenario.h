/* A drill's scenario as a file: one libconfig file, read once at start. */
#ifndef APP_CONFIG_SCENARIO_H
#define APP_CONFIG_SCENARIO_H

#include "app/config.h"
#include "room/drill.h"
#include "sim/scenario.h"

/* What somebody does by script, so that a drill can be tried without people. */
struct scenario_answer {
	int64_t at_us; /* since the drill's start */
	const char *who;
	unsigned deed; /* enum intent_kind */
	const char *alert,
	    *plan; /* what it is done to: the title of alerts, or the id of a plan; "" */
	const char *text;
};

/* A feed as the room is told of it, beside what the simulator needs to know (struct scenario_feed). */
struct scenario_metric {
	const char *id, *title, *unit;
	double usual, warn, crit;
	unsigned direction;
	int64_t decimals;
};

/* Where the file names something that the room must have. */
struct scenario_use {
	unsigned line;
	enum scenario_use_kind { USE_PLAN, USE_WHO, USE_METRIC } kind;
	const char *id;
};

struct scenario_file {
	char *file;
	const char *name, *about;
	const char *at; /* the room's time at the start, as instant_parse() takes it; "" */
	int64_t lasts_us;
	struct scenario what;
	GArray *metrics; /* struct scenario_metric: what the room is to measure besides */
	GArray *expects; /* struct drill_expect */
	GArray *answers; /* struct scenario_answer, in the order stated */
	GArray *uses;    /* struct scenario_use */
	struct event_batch *memory; /* owns all texts */
};

struct section;
/* The keys of the file; fills a struct scenario_file. */
extern const struct section section_scenario;

/* Reads it. NULL when anything is wrong; *problems as of config_load(). text not NULL: read from it
 * instead. */
struct scenario_file *scenario_file_load(const char *file, const char *text,
                                         GPtrArray **problems) MUST_USE;
/* Does the room have what the scenario names? False: adds to problems what it lacks. */
bool scenario_file_fits(const struct scenario_file *file, const struct room *room,
                        GPtrArray *problems);
/* Sets *file to NULL. */
void scenario_file_free(struct scenario_file **file);

#endif
