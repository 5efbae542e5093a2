/* Panes that adapt to the room there is. */
#include "tui/layout_node.h"

/* More than any screen has: does not fit. */
enum { NEVER = 100000 };

struct fit {
	layout_least *least;
	void *data;
	bool live[LAYOUT_MAX_PANELS]; /* by index */
};

/* A part of a group along the group's axis. */
struct part {
	const struct layout *node;
	int least, size;
};

static bool
is_live(const struct fit *f, const struct layout *node)
{
	if (node->kind == NODE_PANEL)
		return f->live[node->index];
	for (guint i = 0; i < node->parts->len; i++)
		if (is_live(f, node->parts->pdata[i]))
			return true;
	return false;
}

static int
live_parts(const struct fit *f, const struct layout *node, struct part parts[LAYOUT_MAX_PANELS])
{
	int n = 0;

	for (guint i = 0; i < node->parts->len; i++)
		if (is_live(f, node->parts->pdata[i]))
			parts[n++].node = node->parts->pdata[i];
	return n;
}

/* Gives each part its share of length by weight, and none less than its least. False: too short. */
static bool
split(struct part *parts, int n, int length)
{
	int left = length, weights = 0;
	bool settled = false;

	for (int i = 0; i < n; i++) {
		parts[i].size = 0;
		left -= parts[i].least;
		weights += parts[i].node->weight;
	}
	if (left < 0)
		return false;
	left = length;
	/* Whoever would get less than its least takes that and leaves the sharing; the others share
	 * anew. */
	while (!settled) {
		settled = true;
		for (int i = 0; i < n; i++)
			if (!parts[i].size &&
			    left * parts[i].node->weight < parts[i].least * weights) {
				parts[i].size = parts[i].least;
				left -= parts[i].least;
				weights -= parts[i].node->weight;
				settled = false;
			}
	}
	for (int i = 0; i < n; i++)
		if (!parts[i].size) {
			parts[i].size = weights ? left * parts[i].node->weight / weights : 0;
			left -= parts[i].size;
			weights -= parts[i].node->weight;
		}
	return true;
}

/* The least width; `stacked`: with everything above each other that may be. */
static int
least_width(const struct fit *f, const struct layout *node, bool stacked)
{
	struct part parts[LAYOUT_MAX_PANELS];
	int width = 0, height, n;

	if (node->kind == NODE_PANEL) {
		f->least(node->panel, &width, &height, f->data);
		return width;
	}
	n = live_parts(f, node, parts);
	for (int i = 0; i < n; i++) {
		int part = least_width(f, parts[i].node, stacked);

		width = node->kind == NODE_BESIDE && !stacked ? width + part : MAX(width, part);
	}
	return width;
}

static int least_height(const struct fit *f, const struct layout *node, int width);

/* Lays a group's parts beside each other, in their full width if that can be; gives the least
 * height, or NEVER. */
static int
beside(const struct fit *f, struct part *parts, int n, int width)
{
	int height = 0;

	for (int i = 0; i < n; i++)
		parts[i].least = least_width(f, parts[i].node, false);
	if (!split(parts, n, width)) {
		for (int i = 0; i < n; i++)
			parts[i].least = least_width(f, parts[i].node, true);
		if (!split(parts, n, width))
			return NEVER;
	}
	for (int i = 0; i < n; i++)
		height = MAX(height, least_height(f, parts[i].node, parts[i].size));
	return height;
}

static int
above(const struct fit *f, struct part *parts, int n, int width)
{
	int height = 0;

	for (int i = 0; i < n; i++) {
		parts[i].least = least_height(f, parts[i].node, width);
		height = MIN(height + parts[i].least, NEVER);
	}
	return height;
}

static int
least_height(const struct fit *f, const struct layout *node, int width)
{
	struct part parts[LAYOUT_MAX_PANELS];
	int wide, height, n;

	if (node->kind == NODE_PANEL) {
		f->least(node->panel, &wide, &height, f->data);
		return wide <= width ? height : NEVER;
	}
	n = live_parts(f, node, parts);
	height = above(f, parts, n, width);
	if (node->kind == NODE_BESIDE)
		height = MIN(height, beside(f, parts, n, width));
	return height;
}

