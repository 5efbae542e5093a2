/* Inside net/: what a kind of source is, and its parsers, which are pure and need no thread. */
#ifndef NET_SOURCE_H
#define NET_SOURCE_H

#include "net/changes.h"
#include "net/net.h"

#include <json-c/json.h>

/* One document that a source is asked for each round, and what its last answer held. */
struct slot {
	const struct source_query *query; /* lent by the configuration; NULL: alertmanager */
	int purpose;                      /* the kind's own */
	struct changes *alerts;
	size_t counted;         /* of these: how many of them are in source->alerts */
	struct changes *others; /* definitions and samples */
	uint64_t body_hash;     /* of the last answer that was read; 0 = read the next one anyway */
	bool is_optional;       /* a 404 means only that it may not be seen */
	/* while there is a body_hash: what that answer came from, and may be asked for again by */
	uint64_t url_hash;
	char *etag, *modified;   /* owned; NULL */
	bool is_due;             /* what is not asked for in every round: still to be asked */
	int64_t due_us;          /* prometheus: the same, not before this instant; 0: now */
	int64_t read_again_us;   /* an equal answer says something else from then on; 0: never */
	size_t rows, broken;     /* of the last answer that was read */
	struct err first_broken; /* "" if none */
};

struct silences;
struct icinga_holds;
struct alert_form;
struct zabbix;
struct nagios;

/* A source while it runs. Net thread, or one test. */
struct source {
	const struct source_ops *ops;
	struct source_conf *conf;
	GPtrArray *slots;          /* struct slot * */
	size_t *alerts;            /* how many alerts all sources of the room show; lent */
	struct silences *silences; /* alertmanager only */
	unsigned member; /* of its cluster: the one that is asked, as long as it answers */
	struct icinga_holds *holds; /* icinga2 only */
	int64_t uptime_us;          /* the same: how long it has been up, at its last status */
	struct alert_form *form;    /* alertmanager: the alert being read */
	struct zabbix *zabbix;      /* zabbix only */
	struct nagios *nagios;      /* nagios only */
	int64_t skew_us;      /* its clock minus the room's; UNSAID until it answered with a Date */
	int64_t clock_off_us; /* its clock minus this machine's; UNSAID likewise */
	int64_t next_delivery_us; /* monotonic: nothing is sent to it before; 0 */
};

/* The room's clock was set by so much. */
void source_clock_stepped(struct source *source, int64_t step_us);

/* Takes conf over; `alerts` is lent, and counts for all sources together. An unknown kind gives a
 * source whose ops are NULL. */
struct source *source_new(struct source_conf *conf, size_t *alerts);
/* Sets *source to NULL. */
void source_free(struct source **source);
/* How many members its cluster has, of which any may be asked; and the address of one, from 0 on, which
 * comes round. Lent. */
unsigned source_members(const struct source *source);
const char *source_url(const struct source *source, unsigned member);
/* A new slot at the end of the list. */
struct slot *source_add_slot(struct source *source, const struct source_query *query, int purpose);

enum { READING_EVENTS = 250 };

/* One answer being read: where from, and the batch that the events go to. The caller's, on its
 * stack. */
struct reading {
	struct source *source;
	struct slot *slot;
	int64_t now_us; /* the room's clock */
	struct event_batch *batch;
	/* Of a long list: hands the batch over when it has READING_EVENTS, and puts a new one in its
	 * place, since another thread takes a batch as a whole. NULL: the batch takes all. */
	void (*tell)(struct reading *r);
	bool has_undated; /* something is true only as of this answer: an equal one must be read
	                     again */
};

