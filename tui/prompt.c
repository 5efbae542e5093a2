/* The one-line editor of the bottom line: commands, search, filter, comments. */
#include "tui/prompt.h"

#include "base/text.h"

#include <glib.h>
#include <string.h>

enum { HISTORY_MAX = 200, HIDDEN_ROOM = 512, ANSWER_LEAST = 24 /* cells that the label leaves */ };

/* A line that was accepted; of all prompts, newest last. Lives as long as the program; UI thread
 * only. */
struct past_line {
	char *label, *text;
};
static GQueue history = G_QUEUE_INIT;

struct prompt {
	char *label;
	GString *line;
	size_t cursor; /* byte offset, on a cluster's start */
	prompt_complete *complete;
	void *data;
	char **candidates; /* of the Tab before; NULL = none */
	int chosen;        /* among them, -1 = none yet */
	GList *past;       /* the history line that shows, NULL = the draft */
	char *draft;       /* what was typed before Up */
	bool is_hidden;
};

struct prompt *
prompt_new(const char *label, const char *preset, prompt_complete *complete, void *data)
{
	struct prompt *p = g_new0(struct prompt, 1);

	p->label = g_strdup(label);
	p->line = g_string_new(NULL);
	p->complete = complete;
	p->data = data;
	prompt_paste(p, preset ? preset : "");
	return p;
}

void
prompt_hide(struct prompt *p)
{
	/* a line that grows is copied, and the copy left behind is not wiped */
	GString *line = g_string_sized_new(HIDDEN_ROOM);

	g_string_append(line, p->line->str);
	g_string_free(p->line, TRUE);
	p->line = line;
	p->is_hidden = true;
	p->complete = NULL;
}

void
prompt_free(struct prompt **p)
{
	if (!*p)
		return;
	g_free((*p)->label);
	if ((*p)->is_hidden)
		explicit_bzero((*p)->line->str, (*p)->line->allocated_len);
	g_string_free((*p)->line, TRUE);
	g_strfreev((*p)->candidates);
	g_free((*p)->draft);
	g_free(*p);
	*p = NULL;
}

const char *
prompt_text(const struct prompt *p)
{
	return p->line->str;
}

static void
free_past_line(gpointer data)
{
	struct past_line *past = data;

	g_free(past->label);
	g_free(past->text);
	g_free(past);
}

static void
remember(const struct prompt *p)
{
	struct past_line *past;
	struct past_line *last = g_queue_peek_tail(&history);

	if (p->line->len == 0 || p->is_hidden)
		return;
	if (last && strcmp(last->label, p->label) == 0 && strcmp(last->text, p->line->str) == 0)
		return;
	past = g_new0(struct past_line, 1);
	past->label = g_strdup(p->label);
	past->text = g_strdup(p->line->str);
	g_queue_push_tail(&history, past);
	if (g_queue_get_length(&history) > HISTORY_MAX)
		free_past_line(g_queue_pop_head(&history));
}

static void
set_line(struct prompt *p, const char *text)
{
	g_string_assign(p->line, text);
	p->cursor = p->line->len;
}

static GList *
same_label(const struct prompt *p, GList *at, bool is_older)
{
	while (at && strcmp(((struct past_line *)at->data)->label, p->label) != 0)
		at = is_older ? at->prev : at->next;
	return at;
}

static void
older(struct prompt *p)
{
	GList *at = same_label(p, p->past ? p->past->prev : history.tail, true);

	if (!at)
		return;
	if (!p->past) {
		g_free(p->draft);
		p->draft = g_strdup(p->line->str);
	}
	p->past = at;
	set_line(p, ((struct past_line *)at->data)->text);
}

static void
newer(struct prompt *p)
{
	if (!p->past)
		return;
	p->past = same_label(p, p->past->next, false);
	set_line(p, p->past ? ((struct past_line *)p->past->data)->text : p->draft);
}

static size_t
previous(const struct prompt *p)
{
	const char *at = p->line->str;
	size_t before = 0;
	int cells;

	while ((size_t)(at - p->line->str) < p->cursor) {
		before = (size_t)(at - p->line->str);
		if (text_cluster(&at, &cells) == 0)
			break;
	}
	return before;
}

