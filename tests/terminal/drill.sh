#!/bin/sh
# A drill as people meet it: the shipped scenarios, the score without a screen, the screen, and what is refused.
. "${srcdir:-.}/tests/terminal/lib.sh"
drills="${srcdir:-.}/examples/drills"

# drill NAME ...: a shipped scenario without a screen, at full speed.
drill() {
	name=$1
	shift
	"$WARROOM" drill "$drills/$name.scenario" --speed 120 --score-only "$@" >"$T/out" 2>"$T/err"
}

# says WHAT PATTERN: what the last command said.
says() {
	if grep -Eq -- "$2" "$T/out" "$T/err"; then
		pass "$1"
	else
		echo "FAIL - $1: no line like '$2' in:"
		cat "$T/out" "$T/err"
		failed=1
	fi
}

drill live-flood || fail "the flood runs"
says "what was answered in time counts in full" 'seen +in time +00:01:[0-9]* of 00:05:00 +100  zhao'
says "a plan that was started is an answer" 'acted +in time .* of 00:10:00 +100  wang'
says "what came too late counts half" 'seen +LATE .* of 00:05:00 +50  zhao'
says "what nobody did counts nothing" 'done +MISSED +- of 00:20:00 +0'
says "a team has a sum" 'tech +75%  4 in time, 1 late, 1 missed'
says "and so has the whole" 'total: 75% \(450 of 600 points\)'
drill carrier-outage --for 3m --json || fail "the outage runs"
says "the score is there as JSON, and before anything counts it is null" '"percent": *null'
drill third-party --for 8m || fail "the third party fails"
says "what has not fired is no fault" 'OrderBacklog, ops \(has not fired\)'
printf 'name = "x"; lasts = "10m";\nmetrics = ( { at = "1m"; metric = "nosuch"; to = 1; shape = "step"; } );\n' >"$T/bad.scenario"
"$WARROOM" drill "$T/bad.scenario" >"$T/out" 2>"$T/err" && fail "a scenario that does not fit the room is refused"
says "with its line" 'bad.scenario:2: the room has no metric .nosuch.'
: >"$T/there.db"
drill live-flood --journal "$T/there.db" && fail "a journal that is there already is refused"
says "and why" 'a drill has a journal of its own'

screen() {
	tm capture-pane -p -t t
}
open_terminal 132 30 "'$WARROOM' drill '$drills/live-flood.scenario' --speed 60"
within 20 sh -c "tmux -S '$T/tmux' capture-pane -p -t t | grep -q 'DRILL DOUBLE 11'" || fail "the header says that it is a drill"
within 20 sh -c "tmux -S '$T/tmux' capture-pane -p -t t | grep -q "viewers come"" || fail "the scenario's alert shows"
press :
type_text score
press Enter
within 20 sh -c "tmux -S '$T/tmux' capture-pane -p -t t | grep -q 'by person'" || fail ":score shows the score so far"
press q
press Q
within 20 sh -c "tmux -S '$T/tmux' capture-pane -p -t t | grep -q 'total:'" || fail "and leaving prints it"
exit $failed
