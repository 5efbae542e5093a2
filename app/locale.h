/* The locale that the program runs in: UTF-8 wherever nobody said otherwise. */
#ifndef APP_LOCALE_H
#define APP_LOCALE_H

/* At the start, by the environment. Where nobody has chosen a language, as on a bare machine, terminals are UTF-8 all the same, and where
 * one of UTF-8 was chosen that this machine has not installed; who says C or POSIX gets ASCII. */
void locale_choose(void);
/* Without a screen: what is read and printed is UTF-8 in every locale. */
void locale_need_utf8(void);

#endif
