/* Templates: what a source or a target of notices says by naming a system. */
#ifndef APP_CONFIG_TEMPLATE_H
#define APP_CONFIG_TEMPLATE_H

#include "app/config_reader.h"

/* The file of a template while one item is read with it. */
struct template_file;

/* That of the item's key `template`; NULL when it names none, or with a problem. */
struct template_file *template_open(struct config_reader *r, const struct section *section,
                                    const struct config_setting_t *item);
/* The keys that it gives; lent. */
const struct config_setting_t *template_keys(const struct template_file *file);
/* Problems are of this file from now on; give back what it returns to template_leave(). */
const char *template_enter(struct config_reader *r, const struct template_file *file);
void template_leave(struct config_reader *r, const char *before);
/* Sets *file to NULL. */
void template_close(struct template_file **file);

/* The built-in ones: name and text, then NULLs. Made from examples/templates/. */
struct template_text {
	const char *name, *text;
};
extern const struct template_text template_builtin[];

#endif