static size_t
next(const struct prompt *p)
{
	const char *at = p->line->str + p->cursor;
	int cells;

	text_cluster(&at, &cells);
	return (size_t)(at - p->line->str);
}

/* Takes out what stands between here and the cursor, on whichever side. */
static void
erase_to(struct prompt *p, size_t here)
{
	size_t from = MIN(here, p->cursor), to = MAX(here, p->cursor);

	g_string_erase(p->line, (gssize)from, (gssize)(to - from));
	p->cursor = from;
}

static size_t
word_start(const struct prompt *p)
{
	size_t at = p->cursor;

	while (at > 0 && p->line->str[at - 1] == ' ')
		at--;
	while (at > 0 && p->line->str[at - 1] != ' ')
		at--;
	return at;
}

static void
insert(struct prompt *p, const char *text)
{
	size_t len = strlen(text);

	if (p->line->len + len > TEXT_MAX_BODY)
		return;
	g_string_insert(p->line, (gssize)p->cursor, text);
	p->cursor += len;
}

void
prompt_paste(struct prompt *p, const char *text)
{
	GString *kept = g_string_new(NULL);
	char *valid = g_utf8_make_valid(text, -1);
	char *clean;

	for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (c == '\n' || c == '\t' || (c == '\r' && at[1] != '\n'))
			g_string_append_c(kept, ' ');
		else if (!g_unichar_iscntrl(c))
			g_string_append_unichar(kept, c);
	}
	clean = text_clean(kept->str, kept->len, TEXT_MAX_BODY - p->line->len, NULL);
	insert(p, clean);
	g_free(clean);
	g_free(valid);
	g_string_free(kept, TRUE);
}

static void
drop_candidates(struct prompt *p)
{
	g_clear_pointer(&p->candidates, g_strfreev);
	p->chosen = -1;
}

/* What all candidates begin with, cut to whole characters; g_free. */
static char *
common_prefix(char **candidates)
{
	size_t n = strlen(candidates[0]);

	for (int i = 1; candidates[i]; i++) {
		size_t k = 0;

		while (k < n && candidates[i][k] == candidates[0][k])
			k++;
		n = k;
	}
	while (n > 0 && ((unsigned char)candidates[0][n] & 0xc0) == 0x80)
		n--;
	return g_strndup(candidates[0], n);
}

static void
start_completion(struct prompt *p)
{
	char *head = g_strndup(p->line->str, p->cursor);
	char *prefix;

	drop_candidates(p);
	p->candidates = p->complete(head, p->data);
	if (p->candidates && p->candidates[0]) {
		prefix = common_prefix(p->candidates);
		if (g_str_has_prefix(prefix, head))
			set_line(p, prefix);
		g_free(prefix);
	}
	if (!p->candidates || !p->candidates[0] || !p->candidates[1])
		drop_candidates(p);
	g_free(head);
}

static void
complete(struct prompt *p, int step)
{
	int n;

	if (!p->complete)
		return;
	if (!p->candidates) {
		start_completion(p);
		return;
	}
	n = (int)g_strv_length(p->candidates);
	p->chosen = p->chosen < 0 && step < 0 ? n - 1 : (p->chosen + step + n) % n;
	set_line(p, p->candidates[p->chosen]);
}

char **
prompt_candidates(const struct prompt *p, int *chosen)
{
	char *head, **all;

	*chosen = -1;
	if (p->candidates) {
		*chosen = p->chosen;
		return g_strdupv(p->candidates);
	}
	if (!p->complete)
		return NULL;
	head = g_strndup(p->line->str, p->cursor);
	all = p->complete(head, p->data);
	g_free(head);
	return all;
}

static bool
is_key(const char *key, const char *a, const char *b)
{
	return strcmp(key, a) == 0 || strcmp(key, b) == 0;
}

