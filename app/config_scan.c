/* Looks at the bytes of a configuration before libconfig does, which wraps integers, cuts at NUL
 * and exits at @include. */
#include "app/config_scan.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *
config_scan_read(const char *file, size_t *len, struct err *e)
{
	/* Not blocking: opening a pipe must not wait for its writer. */
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	char *text = NULL;
	size_t got = 0;
	ssize_t n = -1;

	if (fd < 0) {
		err_set(e, _("cannot open it: %s"), g_strerror(errno));
		return NULL;
	}
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		err_set(e, _("not a regular file"));
		goto out;
	}
	text = g_malloc(CONFIG_MAX_BYTES + 2);
	while ((n = read(fd, text + got, CONFIG_MAX_BYTES + 1 - got)) > 0)
		got += (size_t)n;
	if (n < 0)
		err_set(e, _("cannot read it: %s"), g_strerror(errno));
	if (got > CONFIG_MAX_BYTES) {
		err_set(e, _("larger than %d KiB"), CONFIG_MAX_BYTES / 1024);
		n = -1;
	}
	text[got] = '\0';
	*len = got;
out:
	close(fd);
	if (n < 0)
		g_clear_pointer(&text, g_free);
	return text;
}

struct scan {
	char *text, *p, *end;
	unsigned line;
	unsigned depth, settings;
	unsigned in_group[CONFIG_MAX_DEPTH + 2]; /* settings of the open group of each depth */
	bool is_fatal;
	config_scan_report *report;
	void *data;
};

static void
fatal(struct scan *s, unsigned line, const char *message)
{
	s->report(s->data, line, message);
	s->is_fatal = true;
}

/* Moves past one character, counting lines and refusing control characters. */
static void
step(struct scan *s)
{
	if (*s->p == '\n')
		s->line++;
	else if (*s->p == '\0')
		fatal(s, s->line, _("there is a NUL byte here: the file is damaged"));
	else if (g_ascii_iscntrl(*s->p) && !strchr("\t\r\f", *s->p))
		s->report(s->data, s->line, _("there is a control character here: remove it"));
	s->p++;
}

static void
scan_string(struct scan *s)
{
	unsigned from = s->line;

	step(s);
	while (s->p < s->end && *s->p != '"' && *s->p != '\n') {
		if (*s->p == '\\' && s->p + 1 < s->end)
			step(s);
		step(s);
	}
	if (s->p >= s->end || *s->p != '"')
		fatal(s, from, _("a text in this line has no closing quote"));
	else
		s->p++;
}

static void
scan_line_comment(struct scan *s)
{
	while (s->p < s->end && *s->p != '\n')
		step(s);
}

static void
scan_block_comment(struct scan *s)
{
	unsigned from = s->line;

	s->p += 2;
	while (s->p < s->end && strncmp(s->p, "*/", 2))
		step(s);
	if (s->p >= s->end)
		fatal(s, from, _("the comment that starts here has no end"));
	else
		s->p += 2;
}

static void
scan_include(struct scan *s)
{
	s->report(
	    s->data, s->line,
	    _("'@' outside of a text: including other files is not supported, write it all in one"));
	while (s->p < s->end && *s->p != '\n')
		*s->p++ = ' ';
}

/* A name or a number. */
static void
scan_word(struct scan *s)
{
	char *from = s->p, message[256];
	size_t digits;

	while (s->p < s->end && (g_ascii_isalnum(*s->p) || (*s->p && strchr("._+-*", *s->p))))
		s->p++;
	from += strspn(from, "+-");
	digits = strspn(from, "0123456789");
	if (digits <= 9 || from + digits + strspn(from + digits, "L") != s->p)
		return;
	snprintf(message, sizeof message,
	         _("the number %.*s has more than 9 digits and would be misread: write it as text "
	           "with a unit (\"3000M\")"),
	         (int)MIN(digits, 24), from);
	s->report(s->data, s->line, message);
}

static void
scan_bracket(struct scan *s)
{
	if (strchr("})]", *s->p) && s->depth > 0)
		s->depth--;
	else if (strchr("{([", *s->p)) {
		s->in_group[++s->depth] = 0;
		if (s->depth > CONFIG_MAX_DEPTH)
			fatal(s, s->line, _("brackets are nested too deeply here"));
	}
	s->p++;
}

/* libconfig looks through a whole group for each of its settings. */
static void
count_setting(struct scan *s)
{
	if (++s->settings == CONFIG_MAX_SETTINGS + 1)
		fatal(s, s->line, _("there are too many settings in this file"));
	else if (++s->in_group[s->depth] == CONFIG_MAX_IN_GROUP + 1)
		fatal(s, s->line, _("there are too many settings in this group"));
}

static void
scan_one(struct scan *s)
{
	if (*s->p == '"')
		scan_string(s);
	else if (*s->p == '#' || !strncmp(s->p, "//", 2))
		scan_line_comment(s);
	else if (!strncmp(s->p, "/*", 2))
		scan_block_comment(s);
	else if (*s->p == '@')
		scan_include(s);
	else if (g_ascii_isalnum(*s->p) || *s->p == '-' || *s->p == '+')
		scan_word(s);
	else if (*s->p && strchr("{}()[]", *s->p))
		scan_bracket(s);
	else {
		if (*s->p == '=' || *s->p == ':')
			count_setting(s);
		step(s);
	}
}

static void
check_utf8(struct scan *s, size_t len)
{
	const char *bad;
	unsigned line = 1;

	/* NUL bytes have their own message. */
	if (g_utf8_validate(s->text, (gssize)len, &bad) || *bad == '\0')
		return;
	for (const char *p = s->text; p < bad; p++)
		line += *p == '\n';
	s->report(s->data, line, _("this line is not valid UTF-8: save the file in that encoding"));
}

bool
config_scan(char *text, size_t len, config_scan_report *report, void *data)
{
	struct scan s = { .text = text,
		          .p = text,
		          .end = text + len,
		          .line = 1,
		          .report = report,
		          .data = data };

	check_utf8(&s, len);
	while (s.p < s.end && !s.is_fatal)
		scan_one(&s);
	return !s.is_fatal;
}
