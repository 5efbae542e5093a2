#!/bin/sh
# Searches for inputs that break a target, two targets at a time, in the build directory: run.sh LIMIT TARGET...
# LIMIT is seconds for each ("600s"), which search on from what was found before with a new seed; or inputs for each
# ("5000"): the same ones on every machine, so that what passed once passes again.
# What is new is kept in fuzz/found/; what breaks one is shown as hex with how to repeat it, and the exit code is 1.
here=$(cd "$(dirname "$0")" && pwd)
limit=$1
shift
ASAN_OPTIONS=quarantine_size_mb=16
LSAN_OPTIONS=suppressions=$here/fuzz.supp:print_suppressions=0
export ASAN_OPTIONS LSAN_OPTIONS

# One target, in the background; fuzz/found/NAME.exit says how it ended.
search() {
	rm -f "fuzz/found/$1".*
	case $limit in
	*s) set -- "$1" -max_total_time="${limit%s}" ;;
	*) set -- "$1" -runs="$limit" -max_total_time=60 -seed=1 && rm -rf "fuzz/found/$1" ;;
	esac
	[ -e "$here/dict/$1" ] && set -- "$@" -dict="$here/dict/$1"
	mkdir -p "fuzz/found/$1"
	name=$1
	shift
	nice -n 10 "fuzz/$name" "$@" -timeout=25 -rss_limit_mb=1024 -print_final_stats=1 \
		-artifact_prefix="fuzz/found/$name.input." "fuzz/found/$name" "$here/corpus/$name" >"fuzz/found/$name.log" 2>&1
	echo $? >"fuzz/found/$name.exit"
}

tell() {
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "fuzz/found/$1.log")
	if [ "$(cat "fuzz/found/$1.exit" 2>/dev/null)" = 0 ]; then
		echo "ok - $1: ${runs:-0} inputs, nothing found"
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
