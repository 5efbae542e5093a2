#!/bin/sh
# The linear mode as its user meets it: lines in, lines out, no cursor, no colour; through a pipe and on a dumb terminal.
. "${srcdir:-.}/tests/terminal/lib.sh"

port=$(free_port 7)
am=http://127.0.0.1:$port
"$WARROOM" sim --port "$port" --at 2026-10-24T07:54:00+08:00 >"$T/sim.log" 2>&1 &
PIDS="$PIDS $!"
began=$(date +%s)
wait_http "$am/api/v2/alerts" || { cat "$T/sim.log"; exit 1; }

cat >"$T/room.cfg" <<Y
room = { name = "Plain room"; zone = "Asia/Shanghai"; event_start = "2026-09-15 00:00"; event_end = "2026-11-12 00:00"; };
teams = ( { id = "tech"; title = "technology"; }, { id = "service"; title = "service"; } );
people = (
	{ id = "lin"; name = "Lin Yue 林月"; team = "tech"; permission = "lead"; },
	{ id = "xu"; name = "Xu Dan"; team = "service"; permission = "viewer"; }
);
phases = ( { id = "clearance"; title = "clearance"; start = "2026-10-24 08:00"; end = "2026-10-25 00:00"; } );
gates = ( { id = "load_test"; title = "load test"; phase = "clearance"; team = "tech"; owner = "lin"; due = "2026-10-24 06:00"; } );
plans = ( { id = "switch"; title = "switch over"; team = "tech"; steps = ( { title = "page"; owner = "lin"; } ); } );
sources = ( { name = "alertmanager"; kind = "alertmanager"; url = "$am"; period = "2s"; timeout = "1s"; } );
console = { grace = "0s"; };
Y

# The simulator's time: it began at 2026-10-23T23:54:00Z, and runs as the clock does.
now() {
	date -u -d "@$((1792799640 + $(date +%s) - began))" +%Y-%m-%dT%H:%M:%SZ
}

# What the last program said is what helps.
screen() {
	tail -60 "$T/out" 2>/dev/null
	cat "$T/err" 2>/dev/null
}

says() {
	grep -Eq -- "$1" "$T/out"
}

# start ARGUMENTS...: the linear mode with a pipe for its lines, on descriptor 3.
start() {
	rm -f "$T/in"
	mkfifo "$T/in"
	"$WARROOM" --plain -c "$T/room.cfg" --journal "$T/room.db" --at "$(now)" "$@" <"$T/in" >"$T/out" 2>"$T/err" &
	plain=$!
	PIDS="$PIDS $plain"
	exec 3>"$T/in"
}

say() {
	printf '%s\n' "$1" >&3
}

# the number that the line with this text has
number_of() {
	sed -n "s/^\([0-9]*\)\. .*$1.*/\1/p" "$T/out" | head -1
}

silence_is() {
	curl -s "$am/api/v2/silences" | sed 's/{"id"/\n&/g' | grep -Eq -- "$1"
}

heard() {
	if within 60 says "$1"; then pass "$2"; else fail "$2 (waited for: $1)"; fi
}

start --as lin
heard '^War room Plain room\. It is 2026-10-2' "it says where one is"
heard '^Alerts: [0-9]+ fire' "and how the room stands"
heard '^Sources: 1 live' "to the last panel"
say alerts
heard '^[0-9]+\. URG, .*unseen.*: OrderSuccessLow: order success .*team' "an alert is a sentence with its number"
order=$(number_of OrderSuccessLow)
stock=$(number_of StockOut)
courier=$(number_of CourierLate)
say "ack $order on it"
heard 'acknowledged OrderSuccessLow' "an alert is acknowledged by its number"
heard '^[0-9:]{8} Kept in the journal: ack, OrderSuccessLow' "the journal keeps it"
heard '^[0-9:]{8} Confirmed: alertmanager shows your acknowledgement of number [0-9]+, OrderSuccessLow' "its source confirms it"
check "which holds the silence" silence_is '"active".*on it.*createdBy":"lin".*OrderSuccessLow'
say "ack $stock,$courier"
heard 'acknowledge 2 alerts .*\? Type yes' "several ask first"
say ''
heard '^not done' "and an empty line is no"
say "ack $stock,$courier"
say 'yes both'
heard 'Confirmed: .*StockOut' "yes is yes"
say "done $stock supplier sent a lorry"
heard 'handled StockOut: "supplier sent a lorry"\? Type yes' "what cannot be taken back names the target and asks"
say YES
heard 'Kept in the journal: done, StockOut' "and is done after that"
"$WARROOM" note -m 'the other shift begins' -c "$T/room.cfg" --journal "$T/room.db" --at "$(now)" --as lin >/dev/null
heard '^[0-9:]{8} Lin Yue 林月: .*the other shift begins' "what others do is said"
say gates
heard '^[0-9]+\. Gate load test: late by' "gates have numbers, too"
say "sign $(number_of 'Gate load test')"
heard 'accept gate load test\? Type yes' "signing asks"
say 'yes passed at 8 times'
heard 'Kept in the journal: gate' "and is kept"
say 'ack'
heard 'ack what\? Give its number' "an action without its number does nothing"
say "sign $order"
heard 'sign cannot be done in the alerts; there is: ack' "nor one that does not fit"
say 'ack 4711'
heard 'nothing has the number 4711' "nor a number that was not told"
say fiddlesticks
heard "'fiddlesticks' means nothing here; 'help' lists" "nonsense is answered with a sentence"
say "$order"
heard '^alert: OrderSuccessLow' "a number alone tells everything about it"
say 'find lorry'
heard '^Log: .*handled.*lorry|^Log: .*done: .*lorry' "what was said is found"
for panel in risks plans budget metrics teams log sources; do
	say "$panel"
