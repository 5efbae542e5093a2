#!/bin/sh
# Every kind of locale: nothing is misaligned, whatever the C library thinks of a character's width there, and where the
# terminal cannot show a character stands one that it can.
. "${srcdir:-.}/tests/terminal/lib.sh"

# Of a Chinese locale only the characters matter; and of GB18030's 60,000 only that it is that set, or it takes seconds.
mkdir "$T/locales"
printf 'LC_CTYPE\ncopy "i18n_ctype"\nEND LC_CTYPE\n' >"$T/ctype"
gzip -dc /usr/share/i18n/charmaps/GB18030.gz 2>/dev/null | awk '!/^<U/ || /^<U00[0-7][0-9A-F]> /' >"$T/charmap"
localedef -c -i "$T/ctype" -f UTF-8 "$T/locales/zh_CN.UTF-8" >/dev/null 2>&1
localedef -c -i "$T/ctype" -f "$T/charmap" "$T/locales/zh_CN.GB18030" >/dev/null 2>&1

# Which rows of a frame do not end in its right border, which stands in column $1. Reads the frame without its first and last line.
misaligned() {
	while IFS= read -r row; do
		[ "$(printf '%s' "$row" | LC_ALL=C.UTF-8 wc -L)" = "$1" ] || printf '%s\n' "$row"
	done
}

is_aligned() {
	[ -z "$(screen | sed '1d;$d' | misaligned 100)" ]
}

# start SETTING...: the demo under these settings, on a screen of 100 cells.
start() {
	tm kill-session -t =t 2>/dev/null
	tm new-session -d -s t -x 100 -y 30 "env -u LANG -u LC_ALL -u LC_CTYPE LOCPATH='$T/locales' TERM=tmux-256color $* '$WARROOM' demo; exec sleep 1000"
	expect 20 'order success' "$*: it starts"
}

for setting in LC_ALL=C LC_ALL=C.UTF-8 LC_ALL=xx_YY.nonsense LANG=xx_YY.UTF-8 LC_CTYPE=zh_CN.UTF-8 LC_CTYPE=zh_CN.GB18030; do
	name=${setting#*=}
	case $name in
	zh_CN*)
		[ -f "$T/locales/$name/LC_CTYPE" ] || { echo "SKIP - $name cannot be made: install locales"; continue; }
		;;
	esac
	start "$setting"
	for layout in 1 7; do
		press $layout
		check "$name: layout $layout is aligned" within 8 is_aligned
	done
	case $name in
	*UTF-8) expect 10 '┌.*┐' "$name: the borders are lines" ;;
	*) check "$name: what is shown is ASCII" sh -c "! tmux -S '$T/tmux' capture-pane -p -t =t: | LC_ALL=C grep -q '[^ -~]'" ;;
	esac
	press Q
done

# A terminal that draws ambiguous characters two cells wide.
cat >"$T/wide.cfg" <<'Y'
room = { name = "Wide 仓 §1"; zone = "Asia/Shanghai"; event_start = "2026-09-15 00:00"; event_end = "2026-11-12 00:00"; };
teams = ( { id = "tech"; title = "technology 技术 §2"; } );
people = ( { id = "lin"; name = "林月 ①"; team = "tech"; } );
console = { ambiguous_width = 2; };
Y
"$WARROOM" print -c "$T/wide.cfg" --journal "$T/none.db" --layout teams --size 80x12 >"$T/out" 2>/dev/null
check "ambiguous_width = 2: the borders are ASCII" sh -c "grep -q '^+ Teams' '$T/out' && ! grep -q '[─│┌●▶]' '$T/out'"
check "ambiguous_width = 2: names are not" grep -q '林月 ①' "$T/out"
check "ambiguous_width = 2: what is ambiguous takes two cells" [ "$(grep '林月 ①' "$T/out" | LC_ALL=C.UTF-8 wc -L)" -lt 80 ]

exit $failed
