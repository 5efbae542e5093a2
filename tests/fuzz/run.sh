#!/bin/sh
# Searches for inputs that break a target: run.sh SECONDS TARGET... in the build directory, SECONDS for each, two at a
# time. What is new is kept in fuzz/found/; what breaks one is shown as hex with how to repeat it, and the exit code is 1.
here=$(cd "$(dirname "$0")" && pwd)
seconds=$1
shift
ASAN_OPTIONS=quarantine_size_mb=16
LSAN_OPTIONS=suppressions=$here/fuzz.supp:print_suppressions=0
export ASAN_OPTIONS LSAN_OPTIONS

# One target, in the background; fuzz/found/NAME.exit says how it ended.
search() {
	mkdir -p "fuzz/found/$1"
	rm -f "fuzz/found/$1".*
	dictionary=
	[ -e "$here/dict/$1" ] && dictionary=-dict=$here/dict/$1
	# shellcheck disable=SC2086
	nice -n 10 "fuzz/$1" $dictionary -max_total_time="$seconds" -timeout=25 -rss_limit_mb=1024 -print_final_stats=1 \
		-artifact_prefix="fuzz/found/$1.input." -seed="$(date +%Y%m)" "fuzz/found/$1" "$here/corpus/$1" >"fuzz/found/$1.log" 2>&1
	echo $? >"fuzz/found/$1.exit"
}

tell() {
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "fuzz/found/$1.log")
	if [ "$(cat "fuzz/found/$1.exit" 2>/dev/null)" = 0 ]; then
		echo "ok - $1: ${runs:-0} inputs in $seconds s, nothing found"
		return 0
	fi
	grep -v '^#[0-9]*	' "fuzz/found/$1.log" | tail -n 60
	for input in "fuzz/found/$1.input."*; do
		[ -e "$input" ] || continue
		echo "not ok - $1: the input in $(pwd)/$input:"
		od -An -v -tx1 "$input" | head -n 64
		echo "repeat it with: make fuzzers && fuzz/$1 $input; then keep it in tests/fuzz/corpus/$1/"
	done
	[ -e "$input" ] || echo "not ok - $1: it ended without an input, see $(pwd)/fuzz/found/$1.log"
	return 1
}

status=0
while [ $# -gt 0 ]; do
	search "$1" &
	one=$!
	[ $# -gt 1 ] && search "$2" &
	wait $one
	wait
	tell "$1" || status=1
	[ $# -gt 1 ] && { tell "$2" || status=1; shift; }
	shift
done
exit $status
