#!/bin/sh
# The demo left alone for ten minutes, at sixty times the speed or so: its log tells the whole story.
. "${srcdir:-.}/tests/terminal/lib.sh"

screen() {
	cat "$T/log" "$T/err"
}

# tell_story SPEED
tell_story() {
	"$WARROOM" watch --demo --speed "$1" >"$T/log" 2>"$T/err" &
	watch=$!
	PIDS="$PIDS $watch"
	within 60 grep -q 'T08:04:' "$T/log" || fail "ten minutes of the demo pass at $1 times the speed"
	kill "$watch"
	wait "$watch"
}
tell_story 60
# a second that a busy machine takes away is a minute of this clock, and what was not asked for in it is silent: more slowly then
if grep -q ' is silent' "$T/log"; then
	echo "feeds were silent at 60 times the speed: again at 15"
	tell_story 15
fi

# tells WHAT PATTERN: the log has such a line.
tells() {
	if grep -Eq -- "$2" "$T/log"; then pass "$1"; else fail "$1: no line like '$2'"; fi
}
tells "a risk triggers" 'risk order path triggered: order success'
tells "it escalates at once" 'escalated to lin \(step 1\): OrderSuccessLow: at once'
tells "then to the technical director" 'escalated to wang \(step 2\): OrderSuccessLow: nobody has it after 5m'
tells "and up to the commander" 'T08:03:1.*escalated to zhou \(step 3\): OrderSuccessLow: nobody has it after 15m'
tells "a plan starts by itself" 'plan started by itself: switch to the second data centre'
tells "another is offered" 'plan offered: route payments around the slow bank'
tells "a step of the plan is late" 'step 1 LATE: page the duty engineers'
tells "money is to move" 'sales left their pace, proposed: move'
# two hours before the demo begins, so that a watch, which tells only news, may be silent on it
"$WARROOM" print --demo --layout log --size 200x50 >>"$T/log"
tells "a gate is late" 'gate customer-service load test passed .* is LATE'
tells "the phase is entered red" 'phase clearance .* is entered RED'
tells "a storm breaks" 'URG: LiveStreamFlood'
grep -q 'GMV .* is silent' "$T/log" && fail "no feed is called silent because the clock runs fast"
"$WARROOM" watch --demo --speed 1000 2>"$T/err" && fail "a speed that no source could follow is refused"
grep -q -- '--speed 1000: from 1 to 120' "$T/err" || fail "and it says what may be asked for"
exit $failed
