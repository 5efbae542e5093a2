/* The net thread: polls every source, carries out deliveries, and tells the room only what changed.
 */
#ifndef NET_NET_H
#define NET_NET_H

#include "base/err.h"
#include "base/mailbox.h"
#include "room/delivery.h"
#include "room/event.h"

/* How one field of the room is found in a foreign JSON document. */
struct json_field {
	char *field;   /* the native name: "title", "severity", "actual", ... */
	char *pointer; /* RFC 6901, relative to the element; or "=text" for a constant */
};

/* One request of a source: which document, for what. */
struct source_query {
	char *metric; /* prometheus: the metric that the result is; otherwise NULL */
	char *query;  /* prometheus: PromQL; json: path appended to the URL, NULL = none */
	int64_t range_us,
	    step_us;            /* prometheus: history to load by a range query; 0 = instant only */
	int64_t event_range_us; /* prometheus: how far back to load a coarse course; 0 = none */
	int64_t
	    baseline_offset_us; /* prometheus: compare with so long ago; 0 with no query: none */
	char *baseline_query;   /* prometheus: what to compare with; NULL: `query` */
	char *shows; /* json: "room" (the native form), or alerts, metrics, budget, teams, people,
	                phases, gates, risks */
	char *elements;    /* json: pointer to the array, "" = the document itself */
	GPtrArray *fields; /* struct json_field *; empty = the native names */
	char *post;        /* json: body with which it is asked by POST; NULL: GET */
	char *where; /* json: "/state=alerting|silenced": only elements that say so; NULL: all */
	/* roster: `query` is the id of a schedule; what its turns are. NULL, 0: unsaid */
	char *team, *role;
	int64_t level;
};

/* AUTH_REQUEST: the secret stands where a header or the request says {token}. */
enum auth_kind { AUTH_NONE, AUTH_BASIC, AUTH_BEARER, AUTH_REQUEST };

/* The kind of what is never polled, but takes notices by its requests. */
#define SOURCE_KIND_NOTIFY "notify"
/* The kind that says who is on duty. */
#define SOURCE_KIND_ROSTER "roster"

/* What a request of a source or of a target of notices is for. */
enum template_for {
	FOR_ACK,
	FOR_UNACK,
	FOR_SILENCE,
	FOR_NOTE,
	FOR_ESCALATE,
	FOR_DONE,
	FOR_TELLING, /* a notice of any kind that has no request of its own */
	TEMPLATES
};

/*
 * A request as configured. In path, headers, body and item stand fields such as {title}; which there
 * are, and how each is quoted where it stands, is in net/request_template.h. A "test" is
 * "/pointer=value" or "/pointer=value|value". Allocated with g_malloc; NULL or 0 = unsaid.
 */
struct request_template {
	char *method, *path, *body, *content_type;
	GPtrArray *headers;           /* char * "Name: value" */
	int success_from, success_to; /* HTTP status range; 0, 0: 200-299 */
	int64_t already;              /* HTTP status that says that it is so already */
	char *expect;                 /* test: what else a success says */
	char *retry;     /* test: what a success says when it is to be sent again later */
	char *error;     /* pointers, with '|' between, to what the system says about an error */
	char *remote_id; /* pointer into the answer: what the target calls it */
	int64_t bulk;    /* up to so many deliveries in one request, each an {item} of {items} */
	char *item;
	/* An answer that only says "accepted": then this is asked until it is done. */
	char *poll_path, *poll_id;     /* the id is a pointer into the first answer: {request_id} */
	char *poll_done, *poll_failed; /* tests */
	char *poll_error;              /* as error */
	int64_t poll_every_us, poll_within_us;
};
struct request_template *request_template_new(void);
void request_template_free(void *t); /* NULL: nothing */

/* zabbix: what is asked for, and what its severities are called here. */
enum { ZABBIX_SEVERITIES = 6 };
struct zabbix_conf {
	unsigned least;                  /* severity: problems below it are not asked for */
	char *labels[ZABBIX_SEVERITIES]; /* label `severity` of each; NULL: as by default */
};

/* icinga2: what is asked for, and how it is acknowledged there. Allocated with g_malloc. */
struct icinga_conf {
	bool soft_states;  /* also problems that Icinga still checks again */
	bool sticky;       /* the acknowledgement outlasts changes among problem states */
	bool persistent;   /* its comment stays when it ends */
	bool notify;       /* Icinga tells its contacts of it */
	bool events;       /* its event stream is listened to, so that a poll comes at once */
	bool expires;      /* it ends at Icinga when it ends here; false: when the problem does */
	char *team_var;    /* custom variable that names the team; NULL: "team" */
	GPtrArray *labels; /* char *: custom variables that become labels */
	char *service_filter; /* NULL */
};

