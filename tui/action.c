/* The table of actions, looked up by number and by name. */
#include "tui/action.h"

#include <string.h>

/* clang-format off */
static const struct action_info infos[ACTION_COUNT] = {
	[ACTION_NONE] = { "none", "", "", "" },
#define X(id, name, keys, label, help) [ACTION_##id] = { name, keys, label, help },
	ACTIONS(X)
#undef X
};
/* clang-format on */

const struct action_info *
action_info(enum action action)
{
	return &infos[action];
}

enum action
action_by_name(const char *name)
{
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
		if (strcmp(infos[i].name, name) == 0)
			return (enum action)i;
	}
	return ACTION_NONE;
}

bool
action_is_everywhere(enum action action)
{
	switch (action) {
	case ACTION_ZOOM:
	case ACTION_BACK:
	case ACTION_THEME:
	case ACTION_COMMAND:
	case ACTION_HELP:
	case ACTION_IDENTIFY:
	case ACTION_LOCK:
	case ACTION_WALL:
	case ACTION_REDRAW:
	case ACTION_QUIT:
	case ACTION_UNDO:
	case ACTION_COPY:
		return true;
	default:
		return action >= ACTION_LAYOUT_1 && action <= ACTION_PANE_RIGHT;
	}
}

bool
action_acts(enum action action)
{
	return action >= ACTION_ACK && action <= ACTION_MARK_INVERT;
}
