/* The linear mode: what changed in the room, in lines, at a rate that can be listened to. */
#include "app/plain.h"

#include "base/lang.h"
#include "panels/words.h"
#include "room/alert.h"
#include "room/decision.h"

#include <string.h>

/* So many lines may come at once; then one every two seconds. Those that press may run ahead by as many
 * again, so that a storm cannot hide the urgent one. What is held back is summed up. */
enum { LINES_MOST = 15, LINES_AHEAD = 24, SUM_UP_S = 10 };
#define LINES_PER_US (0.5 / SEC_US)
/* While somebody answers a question, the rest waits, but not for long. */
#define QUESTION_US (20 * SEC_US)

static void
alert_free(void *data)
{
	struct plain_alert *a = data;

	g_free(a->ack);
	g_free(a);
}

static void
line_free(void *data)
{
	struct news_line *line = data;

	g_free(line->kind);
	g_free(line->text);
	g_free(line);
}

void
plain_news_init(struct plain *p)
{
	p->news.alerts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, alert_free);
	p->news.phases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	p->news.own = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	p->news.held_back = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	p->news.found = g_ptr_array_new_with_free_func(line_free);
	p->news.lines = LINES_MOST;
}

void
plain_news_fini(struct plain *p)
{
	g_hash_table_unref(p->news.alerts);
	g_hash_table_unref(p->news.phases);
	g_hash_table_unref(p->news.own);
	g_hash_table_unref(p->news.held_back);
	g_ptr_array_unref(p->news.found);
}

void
plain_news_add(struct plain *p, int64_t at_us, bool presses, const char *kind, const char *fmt, ...)
{
	struct news_line *line = g_new(struct news_line, 1);
	va_list ap;

	va_start(ap, fmt);
	*line = (struct news_line){ at_us, presses, g_strdup(kind), g_strdup_vprintf(fmt, ap) };
	va_end(ap);
	g_ptr_array_add(p->news.found, line);
}

static gint
by_time(gconstpointer a, gconstpointer b)
{
	const struct news_line *one = *(const struct news_line *const *)a,
			       *two = *(const struct news_line *const *)b;

	return one->at_us < two->at_us ? -1 : one->at_us > two->at_us;
}

static void
refill(struct plain_news *n)
{
	int64_t now_us = clock_monotonic_us();

	if (n->filled_us)
		n->lines =
		    MIN(n->lines + (double)(now_us - n->filled_us) * LINES_PER_US, LINES_MOST);
	n->filled_us = now_us;
}

/* "12 more: 9 new GEN alerts, 3 cleared alerts. 'alerts' and 'log' list them." */
static void
sum_up(struct plain *p, int64_t now_us)
{
	struct plain_news *n = &p->news;
	GString *text;
	GHashTableIter iter;
	gpointer kind, count;
	unsigned all = 0;
	char *line;

	if (g_hash_table_size(n->held_back) == 0 ||
	    clock_monotonic_us() - n->summed_up_us < SUM_UP_S * SEC_US)
		return;
	text = g_string_new(NULL);
	g_hash_table_iter_init(&iter, n->held_back);
	while (g_hash_table_iter_next(&iter, &kind, &count)) {
		if (text->len)
			g_string_append(text, ", ");
		g_string_append_printf(text, lang_in("held back", "%u %s"), GPOINTER_TO_UINT(count),
		                       (const char *)kind);
		all += GPOINTER_TO_UINT(count);
	}
	line = g_strdup_printf(_("%u more: %s. 'alerts' and 'log' list them."), all, text->str);
	plain_say_at(p, now_us, line);
	g_hash_table_remove_all(n->held_back);
	n->summed_up_us = clock_monotonic_us();
	g_string_free(text, TRUE);
	g_free(line);
}

static void
say_found(struct plain *p)
{
	struct plain_news *n = &p->news;

	refill(n);
	g_ptr_array_sort(n->found, by_time);
	for (guint i = 0; i < n->found->len; i++) {
		const struct news_line *line = g_ptr_array_index(n->found, i);

		if (n->lines >= 1 || (line->presses && n->lines > -LINES_AHEAD)) {
			n->lines--;
			plain_say_at(p, line->at_us, line->text);
		} else {
			guint count =
			    GPOINTER_TO_UINT(g_hash_table_lookup(n->held_back, line->kind));

			if (g_hash_table_size(n->held_back) == 0)
				n->summed_up_us = clock_monotonic_us();
			g_hash_table_replace(n->held_back, g_strdup(line->kind),
			                     GUINT_TO_POINTER(count + 1));
		}
	}
	g_ptr_array_set_size(n->found, 0);
}

