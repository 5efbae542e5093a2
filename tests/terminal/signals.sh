#!/bin/sh
# Signals, a crash, a terminal that goes: the console ends or stops at once, and leaves the terminal as it was.
. "${srcdir:-.}/tests/terminal/lib.sh"

# start: the demo below an interactive shell that has job control, its pid in $T/pid.
start() {
	rm -f "$T/pid"
	tm kill-session -t =t 2>/dev/null
	tm new-session -d -s t -x 100 -y 30 "LC_ALL=C.UTF-8 PS1='shell> ' bash --norc --noprofile -i"
	expect 5 'shell>' "a shell"
	type_text "stty -a >'$T/before'; sh -c 'echo \$\$ >\"$T/pid\"; exec \"$WARROOM\" demo'; echo \"ended \$?\"; stty -a >'$T/after'"
	press Enter
	expect 10 'order success' "the demo runs"
	pid=$(cat "$T/pid")
}

modes_are_back() {
	within 3 test -s "$T/after" && cmp -s "$T/before" "$T/after"
}

is_whole() {
	check "$1: the alternate screen is left and the cursor shows" \
		sh -c "tmux -S '$T/tmux' display -p -t =t: '#{alternate_on} #{cursor_flag} #{keypad_flag}' | grep -q '^0 1 0'"
	check "$1: the modes of the terminal are as before" modes_are_back
	rm -f "$T/after"
}

# Ended, though perhaps nobody has taken its exit code yet: when tmux itself has gone, that is up to the system.
is_gone() {
	! grep -Eqs '^State:[[:space:]]+[^ZX]' "/proc/$1/status"
}

has_state() {
	grep -Eq "^State:[[:space:]]+$1" "/proc/$pid/status"
}

for signal in TERM HUP INT; do
	start
	kill -$signal "$pid"
	expect 2 'ended 0' "SIG$signal ends the console in order"
	is_whole "SIG$signal"
done

for signal in SEGV ABRT; do
	start
	kill -$signal "$pid"
	expect 3 'ended 1[0-9][0-9]' "SIG$signal ends it as the signal does"
	is_whole "SIG$signal"
done

start
press C-z
expect 3 'Stopped' "Ctrl-Z gives the terminal to the shell"
check "the process is stopped" within 2 has_state T
check "the alternate screen is left while it is stopped" \
	sh -c "tmux -S '$T/tmux' display -p -t =t: '#{alternate_on} #{cursor_flag}' | grep -q '^0 1'"
type_text 'fg'
press Enter
expect 3 '┌.Risks' "fg brings the screen back"
press '?'
expect 2 'acknowledge: you have it' "and keys work"
press q
expect_gone 2 'acknowledge: you have it' "and help is closed"
kill -TSTP "$pid"
expect 3 'Stopped' "SIGTSTP from outside does the same"
check "the alternate screen is left then, too" \
	sh -c "tmux -S '$T/tmux' display -p -t =t: '#{alternate_on} #{cursor_flag}' | grep -q '^0 1'"
rm -f "$T/after"
type_text "clear; fg; echo \"ended \$?\"; stty -a >'$T/after'"
press Enter
expect 3 '┌.Risks' "fg brings the screen back again"
press Q
expect 3 'ended 0' "Q leaves"
is_whole "after stops"

start
tm kill-pane -t =t:
check "a closed terminal ends the process within 2 s" within 2 is_gone "$pid"

# Without the hang-up signal only the descriptor tells that the terminal is gone.
rm -f "$T/pid"
tm new-session -d -s t -x 100 -y 30 \
	"LC_ALL=C.UTF-8 sh -c 'trap \"\" HUP; echo \$\$ >\"$T/pid\"; exec \"$WARROOM\" demo'"
expect 10 'order success' "the demo runs while hang-ups are ignored"
pid=$(cat "$T/pid")
tm kill-pane -t =t:
check "it ends within 2 s when its terminal is closed all the same" within 2 is_gone "$pid"

exit $failed
