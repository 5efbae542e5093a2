/* The last thing that a crashing program does: it gives the terminal back. */
#include "tui/term.h"

#include <glib.h>
#include <signal.h>

static const int crash_signals[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP };

/* What the handler runs on: where the stack is full, it could not run on that one. */
static char stack[64 << 10];

static void
on_crash(int number)
{
	term_emergency_restore();
	signal(number, SIG_DFL);
	raise(number);
}

void
term_restore_on_crash(void)
{
	struct sigaction crash = { .sa_handler = on_crash,
		                   .sa_flags = (int)(SA_RESETHAND | SA_ONSTACK) };
	stack_t own = { .ss_sp = stack, .ss_size = sizeof stack };

	sigaltstack(&own, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(crash_signals); i++)
		sigaction(crash_signals[i], &crash, NULL);
}
