#!/bin/sh
# Fuzzes every target for a moment, about a minute in all and always the same inputs: what is broken at once is found here; "make fuzz" goes on searching.
# Skipped without clang and its fuzzer library; the inputs that are kept are run by tests/unit/test_fuzz all the same.
here=$(cd "$(dirname "$0")" && pwd)
clang=${CLANG:-clang}
probe=$(mktemp -d) || exit 1
trap 'rm -rf "$probe"' EXIT
echo 'int LLVMFuzzerTestOneInput(const char *p, unsigned long n) { return p && n > 9; }' >"$probe/a.c"
if ! "$clang" -w -fsanitize=fuzzer,address,undefined "$probe/a.c" -o "$probe/a" >/dev/null 2>&1; then
	echo "skipped: install clang and libclang-rt-14-dev"
	exit 77
fi
MAKEFLAGS='' ${MAKE:-make} -s -j2 CLANG="$clang" fuzzers || exit 1
# Inputs a target: most make thousands a second, these three hundreds (a whole journal or console an input).
status=0
quick=
for f in "$here"/target_*.c; do
	name=${f##*/target_}
	case ${name%.c} in
	console | journal | ical) ;;
	*) quick="$quick ${name%.c}" ;;
	esac
done
"$here/run.sh" 500 console journal || status=1
"$here/run.sh" 2000 ical || status=1
# shellcheck disable=SC2086
"$here/run.sh" 8000 $quick || status=1
exit $status
