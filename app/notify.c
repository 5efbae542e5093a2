/* Notices: what happens in the room goes out to web hooks, such as chat robots and pagers. */
#include "app/notify.h"

#include "app/deed.h"
#include "room/alert.h"
#include "room/team.h"

#include <string.h>

static const char *
risk_title(const struct room *room, const char *id)
{
	const struct risk_state *risk = room_risk(room, id);

	return risk ? risk->is.title : NULL;
}

/* Nobody acts on one: it is only told of. */
static const struct deed_object risk_object = { .one = "risk",
	                                        .many = "risks",
	                                        .title = risk_title };

/* What can be told, and the words for it; whom it went to and what it is about follow. */
static const struct notice {
	enum event_kind kind;
	const char *words;
	const struct deed_object *object;
} notices[] = {
	{ EVENT_ACK, "seen", &deed_alert },
	{ EVENT_DONE, "handled", &deed_alert },
	{ EVENT_NOTE, "note", &deed_alert },
	{ EVENT_GATE, "gate", &deed_gate },
	{ EVENT_PLAN_OFFER, "plan offered", &deed_plan },
	{ EVENT_PLAN_START, "plan started", &deed_plan },
	{ EVENT_PLAN_LATE, "plan LATE", &deed_plan },
	{ EVENT_PLAN_ABORT, "plan aborted", &deed_plan },
	{ EVENT_PLAN_CLOSE, "plan closed", &deed_plan },
	{ EVENT_GATE_LATE, "LATE gate", &deed_gate },
	{ EVENT_PHASE_RED, "entered RED", &deed_phase },
	{ EVENT_HOLD, "HOLD", &deed_phase },
	{ EVENT_RESUME, "resumed", &deed_phase },
	{ EVENT_TRIGGER, "risk TRIGGERED", &risk_object },
	{ EVENT_CLEAR, "risk clear again", &risk_object },
	{ EVENT_PROPOSE, "move of money proposed", &deed_line },
	{ EVENT_MOVED, "move of money approved by all", &deed_proposal },
	{ EVENT_LAPSE, "nobody approved the move", &deed_proposal },
	{ EVENT_ESCALATE, "escalated", &deed_alert },
	{ EVENT_ASSIGN, "assigned", &deed_alert },
	{ EVENT_DECIDE, "decided", &deed_incident },
	{ EVENT_HANDOVER, "handed over", &deed_team },
	{ EVENT_NOTICE, "notice", &deed_incident },
	{ EVENT_FEEDBACK_LATE, "feedback OVERDUE", &deed_incident },
};

struct notify {
	const GPtrArray *targets;
	GHashTable *told; /* "KIND SUBJECT TARGET" (owned) -> int64_t * (owned): when last */
};

struct notify_conf *
notify_conf_new(const char *name)
{
	struct notify_conf *conf = g_new0(struct notify_conf, 1);

	conf->name = g_strdup(name);
	conf->kinds = g_array_new(FALSE, FALSE, sizeof(enum event_kind));
	conf->tiers = g_ptr_array_new_with_free_func(g_free);
	return conf;
}

void
notify_conf_free(void *data)
{
	struct notify_conf *conf = data;

	g_free(conf->name);
	g_array_unref(conf->kinds);
	g_ptr_array_unref(conf->tiers);
	g_free(conf);
}

const char *const *
notify_kinds(void)
{
	static const char *names[G_N_ELEMENTS(notices) + 1];

	for (size_t i = 0; i < G_N_ELEMENTS(notices); i++)
		names[i] = event_kind_name(notices[i].kind);
	return names;
}

static const struct notice *
notice_of(enum event_kind kind)
{
	for (size_t i = 0; i < G_N_ELEMENTS(notices); i++)
		if (notices[i].kind == kind)
			return &notices[i];
	return NULL;
}

struct notify *
notify_new(const GPtrArray *targets)
{
	struct notify *n = g_new0(struct notify, 1);

	n->targets = targets;
	n->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return n;
}

void
notify_free(struct notify **n)
{
	if (!*n)
		return;
	g_hash_table_unref((*n)->told);
	g_free(*n);
	*n = NULL;
}

/* What makes two events the same news. */
static char *
news_of(const struct event *e)
{
	return g_strdup_printf("%s %s %s", event_kind_name(e->kind), e->subject, e->target);
}

