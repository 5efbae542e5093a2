#!/bin/sh
# A day of the room in 20 minutes (WARROOM_SOAK_MINUTES): a console and a watch on one journal, 50 sources behind a proxy
# that spoils one request of a hundred, and a clock that runs 72 times as fast (libfaketime). Memory and descriptors are
# to stay flat. Not part of the other tests: "make soak".
. "${srcdir:-.}/tests/terminal/lib.sh"

SPEED=72 MINUTES=${WARROOM_SOAK_MINUTES:-20} EVERY_S=15
# over the second half, of either program
DRIFT_MAX_KB=2048
FAKETIME_LIB=$(dpkg-query -L libfaketime 2>/dev/null | grep 'libfaketimeMT.so.1$')
[ -n "$FAKETIME_LIB" ] || { echo "libfaketime is missing: install the package faketime" >&2; exit 1; }
HURRY="env LD_PRELOAD=$FAKETIME_LIB TZ=UTC FAKETIME='@2026-10-23 23:54:00 x$SPEED'"

write_config() {
	sed -E "s#http://127.0.0.1:[0-9]+#http://127.0.0.1:$1#" "$srcdir/examples/double11.cfg" | awk -v url="http://127.0.0.1:$1" '
		{ print }
		/^sources = \(/ {
			for (i = 1; i <= 24; i++)
				printf "\t{ name = \"am%d\"; kind = \"alertmanager\"; url = \"%s\"; period = \"15s\"; timeout = \"10s\"; },\n", i, url
			for (i = 1; i <= 23; i++)
				printf "\t{ name = \"team%d\"; kind = \"json\"; url = \"%s\"; path = \"/room\"; shows = \"room\"; period = \"15s\"; timeout = \"10s\"; },\n", i, url
		}' >"$T/room.cfg"
}

rss_kb() {
	sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status"
}

# But those of requests that are on the way.
descriptors() {
	ls -l "/proc/$1/fd" | grep -vc socket:
}

# One line: minute, and of console and watch the memory in kB and the descriptors.
sample() {
	echo "$1 $(rss_kb "$console") $(descriptors "$console") $(rss_kb "$watch") $(descriptors "$watch") $(($(stat -c %s "$T/s.db") / 1024))"
}

# drift COLUMN: the mean of the last quarter less that of the third one.
drift() {
	awk -v c="$1" '{ v[NR] = $c } END {
		q = int(NR / 4); if (q < 1) exit 1
		for (i = 1; i <= q; i++) { last += v[NR + 1 - i]; before += v[NR + 1 - q - i] }
		printf "%d\n", (last - before) / q }' "$T/samples"
}

# flat WHAT COLUMN MOST
flat() {
	d=$(drift "$2")
	if [ "$d" -le "$3" ]; then pass "$1: $d more in the last quarter"; else fail "$1: $d more in the last quarter, $3 allowed"; fi
}

# What somebody at the keyboard does in a while.
use_the_console() {
	press g j j a
	press Enter
	sleep 1
	press q 3
	sleep 1
	press 1
}

"$WARROOM" sim --port 0 --at 2026-10-24T07:54:00+08:00 --speed $SPEED >"$T/sim" &
PIDS="$PIDS $!"
within 10 grep -q http: "$T/sim"
mkfifo "$T/hold"
tests/live/faulty_proxy "$(grep -Eo '[0-9]{4,5}' "$T/sim" | head -n 1)" 100 <"$T/hold" >"$T/proxy" &
PIDS="$PIDS $!"
exec 9>"$T/hold"
within 10 grep -q . "$T/proxy"
write_config "$(cat "$T/proxy")"

eval "exec $HURRY '$WARROOM' watch -c '$T/room.cfg' --journal '$T/s.db'" >"$T/watch.log" 2>&1 &
watch=$!
PIDS="$PIDS $watch"
within 10 test -s "$T/s.db"
echo "exec $HURRY '$WARROOM' -c '$T/room.cfg' --journal '$T/s.db' --as lin" >"$T/console"
open_terminal 200 50 "sh -c 'echo \$\$ >\"$T/pid\"; exec sh $T/console'"
expect 20 'order success' "the console shows the room"
console=$(cat "$T/pid")

n=$((MINUTES * 60 / EVERY_S))
for i in $(seq $n); do
	use_the_console
	sleep $((EVERY_S - 2))
	kill -0 "$console" && kill -0 "$watch" || { fail "both live"; break; }
	sample "$((i * EVERY_S / 60))" | tee -a "$T/samples"
done
flat "memory of the console, kB" 2 $DRIFT_MAX_KB
flat "descriptors of the console" 3 0
flat "memory of watch, kB" 4 $DRIFT_MAX_KB
flat "descriptors of watch" 5 0
screen
tail -n 3 "$T/watch.log"
press Q
exec 9>&-
expect 20 'ended 0' "the console leaves"
kill -TERM "$watch"
wait "$watch"
sleep 1
cat "$T/proxy"
check "the journal is whole" "$WARROOM" verify -c "$T/room.cfg" --journal "$T/s.db"
exit $failed
