#!/bin/sh
# Help fits a screen of 80x24, and every manual page renders without a warning.
: "${srcdir:=.}"
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
trap 'exit 1' INT TERM
failed=0
export LC_ALL=C.UTF-8

# check WORDS COMMAND...
check() {
	words=$1
	shift
	if "$@"; then
		echo "ok - $words"
	else
		echo "not ok - $words"
		failed=1
	fi
}

# One line must stay free for the prompt.
fits() {
	lines=$(wc -l <"$1") cells=$(wc -L <"$1")
	[ "$lines" -gt 0 ] && [ "$lines" -le 23 ] && [ "$cells" -le 80 ] || {
		echo "$lines lines of up to $cells cells"
		return 1
	}
}

fits_help() {
	./warroom help "$@" >"$T/help" </dev/null && fits "$T/help"
}

# A catalogue's lines have no blanks to break at.
fits_translated() {
	LANGUAGE=zh_CN ./warroom help "$@" >"$T/translated" </dev/null && fits "$T/translated"
}

same_help() {
	./warroom "$1" --help >"$T/other" </dev/null && cmp -s "$T/help" "$T/other"
}

./warroom help all | awk '{ print $1 }' >"$T/commands"
check "help fits a screen" fits_help
check "there are commands" test -s "$T/commands"
while read -r command; do
	check "help $command fits a screen" fits_help "$command"
	check "$command --help says the same" same_help "$command"
	check "help $command fits a screen in Chinese" fits_translated "$command"
done <"$T/commands"
./warroom help nonsense >"$T/out" 2>"$T/err" </dev/null
check "help on what is no command is wrong usage" test $? = 2

# groff -ww warns of all it doubts.
renders() {
	groff -ww -k -man -Tutf8 "$1" 2>"$T/warnings" >"$T/page"
	[ ! -s "$T/warnings" ] && [ -s "$T/page" ] || { cat "$T/warnings"; return 1; }
}
while read -r command; do
	check "warroom-$command(1) is there" test -s "doc/man/warroom-$command.1"
done <"$T/commands"
if command -v groff >/dev/null; then
	for page in doc/man/*.1 "$srcdir/doc/warroom.1" "$srcdir/doc/warroom.cfg.5"; do
		check "${page##*/} renders without a warning" renders "$page"
	done
else
	echo "groff is missing: the pages were not rendered (apt install groff-base)"
fi
if command -v mandoc >/dev/null; then
	check "mandoc finds nothing wrong" mandoc -T lint -W warning doc/man/*.1 "$srcdir/doc/warroom.1" "$srcdir/doc/warroom.cfg.5"
fi
exit $failed
