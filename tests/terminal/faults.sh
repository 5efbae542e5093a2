#!/bin/sh
# Sources that misbehave in every way beside one that is well: each says its reason in words, none takes keys, memory or the
# healthy one's alerts, and the console leaves at once. On the screen what test_net_hostile and test_net_poll prove of the bytes:
# F12 (20 that hang), F13, F14, F15, F16, F17, F19, F20 and F41 (a server's clock).
. "${srcdir:-.}/tests/terminal/lib.sh"

MEMORY_MAX_KB=100000
PEAK_MAX_KB=262144
# the sanitizers' own memory is not ours
grep -q __asan_init "$WARROOM" && MEMORY_MAX_KB=1000000 PEAK_MAX_KB=1500000

mkfifo "$T/hold"
tests/terminal/fault_server <"$T/hold" >"$T/fault_port" &
PIDS="$PIDS $!"
exec 9>"$T/hold"
"$WARROOM" sim --port 0 --at 2026-10-24T07:54:00+08:00 >"$T/sim_said" &
PIDS="$PIDS $!"
within 10 grep -q . "$T/fault_port" && within 10 grep -q 'http:' "$T/sim_said" || { echo "the servers do not start"; exit 1; }
bad=http://127.0.0.1:$(cat "$T/fault_port")
good=$(grep -Eo 'http://[0-9.:]+' "$T/sim_said")
closed=http://127.0.0.1:$(free_port 1)

cat >"$T/room.cfg" <<Y
room = { name = "Faults"; zone = "Asia/Shanghai"; event_start = "2026-09-15"; event_end = "2026-11-12"; };
teams = ( { id = "tech"; title = "technology"; } );
people = ( { id = "lin"; name = "Lin Yue 林月"; team = "tech"; } );
sources = (
	{ name = "good"; kind = "alertmanager"; url = "$good"; period = "1s"; },
	{ name = "closed"; kind = "json"; url = "$closed"; period = "1s"; },
	{ name = "never"; kind = "json"; url = "$bad/never"; period = "2s"; timeout = "1s"; },
	{ name = "refuses"; kind = "json"; url = "$bad/401"; period = "1s"; },
	{ name = "broken"; kind = "json"; url = "$bad/500"; period = "1s"; },
	{ name = "hotel"; kind = "json"; url = "$bad/not-json"; period = "1s"; },
	{ name = "moved"; kind = "json"; url = "$bad/redirect"; period = "1s"; },
	{ name = "half"; kind = "alertmanager"; url = "$bad/half"; period = "1s"; },
	{ name = "endless"; kind = "json"; url = "$bad/endless"; period = "5s"; },
	{ name = "flood"; kind = "alertmanager"; url = "$bad/endless"; period = "30s"; timeout = "25s"; },
	{ name = "drops"; kind = "json"; url = "$bad/drops"; period = "30s"; timeout = "8s"; },
	{ name = "chunks"; kind = "json"; url = "$bad/chunks"; period = "30s"; timeout = "25s"; },
	{ name = "bomb"; kind = "json"; url = "$bad/bomb"; period = "30s"; timeout = "25s"; },
	{ name = "headers"; kind = "json"; url = "$bad/headers"; period = "30s"; timeout = "25s"; },
	{ name = "objects"; kind = "json"; url = "$bad/objects"; period = "30s"; timeout = "25s"; },
	{ name = "values"; kind = "json"; url = "$bad/values"; period = "30s"; timeout = "25s"; },
	{ name = "members"; kind = "alertmanager"; url = "$bad/members"; period = "30s"; timeout = "25s"; },
	{ name = "deep"; kind = "json"; url = "$bad/deep"; period = "1s"; },
	{ name = "late"; kind = "json"; url = "$bad/late"; period = "1s"; },
	{ name = "flaps"; kind = "json"; url = "$bad/flaps"; period = "1s"; }
$(for i in 1 2 3 4 5 6 7 8 9 10; do
	echo "	, { name = \"silent$i\"; kind = \"json\"; url = \"$bad/never\"; period = \"5s\"; timeout = \"3s\"; }"
	echo "	, { name = \"stuck$i\"; kind = \"json\"; url = \"$bad/hang\"; period = \"5s\"; timeout = \"3s\"; }"
done)
);
console = { grace = "1s"; };
Y

