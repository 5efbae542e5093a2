#!/bin/sh
# A new user's first two minutes: README's first command, and the keys that README names for the demo. Command and keys
# are read out of README.md, so that it cannot say what is not so. In small and large terminals, in English and Chinese.
. "${srcdir:-.}/tests/terminal/lib.sh"

# README's commands are for a clone that is not built; this one is, by whom and with whatever it was.
mkdir "$T/bin"
printf '#!/bin/sh\necho install ok installed\n' >"$T/bin/dpkg-query"
chmod +x "$T/bin/dpkg-query"
unset MAKEFLAGS MAKELEVEL MFLAGS

# The first command that README shows, without its comment.
readme_command() {
	sed -n 's/^    \(\.\/[^#]*[^ #]\) *#.*/\1/p' "$srcdir/README.md" | head -n 1
}

# key_that DOES: the key in README's sentence about the demo ("`a` acknowledges the marked alert").
key_that() {
	sed -n '/^In the demo/,/^$/p' "$srcdir/README.md" | tr '\n' ' ' | sed -n "s/.*\`\([^\` ]*\)\` $1.*/\1/p"
}

command=$(readme_command)
check "README begins with the demo" [ "$command" = "./warroom.sh demo" ]
ack=$(key_that acknowledges) back=$(key_that 'takes it back') more=$(key_that 'shows everything')
keys=$(key_that 'lists the keys') leave=$(key_that leaves)
check "README names the keys of the first minutes" [ -n "$ack" -a -n "$back" -a -n "$more" -a -n "$keys" -a -n "$leave" ]

pressed=0
press_one() {
	press "$1"
	pressed=$((pressed + 1))
}

# first_minutes COLUMNS ROWS LANGUAGE HINT FOOTER DONE SEEN BACK WHOLE HELP: the last seven are what the screen must say.
first_minutes() {
	at="$1x$2 $3:"
	began=$(date +%s)
	pressed=0
	open_terminal "$1" "$2" "cd '$srcdir' && LANGUAGE=$3 PATH='$T/bin:$PATH' WARROOM_BUILD='${WARROOM%/warroom}' $command"
	expect 20 "$4" "$at the first screen says which key acknowledges"
	expect 5 '▶ .*order success' "$at the alert that burns is marked"
	press_one "$ack"
	expect 5 "$6" "$at $ack says that it is acknowledged, and how it is taken back"
	expect 20 "$7" "$at and then that the alert's own system shows it"
	check "$at that took one key" [ $pressed = 1 ]
	seconds=$(($(date +%s) - began))
	check "$at and less than two minutes ($seconds s)" [ $seconds -lt 120 ]
	expect 20 "$5" "$at the footer names the keys again"
	press_one "$more"
	expect 5 "$9" "$at $more shows everything about it"
	press_one q
	press_one "$back"
	expect 5 "$8" "$at $back takes it back"
	press_one "$keys"
	expect 5 "${10}" "$at $keys lists the keys"
	press_one q
	press_one "$leave"
	expect 10 'ended 0' "$at $leave leaves"
	echo "$at $pressed keys for all of it"
}

for size in '80 24' '200 50'; do
	# shellcheck disable=SC2086
	first_minutes $size en "demo: $ack acknowledges" "^ $ack ack" "acknowledged OrderSuccessLow; $back takes it back" \
		'confirmed: alertmanager' 'taken back: OrderSuccessLow' 'Lin Yue 林月, 8011' 'acknowledge: you have it'
done
if [ -e po/zh_CN/LC_MESSAGES/warroom.mo ]; then
	first_minutes 80 24 zh_CN "演示：按$ack" "^ $ack 确认" "已确认 OrderSuccessLow；按$back" '源已确认：alertmanager' \
		'已撤销.*OrderSuccessLow' 'Lin Yue 林月, 8011' '由你负责'
fi
exit $failed
