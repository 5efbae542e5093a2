#!/bin/sh
# Money from a script: a move is proposed, answered by three teams, and changes both lines; who may not is told who may.
. "${srcdir:-.}/tests/terminal/lib.sh"

screen() {
	cat "$T/out" "$T/err" 2>/dev/null
}

cat >"$T/room.cfg" <<Y
room = { name = "Money room"; zone = "Asia/Shanghai"; currency = "¥"; event_start = "2026-09-15 00:00";
	event_end = "2026-11-12 00:00"; };
teams = ( { id = "fin"; }, { id = "mkt"; }, { id = "merch"; }, { id = "tech"; } );
people = ( { id = "zheng"; team = "fin"; }, { id = "wu"; team = "mkt"; permission = "lead"; }, { id = "chen"; team = "merch"; },
	{ id = "lin"; team = "tech"; } );
budget = { lines = (
	{ id = "kol"; planned = "5M"; floor = "3M"; },
	{ id = "promo"; planned = "4M"; cap = "5M"; },
	{ id = "reserve"; class = "reserve"; planned = "1M"; floor = "0"; }
); };
Y

# money ARGUMENT ...: the budget command on that room. Its exit code is left in $code.
money() {
	"$WARROOM" budget "$@" -c "$T/room.cfg" --journal "$T/room.db" --at 2026-10-24T08:00:00+08:00 >"$T/out" 2>"$T/err"
	code=$?
	return $code
}

id_of_last() {
	money list
	sed -n 's/^proposal \([0-9a-f]*\)  open .*/\1/p' "$T/out" | tail -1
}

money propose kol promo 400k -m "promotion sells" --as lin
check "anybody who acts may propose" test "$code" = 0
id=$(id_of_last)
check "and the list shows it" test -n "$id"
money propose reserve promo 100k -m "why not" --as lin
check "the reserve is the leads'" sh -c "test $code = 1 && grep -q 'only a lead takes from the reserve (wu)' '$T/err'"
money propose kol promo 700k -m "too much" --as wu
check "not more than the line can take" sh -c "test $code = 1 && grep -q 'promo can take at most ¥600k' '$T/err'"
money propose kol promo 100k --as wu
check "not without a reason" test "$code" = 2
money approve "$id" --as lin
check "who may not approve is told who may" sh -c "test $code = 1 && grep -q 'fin (zheng), mkt (wu), merch (chen)' '$T/err'"
for person in zheng wu chen; do
	money approve "$id" --as $person
	check "$person approves" test "$code" = 0
done
money list
check "all three: it is approved" grep -q "^proposal $id  approved" "$T/out"
check "and both lines changed" sh -c "grep -q '^kol .*planned   *¥4.60M' '$T/out' && grep -q '^promo .*planned   *¥4.40M' '$T/out'"
money approve "$id" --as wu
check "what is decided cannot be answered again" test "$code" = 1
money propose kol promo 100k -m "more" --as wu
id=$(id_of_last)
money refuse "$id" --as chen
check "a refusal needs a reason" test "$code" = 2
money refuse "$id" -m "enough" --as chen
check "one refusal" test "$code" = 0
money list --json
check "ends it" sh -c "tr -d '\n ' <'$T/out' | grep -q '\"state\":\"refused\"'"

exit $failed
