/* Inside app/config*.c: how tables of keys turn a libconfig tree into filled structures. */
#ifndef APP_CONFIG_READER_H
#define APP_CONFIG_READER_H

#include "app/config.h"

struct config_setting_t; /* libconfig's */

/* What can be referred to by its id. */
enum collection {
	OF_NOTHING,
	OF_TEAMS,
	OF_PEOPLE,
	OF_TIERS,
	OF_PHASES,
	OF_GATES,
	OF_RISKS,
	OF_LINES,
	OF_METRICS,
	OF_OBJECTIVES,
	OF_SOURCES,
	OF_NOTICES,
	OF_SUPPLIERS,
	OF_PLANS,
	COLLECTIONS
};

/* A type says how the text of a value is read and what its place in the structure is. */
enum field_type {
	FIELD_TEXT,      /* const char *; char * in an owned section */
	FIELD_ID,        /* the same: letters, digits, '-' and '_' */
	FIELD_REFERENCE, /* the same: an id of the collection `refers` */
	FIELD_PATH,      /* char *: a file, relative to the configuration's folder */
	FIELD_DURATION,  /* int64_t microseconds */
	FIELD_INSTANT,   /* int64_t; known after all sections were read */
	FIELD_NUMBER,    /* double; also "200M" */
	FIELD_INTEGER,   /* int64_t, from `low` to `high` */
	FIELD_MONEY,     /* int64_t minor units */
	FIELD_SHARE,     /* double, 0..1; also "60%" */
	FIELD_SIZE,      /* int64_t bytes */
	FIELD_BOOL,      /* bool */
	FIELD_CHOICE,    /* unsigned (enum), by `choices` */
	FIELD_GROUP,     /* by `read`; its keys are those of `section` */
	FIELD_LIST,      /* the same for a list of groups */
	FIELD_OTHER,     /* by `read`; `form` says what it looks like */
	FIELD_REFUSED    /* a key that people try, and that is not there: `help` says why */
};

struct choice {
	const char *name; /* NULL: the end */
	unsigned value;
};

struct config_reader;
struct section;

/* One key. */
struct field {
	const char *name; /* NULL: the end */
	enum field_type type;
	size_t offset;
	const char *fallback; /* the default, as text; NULL = unsaid */
	const char *help;     /* for the manual page */
	const struct choice *choices;
	enum collection refers;
	const char *form;
	const struct section *section;
	int64_t low, high; /* of an integer; both 0 = any; of a duration: low in microseconds */
	bool is_required;
	void (*read)(struct config_reader *r, const struct config_setting_t *setting, void *into);
};

/* A group of keys, or a list of such groups; the first field of a collection's section is its id.
 */
struct section {
	const char *name;
	const char *item; /* what one of them is called */
	const char *help;
	const struct field *fields;
	enum collection collection;
	size_t size; /* of an item that the batch of definitions owns */
	bool is_list;
	bool is_owned;       /* texts are g_malloc'd; `make` gives the structure */
	bool takes_template; /* its key `template` names a file that says what an item does not */
	void *(*make)(struct config_reader *r);
	/* After the fields of an item were read; NULL = nothing to do. */
	void (*add)(struct config_reader *r, const struct config_setting_t *setting, void *item);
	/* After all sections were read, instants known. */
	void (*finish)(struct config_reader *r);
};

struct item {
	const char *id;
	unsigned line;
	void *data;
};

struct config_reader {
	struct config *config;     /* under construction */
	struct event_batch *batch; /* its definitions */
	GPtrArray *problems;
	unsigned left_out, errors;
	const char *file; /* of problems, when it is a template's; lent; NULL */
	char *where;      /* path of the item under reading: "sources.prometheus"; "" at the top */
	bool is_owned;
	GTimeZone *zone;
	GArray *items[COLLECTIONS]; /* struct item */
	GArray *references;         /* struct reference of config_reference.c; NULL at first */
	GArray *instants;           /* struct instant of config_time.c; NULL at first */
	struct define_room *room;
	unsigned room_line, site_line; /* of the section; 0: there is none */
	struct source_conf *source;    /* whose queries are being read */
	struct curve_list {
		const struct curve_share *shares;
		size_t n;
	} budget_curve;
};

struct config_reader *reader_new(const char *file);
/* Leaves config and problems to the caller. */
void reader_free(struct config_reader **r);

