#!/bin/sh
# The commands for scripts as a script meets them: list, act, look at what the simulated Alertmanager got, hand over; and watch,
# which delivers what a command left and ends when it is told.
. "${srcdir:-.}/tests/terminal/lib.sh"

# There is no screen here: what the last command said is what helps.
screen() {
	cat "$T/out" "$T/err" 2>/dev/null
}

port=$(free_port 3)
am=http://127.0.0.1:$port
"$WARROOM" sim --port "$port" --at 2026-10-24T07:54:00+08:00 >"$T/sim.log" 2>&1 &
PIDS="$PIDS $!"
began=$(date +%s)
wait_http "$am/api/v2/alerts"

cat >"$T/room.cfg" <<Y
room = { name = "Script room"; zone = "Asia/Shanghai"; event_start = "2026-09-15 00:00"; event_end = "2026-11-12 00:00"; };
teams = ( { id = "tech"; title = "technology"; }, { id = "service"; title = "service"; } );
people = (
	{ id = "lin"; name = "Lin Yue 林月"; team = "tech"; },
	{ id = "xu"; name = "Xu Dan"; team = "service"; permission = "viewer"; }
);
phases = ( { id = "clearance"; title = "clearance"; start = "2026-10-24 08:00"; end = "2026-10-25 00:00"; } );
gates = ( { id = "load_test"; title = "load test 压测"; phase = "clearance"; team = "service"; owner = "lin"; due = "2026-10-24 06:00"; } );
plans = ( { id = "switch"; title = "switch over"; team = "tech"; steps = ( { title = "page"; owner = "lin"; limit = "3m"; }, { title = "go"; } ); } );
sources = ( { name = "alertmanager"; kind = "alertmanager"; url = "$am"; period = "2s"; timeout = "1s"; } );
Y

# room COMMAND ...: the command on that room at the simulator's time. Its exit code is left in $code.
room() {
	command=$1
	shift
	"$WARROOM" "$command" -c "$T/room.cfg" --journal "$T/room.db" --at "$(now)" "$@" >"$T/out" 2>"$T/err"
	code=$?
	return $code
}

# The simulator's time: it began at 2026-10-23T23:54:00Z, and runs as the clock does.
now() {
	date -u -d "@$((1792799640 + $(date +%s) - began))" +%Y-%m-%dT%H:%M:%SZ
}

out_has() {
	grep -Eq -- "$1" "$T/out"
}

err_has() {
	grep -Eq -- "$1" "$T/err"
}

code_is() {
	[ "$code" = "$1" ]
}

# silence_is REGEX: the Alertmanager holds a silence whose JSON, on one line, fits.
silence_is() {
	curl -s "$am/api/v2/silences" | sed 's/{"id"/\n&/g' | grep -Eq -- "$1"
}

silence_is_not() {
	! silence_is "$1"
}

# json_has REGEX: the document, on one line, fits.
json_has() {
	tr -d '\n\t' <"$T/out" | sed 's/  *"/"/g; s/" *:/":/g' | grep -Eq -- "$1"
}

room alerts
check "alerts exits with 0" code_is 0
check "alerts lists the urgent one with its key" out_has '^alertmanager/[0-9a-f]{16}  URG .*unseen .*OrderSuccessLow'
key=$(sed -n 's/^\(alertmanager[^ ]*\) .*OrderSuccessLow.*/\1/p' "$T/out")
room alerts --filter 'tier:key stock'
check "a filter leaves the rest out" sh -c "grep -q StockOut '$T/out' && ! grep -q OrderSuccessLow '$T/out'"
room alerts --json
check "the JSON has a stable state" json_has "\"key\":\"$key\"[^{]*\"state\":\"unseen\",\"ack\":null"
check "times in it are RFC 3339" json_has '"at":"2026-10-2[34]T[0-9:.]*Z".*"starts":"2026-10-2[34]T[0-9:.]*Z"'

room status
check "an unseen urgent alert is critical" code_is 2
check "status says so in one line" sh -c "[ \$(wc -l <'$T/out') = 1 ] && grep -q '^WARROOM CRITICAL - .*overdue' '$T/out'"

