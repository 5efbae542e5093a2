# Helpers for tests with a real Alertmanager and no screen. Source it after tests/terminal/lib.sh.
for program in prometheus-alertmanager amtool curl; do
	command -v $program >/dev/null || { echo "$program is missing: install prometheus-alertmanager, curl" >&2; exit 1; }
done

am_port=$(free_port 1)
am=http://127.0.0.1:$am_port

# There is no screen here: what was said last is what helps.
screen() {
	tail -n 20 "$T/out" "$T/watch.log" 2>/dev/null
}

start_alertmanager() {
	printf 'route: { receiver: "null" }\nreceivers: [ { name: "null" } ]\n' >"$T/am.yml"
	prometheus-alertmanager --config.file="$T/am.yml" --storage.path="$T/am" --web.listen-address="127.0.0.1:$am_port" \
		--cluster.listen-address= >"$T/am.log" 2>&1 &
	PIDS="$PIDS $!"
	wait_http "$am/-/ready"
}

# post_alerts N: alerts SaleAlert1, SaleAlert2 ... that stand for an hour.
post_alerts() {
	starts=$(date -u +%Y-%m-%dT%H:%M:%SZ)
	ends=$(date -u -d '+1 hour' +%Y-%m-%dT%H:%M:%SZ)
	seq "$1" | sed 's/.*/{"labels":{"alertname":"SaleAlert&","severity":"critical"},"annotations":{},"startsAt":"'"$starts"'","endsAt":"'"$ends"'"},/' |
		sed '1s/^/[/; $s/,$/]/' >"$T/alerts.json"
	curl -sf -o /dev/null -H 'Content-Type: application/json' --data "@$T/alerts.json" "$am/api/v2/alerts"
}

count_silences() {
	amtool --alertmanager.url="$am" silence query -q | wc -l
}

# write_config URL PERIOD TIMEOUT: a room whose only source is this Alertmanager.
write_config() {
	cat >"$T/room.cfg" <<-Y
	room = { name = "Sale room"; zone = "UTC"; event_start = "2020-01-01 00:00"; event_end = "2099-01-01 00:00"; };
	teams = ( { id = "tech"; title = "technology"; } );
	people = ( { id = "lin"; name = "Lin Yue 林月"; team = "tech"; } );
	sources = ( { name = "alertmanager"; kind = "alertmanager"; url = "$1"; period = "$2"; timeout = "$3"; } );
	console = { grace = "0s"; };
	Y
}

# room COMMAND ...: the command on that room; what it says is in $T/out.
room() {
	command=$1
	shift
	"$WARROOM" "$command" -c "$T/room.cfg" "$@" >"$T/out" 2>&1
}

# The keys that `room alerts` listed.
listed_keys() {
	sed -n 's/^\(alertmanager[^ ]*\) .*/\1/p' "$T/out"
}

# Its process is $watch; end it with end_watch.
start_watch() {
	"$WARROOM" watch -c "$T/room.cfg" --as lin >>"$T/watch.log" 2>&1 &
	watch=$!
	PIDS="$PIDS $watch"
}

# end_watch SIGNAL
end_watch() {
	kill "-$1" "$watch"
	wait "$watch" 2>/dev/null
	PIDS=${PIDS% "$watch"}
}

outbox_is_empty() {
	room outbox list && [ ! -s "$T/out" ]
}
