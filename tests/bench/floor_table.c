/* The floor of keys: a bare ncurses table with a cursor over so many virtual rows, until Q. */
#include <curses.h>
#include <locale.h>
#include <stdlib.h>

static void
draw(int top, int selected, int rows)
{
	for (int y = 0; y < LINES - 1; y++) {
		int i = top + y;

		move(y, 0);
		clrtoeol();
		if (i >= rows)
			continue;
		attrset(i == selected ? A_REVERSE : i % 6 ? A_NORMAL : A_BOLD);
		printw("%7d  floor-%05d  critical  order success is below what was promised to "
		       "shop group %06d",
		       i, i * 7 % 99991, i);
		attrset(A_NORMAL);
	}
	mvprintw(LINES - 1, 0, "%d of %d; j and k move, Q ends; there is no other help",
	         selected + 1, rows);
	refresh();
}

int
main(int argc, char **argv)
{
	int rows = argc > 1 ? atoi(argv[1]) : 1000, top = 0, selected = 0, key;

	setlocale(LC_ALL, "");
	initscr();
	raw();
	noecho();
	curs_set(0);
	do {
		draw(top, selected, rows);
		key = getch();
		if (key == 'j' && selected < rows - 1)
			selected++;
		if (key == 'k' && selected > 0)
			selected--;
		if (selected < top)
			top = selected;
		if (selected > top + LINES - 2)
			top = selected - (LINES - 2);
	} while (key != 'Q');
	endwin();
	return 0;
}
