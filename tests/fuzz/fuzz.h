/* What fuzz targets share: how one is made known, reading its input piece by piece, and checks. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include "room/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A target is one file that ends with FUZZ_TARGET(name, function), and its row in local.mk. The same
 * files make two things: with clang a libFuzzer program each (libfuzzer.c), and with any compiler one
 * test that runs what is in corpus/NAME/ through them (tests/unit/test_fuzz.c).
 */
struct fuzz_target {
	const char *name;
	void (*run)(const uint8_t *bytes, size_t len); /* one input; the same gives the same */
	struct fuzz_target *next;
};

#define FUZZ_TARGET(target_name, function) \
	__attribute__((constructor)) static void enlist(void) \
	{ \
		static struct fuzz_target target = { #target_name, function, NULL }; \
\
		fuzz_enlist(&target); \
	}

void fuzz_enlist(struct fuzz_target *target);
/* All that are in this program, in no order. */
const struct fuzz_target *fuzz_targets(void);
struct reading;
struct source;
struct source_conf;

/* A source of a room that shows nothing else: source_new(). */
struct source *fuzz_source(struct source_conf *conf);
/* One document in pieces of so many bytes, as a poll reads it. False: it is refused. */
bool fuzz_read_pieces(struct reading *r, const char *text, size_t len, size_t piece);
/* Before the first input: the locale, and no messages. */
void fuzz_begin(void);

/* Ends the program with the sentence unless what must be so is so. */
void fuzz_check(bool is_so, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* What is left of an input. */
struct fuzz_input {
	const uint8_t *at;
	size_t left;
};
/* The next byte, modulo n; 0 when none is left. */
unsigned fuzz_pick(struct fuzz_input *in, unsigned n);
/* Up to the next byte `end`, which is taken too, or to the end: NUL-terminated (g_free), its length
 * in *len (may be NULL). */
char *fuzz_text(struct fuzz_input *in, char end, size_t *len);

/* Text that went through the sanitiser: valid UTF-8 without anything that steers a terminal or hides. */
void fuzz_check_clean(const char *what, const char *text);
/* The same for all texts of an observation or a definition that a source made. */
void fuzz_check_event(const struct event *event);
void fuzz_check_events(const struct event_batch *batch);

#endif