void reader_problem(struct config_reader *r, unsigned line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void reader_warning(struct config_reader *r, unsigned line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* One more step of r->where ("raci" or "[3]"); give back what it returns to reader_leave(). */
char *reader_enter(struct config_reader *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void reader_leave(struct config_reader *r, char *before);

/* Gives every key of a section its default. */
void reader_defaults(struct config_reader *r, const struct section *section, void *into);
/* Reads all keys of a group into a structure: defaults first, unknown keys and missing ones are
 * problems. */
void reader_group(struct config_reader *r, const struct section *section,
                  const struct config_setting_t *setting, void *into);
/* Reads one key into the structure; r->where names it already. */
void reader_field(struct config_reader *r, const struct field *field,
                  const struct config_setting_t *setting, void *into);
/* Reads a list of groups, each into a new structure. */
void reader_list(struct config_reader *r, const struct section *section,
                 const struct config_setting_t *setting);

/* Is there an unknown key in this group? Says so and what was meant. */
void reader_unknown(struct config_reader *r, const struct config_setting_t *setting,
                    const struct field *fields);

/* The item of this id; NULL. */
const struct item *reader_item(const struct config_reader *r, enum collection of, const char *id);
/* Notes that an id is used here; checked by reader_check_references() when everything is read. */
void reader_refer(struct config_reader *r, unsigned line, enum collection of, const char *id);
void reader_check_references(struct config_reader *r);

/* Value of a scalar as text (g_free); NULL with a problem otherwise. */
char *reader_text(struct config_reader *r, const struct config_setting_t *setting,
                  const char *expected);
/* Reads one value by its field's type from text; false with a sentence. */
bool field_parse(struct config_reader *r, const struct field *field, unsigned line,
                 const char *text, void *into, struct err *e) MUST_USE;
/* Makes the place of a field unsaid. */
void field_clear(const struct field *field, void *into);
/* "duration", "id of a team", "on, standby, off or away": for people. */
char *field_expects(const struct field *field);

/* A list of texts, or one text: calls `each` for every one. */
void reader_texts(struct config_reader *r, const struct config_setting_t *setting,
                  void (*each)(struct config_reader *r, unsigned line, const char *text,
                               void *data),
                  void *data);

/* A group of PHASE = share whose sum is 1. */
struct curve_list reader_curve(struct config_reader *r, const struct config_setting_t *setting);

/* "alertname=X, severity=critical": lists of matchers, each compiled once to see whether it can be.
 */
void reader_matches(struct config_reader *r, const struct config_setting_t *setting,
                    const struct matcher_list **lists, size_t *n);

/* What sources and targets of notices have in common, in config_source.c, config_url.c and config_query.c. */
extern const struct choice config_auths[];
void reader_url(struct config_reader *r, const struct config_setting_t *setting, void *into);
void reader_urls(struct config_reader *r, const struct config_setting_t *setting, void *into);
void reader_headers(struct config_reader *r, const struct config_setting_t *setting, void *into);
void reader_header_files(struct config_reader *r, const struct config_setting_t *setting,
                         void *into);
/* Is the text a header that may stand in a configuration? Otherwise says what is wrong. */
bool reader_is_header(struct config_reader *r, unsigned line, const char *text);
/* Requests, in config_request.c: `into` is a struct source_conf; of reader_where a struct source_query. */
void reader_request(struct config_reader *r, const struct config_setting_t *setting, void *into);
void reader_template(struct config_reader *r, const struct config_setting_t *setting, void *into);
void reader_set(struct config_reader *r, const struct config_setting_t *setting, void *into);
void reader_where(struct config_reader *r, const struct config_setting_t *setting, void *into);
void reader_check_requests(struct config_reader *r, unsigned line, const struct source_conf *conf);
void reader_check_auth(struct config_reader *r, unsigned line, const struct source_conf *source);
/* The conditions of a struct risk: those of `section_triggers`. */
void reader_triggers(struct config_reader *r, const struct config_setting_t *setting, void *into);

/* Instants: noted while reading, known after reader_resolve_instants(). */
void reader_instant(struct config_reader *r, unsigned line, const char *text, int64_t *into);
void reader_resolve_instants(struct config_reader *r);

/* The sections, in the order of reading and of the manual page; NULL-terminated. */
extern const struct section *const config_sections[];
/* clang-format off */
extern const struct section
	section_room,
	section_teams,
	section_people,
	section_tiers,
	section_phases,
	section_gates,
	section_risks,
	section_suppliers,
	section_plans,
	section_plan_steps,
	section_triggers,
	section_budget,
	section_elastic,
	section_lines,
	section_metrics,
	section_objectives,
	section_sources,
	section_notify,
	section_request,
	section_poll,
	section_queries,
	section_schedules,
	section_icinga,
	section_nagios,
	section_zabbix,
	section_layouts,
	section_keys,
	section_filters,
	section_console,
	section_site;
/* clang-format on */

/* What a file that has no tiers or layouts gets, in the same language. */
extern const char config_defaults[];

#endif
