/* Configuration of the console: layouts, keys, theme. */
#include "app/config_reader.h"
#include "base/lang.h"

#include "base/lang.h"
#include "panels/panels.h"
#include "themes/theme.h"
#include "tui/keymap.h"
#include "tui/layout.h"

#include <libconfig.h>
#include <string.h>

#define AT(member) offsetof(struct layout_conf, member)
static const struct field layout_fields[] = {
	{ "name", FIELD_ID, AT(name), .is_required = true, .help = "name of the layout" },
	{ "panes", FIELD_TEXT, AT(panes), .is_required = true,
	  .help = "panels by name: | beside each other, / above each other (binds looser), :N the "
	          "weight, brackets to group" },
	{ .name = NULL }
};
#undef AT

static bool
is_panel(const char *name)
{
	return panel_by_name(name) != NULL;
}

static void
check_panes(struct config_reader *r, unsigned line, const char *panes)
{
	struct err e;
	struct layout *layout = layout_parse(panes, is_panel, &e);

	if (layout)
		layout_free(&layout);
	else
		reader_problem(r, line, _("%s.panes: %s"), r->where, e.text);
}

static void *
make_layout(struct config_reader *r)
{
	struct layout_conf *layout = g_new0(struct layout_conf, 1);

	g_ptr_array_add(r->config->layouts, layout);
	return layout;
}

static void
add_layout(struct config_reader *r, const struct config_setting_t *setting, void *item)
{
	struct layout_conf *layout = item;
	const config_setting_t *panes = config_setting_get_member(setting, "panes");

	if (layout->panes)
		check_panes(r, config_setting_source_line(panes), layout->panes);
	for (guint i = 0; i + 1 < r->config->layouts->len; i++)
		if (!g_strcmp0(((struct layout_conf *)r->config->layouts->pdata[i])->name,
		               layout->name) &&
		    layout->name)
			reader_problem(r, config_setting_source_line(setting),
			               _("layouts: there is already a layout '%s'"), layout->name);
}

const struct section section_layouts = {
	.name = "layouts",
	.item = N_("layout"),
	.fields = layout_fields,
	.is_list = true,
	.is_owned = true,
	.make = make_layout,
	.add = add_layout,
	.help = "What stands where on the screen; the keys 1 to 9 choose the first nine. If there "
		"are none in the file: war, "
		"oncall, alerts, risks, budget, metrics, teams, log, sources.",
};

static void
add_key(struct config_reader *r, unsigned line, const char *key, const char *action)
{
	struct keymap *map = keymap_new();
	struct key_conf *conf = g_new0(struct key_conf, 1);
	struct err e;

	if (!keymap_bind(map, key, action, &e))
		reader_problem(r, line, "%s: %s", r->where, e.text);
	keymap_free(&map);
	for (guint i = 0; i < r->config->keys->len; i++) {
		const struct key_conf *other = r->config->keys->pdata[i];

		if (!strcmp(other->key, key))
			reader_problem(r, line, _("%s: the key %s is given to '%s' in line %u"),
			               r->where, key, other->action, other->line);
	}
	*conf = (struct key_conf){ g_strdup(key), g_strdup(action), line };
	g_ptr_array_add(r->config->keys, conf);
}

/* ack = "a F5"; */
static void
read_keys(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	char *text = reader_text(r, setting, _("names of keys")),
	     **keys = g_strsplit(text ? text : "", " ", -1);

	(void)into;
	for (char **key = keys; *key; key++)
		if (**key)
			add_key(r, config_setting_source_line(setting), *key,
			        config_setting_name(setting));
	g_strfreev(keys);
	g_free(text);
}

static const struct field key_fields[] = {
#define X(id, action, keys, label, what) \
	{ action,       FIELD_OTHER,      .fallback = keys, .form = N_("names of keys"), \
	  .help = what, .read = read_keys },
	ACTIONS(X)
#undef X
	    { .name = NULL }
};

const struct section section_keys = {
	.name = "keys",
	.item = N_("key"),
	.fields = key_fields,
	.help = "Which keys start which action, besides those that it has: ack = \"F5 M-a\"; takes "
		"them from other actions. A key "
		"is one character, or Enter Esc Tab S-Tab Space Backspace Delete Insert Up Down "
		"Left Right Home End PageUp "
		"PageDown F1 to F12, with C- or M- in front.",
};

static const struct choice graphs[] = {
	{ "block", 0 }, { "braille", 1 }, { "ascii", 2 }, { .name = NULL }
};

/* The widgets take the word itself; the choice is only checked here. */
static void
read_graphs(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	static const struct field choice = { "graphs", FIELD_CHOICE, 0, .choices = graphs };
	struct config *config = into;
	char *text = reader_text(r, setting, _("one of: block, braille, ascii"));
	unsigned chosen;
	struct err e;

	if (text &&
	    !field_parse(r, &choice, config_setting_source_line(setting), text, &chosen, &e))
		reader_problem(r, config_setting_source_line(setting), "%s: %s", r->where, e.text);
	g_free(config->graphs);
	config->graphs = text;
}

static void
read_theme(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct config *config = into;
	char *text = reader_text(r, setting, _("the name of a theme"));
	struct theme theme;
	struct err e;

	if (text && !theme_load(text, &theme, &e))
		reader_problem(r, config_setting_source_line(setting), "%s: %s", r->where, e.text);
	g_free(config->theme);
	config->theme = text;
}

