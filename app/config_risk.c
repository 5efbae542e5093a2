/* Configuration of risks: their RACI rows and which alerts they are. */
#include "app/config_reader.h"
#include "base/lang.h"

#include "room/match.h"

#include <libconfig.h>
#include <string.h>

/* "R", "A/R", "A wang". */
static bool
parse_letters(const char *text, unsigned *letters, const char **rest)
{
	*letters = 0;
	for (*rest = text; **rest && **rest != ' '; (*rest)++) {
		const char *all = "RACI", *letter = strchr(all, **rest);

		if (**rest == '/')
			continue;
		if (!letter)
			return false;
		*letters |= 1U << (letter - all);
	}
	*rest += strspn(*rest, " ");
	return *letters != 0;
}

static void
read_cell(struct config_reader *r, const struct config_setting_t *setting, struct raci_cell *cell)
{
	unsigned line = config_setting_source_line(setting);
	char *text = reader_text(r, setting, _("letters of R, A, C, I"));
	const char *person = "";

	cell->team = event_batch_str(r->batch, config_setting_name(setting));
	cell->person = "";
	reader_refer(r, line, OF_TEAMS, cell->team);
	if (text && !parse_letters(text, &cell->letters, &person))
		reader_problem(r, line,
		               _("%s: '%s' is not a cell: write \"R\", \"A/R\" or \"A wang\""),
		               r->where, text);
	else if (text && *person) {
		cell->person = event_batch_str(r->batch, person);
		reader_refer(r, line, OF_PEOPLE, person);
	}
	g_free(text);
}

/* The room shows such a row as defective; whoever writes it should hear it before. */
static void
warn_of_defects(struct config_reader *r, unsigned line, const struct risk *risk)
{
	unsigned accountable = 0, responsible = 0;

	for (size_t i = 0; i < risk->n_raci; i++) {
		accountable += (risk->raci[i].letters & RACI_A) != 0;
		responsible += (risk->raci[i].letters & RACI_R) != 0;
	}
	if (accountable != 1)
		reader_warning(r, line,
		               accountable
		                   ? _("%s: more than one A: exactly one team answers for a risk")
		                   : _("%s: no A: exactly one team answers for a risk"),
		               r->where);
	if (responsible == 0)
		reader_warning(r, line, _("%s: no R: at least one team does the work"), r->where);
}

static void
read_raci(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct risk *risk = into;
	int n = config_setting_length(setting);
	unsigned errors = r->errors;
	struct raci_cell *cells = event_batch_alloc(r->batch, (size_t)(n + 1) * sizeof *cells);

	if (!config_setting_is_group(setting)) {
		reader_problem(r, config_setting_source_line(setting),
		               _("%s takes a group: raci = { tech = \"R\"; ops = \"A\"; };"),
		               r->where);
		return;
	}
	for (int i = 0; i < n; i++) {
		const config_setting_t *s = config_setting_get_elem(setting, (unsigned)i);
		char *before = reader_enter(r, "%s", config_setting_name(s));

		read_cell(r, s, &cells[i]);
		reader_leave(r, before);
	}
	risk->raci = cells;
	risk->n_raci = (size_t)n;
	if (r->errors == errors)
		warn_of_defects(r, config_setting_source_line(setting), risk);
}

/* Does a matcher begin here? Commas inside of a value ("{1,3}") do not separate. */
static bool
begins_matcher(const char *p)
{
	p += strspn(p, " ");
	if (!g_ascii_isalpha(*p) && *p != '_')
		return false;
	p += strspn(p, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_");
	p += strspn(p, " ");
	return *p == '=' || (*p == '!' && (p[1] == '=' || p[1] == '~'));
}

static const char *
matcher_end(const char *p)
{
	while (*p && !(*p == ',' && begins_matcher(p + 1)))
		p++;
	return p;
}

static bool
parse_matchers(struct config_reader *r, const char *text, struct matcher_list *list, struct err *e)
{
	struct matcher *matchers =
	    event_batch_alloc(r->batch, (strlen(text) + 1) * sizeof *matchers);
	struct match *compiled;

	for (const char *p = text; *p; p++) {
		const char *end = matcher_end(p);
		char *one = g_strstrip(g_strndup(p, (size_t)(end - p)));
		bool is_fine = matcher_parse(r->batch, one, &matchers[list->n++], e);

		g_free(one);
		if (!is_fine)
			return false;
		if (!*end)
			break;
		p = end;
	}
	if (list->n == 0)
		return err_set(
		    e, _("no matcher is written here: \"alertname=StockOut, severity=critical\""));
	list->matchers = matchers;
	compiled = match_new(list, e);
	if (!compiled)
		return false;
	match_free(&compiled);
	return true;
}

static void
add_matchers(struct config_reader *r, unsigned line, const char *text, void *data)
{
	GArray *lists = data;
	struct matcher_list list = { NULL, 0 };
	struct err e;

	if (parse_matchers(r, text, &list, &e))
		g_array_append_val(lists, list);
	else
		reader_problem(r, line, "%s: %s", r->where, e.text);
}

void
reader_matches(struct config_reader *r, const struct config_setting_t *setting,
               const struct matcher_list **lists, size_t *n)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct matcher_list));
	struct matcher_list *kept;

	reader_texts(r, setting, add_matchers, found);
	kept = event_batch_alloc(r->batch, (found->len + 1) * sizeof *kept);
	if (found->len)
		memcpy(kept, found->data, found->len * sizeof *kept);
	*lists = kept;
	*n = found->len;
	g_array_unref(found);
}

