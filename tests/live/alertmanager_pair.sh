#!/bin/sh
# A real Alertmanager cluster of two: an alert shows once, is acknowledged by a key, and all goes on when one member is
# killed: the next acknowledgement is confirmed by the other, and both can be taken back, without a silence too many.
. "${srcdir:-.}/tests/terminal/lib.sh"

for program in prometheus-alertmanager amtool curl; do
	command -v $program >/dev/null || { echo "$program is missing: install prometheus-alertmanager, curl" >&2; exit 77; }
done

port1=$(free_port 1) port2=$(free_port 2) gossip1=$(free_port 3) gossip2=$(free_port 4)
one=http://127.0.0.1:$port1
two=http://127.0.0.1:$port2

# start_member NUMBER PORT GOSSIP_PORT PEER_PORT; its process is $started.
start_member() {
	prometheus-alertmanager --config.file="$T/am.yml" --storage.path="$T/am$1" --web.listen-address="127.0.0.1:$2" \
		--cluster.listen-address="127.0.0.1:$3" --cluster.peer="127.0.0.1:$4" --cluster.settle-timeout=1s \
		--cluster.gossip-interval=50ms >>"$T/am$1.log" 2>&1 &
	started=$!
	PIDS="$PIDS $started"
	wait_http "http://127.0.0.1:$2/-/ready"
}

count_silences() {
	amtool --alertmanager.url="$1" silence query -q | wc -l
}

silences_are() {
	[ "$(count_silences "$1")" = "$2" ]
}

members_are() {
	[ "$(curl -s "$1/api/v2/status" | grep -o '"address"' | wc -l)" = "$2" ]
}

# As each Prometheus does: all alerts to all members.
post_alerts() {
	starts=$(date -u +%Y-%m-%dT%H:%M:%SZ) ends=$(date -u -d '+1 hour' +%Y-%m-%dT%H:%M:%SZ)
	for member in "$@"; do
		curl -sf -o /dev/null -H 'Content-Type: application/json' "$member/api/v2/alerts" -d "[
			{\"labels\":{\"alertname\":\"PaymentSlow\",\"severity\":\"critical\"},\"startsAt\":\"$starts\",\"endsAt\":\"$ends\"},
			{\"labels\":{\"alertname\":\"StockOut\",\"severity\":\"warning\"},\"startsAt\":\"$starts\",\"endsAt\":\"$ends\"}]"
	done
}

printf 'route: { receiver: "null" }\nreceivers: [ { name: "null" } ]\n' >"$T/am.yml"
start_member 1 "$port1" "$gossip1" "$gossip2"
first=$started
start_member 2 "$port2" "$gossip2" "$gossip1"
if within 20 members_are "$one" 2; then pass "the two are a cluster"; else fail "the two are no cluster"; cat "$T"/am*.log; exit 1; fi
post_alerts "$one" "$two"

"$WARROOM" init --no-input -c "$T/init.cfg" "$one" "$two" >"$T/out" 2>&1
check "warroom init sees that they are a cluster" grep -q "urls = \[ \"$one\", \"$two\" \]" "$T/init.cfg"

cat >"$T/room.cfg" <<Y
room = { name = "Pair room"; zone = "UTC"; event_start = "2020-01-01 00:00"; event_end = "2099-01-01 00:00"; };
teams = ( { id = "tech"; title = "technology"; } );
people = ( { id = "lin"; name = "Lin Yue 林月"; team = "tech"; } );
sources = ( { name = "am"; kind = "alertmanager"; urls = [ "$one", "$two" ]; period = "1s"; timeout = "900ms"; } );
console = { grace = "0s"; };
Y
check "warroom check accepts the configuration" "$WARROOM" check "$T/room.cfg"
"$WARROOM" alerts -c "$T/room.cfg" >"$T/out"
check "each alert shows once" [ "$(grep -c '^am/' "$T/out")" = 2 ]

open_terminal 132 40 "'$WARROOM' -c '$T/room.cfg' --as lin --layout alerts"
expect 15 'PaymentSlow.*unseen' "the alerts show in the console"
press g a
expect 15 'PaymentSlow.*confirmed' "an acknowledgement is confirmed"
within 20 silences_are "$two" 1
check "the other member heard of its silence" silences_are "$two" 1

kill -KILL "$first"
wait "$first" 2>/dev/null
press j
press a
expect 30 'StockOut.*confirmed' "one member killed: the next acknowledgement is confirmed by the other"
check "there is one silence for each" silences_are "$two" 2
expect 5 'PaymentSlow.*confirmed' "the first stands as it was"
check "the source is live" screen_lacks 'STALE|FAIL'
"$WARROOM" doctor -c "$T/room.cfg" >"$T/out"
check "the doctor says which member is gone" grep -q "warn.*source am:.*$one failed" "$T/out"

press u
expect 30 'StockOut.*unseen' "what the other member took is taken back"
press g u
expect 30 'PaymentSlow.*unseen' "so is what the killed one took"
within 20 silences_are "$two" 0
check "no silence is left" silences_are "$two" 0

start_member 1 "$port1" "$gossip1" "$gossip2"
within 20 members_are "$one" 2
check "nor comes one back with the member" silences_are "$one" 0
press Q
expect 5 'ended 0' "the console leaves"
exit $failed
