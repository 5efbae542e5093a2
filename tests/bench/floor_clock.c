/* The floor of start and idling: a bare ncurses program with a full table and a clock, until Q. */
#include <curses.h>
#include <locale.h>
#include <sys/time.h>
#include <time.h>

static void
draw_table(void)
{
	for (int y = 1; y < LINES - 1; y++)
		mvprintw(y, 0,
		         "%5d  floor-%05d  critical  order success is below what was promised%*s%d",
		         y, y * 7, 8, "", y * 31);
	mvaddstr(LINES - 1, 0, "Q ends; there is no other help");
}

static void
draw_clock(void)
{
	char text[16];
	time_t now = time(NULL);
	struct tm local;

	strftime(text, sizeof text, "%H:%M:%S", localtime_r(&now, &local));
	mvaddstr(0, COLS - 10, text);
	refresh();
}

int
main(void)
{
	setlocale(LC_ALL, "");
	initscr();
	raw();
	noecho();
	curs_set(0);
	draw_table();
	do {
		struct timeval now;

		draw_clock();
		gettimeofday(&now, NULL);
		timeout(1001 - (int)(now.tv_usec / 1000));
	} while (getch() != 'Q');
	endwin();
	return 0;
}
