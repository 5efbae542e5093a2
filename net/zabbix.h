/* What polls and deliveries of Zabbix share: its JSON-RPC, and who holds a problem by its updates. */
#ifndef NET_ZABBIX_H
#define NET_ZABBIX_H

#include "net/source.h"

struct zabbix {
	unsigned version;  /* 604 = 6.4; 0: not known */
	GHashTable *hosts; /* char * eventid -> char * names of its hosts */
	GHashTable *users; /* char * userid -> char * name, "" if it may not be seen */
	GPtrArray *wanted; /* char * eventid: of these hosts or users are missing */
	char *problems;    /* the last list, to be read again when names are known; NULL */
	size_t problems_len;
};

struct zabbix *zabbix_new(void);
/* Sets *z to NULL. NULL inside is fine. */
void zabbix_free(struct zabbix **z);

/* From this version on a token goes into a header, and a problem can be suppressed until a time. */
enum { ZABBIX_HEADER_AUTH = 604, ZABBIX_SUPPRESS = 602 };

/* Makes the request a call; params is taken. Without a version known no token is sent, which only
 * apiinfo.version takes. */
void zabbix_call(const struct source *source, struct request *request, const char *method,
                 json_object *params);

/* Errors come with HTTP 200. */
enum zabbix_fault {
	ZABBIX_FINE,
	ZABBIX_LOGIN,   /* the token is not accepted: it can be put right */
	ZABBIX_REFUSED, /* the same request would be refused again */
	ZABBIX_TROUBLE  /* of the server, or no answer of Zabbix at all */
};
/* What an answer says, with a sentence unless it is fine. *result is lent by root. */
enum zabbix_fault zabbix_result(json_object *root, const char *source_name, json_object **result,
                                struct err *e);
/* The version in an answer of apiinfo.version; 0: none. */
unsigned zabbix_version(json_object *result);

/* Bits of event.acknowledge. */
enum {
	ZABBIX_ACK = 2,
	ZABBIX_MESSAGE = 4,
	ZABBIX_UNACK = 16,
	ZABBIX_SUPPRESSED = 32,
	ZABBIX_UNSUPPRESSED = 64
};

/* One update of a problem. */
struct zabbix_update {
	uint64_t id;
	int64_t action, until_us;       /* until_us: of what was suppressed; 0 */
	char *userid, *message, *token; /* clean; token: "" if this is not of a room */
};
/* The updates of a problem in the order in which they were made: struct zabbix_update *
 * (g_ptr_array_unref). */
GPtrArray *zabbix_updates(json_object *problem, bool *hidden);
/* Those of them that still hold the problem, lent by them: since the last that took it back.
 * (g_ptr_array_unref) */
GPtrArray *zabbix_holders(json_object *problem, const GPtrArray *updates);

/* An id of Zabbix: digits alone, so that it may stand anywhere. */
bool zabbix_is_id(const char *text);

/* Tells of one problem of a list, unless nothing of it changed. If names are missing its id is added
 * to `wanted`. */
void zabbix_read_problem(struct reading *r, json_object *json);

enum verdict zabbix_deliver(struct source *source, struct job *job, const struct answer *answer,
                            int64_t now_us);

#endif
