/* Preloaded into warroom: its Nth allocation fails, or all from the Nth on. */
#include "tests/torture/fail_alloc.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* What app/memory.c asks; the real ones are glibc's, which come next. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

static void *(*next_malloc)(size_t size);
static void *(*next_calloc)(size_t n, size_t size);
static void *(*next_realloc)(void *old, size_t size);
static struct fail_alloc *plan;

/* dlsym() itself asks for nothing. */
static void
find_next(void)
{
	if (next_realloc)
		return;
	next_malloc = (void *(*)(size_t))dlsym(RTLD_NEXT, "__libc_malloc");
	next_calloc = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "__libc_calloc");
	next_realloc = (void *(*)(void *, size_t))dlsym(RTLD_NEXT, "__libc_realloc");
}

/* What the loader allocated before is not counted. */
static __attribute__((constructor)) void
start(void)
{
	const char *path = getenv(FAIL_ALLOC_FILE);
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	void *at = MAP_FAILED;

	find_next();
	if (fd >= 0)
		at = mmap(NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (fd >= 0)
		close(fd);
	if (at != MAP_FAILED)
		plan = at;
}

static int
fails(void)
{
	unsigned long n;

	find_next();
	if (!plan)
		return 0;
	n = atomic_fetch_add(&plan->count, 1) + 1;
	if (!plan->at || (plan->is_lasting ? n < plan->at : n != plan->at))
		return 0;
	atomic_fetch_add(&plan->failed, 1);
	errno = ENOMEM;
	return 1;
}

void *
__libc_malloc(size_t size)
{
	return fails() ? NULL : next_malloc(size);
}

void *
__libc_calloc(size_t n, size_t size)
{
	return fails() ? NULL : next_calloc(n, size);
}

void *
__libc_realloc(void *old, size_t size)
{
	return fails() ? NULL : next_realloc(old, size);
}
