/* What fuzz targets share: the list of them, their input, and what must hold of clean text. */
#include "tests/fuzz/fuzz.h"

#include "net/elements.h"
#include "net/source.h"

#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct fuzz_target *targets;

void
fuzz_enlist(struct fuzz_target *target)
{
	target->next = targets;
	targets = target;
}

const struct fuzz_target *
fuzz_targets(void)
{
	return targets;
}

static void
ignore(const char *domain, GLogLevelFlags level, const char *message, void *data)
{
	(void)data;
	if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING))
		fuzz_check(false, "%s: %s", domain ? domain : "", message);
}

struct source *
fuzz_source(struct source_conf *conf)
{
	static size_t alerts;

	alerts = 0;
	return source_new(conf, &alerts);
}

bool
fuzz_read_pieces(struct reading *r, const char *text, size_t len, size_t piece)
{
	struct elements *elements = reading_elements(r);
	struct err e = { "" };
	bool ok = true;

	reading_begin(r);
	for (size_t i = 0; ok && i < len; i += piece)
		ok = elements_feed(elements, text + i, MIN(piece, len - i), &e);
	ok = ok && elements_end(elements, &e);
	if (ok)
		r->source->ops->read_end(r);
	fuzz_check_clean("reason", ok ? r->slot->first_broken.text : e.text);
	elements_free(&elements);
	return ok;
}

void
fuzz_begin(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	setenv("TZ", "UTC", 1);
	g_log_set_default_handler(ignore, NULL);
}

void
fuzz_check(bool is_so, const char *fmt, ...)
{
	va_list args;

	if (is_so)
		return;
	va_start(args, fmt);
	fputs("fuzz: ", stderr);
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
	va_end(args);
	abort();
}

unsigned
fuzz_pick(struct fuzz_input *in, unsigned n)
{
	if (!in->left)
		return 0;
	in->left--;
	return *in->at++ % n;
}

char *
fuzz_text(struct fuzz_input *in, char end, size_t *len)
{
	const uint8_t *found = in->left ? memchr(in->at, (unsigned char)end, in->left) : NULL;
	size_t n = found ? (size_t)(found - in->at) : in->left;
	char *text = g_malloc(n + 1);

	if (n)
		memcpy(text, in->at, n);
	text[n] = '\0';
	n += found != NULL;
	in->at += n;
	in->left -= n;
	if (len)
		*len = n - (found != NULL);
	return text;
}

/* Written down from the specification, not taken from base/text.c. */
static bool
is_forbidden(gunichar c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF ||
	       (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F) ||
	       (c >= 0xFE00 && c <= 0xFE0F);
}

void
fuzz_check_clean(const char *what, const char *text)
{
	fuzz_check(text != NULL, "%s is NULL", what);
	fuzz_check(g_utf8_validate(text, -1, NULL), "%s is not UTF-8", what);
	for (const char *p = text; *p; p = g_utf8_next_char(p))
		fuzz_check(!is_forbidden(g_utf8_get_char(p)), "%s holds U+%04X", what,
		           g_utf8_get_char(p));
}

static void
check_said(const char *what, const char *text)
{
	if (text)
		fuzz_check_clean(what, text);
}

static void
check_alert(const struct alert_data *a)
{
	fuzz_check_clean("source", a->source);
	fuzz_check_clean("fingerprint", a->fingerprint);
	fuzz_check_clean("title", a->title);
	fuzz_check_clean("summary", a->summary);
	fuzz_check_clean("team", a->team);
	fuzz_check_clean("runbook", a->runbook);
	fuzz_check_clean("link", a->link);
	fuzz_check_clean("held_by", a->held_by);
	fuzz_check_clean("held_comment", a->held_comment);
	for (size_t i = 0; i < a->n_labels; i++) {
		fuzz_check_clean("label's name", a->labels[i].name);
		fuzz_check_clean("label's value", a->labels[i].value);
	}
	for (size_t i = 0; i < a->n_silenced_by; i++)
		fuzz_check_clean("silence's id", a->silenced_by[i]);
}

static void
check_definition(const struct event *e)
{
	if (e->team) {
		check_said("team", e->team->id);
		check_said("team's title", e->team->title);
		check_said("team's brief", e->team->brief);
		check_said("team's group", e->team->group);
	}
	if (e->define_person) {
		check_said("person", e->define_person->id);
		check_said("person's name", e->define_person->name);
		check_said("person's team", e->define_person->team);
		check_said("person's role", e->define_person->role);
		check_said("person's contact", e->define_person->contact);
		fuzz_check(!e->define_person->pin, "an endpoint states a PIN");
	}
	if (e->phase)
		check_said("phase's title", e->phase->title);
	if (e->gate) {
		check_said("gate's title", e->gate->title);
		check_said("gate's criteria", e->gate->criteria);
	}
	if (e->risk) {
		check_said("risk's title", e->risk->title);
		check_said("risk's runbook", e->risk->runbook);
	}
	if (e->line)
		check_said("line's title", e->line->title);
	if (e->metric) {
		check_said("metric's title", e->metric->title);
		check_said("metric's unit", e->metric->unit);
	}
}

void
fuzz_check_event(const struct event *e)
{
	fuzz_check_clean("event's source", e->source);
	fuzz_check_clean("event's subject", e->subject);
	fuzz_check_clean("event's target", e->target);
	fuzz_check_clean("event's person", e->person);
	fuzz_check_clean("event's text", e->text);
	if (e->alert)
		check_alert(e->alert);
	check_definition(e);
}

void
fuzz_check_events(const struct event_batch *batch)
{
	for (guint i = 0; i < batch->events->len; i++)
		fuzz_check_event(g_ptr_array_index(batch->events, i));
}
