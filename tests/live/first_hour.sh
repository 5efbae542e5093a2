#!/bin/sh
# A new user's first hour, as README tells it: a real Prometheus with a rule that fires and a real Alertmanager, `warroom init`,
# `warroom doctor`, the console, `a`, and the silence that confirms it.
. "${srcdir:-.}/tests/terminal/lib.sh"

for program in prometheus prometheus-alertmanager amtool curl; do
	command -v $program >/dev/null || { echo "$program is missing: install prometheus, prometheus-alertmanager, curl" >&2; exit 77; }
done

am=http://127.0.0.1:$(free_port 1)
prom=http://127.0.0.1:$(free_port 2)

start_servers() {
	printf 'route: { receiver: "null" }\nreceivers: [ { name: "null" } ]\n' >"$T/am.yml"
	prometheus-alertmanager --config.file="$T/am.yml" --storage.path="$T/am" --web.listen-address="${am#http://}" \
		--cluster.listen-address= >"$T/am.log" 2>&1 &
	PIDS="$PIDS $!"
	cat >"$T/prometheus.yml" <<-Y
	global: { scrape_interval: 1s, evaluation_interval: 1s }
	rule_files: [ rules.yml ]
	alerting: { alertmanagers: [ { static_configs: [ { targets: ["${am#http://}"] } ] } ] }
	scrape_configs: [ { job_name: prometheus, static_configs: [ { targets: ["${prom#http://}"] } ] } ]
	Y
	cat >"$T/rules.yml" <<-Y
	groups:
	  - name: sale
	    rules:
	      - { record: "sale:order_success:percent", expr: vector(99.41) }
	      - alert: OrderSuccessLow
	        expr: sale:order_success:percent < 99.9
	        labels: { severity: critical }
	        annotations: { summary: "order success {{ \$value }}%" }
	      - { alert: Watchdog, expr: vector(1), labels: { severity: none } }
	Y
	prometheus --config.file="$T/prometheus.yml" --storage.tsdb.path="$T/prom" --web.listen-address="${prom#http://}" \
		--rules.alert.resend-delay=5s >"$T/prom.log" 2>&1 &
	PIDS="$PIDS $!"
	wait_http "$am/-/ready" && wait_http "$prom/-/ready"
}

fires() {
	curl -s "$am/api/v2/alerts" | grep -q "$1"
}

is_scraped() {
	curl -sG "$prom/api/v1/query" --data-urlencode 'query=up' | grep -q '"1"'
}

count_silences() {
	amtool --alertmanager.url="$am" silence query -q | wc -l
}

start_servers || { echo "the servers do not start"; cat "$T"/*.log; exit 1; }
within 30 fires Watchdog && within 30 fires OrderSuccessLow && within 30 is_scraped

# README's commands, with this test's addresses; the configuration goes where warroom looks for it.
check "warroom init writes a configuration" "$WARROOM" init --no-input "$prom" "$am"
cfg=$XDG_CONFIG_HOME/warroom/warroom.cfg
check "it found out that one is an Alertmanager" grep -q "kind = \"alertmanager\"; url = \"$am\"" "$cfg"
check "and the other a Prometheus" grep -q "kind = \"prometheus\"; url = \"$prom\"" "$cfg"
check "and that a Watchdog fires" grep -q 'watchdog = "Watchdog"' "$cfg"
check "warroom check accepts it" "$WARROOM" check "$cfg"
if "$WARROOM" init --no-input "$prom" "$am" 2>/dev/null; then fail "init writes over a configuration"; else pass "init never writes over a configuration"; fi

"$WARROOM" doctor >"$T/out" 2>&1
code=$?
cat "$T/out"
# where /tmp is in memory it says so, which is right
if [ $code = 0 ] || { [ $code = 1 ] && ! grep '^warn' "$T/out" | grep -qv '^warn  disk:'; }; then
	pass "warroom doctor finds nothing wrong"
else
	fail "warroom doctor finds nothing wrong"
fi
check "it asked the Alertmanager" grep -Eq '^ok +source alertmanager: 2 alerts' "$T/out"
"$WARROOM" doctor --json >"$T/out"
check "its JSON says the same" grep -Eq '"status": *"(OK|WARNING)"' "$T/out"

# As the user of this machine, whom init has entered.
open_terminal 132 40 "'$WARROOM'"
expect 20 'order success 99\.41.*unseen' "the alert shows in the console"
check "the watchdog does not" screen_lacks Watchdog
expect 20 'targets up.*100' "the figure shows"
press g a
expect 30 'order success 99\.41.*confirmed' "a: it is acknowledged, and Alertmanager confirms it"
check "as one silence" [ "$(count_silences)" = 1 ]
check "by the user" sh -c "amtool --alertmanager.url=$am silence query | grep -q '$(id -un)'"
press Q
expect 5 'ended 0' "Q: the console leaves"

# Where no Alertmanager can be reached: the rules themselves.
check "init without an Alertmanager" "$WARROOM" init --no-input -c "$T/rules.cfg" "$prom"
sed -i 's/kind = "prometheus-alerts";/& watchdog = "Watchdog";/' "$T/rules.cfg"
"$WARROOM" alerts -c "$T/rules.cfg" >"$T/out"
check "the alerts of the rules show, by the same fingerprint" grep -q "^prometheus-alerts/$(curl -s "$am/api/v2/alerts?filter=alertname%3D%22OrderSuccessLow%22" |
	sed 's/.*"fingerprint":"\([^"]*\)".*/\1/') .*OrderSuccessLow" "$T/out"
check "and no other" [ "$(grep -c '^prometheus-alerts/' "$T/out")" = 1 ]

"$WARROOM" ack -c "$T/rules.cfg" "$(sed -n 's/^\(prometheus-alerts[^ ]*\) .*/\1/p' "$T/out")" -m looking >"$T/ack" 2>&1
"$WARROOM" print -c "$T/rules.cfg" --layout alerts >"$T/out"
check "an acknowledgement is kept here, since nothing there takes it" grep -q 'OrderSuccessLow.*kept here' "$T/out"

# An address that is wrong, and a password that others can read: the doctor says which, and how to mend it.
sed -i "s|url = \"$prom\"|url = \"http://127.0.0.1:1\"; auth = \"bearer\"; token_file = \"token\"|" "$cfg"
echo secret >"${cfg%/*}/token" && chmod 644 "${cfg%/*}/token"
"$WARROOM" doctor >"$T/out" 2>&1
check "a failure is exit code 2" [ $? = 2 ]
check "a secret that others can read is told" grep -q 'FAIL  secrets: .*chmod 600' "$T/out"
chmod 600 "${cfg%/*}/token"
"$WARROOM" doctor >"$T/out" 2>&1
check "an address where nothing listens is told" grep -q 'FAIL  source prometheus: .*refused' "$T/out"
exit $failed
