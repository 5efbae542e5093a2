# Helpers for tests with a real Zabbix 6.0: PostgreSQL, the server, and the API by PHP's own web server, on loopback and in
# $T. Source it after tests/terminal/lib.sh.
PB=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
if ! command -v zabbix_server >/dev/null || ! command -v php >/dev/null || [ -z "$PB" ] || [ ! -d /usr/share/zabbix-server-pgsql ]; then
	echo "not tested: install zabbix-server-pgsql, zabbix-frontend-php, php-cli, php-pgsql and postgresql"
	exit 77
fi

Z=$T/zbx
pg_port=$(free_port 1)
# The server takes no higher one.
n=2
while trap_port=$(free_port $n); [ "$trap_port" -gt 32767 ]; do
	n=$((n + 40))
done
api_port=$(free_port 3)
zabbix=http://127.0.0.1:$api_port

# initdb refuses root
as_postgres() {
	if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start_database() {
	mkdir -p "$Z/run"
	chmod 755 "$T" "$Z"
	[ "$(id -u)" != 0 ] || chown postgres "$Z" "$Z/run"
	(cd / && as_postgres "$PB/initdb" -D "$Z/pg" -A trust -U zabbix --no-sync -E UTF8 --locale=C.UTF-8) >/dev/null || return 1
	(cd / && as_postgres "$PB/pg_ctl" -D "$Z/pg" -w -t 120 -l "$Z/run/pg.log" -o "-c listen_addresses=127.0.0.1 -p $pg_port \
		-c unix_socket_directories=$Z/run -c fsync=off -c synchronous_commit=off -c full_page_writes=off" start) >/dev/null || return 1
	export PGHOST=127.0.0.1 PGPORT="$pg_port" PGUSER=zabbix
	"$PB/createdb" zabbix || return 1
	for f in schema images data; do zcat "/usr/share/zabbix-server-pgsql/$f.sql.gz"; done | "$PB/psql" -q zabbix >/dev/null
}

start_server() {
	printf '%s\n' LogType=console "PidFile=$Z/run/zabbix_server.pid" "SocketDir=$Z/run" ListenIP=127.0.0.1 "ListenPort=$trap_port" \
		DBHost=127.0.0.1 "DBPort=$pg_port" DBName=zabbix DBUser=zabbix AllowRoot=1 CacheUpdateFrequency=1 StartPingers=0 \
		StartDiscoverers=0 StartHTTPPollers=0 Timeout=4 >"$Z/server.conf"
	zabbix_server -f -c "$Z/server.conf" >"$Z/run/server.log" 2>&1 &
	PIDS="$PIDS $!"
}

# The path of its configuration is fixed in the code of the frontend: a copy is made.
start_api() {
	cp -rL /usr/share/zabbix "$Z/www" 2>/dev/null || true
	sed -i "s#'/etc/zabbix/zabbix.conf.php'#'$Z/zabbix.conf.php'#" "$Z/www/include/classes/core/CConfigFile.php"
	sed -e "s/'MYSQL'/'POSTGRESQL'/; s/'localhost'/'127.0.0.1'/; s/= '0'/= '$pg_port'/" \
		/usr/share/doc/zabbix-frontend-php/examples/zabbix.conf.php.example >"$Z/zabbix.conf.php"
	php -d date.timezone=UTC -d max_execution_time=300 -d max_input_time=300 -d post_max_size=16M -d memory_limit=512M \
		-d error_reporting='E_ALL&~E_DEPRECATED' -S "127.0.0.1:$api_port" -t "$Z/www" >"$Z/run/php.log" 2>&1 &
	PIDS="$PIDS $!"
	wait_http -H 'Content-Type: application/json' -d '{"jsonrpc":"2.0","method":"apiinfo.version","params":{},"id":1}' \
		"$zabbix/api_jsonrpc.php"
}

# The server first: without its database it would wait for ever.
stop_zabbix() {
	for p in $PIDS; do kill "$p" 2>/dev/null; done
	for p in $PIDS; do wait "$p" 2>/dev/null; done
	PIDS=
	(cd / && as_postgres "$PB/pg_ctl" -D "$Z/pg" -m fast stop) >/dev/null 2>&1
}

# rpc METHOD PARAMS: what it answers, as $session if there is one.
rpc() {
	curl -s -H 'Content-Type: application/json-rpc' "$zabbix/api_jsonrpc.php" \
		-d '{"jsonrpc":"2.0","method":"'"$1"'","params":'"$2"${session:+',"auth":"'"$session"'"'}',"id":1}'
}

# field NAME: the first value of that name in an answer.
field() {
	sed -n 's/.*"'"$1"'":\["\{0,1\}\([^]",]*\).*/\1/p; s/.*"'"$1"'":"\([^"]*\)".*/\1/p' | head -n 1
}

# A user whose only right is to see and acknowledge what is in the host group, and a token of it in $T/token.
make_world() {
	session=$(rpc user.login '{"username":"Admin","password":"zabbix"}' | field result)
	group=$(rpc hostgroup.create '{"name":"shop"}' | field groupids)
	host=$(rpc host.create '{"host":"db1","name":"Orders database","groups":[{"groupid":"'"$group"'"}]}' | field hostids)
	rpc item.create '{"name":"Load","key_":"load","hostid":"'"$host"'","type":2,"value_type":0}' >/dev/null
	rpc trigger.create '{"description":"Load too high on {HOST.HOST}","expression":"last(/db1/load)>5","priority":4,"opdata":"now {ITEM.LASTVALUE1}",
		"tags":[{"tag":"team","value":"tech"},{"tag":"scope","value":"performance"}]}' >/dev/null
	users=$(rpc usergroup.create '{"name":"war room","rights":[{"id":"'"$group"'","permission":2}]}' | field usrgrpids)
	user=$(rpc user.create '{"username":"warroom","name":"War","surname":"Room","passwd":"Long-enough-77x","roleid":"1","usrgrps":[{"usrgrpid":"'"$users"'"}]}' | field userids)
	token=$(rpc token.create '{"name":"console","userid":"'"$user"'","expires_at":0}' | field tokenids)
	(umask 077 && rpc token.generate '["'"$token"'"]' | field token >"$T/token")
	[ -s "$T/token" ]
}

# send_value NUMBER: as zabbix_sender does.
send_value() {
	php -r '$d = json_encode(["request" => "sender data", "data" => [["host" => "db1", "key" => "load", "value" => $argv[2]]]]);
		$f = fsockopen("127.0.0.1", (int)$argv[1]);
		fwrite($f, "ZBXD\x01" . pack("P", strlen($d)) . $d);
		echo stream_get_contents($f);' "$trap_port" "$1" >/dev/null
}

# A value that comes before the trigger is known raises nothing: it is sent until the problem is there.
has_problem() {
	send_value 9.5
	rpc problem.get '{"output":["eventid"],"hostids":"'"$host"'"}' | grep -q eventid
}

start_zabbix() {
	start_database && start_server && start_api && make_world && within 10 has_problem
}
