#!/bin/sh
# One terminal that several people share: PINs, the lock, the wall, and what each may do.
. "${srcdir:-.}/tests/terminal/lib.sh"

# config IDLE: a room in which zhou has a PIN and xu only looks.
config() {
	cat >"$T/room.cfg" <<Y
room = { name = "Desk"; zone = "Asia/Shanghai"; };
people = (
	{ id = "zhou"; name = "Zhou Min"; permission = "lead"; pin = "$(openssl passwd -6 4711)"; },
	{ id = "lin"; name = "Lin Yue"; },
	{ id = "xu"; name = "Xu Dan"; permission = "viewer"; }
);
console = { journal = "$T/desk.db"; idle = "$1"; wall_turn = "1s"; };
Y
}

# identify WHO
identify() {
	press I
	expect 2 'who is at the keyboard' "I asks who is there"
	type_text "$1"
	press Enter
}

# say WORDS: a note on the room.
say() {
	press :
	type_text "say $1"
	press Enter
}

config 0
open_terminal 100 30 "'$WARROOM' -c '$T/room.cfg' --as lin"
expect 5 'journal ok' "the console opens"

identify zm
expect 2 'PIN of zhou' "initials are enough, and the PIN is asked"
type_text 4712
expect 2 'PIN of zhou: \.\.\.\.' "which shows as dots"
check "and nowhere as what it is" screen_lacks 4712
press Enter
expect 2 'not the PIN of zhou \(1 of 5 tries\)' "a wrong one is refused"
check "and lin stays" screen_has 'Lin Yue'
identify zhou
expect 2 'PIN of zhou' "it can be tried again"
check "no dot of the last try is left" screen_lacks 'zhou: \.'
type_text 4711
press Enter
expect 2 'Zhou Min is at the keyboard' "the right one is taken"
say 'the lead is here'
expect 3 'noted on the room' "and the lead acts"

press L
expect 2 'LOCKED' "L locks"
say 'nobody is here'
expect 2 'locked: I says who you are' "who is not known does not act"
press 2
expect 2 'layout oncall' "but looks"
identify xu
expect 2 'Xu Dan is at the keyboard' "a person without PIN says only the name"
say 'I only look'
expect 2 'xu may only look \(permission viewer\): this needs responder \(zhou, lin\)' "a viewer is told what is missing and who has it"

press 1
press w
expect 2 'wall mode: any key leaves it' "w starts the wall"
expect_gone 10 ' help|any key' "which has no footer"
press a
expect 2 'wall mode is off: w' "a key leaves it, and it says how to go on"

for try in 1 2 3 4 5; do
	press I
	type_text zhou
	press Enter
	type_text "wrong$try"
	press Enter
done
expect 3 '5 wrong PINs: wait [0-9]+ s' "five wrong PINs bar identification"
press I
type_text lin
press Enter
expect 2 '5 wrong PINs: wait [0-9]+ s' "for everybody"
press Q
expect 3 'ended 0' "Q leaves"

open_terminal 100 30 "'$WARROOM' -c '$T/room.cfg' --as zhou"
expect 5 'PIN of zhou' "--as is no way around the PIN"
press Escape
expect 2 'LOCKED' "without it the console is locked"
"$WARROOM" note -c "$T/room.cfg" --as zhou -m 'by a script' 2>"$T/says"
check "a script is refused too" grep -q 'zhou has a PIN' "$T/says"
press Q

config 2s
open_terminal 100 30 "'$WARROOM' -c '$T/room.cfg' --as lin"
expect 5 'Lin Yue' "lin is there"
press :
type_text 'say half a'
expect 5 'LOCKED' "after an idle time the claim is forgotten"
check "with what was half said" screen_lacks 'half a'
identify lin
expect 2 'Lin Yue is at the keyboard' "and lin comes back"
press Q

rm -f "$T/desk.db"*
open_terminal 100 30 "'$WARROOM' -c '$T/room.cfg' --wall --as lin"
expect 5 'READ-ONLY' "--wall starts without the means to act"
check "and without a footer" screen_lacks '\? help'
press x
say 'from the wall'
expect 2 'read-only' "nothing acts after it was left either"
check "no journal was made" [ ! -e "$T/desk.db" ]
press Q
expect 3 'ended 0' "it leaves"

exit $failed
