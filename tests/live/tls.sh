#!/bin/sh
# The real Prometheus behind TLS with an own CA and a password: the room reads it with the right secrets, and says what is
# wrong with each wrong one.
. "${srcdir:-.}/tests/terminal/lib.sh"

for program in prometheus openssl curl; do
	command -v $program >/dev/null || { echo "$program is missing: install prometheus, openssl, curl" >&2; exit 1; }
done

port=$(free_port 3)
url=https://localhost:$port

make_certificates() {
	openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Test CA' -keyout "$T/ca.key" -out "$T/ca.crt"
	openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Other CA' -keyout "$T/other.key" -out "$T/other.crt"
	printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' >"$T/ext"
	openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' -keyout "$T/srv.key" -out "$T/srv.csr"
	openssl x509 -req -in "$T/srv.csr" -CA "$T/ca.crt" -CAkey "$T/ca.key" -CAcreateserial -days 30 -extfile "$T/ext" \
		-out "$T/srv.crt"
}

# The hash is bcrypt of "pw", of the lowest cost.
start_prometheus() {
	cat >"$T/web.yml" <<-'Y'
	basic_auth_users: { alice: '$2y$04$fAyFVLE4tnGJIrg16mUaDuTXpBkHkFc8N.G13F4G7mZmQryMUGJqO' }
	tls_server_config: { cert_file: srv.crt, key_file: srv.key }
	Y
	printf 'global: { scrape_interval: 1s }\n' >"$T/prometheus.yml"
	prometheus --config.file="$T/prometheus.yml" --storage.tsdb.path="$T/prom" --web.listen-address="127.0.0.1:$port" \
		--web.config.file="$T/web.yml" >"$T/prom.log" 2>&1 &
	PIDS="$PIDS $!"
	wait_http --cacert "$T/ca.crt" -u alice:pw "$url/-/ready"
}

# room NAME LINES: a configuration whose only source has these lines, and what print says of it.
room() {
	cat >"$T/$1.cfg" <<-Y
	room = { name = "TLS"; zone = "UTC"; };
	sources = ( { name = "prometheus"; kind = "prometheus"; url = "$url"; $2 } );
	metrics = ( { id = "one"; title = "one"; source = "prometheus"; query = "vector(41.5)"; target = 40; } );
	Y
	SSLKEYLOGFILE="$T/session-keys" "$WARROOM" print -c "$T/$1.cfg" --size 160x20 --layout "$3" 2>&1
}

says() {
	printf '%s\n' "$2" | grep -Eq -- "$1" || { printf '%s\n' "$2"; return 1; }
}

make_certificates >"$T/openssl.log" 2>&1 && start_prometheus || { echo "the server does not start"; cat "$T"/*.log; exit 1; }
printf 'pw\n' >"$T/secret"
printf 'wrong-canary-7\n' >"$T/wrong"
printf 'pw\n' >"$T/open"
chmod 600 "$T/secret" "$T/wrong"
chmod 644 "$T/open"
auth="auth = \"basic\"; user = \"alice\"; ca_file = \"$T/ca.crt\";"

check "the right CA and password: the value is read" \
	says '41\.5' "$(room good "$auth password_file = \"$T/secret\";" metrics)"
out=$(room wrong "$auth password_file = \"$T/wrong\";" sources)
check "a wrong password is a 401 with a hint" says '401' "$out"
check "the secret does not show" sh -c "! printf '%s' '$out' | grep -q canary"
check "a password that others can read is refused" \
	says 'others|mode|chmod|0600|readable' "$(room open "$auth password_file = \"$T/open\";" sources)"
check "without the CA the certificate is refused" \
	says 'tls' "$(room noca "auth = \"basic\"; user = \"alice\"; password_file = \"$T/secret\";" sources)"
check "with another CA the certificate is refused" \
	says 'tls' "$(room otherca "auth = \"basic\"; user = \"alice\"; password_file = \"$T/secret\"; ca_file = \"$T/other.crt\";" sources)"
# F35
check "the environment cannot have the keys of TLS sessions written" [ ! -e "$T/session-keys" ]

exit $failed
