#!/bin/sh
# Sizes: on a small screen the pane with the keys is the one that is there, the others a Tab away; alerts that arrive while
# the size changes leave the screen whole.
. "${srcdir:-.}/tests/terminal/lib.sh"

resize() {
	tm resize-window -t =t: -x "$1" -y "$2"
}

frame_is_whole() {
	screen | head -n 1 | grep -Eq '[0-9]{2}:[0-9]{2}:[0-9]{2}' && [ "$(screen | grep -c '^└.*┘$')" -ge 1 ]
}

open_terminal 40 12 "'$WARROOM' demo"
expect 5 'order success' "at 40x12 the feed is what is shown"
press a
expect 3 'acknowledged' "and acknowledges"
press Tab
expect 2 'Budget' "Tab shows the next pane"
press BTab
expect 2 'Alerts' "and Shift-Tab the feed again"
resize 132 40
expect 3 '►Alerts' "on a larger screen the feed still has the keys"
expect 1 'Countdown' "and the others are back"
press z
expect 2 'Alerts alone; z shows the others' "zoom says what it did"
press Tab
expect_gone 2 '►|Alerts' "Tab goes on to the next pane while zoomed"
press Q
expect 3 'ended 0' "Q leaves"

# The phase ends after 5 s, and an alert comes half a minute after the start.
open_terminal 132 40 "'$WARROOM' demo --at '2026-10-24 07:59:55'"
expect 5 'order success' "the demo opens short of a boundary"
for size in '80 24' '200 50' '40 12' '20 5' '1 1' '3 2' '120 40' '300 90' '132 40'; do
	# shellcheck disable=SC2086
	set -- $size
	resize "$1" "$2"
	within 1 sh -c "tmux -S '$T/tmux' capture-pane -p -t =t: | grep -q ."
done
expect 30 'RED' "the boundary passes with its gate unsigned"
expect 60 'crawlers are' "an alert that comes after the sizes changed shows"
check "the screen is whole" within 3 frame_is_whole
press Q
expect 3 'ended 0' "Q leaves"

exit $failed
