/* The text of a first configuration. */
#include "app/init.h"
#include "base/lang.h"

#include "net/net.h"

#include <string.h>

char *
init_quoted(const char *text)
{
	GString *out = g_string_new("\"");

	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			g_string_append_c(out, '\\');
		if ((unsigned char)*text >= ' ' && *text != 0x7f)
			g_string_append_c(out, *text);
	}
	g_string_append_c(out, '"');
	return g_string_free(out, FALSE);
}

/* ` name = "text";` */
static void
add_text(GString *out, const char *name, const char *text)
{
	char *quoted = init_quoted(text);

	g_string_append_printf(out, " %s = %s;", name, quoted);
	g_free(quoted);
}

static void
add_room(GString *out, const struct init_room *room)
{
	g_string_append(
	    out,
	    _("# A war room, written by 'warroom init'. 'warroom check FILE' reads it, 'warroom doctor' "
	      "asks its sources,\n# and 'man warroom.cfg' has every key.\n\n"
	      "# What the event is called, and from when to when it lasts, by the clocks of this zone.\n"));
	g_string_append(out, "room = {");
	add_text(out, "name", room->name);
	add_text(out, "zone", room->zone);
	add_text(out, "event_start", room->start);
	add_text(out, "event_end", room->end);
	g_string_append_printf(
	    out,
	    " };\n\n%s"
	    "teams = ( { id = \"ops\"; title = \"%s\"; } );\n%s"
	    "people = ( {",
	    _("# Who answers: an alert with the label team = \"ops\" is this team's.\n"),
	    _("operations"),
	    _("# Who may act; add the others. warroom knows you by the machine's user, or by --as.\n"));
	add_text(out, "id", room->person);
	add_text(out, "name", room->person);
	g_string_append(out, " team = \"ops\"; permission = \"lead\"; } );\n\n");
}

static bool
is_spoken(const char *kind)
{
	return kind && g_strv_contains(source_kinds(), kind);
}

/* The first of its cluster stands for all. */
static bool
is_further_member(const GPtrArray *found, guint i)
{
	const struct identified *is = g_ptr_array_index(found, i);
	char *name = g_strdup_printf(" %s ", is->node);
	bool yes = false;

	for (guint j = 0; j < i && *is->node; j++)
		yes |=
		    strstr(((struct identified *)g_ptr_array_index(found, j))->peers, name) != NULL;
	g_free(name);
	return yes;
}

static void
add_addresses(GString *out, const GPtrArray *found, guint first)
{
	const struct identified *is = g_ptr_array_index(found, first);
	GString *list = g_string_new(NULL);
	unsigned n = 0;

	for (guint i = first; i < found->len; i++) {
		const struct identified *other = g_ptr_array_index(found, i);
		char *name = g_strdup_printf(" %s ", other->node),
		     *quoted = init_quoted(other->url);

		if (i == first || (*other->node && strstr(is->peers, name)))
			g_string_append_printf(list, "%s%s", n++ ? ", " : "", quoted);
		g_free(quoted);
		g_free(name);
	}
	if (n > 1)
		g_string_append_printf(out, " urls = [ %s ];", list->str);
	else
		add_text(out, "url", is->url);
	g_string_free(list, TRUE);
}

/* "prometheus", "prometheus2" */
static char *
source_name(const GPtrArray *found, guint at)
{
	const struct identified *is = g_ptr_array_index(found, at);
	const char *base = !strcmp(is->kind, "json") ? "feed" : is->kind;
	unsigned n = 1;

	for (guint i = 0; i < at; i++)
		n += !g_strcmp0(((struct identified *)g_ptr_array_index(found, i))->kind, is->kind);
	return n == 1 ? g_strdup(base) : g_strdup_printf("%s%u", base, n);
}

/* How it was asked is how it will be asked. */
static void
add_login(GString *out, const struct identified *is, const struct identify_login *login)
{
	if (is->has_login || is->has_ca)
		g_string_append(out, "\n\t ");
	if (is->has_login && login->token_file) {
		add_text(out, "auth", "bearer");
		add_text(out, "token_file", login->token_file);
	} else if (is->has_login) {
		add_text(out, "auth", "basic");
		add_text(out, "user", login->user);
		add_text(out, "password_file", login->password_file);
	}
	if (is->has_ca)
		add_text(out, "ca_file", login->ca_file);
}

