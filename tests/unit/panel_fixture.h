/* For the tests of panels/: the Double 11 six minutes before clearance, and a panel drawn as text.
 */
#ifndef TESTS_UNIT_PANEL_FIXTURE_H
#define TESTS_UNIT_PANEL_FIXTURE_H

#include "tests/unit/fixture.h"
#include "room/alert.h"
#include "tui/panel.h"

/* 2026-10-24 07:54:00 +08:00. */
int64_t panel_now(void);

/* A whole room as the configuration, two live sources and one failing one would make it; the
 * caller's. */
struct room *panel_room(void);
/* The definitions of a room without anything in it, and one source of everything that has not
 * answered yet. */
struct room *panel_empty_room(void);

/* The same room with triggers and suppliers: payment triggered half an hour ago, stock-out about to. */
void panel_trigger_risks(struct room *room);

/* An alert of the Alertmanager source "am" that started `age` ago. */
void panel_alert(struct room *room, const char *fingerprint, const char *title, const char *summary,
                 const char *severity, const char *team, int64_t starts_us);
void panel_ack(struct room *room, const char *id, const char *fingerprint, const char *person,
               int64_t at_us);
void panel_outcome(struct room *room, enum event_kind kind, const char *cause, const char *text,
                   int64_t at_us);

/* A panel with its state, as the console keeps it. */
struct panel {
	const struct panel_ops *ops;
	void *state;
	struct panel_context ctx;
	enum glyphs glyphs;
};
struct panel panel_open(const char *name, const struct room *room);
void panel_close(struct panel *panel);

/* The panel in its frame on a screen of this size, as text; g_free. */
char *panel_draw(struct panel *panel, int width, int height);
/* One key; the intent is the caller's: intent_fini. */
enum reaction panel_press(struct panel *panel, enum action action, struct intent *intent);

/* Compares with tests/golden/NAME.txt, in Chinese tests/golden/zh_CN/NAME.txt, or writes it when
 * WARROOM_UPDATE_GOLDEN is set. */
void assert_golden(const char *name, const char *screen);

/* A row of a test's table: the same once more in Chinese, by the catalogue of this build (in English where the
 * build has none). */
#define CHINESE(test) \
	{ \
#test " in Chinese", test, panel_chinese, panel_english, NULL \
	}
int panel_chinese(void **state);
int panel_english(void **state);

#endif