# What a key does shows, however busy the machine is; how soon is measured by "make bench".
keys_are_answered() {
	press '?'
	expect 10 '┌ Help' "keys are answered: $1"
	press q
	expect_gone 10 '┌ Help' "and the next one too: $1"
}

memory_is_bounded() {
	kb=$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$(cat "$T/pid")/status")
	[ -n "$kb" ] && [ "$kb" -lt $MEMORY_MAX_KB ] || { echo "VmRSS is $kb kB"; return 1; }
	kb=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$(cat "$T/pid")/status")
	[ "$kb" -lt $PEAK_MAX_KB ] || { echo "VmHWM is $kb kB"; return 1; }
}

# source NAME STATE REASON: its row says so.
source_says() {
	expect 40 "$2 +$1 .*$3" "$1 $2: $3"
}

check "warroom check accepts the configuration" "$WARROOM" check "$T/room.cfg"
open_terminal 160 60 "sh -c 'echo \$\$ >\"$T/pid\"; exec \"$WARROOM\" -c \"$T/room.cfg\" --as lin --at 2026-10-24T07:54:00+08:00'"
expect 60 'payment gateway' "the healthy source's alerts show beside those that fail"
keys_are_answered "while sources fail for the first time"
press g a
expect 20 'acknowledged' "an alert is acknowledged"
expect 60 'confirmed' "and confirmed by its source"

press 9
source_says good live alertmanager
source_says closed FAILS 'network: Connection refused'
source_says never FAILS 'timeout: no answer in 1 s'
source_says refuses FAILS 'http 401: check the token or password'
source_says broken FAILS 'http 500: database is down'
source_says hotel FAILS 'content: not JSON'
source_says moved FAILS 'http 302: redirected'
source_says half FAILS 'network: the connection was closed in'
source_says endless FAILS 'content: larger than 8 MiB'
source_says flood FAILS 'content: more than 100000 entries'
source_says chunks FAILS 'content: larger than 8 MiB'
source_says bomb FAILS 'content: larger than 8 MiB'
source_says headers FAILS 'content: more than 100 header lines'
source_says objects FAILS 'content: more than 100000 objects'
source_says values FAILS 'content: more than 600000 values'
source_says members FAILS 'content: more than 100000 entries'
source_says deep FAILS 'content: nested deeper than 32 levels'
source_says drops FAILS 'timeout: less than 100 bytes a second'
source_says silent10 FAILS 'timeout: no answer in 3 s'
source_says stuck10 FAILS 'timeout: the answer broke off'
source_says flaps FAILS 'http 500'
source_says flaps live ''
source_says late live "its clock is 4[4-6]s behind this machine's"
expect 20 'CLOCKS 4[4-6]s APART: late' "and the header says so"
check "memory stays below $MEMORY_MAX_KB kB" memory_is_bounded
keys_are_answered "with a hundred thousand alerts of the endless source"
expect 15 'live 2 .*FAIL 38' "the pane's title counts them"

# in one write, as what is typed while the console is busy: the second key is for the new layout
press 2 z
expect 20 'alone; z shows the others again' "what is typed ahead of a layout goes to its pane"
press z
press 3 f
type_text 'source:good'
press Enter
expect 20 'filter: source:good' "the healthy source's alerts are found in the flood"
expect 20 'payment gateway' "by a filter"
press G a
expect 20 'acknowledged' "and the last of them is acknowledged"
check "memory stays below $MEMORY_MAX_KB kB to the end" memory_is_bounded

press Q
expect 20 'ended 0' "Q leaves"
check "the terminal has its modes back" sh -c "tmux -S '$T/tmux' display -p -t =t: '#{alternate_on} #{cursor_flag}' | grep -q '^0 1'"

exit $failed