done
heard '^[0-9]+\. Plan switch over: armed' "plans are told"
heard '^No budget is configured' "also that there is none of something"
say ':decide no more releases today'
heard 'Kept in the journal: decide' "the console's commands are the same"
say 'help'
heard 'ack 3,5,9: several at once' "help says what can be said"
say lock
heard '^locked: identify says who you are' "lock says what unlocks it: a word, not a key"
say "ack $order"
heard '^Error: locked: identify says who you are' "and so does what is refused"
say quit
wait $plain
code=$?
exec 3>&-
check "quit ends it well" [ $code = 0 ]
check "there was no escape sequence" sh -c "! LC_ALL=C grep -q '[[:cntrl:]]' '$T/out'"

printf 'alerts\nsay from a pipe\n' | "$WARROOM" --plain -c "$T/room.cfg" --journal "$T/room.db" --at "$(now)" --as lin >"$T/out" 2>"$T/err"
code=$?
check "the end of the input ends it" [ $code = 0 ]
check "not before what was said is kept" says 'Kept in the journal: note'

printf 'alerts\nack 1\n' | "$WARROOM" --plain -c "$T/room.cfg" --journal "$T/room.db" --at "$(now)" --as lin --wall >"$T/out" 2>"$T/err"
check "on a wall nothing is done" says 'Error: .*read-only'
printf 'alerts\nack 1\n' | ACCESSIBLE=1 "$WARROOM" -c "$T/room.cfg" --journal "$T/room.db" --at "$(now)" --as xu >"$T/out" 2>"$T/err"
check "ACCESSIBLE=1 chooses it" says '^War room'
check "a viewer is refused with the permission's name" says 'xu may only look \(permission viewer\)'
printf 'alerts\n' | LC_ALL=C "$WARROOM" --plain -c "$T/room.cfg" --journal "$T/room.db" --at "$(now)" --as lin >"$T/out" 2>"$T/err"
check "in the C locale all of it is ASCII" sh -c "[ -s '$T/out' ] && ! LC_ALL=C grep -q '[^ -~]' '$T/out'"
printf 'at 07:54:02\nlog\n' | "$WARROOM" replay --plain -c "$T/room.cfg" --journal "$T/room.db" >"$T/out" 2>"$T/err"
code=$?
check "a replay is told, too" sh -c "[ $code = 0 ] && grep -q '^It is 2026-10-24 07:54:02' '$T/out'"
"$WARROOM" --plain -c "$T/nothing.cfg" </dev/null >"$T/out" 2>"$T/err"
check "without a room it fails as the console does" [ $? = 1 ]

for signal in TERM HUP INT; do
	start --as lin
	within 60 says '^Type a line'
	kill -$signal $plain
	wait $plain
	code=$?
	exec 3>&-
	check "$signal ends it well" [ $code = 0 ]
done

# From here on a real terminal, which can do nothing but lines.
screen() {
	tm capture-pane -p -t =t:
}
tm kill-session -t =t 2>/dev/null
tm new-session -d -s t -x 120 -y 40 \
	"LC_ALL=C.UTF-8 TERM=dumb '$WARROOM' -c '$T/room.cfg' --journal '$T/room.db' --at $(now) --as lin; echo \"ended \$?\"; exec sleep 1000"
expect 60 '^Sources: ' "TERM=dumb: it is chosen by itself"
type_text gates
press Enter
expect 60 'Gate load test: signed' "TERM=dumb: a typed line is answered"
press C-d
expect 60 'ended 0' "TERM=dumb: the end of the input leaves"

exit $failed
