/* What polls and deliveries of Nagios share: what its CGIs answer, and who acknowledged what by its comments. */
#include "net/nagios.h"

#include "base/lang.h"
#include "base/text.h"
#include "net/json_read.h"
#include "net/silences.h"

#include <string.h>

/* Nagios writes its status every ten seconds, unless it is told otherwise; a busy one is late. */
#define STALE_US (3 * MIN_US)

struct nagios *
nagios_new(void)
{
	struct nagios *n = g_new0(struct nagios, 1);

	n->comments = nagios_comments(NULL);
	n->unwritten = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return n;
}

void
nagios_free(struct nagios **n)
{
	if (!*n)
		return;
	g_hash_table_unref((*n)->comments);
	g_hash_table_unref((*n)->unwritten);
	g_free(*n);
	*n = NULL;
}

char *
nagios_object(const char *host, const char *service)
{
	return service && *service ? g_strconcat(host, "!", service, NULL) : g_strdup(host);
}

bool
nagios_lacks_letters(const char *name)
{
	return g_str_equal(name, "(null)");
}

static bool
is_fresh(json_object *root, const char *source_name, struct err *e)
{
	int64_t asked_us, written_us;

	if (!json_instant(json_at(root, "/result/query_time"), &asked_us) ||
	    !json_instant(json_at(root, "/result/last_data_update"), &written_us) ||
	    asked_us - written_us <= STALE_US)
		return true;
	return err_set(
	    e,
	    _("content: the Nagios of source %s has not written its status for %d minutes: is "
	      "it running?"),
	    source_name, (int)MIN((asked_us - written_us) / MIN_US, 1000000));
}

bool
nagios_result(json_object *root, const char *source_name, struct err *e)
{
	bool hidden = false;
	double code;
	char *said;

	if (!json_number(json_at(root, "/result/type_code"), &code) || !json_member(root, "data"))
		return err_set(
		    e,
		    _("content: not an answer of Nagios: the url of source %s is where its "
		      "statusjson.cgi is"),
		    source_name);
	if (code == 0)
		return is_fresh(root, source_name, e);
	said = json_text(json_at(root, "/result/message"), 200, &hidden);
	if (!said || !*said) {
		g_free(said);
		said = json_text(json_at(root, "/result/type_text"), 200, &hidden);
	}
	err_set(e, _("content: Nagios says: %s"), said ? said : "");
	g_free(said);
	return false;
}

static void
comment_free(void *data)
{
	struct nagios_comment *c = data;

	g_free(c->object);
	g_free(c->author);
	g_free(c->text);
	g_free(c->token);
	g_free(c);
}

static char *
text_of(json_object *json, const char *name, size_t max_bytes)
{
	bool hidden = false;
	char *text = json_text(json_member(json, name), max_bytes, &hidden);

	return text ? text : g_strdup("");
}

static struct nagios_comment *
comment_of(json_object *json)
{
	const char *host = json_object_get_string(json_member(json, "host_name"));
	const char *service = json_object_get_string(json_member(json, "service_description"));
	struct nagios_comment *c = g_new0(struct nagios_comment, 1);
	double id;

	c->id = json_number(json_member(json, "comment_id"), &id) && id > 0 && id < 1e15
	            ? (uint64_t)id
	            : 0;
	c->object = nagios_object(host ? host : "", service);
	c->author = text_of(json, "author", TEXT_MAX_LABEL);
	c->text = text_of(json, "comment_data", TEXT_MAX_BODY);
	c->is_blank = !*c->text; /* Nagios takes no empty comment */
	c->token = silence_take_token(c->text);
	return c;
}

static gint
compare_comments(gconstpointer a, gconstpointer b)
{
	const struct nagios_comment *x = *(struct nagios_comment *const *)a,
				    *y = *(struct nagios_comment *const *)b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static void
add_comment(GHashTable *comments, struct nagios_comment *c)
{
	GPtrArray *list = g_hash_table_lookup(comments, c->object);

	if (!list) {
		list = g_ptr_array_new_with_free_func(comment_free);
		g_hash_table_insert(comments, g_strdup(c->object), list);
	}
	g_ptr_array_add(list, c);
}

GHashTable *
nagios_comments(json_object *root)
{
	enum { ACKNOWLEDGEMENT = 4 };
	GHashTable *comments = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                                             (GDestroyNotify)g_ptr_array_unref);
	json_object *list = json_at(root, "/data/commentlist");
	GHashTableIter it;
	gpointer value;

	if (!json_object_is_type(list, json_type_object))
		return comments;
	json_object_object_foreach(list, name, json)
	{
		double type;

		(void)name;
		if (json_number(json_member(json, "entry_type"), &type) && type == ACKNOWLEDGEMENT)
			add_comment(comments, comment_of(json));
	}
	g_hash_table_iter_init(&it, comments);
	while (g_hash_table_iter_next(&it, NULL, &value))
		g_ptr_array_sort(value, compare_comments);
	return comments;
}

/* What stands behind the text up to the next tag. (g_free) */
static char *
after(const char *page, const char *text)
{
	const char *at = strstr(page, text);

	if (!at)
		return NULL;
	at += strlen(text);
	return text_clean(at, strcspn(at, "<\n"), 200, NULL);
}

char *
nagios_said(const char *page, bool *is_done)
{
	char *said = after(page, "CLASS='errorMessage'>");

	*is_done = !said && strstr(page, "successfully submitted");
	if (!said)
		said = after(page, "CLASS='infoMessage'>");
	return said ? g_strstrip(said) : g_strdup("");
}

char *
nagios_form_id(const char *page)
{
	static const char field[] = "NAME='nagFormId' VALUE='";
	const char *at = strstr(page, field);
	size_t n;

	if (!at)
		return NULL;
	at += strlen(field);
	n = strspn(at, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS);
	return n > 0 && n <= 64 && at[n] == '\'' ? g_strndup(at, n) : NULL;
}
