/* The first frame with every endpoint dead, against a bare ncurses program. */
#include "tests/bench/desk.h"
#include "tests/bench/table.h"

enum { STARTS = 15, FRAME_MS = 5000 };

/* The last row of both ends in this word, so that it is there when all of the frame is. */
static const char end_of_frame[] = "help";

static void
take_start(struct pty_run *r, GArray *first, GArray *frame)
{
	series_add_span(first, r->started_us, pty_run_until_output(r, FRAME_MS), FRAME_MS);
	series_add_span(frame, r->started_us, pty_run_until_text(r, end_of_frame, FRAME_MS),
	                FRAME_MS);
	pty_run_for(r, 100);
	desk_quit(r);
}

void
bench_start(const struct desk *d)
{
	char *config = desk_config(d, desk_dead_port(), "5s", "4s");
	GArray *first[2] = { series_new(), series_new() },
	       *frame[2] = { series_new(), series_new() };
	double fastest[2], middle[2];

	for (int i = 0; i < STARTS; i++) {
		struct pty_run r;

		desk_start_room(d, &r, config, "war", WIDE, HIGH);
		take_start(&r, first[0], frame[0]);
		desk_start_floor(d, &r, "floor_clock", NULL, WIDE, HIGH);
		take_start(&r, first[1], frame[1]);
	}
	for (int i = 0; i < 2; i++) {
		fastest[i] = series_at(frame[i], 0);
		middle[i] = series_median_free(&frame[i]);
	}
	table_bar(BAR_START, middle[0], middle[1]);
	table_part("Start, every endpoint dead, 200x50", "floor_clock, bare ncurses");
	table_row("first byte, ms", series_median_free(&first[0]), series_median_free(&first[1]),
	          "");
	table_row("first whole frame, ms", middle[0], middle[1], "<= 6x and <= 100 ms");
	table_row("first whole frame, the fastest start, ms", fastest[0], fastest[1], "");
	g_free(config);
}
