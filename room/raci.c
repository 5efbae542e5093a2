/* The RACI matrix: letters, the persons behind them, and what is wrong with it. */
#include "base/lang.h"
#include "room/alert.h"
#include "room/risk.h"
#include "room/team.h"

#include <stdio.h>
#include <string.h>

const struct raci_cell *
risk_cell(const struct risk_state *risk, const char *team)
{
	for (size_t i = 0; i < risk->is.n_raci; i++) {
		if (strcmp(risk->is.raci[i].team, team) == 0 && risk->is.raci[i].letters)
			return &risk->is.raci[i];
	}
	return NULL;
}

char *
raci_letters(unsigned letters, char *buf, size_t size)
{
	static const char order[] = "ARCI";
	static const unsigned bits[] = { RACI_A, RACI_R, RACI_C, RACI_I };
	char text[8];
	size_t n = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(bits); i++) {
		if (!(letters & bits[i]))
			continue;
		if (n)
			text[n++] = '/';
		text[n++] = order[i];
	}
	text[n] = '\0';
	snprintf(buf, size, "%s", n ? text : "·");
	return buf;
}

const struct person *
raci_person(const struct room *room, const struct raci_cell *cell, int64_t now_us)
{
	if (cell->person[0])
		return room_person(room, cell->person);
	return team_on_duty(room, cell->team, now_us);
}

/* What the rules of one row look at. */
struct check {
	const struct room *room;
	const struct risk_state *risk;
	int64_t now_us;
	GHashTable *rows_as_a; /* person -> in how many rows they are the A */
	GArray *out;
};

static void G_GNUC_PRINTF(5, 6)
    add(struct check *c, enum defect_kind kind, const struct raci_cell *cell, const char *brief,
        const char *fmt, ...)
{
	struct defect defect = { .kind = kind,
		                 .hard = kind <= DEFECT_UNKNOWN_TEAM,
		                 .risk = c->risk };
	const char *end;
	va_list ap;

	defect.team = cell ? cell->team : "";
	defect.person = cell ? cell->person : "";
	snprintf(defect.brief, sizeof defect.brief, "%s", brief);
	va_start(ap, fmt);
	vsnprintf(defect.text, sizeof defect.text, fmt, ap);
	va_end(ap);
	/* A long Chinese title may have been cut through a character. */
	if (!g_utf8_validate(defect.text, -1, &end))
		defect.text[end - defect.text] = '\0';
	g_array_append_val(c->out, defect);
}

static const struct raci_cell *
cell_with(const struct risk_state *risk, unsigned letter)
{
	for (size_t i = 0; i < risk->is.n_raci; i++) {
		if (risk->is.raci[i].letters & letter)
			return &risk->is.raci[i];
	}
	return NULL;
}

static int
count_letter(const struct risk_state *risk, unsigned letter)
{
	int n = 0;

	for (size_t i = 0; i < risk->is.n_raci; i++)
		n += (risk->is.raci[i].letters & letter) != 0;
	return n;
}

static void
check_letters(struct check *c)
{
	const struct risk *is = &c->risk->is;
	int n_a = count_letter(c->risk, RACI_A);
	char brief[24];

	if (n_a == 0)
		add(c, DEFECT_NO_A, NULL, _("no A"),
		    _("nobody answers for %s: give one team the A"), is->title);
	if (n_a > 1) {
		snprintf(brief, sizeof brief, _("%d A"), n_a);
		add(c, DEFECT_SEVERAL_A, NULL, brief,
		    _("%d teams answer for %s: leave the A to one"), n_a, is->title);
	}
	if (count_letter(c->risk, RACI_R) == 0)
		add(c, DEFECT_NO_R, NULL, _("no R"),
		    _("nobody does the work for %s: give a team the R"), is->title);
	for (size_t i = 0; i < is->n_raci; i++) {
		if (!room_team(c->room, is->raci[i].team))
			add(c, DEFECT_UNKNOWN_TEAM, &is->raci[i], _("team?"),
			    _("%s names the team %s, which the room does not have"), is->title,
			    is->raci[i].team);
	}
}

static void
check_people(struct check *c)
{
	const struct risk *is = &c->risk->is;

	for (size_t i = 0; i < is->n_raci; i++) {
		const struct raci_cell *cell = &is->raci[i];
		const struct person *person = raci_person(c->room, cell, c->now_us);
		enum duty duty = person ? person_duty(c->room, person, c->now_us) : DUTY_UNSAID;

		if ((cell->letters & RACI_A) && (duty == DUTY_OFF || duty == DUTY_AWAY))
			add(c, DEFECT_A_OFF_DUTY, cell, _("A off"),
			    duty == DUTY_OFF ? _("%s answers for %s and is off duty")
			                     : _("%s answers for %s and is away"),
			    person->name, is->title);
		if ((cell->letters & (RACI_A | RACI_R)) && !person)
			add(c, DEFECT_NOBODY, cell, _("nobody"),
			    _("nobody of %s is on duty for %s"), cell->team, is->title);
	}
}