static void
add_notes(GString *out, const struct identified *is)
{
	if (is->has_watchdog)
		g_string_append_printf(
		    out, "\n\t  # %s\n\t  watchdog = \"Watchdog\";",
		    _("always fires there: it is not shown, and its absence is an alert"));
	if (is->needs_tenant)
		g_string_append_printf(
		    out, "\n\t  # %s\n\t  headers = [ \"X-Scope-OrgID: anonymous\" ];",
		    _("it serves several tenants: whose data is asked for"));
	if (is->needs_login && !is->needs_tenant && !is->has_login)
		g_string_append_printf(
		    out,
		    "\n%s\t  # auth = \"basic\"; user = \"warroom\"; password_file = \"password\";",
		    _("\t  # it wants a login: put the password alone into that file, mode 0600, and take\n"
		      "\t  # the marks off\n"));
}

static void
add_source(GString *out, const struct init_room *room, guint i, const char *kind, const char *name)
{
	const struct identified *is = g_ptr_array_index(room->found, i);

	g_string_append_printf(out, "\t# %s\n\t{ name = \"%s\"; kind = \"%s\";", is->what, name,
	                       kind);
	add_addresses(out, room->found, i);
	add_login(out, is, &room->login);
	add_notes(out, is);
	g_string_append(out, " }");
}

static void
add_unknown(GString *out, const struct identified *is)
{
	g_string_append_printf(
	    out,
	    is->kind
		? _("# Left out: %s: %s, which needs a source of kind \"json\" with its fields\n")
		: _("# Left out: %s: %s\n"),
	    is->url, is->what);
}

static const struct identified *
first_of(const GPtrArray *found, const char *kind)
{
	for (guint i = 0; i < found->len; i++) {
		const struct identified *is = g_ptr_array_index(found, i);

		if (!g_strcmp0(is->kind, kind))
			return is;
	}
	return NULL;
}

/* Without an Alertmanager the alerts are those that the rules of Prometheus hold. */
static void
add_sources(GString *out, const struct init_room *room)
{
	bool needs_alerts = !first_of(room->found, "alertmanager");
	const char *separator = "";

	g_string_append(
	    out, _("# Where alerts and figures come from, and where acknowledgements go.\n"));
	for (guint i = 0; i < room->found->len; i++)
		if (!is_spoken(((struct identified *)g_ptr_array_index(room->found, i))->kind))
			add_unknown(out, g_ptr_array_index(room->found, i));
	g_string_append(out, "sources = (\n");
	for (guint i = 0; i < room->found->len; i++) {
		const struct identified *is = g_ptr_array_index(room->found, i);
		char *name, *alerts;

		if (!is_spoken(is->kind) || is_further_member(room->found, i))
			continue;
		name = source_name(room->found, i);
		alerts = g_strconcat(name, "-alerts", NULL);
		g_string_append(out, separator);
		separator = ",\n";
		add_source(out, room, i, is->kind, name);
		if (needs_alerts && !strcmp(is->kind, "prometheus")) {
			g_string_append_printf(
			    out, ",\n\t# %s\n",
			    _("no Alertmanager was found: what the rules hold; an acknowledgement "
			      "stays in this room"));
			add_source(out, room, i, "prometheus-alerts", alerts);
		}
		g_free(alerts);
		g_free(name);
	}
	if (!*separator)
		g_string_append(out,
		                "\t# { name = \"alertmanager\"; kind = \"alertmanager\"; url = "
		                "\"http://localhost:9093\"; }");
	g_string_append(out, "\n);\n\n");
}

static void
add_metrics(GString *out, const struct init_room *room)
{
	if (!first_of(room->found, "prometheus"))
		return;
	g_string_append_printf(
	    out,
	    "%smetrics = (\n"
	    "\t{ id = \"targets_up\"; title = \"%s\"; source = \"prometheus\"; query = "
	    "\"avg(up) * 100\"; unit = \"%%\";\n"
	    "\t  target = 100; warn = 99; crit = 95; direction = \"higher\"; }\n"
	    ");\n",
	    _("# Figures: a query is any expression, also the name of a recorded series.\n"),
	    _("targets up"));
}

char *
init_text(const struct init_room *room)
{
	GString *out = g_string_new(NULL);

	add_room(out, room);
	add_sources(out, room);
	add_metrics(out, room);
	return g_string_free(out, FALSE);
}
