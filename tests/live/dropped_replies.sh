#!/bin/sh
# The real Alertmanager behind a proxy that loses its answers: 500 acknowledgements become exactly 500 silences, one an alert,
# although every one of them was answered into nothing, some were lost on the way there, and watch is killed amid it.
. "${srcdir:-.}/tests/terminal/lib.sh"

ALERTS=500

for program in prometheus-alertmanager amtool curl; do
	command -v $program >/dev/null || { echo "$program is missing: install prometheus-alertmanager, curl" >&2; exit 1; }
done

# There is no screen here: what was said last is what helps.
screen() {
	tail -n 20 "$T/out" "$T/watch.log" 2>/dev/null
}

am_port=$(free_port 1)
am=http://127.0.0.1:$am_port

start_servers() {
	printf 'route: { receiver: "null" }\nreceivers: [ { name: "null" } ]\n' >"$T/am.yml"
	prometheus-alertmanager --config.file="$T/am.yml" --storage.path="$T/am" --web.listen-address="127.0.0.1:$am_port" \
		--cluster.listen-address= >"$T/am.log" 2>&1 &
	PIDS="$PIDS $!"
	mkfifo "$T/hold"
	tests/live/dropping_proxy "$am_port" <"$T/hold" >"$T/proxy_port" &
	PIDS="$PIDS $!"
	exec 9>"$T/hold"
	wait_http "$am/-/ready" && within 10 grep -q . "$T/proxy_port"
}

# Alerts SaleAlert1, SaleAlert2 ... that stand for an hour.
post_alerts() {
	starts=$(date -u +%Y-%m-%dT%H:%M:%SZ)
	ends=$(date -u -d '+1 hour' +%Y-%m-%dT%H:%M:%SZ)
	seq $ALERTS | sed 's/.*/{"labels":{"alertname":"SaleAlert&","severity":"critical"},"annotations":{},"startsAt":"'"$starts"'","endsAt":"'"$ends"'"},/' |
		sed '1s/^/[/; $s/,$/]/' >"$T/alerts.json"
	curl -sf -o /dev/null -H 'Content-Type: application/json' --data "@$T/alerts.json" "$am/api/v2/alerts"
}

start_watch() {
	"$WARROOM" watch -c "$T/room.cfg" --as lin >>"$T/watch.log" 2>&1 &
	watch=$!
	PIDS="$PIDS $watch"
}

room() {
	command=$1
	shift
	"$WARROOM" "$command" -c "$T/room.cfg" "$@" >"$T/out" 2>&1
}

# count_in FILE REGEX: how many different texts in it fit.
count_in() {
	grep -Eo -- "$2" "$1" | sort -u | wc -l
}

outbox_is_empty() {
	room outbox list && [ ! -s "$T/out" ]
}

# delivered N: so many were said to be delivered.
delivered() {
	[ "$(grep -c ' delivered: ' "$T/watch.log")" -ge "$1" ]
}

start_servers || { echo "the servers do not start"; cat "$T"/*.log; exit 1; }
proxy=http://127.0.0.1:$(cat "$T/proxy_port")
cat >"$T/room.cfg" <<Y
room = { name = "Lost answers"; zone = "UTC"; event_start = "2020-01-01 00:00"; event_end = "2099-01-01 00:00"; };
teams = ( { id = "tech"; title = "technology"; } );
people = ( { id = "lin"; name = "Lin Yue 林月"; team = "tech"; } );
sources = ( { name = "alertmanager"; kind = "alertmanager"; url = "$proxy"; period = "2s"; timeout = "1900ms"; } );
console = { grace = "0s"; };
Y
check "$ALERTS alerts are posted" post_alerts
room alerts
keys=$(sed -n 's/^\(alertmanager[^ ]*\) .*/\1/p' "$T/out")
check "the room lists them all" [ "$(echo "$keys" | wc -l)" = $ALERTS ]

# shellcheck disable=SC2086
check "one command acknowledges them all" room ack --as lin -m 'all hands' $keys
check "nothing left the room by it" [ "$(amtool --alertmanager.url="$am" silence query -q | wc -l)" = 0 ]

began=$(date +%s)
start_watch
check "deliveries arrive although their answers are lost" within 20 delivered 20
kill -9 "$watch"
wait "$watch" 2>/dev/null
start_watch
check "another watch delivers the rest" within 90 outbox_is_empty
echo "settled in $(($(date +%s) - began)) s: $(curl -s "$proxy/lost")"

sleep 1
amtool --alertmanager.url="$am" -o json silence query >"$T/silences"
check "the Alertmanager holds exactly $ALERTS silences" [ "$(grep -o '"id"' "$T/silences" | wc -l)" = $ALERTS ]
check "each by an acknowledgement of its own" [ "$(count_in "$T/silences" '\[wr:[0-9a-f-]*\]')" = $ALERTS ]
check "each on an alert of its own" [ "$(count_in "$T/silences" '"SaleAlert[0-9]*"')" = $ALERTS ]
check "the proxy lost an answer of each" sh -c "[ \"\$(curl -s '$proxy/lost' | sed 's/.* \([0-9]*\) answers.*/\1/')\" -ge $ALERTS ]"
room alerts --json
check "the room shows every one confirmed" [ "$(grep -Ec '"state" *: *"confirmed"' "$T/out")" = $ALERTS ]
check "the journal is proved" "$WARROOM" verify -c "$T/room.cfg"

exit $failed
