#!/bin/sh
# Two sites on three real members of etcd and one real Alertmanager: what one does shows at the other, a member dies, a site is
# cut off and acts alone, both merge, deliveries leave once, a compaction in between, a log-in, and TLS.
for program in etcd etcdctl sqlite3; do
	command -v $program >/dev/null || { echo "$program is missing: install etcd-server, etcd-client, sqlite3"; exit 77; }
done
. "${srcdir:-.}/tests/terminal/lib.sh"
for program in prometheus-alertmanager curl openssl; do
	command -v $program >/dev/null || { echo "$program is missing: install prometheus-alertmanager, curl, openssl" >&2; exit 1; }
done

am_port=$(free_port 1)
am=http://127.0.0.1:$am_port
p1=$(free_port 2) p2=$(free_port 3) p3=$(free_port 4) q1=$(free_port 5) q2=$(free_port 6) q3=$(free_port 7)
link_port=$(free_port 8) tls_port=$(free_port 9) tls_peer=$(free_port 10)
members="http://127.0.0.1:$p1,http://127.0.0.1:$p2,http://127.0.0.1:$p3"
export ETCDCTL_API=3

# There is no screen here: what the two sites said is what helps.
screen() {
	for f in "$T"/*.out; do echo "--- $f"; tail -30 "$f"; done
}

# start_member N CLIENT PEER
start_member() {
	etcd --name "m$1" --data-dir "$T/m$1" --listen-client-urls "http://127.0.0.1:$2" --advertise-client-urls "http://127.0.0.1:$2" \
		--listen-peer-urls "http://127.0.0.1:$3" --initial-advertise-peer-urls "http://127.0.0.1:$3" \
		--heartbeat-interval 50 --election-timeout 500 --logger=zap --log-outputs=stderr \
		--initial-cluster "m1=http://127.0.0.1:$q1,m2=http://127.0.0.1:$q2,m3=http://127.0.0.1:$q3" >"$T/m$1.log" 2>&1 &
	last=$!
	PIDS="$PIDS $last"
}

start_forwarder() {
	tests/live/forwarder "$link_port" "$p3" &
	forwarder=$!
	PIDS="$PIDS $forwarder"
}

# doctor SITE REGEX: what it says of that site's members.
doctor() {
	"$WARROOM" doctor -c "$T/$1.cfg" --journal "$T/doctor.db" >"$T/doctor.out" 2>&1
	grep -Eq -- "$2" "$T/doctor.out" || { cat "$T/doctor.out"; return 1; }
}

# room SITE ENDPOINTS MORE GRACE: the configuration of that site; more lines for its section.
room() {
	cat >"$T/$1.cfg" <<-Y
	room = { name = "Live room"; zone = "UTC"; event_start = "2020-01-01 00:00"; event_end = "2099-01-01 00:00"; };
	teams = ( { id = "tech"; title = "technology"; } );
	people = ( { id = "lin"; name = "Lin Yue 林月"; team = "tech"; }, { id = "sun"; name = "Sun Wei"; team = "tech"; } );
	sources = ( { name = "alertmanager"; kind = "alertmanager"; url = "$am"; period = "1s"; timeout = "900ms"; } );
	console = { grace = "${4:-1s}"; };
	site = { name = "$1"; endpoints = [ $2 ]; prefix = "warroom/live"; take_over = "2s"; $3 };
	Y
}

# watch SITE: the console of that site without a screen.
watch() {
	"$WARROOM" watch -c "$T/$1.cfg" --journal "$T/$1.db" >>"$T/$1.out" 2>&1 &
	last=$!
	PIDS="$PIDS $last"
}

# at SITE COMMAND ...
at() {
	site=$1
	command=$2
	shift 2
	"$WARROOM" "$command" -c "$T/$site.cfg" --journal "$T/$site.db" "$@"
}

says() {
	grep -Eq -- "$2" "$T/$1.out"
}

# says_times SITE REGEX N
says_times() {
	[ "$(grep -Ec -- "$2" "$T/$1.out")" = "$3" ]
}

status_says() {
	at "$1" status | grep -Eq -- "$2"
}

# silences N [REGEX]: so many stand on the alerts of these names.
silences() {
	[ "$(curl -s "$am/api/v2/silences" | sed 's/{"id"/\n&/g' | grep '"state":"active"' | grep -Ec "\"value\":\"${2:-Alert[A-E]}\"")" = "$1" ]
}

journals_are_equal() {
	for s in sh bj; do
		sqlite3 "$T/$s.db" "SELECT id, at_us, kind, person, body FROM event ORDER BY id" >"$T/$s.events" || return 1
	done
	[ -s "$T/sh.events" ] && cmp -s "$T/sh.events" "$T/bj.events"
}

counts_are() {
	[ "$(sqlite3 "$T/$1.db" "SELECT count(*) FROM event WHERE kind = '$2'")" = "$3" ]
}

cat >"$T/am.yml" <<-Y
route: { receiver: "null", group_by: [alertname], group_wait: 1s, group_interval: 5s, repeat_interval: 1h }
receivers: [ { name: "null" } ]
Y
prometheus-alertmanager --config.file="$T/am.yml" --storage.path="$T/am" --web.listen-address="127.0.0.1:$am_port" \
	--cluster.listen-address= >"$T/am.log" 2>&1 &
PIDS="$PIDS $!"
start_member 1 "$p1" "$q1"
start_member 2 "$p2" "$q2"
member2=$last
start_member 3 "$p3" "$q3"
start_forwarder
wait_http "$am/-/ready" && wait_http "http://127.0.0.1:$p1/health" && wait_http "http://127.0.0.1:$p3/health" ||
	{ echo "the servers do not start"; tail -5 "$T"/*.log; exit 1; }
alerts=
for name in A B C D E F; do
	alerts="$alerts${alerts:+,}{\"labels\":{\"alertname\":\"Alert$name\",\"severity\":\"warning\"},\"endsAt\":\"2099-01-01T00:00:00Z\",\"startsAt\":\"2026-01-01T00:00:00Z\"}"
done
curl -s -XPOST -H 'Content-Type: application/json' "$am/api/v2/alerts" -d "[$alerts]"

# 7, begun here since it takes a while: another room, one of whose sites dies with a delivery that is not due for an hour
room tj "\"http://127.0.0.1:$p1\"" "" 1h
room nj "\"http://127.0.0.1:$p1\""
sed -i 's,warroom/live,warroom/other,' "$T/tj.cfg" "$T/nj.cfg"
watch tj
dying=$last
check "a site of another room" within 15 says tj 'site tj: linked, 1 site$'
check "acknowledges" at tj ack AlertF --as lin
watch nj
check "the other site hears of it" within 10 counts_are nj ack 1
check "and leaves the delivery alone" silences 0 AlertF
kill -9 "$dying"

room sh "\"http://127.0.0.1:$p1\", \"http://127.0.0.1:$p2\", \"http://127.0.0.1:$p3\""
room bj "\"http://127.0.0.1:$link_port\""
check "warroom check accepts the configuration" "$WARROOM" check "$T/sh.cfg"
watch sh
watch bj
check "the sites find each other" within 15 says sh 'site sh: linked, 2 sites'
check "both of them" within 5 says bj 'site bj: linked, 2 sites'
check "status says so" status_says sh 'site sh: 2 sites'

# 1. an acknowledgement here shows there, and leaves once
check "an acknowledgement at one site" at sh ack AlertA --as lin -m 'ours 我来'
check "shows at the other" within 3 says bj 'lin .*AlertA'
check "is delivered" within 10 silences 1
check "and the other site hears of it" within 5 counts_are bj sent 1

# 2. a member of etcd dies
check "doctor asks each member" doctor sh "ok +etcd: http://127.0.0.1:$p2 answers in [0-9]+ ms"
kill -9 "$member2"
check "and says which is dead, and what that means" doctor sh "FAIL +etcd: http://127.0.0.1:$p2: "
check "the others are well" grep -Eq "ok +etcd: http://127.0.0.1:$p3 answers in" "$T/doctor.out"
check "the room goes on" grep -q 'goes on alone' "$T/doctor.out"
check "with one member of three dead" at bj ack AlertB --as sun
check "it goes on" within 10 says sh 'sun .*AlertB'
check "and the other way" at sh note --as lin -m 'one member less' AlertB
check "as well" within 10 says bj 'one member less'
check "nobody was told that a site was cut off" sh -c "! grep -q 'CUT OFF' '$T/sh.out'"

# 3. the link of one site is cut; both act, also on the same alert
kill -9 "$forwarder"
check "a site whose link is cut says so" within 10 says bj 'site bj: CUT OFF: .*etcd at'
check "in its status too" status_says bj 'site bj: CUT OFF 00:'
check "it goes on alone" at bj ack AlertC --as sun
check "and so does the other" at sh ack AlertC --as lin
check "there on another alert" at sh ack AlertD --as lin
check "here on another one" at bj ack AlertE --as sun
check "and takes back what was delivered before" at bj unack AlertB --as sun
within 10 silences 5
check "the other sees that it is alone" within 20 says sh 'site sh: linked, 1 site$'
# 4. meanwhile etcd forgets its past
etcdctl --endpoints "$members" compact "$(etcdctl --endpoints "$members" get x -w json | grep -o '"revision":[0-9]*' | grep -o '[0-9]*')" \
	>"$T/compact.log" 2>&1
check "etcd is compacted meanwhile" grep -q compacted "$T/compact.log"
start_forwarder
check "the link heals" within 10 says_times bj 'site bj: linked' 2
check "and says what came and went" within 2 says bj 'meanwhile [0-9]+ events came, [0-9]+ went'
check "both journals hold the same events" within 10 journals_are_equal
check "with all four acknowledgements of both sides" counts_are sh ack 6
check "the journal of each is whole" sh -c "'$WARROOM' verify --journal '$T/sh.db' && '$WARROOM' verify --journal '$T/bj.db'" >"$T/verify.out"
sleep 2
check "each alert is silenced once, but what two acknowledged apart" silences 5
check "still equal after all was delivered" within 10 journals_are_equal
check "what a dead site had to deliver left through another, once" within 25 silences 1 AlertF
check "and is known to have been sent" within 5 counts_are nj sent 1

# 5. a log-in
{
	etcdctl --endpoints "$members" user add root:pw && etcdctl --endpoints "$members" user grant-role root root
	etcdctl --endpoints "$members" auth enable
} >"$T/auth.log" 2>&1
check "a site that does not log in is refused with the reason" within 15 says sh 'CUT OFF: .*(user name|auth|token|permission)'
printf 'pw\n' >"$T/secret"
chmod 600 "$T/secret"
kill "$last" 2>/dev/null
room hz "\"http://127.0.0.1:$p1\"" "user = \"root\"; password_file = \"$T/secret\";"
watch hz
check "a site with name and password is let in" within 10 says hz 'site hz: linked'
check "and has every event from the first on" within 5 counts_are hz ack 6

# 6. TLS
{
	openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Test CA' -keyout "$T/ca.key" -out "$T/ca.crt"
	printf 'subjectAltName=IP:127.0.0.1\n' >"$T/ext"
	openssl req -newkey rsa:2048 -nodes -subj '/CN=etcd' -keyout "$T/srv.key" -out "$T/srv.csr"
	openssl x509 -req -in "$T/srv.csr" -CA "$T/ca.crt" -CAkey "$T/ca.key" -CAcreateserial -days 30 -extfile "$T/ext" -out "$T/srv.crt"
} >"$T/openssl.log" 2>&1
etcd --name t --data-dir "$T/tls" --listen-client-urls "https://127.0.0.1:$tls_port" --advertise-client-urls "https://127.0.0.1:$tls_port" \
	--cert-file "$T/srv.crt" --key-file "$T/srv.key" --listen-peer-urls "http://127.0.0.1:$tls_peer" \
	--initial-advertise-peer-urls "http://127.0.0.1:$tls_peer" --initial-cluster "t=http://127.0.0.1:$tls_peer" \
	--logger=zap --log-outputs=stderr >"$T/tls.log" 2>&1 &
PIDS="$PIDS $!"
wait_http --cacert "$T/ca.crt" "https://127.0.0.1:$tls_port/health"
room gz "\"https://127.0.0.1:$tls_port\"" "ca_file = \"$T/ca.crt\";"
room cd "\"https://127.0.0.1:$tls_port\""
watch gz
watch cd
check "TLS with the right certificates" within 10 says gz 'site gz: linked'
check "without them the server is not trusted" within 10 says cd 'CUT OFF: .*certificate'

exit $failed
