/* The link's thread: of all processes on one journal one keeps it in step with etcd. */
#include "store/site_link.h"

#include "base/lang.h"
#include "room/message.h"

#include <stdio.h>
#include <string.h>

/* How often things are done or looked at. */
#define LOOK_MS 100
#define TAKE_US (3 * SEC_US)   /* the link's lease in the journal */
#define TRY_US (1 * SEC_US)    /* etcd, while cut off */
#define CHECK_US (2 * SEC_US)  /* does etcd answer? */
#define KEEP_US (5 * SEC_US)   /* the lease in etcd */
#define ECHO_US (30 * SEC_US)  /* does the watch show what is written? */
#define SILENT_US (3 * SEC_US) /* it does not */

static void
post(struct site *s)
{
	struct site_state *state = &s->state;

	if (memcmp(state, &s->told, sizeof *state) == 0)
		return;
	s->told = *state;
	mailbox_post(s->to_ui, MESSAGE_SITE, g_memdup2(state, sizeof *state), g_free);
	state->is_healed = s->told.is_healed = false;
	state->came = state->went = s->told.came = s->told.went = 0;
}

/* For the other processes and for people. A journal that cannot be written says so elsewhere. */
static void
tell(struct site *s, bool is_linked, const char *reason)
{
	struct site_state *state = &s->state;

	if (is_linked != state->is_linked || state->since_us == 0)
		state->since_us = clock_real_us();
	state->is_linked = is_linked;
	state->sites = is_linked ? presence_count(s) : 1;
	g_strlcpy(state->reason, reason, sizeof state->reason);
	if (memcmp(state, &s->told, sizeof *state) == 0)
		return;
	(void)!link_tell(&s->journal, state, NULL);
	post(s);
}

static void
leave_others(struct site *s)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, s->others);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct other_site *other = value;

		if (other->is_here)
			other->gone_us = clock_monotonic_us();
		other->is_here = false;
	}
	(void)!link_drop_consoles(&s->journal, "", NULL);
}

/* A first failure is no news: most often another member of etcd answers at once. */
static void
cut(struct site *s, const struct err *e)
{
	bool was_tried = s->stage == STAGE_CUT;

	s->stage = STAGE_CUT;
	etcd_watch_end(s->etcd);
	s->next_try_us = clock_monotonic_us() + (was_tried ? TRY_US : 0);
	if (!was_tried)
		return;
	leave_others(s);
	s->is_shown_cut = true;
	tell(s, false, e->text);
}

static bool
connect_etcd(struct site *s, struct err *e)
{
	*s->failed.text = '\0';
	g_ptr_array_set_size(s->arrived, 0);
	leave_others(s);
	return presence_begin(s, e) && sync_list(s, e) && sync_begin_watch(s, e);
}

static bool
finish_catching_up(struct site *s, struct err *e)
{
	if (s->seen_revision < s->said_revision)
		return true;
	(void)journal_has_changed(&s->journal);
	if (!claim_own(s, true, e) || !sync_send(s, e))
		return false;
	s->stage = STAGE_LINKED;
	s->state.is_healed = s->is_shown_cut || !*s->told.name;
	s->state.came = s->state.is_healed ? s->came : 0;
	s->state.went = s->state.is_healed ? s->went : 0;
	s->is_shown_cut = false;
	s->came = s->went = 0;
	tell(s, true, "");
	return true;
}

/* Whether etcd still answers, whatever the watch says. */
static bool
check(struct site *s, int64_t now_us, struct err *e)
{
	struct json_object *answer;
	char *key;

	if (now_us < s->next_check_us)
		return true;
	s->next_check_us = now_us + CHECK_US;
	key = site_key(s, "site/", s->conf->name);
	answer = etcd_call(s->etcd, "kv/range", etcd_key(key), NULL, e);
	g_free(key);
	json_object_put(answer);
	return answer && (s->conf->targets->len == 0 || claim_left(s, e));
}

bool
site_keep(struct site *s, struct err *e)
{
	int64_t now_us = clock_monotonic_us();

	if (now_us < s->next_keep_us)
		return true;
	s->next_keep_us = now_us + KEEP_US;
	return presence_keep(s, e) && link_note(&s->journal, s->conf->name, &s->row, e) &&
	       link_refresh_consoles(&s->journal, e);
}

/* What was done here goes out; who is here at most once a second. */
static bool
follow_journal(struct site *s, struct err *e)
{
	if (journal_has_changed(&s->journal)) {
		s->has_news = true;
		if (!sync_send(s, e) || !claim_own(s, false, e))
			return false;
	}
	if (!s->has_news || clock_monotonic_us() + CHECK_US - SEC_US < s->next_check_us)
		return true;
	s->has_news = false;
	return presence_say(s, false, e);
}