room ack "$key" --as xu
check "a viewer is refused" code_is 1
check "with the permission named" err_has 'xu may only look \(permission viewer\): this needs responder'
room ack NoSuchAlert --as lin
check "an alert that is not there is refused" sh -c "[ $code = 1 ] && grep -q 'no alert is shown' '$T/err'"
room ack Data --as lin
check "a start that fits several names them" err_has "fits [0-9]+ alerts: alertmanager/"
room ack --as lin
check "no KEY is wrong usage" code_is 2
room ack "$key" --as lin --read-only
check "read-only refuses" err_has 'read-only'

LC_ALL=C room ack "$key" --as lin -m '林 on it' --wait 20
check "ack by key is confirmed" sh -c "[ $code = 0 ] && grep -q 'confirmed' '$T/out'"
check "the Alertmanager holds the silence with author and comment" silence_is '"active".*林 on it.*"createdBy":"lin".*OrderSuccessLow'
room ack "$key" --as lin --json
check "a second one is refused with the reason, as JSON" json_has '"ok":false,"results":.*"reason":"lin has it already"'
room alerts --filter order --json
check "another process sees it confirmed" json_has '"kind":"ack","state":"confirmed","person":"lin"'

room print --size 120x40 --layout alerts
check "and so does a printed frame" out_has 'confirmed lin'
room unack OrderSuccess --as lin --wait 20
check "unack by the start of the title is confirmed" sh -c "[ $code = 0 ] && grep -q 'confirmed' '$T/out'"
check "the silence is over" silence_is_not '"active".*OrderSuccessLow'

# Several things on one alert: the last goes first, and is named.
room ack "$key" --as lin
room silence "$key" --as lin --for 30m
room unack "$key" --as lin
check "the newer silence is taken back before the older acknowledgement" out_has ', the silence of lin: '
room unack "$key" --as lin
check "then the acknowledgement" out_has ', the acknowledgement of lin: '
room unack "$key" --as lin
check "then there is nothing left" err_has 'is not acknowledged here|being taken back already'

# late HOURS COMMAND ...: in a journal of its own, so many hours later.
late() {
	at=$(date -u -d "@$((1792799640 + $1 * 3600))" +%Y-%m-%dT%H:%M:%SZ)
	command=$2
	shift 2
	"$WARROOM" "$command" -c "$T/room.cfg" --journal "$T/late.db" --at "$at" "$@" >"$T/out" 2>"$T/err"
	code=$?
}
late 0 ack "$key" --as lin
late 1 ack "$key" --as lin
check "an acknowledgement whose time ran out is no longer had" sh -c "[ $code = 0 ] && grep -q kept '$T/out'"
late 2 unack "$key" --as lin
check "nor taken back" err_has 'is not acknowledged here'

room silence StockOut PaymentGateway --as lin --for 30m -m rehearsal --wait 20 --json
check "two are silenced, with a result for each" json_has '"ok":true,"results":.*"state":"confirmed","ok":true.*"state":"confirmed","ok":true'
check "for half an hour" silence_is 'rehearsal.*T00:2[3-6].*StockOut'
room silence StockOut --as lin
check "a silence needs its length" code_is 2
room note -m 'shift begins' --as lin
check "a note on the room is kept" sh -c "[ $code = 0 ] && grep -q kept '$T/out'"
room note StockOut -m 'supplier called' --as lin
check "a note on an alert is kept" out_has 'StockOut: kept'
room 'done' CourierLate --as lin
check "done asks what was done" err_has 'say what was done'
room 'done' CourierLate -m 'second courier' --as lin
check "done is kept" code_is 0

