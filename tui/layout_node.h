/* The tree of a layout, for layout.c and layout_fit.c. */
#ifndef TUI_LAYOUT_NODE_H
#define TUI_LAYOUT_NODE_H

#include "tui/layout.h"

enum { LAYOUT_MAX_PANELS = 32 };

enum node_kind { NODE_PANEL, NODE_BESIDE, NODE_ABOVE };

struct layout {
	enum node_kind kind;
	char *panel;      /* NODE_PANEL */
	int index;        /* NODE_PANEL: its place in the text, from 0 */
	GPtrArray *parts; /* NODE_BESIDE, NODE_ABOVE: struct layout *, two or more */
	int weight;
};

#endif
