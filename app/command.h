/* A command of the program: one file, and one row in commands.c. */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

struct command {
	const char *name;
	/* argv[0] is the command's name. Gives the exit code: 0 done, 1 refused or failed, 2 wrong
	 * usage. */
	int (*run)(int argc, char **argv);
	const char *synopsis; /* arguments, for the usage line */
	const char *help;     /* a sentence */
};

/* All of them, NULL-terminated; the first is what runs without a name. */
extern const struct command *const commands[];

extern const struct command cmd_console;
extern const struct command cmd_demo;
extern const struct command cmd_init;
extern const struct command cmd_check;
extern const struct command cmd_doctor;
extern const struct command cmd_print;
extern const struct command cmd_sim;
extern const struct command cmd_drill;
extern const struct command cmd_watch;
extern const struct command cmd_status;
extern const struct command cmd_alerts;
extern const struct command cmd_ack;
extern const struct command cmd_unack;
extern const struct command cmd_silence;
extern const struct command cmd_note;
extern const struct command cmd_done;
extern const struct command cmd_assign;
extern const struct command cmd_decide;
extern const struct command cmd_duty;
extern const struct command cmd_escalate;
extern const struct command cmd_gate;
extern const struct command cmd_phase;
extern const struct command cmd_budget;
extern const struct command cmd_handover;
extern const struct command cmd_outbox;
extern const struct command cmd_plan;
extern const struct command cmd_replay;
extern const struct command cmd_verify;
extern const struct command cmd_backup;
extern const struct command cmd_report;

#endif
