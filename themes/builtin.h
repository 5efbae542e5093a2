/* The built-in themes as text; the C file is made from the theme files by builtin.awk. */
#ifndef THEMES_BUILTIN_H
#define THEMES_BUILTIN_H

/* Ends with a NULL name. "default" has no text: it is the table in role.h. */
struct theme_text {
	const char *name, *text;
};
extern const struct theme_text theme_builtin_texts[];

/* All of them, "default" first, NULL-terminated. */
extern const char *const theme_builtin_names[];

#endif
