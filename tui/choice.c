/* A box that asks: what it is about, and answers of which the first does nothing and is chosen first. */
#include "tui/choice.h"

#include "base/text.h"

#include <glib.h>
#include <string.h>

enum { ANSWERS_MOST = 4, WIDTH_MOST = 90, GAP = 2, STILL_OPEN = -1 };

struct choice {
	char *title, **lines;
	char *keys[ANSWERS_MOST], *labels[ANSWERS_MOST];
	int n, chosen;
};

struct choice *
choice_new(const char *title, const char *text, const struct choice_answer *answers)
{
	struct choice *choice = g_new0(struct choice, 1);

	choice->title = g_strdup(title);
	choice->lines = g_strsplit(text, "\n", -1);
	for (int i = 0; i < ANSWERS_MOST && answers[i].label; i++) {
		choice->keys[i] = g_strdup(answers[i].key);
		choice->labels[i] =
		    *answers[i].key ? g_strdup_printf(" %s %s ", answers[i].key, answers[i].label)
				    : g_strdup_printf(" %s ", answers[i].label);
		choice->n++;
	}
	return choice;
}

void
choice_free(struct choice **pointer)
{
	struct choice *choice = *pointer;

	if (!choice)
		return;
	*pointer = NULL;
	for (int i = 0; i < choice->n; i++) {
		g_free(choice->keys[i]);
		g_free(choice->labels[i]);
	}
	g_free(choice->title);
	g_strfreev(choice->lines);
	g_free(choice);
}

int
choice_key(struct choice *choice, const char *key)
{
	static const char *const on[] = { "Right", "Down", "Tab", "l", "j", NULL },
				 *const back[] = { "Left", "Up", "S-Tab", "h", "k", NULL },
				 *const leave[] = { "Esc", "q", "C-c", NULL };

	if (g_strv_contains(leave, key))
		return 0;
	if (strcmp(key, "Enter") == 0)
		return choice->chosen;
	for (int i = 0; i < choice->n; i++)
		if (strcmp(choice->keys[i], key) == 0)
			return i;
	if (g_strv_contains(on, key))
		choice->chosen = (choice->chosen + 1) % choice->n;
	else if (g_strv_contains(back, key))
		choice->chosen = (choice->chosen + choice->n - 1) % choice->n;
	return STILL_OPEN;
}

/* Cells that the widest of title, lines and the row of answers take. */
static int
cells_of(const struct choice *choice)
{
	int cells = 0, answers = 0;

	for (char **line = choice->lines; *line; line++)
		cells = MAX(cells, text_width(*line));
	for (int i = 0; i < choice->n; i++)
		answers += text_width(choice->labels[i]) + GAP;
	return MAX(MAX(cells, answers - GAP), text_width(choice->title) + GAP);
}

static void
draw_answers(const struct choice *choice, const struct canvas *c, int y)
{
	int x = 1;

	for (int i = 0; i < choice->n; i++) {
		bool is_chosen = i == choice->chosen;
		int cells = MIN(text_width(choice->labels[i]), MAX(c->width - x - 1, 0));

		canvas_field(c, x, y, cells, is_chosen ? ROLE_CURSOR : ROLE_KEY, choice->labels[i]);
		/* the chosen one is told by a sign, too */
		if (is_chosen && cells > 0)
			canvas_text(c, x - 1, y, ROLE_STRONG, canvas_ascii(c) ? ">" : "▶");
		x += cells + GAP;
	}
}

void
choice_draw(const struct choice *choice, const struct canvas *c)
{
	int lines = (int)g_strv_length(choice->lines);
	int width = MIN(MIN(cells_of(choice) + 4, WIDTH_MOST), c->width);
	/* the frame, a blank line and the answers */
	int height = MIN(lines + 4, c->height);
	struct canvas box = canvas_part(c, (c->width - width) / 2, (c->height - height) / 2, width,
	                                height),
		      inside;

	canvas_fill(&box, 0, 0, box.width, box.height, ROLE_TEXT);
	inside = canvas_frame(&box, ROLE_FRAME_FOCUS, choice->title, NULL, ROLE_TEXT);
	for (int i = 0; i < lines && i < inside.height - 1; i++)
		canvas_field(&inside, 1, i, inside.width - 2, ROLE_TEXT, choice->lines[i]);
	draw_answers(choice, &inside, inside.height - 1);
}
