#!/bin/sh
# Another program holds the journal's lock for ten seconds: keys are answered, an acknowledgement waits as pending, and is kept.
. "${srcdir:-.}/tests/terminal/lib.sh"

command -v sqlite3 >/dev/null || { echo "skipped: sqlite3 is not installed"; exit 77; }
JOURNAL=$T/room.db

hold() {
	{ echo 'BEGIN IMMEDIATE;'; echo '.shell touch '"$T/held"; sleep "$1"; echo 'COMMIT;'; } | sqlite3 "$JOURNAL" &
	PIDS="$PIDS $!"
	within 5 test -e "$T/held"
}

open_terminal 160 50 "'$WARROOM' demo --journal '$JOURNAL' --as lin"
expect 5 'order success' "the alerts show"
expect 5 'journal ok' "and the journal is open"

check "another program takes the lock" hold 10
began=$(date +%s)
press a
expect 1 'pending|saving' "the acknowledgement is pending"
while [ $(($(date +%s) - began)) -lt 8 ]; do
	press '?'
	expect 1 '┌ Help' "keys are answered meanwhile"
	press q
	expect_gone 1 '┌ Help' "each of them"
	sleep 1
done
check "nothing is said to be kept" screen_has 'pending|saving'
expect 6 '(seen|confirmed) lin' "it is kept when the lock is free"
check "and the journal was never given up" screen_has 'journal ok'
check "it is in the journal" sh -c "[ \$(sqlite3 '$JOURNAL' \"SELECT count(*) FROM event WHERE kind = 'ack'\") = 1 ]"

rm "$T/held"
check "another program takes the lock again" hold 20
press j a
press Q
expect 3 'ended 0' "Q leaves in spite of it"

exit $failed
