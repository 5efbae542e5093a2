#!/bin/sh
# The terminal shows what was drawn: a console on a past that stands still, at five sizes, in every layout and with what
# opens over it, three times each. The three must be equal cell by cell, and a layout equal to what print makes of it.
. "$srcdir/tests/terminal/lib.sh"
J=$T/room.db
AT='2026-10-24T07:54:06+08:00'
LAYOUTS='war oncall alerts risks budget metrics teams log sources'

# The screen, when it no longer changes: the frame of a resize may follow that of the size before.
settled() {
	before=
	for n in 1 2 3 4 5 6 7 8 9 10; do
		sleep 0.06
		now=$(screen)
		[ "$now" = "$before" ] && break
		before=$now
	done
	printf '%s\n' "$now"
}

# Alone: a key that follows at once would make Alt with it.
escape() {
	press Escape
	settled >/dev/null
}

show() {
	type_text ":layout $1"
	press Enter
}

# The last two lines are the footer's, which tells a console's keys.
body() {
	sed -e '$d' | sed -e '$d'
}

# round NUMBER SIZE: every screen of a size into files.
round() {
	for layout in $LAYOUTS; do
		show "$layout"
		settled >"$T/$2.$layout.$1"
	done
	show alerts
	settled >/dev/null
	press g Enter
	settled >"$T/$2.details.$1"
	escape
	press '?'
	settled >"$T/$2.help.$1"
	escape
	press ':'
	settled >"$T/$2.palette.$1"
	escape
	show war
}

repeats() {
	different=
	for name in $LAYOUTS details help palette; do
		cmp "$T/$1.$name.1" "$T/$1.$name.2" && cmp "$T/$1.$name.1" "$T/$1.$name.3" || different="$different $name"
	done
	[ -z "$different" ]
}

drawn() {
	"$WARROOM" replay --demo --as lin --journal "$J" --at "$AT" --print --size "$1" --layout "$2" | body >"$T/drawn"
	body <"$T/$1.$2.1" >"$T/shown"
	diff "$T/drawn" "$T/shown"
}

open_terminal 132 50 "$WARROOM demo --as lin --journal $J --layout alerts"
expect 10 'order success' "the demo shows its alerts"
press a
expect 5 'seen lin' "an alert is acknowledged"
sleep 6
press Q
expect 5 'ended 0' "the console leaves"

screens=0
for size in 20x5 40x12 80x24 120x40 200x60; do
	open_terminal "${size%x*}" "${size#*x}" "$WARROOM replay --demo --as lin --journal $J --at $AT"
	sleep 0.5
	for n in 1 2 3; do
		round $n $size
	done
	check "$size: three rounds are equal" repeats $size
	for layout in $LAYOUTS; do
		check "$size $layout: the terminal shows what was drawn" drawn $size "$layout"
	done
	screens=$((screens + $(ls "$T/$size".*.1 | wc -l)))
done
echo "ok - $screens screens"
exit $failed
