/* Opening a session: the configuration, the demo or the drill, the clock, and the room that they make. */
#include "app/session.h"
#include "app/demo.h"
#include "app/drill.h"
#include "app/example.h"
#include "app/identity.h"
#include "app/notify.h"
#include "base/lang.h"
#include "base/text.h"
#include "sim/sim.h"
#include "store/admin.h"
#include <string.h>

/* The configuration's language counts more than the environment's; ASCII has no other than English. */
static void
choose_language(const struct config *config, const struct options *o)
{
	if (o->is_ascii)
		lang_off();
	else if (config->language)
		lang_choose(config->language, NULL);
}

static bool
load(struct session *s, const struct options *o, const char *file, const char *text, struct err *e)
{
	GPtrArray *problems = NULL;

	s->config = config_load(file, text, &problems);
	if (!s->config) {
		config_print_problems(problems);
		err_set(e, "%s", "");
	}
	if (problems)
		g_ptr_array_unref(problems);
	if (!s->config)
		return false;
	text_set_ambiguous_width((int)s->config->ambiguous_width);
	choose_language(s->config, o);
	return true;
}

static bool
load_demo(struct session *s, const struct options *o, struct err *e)
{
	char *text = demo_start(&s->sim, session_now_us(s), s->clock.speed, e);
	bool ok = text && load(s, o, "double11.cfg", text, e);

	g_free(text);
	return ok;
}

/* The room of a drill: the example's, or the one that the file defines, on the simulator. */
static bool
load_drill(struct session *s, const struct options *o, struct err *e)
{
	bool is_builtin = !o->config_file;

	if (!load(s, o, is_builtin ? "double11.cfg" : o->config_file,
	          is_builtin ? example_double11 : NULL, e))
		return false;
	s->sim =
	    drill_simulate(s->drill, s->config, is_builtin, session_now_us(s), s->clock.speed, e);
	return s->sim != NULL;
}

static bool
load_file(struct session *s, const struct options *o, struct err *e)
{
	char *file = o->config_file ? g_strdup(o->config_file)
	                            : g_build_filename(g_get_user_config_dir(), "warroom",
	                                               "warroom.cfg", NULL);
	bool ok = false;

	if (o->config_file || g_file_test(file, G_FILE_TEST_EXISTS))
		ok = load(s, o, file, NULL, e);
	else
		err_set(
		    e,
		    _("there is no configuration at %s: write one (see 'man 5 warroom.cfg'), name one with -c, or look "
		      "at 'warroom demo'"),
		    file);
	g_free(file);
	return ok;
}

/* The room's clock: shifted when the demo or --at says what time it is. */
static bool
set_clock(struct session *s, const struct options *o, struct err *e)
{
	const char *at = o->at ? o->at : o->demo || o->scenario ? DEMO_START : NULL;
	GTimeZone *zone;
	int64_t us;
	bool ok;

	if (s->drill && *s->drill->file->at)
		at = s->drill->file->at;
	s->clock = (struct clock_pace){ .real_us = clock_real_us(), .speed = o->speed };
	s->clock.at_us = s->clock.real_us;
	if (!at)
		return true;
	zone =
	    s->room ? g_time_zone_ref(s->room->zone) : g_time_zone_new_identifier("Asia/Shanghai");
	ok = instant_parse(at, zone, &us, e);
	g_time_zone_unref(zone);
	if (!ok)
		return err_in(e, s->drill ? "at" : "--at");
	s->clock.at_us = us;
	return true;
}

/* Real sources keep their own time. */
static bool
may_hurry(const struct options *o, struct err *e)
{
	return o->speed <= 1 || o->demo || o->scenario ||
	       err_set(e, _("--speed is for a simulated room: a demo or a drill"));
}

/* An answer takes real time however fast the room's clock runs, so no source is called late for what it
 * could not have done within a second or two of ours. */
static void
allow_time(struct session *s)
{
	struct event_batch *batch = event_batch_new();

	for (guint i = 0; s->clock.speed > 1 && i < s->room->sources->len; i++) {
		const struct source_state *source = g_ptr_array_index(s->room->sources, i);
		struct define_source *slower = event_batch_alloc(batch, sizeof *slower);

		*slower = source->is;
		slower->period_us = MAX(slower->period_us, s->clock.speed * SEC_US);
		event_batch_add(batch, EVENT_DEFINE_SOURCE, 0)->define_source = slower;
	}
	room_apply_batch(s->room, batch);
	event_batch_free(&batch);
}

/* Each drill has a journal of its own: what was done in the last one would count in this one. */
static bool
start_drill(struct session *s, const struct options *o, struct err *e)
{
	if (o->journal && g_file_test(o->journal, G_FILE_TEST_EXISTS))
		return err_set(
		    e, _("%s is there already: a drill has a journal of its own, name a new file"),
		    o->journal);
	s->drill = drill_run_new(o->scenario, e);
	return s->drill && set_clock(s, o, e) && load_drill(s, o, e);
}

static bool
fits_room(const struct session *s, struct err *e)
{
	GPtrArray *problems = g_ptr_array_new_with_free_func(config_problem_free);
	bool fits = scenario_file_fits(s->drill->file, s->room, problems);

	config_print_problems(problems);
	g_ptr_array_unref(problems);
	return fits || err_set(e, "%s", "");
}

struct session *
session_new(const struct options *options, struct err *e)
{
	struct session *s = g_new0(struct session, 1);

	if (!options_check_speed(options, e) || !may_hurry(options, e))
		goto fail;
	s->is_demo = options->demo;
	s->is_read_only = options->is_read_only || options->is_wall;
	if (options->scenario && !start_drill(s, options, e))
		goto fail;
	if (options->demo ? !set_clock(s, options, e) || !load_demo(s, options, e)
	                  : !options->scenario && !load_file(s, options, e))
		goto fail;
	s->room = room_new();
	room_apply_batch(s->room, s->config->definitions);
	allow_time(s);
	if (s->drill && !fits_room(s, e))
		goto fail;
	if (options->demo || (s->drill && !options->config_file))
		demo_remember(s->room, session_now_us(s));
	else if (!s->drill && !set_clock(s, options, e))
		goto fail;
	if (options->journal) {
		g_free(s->config->journal);
		s->config->journal = g_strdup(options->journal);
	}
	identity_start(s, options);
	s->notify = notify_new(s->config->notify);
	s->mailbox = mailbox_new();
	if (!s->mailbox) {
		err_set(e, _("the system has no file descriptor left"));
		goto fail;
	}
	return s;
fail:
	session_free(&s);
	return NULL;
}
