#!/bin/sh
# Two consoles on one journal: what one does, the other shows; and what they wrote is proved afterwards.
. "${srcdir:-.}/tests/terminal/lib.sh"

JOURNAL=$T/room.db

second_has() {
	tm capture-pane -p -t =u: | grep -Eq -- "$1"
}

expect_second() {
	if within "$1" second_has "$2"; then pass "$3"; else fail "$3 (waited for: $2)"; fi
}

open_terminal 160 50 "'$WARROOM' demo --journal '$JOURNAL' --as lin"
expect 5 'order success' "the first console shows the alert that burns"
tm new-session -d -s u -x 160 -y 50 "LC_ALL=C.UTF-8 '$WARROOM' demo --journal '$JOURNAL' --as sun; exec sleep 1000"
expect_second 5 'order success' "so does the second"

tm new-session -d -s w -x 160 -y 50 "LC_ALL=C.UTF-8 '$WARROOM' demo --journal '$JOURNAL' --read-only; exec sleep 1000"
third_has() {
	tm capture-pane -p -t =w: | grep -Eq -- "$1"
}
check "and a read-only one" within 5 third_has 'order success'

press a
expect 3 'acknowledged' "the first acknowledges"
expect_second 2 'seen lin' "the second shows who has it"
check "the read-only one follows" within 2 third_has 'seen lin'
expect_second 15 'seen lin.* sent|confirmed lin' "and what became of it"

tm send-keys -t =u: :
tm send-keys -t =u: -l 'layout teams'
tm send-keys -t =u: Enter
expect_second 3 'consoles: lin@pts/[0-9]+, sun@pts/[0-9]+' "the teams panel names both consoles"

check "the journal is proved while both have it open" "$WARROOM" verify --journal "$JOURNAL"
check "it is copied meanwhile" "$WARROOM" backup --journal "$JOURNAL" "$T/copy.db"
check "and the copy is proved" "$WARROOM" verify --journal "$T/copy.db"
tm send-keys -t =w: Q
press Q
expect 3 'ended 0' "the first leaves"
expect_second 3 'consoles: sun@pts/[0-9]+' "the second sees it go"
tm send-keys -t =u: Q
check "and after they have left" within 5 test ! -e "$JOURNAL-wal"
check "the proof holds" "$WARROOM" verify --journal "$JOURNAL"

printf '999 %064d\n' 0 >"$JOURNAL.anchor"
says=$("$WARROOM" verify --journal "$JOURNAL")
check "a journal shorter than its anchor is refused" [ $? = 1 ]
check "with the verdict" sh -c 'case "$1" in *"tail cut after seq "*) ;; *) exit 1 ;; esac' - "$says"
"$WARROOM" verify --journal "$T/nothing.db" 2>"$T/says"
check "what is no journal is refused with a sentence" [ $? = 1 -a -s "$T/says" ]

exit $failed
