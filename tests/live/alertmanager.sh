#!/bin/sh
# The real Prometheus and the real Alertmanager on loopback: an alert fires, is shown, is acknowledged by a key, becomes a
# silence with author and comment, shows confirmed, is taken back; and a console killed in between delivers once.
. "${srcdir:-.}/tests/terminal/lib.sh"

for program in prometheus prometheus-alertmanager amtool curl; do
	command -v $program >/dev/null || { echo "$program is missing: install prometheus, prometheus-alertmanager, curl" >&2; exit 1; }
done

am_port=$(free_port 1)
prom_port=$(free_port 2)
am=http://127.0.0.1:$am_port
prom=http://127.0.0.1:$prom_port

start_alertmanager() {
	cat >"$T/am.yml" <<-Y
	route: { receiver: "null", group_by: [alertname], group_wait: 1s, group_interval: 5s, repeat_interval: 1h }
	receivers: [ { name: "null" } ]
	Y
	prometheus-alertmanager --config.file="$T/am.yml" --storage.path="$T/am" --web.listen-address="127.0.0.1:$am_port" \
		--cluster.listen-address= >"$T/am.log" 2>&1 &
	PIDS="$PIDS $!"
	wait_http "$am/-/ready"
}

start_prometheus() {
	cat >"$T/prometheus.yml" <<-Y
	global: { scrape_interval: 1s, evaluation_interval: 1s }
	rule_files: [ rules.yml ]
	alerting: { alertmanagers: [ { static_configs: [ { targets: ["127.0.0.1:$am_port"] } ] } ] }
	Y
	cat >"$T/rules.yml" <<-Y
	groups:
	  - name: sale
	    rules:
	      - { record: sale_order_success, expr: vector(99.41) }
	      - alert: OrderSuccessLow
	        expr: sale_order_success < 99.9
	        labels: { severity: critical, team: tech }
	        annotations: { summary: "order success {{ \$value }}% 订单成功率" }
	      - alert: StockOut
	        expr: vector(1.8) > 1
	        labels: { severity: warning, team: tech }
	        annotations: { summary: "SKU group A" }
	Y
	prometheus --config.file="$T/prometheus.yml" --storage.tsdb.path="$T/prom" --web.listen-address="127.0.0.1:$prom_port" \
		--rules.alert.resend-delay=5s >"$T/prom.log" 2>&1 &
	PIDS="$PIDS $!"
	wait_http "$prom/-/ready"
}

cat >"$T/room.cfg" <<Y
room = { name = "Live room"; zone = "UTC"; event_start = "2020-01-01 00:00"; event_end = "2099-01-01 00:00"; };
teams = ( { id = "tech"; title = "technology"; } );
people = ( { id = "lin"; name = "Lin Yue 林月"; team = "tech"; } );
sources = (
	{ name = "prometheus"; kind = "prometheus"; url = "$prom"; period = "1s"; timeout = "900ms"; },
	{ name = "alertmanager"; kind = "alertmanager"; url = "$am"; period = "1s"; timeout = "900ms"; }
);
metrics = (
	{ id = "order_success"; title = "order success"; source = "prometheus"; query = "sale_order_success"; unit = "%";
	  decimals = 2; target = 99.9; warn = 99.7; crit = 99.5; direction = "higher"; }
);
console = { grace = "2s"; };
Y

silences() {
	amtool --alertmanager.url="$am" -o json silence query "$@"
}

count_silences() {
	silences | grep -o '"id"' | wc -l
}

start_alertmanager && start_prometheus || { echo "the servers do not start"; cat "$T"/*.log; exit 1; }
check "warroom check accepts the configuration" "$WARROOM" check "$T/room.cfg"

open_terminal 132 40 "'$WARROOM' -c '$T/room.cfg' --as lin"
expect 20 'order success 99' "an alert that fires in Prometheus shows in the console"
expect 10 '99\.41' "the metric's value shows"
expect 5 '订单成功率|SKU group A' "its summary shows, Chinese too"

press g
press a
expect 2 'pending|kept' "the row says at once that it is under way"
expect 15 'confirmed' "the next answer of Alertmanager confirms it"
check "the silence exists, by its author" sh -c "amtool --alertmanager.url=$am silence query | grep -q lin"
check "the silence covers this alert alone" sh -c "amtool --alertmanager.url=$am -o json silence query | grep -q OrderSuccessLow"
check "the comment says that it is an acknowledgement" sh -c "amtool --alertmanager.url=$am -o json silence query | grep -q 'ACK!'"
check "there is one silence" [ "$(count_silences)" = 1 ]

press g
press a
sleep 0.5
press g
press u
within 10 sh -c "[ \"\$(amtool --alertmanager.url=$am -o json silence query | grep -c '\"id\"')\" = 0 ]"
# whichever row was on top, taking both back leaves none
press A
expect 3 'acknowledge [0-9]+ alerts.*[?]' "a bulk acknowledgement asks first and says what it covers"
press c
type_text 'all hands'
press Enter
expect 20 'confirmed.*' "the bulk is confirmed"
check "every silence of the bulk carries the comment" sh -c "amtool --alertmanager.url=$am silence query | grep -q 'all hands'"

press Q
expect 3 'ended 0' "the console leaves"
# shellcheck disable=SC2046
amtool --alertmanager.url="$am" silence expire $(amtool --alertmanager.url="$am" silence query -q)
check "amtool expires what stands" [ "$(count_silences)" = 0 ]

# Killed between the key press and the delivery: the grace of 2 s has not passed.
rm -rf "$T/state"
open_terminal 132 40 "exec '$WARROOM' -c '$T/room.cfg' --as lin"
expect 10 'order success 99.*unseen' "after a restart on a new journal the alert is unseen again"
press g
press a
expect 3 'kept' "the acknowledgement is kept"
pkill -KILL -f "$T/room.cfg"
check "nothing was delivered before the kill" [ "$(count_silences)" = 0 ]
sleep 1
open_terminal 132 40 "'$WARROOM' -c '$T/room.cfg' --as lin"
expect 15 'confirmed' "the restarted console delivers what the killed one kept"
sleep 2
check "it arrived exactly once" [ "$(count_silences)" = 1 ]

# The endpoint goes: its rows are marked with the reason, and keys are answered as before.
for p in $PIDS; do kill "$p"; done
expect 15 'STALE' "a dead endpoint is shown as stale"
expect 5 'network|refused' "with the reason"
press '?'
expect 2 'acknowledge: you have it' "keys are answered while every endpoint is dead"
press q Q
expect 3 'ended 0' "and the console leaves at once"

exit $failed
