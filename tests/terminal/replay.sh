#!/bin/sh
# A replay shows what the console showed: the frame of a live console, and the frame of that second from its
# journal, are equal, but for what the journal does not keep (below). And its keys move it.
. "$srcdir/tests/terminal/lib.sh"
J=$T/room.db

clock() {
	sed -n '1s/.*\([0-2][0-9]:[0-5][0-9]:[0-5][0-9]\).*/\1/p'
}

# What may differ, and why: the header's words on sources, journal and REPLAY, and the two (one) last lines, are
# another program's; the age in a frame's corner is that of the source's last answer, of which the journal keeps
# only whether it came; a metric that changes all the time is in the journal once in 10 s.
plain() {
	sed -E -e 1d -e 's/── *[0-9]*[smh] ┐/── AGE ┐/g' -e 's/─* AGE/─ AGE/g' -e 's/ +[0-9.]+[kM]? +([≥≤][^│]*│)$/ VALUE \1/'
}

live() {
	sed -e '$d' | plain
}

replayed() {
	"$WARROOM" replay --demo --as lin --journal "$J" --at "$1" --print --size "$2" --layout "$3" | sed -e '$d' | sed -e '$d' | plain
}

# look LAYOUT: some frames of the live console, for later.
look() {
	type_text ":layout $1"
	press Enter
	for n in 1 2 3 4; do
		sleep 1.15
		screen >"$T/$1.$n"
	done
}

# same LAYOUT: one of those frames at least is the frame of an instant within its second; a screen does not say which.
same() {
	for n in 1 2 3 4; do
		live <"$T/$1.$n" >"$T/a"
		for part in 0002 001 003 006 010 050 200 600; do
			replayed "2026-10-24T$(clock <"$T/$1.$n").$part+08:00" 132x51 "$1" >"$T/b"
			cmp -s "$T/a" "$T/b" && return 0
		done
	done
	diff "$T/a" "$T/b"
	return 1
}

open_terminal 132 50 "$WARROOM demo --as lin --journal $J --layout alerts"
expect 10 'order success' "the demo shows its alerts"
press a
expect 5 'seen lin' "an alert is acknowledged"
type_text ':say all lines are busy'
press Enter
sleep 9 # until the word of it is off the screen, and what the rules derive at the start is over
press g
for layout in alerts risks budget log war; do
	look "$layout"
done
type_text ':say this is the end'
press Enter
expect 5 'note|noted|this is the end' "a last note"
sleep 1.5
press Q
expect 5 'ended 0' "the console leaves"

for layout in alerts risks budget log war; do
	check "$layout: the frame live is the frame replayed" same "$layout"
done

open_terminal 100 30 "$WARROOM replay --demo --as lin --journal $J"
expect 5 'REPLAY' "the header says that it is a replay"
press a
expect 3 'this is a replay' "nothing can be done to the past"
type_text ':at 07:54:00'
press Enter
expect 3 'PAUSE x1 .*07:54:00' ":at goes to a time"
type_text ':goto ack'
press Enter
expect 3 'lin .*acknowledge' ":goto ack goes to the acknowledgement"
type_text ':goto note'
press Enter
expect 3 'all lines are busy' ":goto note goes to the note"
press h
expect_gone 3 ' lin .*all lines are busy' "h steps back"
press + + Space
expect 3 'PLAY  x60' "Space plays, + plays faster"
expect 5 'PAUSE x60' "it stops at the end"
press Q
expect 5 'ended 0' "Q leaves the replay"
check "the journal is as it was" "$WARROOM" verify --journal "$J"
exit $failed
