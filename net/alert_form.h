/* One alert as Alertmanager's API writes it: its fields, lent from its bytes or from json-c's tree. */
#ifndef NET_ALERT_FORM_H
#define NET_ALERT_FORM_H

#include <glib.h>
#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

/* Bytes of a text as the source has it, not clean, without an end; NULL: not there, or no text. */
struct form_text {
	const char *bytes;
	size_t len;
};

struct form_pair {
	struct form_text name, value;
};

/* Made once, filled anew for each alert. */
struct alert_form {
	struct form_text fingerprint, link;
	struct form_text labels_json; /* the labels as they stand there; NULL: in labels_tree */
	json_object *labels_tree;     /* NULL */
	GArray *labels, *notes;       /* struct form_pair */
	GArray *silenced_by;          /* struct form_text: ids */
	int64_t starts_us;            /* UNSAID: not there, or no time */
	bool has_labels, is_inhibited;
};

struct alert_form *alert_form_new(void);
/* Sets *form to NULL. NULL inside is fine. */
void alert_form_free(struct alert_form **form);

/*
 * Reads an alert that is written plainly, as nearly all are: strict JSON in valid UTF-8, with no
 * escape in a string, no name twice, and nothing but texts where texts belong. False: it may be
 * anything else, and only json-c can tell what (alert_form_of_tree()). A tree for each of a hundred
 * thousand alerts would cost four times as much as all else that is done with them. Pure.
 */
bool alert_form_of_bytes(struct alert_form *form, const char *bytes, size_t len);

/* The same from any element that json_read() takes; lent from the tree. Pure. */
void alert_form_of_tree(struct alert_form *form, json_object *json);

/* The value of the name; bytes NULL when it is not there. */
struct form_text form_value(const GArray *pairs, const char *name);

/* What the form says, as a hash (chained as hash_bytes() is). */
uint64_t alert_form_hash(const struct alert_form *form);

#endif
