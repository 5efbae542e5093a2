#!/bin/sh
# F18: real TLS servers whose certificate is expired, for another name, of an unknown or no authority, that speak TLS 1.0 alone,
# want a certificate of ours, or change theirs while the room runs: each is refused with its cause, and asked for nothing.
. "${srcdir:-.}/tests/terminal/lib.sh"

command -v openssl >/dev/null || { echo "openssl is missing: install it" >&2; exit 77; }

# There is no screen here: what was said last is what helps.
screen() {
	tail -n 30 "$T/out" "$T"/*.log 2>/dev/null
}

# certificate NAME ALTNAME DAYS CA: of that authority, for that name.
certificate() {
	printf 'subjectAltName=%s\n' "$2" >"$T/$1.ext"
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" -keyout "$T/$1.key" -out "$T/$1.csr" &&
		openssl x509 -req -in "$T/$1.csr" -CA "$T/$4.crt" -CAkey "$T/$4.key" -CAcreateserial -days "$3" \
			-extfile "$T/$1.ext" -out "$T/$1.crt"
}

authority() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=$1" -addext 'subjectAltName=DNS:localhost' \
		-keyout "$T/$1.key" -out "$T/$1.crt"
}

make_certificates() {
	authority ca && authority other &&
		certificate good DNS:localhost 30 ca &&
		certificate expired DNS:localhost -1 ca &&
		certificate name DNS:shop.example 30 ca &&
		certificate unknown DNS:localhost 30 other &&
		certificate client DNS:warroom 30 ca
}

# serve NAME CERTIFICATE PORT OPTION ...: answers what is asked for with the file of that name; its port is then in
# $T/NAME.port, what it was asked for in $T/NAME.log, its process in $server.
serve() {
	name=$1
	certificate=$2
	wanted=$3
	shift 3
	# its input stays open and silent, for it would take that as what to send
	(cd "$T/www" && exec openssl s_server -accept "127.0.0.1:$wanted" -cert "$T/$certificate.crt" -key "$T/$certificate.key" \
		-HTTP "$@") <"$T/hold" >"$T/$name.log" 2>&1 &
	server=$!
	PIDS="$PIDS $server"
	within 60 grep -q '^ACCEPT' "$T/$name.log" || { echo "no server for $name"; cat "$T/$name.log"; exit 1; }
	sed -n 's/^ACCEPT.*:\([0-9]*\)$/\1/p' "$T/$name.log" >"$T/$name.port"
}

# source NAME LINES: one that asks that server, by its name.
source_of() {
	echo "{ name = \"$1\"; kind = \"json\"; url = \"https://localhost:$(cat "$T/${3:-$1}.port")\"; path = \"/${4:-room}\"; $2 }"
}

says() {
	check "$1: $2" grep -Eq -- "$1 +$2" "$T/out"
}

was_not_asked() {
	check "$1 was asked for nothing" sh -c "! grep -q FILE: '$T/$1.log'"
}

mkdir "$T/www"
mkfifo "$T/hold"
exec 9<>"$T/hold"
printf 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"teams":[]}' >"$T/www/room"
printf 'HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/room\r\nContent-Length: 0\r\n\r\n' >"$T/www/plain"
make_certificates >"$T/openssl.log" 2>&1 || { cat "$T/openssl.log"; exit 1; }
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=localhost" -addext 'subjectAltName=DNS:localhost' \
	-keyout "$T/self.key" -out "$T/self.crt" 2>>"$T/openssl.log"
serve good good 0
serve expired expired 0
serve name name 0
serve unknown unknown 0
serve self self 0
serve old good 0 -tls1 -cipher 'ALL:@SECLEVEL=0'
serve wants good 0 -Verify 1 -verifyCAfile "$T/ca.crt" -verify_return_error
serve shows good 0 -Verify 1 -verifyCAfile "$T/ca.crt" -verify_return_error
serve foreign good 0 -Verify 1 -verifyCAfile "$T/ca.crt" -verify_return_error
chmod 600 "$T/client.key" "$T/unknown.key"
cp "$T/client.key" "$T/open.key"
chmod 640 "$T/open.key"

# a machine under load takes its time for eleven handshakes
ca="ca_file = \"$T/ca.crt\"; period = \"60s\"; timeout = \"30s\"; connect_timeout = \"30s\";"
cat >"$T/room.cfg" <<Y
room = { name = "TLS"; zone = "UTC"; };
sources = (
	$(source_of good "$ca"),
	$(source_of expired "$ca"),
	$(source_of name "$ca"),
	$(source_of unknown "$ca"),
	$(source_of self "$ca"),
	$(source_of old "$ca"),
	$(source_of wants "$ca"),
	$(source_of shows "$ca cert_file = \"$T/client.crt\"; key_file = \"$T/client.key\";"),
	$(source_of foreign "$ca cert_file = \"$T/unknown.crt\"; key_file = \"$T/unknown.key\";"),
	$(source_of opened "$ca cert_file = \"$T/client.crt\"; key_file = \"$T/open.key\";" shows),
	$(source_of downgrade "$ca" good plain)
);
Y
"$WARROOM" print -c "$T/room.cfg" --size 200x40 --layout sources --wait 60000 >"$T/out" 2>&1
check "the good one is live" grep -Eq 'live +good' "$T/out"
says expired "tls: the server's certificate has expired: renew it for source expired"
says name "tls: the server's certificate is for another name than that in the url of source name"
says unknown "tls: the server's certificate is signed by nobody whom we trust: check ca_file of source unknown"
says self "tls: the server's certificate is signed by nobody whom we trust: check ca_file of source self"
says old "tls: the server speaks no TLS 1.2 or newer, source old"
says wants "tls: the server wants a certificate of ours: set cert_file and key_file of source wants"
check "with a client certificate it is live" grep -Eq 'live +shows' "$T/out"
says foreign "tls: the server does not (take our certificate|know who signed our certificate): check cert_file of source foreign"
says opened "secret: .*open.key is open to its group or to others: chmod 600 it"
says downgrade "http 301: redirected, which is not followed"
for name in expired name unknown self old wants foreign; do
	was_not_asked $name
done

# The certificate is replaced while the room runs, and replaced again by one that is in order.
serve moving good 0
moving=$server
port=$(cat "$T/moving.port")
cat >"$T/room.cfg" <<Y
room = { name = "TLS"; zone = "UTC"; };
sources = ( $(source_of moving "ca_file = \"$T/ca.crt\"; period = \"1s\";") );
Y
"$WARROOM" watch -c "$T/room.cfg" >"$T/watch.log" 2>&1 &
PIDS="$PIDS $!"
check "asked while its certificate is good" within 60 grep -q FILE: "$T/moving.log"
kill "$moving"
wait "$moving" 2>/dev/null
serve moving expired "$port"
moving=$server
check "the new certificate is refused while the room runs" \
	within 60 grep -q "source moving .*tls: the server's certificate has expired" "$T/watch.log"
was_not_asked moving
kill "$moving"
wait "$moving" 2>/dev/null
serve moving good "$port"
check "and it is live again with a good one" within 60 grep -q 'source moving is live again' "$T/watch.log"

exit $failed