static void
read_language(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct config *config = into;
	char *text = reader_text(r, setting, "the name of a language");

	if (text && !lang_is_there(text, NULL)) {
		char *list = lang_list(NULL);

		reader_problem(r, config_setting_source_line(setting),
		               _("%s: there is no catalogue of the language '%.40s'; there are %s"),
		               r->where, text, list);
		g_free(list);
	}
	g_free(config->language);
	config->language = text;
}

/* Less would not hold a day. */
enum { LIMIT_LEAST = 1000000 };

/* "500 MB", "1.5GB"; -1: it is no size. */
static int64_t
size_of(const char *text)
{
	static const struct {
		const char *unit;
		double bytes;
	} units[] = { { "kB", 1e3 }, { "MB", 1e6 }, { "GB", 1e9 }, { "TB", 1e12 } };
	char *rest;
	double n = g_ascii_strtod(text, &rest);

	if (rest == text || !(n >= 0) || n > 1e6)
		return -1;
	rest += strspn(rest, " ");
	if (n == 0 && !*rest)
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
		if (g_ascii_strcasecmp(rest, units[i].unit) == 0)
			return (int64_t)(n * units[i].bytes);
	return -1;
}

static void
read_limit(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	char *text = reader_text(r, setting, _("a size with its unit"));
	int64_t bytes = text ? size_of(text) : 0;

	if (bytes < 0 || (bytes > 0 && bytes < LIMIT_LEAST))
		reader_problem(
		    r, config_setting_source_line(setting),
		    _("%s: '%.40s' is no size from 1 MB on: write a number with kB, MB, GB"
		      " or TB, for example \"500 MB\""),
		    r->where, text);
	else
		((struct config *)into)->journal_limit_bytes = bytes;
	g_free(text);
}

static const struct choice terminal_notices[] = { { "bel", NOTIFY_BEL },
	                                          { "osc9", NOTIFY_OSC9 },
	                                          { "osc777", NOTIFY_OSC777 },
	                                          { "none", NOTIFY_NONE },
	                                          { .name = NULL } };
static const struct choice widths[] = { { "1", 1 }, { "2", 2 }, { .name = NULL } };

#define AT(member) offsetof(struct config, member)
static const struct field console_fields[] = {
	{ "theme", FIELD_OTHER, AT(theme), .form = N_("text"), .read = read_theme,
	  .help =
	      "name of a theme, or a file with a theme or a base16 scheme (with a '/'); \"default\" if unsaid" },
	{ "language", FIELD_OTHER, AT(language), .form = "en, zh_CN", .read = read_language,
	  .help =
	      "language of what people read, whatever the environment says; that of LANGUAGE, LC_ALL, "
	      "LC_MESSAGES or LANG if unsaid" },
	{ "graphs", FIELD_OTHER, AT(graphs), .form = "block, braille or ascii", .read = read_graphs,
	  .help = "what charts are drawn with; block if unsaid" },
	{ "ambiguous_width", FIELD_CHOICE, AT(ambiguous_width), .choices = widths, .fallback = "1",
	  .help =
	      "cells that East Asian ambiguous characters (lines, arrows, circled numbers) take in this "
	      "terminal; 2: borders, charts and signs are ASCII, names stay, but an ambiguous character in "
	      "them shows as ??" },
	{ "bell", FIELD_BOOL, AT(bell), .fallback = "true", .help = "ring on a new urgent alert" },
	{ "notify_terminal", FIELD_CHOICE, AT(notify_terminal), .choices = terminal_notices,
	  .fallback = "bel",
	  .help =
	      "what the terminal is sent for a new urgent alert where bell is true: bel, the bell alone; osc9 "
	      "or osc777, the bell and a notice with the alert's words, which terminals show on the desktop; "
	      "none. In tmux it needs 'set -g allow-passthrough on'" },
	{ "mouse", FIELD_BOOL, AT(mouse), .fallback = "false",
	  .help =
	      "a click chooses the pane and the row, a double click opens its details, the wheel scrolls; it "
	      "never acts. ':mouse on' and ':mouse off' change it. Text is then selected with Shift" },
	{ "hyperlinks", FIELD_BOOL, AT(hyperlinks), .fallback = "false",
	  .help = "addresses in details are links of the terminal (OSC 8); in tmux from 3.4 on" },
	{ "clipboard", FIELD_BOOL, AT(clipboard), .fallback = "false",
	  .help =
	      "the key of copy puts the selected row's title, id and address into the terminal's clipboard "
	      "(OSC 52); in tmux it needs 'set -g allow-passthrough on'" },
	{ "grace", FIELD_DURATION, AT(grace_us), .fallback = "3s",
	  .help = "between the key press and the delivery, for taking it back" },
	{ "journal", FIELD_PATH, AT(journal),
	  .help = "file of the journal; $XDG_STATE_HOME/warroom/ROOM.db if unsaid" },
	{ "journal_limit", FIELD_OTHER, AT(journal_limit_bytes), .fallback = "1 GB",
	  .form = N_("size (\"500 MB\")"), .read = read_limit,
	  .help =
	      "beyond this size the oldest observations leave the journal; actions never do; \"0\": no "
	      "limit" },
	{ "idle", FIELD_DURATION, AT(idle_us), .fallback = "0",
	  .help =
	      "after so long without a key the console forgets who is at it, and only shows; 0: "
	      "never" },
	{ "wall_turn", FIELD_DURATION, AT(wall_turn_us), .fallback = "20s", .low = SEC_US,
	  .help = "in wall mode each layout shows so long" },
	{ .name = NULL }
};
#undef AT

const struct section section_console = {
	.name = "console",
	.item = N_("console"),
	.fields = console_fields,
	.is_owned = true,
	.help = "How the console looks and behaves.",
};
