/* An alert's texts in one block of memory: a hundred thousand alerts must stay small. */
#include "room/ack.h"
#include "room/apply.h"

#include <string.h>

/* So many names, and links, are shared; a source that invents more pays for them itself. */
enum { SHARED_MAX = 1024 };

/* A block that is being filled. */
struct pack {
	char *block;
	size_t used;
	const struct label *labels; /* those packed so far, n_labels of them */
	size_t n_labels;
};

/* Titles, teams and ids often repeat a label: then they share its value. */
static const char *
repeated(const struct label *labels, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++) {
		if (labels[i].value[0] == text[0] && strcmp(labels[i].value, text) == 0)
			return labels[i].value;
	}
	return NULL;
}

static const char *
put(struct pack *pack, const char *text)
{
	const char *there = text ? repeated(pack->labels, pack->n_labels, text) : NULL;
	char *at = pack->block + pack->used;
	size_t size;

	if (!text || !*text)
		return "";
	if (there)
		return there;
	size = strlen(text) + 1;
	memcpy(at, text, size);
	pack->used += size;
	return at;
}

/* The shared copy of a text; NULL if it has to go into the block. */
static const char *
shared(GHashTable *texts, const char *text)
{
	char *copy = g_hash_table_lookup(texts, text);

	if (copy || g_hash_table_size(texts) >= SHARED_MAX)
		return copy;
	copy = g_strdup(text);
	g_hash_table_add(texts, copy);
	return copy;
}

static const char *
put_link(const struct room *room, struct pack *pack, const char *text)
{
	const char *copy = is_said(text) ? shared(room->links, text) : "";

	return copy ? copy : put(pack, text);
}

static size_t
room_for(const struct alert_data *data, const char *text)
{
	if (!text || !*text || repeated(data->labels, data->n_labels, text))
		return 0;
	return strlen(text) + 1;
}

static size_t
room_for_link(const struct room *room, const struct alert_data *data, const char *text)
{
	return is_said(text) && shared(room->links, text) ? 0 : room_for(data, text);
}

static size_t
size_of(const struct room *room, const struct alert_data *data)
{
	size_t size =
	    data->n_labels * sizeof(struct label) + data->n_silenced_by * sizeof(const char *);

	for (size_t i = 0; i < data->n_labels; i++)
		size += strlen(data->labels[i].value) + 1 +
		        (shared(room->label_names, data->labels[i].name)
		             ? 0
		             : strlen(data->labels[i].name) + 1);
	for (size_t i = 0; i < data->n_silenced_by; i++)
		size += room_for(data, data->silenced_by[i]);
	return size + room_for(data, data->title) + room_for(data, data->summary) +
	       room_for(data, data->team) + room_for_link(room, data, data->runbook) +
	       room_for_link(room, data, data->link) + room_for(data, data->held_by) +
	       room_for(data, data->held_comment);
}

static void
put_labels(const struct room *room, struct pack *pack, const struct alert_data *data)
{
	struct label *labels = (struct label *)(void *)pack->block;

	pack->used += data->n_labels * sizeof *labels + data->n_silenced_by * sizeof(const char *);
	for (size_t i = 0; i < data->n_labels; i++) {
		labels[i].name = shared(room->label_names, data->labels[i].name);
		if (!labels[i].name)
			labels[i].name = put(pack, data->labels[i].name);
		labels[i].value = put(pack, data->labels[i].value);
	}
	pack->labels = labels;
	pack->n_labels = data->n_labels;
}

/* Who holds it at its source: of most alerts nobody, and then nothing is stored. */
static void
put_holders(struct pack *pack, struct alert *alert, const struct alert_data *data)
{
	const char **ids =
	    (const char **)(void *)(pack->block + data->n_labels * sizeof *data->labels);
	struct alert_more *more;

	if (alert->more == &alert_nothing_more && !data->n_silenced_by && !is_said(data->held_by))
		return;
	more = alert_more(alert);
	for (size_t i = 0; i < data->n_silenced_by; i++)
		ids[i] = put(pack, data->silenced_by[i]);
	more->silenced_by = ids;
	more->n_silenced_by = data->n_silenced_by;
	more->held_by = put(pack, data->held_by);
	more->held_comment = put(pack, data->held_comment);
	more->held_until_us = data->held_until_us;
}

void
alert_pack(struct room *room, struct alert *alert, const struct alert_data *data)
{
	/* never of no size, which would be NULL */
	struct pack pack = { .block = g_malloc(size_of(room, data) + 1) };

	put_labels(room, &pack, data);
	alert->title = put(&pack, data->title);
	alert->summary = put(&pack, data->summary);
	alert->said_team = put(&pack, data->team);
	alert->runbook = put_link(room, &pack, data->runbook);
	alert->link = put_link(room, &pack, data->link);
	put_holders(&pack, alert, data);
	g_free((void *)alert->labels);
	alert->labels = (const struct label *)(void *)pack.block;
	alert->n_labels = (uint32_t)data->n_labels;
	alert->source = room_str(room, data->source);
	alert->fingerprint = alert->key + strlen(alert->source) + 1;
	alert->starts_us = data->starts_us;
	alert->inhibited = data->inhibited;
	alert->hidden_text = data->hidden_text;
}

const struct alert_more alert_nothing_more = {
	.held_by = "",
	.held_comment = "",
	.held_since_us = UNSAID,
	.done_by = ack_no_text,
	.done_text = ack_no_text,
	.done_us = UNSAID,
	.done_id = ack_no_text,
	.reopened = ack_no_text,
	.reopened_us = UNSAID,
};

struct alert_more *
alert_more(struct alert *alert)
{
	if (alert->more == &alert_nothing_more)
		alert->more = g_memdup2(&alert_nothing_more, sizeof alert_nothing_more);
	return (struct alert_more *)alert->more;
}

void
alert_unpack(struct alert *alert)
{
	struct alert_more *more = (struct alert_more *)alert->more;

	g_free((void *)alert->labels);
	if (more == &alert_nothing_more)
		return;
	ack_text(&more->done_by, "");
	ack_text(&more->done_text, "");
	ack_text(&more->done_id, "");
	ack_text(&more->reopened, "");
	g_free(more);
}
