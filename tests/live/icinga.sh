#!/bin/sh
# The real Icinga 2 on loopback, behind TLS with its own CA: problems show, are acknowledged by key and by command, confirmed,
# taken back, silenced by a downtime; who was first is said; an end counts although Icinga clears it late; what is wrong is said.
. "${srcdir:-.}/tests/terminal/lib.sh"

command -v icinga2 >/dev/null || { echo "icinga2 is missing: install icinga2-bin and icinga2-common"; exit 77; }
for program in openssl curl; do
	command -v $program >/dev/null || { echo "$program is missing: install openssl, curl" >&2; exit 1; }
done

port=$(free_port 5)
D=$T/icinga
icinga=https://localhost:$port

make_certificates() {
	mkdir -p "$D/conf" "$D/data/certs" "$D/log" "$D/cache" "$D/spool" "$D/run"
	openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Other CA' -keyout "$T/other.key" -out "$T/other.crt"
	openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Test CA' -keyout "$D/ca.key" -out "$D/data/certs/ca.crt"
	printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' >"$D/ext"
	for cn in node console; do
		openssl req -newkey rsa:2048 -nodes -subj "/CN=$cn" -keyout "$D/data/certs/$cn.key" -out "$D/$cn.csr"
		openssl x509 -req -in "$D/$cn.csr" -CA "$D/data/certs/ca.crt" -CAkey "$D/ca.key" -CAcreateserial -days 30 \
			-extfile "$D/ext" -out "$D/data/certs/$cn.crt"
	done
	chmod 600 "$D/data/certs/console.key"
}

cat_config() {
	cat <<-Y
	const NodeName = "node"
	const ZoneName = NodeName
	include <itl>
	object Endpoint NodeName { }
	object Zone ZoneName { endpoints = [ NodeName ] }
	object ApiListener "api" { bind_host = "127.0.0.1"; bind_port = $port }
	object CheckerComponent "checker" { }
	object ApiUser "room" { password = "secret"; permissions = [ "*" ] }
	object ApiUser "looks" { password = "secret"; permissions = [ "objects/query/*" ] }
	object ApiUser "cert" { client_cn = "console"; permissions = [ "*" ] }
	template Host "passive" { check_command = "dummy"; enable_active_checks = false; max_check_attempts = 1 }
	template Service "passive" { check_command = "passive"; enable_active_checks = false; max_check_attempts = 1 }
	object Host "web1" { import "passive"; vars.team = "tech"; vars.env = "prod"; vars.secret = "canary-7" }
	object Host "db \"1\" 订单库" { import "passive" }
	object Service "http" { import "passive"; host_name = "web1"; display_name = "HTTP check"; notes_url = "https://wiki/http" }
	object Service "short" { import "passive"; host_name = "web1" }
	object Service "known" { import "passive"; host_name = "web1" }
	object Service "soft" { import "passive"; host_name = "web1"; max_check_attempts = 3 }
	object Service "disk / 数据" { import "passive"; host_name = "db \"1\" 订单库" }
	Y
}

# No root daemon: as whoever runs the test, in its own folders.
start_icinga() {
	user=$(id -un)
	group=$(id -gn)
	icinga2 daemon -c "$D/conf/icinga2.conf" -D Configuration.RunAsUser="$user" -D Configuration.RunAsGroup="$group" \
		-D Configuration.ConfigDir="$D/conf" -D Configuration.DataDir="$D/data" -D Configuration.LogDir="$D/log" \
		-D Configuration.CacheDir="$D/cache" -D Configuration.SpoolDir="$D/spool" -D Configuration.InitRunDir="$D/run" \
		>>"$D/icinga.log" 2>&1 &
	server=$!
	PIDS="$PIDS $server"
	wait_http --cacert "$D/data/certs/ca.crt" -u room:secret "$icinga/v1"
}

stop_icinga() {
	kill "$server"
	wait "$server" 2>/dev/null
	PIDS=${PIDS% "$server"}
}

api() {
	path=$1
	shift
	curl -s --cacert "$D/data/certs/ca.crt" -u room:secret -H 'Accept: application/json' "$icinga/v1/$path" "$@"
}

# result OBJECT EXIT OUTPUT: OBJECT is "host":"NAME" or "service":"HOST!NAME".
result() {
	api actions/process-check-result -d "{$1,\"exit_status\":$2,\"plugin_output\":\"$3\"}" | grep -q '"code":200'
}

# icinga_has REGEX: the acknowledgements' comments that Icinga lists.
icinga_has() {
	api 'objects/comments?attrs=author&attrs=text&attrs=host_name&attrs=service_name&attrs=expire_time' | grep -Eq -- "$1"
}

icinga_lacks() {
	! icinga_has "$1"
}

down() {
	api 'objects/downtimes?attrs=author&attrs=comment&attrs=service_name' | grep -Eq -- "$1"
}

not_down() {
	! down "$1"
}

