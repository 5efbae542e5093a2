/* A delivery: made, copied and freed with all its text. */
#include "room/delivery.h"

struct delivery *
delivery_new(void)
{
	struct delivery *d = g_new0(struct delivery, 1);

	d->id = g_strdup("");
	d->source = g_strdup("");
	d->alert_key = g_strdup("");
	d->fingerprint = g_strdup("");
	d->alert_title = g_strdup("");
	d->person = g_strdup("");
	d->comment = g_strdup("");
	d->email = g_strdup("");
	d->tier = g_strdup("");
	d->remote_id = g_strdup("");
	d->ack_id = g_strdup("");
	d->at_us = d->until_us = d->not_before_us = UNSAID;
	return d;
}

void
delivery_set(char **field, const char *text)
{
	char *copy = g_strdup(text ? text : "");

	g_free(*field);
	*field = copy;
}

struct delivery *
delivery_copy(const struct delivery *d)
{
	struct delivery *copy = g_new(struct delivery, 1);

	*copy = *d;
	copy->id = g_strdup(d->id);
	copy->source = g_strdup(d->source);
	copy->alert_key = g_strdup(d->alert_key);
	copy->fingerprint = g_strdup(d->fingerprint);
	copy->alert_title = g_strdup(d->alert_title);
	copy->person = g_strdup(d->person);
	copy->comment = g_strdup(d->comment);
	copy->email = g_strdup(d->email);
	copy->tier = g_strdup(d->tier);
	copy->remote_id = g_strdup(d->remote_id);
	copy->ack_id = g_strdup(d->ack_id);
	copy->labels = NULL;
	copy->n_labels = 0;
	for (size_t i = 0; i < d->n_labels; i++)
		delivery_add_label(copy, d->labels[i].name, d->labels[i].value);
	return copy;
}

void
delivery_add_label(struct delivery *d, const char *name, const char *value)
{
	d->labels = g_renew(struct label, d->labels, d->n_labels + 1);
	d->labels[d->n_labels].name = g_strdup(name);
	d->labels[d->n_labels].value = g_strdup(value);
	d->n_labels++;
}

void
delivery_free(struct delivery **d)
{
	delivery_free_payload(*d);
	*d = NULL;
}

void
delivery_free_payload(void *payload)
{
	struct delivery *d = payload;

	if (!d)
		return;
	for (size_t i = 0; i < d->n_labels; i++) {
		g_free((char *)d->labels[i].name);
		g_free((char *)d->labels[i].value);
	}
	g_free(d->labels);
	g_free(d->id);
	g_free(d->source);
	g_free(d->alert_key);
	g_free(d->fingerprint);
	g_free(d->alert_title);
	g_free(d->person);
	g_free(d->comment);
	g_free(d->email);
	g_free(d->tier);
	g_free(d->remote_id);
	g_free(d->ack_id);
	g_free(d);
}
