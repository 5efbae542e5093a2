/* The commands of the program. */
#include "app/command.h"

#include <stddef.h>

const struct command *const commands[] = { &cmd_console, &cmd_demo,   &cmd_check, &cmd_print,
	                                   &cmd_sim,     &cmd_verify, NULL };