# write_room NAME LINES: a room whose source has these lines beside its address.
write_room() {
	cat >"$T/$1.cfg" <<-Y
	room = { name = "$1"; zone = "UTC"; event_start = "2020-01-01 00:00"; event_end = "2099-01-01 00:00"; };
	teams = ( { id = "tech"; title = "technology"; } );
	people = ( { id = "lin"; name = "Lin Yue 林月"; team = "tech"; }, { id = "bo"; name = "Bo"; team = "tech"; } );
	tiers = (
		{ id = "brief"; title = "brief"; rank = 2; limit = "5m"; expiry = "3s"; match = [ "service=short" ]; },
		{ id = "urgent"; title = "urgent"; rank = 1; limit = "2m"; expiry = "30m"; match = [ "severity=critical" ]; },
		{ id = "rest"; title = "rest"; rank = 3; limit = "30m"; }
	);
	sources = ( { name = "icinga"; kind = "icinga2"; url = "$icinga"; period = "2s"; timeout = "1900ms"; $2 } );
	console = { grace = "0s"; };
	Y
}

# room COMMAND ...: the command on the room; what it says is in $T/out.
room() {
	command=$1
	shift
	"$WARROOM" "$command" -c "$T/room.cfg" "$@" >"$T/out" 2>&1
}

# row REGEX: the list of alerts has such a row.
row() {
	room alerts
	grep -Eq -- "$1" "$T/out" || { cat "$T/out"; return 1; }
}

no_row() {
	room alerts && ! grep -Eq -- "$1" "$T/out"
}

# says REGEX NAME: what the sources panel of that room says.
says() {
	"$WARROOM" print -c "$T/$2.cfg" --size 200x20 --layout sources >"$T/out" 2>&1
	grep -Eq -- "$1" "$T/out" || { cat "$T/out"; return 1; }
}

cat_config >/dev/null && make_certificates >"$T/openssl.log" 2>&1 && cat_config >"$D/conf/icinga2.conf" && start_icinga ||
	{ echo "Icinga does not start"; cat "$T/openssl.log" "$D/icinga.log"; exit 1; }
for user in secret wrong; do
	printf '%s\n' $user >"$T/$user"
	chmod 600 "$T/$user"
done
ca="ca_file = \"$D/data/certs/ca.crt\";"
basic="auth = \"basic\"; password_file = \"$T/secret\";"
write_room room "$ca $basic user = \"room\"; icinga = { labels = [ \"env\" ]; };"
write_room certificate "$ca cert_file = \"$D/data/certs/console.crt\"; key_file = \"$D/data/certs/console.key\";"
write_room otherca "ca_file = \"$T/other.crt\"; $basic user = \"room\";"
write_room wrongpw "$ca auth = \"basic\"; password_file = \"$T/wrong\"; user = \"room\";"
write_room looks "$ca $basic user = \"looks\";"
check "warroom check accepts the configuration" "$WARROOM" check "$T/room.cfg"

check "a service goes bad" result '"service":"web1!http"' 2 'HTTP CRITICAL - refused 拒绝\nline two'
open_terminal 230 30 "'$WARROOM' -c '$T/room.cfg' --as lin"
expect 10 'HTTP CRITICAL - refused 拒绝.*unseen' "the console shows it, Chinese too"
press g a
expect 10 'confirmed lin' "acknowledged with the key, confirmed by the next answer"
check "Icinga has the acknowledgement, by its author" within 2 icinga_has '"author":"lin".*ACK! \[wr:'
press g u
within 10 icinga_lacks '"author":"lin"'
check "taken back with the key, it is gone at Icinga" icinga_lacks '"author":"lin"'
expect 10 'refused.*unseen' "and asks again"
press Q
expect 5 'ended 0' "the console leaves"

# The event stream: with a period of 15 s, what changes shows at once.
sed 's/period = "2s"/period = "15s"/' "$T/room.cfg" >"$T/slow.cfg"
open_terminal 230 30 "'$WARROOM' -c '$T/slow.cfg' --journal '$T/slow.db' --as lin"
expect 15 'refused 拒绝.*unseen' "a console with a period of 15 s"
sleep 1 # until it listens
since=$(date +%s%N)
result '"service":"web1!short"' 2 'quick'
expect 1 'quick.*unseen' "shows what changes there at once"
echo "# after $((($(date +%s%N) - since) / 1000000)) ms"
result '"service":"web1!short"' 0 'fine'
press Q
expect 5 'ended 0' "and leaves at once"

room alerts --json
check "team, runbook and state are told" grep -Ezq '"team":"tech".*"runbook":"https://wiki/http".*"state":"critical"' "$T/out"
check "a custom variable becomes a label where that was asked for" grep -q '"env":"prod"' "$T/out"
check "and no other does" sh -c "! grep -q canary '$T/out'"

check "more goes bad" result '"host":"db \"1\" 订单库"' 1 'down' &&
	result '"service":"db \"1\" 订单库!disk / 数据"' 2 'full' && result '"service":"web1!soft"' 1 'soon' &&
	result '"service":"web1!short"' 1 'slow'