room escalate StockOut --as lin
check "escalate asks why" err_has 'say why'
room escalate StockOut --to nobody -m 'supplier is silent' --as lin
check "and knows whom" err_has 'nobody is no person or team of this room'
room escalate StockOut --to service -m 'supplier is silent' --as lin
check "an escalation is kept" out_has 'StockOut: kept'
room assign StockOut --to lin --as lin --json
check "an alert is assigned, as JSON" json_has '"ok":true,"results":.*"title":"StockOut"[^}]*"state":"kept"'
room alerts --filter 'StockOut silenced' --json
check "and its row says to whom" json_has '"assigned_to":"lin"'
room assign StockOut --as lin
check "assign needs whom" code_is 1
room decide StockOut -m 'sell group B instead: it has stock for two days' --as lin
check "a decision on an alert is kept" out_has 'StockOut: kept'
room decide -m 'no more releases today' --as lin
check "and one on the room" code_is 0
room print --size 150x40 --layout log
check "the log tells it all" sh -c "grep -q 'escalated to service' '$T/out' && grep -q 'assigned .* to lin' '$T/out' && grep -q 'decided on .*: sell group B' '$T/out'"
room duty list
check "both are on duty" out_has '^xu +service +on '
room duty out xu --as lin
check "another's duty needs a lead" err_has 'lin may sign in and out lin alone: for xu it needs a lead'
room duty out --as lin -m 'dentist'
check "one signs oneself out" out_has 'kept'
room duty list --json
check "and is off by that" json_has '"id":"lin"[^}]*"duty":"off","signed":true'
room duty 'in' lin --as lin
check "and in again" code_is 0
room handover --json
check "what is not done is open in the digest" json_has '"chains":.*"decision":"no more releases today","person":"lin"'

room gate list
check "the gate is open" out_has '^load_test +open'
room gate sign load_test --as xu
check "a viewer does not sign" err_has 'permission viewer'
room gate sign load_test --as lin -m 'passed at 8x'
check "lin signs" code_is 0
room gate list --json
check "and it is signed" json_has '"state":"signed","by":"lin"'
room budget --json
check "budget is JSON" json_has '"planned":0.00,.*"lines":\[ *\]'

room plan list
check "the plan is armed" out_has '^switch +armed +switch over$'
room plan close switch -m x --as lin
check "what does not run cannot be closed" err_has 'does not run'
room plan start switch --as lin -m 'order path is down'
check "the plan is started" out_has '^plan start switch switch over: kept'
room plan step switch --as lin
room plan step switch --as lin -m 'second data centre has it'
check "its steps are ticked" code_is 0
room plan close switch --as lin
check "feedback is asked for" err_has 'closed with feedback'
room plan close switch --as lin -m 'took 4 minutes'
room plan list --json
check "the plan is closed" json_has '"stage":"done","why":"took 4 minutes","by":"lin"'

room ack WarehouseBacklog --as lin
check "without --wait it is left in the outbox" sh -c "[ $code = 0 ] && grep -q 'kept .*delivers it' '$T/out'"
room outbox list --json
check "where it waits" json_has '"outbox":\[ *\{[^}]*"state":"waiting"[^}]*"title":"WarehouseBacklog"[^}]*\} *\]'
room handover --json
check "the digest has it as seen and firing, by its owner" \
	json_has '"seen_and_firing":.*"title":"WarehouseBacklog".*"owner":"lin".*"resolved"'
check "and the delivery as open" json_has '"open":\{ *"gates":\[ *\],"deliveries":\[ *\{[^}]*"state":"waiting"[^}]*\} *\]'
room handover --since 1h
check "the digest is text too" out_has '^UNSEEN [1-9]'
check "nothing had left for it" silence_is_not 'WarehouseBacklog'

"$WARROOM" watch -c "$T/room.cfg" --journal "$T/room.db" --at "$(now)" >"$T/watch.log" 2>&1 &
watch=$!
PIDS="$PIDS $watch"
check "watch delivers it" within 15 silence_is '"active".*WarehouseBacklog'
check "and says so" within 5 grep -q 'lin  delivered: WarehouseBacklog' "$T/watch.log"
room ack AdComplaint --as lin
key=$(sed -n 's/.*: \(alertmanager[^,]*\),.*/\1/p' "$T/err")
room ack "$key" --as lin -m 'legal asked'
check "it sees what a command does meanwhile" within 5 grep -q 'lin  acknowledged AdComplaint: legal asked' "$T/watch.log"
check "and delivers that too" within 15 silence_is '"active".*legal asked.*AdComplaint'
room ack ReturnRateHigh --as lin --wait 20
check "a command that waits is answered whoever delivers" sh -c "[ $code = 0 ] && grep -q confirmed '$T/out'"
room unack ReturnRateHigh --as lin --wait 20
check "and when it takes back" sh -c "[ $code = 0 ] && grep -q confirmed '$T/out'"
check "watch does not repeat the past" sh -c "! grep -q 'shift begins' '$T/watch.log'"
asked=$(date +%s%N)
kill -TERM $watch
wait $watch
code=$?
check "TERM ends it cleanly" code_is 0
check "within a second" [ $((($(date +%s%N) - asked) / 1000000)) -lt 1000 ]
room outbox list
check "the outbox is empty" sh -c "! [ -s '$T/out' ]"

