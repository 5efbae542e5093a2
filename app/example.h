/* The example room as text, for the demo: examples/double11.cfg as it was when the program was
 * built. */
#ifndef APP_EXAMPLE_H
#define APP_EXAMPLE_H

extern const char example_double11[];

#endif
