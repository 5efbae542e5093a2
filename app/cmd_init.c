/* `warroom init`: writes a first configuration, and asks each endpoint what it is. */
#include "app/command.h"
#include "app/config.h"
#include "app/init.h"
#include "app/options.h"
#include "app/out.h"

#include "base/clock.h"
#include "base/lang.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 1024 };

/* What Debian's packages, and most others, listen on. */
static const char *const usual[] = { "http://localhost:9093", "http://localhost:9090" };

/* A line from the keyboard, without its end and clean; the default when it is empty or there is none.
 * Takes the default. */
static char *
prompt(bool asks, const char *question, char *otherwise)
{
	char line[LINE_MAX_BYTES], *text;

	if (!asks)
		return otherwise;
	out_say("%s [%s]: ", question, otherwise);
	fflush(stdout);
	if (!fgets(line, sizeof line, stdin))
		return otherwise;
	text = text_clean(line, strcspn(line, "\r\n"), TEXT_MAX_LABEL, NULL);
	g_strstrip(text);
	if (*text) {
		g_free(otherwise);
		return text;
	}
	g_free(text);
	return otherwise;
}

static char *
local_zone(void)
{
	GTimeZone *local = g_time_zone_new_local(), *known;
	char *name = g_strdup(g_time_zone_get_identifier(local));

	g_time_zone_unref(local);
	known = g_time_zone_new_identifier(name);
	if (!known || strchr(name, '/') == name || !*name) {
		g_free(name);
		name = g_strdup("UTC");
	}
	if (known)
		g_time_zone_unref(known);
	return name;
}

/* Midnight of today, or so many days later, in the zone. */
static char *
midnight(const char *zone, int days)
{
	GTimeZone *tz = g_time_zone_new_identifier(zone);
	GDateTime *now = tz ? g_date_time_new_now(tz) : g_date_time_new_now_utc();
	GDateTime *then = g_date_time_add_days(now, days);
	char *text = g_date_time_format(then, "%Y-%m-%d 00:00");

	g_date_time_unref(then);
	g_date_time_unref(now);
	if (tz)
		g_time_zone_unref(tz);
	return text;
}

/* The machine's user as an id of the configuration. */
static char *
user_id(void)
{
	return g_strcanon(g_strdup(g_get_user_name()), G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_",
	                  '-');
}

static void
identified_free_element(void *identified)
{
	struct identified *is = identified;

	identify_free(&is);
}

static bool
look_at(struct init_room *room, const char *url, bool is_told)
{
	char *full = strstr(url, "://") ? g_strdup(url) : g_strconcat("http://", url, NULL);
	char *clean = text_clean(full, strlen(full), TEXT_MAX_LABEL, NULL);
	struct identified *is = identify(full, is_told ? &room->login : NULL);
	bool is_known = is->kind != NULL;

	if (is_known || is_told) {
		out_say("%s: %s\n", clean, is->what);
		fflush(stdout);
		g_ptr_array_add(room->found, is);
	} else {
		identify_free(&is);
	}
	g_free(clean);
	g_free(full);
	return is_known;
}

static void
look_around(struct init_room *room, bool asks, char **urls)
{
	for (; *urls; urls++)
		look_at(room, *urls, true);
	if (room->found->len > 0)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(usual); i++)
		look_at(room, usual[i], false);
	while (asks) {
		char *url = prompt(
		    true,
		    _("Address of a Prometheus, Alertmanager, Icinga 2, Zabbix, Nagios or JSON document"),
		    g_strdup(_("no more")));

		asks = strcmp(url, _("no more")) != 0;
		if (asks)
			look_at(room, url, true);
		g_free(url);
	}
}

static void
ask_all(struct init_room *room, const struct options *o, bool asks)
{
	room->name =
	    prompt(asks && !o->name, _("Name of the event"), g_strdup(o->name ? o->name : "Sale"));
	room->zone =
	    prompt(asks && !o->zone, _("Time zone"), o->zone ? g_strdup(o->zone) : local_zone());
	room->start = prompt(asks && !o->from, _("It begins"),
	                     o->from ? g_strdup(o->from) : midnight(room->zone, 0));
	room->end = prompt(asks && !o->until, _("It ends"),
	                   o->until ? g_strdup(o->until) : midnight(room->zone, 4));
	room->person = user_id();
}

