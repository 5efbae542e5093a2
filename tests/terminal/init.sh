#!/bin/sh
# `warroom init` on a terminal: it asks, an empty line takes what is offered, and what it writes is right; what does not fit is refused.
. "${srcdir:-.}/tests/terminal/lib.sh"

port=$(free_port 7)
"$WARROOM" sim --port "$port" >"$T/sim.log" 2>&1 &
PIDS="$PIDS $!"
wait_http "http://127.0.0.1:$port/api/v2/alerts"

# answer REGEX TEXT: the question stands there, and gets this.
answer() {
	expect 5 "$1" "it asks: $1"
	type_text "$2"
	press Enter
}

open_terminal 120 40 "'$WARROOM' init -c '$T/first.cfg'"
answer 'Name of the event \[Sale\]: *$' 'Double "11" 双十一'
answer 'Time zone \[.*\]: *$' 'Asia/Shanghai'
answer 'It begins \[.* 00:00\]: *$' '2026-09-15 00:00'
answer 'It ends \[.* 00:00\]: *$' '2026-11-12 00:00'
# what this machine runs on the usual ports is found without a question
expect 10 'JSON document \[no more\]|is written' "it looks at this machine, then asks for addresses"
if screen_has 'no more'; then
	answer '\[no more\]: *$' "127.0.0.1:$port"
	expect 10 "127.0.0.1:$port: Alertmanager" "it says what the address is"
	answer '\[no more\]: *$' "127.0.0.1:1"
	expect 10 'Connection refused' "and what is not there"
	press Enter
fi
expect 5 'is written. Next:' "an empty line ends it"
expect 2 'ended 0' "and it ends well"
check "what it wrote is right" "$WARROOM" check "$T/first.cfg"
check "with the answers, quoted" grep -Fq 'name = "Double \"11\" 双十一"; zone = "Asia/Shanghai"' "$T/first.cfg"

open_terminal 120 40 "'$WARROOM' init -c '$T/zone.cfg' --name Sale --from '2026-11-27 00:00' --to '2026-12-01 00:00' http://127.0.0.1:$port"
answer 'Time zone \[.*\]: *$' 'Mars/Olympus'
expect 5 'ended 1' "a zone that is none is refused"
check "with its line" screen_has 'zone.cfg:[0-9]+: .*Mars/Olympus'
check "and nothing is written" [ ! -e "$T/zone.cfg" ]

printf 'secret\n' >"$T/password"
chmod 600 "$T/password"
check "a login and a CA stand in what it writes" sh -c "cd '$T' && '$WARROOM' init --no-input -c sub/login.cfg --user room --password-file password \
	http://127.0.0.1:$port && grep -q 'user = \"room\"; password_file = \"$T/password\"' sub/login.cfg"
check "a user without a password is refused" sh -c "! '$WARROOM' init --no-input -c '$T/x.cfg' --user room 2>'$T/err' &&
	grep -q 'need each other' '$T/err'"

exit $failed
