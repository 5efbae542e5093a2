/* The folder of a test. */
#ifndef TESTS_UNIT_FOLDER_H
#define TESTS_UNIT_FOLDER_H

/* Removes the folder with its files, and frees its name (NULL then); it has no folders in it. */
void folder_remove(char **folder);

#endif
