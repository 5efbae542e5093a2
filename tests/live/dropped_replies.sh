#!/bin/sh
# The real Alertmanager behind a proxy that loses its answers: 500 acknowledgements become exactly 500 silences, one an alert,
# although every one of them was answered into nothing, some were lost on the way there, and watch is killed amid it.
. "${srcdir:-.}/tests/terminal/lib.sh"
. "$srcdir/tests/live/lib.sh"

ALERTS=500

start_proxy() {
	mkfifo "$T/hold"
	tests/live/dropping_proxy "$am_port" <"$T/hold" >"$T/proxy_port" &
	PIDS="$PIDS $!"
	exec 9>"$T/hold"
	within 10 grep -q . "$T/proxy_port"
}

# count_in FILE REGEX: how many different texts in it fit.
count_in() {
	grep -Eo -- "$2" "$1" | sort -u | wc -l
}

# delivered N: so many were said to be delivered.
delivered() {
	[ "$(grep -c ' delivered: ' "$T/watch.log")" -ge "$1" ]
}

start_alertmanager && start_proxy || { echo "the servers do not start"; cat "$T"/*.log; exit 1; }
proxy=http://127.0.0.1:$(cat "$T/proxy_port")
write_config "$proxy" 2s 1900ms
check "$ALERTS alerts are posted" post_alerts $ALERTS
room alerts
keys=$(listed_keys)
check "the room lists them all" [ "$(echo "$keys" | wc -l)" = $ALERTS ]

# shellcheck disable=SC2086
check "one command acknowledges them all" room ack --as lin -m 'all hands' $keys
check "nothing left the room by it" [ "$(count_silences)" = 0 ]

began=$(date +%s)
start_watch
check "deliveries arrive although their answers are lost" within 20 delivered 20
end_watch KILL
start_watch
check "another watch delivers the rest" within 90 outbox_is_empty
echo "settled in $(($(date +%s) - began)) s: $(curl -s "$proxy/lost")"

sleep 1
amtool --alertmanager.url="$am" -o json silence query >"$T/silences"
check "the Alertmanager holds exactly $ALERTS silences" [ "$(count_silences)" = $ALERTS ]
check "each by an acknowledgement of its own" [ "$(count_in "$T/silences" '\[wr:[0-9a-f-]*\]')" = $ALERTS ]
check "each on an alert of its own" [ "$(count_in "$T/silences" '"SaleAlert[0-9]*"')" = $ALERTS ]
check "the proxy lost an answer of each" sh -c "[ \"\$(curl -s '$proxy/lost' | sed 's/.* \([0-9]*\) answers.*/\1/')\" -ge $ALERTS ]"
room alerts --json
check "the room shows every one confirmed" [ "$(grep -Ec '"state" *: *"confirmed"' "$T/out")" = $ALERTS ]
check "the journal is proved" "$WARROOM" verify -c "$T/room.cfg"

exit $failed