/* It must be right before it is there. */
static bool
is_right(const char *path, const char *text)
{
	GPtrArray *problems = NULL;
	struct config *config = config_load(path, text, &problems);
	bool ok = config != NULL;

	if (!ok)
		config_print_problems(problems);
	g_ptr_array_unref(problems);
	config_free(&config);
	return ok;
}

static bool
write_new(const char *path, const char *text, struct err *e)
{
	char *dir = g_path_get_dirname(path);
	size_t n = strlen(text);
	bool ok = g_mkdir_with_parents(dir, 0700) == 0;
	int fd = ok ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644) : -1;

	ok = fd >= 0 && write(fd, text, n) == (ssize_t)n && fsync(fd) == 0;
	if (!ok)
		err_set(e, _("cannot write %s: %s"), path, g_strerror(errno));
	if (fd >= 0)
		close(fd);
	if (fd >= 0 && !ok)
		unlink(path);
	g_free(dir);
	return ok;
}

static void
print_next(const char *path, const struct options *o)
{
	char *quoted = g_shell_quote(path);
	char *option = o->config_file ? g_strconcat(" -c ", quoted, NULL) : g_strdup("");

	out_say(_("\n%s is written. Next:\n  warroom doctor%s\n  warroom%s\n"
	          "In the console 'a' acknowledges the selected alert, '?' shows the keys.\n"),
	        path, option, option);
	g_free(option);
	g_free(quoted);
}

static bool
is_there(const char *path, struct err *e)
{
	return g_file_test(path, G_FILE_TEST_EXISTS) &&
	       !err_set(e, _("%s is there already, and stays as it is: name another file with -c"),
	                path);
}

static bool
make(const struct options *o, const char *path, char **urls, struct err *e)
{
	struct init_room room = { .found =
		                      g_ptr_array_new_with_free_func(identified_free_element) };
	bool asks = !o->is_no_input && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO), ok;
	char *text;

	room.login =
	    (struct identify_login){ o->user, o->password_file, o->token_file, o->ca_file };
	ask_all(&room, o, asks);
	look_around(&room, asks, urls);
	text = init_text(&room);
	e->text[0] = '\0';
	ok = is_right(path, text) && write_new(path, text, e);
	if (ok)
		print_next(path, o);
	g_free(text);
	g_free(room.name);
	g_free(room.zone);
	g_free(room.start);
	g_free(room.end);
	g_free(room.person);
	g_ptr_array_unref(room.found);
	return ok;
}

/* In the configuration they are looked for beside it, here from where the command is given. */
static void
make_whole(char **path)
{
	char *whole = *path ? g_canonicalize_filename(*path, NULL) : NULL;

	g_free(*path);
	*path = whole;
}

static bool
is_login(struct options *o, struct err *e)
{
	make_whole(&o->password_file);
	make_whole(&o->token_file);
	make_whole(&o->ca_file);
	if (!o->user != !o->password_file)
		return err_set(e, _("--user and --password-file need each other"));
	if (o->user && o->token_file)
		return err_set(
		    e, _("--user has a password, and --token-file is another way: take one"));
	return true;
}

static int
run(int argc, char **argv)
{
	struct options o = { 0 };
	struct err e = { "" };
	char *path;
	int code = options_parse(
	    &o, OPTIONS_INIT | OPTIONS_WORDS,
	    N_("Writes a first configuration: asks each address (or this machine's usual ones) what it is, and "
	       "on a\nterminal you for the rest. Never writes over a file that is there."),
	    &argc, argv);

	if (code < 0) {
		path = o.config_file ? g_strdup(o.config_file)
		                     : g_build_filename(g_get_user_config_dir(), "warroom",
		                                        "warroom.cfg", NULL);
		code =
		    is_login(&o, &e) && !is_there(path, &e) && make(&o, path, argv + 1, &e) ? 0 : 1;
		if (*e.text)
			out_error("%s", e.text);
		g_free(path);
	}
	options_fini(&o);
	return code;
}

const struct command cmd_init = {
	.name = "init",
	.run = run,
	.synopsis = "[-c FILE] [URL...]",
	.help = N_(
	    "write a first configuration: ask your Prometheus, Alertmanager and the like what they are"),
};