static void
edit(struct prompt *p, const char *key)
{
	if (is_key(key, "Backspace", "C-h"))
		erase_to(p, previous(p));
	else if (is_key(key, "Delete", "C-d"))
		erase_to(p, next(p));
	else if (is_key(key, "C-u", "C-u"))
		erase_to(p, 0);
	else if (is_key(key, "C-k", "C-k"))
		erase_to(p, p->line->len);
	else if (is_key(key, "C-w", "M-Backspace"))
		erase_to(p, word_start(p));
	else if (is_key(key, "Left", "C-b"))
		p->cursor = previous(p);
	else if (is_key(key, "Right", "C-f"))
		p->cursor = next(p);
	else if (is_key(key, "Home", "C-a"))
		p->cursor = 0;
	else if (is_key(key, "End", "C-e"))
		p->cursor = p->line->len;
	else if (is_key(key, "Up", "C-p"))
		older(p);
	else if (is_key(key, "Down", "C-n"))
		newer(p);
	else if (is_key(key, "Space", " "))
		insert(p, " ");
	else if (*key && !*g_utf8_next_char(key))
		insert(p, key);
}

enum prompt_result
prompt_key(struct prompt *p, const char *key)
{
	if (is_key(key, "Tab", "S-Tab")) {
		complete(p, *key == 'T' ? 1 : -1);
		return PROMPT_EDITING;
	}
	drop_candidates(p);
	if (is_key(key, "Esc", "C-c"))
		return PROMPT_CANCELLED;
	if (is_key(key, "Enter", "C-j")) {
		remember(p);
		return PROMPT_ACCEPTED;
	}
	edit(p, key);
	return PROMPT_EDITING;
}

/* Where drawing must begin so that the cursor shows within so many cells. */
static const char *
visible_start(const struct prompt *p, int cells)
{
	const char *at = p->line->str;
	const char *cursor = at + p->cursor;
	char *before = g_strndup(at, p->cursor);
	int width = text_width(before);
	int under = 1, skipped;

	g_free(before);
	if (*cursor)
		text_cluster(&(const char *){ cursor }, &under);
	while (at < cursor && width + MAX(under, 1) > cells) {
		text_cluster(&at, &skipped);
		width -= skipped;
	}
	return at;
}

static void
draw_candidates(const struct prompt *p, const struct canvas *c, int x, int y)
{
	for (int i = 0; p->candidates && p->candidates[i]; i++) {
		x += 2;
		if (x >= c->width)
			return;
		x += canvas_field(c, x, y, c->width - x, i == p->chosen ? ROLE_CURSOR : ROLE_DIM,
		                  p->candidates[i]);
	}
}

static void
draw_line(const struct prompt *p, const struct canvas *c, int y)
{
	int x, at, under = 1;
	const char *start;
	char *before;

	canvas_fill(c, 0, y, c->width, 1, ROLE_MESSAGE);
	x = canvas_field(c, 0, y, MAX(c->width / 2, c->width - ANSWER_LEAST), ROLE_STRONG,
	                 p->label);
	start = visible_start(p, c->width - x);
	before = g_strndup(start, p->cursor - (size_t)(start - p->line->str));
	at = x + text_width(before);
	g_free(before);
	x += canvas_text(c, x, y, ROLE_MESSAGE, start);
	if (p->line->str[p->cursor])
		text_cluster(&(const char *){ p->line->str + p->cursor }, &under);
	canvas_paint(c, at, y, MAX(under, 1), 1, ROLE_CURSOR);
	draw_candidates(p, c, MAX(x, at + 1), y);
}

/* As many dots as there are characters up to a byte. */
static size_t
add_dots(GString *dots, const char *from, const char *to)
{
	int cells;

	while (from < to && text_cluster(&from, &cells) > 0)
		g_string_append_c(dots, '.');
	return dots->len;
}

const char *
prompt_label(const struct prompt *p)
{
	return p->label;
}

void
prompt_draw(const struct prompt *p, const struct canvas *c, int y)
{
	struct prompt dots = *p;

	if (!p->is_hidden) {
		draw_line(p, c, y);
		return;
	}
	dots.line = g_string_new(NULL);
	dots.cursor = add_dots(dots.line, p->line->str, p->line->str + p->cursor);
	add_dots(dots.line, p->line->str + p->cursor, p->line->str + p->line->len);
	draw_line(&dots, c, y);
	g_string_free(dots.line, TRUE);
}