/* One more element of this answer cannot be used; the first reason is kept. */
void reading_broken(struct reading *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* May the room be shown this alert, too? Otherwise it is left out like one that is broken. */
bool reading_has_room(struct reading *r, const char *fingerprint);
/* "source/fingerprint", in the batch. */
const char *reading_alert_key(struct reading *r, const char *fingerprint);
/* Appends an EVENT_ALERT_GONE for a key of slot->alerts (a fingerprint); user is the reading. */
void reading_gone(void *user, const char *fingerprint);
/* Appends an event of this source. */
struct event *reading_add(struct reading *r, enum event_kind kind, const char *subject);

/* Where the secret of the source goes. */
enum login {
	LOGIN_HEADER, /* as its `auth` says */
	LOGIN_BODY,   /* the token: a member "auth" of the body, which is a JSON object */
	LOGIN_NONE    /* nowhere: the request is one that anybody may make */
};

/* A request of a delivery or of a poll. All text owned. */
struct request {
	char *method, *url, *body, *content_type; /* body NULL: none */
	char *key;                                /* Idempotency-Key; NULL */
	bool is_delivery;                         /* its answer is looked through for secrets */
	GPtrArray *headers; /* char * "Name: value", of this request only; NULL */
	enum login login;
};
void request_clear(struct request *request);
/* Makes it one that posts this JSON; takes body over. */
void request_post(struct request *request, char *body);

/* What came back, if an HTTP answer came at all. */
struct answer {
	bool is_complete; /* an HTTP answer came, whole */
	long status;      /* 0: none */
	const char *body; /* lent, NUL-terminated */
	size_t len;
	int64_t date_us;        /* the server's clock now, by its Date header; UNSAID */
	int64_t retry_after_us; /* 0: not said */
	int64_t took_ms;
	const char *etag, *modified; /* what an equal one may be asked for by, lent; "": nothing */
	struct err why;              /* when not complete: "timeout: ..." */
};

/* Why an answer is no success, in a sentence with its class ("http 401: ..."). Always false. Pure.
 */
bool answer_explain(const struct answer *answer, const char *source_name, struct err *e);
/* The same with what it says about it, clean, instead of what its body seems to say. */
bool answer_explain_as(const struct answer *answer, const char *source_name, const char *said,
                       struct err *e);

/* What to do about a delivery. */
enum verdict {
	VERDICT_ASK, /* send `request`, then come back with its answer */
	VERDICT_SENT, /* done, or done already; remote_id may be set, and why tells what people should know */
	VERDICT_REFUSED, /* never: why */
	VERDICT_RETRY,   /* not now: why */
	VERDICT_JUDGE /* the answer is no success: the common rules decide between retry and refusal
	               */
};

/* A delivery on its way. */
struct job {
	struct delivery *delivery; /* owned */
	int step;                  /* the kind's own; 0 = nothing was asked yet */
	bool must_look;            /* it may have happened already */
	/* in a cluster: how many members were looked at, whether one answered, and whether the next
	 * answer may as well not come */
	unsigned looks;
	bool has_looked, may_miss;
	struct request request;
	int64_t wait_us;       /* before it is asked; set with VERDICT_ASK */
	GPtrArray *also;       /* const struct delivery *: further ones of the same request; NULL */
	char *remote_id;       /* owned; NULL */
	char *draft;           /* nagios: what is sent with the form that is asked for; NULL */
	char *token, *secret;  /* of the requests (secret_free); NULL */
	char *request_id;      /* what a system that answers later calls the request; NULL */
	int64_t poll_until_us; /* monotonic */
	struct err why;
};
/* Forgets secrets and frees all but the delivery. */
void job_clear(struct job *job);

/* One kind of source. */
struct source_ops {
	const char *kind;
	int64_t max_bytes;           /* cap of one answer unless configured */
	bool reads_files;            /* its address may be "file:/PATH" */
	unsigned parallel;           /* requests of a round at once */
	const char *accept_encoding; /* NULL: none */
	void (*add_slots)(struct source *source);
	/* URL of the slot's document (g_free); NULL: nothing to ask for now. The function itself
	 * NULL: the kind is never polled. */
	char *(*url)(const struct source *source, const struct slot *slot, int64_t now_us);
	/* Makes of the request for that document something else than a GET; NULL: it is one. */
	void (*fill)(const struct source *source, const struct slot *slot, int64_t now_us,
	             struct request *request);
	/* Makes the request whose answer never ends, and brings some bytes whenever something changed. NULL:
	 * there is none; false: it is not wanted. */
	bool (*listen)(const struct source *source, struct request *request);
	/* Nothing is there (404): does the kind do without this document? NULL: never. */
	bool (*is_missing)(struct source *source, struct slot *slot);
	/* Reads a whole document. */
	bool (*read)(struct reading *r, const char *bytes, size_t len, struct err *e);
	/* Or its elements, one by one, as they arrive, and the end of a complete list. NULL: not
	 * so. */
	void (*read_element)(struct reading *r, const char *bytes, size_t len);
	/* The length of the element that begins these bytes when it is read already, as it is
	 * what came next in the last answer; 0: it is not, or not whole. NULL: never. */
	size_t (*know_element)(struct reading *r, const char *bytes, size_t len);
	void (*read_end)(struct reading *r);
	void (*read_begin)(struct reading *r); /* before the first element; NULL */
	/* The list stands between these texts in its document; NULL: alone. */
	const char *list_head, *list_tail;
	bool (*can_ack)(const struct source_conf *conf);
	/* The next step of a delivery: answer NULL at its begin. NULL: takes none. */
	enum verdict (*deliver)(struct source *source, struct job *job, const struct answer *answer,
	                        int64_t now_us);
};

struct alert_form;
/* Tells the room of this alert where it is new or changed, from any source that writes it so.
 * bytes_hash: of what it was read from, 0 = unknown. */
void alert_form_take(struct reading *r, const struct alert_form *form, uint64_t bytes_hash);

enum verdict alertmanager_deliver(struct source *source, struct job *job,
                                  const struct answer *answer, int64_t now_us);
enum verdict icinga_deliver(struct source *source, struct job *job, const struct answer *answer,
                            int64_t now_us);
enum verdict request_deliver(struct source *source, struct job *job, const struct answer *answer,
                             int64_t now_us);

extern const struct source_ops source_alertmanager, source_icinga, source_prometheus,
    source_prometheus_alerts, source_json, source_notify, source_roster, source_zabbix,
    source_nagios;

struct elements;
/* Cuts a list document of the reading's source; its elements come to the reading. */
struct elements *reading_elements(struct reading *r);

/* A new answer begins; one more of its elements (bytes NULL: it is broken, why says why; user is
 * the reading). */
void reading_begin(struct reading *r);
void reading_element(void *user, const char *bytes, size_t len, const char *why);

/* Reads one document that is there in full, whichever way its kind reads. Used by tests and
 * deliveries; polls of list documents go through elements.h as the bytes arrive. */
bool source_read(struct reading *r, const char *bytes, size_t len, struct err *e) MUST_USE;

/* Reads the records of a json document: the native form, or the mapped one of slot->query. */
bool records_read(struct reading *r, json_object *root, struct err *e) MUST_USE;

#endif