void
plain_news_begin(struct plain *p)
{
	struct plain_news *n = &p->news;
	int64_t now_us = session_now_us(p->c.session);

	n->room = p->c.session->room;
	n->logged = n->room->logged;
	n->at_us = now_us;
	n->second = now_us / SEC_US;
	g_hash_table_remove_all(n->alerts);
	g_hash_table_remove_all(n->phases);
	plain_look_at_alerts(p, false, now_us);
	plain_look_at_phases(p, false, now_us);
	plain_look_at_budget(p, false, now_us);
	g_ptr_array_set_size(n->found, 0);
}

/* In a replay time may jump, and the room with it: then what is there is told, not what changed. */
static bool
has_jumped(const struct plain *p, int64_t now_us)
{
	const struct session *s = p->c.session;

	return s->room != p->news.room || now_us < p->news.at_us ||
	       (s->player && !player_is_playing(s->player) && now_us != p->news.at_us);
}

static void
say_moment(struct plain *p, int64_t now_us)
{
	const struct room *room = p->c.session->room;
	const struct entry *last =
	    room->log->len ? g_ptr_array_index(room->log, room->log->len - 1) : NULL;
	char at[32], ago[32];

	plain_say(p, _("It is %s. %s%s%s%s%s"),
	          instant_format(now_us, room->zone, "%Y-%m-%d %H:%M:%S", at, sizeof at),
	          last ? words_ago(last->at_us, now_us, ago, sizeof ago) : "",
	          last && *last->person ? ", " : "",
	          last && *last->person ? words_person(room, last->person) : "", last ? ": " : "",
	          last ? last->text : "");
}

void
plain_news_look(struct plain *p)
{
	struct plain_news *n = &p->news;
	int64_t now_us = session_now_us(p->c.session), before_us = n->at_us;

	if (has_jumped(p, now_us)) {
		plain_news_begin(p);
		say_moment(p, now_us);
		return;
	}
	/* somebody is being asked: the rest can wait */
	if (p->c.view->prompt && clock_monotonic_us() - p->asked_us < QUESTION_US)
		return;
	plain_look_at_log(p);
	if (now_us / SEC_US != n->second) {
		n->second = now_us / SEC_US;
		plain_look_at_alerts(p, true, now_us);
		plain_look_at_phases(p, true, now_us);
		plain_look_at_clock(p, before_us, now_us);
		plain_look_at_budget(p, true, now_us);
		plain_look_at_journal(p, now_us);
		n->at_us = now_us;
	}
	say_found(p);
	sum_up(p, now_us);
}

unsigned
plain_news_open(const struct plain *p)
{
	GHashTableIter iter;
	gpointer what;
	unsigned open = 0;

	g_hash_table_iter_init(&iter, p->news.own);
	while (g_hash_table_iter_next(&iter, NULL, &what))
		open += *(const char *)what != '\0';
	return open;
}

/* An action of this console becomes "" once the journal has answered. */
void
plain_news_hear(struct plain *p, const struct event *event)
{
	struct plain_news *n = &p->news;
	const char *what = g_hash_table_lookup(n->own, event->cause);

	if (what && *what && event->kind == EVENT_KEPT)
		plain_news_add(p, event->at_us, true, _("kept actions"),
		               _("Kept in the journal: %s."), what);
	else if (what && event->kind == EVENT_LOST)
		plain_news_add(p, event->at_us, true, _("lost actions"),
		               _("NOT KEPT, do it again: %s: %s."), what, event->text);
	if (what && (event->kind == EVENT_KEPT || event->kind == EVENT_LOST))
		g_hash_table_replace(n->own, g_strdup(event->cause), g_strdup(""));
	if (!p->is_acting || !*event->id || !*event->person || !event_is_kept_apart(event->kind))
		return;
	g_hash_table_replace(n->own, g_strdup(event->id),
	                     g_strdup_printf("%s, %s", event_kind_name(event->kind),
	                                     subject_title(p->c.session->room, event->subject)));
	g_hash_table_replace(n->own, plain_deed_name(event->kind, event->at_us, event->subject),
	                     g_strdup(""));
}
