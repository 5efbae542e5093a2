#!/bin/sh
# What was acknowledged is delivered once by a watch that is killed again and again: after the journal has the
# acknowledgement, before, while or after it is sent to a real Alertmanager. WARROOM_KILL_ROUNDS sets how often.
. "${srcdir:-.}/tests/terminal/lib.sh"
. "$srcdir/tests/live/lib.sh"

ROUNDS=${WARROOM_KILL_ROUNDS:-60}

# A moment between its start and just after its first delivery.
wait_a_moment() {
	sleep "0.$(printf '%03d' "$(shuf -i 1-35 -n 1)")"
}

start_alertmanager || { echo "the server does not start"; cat "$T"/*.log; exit 1; }
write_config "$am" 2s 1900ms
check "$ROUNDS alerts are posted" post_alerts "$ROUNDS"
room alerts
keys=$(listed_keys)
check "the room lists them all" [ "$(echo "$keys" | wc -l)" = "$ROUNDS" ]

kept=0
open=0
for key in $keys; do
	room ack --as lin "$key" && kept=$((kept + 1))
	start_watch
	wait_a_moment
	end_watch KILL
	[ "$(count_silences)" = $kept ] || open=$((open + 1))
done
check "every acknowledgement was kept" [ $kept = "$ROUNDS" ]
echo "$open of $ROUNDS kills came before the delivery"
start_watch
check "one that lives delivers the rest" within 60 outbox_is_empty
sleep 0.5
end_watch TERM
check "the Alertmanager holds exactly $ROUNDS silences" [ "$(count_silences)" = "$ROUNDS" ]
room alerts --json
check "the room shows every one confirmed" [ "$(grep -Ec '"state" *: *"confirmed"' "$T/out")" = "$ROUNDS" ]
check "the journal is proved" "$WARROOM" verify -c "$T/room.cfg"

exit $failed
