/* What polls and deliveries of Nagios share: what its CGIs answer, and who acknowledged what by its comments. */
#ifndef NET_NAGIOS_H
#define NET_NAGIOS_H

#include "net/source.h"

/* The comment of an acknowledgement. */
struct nagios_comment {
	uint64_t id;
	char *object;                /* "host" or "host!service", as Nagios has it */
	char *author, *text, *token; /* clean; token: of the action that made it, "" if not ours */
	bool is_blank;               /* its text cannot be read: as with nagios_lacks_letters() */
};

struct nagios {
	GHashTable *comments; /* char * object -> GPtrArray of struct nagios_comment *, by id */
	/* char * object -> char * token of the last acknowledgement of it that was sent from here in letters
	 * which this Nagios may not be able to write */
	GHashTable *unwritten;
	int64_t hosts_visible; /* hosts that its user may see, of any state */
};

struct nagios *nagios_new(void);
/* Sets *n to NULL. NULL inside is fine. */
void nagios_free(struct nagios **n);

/* "host" or "host!service". (g_free) */
char *nagios_object(const char *host, const char *service);

/* Does statusjson.cgi answer well and of the present? Errors come with HTTP 200. False with a sentence. */
bool nagios_result(json_object *root, const char *source_name, struct err *e) MUST_USE;

/* Where the locale en_US.UTF-8 is missing on its server, statusjson.cgi writes "(null)" for a name that is not
 * ASCII, and "" for any other such text. */
bool nagios_lacks_letters(const char *name);

/* The comments of acknowledgements in an answer, as in struct nagios. (g_hash_table_unref) */
GHashTable *nagios_comments(json_object *root);

/* The sentence that cmd.cgi shows, without its tags ("" if none), and whether it is that of a success. Pure.
 * (g_free) */
char *nagios_said(const char *page, bool *is_done);
/* The form's one-time number, which goes back with the form and as its cookie; NULL: none. (g_free) */
char *nagios_form_id(const char *page);

/* Takes a host or a service of an answer. */
void nagios_read_problem(struct reading *r, json_object *json, bool is_service);

enum verdict nagios_deliver(struct source *source, struct job *job, const struct answer *answer,
                            int64_t now_us);

#endif
