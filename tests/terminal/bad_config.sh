#!/bin/sh
# F33: configurations that are wrong in every way that we know: refused with a sentence that names the file and the line, within a
# second of the processor's time, and whoever asked for one is told by the exit code.
. "${srcdir:-.}/tests/terminal/lib.sh"

# There is no screen here.
screen() {
	:
}

SECONDS_MAX=1
# the sanitizers' own work is not ours
grep -q __asan_init "$WARROOM" && SECONDS_MAX=5

B=$T/bad
mkdir "$B"
good='room = { name = "A"; };'

# bad NAME: standard input is the file.
bad() {
	cat >"$B/$1.cfg"
}

# many COUNT FORMAT: the format with each number.
many() {
	seq "$1" | awk -v f="$2" '{ printf f, $1 }'
}

printf '%s\n@include "loop.cfg"\n' "$good" | bad loop
printf '@include "/tmp"\n' | bad include-folder
printf '%s\n  @include "/dev/zero"\n' "$good" | bad include-device
printf 'metrics = (\n{ id = "a"; title = "a"; target = 2147483648; } );\n' | bad int-32
printf 'metrics = ( { id = "a";\ntarget = 99999999999999999999999999; } );\n' | bad int-many
printf 'room = { name = "A\0B"; };\n' | bad nul
printf '\0\0\0\0' | bad only-nul
many 20000 'k%d = 1;\n' | bad keys
many 12000 'x%d = { a = 1; };' | bad groups
{ echo 'room = {'; many 9000 'a%d=1;'; echo '};'; } | bad keys-in-a-group
many 100000 '{' | bad brackets
many 60000 '(\n' | bad lists
{ echo 'x = "'; many 200000 'x'; } | bad open-quote
{ echo 'room = { name = "'; many 20000 'long %d '; echo '"; };'; } | bad long-text
{ printf 'room = { name = "'; many 30000 'y'; echo '"; zone = "nowhere/none"; };'; } | bad long-line
head -c 200000 /dev/urandom | bad noise
{ echo "$good"; head -c 262144 /dev/zero | tr '\0' '\n'; } | bad huge
printf '\377\376r\0o\0o\0m\0' | bad utf-16
printf 'room = { name = "\300\257"; };\n' | bad overlong
printf 'room = { name = "\033]0;x\007"; };\n' | bad escape
printf '/* never closed\n%s\n' "$good" | bad comment
printf 'room = { name = "A" }\nroom = { name = "B"; };\n' | bad twice
printf '<room name="A"/>\n' | bad xml
printf '{"room": {"name": "A", "zone": 5}}\n' | bad json
printf 'room:\n  name: A\n' | bad yaml
printf '[room]\nname = A\n' | bad ini
printf 'room = "A";\n' | bad text-for-group
printf 'room = ( { name = "A"; } );\n' | bad list-for-group
printf 'teams = { id = "a"; };\n' | bad group-for-list
printf 'teams = [ 1, 2 ];\n' | bad array-for-list
printf 'teams = ( "a" );\n' | bad text-in-list
printf 'room = { name = true; zone = 1.5; };\n' | bad types
printf 'console = { grace = "-1s"; };\n' | bad negative
printf 'console = { grace = "1e9h"; };\n' | bad duration-e
printf 'room = { name = "A"; event_start = "peak.start"; };\n' | bad anchor
printf 'sources = ( { name = "a"; kind = "json"; url = "file:///etc/passwd"; } );\n' | bad url-file
printf 'sources = ( { name = "a"; kind = "json"; url = "http://me:hunter2@h"; } );\n' | bad url-user
printf 'sources = ( { name = "a"; kind = "json"; url = "http://h"; headers = [ "X: a\\r\\nY: b" ]; } );\n' | bad header-lines
mkdir "$B/folder.cfg"
mkfifo "$B/fifo.cfg"
ln -s /dev/zero "$B/device.cfg"
ln -s nothing "$B/dangling.cfg"
ln -s circle.cfg "$B/circle.cfg"
if [ "$(id -u)" != 0 ]; then # whom no mode stops
	echo "$good" >"$B/mode.cfg"
	chmod 0 "$B/mode.cfg"
fi

# is_refused FILE COMMAND...: by its exit code, in time, with file and line; only what cannot be read has no line.
is_refused() {
	file=$1
	shift
	(
		ulimit -t $SECONDS_MAX
		exec timeout 60 "$@"
	) >"$T/out" 2>&1 </dev/null
	code=$?
	where=':[0-9]+'
	case ${file##*/} in
	folder* | fifo* | device* | dangling* | circle* | mode* | huge*) where= ;;
	esac
	# of a monitoring plugin 3 means that nothing is known
	case "$*" in
	*" status "*) expected=3 ;;
	*) expected=1 ;;
	esac
	if [ $code = $expected ] && grep -Eq "^$file$where: ." "$T/out" && ! grep -q "$(printf '\033')\|hunter2" "$T/out"; then
		return 0
	fi
	echo "$*: exit code $code, it said:"
	head -c 500 "$T/out"
	return 1
}

n=0
wrong=0
for file in "$srcdir"/tests/config/bad-*.cfg "$B"/*.cfg; do
	n=$((n + 1))
	is_refused "$file" "$WARROOM" check "$file" || wrong=$((wrong + 1))
	is_refused "$file" "$WARROOM" status -c "$file" || wrong=$((wrong + 1))
done
check "$n bad configurations are refused, each with its file and line and in time" [ $wrong = 0 ]
check "and there are 60 or more" [ $n -ge 60 ]

exit $failed
