/* The types of configuration values: how each is read from text, and what people are told that it
 * takes. */
#include "app/config_reader.h"

#include "base/lang.h"
#include "base/quantity.h"
#include "base/text.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Where a value goes, and what its parser may need. */
struct target {
	struct config_reader *r;
	const struct field *field;
	unsigned line;
	void *at;
};

static bool
has_controls(const char *text)
{
	for (; *text; text++)
		if (g_ascii_iscntrl(*text) && *text != '\n' && *text != '\t')
			return true;
	return false;
}

/* Definitions are cleaned, since they are shown; what is sent must stay as it is written. */
static void
put_text(const struct target *t, const char *text)
{
	char *clean;

	if (t->r->is_owned) {
		g_free(*(char **)t->at);
		*(char **)t->at = g_strdup(text);
		return;
	}
	clean = text_clean(text, strlen(text), TEXT_MAX_SUMMARY, NULL);
	*(const char **)t->at = event_batch_str(t->r->batch, clean);
	g_free(clean);
}

static bool
parse_text(const struct target *t, const char *text, struct err *e)
{
	if (has_controls(text))
		return err_set(e, _("the text contains a control character"));
	put_text(t, text);
	return true;
}

static bool
parse_id(const struct target *t, const char *text, struct err *e)
{
	size_t n = strspn(text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_");

	if (n == 0 || text[n] || n > 64)
		return err_set(
		    e, _("'%.40s' is not a name: use up to 64 letters, digits, '-' and '_'"), text);
	put_text(t, text);
	return true;
}

static bool
parse_reference(const struct target *t, const char *text, struct err *e)
{
	if (*text && !parse_id(t, text, e))
		return false;
	if (*text)
		reader_refer(t->r, t->line, t->field->refers, text);
	return true;
}

static bool
parse_path(const struct target *t, const char *text, struct err *e)
{
	char *folder, **to = t->at;

	if (!*text || has_controls(text))
		return err_set(e, _("'%.40s' is not the name of a file"), text);
	g_free(*to);
	folder = g_path_get_dirname(t->r->config->file);
	if (g_path_is_absolute(text))
		*to = g_strdup(text);
	else if (g_str_has_prefix(text, "~/"))
		*to = g_build_filename(g_get_home_dir(), text + 2, NULL);
	else
		*to = g_build_filename(folder, text, NULL);
	g_free(folder);
	return true;
}

static bool
parse_duration(const struct target *t, const char *text, struct err *e)
{
	int64_t us;
	char least[16];

	if (!duration_parse(text, &us, e))
		return false;
	if (us < t->field->low)
		return err_set(e, _("'%.40s' is too short: at least %s"), text,
		               duration_coarse(t->field->low, least, sizeof least));
	*(int64_t *)t->at = us;
	return true;
}

static bool
parse_instant(const struct target *t, const char *text, struct err *e)
{
	if (!*text)
		return err_set(e, _("no time is written here"));
	reader_instant(t->r, t->line, text, t->at);
	return true;
}

/* A number with an optional last letter, which becomes a factor. */
static bool
scaled(const char *text, const char *letters, const double *factors, double *value)
{
	char *end;
	const char *letter;

	*value = g_ascii_strtod(text, &end);
	if (end == text || !isfinite(*value) || g_ascii_isalpha(*text))
		return false;
	end += strspn(end, " ");
	if (!*end)
		return true;
	letter = end[1] ? NULL : strchr(letters, *end);
	if (letter)
		*value *= factors[letter - letters];
	return letter != NULL;
}

static bool
parse_number(const struct target *t, const char *text, struct err *e)
{
	static const double factors[] = { 1e3, 1e6, 1e9 };
	double value;

	if (!scaled(text, "kMB", factors, &value))
		return err_set(e, _("'%.40s' is not a number: write 99.9 or \"200M\""), text);
	*(double *)t->at = value;
	return true;
}

static bool
parse_share(const struct target *t, const char *text, struct err *e)
{
	static const double factors[] = { 0.01 };
	double value;

	if (!scaled(text, "%", factors, &value) || value < 0 || value > 1)
		return err_set(e, _("'%.40s' is not a share: write \"15%%\" or 0.15"), text);
	*(double *)t->at = value;
	return true;
}

static bool
parse_integer(const struct target *t, const char *text, struct err *e)
{
	int64_t low = t->field->low, high = t->field->high, value;
	char *end;

	value = g_ascii_strtoll(text, &end, 10);
	if (end == text || *end)
		return err_set(e, _("'%.40s' is not a whole number"), text);
	if ((low || high) && (value < low || value > high))
		return err_set(e, _("%.40s is not between %" PRId64 " and %" PRId64), text, low,
		               high);
	*(int64_t *)t->at = value;
	return true;
}

static bool
parse_money(const struct target *t, const char *text, struct err *e)
{
	int64_t minor;

	if (!money_parse(text, &minor, e))
		return false;
	*(int64_t *)t->at = minor;
	return true;
}

static bool
parse_size(const struct target *t, const char *text, struct err *e)
{
	char *end;
	guint64 n = g_ascii_strtoull(text, &end, 10);
	int64_t unit = !strcmp(end, "KiB") ? 1024 : !strcmp(end, "MiB") ? 1024 * 1024 : 0;

	if (!g_ascii_isdigit(*text) || unit == 0 || n == 0 || n > 1024)
		return err_set(
		    e, _("'%.40s' is not a size: write \"512KiB\" or \"8MiB\" (at most 1024)"),
		    text);
	*(int64_t *)t->at = (int64_t)n * unit;
	return true;
}

static bool
parse_bool(const struct target *t, const char *text, struct err *e)
{
	bool is_true = !strcmp(text, "true");

	if (!is_true && strcmp(text, "false"))
		return err_set(e, _("'%.40s' is neither true nor false"), text);
	*(bool *)t->at = is_true;
	return true;
}

static bool
parse_choice(const struct target *t, const char *text, struct err *e)
{
	char *expected;

	for (const struct choice *c = t->field->choices; c->name; c++)
		if (!strcmp(c->name, text)) {
			*(unsigned *)t->at = c->value;
			return true;
		}
	expected = field_expects(t->field);
	err_set(e, _("'%.40s' is not one of: %s"), text, expected);
	g_free(expected);
	return false;
}

static const struct {
	const char *expects;
	bool (*parse)(const struct target *t, const char *text, struct err *e);
	enum {
		UNSAID_POINTER,
		UNSAID_INT,
		UNSAID_NUMBER,
		UNSAID_BOOL,
		UNSAID_UNSIGNED,
		UNSAID_ELSEWHERE
	} unsaid;
} types[] = {
	[FIELD_TEXT] = { N_("text"), parse_text, UNSAID_POINTER },
	[FIELD_ID] = { N_("name"), parse_id, UNSAID_POINTER },
	[FIELD_REFERENCE] = { N_("id"), parse_reference, UNSAID_POINTER },
	[FIELD_PATH] = { N_("file name"), parse_path, UNSAID_POINTER },
	[FIELD_DURATION] = { N_("duration"), parse_duration, UNSAID_INT },
	[FIELD_INSTANT] = { N_("time"), parse_instant, UNSAID_INT },
	[FIELD_NUMBER] = { N_("number"), parse_number, UNSAID_NUMBER },
	[FIELD_INTEGER] = { N_("whole number"), parse_integer, UNSAID_INT },
	[FIELD_MONEY] = { N_("amount"), parse_money, UNSAID_INT },
	[FIELD_SHARE] = { N_("share"), parse_share, UNSAID_NUMBER },
	[FIELD_SIZE] = { N_("size"), parse_size, UNSAID_INT },
	[FIELD_BOOL] = { N_("true or false"), parse_bool, UNSAID_BOOL },
	[FIELD_CHOICE] = { NULL, parse_choice, UNSAID_UNSIGNED },
	[FIELD_GROUP] = { N_("group"), NULL, UNSAID_ELSEWHERE },
	[FIELD_LIST] = { N_("list of groups"), NULL, UNSAID_ELSEWHERE },
	[FIELD_OTHER] = { NULL, NULL, UNSAID_ELSEWHERE },
	[FIELD_REFUSED] = { N_("nothing"), NULL, UNSAID_ELSEWHERE },
};

bool
field_parse(struct config_reader *r, const struct field *field, unsigned line, const char *text,
            void *into, struct err *e)
{
	struct target t = { r, field, line, (char *)into + field->offset };

	return types[field->type].parse(&t, text, e);
}

void
field_clear(const struct field *field, void *into)
{
	void *at = (char *)into + field->offset;

	switch (types[field->type].unsaid) {
	case UNSAID_POINTER:
		*(void **)at = NULL;
		break;
	case UNSAID_INT:
		*(int64_t *)at = UNSAID;
		break;
	case UNSAID_NUMBER:
		*(double *)at = NAN;
		break;
	case UNSAID_BOOL:
		*(bool *)at = false;
		break;
	case UNSAID_UNSIGNED:
		*(unsigned *)at = 0;
		break;
	case UNSAID_ELSEWHERE:
		break;
	}
}

char *
field_expects(const struct field *field)
{
	GString *s;

	if (field->form)
		return g_strdup(_(field->form));
	if (field->type != FIELD_CHOICE)
		return g_strdup(_(types[field->type].expects));
	s = g_string_new("");
	for (const struct choice *c = field->choices; c->name; c++)
		g_string_append_printf(s, "%s%s", c == field->choices ? "" : ", ", c->name);
	return g_string_free(s, FALSE);
}
