#!/bin/sh
# Every kind of terminal: the console starts on each, keeps to ASCII where the locale has nothing else, and says what to do where
# it cannot.
. "${srcdir:-.}/tests/terminal/lib.sh"

has_only_ascii() {
	! screen | LC_ALL=C grep -q '[^ -~]'
}

# start NAME SETTING...: the demo under these settings.
start() {
	what=$1
	shift
	tm kill-session -t =t 2>/dev/null
	tm new-session -d -s t -x 100 -y 30 "env $* '$WARROOM' demo $OPTIONS; echo \"ended \$?\"; exec sleep 1000"
	expect 10 'order success' "$what: it starts"
}

leave() {
	press Q
	expect 3 'ended 0' "$what: Q leaves"
}

OPTIONS=
for type in vt100 linux ansi screen screen-256color tmux-256color xterm xterm-256color xterm-kitty foot unknown nonsense ''; do
	start "TERM=$type" LC_ALL=C.UTF-8 "TERM=$type"
	expect 2 '┌.Countdown|┌►Countdown' "TERM=$type: the borders are drawn"
	press '?'
	expect 2 'acknowledge: you have it' "TERM=$type: keys work"
	press q
	leave
done

# What can only take lines gets the linear mode.
tm kill-session -t =t 2>/dev/null
tm new-session -d -s t -x 100 -y 60 "env LC_ALL=C.UTF-8 TERM=dumb '$WARROOM' demo; echo \"ended \$?\"; exec sleep 1000"
expect 60 '^Alerts: [0-9]+ fire' "TERM=dumb: it says lines"
press C-d
expect 60 'ended 0' "TERM=dumb: the end of the input leaves"

start "LANG=C" LC_ALL=C TERM=tmux-256color
expect 2 '\+.Countdown' "LANG=C: the borders are ASCII"
check "LANG=C: not one other character" within 2 has_only_ascii
press '?'
expect 2 'acknowledge: you have it' "LANG=C: help opens"
check "LANG=C: it is ASCII too" within 2 has_only_ascii
press q
for layout in 2 4 5 6 7 8 9; do
	press $layout
	expect 2 'layout [a-z]+' "LANG=C: layout $layout"
	check "LANG=C: layout $layout is ASCII" within 2 has_only_ascii
done
leave

OPTIONS=--ascii
start "--ascii" LC_ALL=C.UTF-8 TERM=tmux-256color
expect 2 '\+.Countdown' "--ascii: the borders are ASCII"
check "--ascii: no line or block is drawn" sh -c "! tmux -S '$T/tmux' capture-pane -p -t =t: | grep -q '[─│┌┐└┘█▁▂▃▄▅▆▇▀]'"
leave

OPTIONS=
start "NO_COLOR" LC_ALL=C.UTF-8 TERM=tmux-256color NO_COLOR=1
check "NO_COLOR: no colour is used" sh -c "! tmux -S '$T/tmux' capture-pane -e -p -t =t: | grep -Eq '\[[0-9;]*(3[0-7]|4[0-7]|38|48|9[0-7])[;m]'"
leave

exit $failed