static void
place(const struct fit *f, const struct layout *node, struct rect at, GArray *panes)
{
	struct part parts[LAYOUT_MAX_PANELS];
	int n;

	if (node->kind == NODE_PANEL) {
		struct pane pane = { node->panel, at };

		g_array_append_val(panes, pane);
		return;
	}
	n = live_parts(f, node, parts);
	if (node->kind == NODE_BESIDE && beside(f, parts, n, at.width) <= at.height) {
		for (int i = 0; i < n; i++) {
			place(f, parts[i].node,
			      (struct rect){ at.x, at.y, parts[i].size, at.height }, panes);
			at.x += parts[i].size;
		}
		return;
	}
	above(f, parts, n, at.width);
	split(parts, n, at.height);
	for (int i = 0; i < n; i++) {
		place(f, parts[i].node, (struct rect){ at.x, at.y, at.width, parts[i].size },
		      panes);
		at.y += parts[i].size;
	}
}

/* What share of an endless screen each panel would have; returns the number of panels. */
static int
shares(const struct layout *node, double whole, double share[LAYOUT_MAX_PANELS])
{
	int n = 0, weights = 0;

	if (node->kind == NODE_PANEL) {
		share[node->index] = whole;
		return 1;
	}
	for (guint i = 0; i < node->parts->len; i++)
		weights += ((struct layout *)node->parts->pdata[i])->weight;
	for (guint i = 0; i < node->parts->len; i++) {
		const struct layout *part = node->parts->pdata[i];

		n += shares(part, whole * part->weight / weights, share);
	}
	return n;
}

static bool
fits(const struct fit *f, const struct layout *layout, struct rect screen)
{
	return least_height(f, layout, screen.width) <= screen.height;
}

/* The panel that the layout is about: the one with the largest share, the first of equals. */
static int
largest(const double *share, int n)
{
	int found = 0;

	for (int i = 1; i < n; i++)
		if (share[i] > share[found] + 1e-9)
			found = i;
	return found;
}

/* The live panel that can be missed most easily, -1 when only the one to keep is left. */
static int
smallest(const struct fit *f, const double *share, int n, int keep)
{
	int found = -1;

	for (int i = 0; i < n; i++)
		if (i != keep && f->live[i] && (found < 0 || share[i] < share[found] + 1e-9))
			found = i;
	return found;
}

/* Leaves panels out until the rest fits, then takes those back for which there is room after all.
 * False: not even the panel to keep fits. */
static bool
choose(struct fit *f, const struct layout *layout, struct rect screen, int *keep)
{
	double share[LAYOUT_MAX_PANELS];
	int n = shares(layout, 1, share), out[LAYOUT_MAX_PANELS], n_out = 0;

	*keep = largest(share, n);

	for (int i = 0; i < n; i++)
		f->live[i] = true;
	while (!fits(f, layout, screen)) {
		int i = smallest(f, share, n, *keep);

		if (i < 0)
			return false;
		f->live[i] = false;
		out[n_out++] = i;
	}
	while (n_out > 0) {
		int i = out[--n_out];

		f->live[i] = true;
		f->live[i] = fits(f, layout, screen);
	}
	return true;
}

static const struct layout *
panel_at(const struct layout *node, int index)
{
	if (node->kind == NODE_PANEL)
		return node->index == index ? node : NULL;
	for (guint i = 0; i < node->parts->len; i++) {
		const struct layout *found = panel_at(node->parts->pdata[i], index);

		if (found)
			return found;
	}
	return NULL;
}

GArray *
layout_panes(const struct layout *layout, struct rect screen, layout_least *least, void *data)
{
	GArray *panes = g_array_new(FALSE, FALSE, sizeof(struct pane));
	struct fit f = { .least = least, .data = data };

	int keep;

	if (choose(&f, layout, screen, &keep))
		place(&f, layout, screen, panes);
	else
		place(&f, panel_at(layout, keep), screen, panes);
	return panes;
}
