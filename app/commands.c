/* The commands of the program. */
#include "app/command.h"

#include <stddef.h>

/* clang-format off */
const struct command *const commands[] = {
	&cmd_console,
	&cmd_demo,
	&cmd_init,
	&cmd_check,
	&cmd_doctor,
	&cmd_print,
	&cmd_watch,
	&cmd_status,
	&cmd_alerts,
	&cmd_ack,
	&cmd_unack,
	&cmd_silence,
	&cmd_note,
	&cmd_done,
	&cmd_escalate,
	&cmd_assign,
	&cmd_decide,
	&cmd_duty,
	&cmd_gate,
	&cmd_phase,
	&cmd_plan,
	&cmd_budget,
	&cmd_handover,
	&cmd_report,
	&cmd_outbox,
	&cmd_replay,
	&cmd_verify,
	&cmd_backup,
	&cmd_sim,
	&cmd_drill,
	NULL,
};
/* clang-format on */
