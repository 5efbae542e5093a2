#!/bin/sh
# What is asked for wrongly is answered with a sentence that tells what is accepted, on standard error, and an exit code.
. "${srcdir:-.}/tests/terminal/lib.sh"

# refuses CODE REGEX ARGUMENT...: ends so, says so on standard error, prints nothing else.
refuses() {
	code=$1 words=$2
	shift 2
	timeout 20 "$WARROOM" "$@" >"$T/out" 2>"$T/err" </dev/null
	got=$?
	if [ $got = "$code" ] && grep -Eq -- "$words" "$T/err" && [ ! -s "$T/out" ]; then
		pass "warroom $*: $words"
	else
		echo "exit code $got; standard error:"
		cat "$T/err"
		echo "standard output:"
		head -c 500 "$T/out"
		fail "warroom $*: wanted $code and '$words'"
	fi
}

# check_says CODE REGEX FILE: warroom check prints it; its findings are its output.
check_says() {
	timeout 20 "$WARROOM" check "$3" >"$T/out" 2>"$T/err" </dev/null
	got=$?
	if [ $got = "$1" ] && grep -Eq -- "$2" "$T/out"; then
		pass "warroom check ${3##*/}: $2"
	else
		cat "$T/out" "$T/err"
		fail "warroom check ${3##*/}: wanted $1 and '$2', got $got"
	fi
}

: >"$T/empty.cfg"
mkdir "$T/folder.cfg"
{ cat "$srcdir/examples/minimal.cfg"; head -c 300000 /dev/zero | tr '\0' '#'; } >"$T/large.cfg"
printf 'room = { name = "A"; nmae = "B"; };\n' >"$T/typo.cfg"

check_says 1 '^.*missing.cfg: cannot open it: No such file' "$T/missing.cfg"
check_says 1 '^.*folder.cfg: not a regular file' "$T/folder.cfg"
check_says 1 '^.*large.cfg: larger than 256 KiB' "$T/large.cfg"
check_says 0 '^.*empty.cfg: ok' "$T/empty.cfg"
check_says 0 '^.*minimal.cfg: ok .*2 sources' "$srcdir/examples/minimal.cfg"
check_says 0 '^.*icinga2.cfg: ok .*1 source' "$srcdir/examples/icinga2.cfg"
check_says 1 '^.*typo.cfg:1: .*nmae' "$T/typo.cfg"

refuses 1 'missing.cfg: cannot open it: No such file' -c "$T/missing.cfg"
refuses 1 'folder.cfg: not a regular file' -c "$T/folder.cfg"
refuses 1 'large.cfg: larger than 256 KiB' -c "$T/large.cfg"
refuses 1 'typo.cfg:1: .*nmae' -c "$T/typo.cfg"
refuses 1 'not a terminal: start it in one, or use .warroom print' -c "$T/empty.cfg"
refuses 1 'there is no configuration at .*warroom demo'
refuses 2 "there is no command 'nonsense'" nonsense
refuses 2 'warroom check FILE' check
refuses 2 "see 'warroom print --help'" print --nonsense
refuses 2 "'extra' is one word too many" print --demo extra
refuses 2 "'extra' is one word too many" demo extra
refuses 1 'COLSxROWS from 1x1' print --demo --size 0x0
refuses 1 'COLSxROWS from 1x1' print --demo --size 80
refuses 1 'COLSxROWS from 1x1' print --demo --size 1001x10
refuses 1 'there are default, dark' print --demo --theme nonsense
refuses 1 'choose from war, oncall' print --demo --layout nonsense
refuses 1 'text, ansi, svg, html or json' print --demo --format nonsense
refuses 1 'write "2026-10-24 08:00"' print --demo --at nonsense
refuses 1 'there are default, dark' demo --theme nonsense
refuses 1 'choose from war, oncall' demo --layout nonsense
refuses 2 'a port is a number from 1 to 65535' sim --port -1
refuses 2 'a port is a number from 1 to 65535' sim --port 99999

timeout 20 "$WARROOM" demo --help >"$T/out"
check "--help names the command" grep -q 'warroom demo' "$T/out"

open_terminal 100 30 "'$WARROOM' demo --as nobody"
expect 5 "'nobody' is nobody of this room" "a person that the room does not know is told so"
press Q
expect 3 'ended 0' "and leaves"

exit $failed
