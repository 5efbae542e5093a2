/* Which key starts which action. */
#include "tui/keymap.h"

#include "base/lang.h"
#include "tui/key_name.h"

#include <glib.h>
#include <string.h>

struct keymap {
	GHashTable *actions;           /* key name -> enum action */
	GPtrArray *keys[ACTION_COUNT]; /* of each action, the one to show first */
	bool names_actions;            /* keymap_key() gives names */
};

static void
unbind(struct keymap *map, const char *key)
{
	enum action action = keymap_action(map, key);
	guint i;

	g_hash_table_remove(map->actions, key);
	if (g_ptr_array_find_with_equal_func(map->keys[action], key, g_str_equal, &i))
		g_ptr_array_remove_index(map->keys[action], i);
}

/* `at`: 0 shows it before the action's other keys, -1 after them. */
static void
bind(struct keymap *map, const char *key, enum action action, int at)
{
	unbind(map, key);
	if (action == ACTION_NONE)
		return;
	g_hash_table_insert(map->actions, g_strdup(key), GINT_TO_POINTER(action));
	g_ptr_array_insert(map->keys[action], at, g_strdup(key));
}

static void
bind_defaults(struct keymap *map, enum action action)
{
	char **keys = g_strsplit(action_info(action)->keys, " ", -1);
	char name[KEY_NAME_SIZE];

	for (int i = 0; keys[i]; i++) {
		if (key_name_parse(keys[i], name, sizeof name))
			bind(map, name, action, -1);
	}
	g_strfreev(keys);
}

struct keymap *
keymap_new(void)
{
	struct keymap *map = g_new0(struct keymap, 1);

	map->actions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (int i = 0; i < ACTION_COUNT; i++)
		map->keys[i] = g_ptr_array_new_with_free_func(g_free);
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
		bind_defaults(map, (enum action)i);
	return map;
}

void
keymap_free(struct keymap **map)
{
	if (!*map)
		return;
	g_hash_table_destroy((*map)->actions);
	for (int i = 0; i < ACTION_COUNT; i++)
		g_ptr_array_unref((*map)->keys[i]);
	g_free(*map);
	*map = NULL;
}

/* How many letters must be changed, put in or taken out to make b of a (Levenshtein); both at most
 * 63 bytes count. */
static unsigned
distance(const char *a, const char *b)
{
	unsigned row[64];
	size_t n = MIN(strlen(b), G_N_ELEMENTS(row) - 1);

	for (size_t j = 0; j <= n; j++)
		row[j] = (unsigned)j;
	for (size_t i = 0; a[i] && i < G_N_ELEMENTS(row); i++) {
		unsigned corner = row[0]++;

		for (size_t j = 1; j <= n; j++) {
			unsigned above = row[j];
			unsigned change =
			    corner + (g_ascii_tolower(a[i]) != g_ascii_tolower(b[j - 1]));

			row[j] = MIN(change, MIN(above, row[j - 1]) + 1);
			corner = above;
		}
	}
	return row[n];
}

static const char *
nearest_action(const char *name)
{
	const char *best = "none";

	for (int i = ACTION_NONE; i < ACTION_COUNT; i++) {
		const char *known = action_info((enum action)i)->name;

		if (distance(name, known) < distance(name, best))
			best = known;
	}
	return best;
}

static const char *
nearest_key(const char *key)
{
	const char *const *names = key_names();
	const char *best = names[0];

	for (int i = 1; names[i]; i++) {
		if (distance(key, names[i]) < distance(key, best))
			best = names[i];
	}
	return best;
}

bool
keymap_bind(struct keymap *map, const char *key, const char *action, struct err *e)
{
	enum action known = action_by_name(action);
	char name[KEY_NAME_SIZE];

	if (!key_name_parse(key, name, sizeof name))
		return err_set(
		    e,
		    _("there is no key \"%s\": write one character or a name such as %s, "
		      "with C- or M- in front"),
		    key, nearest_key(key));
	if (known == ACTION_NONE && strcmp(action, "none") != 0)
		return err_set(e, _("there is no action \"%s\"; did you mean \"%s\"?"), action,
		               nearest_action(action));
	bind(map, name, known, 0);
	return true;
}

enum action
keymap_action(const struct keymap *map, const char *key)
{
	return (enum action)GPOINTER_TO_INT(g_hash_table_lookup(map->actions, key));
}

const char *
keymap_key(const struct keymap *map, enum action action)
{
	const GPtrArray *keys = map->keys[action];

	if (map->names_actions)
		return action_info(action)->name;
	return keys->len > 0 ? g_ptr_array_index(keys, 0) : "";
}

void
keymap_name_actions(struct keymap *map)
{
	map->names_actions = true;
}

char *
keymap_keys(const struct keymap *map, enum action action)
{
	const GPtrArray *keys = map->keys[action];
	GString *all = g_string_new(NULL);

	for (guint i = 0; i < keys->len; i++)
		g_string_append_printf(all, "%s%s", i > 0 ? " " : "",
		                       (const char *)g_ptr_array_index(keys, i));
	return g_string_free(all, FALSE);
}