static void
read_match(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct risk *risk = into;

	reader_matches(r, setting, &risk->matches, &risk->n_matches);
}

static void
add_team(struct config_reader *r, unsigned line, const char *text, void *into)
{
	GString *teams = into;

	reader_refer(r, line, OF_TEAMS, text);
	g_string_append_printf(teams, "%s%s", teams->len ? " " : "", text);
}

static void
read_notify(struct config_reader *r, const struct config_setting_t *setting, void *into)
{
	struct risk *risk = into;
	GString *teams = g_string_new(NULL);

	reader_texts(r, setting, add_team, teams);
	risk->notify_teams = event_batch_str(r->batch, teams->str);
	g_string_free(teams, TRUE);
}

static const struct choice levels[] = { { "general", RISK_GENERAL },
	                                { "key", RISK_KEY },
	                                { "urgent", RISK_URGENT },
	                                { .name = NULL } };

#define AT(member) offsetof(struct risk, member)
static const struct field risk_fields[] = {
	{ "id", FIELD_ID, AT(id), .is_required = true, .help = "name of the risk" },
	{ "title", FIELD_TEXT, AT(title), .help = "what the screen calls it" },
	{ "kind", FIELD_TEXT, AT(kind), .help = "technical, operational, market, compliance" },
	{ "level", FIELD_CHOICE, AT(level), .choices = levels, .fallback = "general",
	  .help = "how much it weighs" },
	{ "probability", FIELD_SHARE, AT(probability), .help = "how probable it is" },
	{ "scope", FIELD_SHARE, AT(scope), .help = "share of the business that it hits" },
	{ "recovery_cost", FIELD_MONEY, AT(recovery_cost_minor),
	  .help = "cost to recover; risk cost = scope x recovery cost x probability" },
	{ "affected_users", FIELD_NUMBER, AT(affected_users), .help = "how many users it hits" },
	{ "user_value", FIELD_MONEY, AT(user_value_minor), .help = "value of one of them" },
	{ "harm", FIELD_SHARE, AT(harm),
	  .help = "degree of harm; user impact = affected users x user value x harm" },
	{ "raci", FIELD_OTHER, .form = N_("group of TEAM = \"A/R PERSON\""), .read = read_raci,
	  .help = "letters of each team: R does the work, A answers for it (exactly one), C is "
	          "consulted, I is informed; a "
	          "person may follow, else it is whoever is on duty" },
	{ "match", FIELD_OTHER, .form = N_("list of matchers"), .read = read_match,
	  .help = "which alerts are this risk: any one of the matchers" },
	{ "trigger", FIELD_LIST, .section = &section_triggers, .read = reader_triggers,
	  .help = "conditions on metrics and alerts that trigger it" },
	{ "trigger_all", FIELD_BOOL, AT(needs_all), .fallback = "false",
	  .help = "all of them must hold; any one of them is enough otherwise" },
	{ "plan", FIELD_TEXT, AT(plan), .help = "what to do, in a line" },
	{ "runbook", FIELD_TEXT, AT(runbook), .help = "address of the runbook" },
	{ "notify_teams", FIELD_OTHER, .form = N_("list of team ids"), .read = read_notify,
	  .help = "teams that are told at once when an urgent alert of this risk appears or the "
	          "risk triggers, and asked for their answer" },
	{ .name = NULL }
};
#undef AT

static void
add_risk(struct config_reader *r, const struct config_setting_t *setting, void *item)
{
	const struct risk *risk = item;

	if (!risk->raci && !config_setting_get_member(setting, "raci"))
		reader_warning(r, config_setting_source_line(setting),
		               _("%s: no 'raci': nobody answers for it"), r->where);
	event_batch_add(r->batch, EVENT_DEFINE_RISK, 0)->risk = risk;
}

const struct section section_risks = {
	.name = "risks",
	.item = N_("risk"),
	.fields = risk_fields,
	.collection = OF_RISKS,
	.is_list = true,
	.size = sizeof(struct risk),
	.add = add_risk,
	.help = "What may happen, which alerts show it, who answers for it: the rows of the RACI "
		"matrix.",
};
