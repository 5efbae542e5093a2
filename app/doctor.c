/* What `warroom doctor` found, and what it finds on any machine: terminal, locale, colours. */
#include "app/doctor.h"

#include "base/lang.h"
#include "base/text.h"
#include "tui/term.h"

#include <langinfo.h>
#include <locale.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { SAYS_MAX = 600, SMALL_WIDTH = 80, SMALL_HEIGHT = 24 };

void
finding_free(void *data)
{
	struct finding *finding = data;

	g_free(finding->check);
	g_free(finding->says);
	g_free(finding->mend);
	g_free(finding);
}

void
doctor_say(struct doctor *d, enum doctor_verdict verdict, const char *check, const char *mend,
           const char *fmt, ...)
{
	struct finding *finding = g_new0(struct finding, 1);
	va_list args;
	char *text;

	va_start(args, fmt);
	text = g_strdup_vprintf(fmt, args);
	va_end(args);
	finding->verdict = verdict;
	finding->check = text_clean(check, strlen(check), TEXT_MAX_LABEL, NULL);
	finding->says = text_clean(text, strlen(text), SAYS_MAX, NULL);
	finding->mend = g_strdup(mend ? mend : "");
	g_ptr_array_add(d->findings, finding);
	g_free(text);
}

static void
look_at_size(struct doctor *d, const char *type)
{
	struct winsize size = { 0 };

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || !size.ws_col)
		doctor_say(d, DOCTOR_OK, N_("terminal"), NULL, "%s", type);
	else if (size.ws_col < SMALL_WIDTH || size.ws_row < SMALL_HEIGHT)
		doctor_say(d, DOCTOR_WARN, N_("terminal"),
		           _("Make the window at least 80x24; below that panes are left out."),
		           "%s, %dx%d", type, size.ws_col, size.ws_row);
	else
		doctor_say(d, DOCTOR_OK, N_("terminal"), NULL, "%s, %dx%d", type, size.ws_col,
		           size.ws_row);
}

static void
look_at_terminal(struct doctor *d)
{
	const char *type = g_getenv("TERM");
	int colours;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		doctor_say(d, DOCTOR_OK, N_("terminal"), NULL,
		           _("none here: fine for 'warroom watch' and scripts"));
		return;
	}
	if (term_is_linear()) {
		doctor_say(
		    d, DOCTOR_WARN, N_("terminal"),
		    _("Set TERM to what your terminal is (mostly xterm-256color) and install "
		      "ncurses-base, or use 'warroom --plain'."),
		    _("TERM is \"%s\", which takes only lines"), type ? type : "");
		return;
	}
	colours = term_colours_of_type();
	look_at_size(d, type ? type : _("TERM is not set"));
	if (colours >= 8)
		doctor_say(d, DOCTOR_OK, N_("colours"), NULL, "%d", colours);
	else
		doctor_say(
		    d, DOCTOR_WARN, N_("colours"),
		    _("Set TERM=xterm-256color if your terminal has colours, and unset NO_COLOR; "
		      "without them signs and letters still say all."),
		    _("none"));
}

void
doctor_machine(struct doctor *d)
{
	const char *charset = nl_langinfo(CODESET), *locale = setlocale(LC_CTYPE, NULL);

	look_at_terminal(d);
	if (!strcmp(charset, "UTF-8"))
		doctor_say(d, DOCTOR_OK, N_("locale"), NULL, "%s", locale ? locale : charset);
	else
		doctor_say(
		    d, DOCTOR_WARN, N_("locale"),
		    _("Set LC_ALL=C.UTF-8 (or another UTF-8 locale that 'locale -a' lists)."),
		    _("%s: the screen is drawn in ASCII, and texts in other scripts cannot be shown"),
		    charset);
}
