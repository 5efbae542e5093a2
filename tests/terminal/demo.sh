#!/bin/sh
# The demo as its user meets it: opens, shows the room, answers keys, fits other sizes, and leaves the terminal as it was.
. "${srcdir:-.}/tests/terminal/lib.sh"

open_terminal 132 40 "'$WARROOM' demo"
expect 5 'URG' "the demo opens with an urgent alert"
expect 5 'Countdown' "the countdown is there"
expect 5 'Budget' "the budget is there"
expect 5 'OrderSuccessLow|order success' "the alert that burns is shown"
expect 5 '[0-9]+ live' "the header counts the sources"

press a
expect 3 'acknowledged' "a key acknowledges"
expect 12 'confirmed' "the simulated Alertmanager confirms it"
press u
expect 3 'taken back' "u takes it back"

press '?'
expect 2 'acknowledge: you have it' "help lists the keys"
press q
expect_gone 2 'acknowledge: you have it' "q closes help"

press 2
expect 2 'layout oncall' "a digit changes the layout"
press 1

# colours_of THEME: has the terminal the background of that theme (in 256 colours)?
colours_of() {
	tm capture-pane -p -e -t =t: | grep -q "48;5;$1"
}
plain_again() {
	! colours_of $dark
}
dark=234 light=231
press t
expect 2 'Themes' "t lists the themes"
press j
check "the whole screen shows the theme under the cursor" within 3 colours_of $dark
press a
sleep 0.3
check "nothing else acts while one chooses" sh -c "! tmux -S '$T/tmux' capture-pane -p -t =t: | grep -q 'acknowledged'"
press q
expect_gone 2 'Themes' "q leaves the list"
check "and gives the colours back" within 3 plain_again
press t j j Enter
expect 2 'console = [{] theme = "light"; [}];' "Enter keeps a theme, and says what to write for the next time"
check "its colours stay" within 3 colours_of $light

press /
type_text 'stock'
press Enter
expect_gone 2 'is not found' "the search finds"

press :
type_text 'theme nonsense'
press Enter
expect 2 "there is no theme 'nonsense'|nonsense" "a wrong command is answered with a sentence"

for size in '80 24' '200 50' '40 12' '20 5' '1 1' '132 40'; do
	# shellcheck disable=SC2086
	set -- $size
	tm resize-window -t =t: -x "$1" -y "$2"
	sleep 0.3
done
expect 3 'Countdown' "the screen is whole after resizing down to 1x1 and back"

press :
type_text layout
press Enter
expect 2 'layouts: war oncall' ":layout alone names the layouts"

press Q
expect 3 'ended 0' "Q leaves with exit code 0"
check "the terminal has its modes back" sh -c "tmux -S '$T/tmux' display -p -t =t: '#{alternate_on} #{cursor_flag}' | grep -q '^0 1'"

open_terminal 80 24 "'$WARROOM' demo --read-only"
expect 5 'READ-ONLY|read-only|URG' "the console opens read-only at 80x24"
press a
expect 3 'read-only' "an acknowledgement is refused with the reason"
press C-c
expect 3 'ended 0' "Ctrl-C leaves"

exit $failed
