#!/bin/sh
# Who is on duty by a calendar: the teams panel turns over by the clock and without a poll, what is known goes on
# when the calendar is gone, also for a console that starts then, and a replay shows who it was.
. "${srcdir:-.}/tests/terminal/lib.sh"

stamp() {
	date -u -d "@$1" +%Y%m%dT%H%M%SZ
}

# event UID WHO FROM TO, in seconds since 1970
event() {
	printf 'BEGIN:VEVENT\r\nUID:%s\r\n%s\r\nDTSTART:%s\r\nDTEND:%s\r\nEND:VEVENT\r\n' "$1" "$2" "$(stamp "$3")" "$(stamp "$4")"
}

# calendar HANDOVER: lin until then, afterwards somebody whom the room does not know.
calendar() {
	{
		printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//warroom//test//EN\r\n'
		event 1 'SUMMARY:On call: Lin Yue' $(($1 - 7200)) "$1"
		event 2 'ATTENDEE;CN=Bob Li:mailto:bob@example.com' "$1" $(($1 + 7200))
		printf 'END:VCALENDAR\r\n'
	} >"$T/duty.new"
	mv "$T/duty.new" "$T/duty.ics"
}

# config PERIOD
config() {
	cat >"$T/room.cfg" <<Y
room = { name = "Desk"; zone = "Asia/Shanghai"; };
teams = ( { id = "tech"; title = "Technology"; } );
people = (
	{ id = "lin"; name = "Lin Yue"; team = "tech"; shift = "00:00-00:01"; },
	{ id = "zhou"; name = "Zhou Min"; team = "tech"; permission = "lead"; }
);
sources = ( { name = "rota"; kind = "roster"; form = "ical"; url = "file:$T/duty.ics"; team = "tech"; period = "$1"; } );
layouts = ( { name = "who"; panes = "teams"; } );
console = { journal = "$T/desk.db"; };
Y
}

console() {
	open_terminal 110 24 "'$WARROOM' -c '$T/room.cfg' --as zhou --layout who"
}

duty() {
	"$WARROOM" duty list -c "$T/room.cfg"
}

# The hand-over comes so soon that the test need not wait long, and so late that the console is open before.
config 1h
check "the configuration is fine" "$WARROOM" check "$T/room.cfg"
for soon in 8 40 160; do
	rm -f "$T/desk.db"*
	calendar $(($(date +%s) + soon))
	console
	within 5 screen_has 'on +Lin Yue' && break
done
before=$(TZ=Asia/Shanghai date +%H:%M:%S)
expect 1 'on +Lin Yue' "the calendar's turn is on duty, though it is not the time of her shift"
check "who is of the team, but has no turn, is off duty" screen_has 'off +Zhou Min'
expect 20 'on +\?Bob Li' "at the end of the turn the next one is on duty, without a poll, and marked as unknown"
check "and lin is off" screen_has 'off +Lin Yue'
duty >"$T/list"
check "a script says the same" grep -Eq '^rota/bob@example.com +tech +on +roster .*Bob Li, until' "$T/list"
press Q
expect 5 'ended 0' "the console ends"

config 1s
console
expect 5 'on +\?Bob Li' "another console starts"
mv "$T/duty.ics" "$T/gone.ics"
expect 10 '! roster rota: last known' "the calendar is gone: the panel says so"
check "and what is known goes on" screen_has 'on +\?Bob Li'
press Q
expect 5 'ended 0' "the console ends"
console
expect 5 'on +\?Bob Li' "one that starts without the calendar knows it from the journal"
press Q
expect 5 'ended 0' "the console ends"
"$WARROOM" replay -c "$T/room.cfg" --at "$before" --print --size 110x24 --layout who >"$T/frame" 2>&1
check "a replay shows who it was then" grep -Eq 'on +Lin Yue' "$T/frame"
exit $failed
