/* One sentence for a person about what went wrong. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

/*
 * The caller owns it, usually on its stack; a fallible function fills it and returns false (or
 * NULL). The sentence says where and what to do, and holds no secret. It may quote text from
 * outside: err_set() and err_in() let it through the sanitiser.
 */
struct err {
	char text[512];
};

#define MUST_USE __attribute__((warn_unused_result))

/* Writes the sentence into e (NULL: nobody wants it). Always returns false, so that
 * `return err_set(e, ...)` reads as what it is. Any thread. */
bool err_set(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Puts "fmt: " in front of the sentence that is there. Always returns false. Any thread. */
bool err_in(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
