/* What the parts of the net thread share. */
#ifndef NET_CORE_H
#define NET_CORE_H

#include "net/transfer.h"

#define NEVER INT64_MAX

struct net_core {
	struct transfer_pool *pool;
	struct mailbox *to_ui; /* lent */
	struct net_options options;
	uint64_t console; /* random: tells this console's polls from another's */
	GRand *random;
	size_t alerts;                  /* that all sources show */
	const atomic_bool *is_stopping; /* lent */
};

/* The room's clock. */
int64_t core_now_us(const struct net_core *core);

/* Posts a batch if there is anything in it; frees it otherwise. Sets *batch to NULL. */
void core_post(struct net_core *core, int message, struct event_batch **batch);

#endif
