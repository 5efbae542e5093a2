/* The language that people read: marks texts, and gives them translated. */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include <stdbool.h>

/*
 * _("text") is the text in the chosen language, for as long as the program runs; the English one
 * where no language was chosen or nothing is translated. N_("text") only marks the text of a table,
 * and whoever shows it asks _(row->text). Any thread.
 *
 * What is kept or read again is never translated: events and their texts, names of configuration
 * keys, JSON, what scripts parse, what is asked of a server.
 */
#define _(text) lang_text(text)
#define N_(text) (text)
const char *lang_text(const char *text) __attribute__((format_arg(1)));

/* The text for n things, where a language counts otherwise: lang_count("%d team", "%d teams", n).
 * Any thread. */
const char *lang_count(const char *one, const char *many, unsigned long n)
    __attribute__((format_arg(1), format_arg(2)));

/* One word that means two things, told apart by where it stands: lang_in("gate", "open"); in a table
 * NC_("gate", "open"), and lang_in("gate", row->text) where it is shown. Neither may be NULL. Any
 * thread. */
#define NC_(context, text) (text)
const char *lang_in(const char *context, const char *text) __attribute__((format_arg(2)));

/*
 * Chooses the language: "zh_CN"; "en" or "" for English; NULL for what the environment asks for
 * (LANGUAGE, LC_ALL, LC_MESSAGES, LANG). "zh", "zh_SG", "zh-Hans" and the like find zh_CN. A language
 * whose locale the machine has not installed serves as well; a terminal that is not UTF-8 gets
 * English. dir: where the catalogues are (zh_CN/LC_MESSAGES/warroom.mo), NULL for the installed ones,
 * or those in po/ beside a program that runs where it was built. Returns whether texts are translated
 * now. Before the first other thread starts: it changes the environment.
 */
bool lang_choose(const char *language, const char *dir);

/* Would lang_choose() find a catalogue of it? English always is there. */
bool lang_is_there(const char *language, const char *dir);

/* "en, zh_CN": the languages that there are. (g_free) */
char *lang_list(const char *dir);

/* English from now on: a terminal that shows only ASCII. Before the first other thread starts. */
void lang_off(void);

#endif
