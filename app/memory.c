/* When memory runs out the program says so and ends, whoever asked for it. */
/*
 * GLib alone would end by a signal, or by its own message's want of memory for ever; libconfig does not look at what it is
 * given; and what the others do after a NULL nobody sees before the night when it happens. So no allocation of the process
 * returns NULL. Not linked into tests. valgrind needs --soname-synonyms=somalloc=NONE.
 */
#include "tui/term.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define ALLOCATOR_IS_TAKEN
#endif
#endif
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__ || !defined __GLIBC__
#define ALLOCATOR_IS_TAKEN
#endif

#ifndef ALLOCATOR_IS_TAKEN

/* glibc's own, under the names that stay when its malloc is replaced */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

/* Any thread. What the journal has said to hold, it holds: the rest is as after a power cut. */
static _Noreturn void
out_of_memory(void)
{
	static const char sentence[] = "warroom: out of memory: the program has ended; what was"
				       " kept is in the journal\n";
	static atomic_flag is_ending = ATOMIC_FLAG_INIT;

	/* two threads at once: the second must not end the first before the terminal is put back */
	while (atomic_flag_test_and_set(&is_ending))
		pause();
	term_emergency_restore();
	if (write(STDERR_FILENO, sentence, strlen(sentence)) < 0)
		_exit(1);
	_exit(1);
}

void *
malloc(size_t size)
{
	void *p = __libc_malloc(size);

	if (!p)
		out_of_memory();
	return p;
}

void *
calloc(size_t n, size_t size)
{
	void *p = __libc_calloc(n, size);

	if (!p)
		out_of_memory();
	return p;
}

void *
realloc(void *old, size_t size)
{
	void *p = __libc_realloc(old, size);

	if (!p && size > 0)
		out_of_memory();
	return p;
}

#endif
