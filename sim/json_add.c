/* Members of a JSON object in one line each. */
#include "sim/json_add.h"

#include "base/clock.h"

#include <glib.h>

void
json_add_text(json_object *object, const char *key, const char *text)
{
	json_object_object_add(object, key, json_object_new_string(text));
}

void
json_add_taken_text(json_object *object, const char *key, char *text)
{
	json_add_text(object, key, text);
	g_free(text);
}

void
json_add_time(json_object *object, const char *key, int64_t us)
{
	char text[40];

	json_add_text(object, key, instant_rfc3339(us, text, sizeof text));
}
