/* On-call rosters of other systems, in the form that each has: who has which turn becomes one event. */
#include "base/hash.h"
#include "base/lang.h"
#include "net/roster.h"

#include "base/text.h"
#include "net/json_read.h"

#include <stdio.h>
#include <string.h>

/* How far the time that is looked at reaches. It moves once a day, so that an equal answer tells nothing new. */
#define WINDOW_BACK_US DAY_US
#define WINDOW_AHEAD_US (15 * DAY_US)

static const struct roster_form *const forms[] = { &roster_native, &roster_pagerduty,
	                                           &roster_goalert, &roster_grafana, &roster_ical };

const struct roster_form *
roster_form(const char *name)
{
	for (size_t i = 0; name && i < G_N_ELEMENTS(forms); i++)
		if (!strcmp(forms[i]->name, name))
			return forms[i];
	return NULL;
}

const char *const *
source_roster_forms(void)
{
	static const char *names[G_N_ELEMENTS(forms) + 1];

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		names[i] = forms[i]->name;
	return names;
}

bool
source_roster_needs_schedule(const char *form)
{
	const struct roster_form *f = roster_form(form);

	return f && f->needs_schedule;
}

char *
roster_time(int64_t at_us, bool day_only)
{
	GDateTime *at = g_date_time_new_from_unix_utc(at_us / SEC_US);
	char *text = g_date_time_format(at, day_only ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%SZ");

	g_date_time_unref(at);
	return text;
}

static int64_t
window_from(int64_t now_us)
{
	return now_us - now_us % DAY_US - WINDOW_BACK_US;
}

static int64_t
window_to(int64_t now_us)
{
	return now_us - now_us % DAY_US + WINDOW_AHEAD_US;
}

static const struct roster_form *
form_of(const struct source *source)
{
	const struct roster_form *form = roster_form(source->conf->form);

	return form ? form : &roster_native;
}

static void
add_slots(struct source *source)
{
	for (guint i = 0; i < source->conf->queries->len; i++)
		source_add_slot(source, g_ptr_array_index(source->conf->queries, i), (int)i);
}

static char *
url(const struct source *source, const struct slot *slot, int64_t now_us)
{
	char *path =
	    form_of(source)->path(slot->query->query, window_from(now_us), window_to(now_us));
	char *whole = g_strconcat(source->conf->url, path, NULL);

	g_free(path);
	return whole;
}

static void
fill(const struct source *source, const struct slot *slot, int64_t now_us, struct request *request)
{
	const struct roster_form *form = form_of(source);

	if (!form->post)
		return;
	request_post(request,
	             form->post(slot->query->query, window_from(now_us), window_to(now_us)));
}

const char *
roster_text(json_object *object, const char *name)
{
	json_object *value = json_member(object, name);

	return json_object_is_type(value, json_type_string) ? json_object_get_string(value) : NULL;
}

bool
roster_instant(struct roster_reading *x, json_object *object, const char *name, size_t index,
               int64_t *us)
{
	json_object *value = json_member(object, name);

	*us = UNSAID;
	if (!value || json_instant(value, us))
		return true;
	reading_broken(x->r,
	               _("content: entry %zu: '%s' is no time like 2026-10-24T08:00:00+08:00"),
	               index, name);
	return false;
}

static const char *
clean(struct roster_reading *x, const char *text)
{
	char *cleaned = text ? text_clean(text, strlen(text), TEXT_MAX_LABEL, NULL) : NULL;
	const char *kept = event_batch_str(x->r->batch, cleaned ? g_strstrip(cleaned) : NULL);

	g_free(cleaned);
	return kept;
}

void
roster_add(struct roster_reading *x, const struct raw_turn *said)
{
	const struct source_query *query = x->r->slot->query;
	const char *team = query->team ? query->team : x->r->source->conf->team;
	struct roster_turn turn = { .start_us = said->start_us, .end_us = said->end_us };

	x->r->slot->rows++;
	if (said->end_us != UNSAID &&
	    (said->end_us <= said->start_us || said->end_us <= x->from_us))
		return;
	if (x->to_us != UNSAID && said->start_us >= x->to_us)
		return;
	if (x->turns->len >= ROSTER_MAX_TURNS) {
		if (!x->is_full)
			reading_broken(x->r,
			               _("content: more than %d turns: the others are left out"),
			               ROSTER_MAX_TURNS);
		x->is_full = true;
		return;
	}
	turn.person = clean(x, said->person);
	turn.name = clean(x, said->name);
	turn.email = clean(x, said->email);
	turn.team = clean(x, said->team ? said->team : team);
	turn.role = clean(x, query->role ? query->role : said->role);
	turn.level = query->level > 0 ? query->level : said->level;
	if (*turn.person || *turn.name || *turn.email)
		g_array_append_val(x->turns, turn);
	else
		reading_broken(x->r, _("content: a turn says of nobody whose it is"));
}

static int
compare_turns(const void *a, const void *b)
{
	const struct roster_turn *x = a, *y = b;

	if (x->start_us != y->start_us)
		return x->start_us < y->start_us ? -1 : 1;
	return g_strcmp0(x->name, y->name);
}

static bool
is_same_turn(const struct roster_turn *a, const struct roster_turn *b)
{
	return a->start_us == b->start_us && a->end_us == b->end_us && a->level == b->level &&
	       !strcmp(a->person, b->person) && !strcmp(a->name, b->name) &&
	       !strcmp(a->email, b->email) && !strcmp(a->team, b->team);
}

/* An escalation policy more that uses the schedule repeats its turns. */
static void
drop_doubles(GArray *turns)
{
	for (guint i = 1; i < turns->len;) {
		const struct roster_turn *turn = &g_array_index(turns, struct roster_turn, i);
		bool is_double = false;

		for (guint k = i; k > 0 && !is_double; k--) {
			const struct roster_turn *other =
			    &g_array_index(turns, struct roster_turn, k - 1);

			if (other->start_us != turn->start_us)
				break;
			is_double = is_same_turn(turn, other);
		}
		if (is_double)
			g_array_remove_index(turns, i);
		else
			i++;
	}
}

static uint64_t
hash_of(const struct roster_reading *x)
{
	uint64_t hash = hash_bytes(HASH_START, &x->from_us, sizeof x->from_us);

	hash = hash_bytes(hash, &x->to_us, sizeof x->to_us);
	for (guint i = 0; i < x->turns->len; i++) {
		const struct roster_turn *t = &g_array_index(x->turns, struct roster_turn, i);

		hash = hash_text(hash_text(hash_text(hash, t->person), t->name), t->email);
		hash = hash_text(hash_text(hash, t->team), t->role);
		hash = hash_bytes(hash, &t->level, sizeof t->level);
		hash = hash_bytes(hash, &t->start_us, sizeof t->start_us);
		hash = hash_bytes(hash, &t->end_us, sizeof t->end_us);
	}
	return hash;
}

static void
tell(struct roster_reading *x)
{
	struct event_batch *batch = x->r->batch;
	const struct source_query *query = x->r->slot->query;
	const char *name = x->r->source->conf->name;
	const char *team = query->team ? query->team : x->r->source->conf->team;
	struct roster *roster = event_batch_alloc(batch, sizeof *roster);
	struct roster_turn *turns = event_batch_alloc(batch, x->turns->len * sizeof *turns + 1);
	const char **teams = event_batch_alloc(batch, sizeof *teams);
	struct event *event;
	char *subject;

	if (x->turns->len)
		memcpy(turns, x->turns->data, x->turns->len * sizeof *turns);
	*teams = event_batch_str(batch, team);
	*roster = (struct roster){ .part = x->r->slot->purpose,
		                   .from_us = x->from_us,
		                   .to_us = x->to_us,
		                   .teams = teams,
		                   .n_teams = team ? 1 : 0,
		                   .turns = turns,
		                   .n_turns = x->turns->len };
	subject = g_strdup_printf("%s/%d", name, x->r->slot->purpose);
	event = reading_add(x->r, EVENT_ROSTER, subject);
	event->number = roster->part;
	event->roster = roster;
	g_free(subject);
}

/* Nobody in two weeks is a wrong roster sooner than a free fortnight: then it speaks of no time. */
static void
finish(struct roster_reading *x)
{
	struct slot *slot = x->r->slot;

	g_array_sort(x->turns, compare_turns);
	drop_doubles(x->turns);
	if (x->turns->len == 0) {
		reading_broken(x->r, _("content: it puts nobody on duty: shifts count instead"));
		x->to_us = x->from_us;
	}
	if (changes_put(slot->others, "roster", 0, hash_of(x)) == CHANGE_NEW)
		tell(x);
	changes_end(slot->others, NULL, NULL);
	slot->read_again_us = window_from(x->r->now_us) + WINDOW_BACK_US + DAY_US;
}

static GTimeZone *
zone_of(const struct source_conf *conf)
{
	GTimeZone *zone = conf->zone ? g_time_zone_new_identifier(conf->zone) : NULL;

	return zone ? zone : g_time_zone_new_local();
}

static bool
read_form(const struct roster_form *form, struct roster_reading *x, const char *bytes, size_t len,
          struct err *e)
{
	json_object *root;
	bool is_ok;

	if (form->read_text)
		return form->read_text(x, bytes, len, e);
	root = json_read(bytes, len, e);
	is_ok = root && form->read(x, root, e);
	json_object_put(root);
	return is_ok;
}

static bool
read_answer(struct reading *r, const char *bytes, size_t len, struct err *e)
{
	struct roster_reading x = { .r = r,
		                    .from_us = window_from(r->now_us),
		                    .to_us = window_to(r->now_us),
		                    .zone = zone_of(r->source->conf),
		                    .turns =
		                        g_array_new(FALSE, FALSE, sizeof(struct roster_turn)) };
	bool is_ok = read_form(form_of(r->source), &x, bytes, len, e);

	if (is_ok)
		finish(&x);
	g_array_unref(x.turns);
	g_time_zone_unref(x.zone);
	return is_ok;
}

const struct source_ops source_roster = {
	.kind = SOURCE_KIND_ROSTER,
	.max_bytes = 1024 * 1024,
	.reads_files = true,
	.parallel = 4,
	.accept_encoding = "gzip",
	.add_slots = add_slots,
	.url = url,
	.fill = fill,
	.read = read_answer,
};