static bool
tend(struct site *s, struct err *e)
{
	int64_t now_us = clock_monotonic_us();

	if (s->seen_revision < s->said_revision && now_us - s->heard_us > SILENT_US)
		return err_set(e, _("etcd's watch does not show what is written"));
	if (s->stage == STAGE_CATCHING)
		return finish_catching_up(s, e);
	if (now_us - s->heard_us > ECHO_US && !presence_say(s, true, e))
		return false;
	if (!follow_journal(s, e) || !check(s, now_us, e) || !site_keep(s, e))
		return false;
	tell(s, true, "");
	return true;
}

static void
keep_link(struct site *s)
{
	struct err e = { "" };
	bool ok;

	if (s->stage == STAGE_CUT) {
		etcd_wait(s->etcd, (int)CLAMP((s->next_try_us - clock_monotonic_us()) / MSEC_US, 0,
		                              LOOK_MS));
		if (clock_monotonic_us() < s->next_try_us)
			return;
		ok = connect_etcd(s, &e);
		if (ok)
			s->stage = STAGE_CATCHING;
	} else {
		etcd_wait(s->etcd, LOOK_MS);
		ok = sync_watch(s, &e) && tend(s, &e);
	}
	if (!ok && !atomic_load(&s->is_stopping))
		cut(s, &e);
}

/* Another process keeps the link: what it tells is told on. */
static void
look_on(struct site *s)
{
	bool was_cut = *s->told.name && !s->told.is_linked;

	etcd_wait(s->etcd, LOOK_MS);
	if (!journal_has_changed(&s->journal) && *s->told.name)
		return;
	if (!link_read(&s->journal, s->conf->name, &s->row, NULL) || s->row.state.since_us == 0)
		return;
	s->state = s->row.state;
	s->state.is_healed = was_cut && s->state.is_linked;
	post(s);
}

/* Becomes the keeper when there is none. */
static void
take(struct site *s)
{
	int64_t now_us = clock_monotonic_us();
	struct link_row row;

	if (now_us < s->next_take_us)
		return;
	s->next_take_us = now_us + TAKE_US;
	if (s->stage == STAGE_IDLE)
		s->next_take_us = now_us + SEC_US;
	if (!link_take(&s->journal, s->conf->name, &row, NULL))
		return;
	if (row.is_mine && s->stage == STAGE_IDLE) {
		s->row = row;
		s->state = row.state;
		s->stage = STAGE_CUT;
		s->next_try_us = 0;
	} else if (!row.is_mine && s->stage != STAGE_IDLE) {
		etcd_watch_end(s->etcd); /* this process hung, and another took it */
		s->stage = STAGE_IDLE;
	}
}

static void
leave(struct site *s)
{
	struct json_object *request;
	struct err e;

	atomic_store(&s->gives_up, false);
	if (s->stage == STAGE_LINKED && sync_send(s, &e)) {
		request = json_object_new_object();
		etcd_put_int(request, "ID", s->lease);
		json_object_put(etcd_call(s->etcd, "lease/revoke", request, NULL, &e));
	}
	if (s->stage != STAGE_IDLE) {
		(void)!link_drop_consoles(&s->journal, "", NULL);
		link_leave(&s->journal, s->conf->name);
	}
}

static void *
run(void *site)
{
	struct site *s = site;
	struct err e;

	while (!atomic_load(&s->is_stopping) && !s->journal.db)
		if (!journal_open(&s->journal, s->path, &e))
			etcd_wait(s->etcd, 1000);
	while (!atomic_load(&s->is_stopping)) {
		take(s);
		if (s->stage == STAGE_IDLE)
			look_on(s);
		else
			keep_link(s);
	}
	if (s->journal.db)
		leave(s);
	journal_close(&s->journal);
	return NULL;
}

struct site *
site_start(const struct site_conf *conf, const char *journal, struct mailbox *to_ui)
{
	struct site *s = g_new0(struct site, 1);

	s->conf = conf;
	s->path = g_strdup(journal);
	s->to_ui = to_ui;
	s->etcd = etcd_new(&conf->etcd, &s->gives_up);
	s->others = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	s->arrived = g_ptr_array_new_with_free_func(site_event_free);
	if (pthread_create(&s->thread, NULL, run, s) != 0)
		g_error("%s", _("the system has no thread left for the link to other sites"));
	return s;
}

void
site_stop(struct site **site)
{
	struct site *s = *site;

	if (!s)
		return;
	*site = NULL;
	atomic_store(&s->is_stopping, true);
	atomic_store(&s->gives_up, true);
	etcd_wake(s->etcd);
	pthread_join(s->thread, NULL);
	etcd_free(&s->etcd);
	g_hash_table_unref(s->others);
	g_ptr_array_unref(s->arrived);
	g_free(s->said);
	g_free(s->path);
	g_free(s);
}

char *
site_text(const struct site_state *state, int64_t now_us, char *buf, size_t size)
{
	char age[32];

	if (state->is_linked)
		snprintf(buf, size,
		         lang_count("site %s: %d site", "site %s: %d sites",
		                    (unsigned long)state->sites),
		         state->name, (int)state->sites);
	else
		snprintf(buf, size, _("site %s: CUT OFF %s"), state->name,
		         duration_limit(MAX(now_us - state->since_us, 0), age, sizeof age) + 1);
	return buf;
}
