/* A queue between threads with a descriptor that can be polled. */
#include "base/mailbox.h"

#include <errno.h>
#include <glib.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

struct mailbox {
	pthread_mutex_t lock;
	pthread_cond_t taken; /* one less waits */
	GQueue waiting;       /* struct message *, under lock */
	int fd;
	bool is_signalled; /* the descriptor is readable; under lock */
};

struct mailbox *
mailbox_new(void)
{
	int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	pthread_condattr_t steady;
	struct mailbox *mb;

	if (fd < 0)
		return NULL;
	mb = g_new0(struct mailbox, 1);
	mb->fd = fd;
	pthread_mutex_init(&mb->lock, NULL);
	pthread_condattr_init(&steady);
	pthread_condattr_setclock(&steady, CLOCK_MONOTONIC); /* whoever sets the system's clock */
	pthread_cond_init(&mb->taken, &steady);
	pthread_condattr_destroy(&steady);
	g_queue_init(&mb->waiting);
	return mb;
}

static void
message_free(gpointer data)
{
	struct message *m = data;

	if (m->free_payload)
		m->free_payload(m->payload);
	g_free(m);
}

void
mailbox_free(struct mailbox **mb)
{
	if (!*mb)
		return;
	g_queue_clear_full(&(*mb)->waiting, message_free);
	pthread_cond_destroy(&(*mb)->taken);
	pthread_mutex_destroy(&(*mb)->lock);
	close((*mb)->fd);
	g_free(*mb);
	*mb = NULL;
}

int
mailbox_fd(const struct mailbox *mb)
{
	return mb->fd;
}

static void
post(struct mailbox *mb, int kind, void *payload, void (*free_payload)(void *), bool wakes)
{
	struct message *m = g_new(struct message, 1);
	uint64_t one = 1;

	*m = (struct message){ kind, payload, free_payload };
	pthread_mutex_lock(&mb->lock);
	g_queue_push_tail(&mb->waiting, m);
	/* under the lock, so that the count never says "nothing" while a message waits */
	if (wakes && !mb->is_signalled && write(mb->fd, &one, sizeof one) < 0)
		g_assert_not_reached(); /* an eventfd that holds 1 at most cannot be full */
	mb->is_signalled |= wakes;
	pthread_mutex_unlock(&mb->lock);
}

void
mailbox_post(struct mailbox *mb, int kind, void *payload, void (*free_payload)(void *))
{
	post(mb, kind, payload, free_payload, true);
}

void
mailbox_leave(struct mailbox *mb, int kind, void *payload, void (*free_payload)(void *))
{
	post(mb, kind, payload, free_payload, false);
}

bool
mailbox_has_room(struct mailbox *mb, unsigned most, int timeout_ms)
{
	struct timespec until;
	bool has_room, is_late = false;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += timeout_ms % 1000 * 1000000L;
	until.tv_sec += timeout_ms / 1000 + until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	pthread_mutex_lock(&mb->lock);
	while (mb->waiting.length >= most && !is_late)
		is_late = pthread_cond_timedwait(&mb->taken, &mb->lock, &until) == ETIMEDOUT;
	has_room = mb->waiting.length < most;
	pthread_mutex_unlock(&mb->lock);
	return has_room;
}

bool
mailbox_take(struct mailbox *mb, struct message *m)
{
	struct message *first;
	uint64_t count;

	pthread_mutex_lock(&mb->lock);
	first = g_queue_pop_head(&mb->waiting);
	if (mb->is_signalled && g_queue_is_empty(&mb->waiting)) {
		if (read(mb->fd, &count, sizeof count) < 0)
			g_assert_not_reached();
		mb->is_signalled = false;
	}
	if (first)
		pthread_cond_broadcast(&mb->taken);
	pthread_mutex_unlock(&mb->lock);
	if (!first)
		return false;
	*m = *first;
	g_free(first);
	return true;
}