/* nagios: what is asked for, and how it is acknowledged there; as in struct icinga_conf. */
struct nagios_conf {
	bool soft_states, sticky, persistent, notify;
};

/* A source as configured. All text owned; NULL = not set. */
struct source_conf {
	char *name, *kind, *url; /* url without trailing slash */
	GPtrArray *peers; /* char *: addresses of the further members of its cluster, like url */
	int64_t period_us, timeout_us, connect_timeout_us;
	int64_t max_bytes; /* cap of one answer; 0: the kind's own (8 MiB; alertmanager, read piece
	                      by piece: 128 MiB) */
	enum auth_kind auth;
	char *user, *password_file, *token_file;
	char *ca_file, *cert_file, *key_file;
	GPtrArray *headers; /* char * "Name: value", no CR or LF */
	GPtrArray *
	    header_files; /* char * "Name: FILE": the value is the file's first line, read at each request */
	GPtrArray *queries; /* struct source_query * */
	char *team;         /* of alerts that name none */
	char *form;         /* roster: one of source_roster_forms() */
	char *zone;   /* roster: the room's, for days and times without one; NULL: the machine's */
	char *filter; /* alertmanager: matchers for ?filter=; icinga2: an expression on `host` */
	struct icinga_conf *icinga; /* NULL: as by default */
	bool shows_pending;         /* prometheus-alerts: also what is about to fire */
	char *watchdog;             /* the room's, as in struct define_source */
	int64_t watchdog_after_us;
	struct request_template *templates[TEMPLATES]; /* NULL: there is none for it */
	char *secret_file;                             /* what requests are signed with */
	GPtrArray *settings; /* struct json_field *: values of {set:NAME} */
	struct zabbix_conf zabbix;
	struct nagios_conf nagios;
	bool read_only;     /* never deliver anything to it */
	int64_t spacing_us; /* between two deliveries to it, at least; 0 */
};
struct source_conf *
source_conf_new(void); /* period 5 s, timeout 4 s, to connect 3 s; lists empty, the rest unset */
/* What is set for Icinga, lent; made with its defaults if it is not there yet. */
struct icinga_conf *source_conf_icinga(struct source_conf *conf);
/* A new empty query at the end of conf->queries, lent; its texts are g_free'd with it. */
struct source_query *source_conf_add_query(struct source_conf *conf);
/* One more field of the mapping, or another pointer for one that is there; both copied. */
void source_query_add_field(struct source_query *query, const char *field, const char *pointer);
/* The value of {set:NAME}; both copied. */
void source_conf_set(struct source_conf *conf, const char *name, const char *value);
/* The request that a delivery of this kind is made by: its own, or what stands in for it. NULL: none. */
const struct request_template *source_conf_template(const struct source_conf *conf,
                                                    enum event_kind kind);
void source_conf_free(struct source_conf **conf);
void source_conf_free_element(void *conf); /* for GPtrArray */

/* Names of the kinds of source that are polled, NULL-terminated; and whether a kind can take acknowledgements. */
const char *const *source_kinds(void);
bool source_kind_can_ack(const char *kind);
/* Names of the forms of rosters, NULL-terminated; and whether one needs the ids of schedules. */
const char *const *source_roster_forms(void);
bool source_roster_needs_schedule(const char *form);

struct net_options {
	struct clock_pace clock; /* the room's; sources are polled by it, too */
	bool read_only;          /* no deliveries, secrets for them not read */
	bool once;               /* poll every source once, at once */
	bool connects;           /* and connect to what is never polled, without sending anything */
	int64_t address_life_us; /* how long a name's address is believed; 0: the usual (30 s) */
};

struct net;

/*
 * Starts the thread. `sources`: struct source_conf *, taken over. Posts to `to_ui`:
 * MESSAGE_OBSERVED (batches with EVENT_ALERT, ..., and EVENT_SOURCE) and MESSAGE_OUTCOME. Never
 * fails on a source: what is wrong with one becomes its EVENT_SOURCE. NULL only when the thread
 * cannot start: libcurl is loaded by it.
 */
struct net *net_start(GPtrArray *sources, const struct net_options *options, struct mailbox *to_ui,
                      struct err *e) MUST_USE;

/* Stops within 100 ms whatever the endpoints do; sets *net to NULL. A delivery under way is left to
 * the outbox. UI thread. */
void net_stop(struct net **net);

/* Hands a delivery over (taken); its outcome is posted. Already under way with the same id:
 * dropped. UI thread. */
void net_deliver(struct net *net, struct delivery *delivery);

/* Polls one source (NULL: all) now. UI thread. */
void net_poll_now(struct net *net, const char *source);

#endif
