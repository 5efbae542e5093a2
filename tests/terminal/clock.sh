#!/bin/sh
# The clock of the machine is set while a console runs (F41): the header says by how much, countdowns follow the new
# time at once, the log keeps it, and nothing hangs or repeats. libfaketime sets the clock: what it says is in a file.
. "$srcdir/tests/terminal/lib.sh"
FAKETIME_LIB=$(dpkg-query -L libfaketime 2>/dev/null | grep 'libfaketimeMT.so.1$')
[ -n "$FAKETIME_LIB" ] || { echo "skipped: install the package faketime"; exit 77; }

end=$(($(date +%s) + 6 * 3600))
utc() { date -u -d "@$1" "+%Y-%m-%d %H:%M"; }
cat >"$T/room.cfg" <<EOF
room = { name = "Clock"; zone = "UTC"; event_start = "$(utc $((end - 43200)))"; event_end = "$(utc $end)"; };
teams = ( { id = "tech"; title = "technology"; } );
people = ( { id = "lin"; name = "Lin"; team = "tech"; } );
phases = ( { id = "peak"; title = "peak"; start = "$(utc $((end - 43200)))"; end = "$(utc $end)"; } );
EOF

set_clock() {
	printf '%s\n' "$1" >"$T/offset.new" && mv "$T/offset.new" "$T/offset"
}

# expect_left SECONDS WHAT: the header counts down to the end from a clock that is so far ahead.
expect_left() {
	left=$((end - $(date +%s) - $1))
	h=$((left / 3600)) m=$((left % 3600 / 60))
	expect 4 "T-0$h:($(printf %02d $m)|$(printf %02d $(((m + 59) % 60)))):" "$2"
}

set_clock +0
open_terminal 132 40 "env LD_PRELOAD=$FAKETIME_LIB FAKETIME_TIMESTAMP_FILE=$T/offset FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 \
	$WARROOM -c $T/room.cfg --journal $T/room.db --as lin --layout war"
expect 10 'Clock' "the console opens"
sleep 1.5 # the clock is looked at each second
for step in +1h=3600:FORWARD.1h +0=0:BACK.1h -10m=-600:BACK.10m +0=0:FORWARD.10m; do
	offset=${step%%=*} rest=${step#*=}
	set_clock "$offset"
	expect 4 "CLOCK SET ${rest#*:}" "the clock is at $offset: the header says so"
	expect_left "${rest%%:*}" "the countdown is that of the new time"
done
type_text ':say still here'
press Enter
expect 4 'still here|noted' "it goes on"
type_text ':layout log'
press Enter
expect 4 'the clock of this machine was set back by 10m' "the log keeps it"
press Q
expect 5 'ended 0' "it leaves"
check "the journal is whole" "$WARROOM" verify --journal "$T/room.db"
exit $failed