void
notify_hear(struct notify *n, const struct event *event)
{
	if (n->targets->len > 0 && notice_of(event->kind))
		g_hash_table_insert(n->told, news_of(event),
		                    g_memdup2(&event->at_us, sizeof event->at_us));
}

static bool
was_told(const struct notify *n, const struct event *e, int64_t quiet_us)
{
	char *news = news_of(e);
	const int64_t *at_us = g_hash_table_lookup(n->told, news);

	g_free(news);
	return at_us && e->at_us - *at_us < quiet_us;
}

static bool
wants_kind(const struct notify_conf *conf, enum event_kind kind)
{
	for (guint i = 0; i < conf->kinds->len; i++)
		if (g_array_index(conf->kinds, enum event_kind, i) == kind)
			return true;
	return false;
}

static bool
wants_tier(const struct notify_conf *conf, const struct alert *alert)
{
	for (guint i = 0; alert && i < conf->tiers->len; i++)
		if (alert->tier && !strcmp(alert->tier->is.id, conf->tiers->pdata[i]))
			return true;
	return !alert || conf->tiers->len == 0;
}

/* A source hears what a person says of its own alerts; rules have no say there. */
static bool
is_of_source(const struct notify_conf *conf, const struct event *e, const struct alert *alert)
{
	return !conf->is_source || (alert && *e->person && strcmp(alert->source, conf->name) == 0);
}

/* "[ROOM] URG escalated to wang: order success 99.41%: no answer (lin)" */
static char *
sentence(const struct room *room, const struct event *e, const struct alert *alert)
{
	const struct notice *notice = notice_of(e->kind);
	const char *title = notice->object->title(room, e->subject);
	GString *text = g_string_new(NULL);

	g_string_append_printf(text, "[%s] ", room->is.name);
	if (alert && alert->tier)
		g_string_append_printf(text, "%s ", alert->tier->is.brief);
	g_string_append(text, notice->words);
	if (e->kind == EVENT_GATE)
		g_string_append(text, e->accepted ? " accepted" : " refused");
	if (*e->target)
		g_string_append_printf(text, " to %s", e->target);
	if (title || *e->subject)
		g_string_append_printf(text, ": %s", title ? title : e->subject);
	if (*e->text)
		g_string_append_printf(text, ": %s", e->text);
	if (*e->person)
		g_string_append_printf(text, " (%s)", e->person);
	return g_string_free(text, FALSE);
}

static struct delivery *
delivery_to(const struct notify_conf *conf, const struct room *room, const struct event *e,
            const struct alert *alert)
{
	struct delivery *d = delivery_new();
	const struct notice *notice = notice_of(e->kind);
	const struct person *person = room_person(room, e->person);
	char *id = g_strconcat(e->id, "/", conf->name, NULL),
	     *text = conf->is_source ? g_strdup(e->text) : sentence(room, e, alert);

	delivery_set(&d->id, id);
	d->kind = e->kind;
	delivery_set(&d->source, conf->name);
	delivery_set(&d->alert_key, e->subject);
	delivery_set(&d->alert_title, notice->object->title(room, e->subject));
	for (size_t i = 0; alert && i < alert->n_labels; i++)
		delivery_add_label(d, alert->labels[i].name, alert->labels[i].value);
	delivery_set(&d->fingerprint, alert ? alert->fingerprint : "");
	delivery_set(&d->tier, alert && alert->tier ? alert->tier->is.id : "");
	delivery_set(&d->person, e->person);
	delivery_set(&d->email, person ? person->email : "");
	delivery_set(&d->comment, text);
	d->at_us = e->at_us;
	d->until_us = e->until_us;
	g_free(text);
	g_free(id);
	return d;
}

void
notify_add(const struct notify *n, const struct room *room, const struct event_batch *events,
           GPtrArray *deliveries)
{
	for (guint i = 0; i < events->events->len; i++) {
		const struct event *e = g_ptr_array_index(events->events, i);
		const struct alert *alert = room_alert(room, e->subject);

		for (guint t = 0; t < n->targets->len; t++) {
			const struct notify_conf *conf = g_ptr_array_index(n->targets, t);

			if (wants_kind(conf, e->kind) && is_of_source(conf, e, alert) &&
			    wants_tier(conf, alert) && !was_told(n, e, conf->quiet_us))
				g_ptr_array_add(deliveries, delivery_to(conf, room, e, alert));
		}
	}
}