check "the host shows as down" row '订单库.*unseen.* is down'
check "what is behind it is not asked for, since it cannot be reached" no_row 'disk / 数据.*unseen'
check "a soft state is not shown" no_row 'soft on web1'
check "the command acknowledges a name with quotes and spaces" room ack --as lin --wait 10 -m '换盘' 'icinga/db "1" 订单库'
check "and it is confirmed" grep -q 'confirmed' "$T/out"
check "Icinga has the comment" icinga_has 'u6362\\u76d8 \[wr:|换盘 \[wr:'

check "somebody is first at Icinga" sh -c "curl -s --cacert '$D/data/certs/ca.crt' -u room:secret -H 'Accept: application/json' \
	'$icinga/v1/actions/acknowledge-problem' -d '{\"service\":\"web1!http\",\"author\":\"alice\",\"comment\":\"mine\"}' | grep -q 200"
check "the room shows who" row 'held by alice.*HTTP check'
check "an acknowledgement that comes second is no error" room ack --as bo --wait 10 'icinga/web1!http'
room alerts --json
check "and says who was first" grep -q 'alice had acknowledged it in icinga before: mine' "$T/out"
check "the row, too" row 'confirmed bo .*: alice had'
check "one that is taken back leaves the other's" room unack --as bo --wait 10 'icinga/web1!http'
check "Icinga still has it" icinga_has '"author":"alice"'

check "a short acknowledgement is confirmed" room ack --as lin --wait 10 'icinga/web1!short'
check "Icinga has its end" icinga_has '"expire_time":[1-9][0-9]*,"host_name":"web1","service_name":"short"'
check "it asks again at its end, whenever Icinga clears it" within 10 row 'unseen.* short on web1'

check "what is known goes bad" result '"service":"web1!known"' 2 'known'
check "a silence is a downtime" room silence --as lin --for 30m --wait 10 -m 'since Monday' 'icinga/web1!known'
check "Icinga has it" down '"author":"lin","comment":"since Monday \[wr:'
check "it is taken back" room unack --as lin --wait 10 'icinga/web1!known'
check "and gone at Icinga" within 5 not_down Monday

# What is kept while the server is away waits, and is delivered when it is back.
start_watch() {
	"$WARROOM" watch -c "$T/room.cfg" --as bo >>"$T/watch.log" 2>&1 &
	watch=$!
	PIDS="$PIDS $watch"
}

end_watch() {
	kill "$watch"
	wait "$watch" 2>/dev/null
	PIDS=${PIDS% "$watch"}
}

outbox_is_empty() {
	room outbox list && [ ! -s "$T/out" ]
}

start_watch
check "a watch looks" within 10 grep -q 'watching room' "$T/watch.log"
sleep 3
end_watch
stop_icinga
check "an acknowledgement is kept although Icinga is away" room ack --as lin -m 'while away' 'icinga/web1!known'
check "and says who will deliver it" grep -q "kept (the next console or 'warroom watch' delivers it)" "$T/out"
check "one that is waited for says that it waits" sh -c "! '$WARROOM' ack -c '$T/room.cfg' --as lin --wait 1 'icinga/web1!http' \
	>'$T/out' 2>&1 && grep -q 'it stays in the outbox' '$T/out'"
room outbox list
check "it waits in the outbox, not refused" grep -Eq 'waiting.*ack known on web1 at icinga, by lin' "$T/out"
room alerts
check "and shows as kept" grep -Eq 'seen lin .*kept .*known on web1' "$T/out"
check "no answer is a sentence" says 'network: .*refused' room
start_icinga
start_watch
check "the watch delivers it when Icinga is back" within 20 outbox_is_empty
check "and it is confirmed" within 10 row 'confirmed lin .*known on web1'
check "Icinga has it once" sh -c "[ \$(curl -s --cacert '$D/data/certs/ca.crt' -u room:secret -H 'Accept: application/json' \
	'$icinga/v1/objects/comments?attrs=text' | grep -o 'while away' | wc -l) = 1 ]"
end_watch
check "the client certificate alone is enough" says 'live' certificate

check "init takes a login and a CA" sh -c "'$WARROOM' init --no-input -c '$T/init.cfg' --user room --password-file '$T/secret' \
	--ca-file '$D/data/certs/ca.crt' '$icinga' >'$T/out' 2>&1 && grep -q 'Icinga 2 r2' '$T/out'"
check "and what it writes works" says 'live' init
check "another CA is refused with its cause" says 'tls: .*(certificate|CA)' otherca
check "a wrong password is said" says 'http 401: check the token or password of source icinga' wrongpw
check "without status/query the source is live" says 'live' looks
"$WARROOM" ack -c "$T/looks.cfg" --as lin --wait 10 'icinga/web1!short' >"$T/out" 2>&1
check "a right that is missing is named" grep -Eq 'lacks a right.*actions' "$T/out"
check "a service is well again" result '"service":"web1!http"' 0 'HTTP OK'
check "the recovered service is gone" within 10 no_row 'HTTP check'

exit $failed