static void
check_load(struct check *c)
{
	const struct raci_cell *cell = cell_with(c->risk, RACI_A);
	const struct person *person = cell ? raci_person(c->room, cell, c->now_us) : NULL;
	int rows = person ? GPOINTER_TO_INT(g_hash_table_lookup(c->rows_as_a, person)) : 0;
	int n_c = count_letter(c->risk, RACI_C);
	char brief[24];

	if (rows > c->room->is.max_accountable) {
		struct raci_cell who = { cell->team, cell->letters, person->id };

		snprintf(brief, sizeof brief, _("A of %d"), rows);
		add(c, DEFECT_A_OVERLOADED, &who, brief, _("%s answers for %d risks, more than %d"),
		    person->name, rows, (int)c->room->is.max_accountable);
	}
	if (n_c > c->room->is.max_consulted) {
		snprintf(brief, sizeof brief, _("%d C"), n_c);
		add(c, DEFECT_MANY_C, NULL, brief,
		    _("%s asks %d teams first: that slows decisions"), c->risk->is.title, n_c);
	}
}

/* A and R in one cell are one role; a person named in two cells has two. */
static void
check_twice(struct check *c)
{
	const struct risk *is = &c->risk->is;

	for (size_t i = 1; i < is->n_raci; i++) {
		const struct raci_cell *cell = &is->raci[i];

		for (size_t j = 0; cell->person[0] && j < i; j++) {
			if (strcmp(is->raci[j].person, cell->person) != 0)
				continue;
			add(c, DEFECT_TWICE_IN_ROW, cell, _("twice"),
			    _("%s has several roles in %s"), cell->person, is->title);
			break;
		}
	}
}

static GHashTable *
count_rows_as_a(const struct room *room, int64_t now_us)
{
	GHashTable *rows = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < room->risks->len; i++) {
		const struct raci_cell *cell = cell_with(g_ptr_array_index(room->risks, i), RACI_A);
		const struct person *person = cell ? raci_person(room, cell, now_us) : NULL;
		int n = person ? GPOINTER_TO_INT(g_hash_table_lookup(rows, person)) : 0;

		if (person)
			g_hash_table_insert(rows, (gpointer)person, GINT_TO_POINTER(n + 1));
	}
	return rows;
}

GArray *
room_defects(const struct room *room, const struct risk_state *risk, int64_t now_us)
{
	struct check c = { .room = room, .now_us = now_us };

	c.out = g_array_new(FALSE, FALSE, sizeof(struct defect));
	c.rows_as_a = count_rows_as_a(room, now_us);
	for (guint i = 0; i < room->risks->len; i++) {
		c.risk = g_ptr_array_index(room->risks, i);
		if (risk && c.risk != risk)
			continue;
		check_letters(&c);
		check_people(&c);
		check_load(&c);
		check_twice(&c);
	}
	g_hash_table_unref(c.rows_as_a);
	return c.out;
}

static bool
is_off_duty(const struct room *room, const struct person *person, int64_t now_us)
{
	enum duty duty = person ? person_duty(room, person, now_us) : DUTY_ON;

	return duty == DUTY_OFF || duty == DUTY_AWAY;
}

static const struct person *
team_lead(const struct room *room, const char *team)
{
	for (guint i = 0; i < room->people->len; i++) {
		const struct person *person = g_ptr_array_index(room->people, i);

		if (person->permission == PERMISSION_LEAD && strcmp(person->team, team) == 0)
			return person;
	}
	return NULL;
}

struct answerable
alert_answerable(const struct room *room, const struct alert *alert, int64_t now_us)
{
	bool has_row = alert->risk && alert->risk->is.n_raci;
	const struct raci_cell *r = has_row ? cell_with(alert->risk, RACI_R) : NULL;
	const struct raci_cell *a = has_row ? cell_with(alert->risk, RACI_A) : NULL;
	struct answerable who = { .responsible_team = "", .accountable_team = "" };

	if (r) {
		who.responsible_team = r->team;
		who.responsible = raci_person(room, r, now_us);
	}
	if (a) {
		who.accountable_team = a->team;
		who.accountable = raci_person(room, a, now_us);
	}
	if (!has_row && alert->team[0]) {
		who.responsible_team = who.accountable_team = alert->team;
		who.responsible = team_on_duty(room, alert->team, now_us);
		who.accountable = team_lead(room, alert->team);
	}
	who.accountable_off_duty = is_off_duty(room, who.accountable, now_us);
	return who;
}
