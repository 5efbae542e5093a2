#!/bin/sh
# The real Zabbix 6.0 on loopback: a problem shows with its host, is acknowledged by a command and by a key, shows confirmed,
# and is taken back; what people do in Zabbix shows with their names; a token that is not accepted is told in words.
. "${srcdir:-.}/tests/terminal/lib.sh"

if [ "${WARROOM_ZABBIX:-}" != 1 ]; then
	echo "not tested: it takes up to a minute; run it by: make check-zabbix"
	exit 77
fi
. "$srcdir/tests/live/zabbix_lib.sh"
trap 'stop_zabbix; end_all' EXIT
start_zabbix || { echo "FAIL - Zabbix does not start"; tail -n 5 "$Z"/run/*.log; exit 1; }

cat >"$T/room.cfg" <<Y
room = { name = "Zabbix room"; zone = "UTC"; event_start = "2020-01-01 00:00"; event_end = "2099-01-01 00:00"; };
teams = ( { id = "tech"; title = "technology"; } );
people = ( { id = "lin"; name = "Lin Yue 林月"; team = "tech"; } );
sources = ( { name = "zabbix"; kind = "zabbix"; url = "$zabbix"; auth = "bearer"; token_file = "$T/token"; period = "2s"; timeout = "1900ms"; } );
console = { grace = "0s"; };
Y

room() {
	command=$1
	shift
	"$WARROOM" "$command" -c "$T/room.cfg" "$@" >"$T/out" 2>&1
}

# problem: what the API says of the only one.
problem() {
	rpc problem.get '{"output":["acknowledged"],"selectAcknowledges":["action","message"],"hostids":"'"$host"'"}'
}

problem_says() {
	problem | grep -Eq -- "$1"
}

event=$(rpc problem.get '{"output":["eventid"],"hostids":"'"$host"'"}' | grep -o '"eventid":"[0-9]*"' | grep -o '[0-9]*')
check "warroom check accepts the configuration" "$WARROOM" check "$T/room.cfg"
check "the problem is listed" room alerts
check "by its eventid" grep -q "zabbix/$event" "$T/out"
check "as critical, for its severity is high" grep -q 'URG .*Load too high on db1' "$T/out"

check "a command acknowledges it" room ack --as lin --wait 60 --comment 'on it' "zabbix/$event"
check "Zabbix has it as acknowledged" problem_says '"acknowledged":"1"'
check "with the person, the comment and a token" problem_says 'ACK! on it \(lin\) \[wr:[^]]*\]'
check "once" [ "$(problem | grep -o 'wr:' | wc -l)" = 1 ]
check "a command takes it back" room unack --as lin --wait 60 "zabbix/$event"
check "Zabbix has it as not acknowledged" problem_says '"acknowledged":"0"'

room silence --as lin --wait 60 --for 1h "zabbix/$event"
check "this Zabbix cannot suppress until a time, and the reason is told" grep -q '6.2 and later' "$T/out"

rm -rf "$T/state"
open_terminal 132 40 "'$WARROOM' -c '$T/room.cfg' --as lin"
expect 20 'Load too high on db1.*unseen' "the problem shows in the console"
press g a
expect 20 'confirmed' "acknowledged by a key, the next poll confirms it"
check "Zabbix has it as acknowledged" problem_says '"acknowledged":"1"'
press Enter
expect 10 'Orders database' "the details name the host"
press q
expect_gone 5 'q close' 'and close again'
press u
expect 20 'unseen' "taken back by a key"
check "at Zabbix too" within 10 problem_says '"acknowledged":"0"'

rpc event.acknowledge '{"eventids":"'"$event"'","action":6,"message":"called the vendor"}' >/dev/null
expect 20 'held by' "what somebody acknowledges in Zabbix shows as held"
press Enter
expect 10 'called the vendor' "with what was said"
press q
expect_gone 5 'q close' 'and close again'
rpc event.acknowledge '{"eventids":"'"$event"'","action":16}' >/dev/null
expect 20 'unseen' "and asks again when it is taken back there"

# Somebody has it already: taking back ours leaves theirs.
rpc event.acknowledge '{"eventids":"'"$event"'","action":2}' >/dev/null
expect 20 'held by' "it is held"
check "acknowledging it here, too, adds a message" room ack --as lin --wait 60 "zabbix/$event"
check "and taking that back" room unack --as lin --wait 60 "zabbix/$event"
check "leaves theirs" problem_says '"acknowledged":"1"'

echo 0000000000000000000000000000000000000000000000000000000000000000 >"$T/token"
expect 20 'auth: Zabbix does not accept the token' "a token that is not accepted is told in words"
press Q
expect 10 'ended 0' "the console leaves"

exit $failed