room ack PriceViolation --as lin
room outbox list
id=$(cut -c1-8 "$T/out")
room outbox drop "$id" --as xu
check "a viewer gives no delivery up" err_has 'permission viewer'
room outbox retry "$id" --as lin
check "a delivery is made due" out_has 'due now'
room outbox drop "$id" --as lin -m 'called them'
check "a delivery is given up" out_has 'given up'
room alerts --filter PriceViolation --json
check "and every room shows that" json_has '"state":"refused","ack".*"reason":"given up by lin: called them"'

room unack PriceViolation --as lin
room alerts --filter unseen
# shellcheck disable=SC2046
room ack $(sed -n 's/^\(alertmanager[^ ]*\) .*/\1/p' "$T/out") --as lin
check "all that are left are acknowledged at once" code_is 0
room status
check "an urgent alert that fires is a warning though somebody has it" code_is 1
sed 's#url = "[^"]*";#& filter = "severity=nothing";#' "$T/room.cfg" >"$T/quiet.cfg"
"$WARROOM" status -c "$T/quiet.cfg" --journal "$T/room.db" --at "$(now)" --json >"$T/out" 2>"$T/err"
code=$?
check "a room in which nothing fires is ok" sh -c "[ $code = 0 ] && grep -q '\"status\": *\"OK\"' '$T/out'"

"$WARROOM" report -c "$T/room.cfg" --journal "$T/room.db" >"$T/out" 2>"$T/err"
code=$?
check "the report tells what was done" out_has 'Lin Yue 林月 \| done: second courier'
check "and decided, with the reason" out_has 'gate load test 压测: accepted \| passed at 8x'
check "and what the sources showed" out_has '^### URG OrderSuccessLow'
"$WARROOM" report -c "$T/room.cfg" --journal "$T/room.db" -o "$T/report.html" >"$T/out" 2>"$T/err"
code=$?
check "as a page by the name of the file" sh -c "[ $code = 0 ] && grep -q '^<!DOCTYPE html>' '$T/report.html' && ! grep -qE '<script|https?:' '$T/report.html'"
"$WARROOM" report -c "$T/room.cfg" --journal "$T/room.db" --format json >"$T/out" 2>"$T/err"
code=$?
check "and as JSON" json_has '"kind":"gate","person":"lin","what":"gate load test 压测: accepted"'

sed 's#url = "[^"]*"#url = "http://127.0.0.1:1"#' "$T/room.cfg" >"$T/dead.cfg"
"$WARROOM" status -c "$T/dead.cfg" --journal "$T/room.db" >"$T/out" 2>"$T/err"
code=$?
check "no source is unknown" code_is 3
"$WARROOM" status -c "$T/none.cfg" >"$T/out" 2>"$T/err"
code=$?
check "no configuration is unknown, on standard output" sh -c "[ $code = 3 ] && grep -q '^WARROOM UNKNOWN' '$T/out'"
"$WARROOM" status --nonsense >"$T/out" 2>"$T/err"
code=$?
check "wrong usage of status is unknown, not critical" code_is 3

sed 's/^sources/console = { journal_limit = "1 MB"; journal = "'"$(echo "$T/large.db" | sed 's,/,\\/,g')"'"; };\n&/' "$T/room.cfg" >"$T/large.cfg"
head -c 2000000 /dev/zero >"$T/large.db"
"$WARROOM" check "$T/large.cfg" >"$T/out"
check "check warns of a journal beyond its limit" out_has 'warning: the journal is 2.0.MB, its limit 1.0.MB; actions are kept as proof: raise journal_limit'

exit $failed
